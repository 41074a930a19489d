//! The formats that Gloss speaks besides its own, as one table. A new format is
//! one file in this folder and one line here.

use super::problem::Error;
use super::{
    brat, cas_json, claim_jsonld, conll, csv, doccano, geojson, html_report, label_studio, linked_places, markdown,
    prodigy, spacy, web_annotation, webanno_tsv,
};
use crate::model::exchange::foreign::Found;
use crate::model::exchange::loss::Losses;
use crate::model::exchange::unit::Unit;
use crate::model::project::Project;
use crate::model::scheme::Scheme;

/// The table, in the order in which people are offered the formats.
pub const FORMATS: &[&Format] = &[
    &html_report::FORMAT,
    &markdown::FORMAT,
    &csv::FORMAT,
    &web_annotation::FORMAT,
    &doccano::FORMAT,
    &doccano::WITH_RELATIONS,
    &label_studio::FORMAT,
    &brat::FORMAT,
    &webanno_tsv::FORMAT,
    &cas_json::FORMAT,
    &spacy::FORMAT,
    &prodigy::FORMAT,
    &conll::FORMAT,
    &geojson::FORMAT,
    &linked_places::FORMAT,
    &claim_jsonld::FORMAT,
];

/// A format of another tool.
#[derive(Debug)]
pub struct Format {
    /// Its name for ever: `web-annotation`.
    pub id: &'static str,
    /// As people know it: "W3C Web Annotation".
    pub name: &'static str,
    /// What it is good for, in one sentence.
    pub about: &'static str,
    /// How the names of its files end, without the dot: `jsonld`.
    pub extension: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// How documents stand in a file.
    pub frame: Frame,
    /// What its offsets count, if it has any.
    pub unit: Option<Unit>,
    /// Writes one document.
    pub write: Option<fn(&Project) -> Written>,
    /// A file that the other tool needs besides: its name and what is in it.
    pub companion: Option<Companion>,
    /// Reads a file.
    pub read: Option<Reader>,
}

/// Makes a file that a tool needs to understand another: its name and what is in it.
pub type Companion = fn(&Scheme) -> (&'static str, String);

/// How a format is read.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// From one file.
    One {
        /// Whether a file is of this format, by what stands in it. Never true for an
        /// ordinary article.
        is: fn(&str) -> bool,
        /// Reads it.
        read: fn(&str) -> Result<Found, Error>,
    },
    /// From a text and a file beside it with the same name but for its end.
    Beside {
        /// How the name of the file beside it ends, without the dot.
        extension: &'static str,
        /// Reads the text and what stands beside it.
        read: fn(&str, &str) -> Result<Found, Error>,
    },
}

/// How documents stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Each in files of its own.
    Alone,
    /// Each is one line.
    Lines,
    /// Each is an item of one JSON list.
    List,
    /// Each is some lines under this one.
    Rows(&'static str),
}

/// A document as it was written, and what of it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its files; only one unless it stands [alone](Frame::Alone).
    pub parts: Vec<Part>,
    /// What is not in them.
    pub losses: Losses,
}

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How its name ends, without the dot.
    pub extension: &'static str,
    /// What stands in it.
    pub content: String,
}

impl Written {
    /// A document in one file.
    pub fn one(extension: &'static str, content: String, losses: Losses) -> Self {
        let parts = vec![Part { extension, content }];
        Self { parts, losses }
    }
}

/// The format with this id.
pub fn format(id: &str) -> Option<&'static Format> {
    FORMATS.iter().copied().find(|format| format.id == id)
}
