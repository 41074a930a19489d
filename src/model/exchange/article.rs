//! An article out of a document with structure.

use std::fmt;

use crate::model::annotation::Id;
use crate::model::intake::{Intake, counted};
use crate::model::project::{Document, Facts};

/// An article, and what its document says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its text.
    pub intake: Intake,
    /// What is known about it.
    pub facts: Facts,
    /// What of the document is not in the text.
    pub left_out: Vec<LeftOut>,
}

/// A part of a document that is not in its text, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Other articles on the same page.
    Articles(usize),
    /// Footnotes and endnotes.
    Notes(usize),
    /// Comments of readers.
    Comments(usize),
    /// Stretches that someone marked as deleted.
    Deleted(usize),
}

impl Article {
    /// The article as a document that nobody has worked on yet.
    pub fn document(self, id: Id) -> Document {
        Document::new(id, self.intake.text).with(self.facts)
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, noun) = match *self {
            Self::Articles(count) => (count, "other article"),
            Self::Notes(count) => (count, "footnote"),
            Self::Comments(count) => (count, "comment"),
            Self::Deleted(count) => (count, "deleted passage"),
        };
        write!(f, "Left out: {}.", counted(count, noun))
    }
}
