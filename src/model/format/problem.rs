//! What can be wrong with a file, with the place of each thing.

use std::fmt;

use crate::model::intake::{self, counted};
use crate::model::text::Place;

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It is not JSON.
    NotJson {
        /// Where it stops being JSON.
        place: Place,
        /// What the parser found there.
        found: Box<str>,
    },
    /// It is JSON, but does not say that it is ours.
    Foreign {
        /// What stands in its `format` field, if anything.
        format: Option<Box<str>>,
    },
    /// It was written by a newer Gloss.
    Newer {
        /// Its version.
        version: u32,
    },
    /// It is JSON, but there is no scheme in it.
    NoScheme,
    /// A part that everything else hangs on is not as it must be.
    Broken {
        /// The part: `document`.
        part: &'static str,
        /// Where it starts.
        place: Place,
        /// What was found.
        found: Box<str>,
    },
    /// It holds annotations but not the article that they stand in.
    NoText,
    /// The article in it cannot be annotated.
    Text(intake::Error),
}

/// Something in a file that was not as it should be. The rest was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub record: Record,
    /// Where the record starts in the file.
    pub place: Place,
    /// What was found.
    pub trouble: Trouble,
}

/// A part of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// The article and its facts.
    Document,
    /// The annotation of this number, from 1.
    Annotation(usize),
    /// The relation of this number, from 1.
    Relation(usize),
}

