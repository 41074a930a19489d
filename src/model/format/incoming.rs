//! A file that someone opens: which kind it is, and what is in it.

use std::fmt;

use super::gloss;
use super::problem::{Error, Problem};
use super::reading::Reading;
use crate::model::intake::{self, Intake};
use crate::model::project::Project;

/// What a file holds.
#[derive(Debug)]
pub enum Incoming {
    /// Earlier work.
    Project(Project, Vec<Problem>),
    /// An article.
    Text(Intake),
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is longer than [`gloss::LIMIT`].
    TooLong {
        /// Its length in bytes.
        bytes: usize,
    },
    /// It is a web page. Its text has to be copied.
    WebPage,
    /// It is a zip that cannot be unpacked.
    Zip,
    /// It is a Word document that cannot be read.
    Word,
    /// It looked like earlier work but cannot be read.
    Gloss(Error),
    /// Its text cannot be annotated.
    Text(intake::Error),
}

/// A file on its way in. What it is is told by what stands in it; its name only
/// settles how to explain what cannot be read.
#[derive(Debug)]
pub struct Opening {
    name: String,
    content: String,
    reading: Reading,
}

impl Opening {
    /// Begins with the file's bytes.
    pub fn begin(name: &str, bytes: Vec<u8>) -> Result<Self, Refusal> {
        if bytes.len() > gloss::LIMIT {
            return Err(Refusal::TooLong { bytes: bytes.len() });
        }
        Ok(Self {
            name: name.to_ascii_lowercase(),
            content: intake::decode(bytes).map_err(Refusal::Text)?,
            reading: Reading::default(),
        })
    }

    /// Reads about so many bytes further; `None` as long as there is more.
    pub fn step(&mut self, bytes: usize) -> Option<Result<Incoming, Refusal>> {
        let is = |ending: &&str| self.name.ends_with(ending);
        let json = [".json", ".jsonl"].iter().any(&is);
        match self.reading.step(&self.content, bytes)? {
            Ok((project, problems)) => return Some(Ok(Incoming::Project(project, problems))),
            // An article may begin with a brace, and text files may hold anything.
            Err(Error::NotJson { .. } | Error::Foreign { .. }) if !json => {}
            Err(error) => return Some(Err(Refusal::Gloss(error))),
        }
        if [".html", ".htm", ".xhtml"].iter().any(is) {
            return Some(Err(Refusal::WebPage));
        }
        let content = std::mem::take(&mut self.content);
        Some(intake::clean(content).map(Incoming::Text).map_err(Refusal::Text))
    }

    /// How much was read, from 0 to 1.
    pub fn done(&self) -> f64 {
        self.reading.done(&self.content)
    }
}

/// Reads a file in one go.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<Incoming, Refusal> {
    let mut opening = Opening::begin(name, bytes)?;
    loop {
        if let Some(read) = opening.step(usize::MAX) {
            return read;
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes } => write!(
                f,
                "The file is too long: {} bytes, and at most {} MB can be opened.",
                intake::grouped(*bytes),
                gloss::LIMIT / 1_000_000
            ),
            Self::WebPage => write!(
                f,
                "This is a web page, and its tags would be in the text. Open it in the browser, copy the article, and paste it here."
            ),
            Self::Zip => {
                f.write_str("This zip cannot be unpacked: it is broken, encrypted, or holds more than 128 MB.")
            }
            Self::Word => f.write_str("This Word document cannot be read: it is broken, encrypted, or too large."),
            Self::Gloss(error) => error.fmt(f),
            Self::Text(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8], expected: &str) {
        let found = match read(name, bytes.into()) {
            Ok(Incoming::Project(..)) => "earlier work".to_owned(),
            Ok(Incoming::Text(intake)) => format!("text: {}", intake.text.as_str()),
            Err(refusal) => refusal.to_string(),
        };
        assert!(found.starts_with(expected), "{name}: {found}");
    }

    #[test]
    fn files_are_told_apart_by_what_is_in_them() {
        let gloss = br#"{"format":"gloss","version":1,"document":{"text":"a"}}"#;
        check("work.txt", gloss, "earlier work");
        check("a.txt", b"The EU said", "text: The EU said");
        check("a.txt", b"{ a brace", "text: { a brace");
        check(
            "a.json",
            b"{ a brace",
            "The file is not JSON: key must be a string at line 1, column 3.",
        );
        check("a.json", b"[1]", "The file is JSON but not a Gloss file");
        check("a.html", b"<p>hello", "This is a web page");
        check(
            "a.txt",
            b"a\xFF",
            "The file is not UTF-8 text: byte 0xFF at line 1, column 2",
        );
        check("a.txt", b"", "There is no text yet");
    }
}
