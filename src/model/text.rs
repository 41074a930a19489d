//! The text of an article, and the only place where offsets change their unit.

use std::cell::OnceCell;
use std::fmt::Write;
use std::ops::Range;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::offset::{CodePoint, TextRange, TextSize, Utf16};

/// How many bytes lie between two entries of the index: a conversion looks at
/// no more than this many bytes of the text.
const BLOCK: usize = 64;

/// How many bytes are worked through at once.
const PIECE: usize = 16_384;

/// An article's text, cleaned by [`intake`](super::intake): never blank, lines
/// end in LF. It never changes; cloning it copies two pointers.
///
/// Offsets are UTF-8 bytes, every range is half-open. Conversions to the units
/// of others answer `None` past the end of the text and inside a character:
///
/// ```
/// # use gloss::model::{intake, offset::{CodePoint, TextSize, Utf16}};
/// let text = intake::clean("🌍 Lagos").unwrap().text;
/// let lagos = text.byte_of_code_point(CodePoint(2)).unwrap();
/// assert_eq!(lagos, TextSize::from(5));
/// assert_eq!(text.utf16(lagos), Some(Utf16(3)));
/// assert_eq!(text.utf16(TextSize::from(2)), None, "inside the emoji");
/// ```
///
/// Limitation: a text is at most `u32::MAX` bytes long (and
/// [`intake::LIMIT`](super::intake::LIMIT) is far below that).
#[derive(Clone, Debug)]
pub struct Text {
    // A shared string rather than a shared `str`, into which megabytes would have to be copied.
    content: Rc<String>,
    /// One entry for every `BLOCK` bytes: what precedes them. Empty when the
    /// text is ASCII, where every unit is the same.
    index: Rc<[Counts]>,
    checksum: Rc<OnceCell<Box<str>>>,
}

/// How many characters start before a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    code_points: u32,
    utf16: u32,
}

impl Counts {
    /// These counts, and the characters that start with one of `bytes`.
    fn and(mut self, bytes: &[u8]) -> Self {
        const ONES: u64 = 0x0101_0101_0101_0101;
        let (eights, rest) = bytes.as_chunks();
        for eight in eights {
            let eight = u64::from_le_bytes(*eight);
            let continued = (eight >> 7) & (!eight >> 6) & ONES;
            let pairs = eight & (eight << 1) & (eight << 2) & (eight << 3) & (ONES << 7);
            let starts = 8 - continued.count_ones();
            self.code_points += starts;
            self.utf16 += starts + pairs.count_ones();
        }
        for &byte in rest {
            // A continuation byte starts nothing; a lead byte of a four-byte
            // character starts one code point and two UTF-16 code units.
            self.code_points += u32::from(byte & 0xC0 != 0x80);
            self.utf16 += u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0);
        }
        self
    }
}

/// Where something stands, for people: both numbers start at 1, the column
/// counts code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

impl Place {
    /// The very start.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place of byte `at` of `content`, which need not be a `Text` yet.
    pub fn of(content: &str, at: usize) -> Self {
        Self { line: 1, column: 1 }.after(content.get(..at).unwrap_or(content))
    }

