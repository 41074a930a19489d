//! The records of storage.
//!
//! They are plain values of numbers and words, which a browser's database takes as they
//! are. Each says by which rules it was written ([`SCHEMA`]), and a base and an entry
//! carry a checksum: a record that was damaged is told from a good one.

use serde::{Deserialize, Serialize};

use super::delta::Delta;
use crate::model::format::delta_json;
use crate::model::project::Project;
use crate::model::text::Text;

/// The rules by which records are written now. By the first, a [`Head`] had no
/// `deleted`; all else is the same.
pub const SCHEMA: u32 = 2;

/// What a list of documents says of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// By which rules it was written.
    pub schema: u32,
    /// Which document of this storage it is.
    pub key: String,
    /// The last revision. Rises by one with each step.
    pub revision: u32,
    /// Rises with each change of any document: which was worked on last, whatever
    /// the clock said.
    pub order: u32,
    /// What the document is called.
    pub heading: String,
    /// How many annotations it has.
    pub annotations: u32,
    /// How long its text is, in bytes of UTF-8.
    pub bytes: u32,
    /// When it was stored first, as RFC 3339 writes it.
    pub created: String,
    /// When it was changed last.
    pub changed: String,
    /// The revision that a downloaded file holds, if any does.
    pub downloaded: Option<u32>,
    /// When it was deleted, if it was; it can still be put back. Not there before
    /// rule 2.
    #[serde(default)]
    pub deleted: Option<String>,
}

/// A whole document, as it was at a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// By which rules it was written.
    pub schema: u32,
    /// Which document it is.
    pub key: String,
    /// Which revision.
    pub revision: u32,
    /// A Gloss file ([`gloss`](crate::model::format::gloss)), UTF-8.
    #[serde(with = "serde_bytes")]
    pub file: Vec<u8>,
    /// The checksum of the file.
    pub crc: u32,
}

/// One step of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// By which rules it was written.
    pub schema: u32,
    /// Which document it is.
    pub key: String,
    /// The revision that the step leads to.
    pub revision: u32,
    /// Which tab wrote it.
    pub by: String,
    /// When.
    pub at: String,
    /// What kind of step it is.
    pub kind: Kind,
    /// What was done, for people.
    pub words: String,
    /// The [`Delta`], as JSON.
    pub delta: String,
    /// The checksum of the revision and the delta.
    pub crc: u32,
}

/// What a step is in the undo history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A change.
    Change,
    /// A change taken back.
    Undo,
    /// A change made again.
    Redo,
}

/// Why a record cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A newer Gloss wrote it, by these rules.
    Newer(u32),
    /// It is not what was written: its checksum says so.
    Checksum,
    /// It cannot be read.
    Unreadable(String),
}

impl Head {
    /// Whether a newer Gloss wrote it, by rules that are not known here: it is never
    /// written over.
    pub fn is_newer(&self) -> bool {
        self.schema > SCHEMA
    }
}

impl Base {
    /// The record of a file.
    pub fn new(key: &str, revision: u32, file: Vec<u8>) -> Self {
        Self {
            schema: SCHEMA,
            key: key.to_owned(),
            revision,
            crc: crc32fast::hash(&file),
            file,
        }
    }

    /// Its file, if it is what was written.
    ///
    /// # Errors
    /// [`Damage::Newer`] and [`Damage::Checksum`].
    pub fn into_file(self) -> Result<Vec<u8>, Damage> {
        if self.schema > SCHEMA {
            return Err(Damage::Newer(self.schema));
        }
        if crc32fast::hash(&self.file) != self.crc {
            return Err(Damage::Checksum);
        }
        Ok(self.file)
    }
}

/// What is known of a step besides its change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// Which document it is.
    pub key: &'a str,
    /// The revision that the step leads to.
    pub revision: u32,
    /// Which tab writes it.
    pub by: &'a str,
    /// When.
    pub at: &'a str,
}

impl Entry {
    /// The record of a step from one project to the next.
    pub fn new(stamp: &Stamp, kind: Kind, before: &Project, after: &Project) -> Self {
        let delta = Delta::between(before, after);
        let words = delta.words(before, after);
        let json = delta_json::write(&delta, &after.document.text);
        let &Stamp { key, revision, by, at } = stamp;
        Self {
            schema: SCHEMA,
            key: key.to_owned(),
            revision,
            by: by.to_owned(),
            at: at.to_owned(),
            kind,
            words,
            crc: checksum(revision, &json),
            delta: json,
        }
    }

    /// What it changes in a document of this text, if it is what was written.
    ///
    /// # Errors
    /// Every [`Damage`].
    pub fn delta(&self, text: &Text) -> Result<Delta, Damage> {
        if self.schema > SCHEMA {
            return Err(Damage::Newer(self.schema));
        }
        if checksum(self.revision, &self.delta) != self.crc {
            return Err(Damage::Checksum);
        }
        delta_json::read(&self.delta, text).map_err(|trouble| Damage::Unreadable(trouble.to_string()))
    }
}

fn checksum(revision: u32, json: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&revision.to_le_bytes());
    hasher.update(json.as_bytes());
    hasher.finalize()
}
