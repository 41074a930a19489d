//! How a text is divided for drawing.

use super::offset::TextRange;
use super::segmentation::grapheme_floor;
use super::span::range;
use super::text::Text;

/// The least number of bytes that a chunk aims at.
const LEAST: usize = 2_048;

/// The number of chunks that a long text aims at. Browsers keep count of each on
/// every frame.
const MOST: usize = 512;

/// The longest paragraph, in bytes, that is never cut.
const WHOLE: usize = 16_384;

/// How many paragraphs a chunk holds at most.
const PARAGRAPHS: usize = 128;

/// The parts in which a text is laid out: together they are the text. Each is of
/// about 2 kB, or the `MOST`th part of a long text, and ends with a paragraph. A
/// paragraph of more than 16 kB is cut after a space, or else after a whole
/// character.
///
/// Limitation: a single character of more than 16 kB is cut where a code point
/// ends.
pub fn chunks(text: &Text) -> Vec<TextRange> {
    let bytes = text.as_str().len();
    let size = LEAST.max(bytes.div_ceil(MOST));
    let mut chunks = Vec::with_capacity(bytes / size + 1);
    let mut start = 0;
    while start < bytes {
        let end = chunk_end(text.as_str(), start, size);
        chunks.push(range(start, end));
        start = end;
    }
    chunks
}

fn chunk_end(content: &str, start: usize, size: usize) -> usize {
    let rest = &content.as_bytes()[start..];
    let within = &rest[..size.min(rest.len())];
    if let Some(at) = memchr::memchr_iter(b'\n', within).nth(PARAGRAPHS - 1) {
        return start + at + 1;
    }
    if within.len() == rest.len() {
        return content.len();
    }
    let most = content.floor_char_boundary((start + size.max(WHOLE)).min(content.len()));
    let further = &content.as_bytes()[start..most];
    let after = |at: usize| start + at + 1;
    let paragraph = memchr::memrchr(b'\n', within).or_else(|| memchr::memchr(b'\n', further));
    if let Some(at) = paragraph {
        return after(at);
    }
    if most == content.len() {
        return most;
    }
    let character = || Some(grapheme_floor(content, most)).filter(|&at| at > start);
    let space = memchr::memrchr(b' ', further).map(after);
    space.or_else(character).unwrap_or(most)
}

/// The paragraphs of a chunk, or the parts of paragraphs that are in it, each
/// with the line feed that ends it.
pub fn blocks(text: &Text, chunk: TextRange) -> impl Iterator<Item = TextRange> {
    let content = text.slice(chunk).unwrap_or_default();
    let mut start = usize::from(chunk.start());
    content.split_inclusive('\n').map(move |block| {
        let block = range(start, start + block.len());
        start = block.end().into();
        block
    })
}

/// How many paragraphs begin in a chunk, for an estimate of its height.
pub fn paragraphs(text: &Text, chunk: TextRange) -> usize {
    let content = text.slice(chunk).unwrap_or_default();
    memchr::memchr_iter(b'\n', content.as_bytes()).count() + 1
}

#[cfg(test)]
mod tests {
    use super::super::intake;
    use super::*;

    fn check(content: &str, least: usize, most: usize) {
        let text = intake::clean(content).expect("a text").text;
        let chunks = chunks(&text);
        assert!((least..=most).contains(&chunks.len()), "{} chunks", chunks.len());
        let words = |range: &TextRange| text.slice(*range).expect("whole characters").to_owned();
        assert_eq!(chunks.iter().map(words).collect::<String>(), content);
        for &chunk in &chunks {
            assert!(!chunk.is_empty());
            let blocks: Vec<_> = blocks(&text, chunk).collect();
            assert_eq!(blocks.iter().map(words).collect::<String>(), words(&chunk));
            assert!(blocks.len() <= PARAGRAPHS && paragraphs(&text, chunk) >= blocks.len());
        }
    }

    #[test]
    fn chunks_are_the_text() {
        check("One.\nTwo.", 1, 1);
        check(&"A paragraph of some words.\n".repeat(1_000), 13, 16);
        check(&"No line end at all. ".repeat(100_000), 120, 130);
        check(&"No line end at all. ".repeat(500_000), 500, 520);
        check(&"x".repeat(100_000), 7, 7);
        check(&"👨‍👩‍👧".repeat(10_000), 11, 12);
        check(&("\n".repeat(20_000) + "end"), 156, 158);
        check(&("x".to_owned() + &"\u{301}".repeat(10_000)), 2, 2);
        check(&format!("{}\n{}\n", "a".repeat(2_000), "b".repeat(5_000)), 2, 2);
    }

    #[test]
    fn a_cut_is_after_a_paragraph_a_space_or_a_character() {
        for (content, end) in [
            (format!("{}\n{}", "a b ".repeat(500), "c".repeat(200)), 2_001),
            (format!("{}\n{}", "a b ".repeat(2_000), "c".repeat(200)), 8_001),
            ("ab ".repeat(6_000), 16_383),
            ("é".repeat(9_000), 16_384),
            ("👨‍👩‍👧".repeat(1_000), 16_380),
        ] {
            let text = intake::clean(&content).expect("a text").text;
            assert_eq!(usize::from(chunks(&text)[0].end()), end);
        }
    }
}
