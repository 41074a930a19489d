//! A stretch of the text that an annotation can stand on.

use super::offset::{TextRange, TextSize};
use super::segmentation;
use super::text::Text;

/// A stretch of a text: half-open, in bytes, non-empty, without white space at
/// its ends, and never through the middle of what a reader sees as one character.
///
/// ```text
/// The [EU] said
///     ^  ^ start 4, end 6
/// ```
///
/// Spans order as they are read: by their start, the longer one first.
///
/// ```
/// # use gloss::model::{intake, span::Span, offset::{TextRange, TextSize}};
/// let text = intake::clean("The EU said").unwrap().text;
/// let drawn = TextRange::new(TextSize::from(3), TextSize::from(7));
/// assert_eq!(Span::new(&text, drawn).unwrap().quote(&text), "EU");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span(TextRange);

impl Span {
    /// The span in `range` of `text`: first grown to whole grapheme clusters
    /// (UAX #29), then trimmed of white space. `None` if nothing but white space
    /// is there, if the range ends past the text, or if an end of it is inside
    /// the encoding of a character.
    pub fn new(text: &Text, range: TextRange) -> Option<Self> {
        text.slice(range)?;
        let start = segmentation::grapheme_floor(text.as_str(), range.start().into());
        let end = segmentation::grapheme_ceil(text.as_str(), range.end().into());
        let (start, end) = trimmed(text.as_str(), start, end);
        (start < end).then(|| Self(self::range(start, end)))
    }

    /// Where it is, in bytes.
    pub fn range(self) -> TextRange {
        self.0
    }

    /// Its first byte.
    pub fn start(self) -> TextSize {
        self.0.start()
    }

    /// The byte after its last.
    pub fn end(self) -> TextSize {
        self.0.end()
    }

    /// The words in it. Empty if the span is of another, shorter text.
    pub fn quote(self, text: &Text) -> &str {
        text.slice(self.0).unwrap_or_default()
    }

    /// Whether the two share at least one character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start() < other.end() && other.start() < self.end()
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start(), other.end()).cmp(&(other.start(), self.end()))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A range of bytes from plain numbers. A text is far shorter than 4 GB.
pub(super) fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(TextSize::from(start as u32), TextSize::from(end as u32))
}

/// `start..end` without the grapheme clusters at its ends that are white space
/// and nothing else. (A space that carries a combining accent stays.)
fn trimmed(content: &str, mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end {
        let white = content[start..end].len() - content[start..end].trim_start().len();
        let next = segmentation::grapheme_floor(content, start + white);
        if next <= start {
            break;
        }
        start = next;
    }
    while start < end {
        let next = segmentation::grapheme_ceil(content, start + content[start..end].trim_end().len());
        if next >= end {
            break;
        }
        end = next;
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    /// `drawn` marks with [ ] what was drawn, the span's words are `expected`.
    fn check(drawn: &str, expected: Option<&str>) {
        let start = drawn.find('[').expect("a [");
        let end = drawn.find(']').expect("a ]") - 1;
        let text = intake::clean(drawn.replace(['[', ']'], "")).expect("a text").text;
        let span = Span::new(&text, range(start, end));
        assert_eq!(span.map(|span| span.quote(&text)), expected, "{drawn}");
    }

    #[test]
    fn spans_are_trimmed_and_whole() {
        check("The[ EU ]said", Some("EU"));
        check("The [EU] said", Some("EU"));
        check("The EU[ ]said", None);
        check("The EU[]said", None);
        check("one\n[\ntwo\n]three", Some("two"));
        check("👩[\u{200d}]👩 x", Some("👩\u{200d}👩"));
        check("cafe[\u{301}] x", Some("e\u{301}"));
        check("🇫[🇷] x", Some("🇫🇷"));
        check("a [ \u{301}] b", Some(" \u{301}"));
        check("ab[\u{3000}中文\u{a0}]c", Some("中文"));
    }

    #[test]
    fn outside_or_inside_a_character_is_no_span() {
        let text = intake::clean("é!").expect("a text").text;
        assert_eq!(Span::new(&text, range(0, 9)), None);
        assert_eq!(Span::new(&text, range(1, 3)), None);
    }
}
