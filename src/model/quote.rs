//! Finding words again: a quote with what stands before and after it.

use super::offset::{TextRange, TextSize};
use super::span::{Span, range};
use super::text::Text;

/// How many code points of context a quote carries on each side.
const CONTEXT: usize = 32;

/// The words of a span and what stands around them: the text quote selector of
/// the W3C Web Annotation model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote<'a> {
    /// Up to 32 code points before.
    pub prefix: &'a str,
    /// The words themselves.
    pub exact: &'a str,
    /// Up to 32 code points after.
    pub suffix: &'a str,
}

impl<'a> Quote<'a> {
    /// The quote of a span of this text.
    pub fn of(text: &'a Text, span: Span) -> Self {
        let content = text.as_str();
        let before = content.get(..span.start().into()).unwrap_or_default();
        let after = content.get(span.end().into()..).unwrap_or_default();
        // All bytes but the first of a character continue it: there is no need to decode any.
        let starts = |(_, byte): &(usize, u8)| byte & 0xC0 != 0x80;
        let mut back = before.bytes().enumerate().rev().filter(starts);
        let mut forth = after.bytes().enumerate().filter(starts);
        let from = back.nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = forth.nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Self {
            prefix: &before[from..],
            exact: span.quote(text),
            suffix: &after[..to],
        }
    }

    /// Where the words stand in `text`, if that is certain: they stand there
    /// once, or one of the places has more of the context around it than every
    /// other. Look-alikes are never chosen in silence.
    ///
    /// Limitation: of words that stand more than 1,000 times only the first
    /// 1,000 places are weighed, and nothing is found if there are more.
    pub fn find(self, text: &Text) -> Found {
        const MANY: usize = 1_000;
        if self.exact.is_empty() {
            return Found::Nowhere;
        }
        let mut best: Option<(usize, TextRange)> = None;
        let mut tied = false;
        let mut count = 0;
        for (at, _) in text.as_str().match_indices(self.exact) {
            count += 1;
            if count > MANY {
                return Found::Several(MANY);
            }
            let place = range(at, at + self.exact.len());
            let score = self.score(text.as_str(), place);
            let before = best.map(|(score, _)| score);
            if before.is_none_or(|before| score > before) {
                best = Some((score, place));
                tied = false;
            } else if before == Some(score) {
                tied = true;
            }
        }
        match best {
            None => Found::Nowhere,
            Some((_, place)) if !tied => Found::At(place),
            Some(_) => Found::Several(count),
        }
    }

    /// How many bytes of the context stand around `place`.
    fn score(self, content: &str, place: TextRange) -> usize {
        let before = content[..usize::from(place.start())].bytes().rev();
        let after = content[usize::from(place.end())..].bytes();
        let same = |a: &mut dyn Iterator<Item = u8>, b: &mut dyn Iterator<Item = u8>| {
            a.zip(b).take_while(|(a, b)| a == b).count()
        };
        same(&mut self.prefix.bytes().rev(), &mut before.into_iter())
            + same(&mut self.suffix.bytes(), &mut after.into_iter())
    }
}

/// What the search for a quote came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is here.
    At(TextRange),
    /// It is nowhere.
    Nowhere,
    /// It is in so many places that look alike.
    Several(usize),
}

impl Found {
    /// The start, if it is certain.
    pub fn start(self) -> Option<TextSize> {
        match self {
            Self::At(place) => Some(place.start()),
            Self::Nowhere | Self::Several(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    fn find(content: &str, prefix: &str, exact: &str, suffix: &str) -> Found {
        let text = intake::clean(content).expect("a text").text;
        Quote { prefix, exact, suffix }.find(&text)
    }

    #[test]
    fn look_alikes_are_not_chosen_in_silence() {
        let content = "In Paris they met. Paris is large. Paris";
        assert_eq!(find(content, "", "Lyon", ""), Found::Nowhere);
        assert_eq!(find(content, "", "", ""), Found::Nowhere);
        assert_eq!(find(content, "", "large", "?"), Found::At(range(28, 33)));
        assert_eq!(find(content, "", "Paris", ""), Found::Several(3));
        assert_eq!(find(content, "In ", "Paris", ""), Found::At(range(3, 8)));
        assert_eq!(find(content, "met. ", "Paris", " is"), Found::At(range(19, 24)));
        assert_eq!(find(content, "gone", "Paris", "gone"), Found::Several(3));
        assert_eq!(find(&"a".repeat(1_001), "", "a", ""), Found::Several(1_000));
    }

    #[test]
    fn a_quote_carries_its_context() {
        let content = format!("{}🌍 here {}", "é".repeat(40), "x".repeat(40));
        let text = intake::clean(&content).expect("a text").text;
        let at = content.find("here").expect("it is there");
        let span = Span::new(&text, range(at, at + 4)).expect("a span");
        let quote = Quote::of(&text, span);
        assert_eq!(quote.exact, "here");
        assert_eq!(quote.prefix, format!("{}🌍 ", "é".repeat(30)));
        assert_eq!(quote.suffix, format!(" {}", "x".repeat(31)));
    }
}
