//! What stands in another tool's file, before its offsets are set on a text.

use std::rc::Rc;

use super::unit::Unit;
use crate::model::annotation::{Extra, Id, Timestamp, Value};
use crate::model::format::problem::{Problem, Record};
use crate::model::project::Facts;
use crate::model::scheme::Scheme;
use crate::model::text::Place;

/// What a reader found in a file.
#[derive(Debug, Default)]
pub struct Found {
    /// The documents, in the file's order.
    pub documents: Vec<Foreign>,
    /// Records that could not be read at all; their place is in the file.
    pub problems: Vec<Problem>,
}

/// A document of another tool.
#[derive(Debug)]
pub struct Foreign {
    /// The text as the file has it; `None` if the file only points at an article.
    pub text: Option<String>,
    /// The document's id, if it has one.
    pub id: Option<Id>,
    /// What is known about the article.
    pub facts: Facts,
    /// The scheme, if the file holds one of ours.
    pub scheme: Option<Scheme>,
    /// What offsets count, as far as the format says.
    pub unit: Unit,
    /// By what the file itself proves the unit, if it does.
    pub certain: Option<Certainty>,
    /// What is marked.
    pub marks: Vec<Mark>,
    /// What is linked.
    pub links: Vec<Link>,
    /// Fields of the document that only a newer Gloss knows.
    pub extra: Extra,
}

impl Foreign {
    /// A document of which only the text is known, with offsets in this unit.
    pub fn new(text: Option<String>, unit: Unit) -> Self {
        Self {
            text,
            id: None,
            facts: Facts::default(),
            scheme: None,
            unit,
            certain: None,
            marks: Vec::new(),
            links: Vec::new(),
            extra: Extra::new(),
        }
    }
}

/// What proves the unit of a file without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The length of the text, which the file states.
    Length,
    /// There are no offsets in the file: the words themselves are marked.
    Words,
}

/// A record of a file, for what is said of it.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Which one.
    pub record: Record,
    /// Where it starts in the file.
    pub place: Place,
}

/// A stretch of a document with a label.
#[derive(Debug)]
pub struct Mark {
    /// The record that it was read from.
    pub source: Source,
    /// Its id, if it has one.
    pub id: Option<Id>,
    /// What the file calls its label.
    pub label: Rc<str>,
    /// Where it stands, half-open, in the document's unit; `None` if only its words
    /// tell.
    pub at: Option<(u32, u32)>,
    /// Its words, if the file has them.
    pub words: Option<Words>,
    /// What is known about it, by the attribute's name.
    pub attributes: Vec<(Rc<str>, Filling)>,
    /// The annotator's words about it.
    pub note: Option<Rc<str>>,
    /// Who made it.
    pub by: Option<Rc<str>>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// Fields that only a newer Gloss knows.
    pub extra: Extra,
}

impl Mark {
    /// A mark of which only the label and the place are known.
    pub fn new(source: Source, label: impl Into<Rc<str>>, at: Option<(u32, u32)>) -> Self {
        Self {
            source,
            id: None,
            label: label.into(),
            at,
            words: None,
            attributes: Vec::new(),
            note: None,
            by: None,
            created: None,
            modified: None,
            extra: Extra::new(),
        }
    }
}

/// The words of a mark, and what stands around them.
#[derive(Debug, Default)]
pub struct Words {
    /// What stands before.
    pub prefix: String,
    /// The words themselves. Any white space in them stands for any other: several
    /// formats cannot hold line ends.
    pub exact: String,
    /// What stands after.
    pub suffix: String,
}

/// What an attribute holds.
#[derive(Debug)]
pub enum Filling {
    /// This.
    Value(Value),
    /// Words of the article at these offsets, in the document's unit.
    Quote {
        /// The words.
        words: String,
        /// Their start.
        start: u32,
        /// Their end, exclusive.
        end: u32,
    },
}

/// A link between two marks of a document.
#[derive(Debug)]
pub struct Link {
    /// The record that it was read from.
    pub source: Source,
    /// Its id, if it has one.
    pub id: Option<Id>,
    /// What the file calls its type.
    pub kind: Rc<str>,
    /// The id of the mark that it starts from.
    pub from: Id,
    /// The id of the mark that it leads to.
    pub to: Id,
    /// Fields that only a newer Gloss knows.
    pub extra: Extra,
}

/// Places in a file, asked for in order: to count lines from the start for each of
/// many records would take for ever.
#[derive(Debug)]
pub struct Places<'a> {
    file: &'a str,
    seen: usize,
    place: Place,
}

impl<'a> Places<'a> {
    /// Those of this file.
    pub fn of(file: &'a str) -> Self {
        let place = Place::START;
        Self { file, seen: 0, place }
    }

    /// The place of a byte; soonest found if it is not before the last one.
    pub fn at(&mut self, byte: usize) -> Place {
        self.place = match self.file.get(self.seen..byte) {
            Some(between) => self.place.after(between),
            None => Place::of(self.file, byte),
        };
        self.seen = byte;
        self.place
    }

    /// The place of a piece of the file.
    pub fn of_piece(&mut self, piece: &str) -> Place {
        // The piece is borrowed from the file, so the difference of addresses is an index.
        self.at((piece.as_ptr() as usize).saturating_sub(self.file.as_ptr() as usize))
    }
}
