//! The door: what comes from outside becomes a clean [`Text`] or is refused.
//!
//! Everything that would make offsets mean different things in different places
//! is settled here, before any offset exists: CR LF and CR become LF, a byte-order
//! mark goes, lone surrogates become U+FFFD. Nothing else is changed; in
//! particular there is no Unicode normalisation.

use std::borrow::Cow;
use std::fmt;

use super::text::{Place, Text};
use super::unseen::{self, is_unseen};

/// The longest text that opens, in bytes of UTF-8: 20 MB.
pub const LIMIT: usize = 20_000_000;

/// A text that passed the door, and what was noticed about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// The clean text.
    pub text: Text,
    /// What was changed, and what a careful reader should know.
    pub notices: Vec<Notice>,
}

/// Something about a text that its reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// So many line ends were CR LF or CR and are LF now.
    LineEndings(usize),
    /// A byte-order mark stood at the start and is gone.
    ByteOrderMark,
    /// Halves of UTF-16 pairs, which are no characters, became U+FFFD.
    LoneSurrogates {
        /// How many.
        count: usize,
        /// Where the first was.
        first: Place,
    },
    /// Characters are in it that nobody sees: what changes the direction of the text,
    /// and what has no width. They are kept, and shown.
    Unseen {
        /// How many.
        count: usize,
        /// The first.
        found: char,
        /// Where the first is.
        first: Place,
    },
}

/// Why a text cannot be annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// Nothing is there, or nothing but white space.
    Blank,
    /// It is longer than [`LIMIT`].
    TooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
    /// It holds U+0000, so it is no article but something binary.
    Nul {
        /// Where the first is.
        first: Place,
    },
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// The first byte that does not fit.
        byte: u8,
        /// Where it is.
        first: Place,
    },
}

/// Cleans a text. What is clean already stays as it is.
///
/// ```
/// # use gloss::model::intake;
/// assert_eq!(intake::clean("a\r\nb").unwrap().text.as_str(), "a\nb");
/// assert_eq!(intake::clean("  \n"), Err(intake::Error::Blank));
/// ```
pub fn clean<'a>(raw: impl Into<Cow<'a, str>>) -> Result<Intake, Error> {
    clean_content(raw.into())
}

fn clean_content(raw: Cow<str>) -> Result<Intake, Error> {
    let mut notices = Vec::new();
    // All of them, so that what was cleaned is never cleaned further.
    let unmarked = raw.trim_start_matches('\u{feff}');
    let marked = unmarked.len() < raw.len();
    if marked {
        notices.push(Notice::ByteOrderMark);
    }
    if unmarked.len() > LIMIT {
        return Err(Error::TooLong { bytes: unmarked.len() });
    }
    if unmarked.trim_start().is_empty() {
        return Err(Error::Blank);
    }
    let content = if memchr::memchr(b'\r', unmarked.as_bytes()).is_some() {
        let count = memchr::memchr_iter(b'\r', unmarked.as_bytes()).count();
        notices.push(Notice::LineEndings(count));
        unmarked.replace("\r\n", "\n").replace('\r', "\n")
    } else if marked {
        unmarked.to_owned()
    } else {
        // Nothing is copied that need not be.
        raw.into_owned()
    };
    if let Some(at) = memchr::memchr(0, content.as_bytes()) {
        return Err(Error::Nul {
            first: Place::of(&content, at),
        });
    }
    if let Some((at, found)) = unseen_marks(&content).next() {
        notices.push(Notice::Unseen {
            count: unseen_marks(&content).count(),
            found,
            first: Place::of(&content, at),
        });
    }
    Ok(Intake {
        text: Text::of_clean(content),
        notices,
    })
}

/// The unseen characters in a text that are met most, with the bytes at which they
/// stand.
fn unseen_marks(content: &str) -> impl Iterator<Item = (usize, char)> {
    // All of them, and not much else, begin with one of these bytes of UTF-8.
    memchr::memchr2_iter(0xE2, 0xEF, content.as_bytes()).filter_map(|at| {
        let (before, from) = content.split_at(at);
        let found = from.chars().next()?;
        is_unseen(found, before.chars().next_back()).then_some((at, found))
    })
}

