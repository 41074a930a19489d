//! Files that come in together: what each is, and what is in it.

use std::collections::VecDeque;

use super::article::Article;
use super::foreign::Found;
use super::package::{is_zip, unzipped};
use super::{web_page, word};
use crate::model::format::gloss;
use crate::model::format::incoming::{self, Incoming, Refusal};
use crate::model::format::own;
use crate::model::format::problem::Error;
use crate::model::format::table::{FORMATS, Format, Reader};
use crate::model::intake;
use crate::model::scheme::Scheme;

/// Files on their way in. Zips are unpacked, and a text and the file beside it
/// (`a.txt` and `a.ann`) are read together.
#[derive(Debug)]
pub struct Batch {
    waiting: VecDeque<Waiting>,
    count: usize,
}

#[derive(Debug)]
struct Waiting {
    name: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// A file.
    One(Vec<u8>),
    /// A text, and the file beside it, which this reads.
    Pair(&'static Format, ReadPair, [Vec<u8>; 2]),
    /// A Word document.
    Word(Vec<u8>),
    /// A zip that could not be unpacked.
    BrokenZip,
}

type ReadPair = fn(&str, &str) -> Result<Found, Error>;

/// A file that was read.
#[derive(Debug)]
pub struct Arrived {
    /// Its name, in a zip too.
    pub name: String,
    /// What is in it, or why nothing comes of it.
    pub content: Result<Kind, Refusal>,
}

/// What is in a file.
#[derive(Debug)]
pub enum Kind {
    /// An article, or work that Gloss wrote.
    Own(Incoming),
    /// An article out of a web page or a Word document.
    Article(Article),
    /// Work of another tool.
    Foreign(&'static Format, Found),
}

impl Batch {
    /// Begins with the files' names and bytes.
    pub fn begin(files: Vec<(String, Vec<u8>)>) -> Self {
        let mut plain = Vec::with_capacity(files.len());
        let mut waiting = VecDeque::new();
        for (name, bytes) in files {
            if is_companion(&name) {
                continue;
            }
            if !is_zip(&bytes) {
                plain.push((name, Some(bytes)));
                continue;
            }
            // A Word document is a zip too.
            if word::is(&bytes) {
                let content = Content::Word(bytes);
                waiting.push_back(Waiting { name, content });
                continue;
            }
            match unzipped(&bytes, gloss::LIMIT) {
                Some(inside) => {
                    let inside = inside.into_iter().filter(|(name, _)| !is_companion(name));
                    plain.extend(inside.map(|(name, bytes)| (name, Some(bytes))));
                }
                None => waiting.push_back(Waiting {
                    name,
                    content: Content::BrokenZip,
                }),
            }
        }
        for place in 0..plain.len() {
            if let Some(pair) = pair(&mut plain, place) {
                waiting.push_back(pair);
            }
        }
        for (name, bytes) in plain {
            let Some(bytes) = bytes else { continue };
            match str::from_utf8(&bytes).ok().and_then(own::lines) {
                Some(lines) => waiting.extend(lines.into_iter().enumerate().map(|(number, line)| Waiting {
                    name: format!("{name}, line {}", number + 1),
                    content: Content::One(line.as_bytes().to_vec()),
                })),
                None => waiting.push_back(Waiting {
                    name,
                    content: Content::One(bytes),
                }),
            }
        }
        let count = waiting.len();
        Self { waiting, count }
    }

    /// Reads the next file; `None` when all were read.
    pub fn step(&mut self) -> Option<Arrived> {
        let Waiting { name, content } = self.waiting.pop_front()?;
        let content = match content {
            Content::One(bytes) => read(&name, bytes),
            Content::Pair(format, read, [text, beside]) => {
                let text = intake::decode(text).map_err(Refusal::Text);
                let beside = intake::decode(beside).map_err(Refusal::Text);
                text.and_then(|text| read(&text, &beside?).map_err(Refusal::Gloss))
                    .map(|found| Kind::Foreign(format, found))
            }
            Content::Word(bytes) => word::read(&bytes).map(Kind::Article),
            Content::BrokenZip => Err(Refusal::Zip),
        };
        Some(Arrived { name, content })
    }

    /// How much was read, from 0 to 1.
    pub fn done(&self) -> f64 {
        1.0 - self.waiting.len() as f64 / self.count.max(1) as f64
    }
}

/// Whether a file is one that we gave another tool to understand the work: nothing
/// of the work stands in it.
fn is_companion(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    let mut companions = FORMATS.iter().filter_map(|format| format.companion);
    companions.any(|companion| companion(&Scheme::default()).0 == name)
}

/// Takes out the text at `place` and the file beside it, if there is one.
fn pair(files: &mut [(String, Option<Vec<u8>>)], place: usize) -> Option<Waiting> {
    let (name, _) = &files[place];
    let stem = name.strip_suffix(".txt")?.to_owned();
    for format in FORMATS {
        let Some(Reader::Beside { extension, read }) = format.read else {
            continue;
        };
        let wanted = format!("{stem}.{extension}");
        let beside = files
            .iter()
            .position(|(name, bytes)| *name == wanted && bytes.is_some());
        if let Some(beside) = beside {
            let contents = [files[place].1.take()?, files[beside].1.take()?];
            let content = Content::Pair(format, read, contents);
            return Some(Waiting { name: wanted, content });
        }
    }
    None
}

/// Whether a text is work of another tool rather than an article.
pub fn is_foreign(content: &str) -> bool {
    let mut readers = FORMATS.iter().filter_map(|format| format.read);
    readers.any(|reader| matches!(reader, Reader::One { is, .. } if is(content)))
}

/// The format of a text that is read by itself, with what is in it; `None` for an
/// article and for our own format.
pub fn recognise(content: &str) -> Option<(&'static Format, Result<Found, Error>)> {
    FORMATS.iter().find_map(|format| match format.read {
        Some(Reader::One { is, read }) if is(content) => Some((*format, read(content))),
        _ => None,
    })
}

/// Reads a file by itself.
fn read(name: &str, bytes: Vec<u8>) -> Result<Kind, Refusal> {
    // In a zip of files.
    if word::is(&bytes) {
        return word::read(&bytes).map(Kind::Article);
    }
    if let Ok(content) = str::from_utf8(&bytes)
        && let Some((format, found)) = recognise(content)
    {
        return found.map(|found| Kind::Foreign(format, found)).map_err(Refusal::Gloss);
    }
    let content = web_page::decode(bytes).map_err(Refusal::Text)?;
    if web_page::is(name, &content) {
        return web_page::read(&content).map(Kind::Article).map_err(Refusal::Text);
    }
    incoming::read(name, content.into_bytes()).map(Kind::Own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::package::zipped;

    #[test]
    fn a_zip_for_brat_comes_back_without_its_configuration() {
        let files = [
            ("work/a.txt", "The EU said"),
            ("work/a.ann", "T1\tclaim 4 6\tEU\n"),
            ("work/annotation.conf", "[entities]\nclaim\n"),
        ];
        let files = files.map(|(name, content)| (name.to_owned(), content.to_owned()));
        let mut batch = Batch::begin(vec![("a.zip".to_owned(), zipped(&files).expect("a zip"))]);
        let arrived = batch.step().expect("a file");
        let Ok(Kind::Foreign(format, found)) = arrived.content else {
            panic!("{arrived:?}");
        };
        assert_eq!((format.id, found.documents[0].marks.len()), ("brat", 1));
        assert!(batch.step().is_none());
    }
}
