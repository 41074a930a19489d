//! Which suggestion is meant for which annotation.

use gloss::model::span::Span;

/// When a suggestion and an annotation of one label can be a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// They have the same ends.
    Exact,
    /// What they share is at least half of what they cover together.
    Half,
    /// They share at least one character.
    Any,
}

impl Measure {
    fn admits(self, share: Share) -> bool {
        match self {
            Self::Exact => share.common == share.together,
            Self::Half => 2 * share.common >= share.together,
            Self::Any => share.common > 0,
        }
    }
}

/// How many bytes two spans have in common, and how many they cover together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Share {
    common: u32,
    together: u32,
}

impl Share {
    fn of(a: Span, b: Span) -> Self {
        let common = a.range().intersect(b.range()).map_or(0, |common| common.len().into());
        let together = u32::from(a.range().len()) + u32::from(b.range().len()) - common;
        Self { common, together }
    }

    /// Orders by the fraction, the larger first.
    fn better(self, other: Self) -> std::cmp::Ordering {
        let fraction = |a: Self, b: Self| u64::from(a.common) * u64::from(b.together);
        fraction(other, self).cmp(&fraction(self, other))
    }
}

/// Pairs of an annotation's number and a suggestion's number. Each is in one pair at
/// most: those that share most become pairs first; of equals, the first in the text.
pub fn pairs(annotations: &[Span], suggestions: &[Span], measure: Measure) -> Vec<(usize, usize)> {
    let mut possible = Vec::new();
    for (a, &annotation) in annotations.iter().enumerate() {
        for (s, &suggestion) in suggestions.iter().enumerate() {
            let share = Share::of(annotation, suggestion);
            if share.common > 0 && measure.admits(share) {
                possible.push((share, a, s));
            }
        }
    }
    possible.sort_by(|x, y| x.0.better(y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, a, s) in possible {
        if !pairs.iter().any(|pair| pair.0 == a || pair.1 == s) {
            pairs.push((a, s));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use gloss::model::intake;
    use gloss::model::offset::{TextRange, TextSize};

    /// `annotations` and `suggestions` are underlines of the text "abcdefghij klmnopqrst":
    /// each run of one letter is a span.
    fn check(annotations: &str, suggestions: &str, measure: Measure, expected: &[(usize, usize)]) {
        let found = pairs(&spans(annotations), &spans(suggestions), measure);
        assert_eq!(found, expected, "{annotations} {suggestions} {measure:?}");
    }

    fn spans(lines: &str) -> Vec<Span> {
        let text = intake::clean("abcdefghij").expect("a text").text;
        let mut spans: Vec<Span> = lines
            .split('/')
            .filter(|line| line.contains('x'))
            .map(|line| {
                let at = |at: usize| TextSize::from(at as u32);
                let (start, end) = (line.find('x').unwrap_or(0), line.rfind('x').unwrap_or(0) + 1);
                Span::new(&text, TextRange::new(at(start), at(end))).expect("a span")
            })
            .collect();
        spans.sort();
        spans
    }

    #[test]
    fn each_is_in_one_pair_at_most() {
        use Measure::{Any, Exact, Half};
        for measure in [Exact, Half, Any] {
            check("xxx/....xxx", "xxx/....xxx", measure, &[(0, 0), (1, 1)]);
            check("", "xxx", measure, &[]);
            check("xxx", "...xxx", measure, &[]);
        }
        check("xxxx", "xxxxx", Exact, &[]);
        // 2 of 4, 1 of 4.
        check("xxxx", "xx", Half, &[(0, 0)]);
        check("xxxx", "x", Half, &[]);
        check("xxxx", "x", Any, &[(0, 0)]);
        // 3 shared of 5, 2 shared of 6.
        check("xxxx", ".xxxx", Half, &[(0, 0)]);
        check("xxxx", "..xxxx", Half, &[]);
        // One suggestion over two annotations is meant for the one that it shares more with.
        check("xxx/...xxxxxxx", "xxxxxxxxxx", Any, &[(1, 0)]);
        // The better pair comes first, and leaves the other to what is left.
        check("xxxxxx/xxx", "xxx/xxxxxxxx", Any, &[(0, 0), (1, 1)]);
        // Of two equal ones the first.
        check("xx", "x/.x", Half, &[(0, 0)]);
    }
}