/// Cleans a text that came as UTF-16 code units, as the browser holds it.
pub fn clean_utf16(units: &[u16]) -> Result<Intake, Error> {
    let mut content = String::with_capacity(units.len());
    let mut lone = 0;
    let mut first = 0;
    for decoded in char::decode_utf16(units.iter().copied()) {
        content.push(decoded.unwrap_or_else(|_| {
            if lone == 0 {
                first = content.len();
            }
            lone += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    let place = Place::of(&content, first);
    let mut intake = clean(content)?;
    if lone > 0 {
        intake.notices.push(Notice::LoneSurrogates {
            count: lone,
            first: place,
        });
    }
    Ok(intake)
}

/// Reads the bytes of a file as text: UTF-8, or UTF-16 if it says so by a
/// byte-order mark. Does not clean.
pub fn decode(bytes: Vec<u8>) -> Result<String, Error> {
    let units = |pair: fn([u8; 2]) -> u16| -> String {
        let units = bytes.as_chunks::<2>().0.iter().map(|&bytes| pair(bytes));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match *bytes {
        [0xFF, 0xFE, ..] => Ok(units(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => Ok(units(u16::from_be_bytes)),
        _ => String::from_utf8(bytes).map_err(|error| {
            let (good, bad) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
            let before = String::from_utf8_lossy(good);
            Error::NotUtf8 {
                byte: bad.first().copied().unwrap_or_default(),
                first: Place::of(&before, before.len()),
            }
        }),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => write!(f, "There is no text yet: paste or type an article first."),
            Self::TooLong { bytes } => write!(
                f,
                "The text is too long: {} bytes, and at most {} MB can be opened. Split it into parts.",
                grouped(*bytes),
                LIMIT / 1_000_000
            ),
            Self::Nul { first } => write!(
                f,
                "There is a NUL character (U+0000) at {first}. Articles never hold one, so this is probably not a text file. Remove it and try again."
            ),
            Self::NotUtf8 { byte, first } => write!(
                f,
                "The file is not UTF-8 text: byte 0x{byte:02X} at {first} does not fit. Save it as UTF-8 and open it again."
            ),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineEndings(1) => write!(f, "1 Windows or old Mac line end became a plain one."),
            Self::LineEndings(count) => write!(f, "{count} Windows or old Mac line ends became plain ones."),
            Self::ByteOrderMark => write!(f, "The byte-order mark at the start was dropped."),
            Self::LoneSurrogates { count, first } => write!(
                f,
                "{} (the first at {first}) became U+FFFD: half of a character pair is no text.",
                counted(*count, "broken character")
            ),
            Self::Unseen { count, found, first } => write!(
                f,
                "The text holds {} that can make it read differently from what it says (the first, {}, at {first}). Kept as they are, and shown as small signs.",
                counted(*count, "invisible character"),
                unseen::name(*found)
            ),
        }
    }
}

/// A number with its thousands apart: "20,000,001".
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "1 claim", "2,000 claims".
pub fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count), if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: Result<(&str, &[Notice]), Error>) {
        let found = clean(raw);
        let found = found.as_ref().map(|i| (i.text.as_str(), &*i.notices)).map_err(|e| *e);
        assert_eq!(found, expected, "{raw:?}");
    }

    #[test]
    fn the_door() {
        let first = |line, column| Place { line, column };
        check("a", Ok(("a", &[])));
        check("", Err(Error::Blank));
        check(" \u{a0}\r\n\u{3000}", Err(Error::Blank));
        check("a\r\nb\rc\n", Ok(("a\nb\nc\n", &[Notice::LineEndings(2)])));
        check("\u{feff}\u{feff}a", Ok(("a", &[Notice::ByteOrderMark])));
        check("a\r\nbé\0", Err(Error::Nul { first: first(2, 3) }));
        check(
            "a\nb\u{202e}c\u{2069}",
            Ok((
                "a\nb\u{202e}c\u{2069}",
                &[Notice::Unseen {
                    count: 2,
                    found: '\u{202e}',
                    first: first(2, 2),
                }],
            )),
        );
        check(
            "\u{feff}a\u{feff}",
            Ok((
                "a\u{feff}",
                &[
                    Notice::ByteOrderMark,
                    Notice::Unseen {
                        count: 1,
                        found: '\u{feff}',
                        first: first(1, 2),
                    },
                ],
            )),
        );
        check("e\u{301} é 👩\u{200d}🚒", Ok(("e\u{301} é 👩\u{200d}🚒", &[])));
    }

    #[test]
    fn over_the_limit() {
        let at = "a".repeat(LIMIT);
        assert!(clean(&at).is_ok());
        assert_eq!(clean(&(at + "b")), Err(Error::TooLong { bytes: LIMIT + 1 }));
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (20_000_001, "20,000,001")] {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn lone_surrogates() {
        let units = [0x61, 0xD83C, 0xDF0D, 0xD83C, 0x62, 0xDF0D];
        let intake = clean_utf16(&units).expect("a text");
        assert_eq!(intake.text.as_str(), "a🌍\u{fffd}b\u{fffd}");
        let first = Place { line: 1, column: 3 };
        assert_eq!(intake.notices, [Notice::LoneSurrogates { count: 2, first }]);
    }

    #[test]
    fn bytes_of_files() {
        assert_eq!(decode("é".into()).as_deref(), Ok("é"));
        assert_eq!(
            decode(b"\xFF\xFEa\0\x3D\xD8\0\xDE".into()).as_deref(),
            Ok("\u{feff}a😀")
        );
        assert_eq!(decode(b"\xFE\xFF\0a".into()).as_deref(), Ok("\u{feff}a"));
        let first = Place { line: 2, column: 2 };
        assert_eq!(decode(b"a\nb\xE9".into()), Err(Error::NotUtf8 { byte: 0xE9, first }));
    }
}