    /// The place after `words` that start here.
    pub(super) fn after(self, words: &str) -> Self {
        match words.rfind('\n') {
            Some(at) => Self {
                line: self.line + words.bytes().filter(|&byte| byte == b'\n').count(),
                column: words[at + 1..].chars().count() + 1,
            },
            None => Self {
                line: self.line,
                column: self.column + words.chars().count(),
            },
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

impl Text {
    /// Takes a text that `intake` has cleaned.
    pub(super) fn of_clean(content: String) -> Self {
        let bytes = content.as_bytes();
        let index = if content.is_ascii() {
            Rc::default()
        } else {
            bytes
                .chunks(BLOCK)
                .scan(Counts::default(), |before, block| {
                    let here = *before;
                    *before = before.and(block);
                    Some(here)
                })
                .collect()
        };
        Self {
            content: Rc::new(content),
            index,
            checksum: Rc::default(),
        }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// The SHA-256 of its UTF-8 bytes, in lower-case hexadecimal digits. Worked
    /// out once.
    pub fn sha256(&self) -> &str {
        self.checksum.get_or_init(|| {
            let mut digest = Sha256::new();
            // Piece by piece: browsers compile code better between two calls of it.
            self.content
                .as_bytes()
                .chunks(PIECE)
                .for_each(|piece| digest.update(piece));
            let mut hex = String::with_capacity(64);
            for byte in digest.finalize() {
                let _ = write!(hex, "{byte:02x}");
            }
            hex.into()
        })
    }

    /// Length in bytes.
    pub fn len(&self) -> TextSize {
        TextSize::of(self.content.as_str())
    }

    /// Never: a blank text is refused at the door.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Length in code points.
    pub fn code_points(&self) -> CodePoint {
        CodePoint(self.counts(self.content.len()).code_points)
    }

    /// The part of the text in `range`; `None` if an end of it is past the end
    /// of the text or inside a character.
    pub fn slice(&self, range: TextRange) -> Option<&str> {
        self.content.get(Range::<usize>::from(range))
    }

    /// The DOM's offset of byte `at`.
    pub fn utf16(&self, at: TextSize) -> Option<Utf16> {
        let at = self.boundary(at)?;
        Some(Utf16(self.counts(at).utf16))
    }

    /// Python's offset of byte `at`.
    pub fn code_point(&self, at: TextSize) -> Option<CodePoint> {
        let at = self.boundary(at)?;
        Some(CodePoint(self.counts(at).code_points))
    }

    /// The byte at which the DOM's offset `at` stands.
    pub fn byte_of_utf16(&self, at: Utf16) -> Option<TextSize> {
        self.byte(at.0, |counts| counts.utf16)
    }

    /// The byte at which Python's offset `at` stands.
    pub fn byte_of_code_point(&self, at: CodePoint) -> Option<TextSize> {
        self.byte(at.0, |counts| counts.code_points)
    }

    /// The place of byte `at`, for people.
    pub fn place(&self, at: TextSize) -> Place {
        Place::of(&self.content, at.into())
    }

    fn boundary(&self, at: TextSize) -> Option<usize> {
        let at = usize::from(at);
        self.content.is_char_boundary(at).then_some(at)
    }

    /// How many characters start before byte `at`.
    fn counts(&self, at: usize) -> Counts {
        if self.index.is_empty() {
            let at = at as u32;
            return Counts {
                code_points: at,
                utf16: at,
            };
        }
        // The end of the text may be the end of its last full block.
        let block = (at / BLOCK).min(self.index.len() - 1);
        self.index[block].and(&self.content.as_bytes()[block * BLOCK..at])
    }

    /// The byte before which `count` reaches exactly `wanted`.
    fn byte(&self, wanted: u32, count: impl Fn(Counts) -> u32) -> Option<TextSize> {
        if self.index.is_empty() {
            return (wanted as usize <= self.content.len()).then(|| TextSize::from(wanted));
        }
        let block = self.index.partition_point(|&before| count(before) <= wanted) - 1;
        let mut start = block * BLOCK;
        let mut before = self.index[block];
        let bytes = self.content.as_bytes();
        while let Some(eight) = bytes[start..].first_chunk::<8>() {
            let after = before.and(eight);
            if count(after) > wanted {
                break;
            }
            before = after;
            start += 8;
        }
        for (at, &byte) in (start..).zip(&bytes[start..]) {
            if count(before) > wanted {
                return None;
            }
            let starts = byte & 0xC0 != 0x80;
            if starts && count(before) == wanted {
                return Some(TextSize::from(at as u32));
            }
            before = before.and(&[byte]);
        }
        (count(before) == wanted).then(|| self.len())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.content, &other.content) || self.content == other.content
    }
}

impl Eq for Text {}

#[cfg(test)]
mod tests {
    use super::super::intake;

    #[test]
    fn sha256_is_that_of_the_utf_8_bytes() {
        for (content, expected) in [
            // FIPS 180-2, appendices B.1 and B.3.
            (
                "abc".to_owned(),
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                "a".repeat(1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            ),
        ] {
            assert_eq!(intake::clean(content).expect("a text").text.sha256(), expected);
        }
    }
}