/// What was found about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A field is of the wrong kind.
    Unreadable(Box<str>),
    /// A field is missing.
    Missing(&'static str),
    /// The offsets end before they start, or past the end of the text.
    OutOfRange {
        /// The start.
        start: u32,
        /// The end.
        end: u32,
        /// The text's length in code points.
        length: u32,
    },
    /// Nothing but white space stands there.
    Blank,
    /// The quote does not stand at the offsets, nor anywhere else.
    QuoteNotFound(Box<str>),
    /// The quote does not stand at the offsets, and elsewhere several times.
    QuoteAmbiguous(Box<str>, usize),
    /// The quote stood where its offsets say if they count in this unit.
    OtherUnit(&'static str),
    /// The quote was found elsewhere by its words.
    Moved(Box<str>),
    /// The quote does not stand at its offsets, nor do so many others that it was not
    /// looked for.
    Unsought(Box<str>),
    /// The quote was found in so many places, of which the nearest to its offsets was taken.
    Nearest(Box<str>, usize),
    /// The words of an attribute stand nowhere in the text; they were kept as words.
    Unplaced(Box<str>),
    /// White space at the ends was left out, or half characters made whole.
    Trimmed,
    /// This field is no time; it was left out.
    NoTime(&'static str),
    /// Another annotation had this id, so this one got a new one.
    SameId(Box<str>),
    /// Another annotation has the same span and label.
    SameMark,
    /// An end of the relation is no annotation.
    NoSuchEnd(Box<str>),
    /// A part of the record says nothing that Gloss knows; it was left out.
    Ignored(Box<str>),
    /// It stands in so many pieces, and what is between them is in it now.
    Pieces(usize),
    /// Something was wrong, and was understood in a way that is said here, too.
    Mended(Box<str>),
    /// The text is not the one that the checksum was made of.
    Checksum,
}

impl Trouble {
    /// Whether the record was kept all the same.
    pub fn kept(&self) -> bool {
        matches!(
            self,
            Self::OtherUnit(_)
                | Self::Moved(_)
                | Self::Nearest(..)
                | Self::Unplaced(_)
                | Self::Trimmed
                | Self::NoTime(_)
                | Self::SameId(_)
                | Self::Ignored(_)
                | Self::Pieces(_)
                | Self::Mended(_)
                | Self::Checksum
        )
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { place, found } => write!(f, "The file is not JSON: {found} at {place}."),
            Self::Foreign { format: Some(format) } => {
                write!(
                    f,
                    "The file is JSON but not a Gloss file: its \"format\" is \"{format}\", not \"gloss\"."
                )
            }
            Self::Foreign { format: None } => {
                write!(
                    f,
                    "The file is JSON but not a Gloss file: it has no \"format\": \"gloss\"."
                )
            }
            Self::Newer { version } => write!(
                f,
                "The file has version {version} of the Gloss format, and this page reads version {}. Reload the page to get the newest Gloss, then try again.",
                super::gloss::VERSION
            ),
            Self::NoScheme => f.write_str(
                "The file is JSON but there is no scheme in it: it has no \"labels\", nor is it a Gloss file with a \"scheme\".",
            ),
            Self::Broken { part, place, found } => write!(f, "The file’s \"{part}\" ({place}) is broken: {found}."),
            Self::NoText => f.write_str(
                "The file has annotations but not the article that they stand in. Open the article first, then import the file.",
            ),
            Self::Text(error) => write!(f, "The article in the file cannot be opened. {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document => write!(f, "Document"),
            Self::Annotation(number) => write!(f, "Annotation {number}"),
            Self::Relation(number) => write!(f, "Relation {number}"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let done = if self.trouble.kept() { "" } else { " Left out." };
        write!(f, "{} ({}): {}{done}", self.record, self.place, self.trouble)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(found) => write!(f, "{found}."),
            Self::Missing(field) => write!(f, "there is no \"{field}\"."),
            Self::OutOfRange { start, end, length } if end <= start => {
                write!(
                    f,
                    "it starts at {start} and ends at {end}, which is no stretch of the text (of {length} characters)."
                )
            }
            Self::OutOfRange { start, end, length } => {
                write!(
                    f,
                    "it stands at {start} to {end}, and the text has {length} characters."
                )
            }
            Self::Blank => write!(f, "nothing but white space stands there."),
            Self::QuoteNotFound(quote) => {
                write!(
                    f,
                    "“{quote}” stands neither at its offsets nor anywhere else in the text."
                )
            }
            Self::QuoteAmbiguous(quote, places) => write!(
                f,
                "“{quote}” does not stand at its offsets but in {places} other places, and nothing tells which is meant."
            ),
            Self::OtherUnit(unit) => write!(
                f,
                "its offsets counted {unit}; they were converted, and the quote matches."
            ),
            Self::Moved(quote) => write!(f, "“{quote}” did not stand at its offsets; it was found by its words."),
            Self::Unsought(quote) => write!(
                f,
                "“{quote}” does not stand at its offsets, and too many others had to be looked for already."
            ),
            Self::Nearest(quote, places) => write!(
                f,
                "“{quote}” did not stand at its offsets but in {places} other places; the one that is nearest by far was taken. Please check it."
            ),
            Self::Unplaced(quote) => {
                write!(
                    f,
                    "the attribute’s words “{quote}” are not where they should be; they were kept as words."
                )
            }
            Self::Trimmed => write!(
                f,
                "white space at its ends was left out, or half a character made whole."
            ),
            Self::NoTime(field) => {
                write!(
                    f,
                    "its \"{field}\" is no time like 2026-01-31T09:30:00Z and was left out."
                )
            }
            Self::SameId(id) => write!(f, "another one has the id {id} too, so this one got a new id."),
            Self::SameMark => write!(f, "the same words have the same label already."),
            Self::NoSuchEnd(id) => write!(f, "there is no annotation with the id {id}."),
            Self::Ignored(what) => write!(f, "its {what} says nothing that Gloss knows, and was left out."),
            Self::Pieces(count) => write!(
                f,
                "it stands in {count} pieces, and what is between them is part of the annotation now."
            ),
            Self::Mended(how) => write!(f, "{how}."),
            Self::Checksum => write!(
                f,
                "the text was changed after the file was written (its SHA-256 differs); every quote was checked."
            ),
        }
    }
}

/// What a list of problems comes to, in one sentence; `None` if there is none.
pub fn summary(problems: &[Problem]) -> Option<String> {
    let out = problems.iter().filter(|problem| !problem.trouble.kept()).count();
    let mended = problems.len() - out;
    match (out, mended) {
        (0, 0) => None,
        (0, _) => Some(format!(
            "{} in the file needed a closer look.",
            counted(mended, "record")
        )),
        (_, 0) => Some(format!("{} of the file could not be used.", counted(out, "record"))),
        _ => Some(format!(
            "{} of the file could not be used, and {mended} more needed a closer look.",
            counted(out, "record")
        )),
    }
}
