//! Looking for the words of a mark that do not stand at its offsets.
//!
//! Other tools collapse white space, count it differently, or show a page that has
//! changed a little since. So white space of any kind and length matches any other
//! here, and where words stand several times, the context and then the offsets tell
//! which place is meant, if they can.

use super::foreign::Words;
use crate::model::offset::{TextRange, TextSize};

/// What the search came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The words stand here for certain: once, or with more of their context than
    /// anywhere else.
    Certain(TextRange),
    /// They stand in so many places that look alike, of which this one is by far the
    /// nearest to where they should be. A person should look at it.
    Nearest(TextRange, usize),
    /// They stand in so many places that look alike.
    Several(usize),
    /// They stand nowhere.
    Nowhere,
}

/// How many places are weighed.
const MANY: usize = 1_000;

/// How many times as far as the nearest place the next one must be.
const FAR: u32 = 4;

/// Where the words stand in `content`; `near` is where they should.
///
/// Limitation: of words that stand more than 1,000 times nothing is found.
pub fn search(content: &str, words: &Words, near: Option<TextSize>) -> Place {
    let mut parts = words.exact.split_whitespace();
    let Some(first) = parts.next() else {
        return Place::Nowhere;
    };
    let rest: Vec<&str> = parts.collect();
    let mut best: Vec<TextRange> = Vec::new();
    let (mut most, mut count) = (0, 0);
    for (start, _) in content.match_indices(first) {
        let Some(end) = follow(content, start + first.len(), &rest) else {
            continue;
        };
        count += 1;
        if count > MANY {
            return Place::Several(MANY);
        }
        let before = same(content[..start].chars().rev(), words.prefix.chars().rev());
        let score = before + same(content[end..].chars(), words.suffix.chars());
        if score > most || best.is_empty() {
            (most, best) = (score, Vec::new());
        }
        if score == most {
            best.push(TextRange::new(TextSize::from(start as u32), TextSize::from(end as u32)));
        }
    }
    match (best.as_slice(), near) {
        ([], _) => Place::Nowhere,
        ([only], _) => Place::Certain(*only),
        (several, Some(near)) => {
            nearest(several, near).map_or(Place::Several(count), |place| Place::Nearest(place, count))
        }
        (_, None) => Place::Several(count),
    }
}

/// The end of the words after byte `at`, with white space before each of them.
fn follow(content: &str, mut at: usize, words: &[&str]) -> Option<usize> {
    for word in words {
        let rest = &content[at..];
        let trimmed = rest.trim_start();
        if trimmed.len() == rest.len() || !trimmed.starts_with(word) {
            return None;
        }
        at = content.len() - trimmed.len() + word.len();
    }
    Some(at)
}

/// How many characters two texts have in common at their start, white space aside.
fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let solid = |c: &char| !c.is_whitespace();
    let mut one = one.filter(solid);
    other
        .filter(solid)
        .take_while(|c| one.next().is_some_and(|its| its == *c))
        .count()
}

/// The place that is nearest by far.
fn nearest(places: &[TextRange], near: TextSize) -> Option<TextRange> {
    let distance = |place: &TextRange| u32::from(place.start()).abs_diff(near.into());
    let first = *places.iter().min_by_key(|place| distance(place))?;
    let next = places.iter().filter(|place| **place != first).map(distance).min()?;
    (next / FAR >= distance(&first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prefix: &str, exact: &str, suffix: &str, near: Option<u32>, expected: &str) {
        let content = "In Paris they\n\tmet. Paris is large. Paris they met";
        let [prefix, exact, suffix] = [prefix, exact, suffix].map(str::to_owned);
        let words = Words { prefix, exact, suffix };
        let found = match search(content, &words, near.map(TextSize::from)) {
            Place::Certain(place) => format!("{:?}", place),
            Place::Nearest(place, count) => format!("{place:?} of {count}"),
            Place::Several(count) => format!("{count} places"),
            Place::Nowhere => "nowhere".to_owned(),
        };
        assert_eq!(found, expected, "{words:?} near {near:?}");
    }

    #[test]
    fn look_alikes_are_told() {
        check("", "Lyon", "", None, "nowhere");
        check("", " ", "", None, "nowhere");
        check("", "large", "", None, "29..34");
        check("", "Paris", "", None, "3 places");
        check("met.\n", "Paris", "", None, "20..25");
        check("", "Paris they met", "", None, "2 places");
        check("", "Paris they met", ".", None, "3..18");
        check("", "Paris they met", "", Some(5), "3..18 of 2");
        check("", "Paris they met", "", Some(20), "2 places");
        check("", "Paris theymet", "", None, "nowhere");
    }
}
