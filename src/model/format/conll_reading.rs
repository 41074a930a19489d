//! How CoNLL files are read; [`conll`](super::conll) says what is read.

use std::ops::Range;
use std::rc::Rc;

use super::conll::{Joined, START};
use super::problem::{Error, Problem, Record, Trouble};
use crate::model::exchange::foreign::{Certainty, Foreign, Found, Mark, Places, Source, Words};
use crate::model::exchange::tokens::is_white;
use crate::model::exchange::unit::Unit;
use crate::model::intake;
use crate::model::offset::{TextRange, TextSize};
use crate::model::short::short;
use crate::model::span::Span;

/// A line of a file.
enum Line<'a> {
    Blank,
    Start,
    /// What is not for readers.
    Comment,
    /// A word, and its last column.
    Word(&'a str, &'a str),
}

/// The most columns that a file has: CoNLL-U has ten.
const COLUMNS: usize = 12;

fn line(line: &str) -> Line<'_> {
    let line = line.trim_matches([' ', '\t', '\r']);
    let white = [' ', '\t'];
    let columns = |between: &[char]| {
        let (word, rest) = line.split_once(between)?;
        Some((word, rest.rsplit(between).next()?))
    };
    let split = columns(if line.contains('\t') { &['\t'] } else { &[' '] });
    match split {
        _ if line.is_empty() => Line::Blank,
        _ if line == START || line.strip_prefix(START).is_some_and(|rest| rest.starts_with(white)) => Line::Start,
        Some((word, last)) => {
            if word.starts_with('#') && Tag::of(last).is_none() {
                return Line::Comment;
            }
            Line::Word(word.trim(), last.trim())
        }
        None => Line::Word(line, ""),
    }
}

/// A tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag<'a> {
    Outside,
    /// How it stands to its neighbours: `B`, `I`, `E` and so on; and its label.
    Inside(u8, &'a str),
}

impl<'a> Tag<'a> {
    fn of(tag: &'a str) -> Option<Self> {
        if tag == "O" {
            return Some(Self::Outside);
        }
        let (prefix, label) = tag.split_once('-')?;
        let &[prefix @ (b'B' | b'I' | b'M' | b'E' | b'L' | b'S' | b'U')] = prefix.as_bytes() else {
            return None;
        };
        (!label.is_empty()).then_some(Self::Inside(prefix, label))
    }
}

/// Whether a file is of this format.
pub fn is(file: &str) -> bool {
    /// How many lines are looked at.
    const LINES: usize = 40;
    /// The longest line that can be one of a table.
    const LONGEST: usize = 400;
    let file = file.trim_start_matches('\u{feff}');
    let (mut good, mut bad, mut certain) = (0, 0, false);
    for text in file.split('\n').take(LINES) {
        if text.len() > LONGEST {
            return false;
        }
        match line(text) {
            Line::Start => certain = true,
            Line::Word(_, tag) => {
                let columns = text.split([' ', '\t']).take(COLUMNS + 1).count();
                match Tag::of(tag).filter(|_| columns <= COLUMNS) {
                    Some(tag) => {
                        good += 1;
                        certain |= tag != Tag::Outside;
                    }
                    None => bad += 1,
                }
            }
            Line::Blank | Line::Comment => {}
        }
    }
    bad * 10 <= good && (certain || good > 2)
}

/// How a file's tags are to be understood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    /// `B` only where an annotation follows another one with the same label.
    Iob1,
    /// `B` at the start of each.
    Iob2,
    /// `E` or `L` at the end of each, `S` or `U` for one word.
    Ends,
}

fn scheme(file: &str) -> Scheme {
    let mut before = None;
    let (mut free_begin, mut free_inside) = (false, false);
    for text in file.split('\n') {
        let tag = match line(text) {
            Line::Word(_, tag) => Tag::of(tag),
            Line::Comment => continue,
            Line::Blank | Line::Start => None,
        };
        before = match tag {
            Some(Tag::Inside(prefix, label)) => {
                let free = before != Some(label);
                match prefix {
                    b'B' => free_begin |= free,
                    b'I' => free_inside |= free,
                    _ => return Scheme::Ends,
                }
                Some(label)
            }
            _ => None,
        };
    }
    if free_inside && !free_begin {
        Scheme::Iob1
    } else {
        Scheme::Iob2
    }
}

/// Reads a file.
///
/// # Errors
/// None: every line is a word.
pub fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let mut reading = Reading {
        scheme: scheme(file),
        found: Found::default(),
        joined: Joined::default(),
        marks: Vec::new(),
        open: None,
        count: 0,
    };
    let mut places = Places::of(file);
    let mut sentence = false;
    for text in file.split('\n') {
        match line(text) {
            Line::Comment => {}
            Line::Blank => {
                reading.close();
                sentence = true;
            }
            Line::Start => reading.finish(),
            Line::Word(word, tag) => {
                let source = |record| Source {
                    record,
                    place: places.of_piece(text),
                };
                reading.word(word, tag, std::mem::take(&mut sentence), source);
            }
        }
    }
    reading.finish();
    Ok(reading.found)
}

struct Reading {
    scheme: Scheme,
    found: Found,
    /// The document that is being read.
    joined: Joined,
    marks: Vec<(Source, Rc<str>, Range<usize>)>,
    /// The annotation that may go on: its label, and whether it wants an end.
    open: Option<(Rc<str>, bool)>,
    /// How many annotations were read.
    count: usize,
}

impl Reading {
    fn word(&mut self, word: &str, tag: &str, sentence: bool, source: impl FnOnce(Record) -> Source) {
        let at = self.joined.push(word, sentence);
        let (prefix, label) = match Tag::of(tag) {
            Some(Tag::Inside(prefix, label)) => (prefix, decoded(label)),
            Some(Tag::Outside) => return self.close(),
            None => {
                self.close();
                let what = if tag.is_empty() {
                    "there is no tag"
                } else {
                    "its tag is none like O, B-place or I-place"
                };
                let trouble = Trouble::Mended(format!("“{}”: {what}; it was read as a word", short(word, 40)).into());
                return self.report(source(Record::Document), trouble);
            }
        };
        let goes_on =
            !matches!(prefix, b'B' | b'S' | b'U') && self.open.as_ref().is_some_and(|(open, _)| **open == *label);
        let ends = matches!(prefix, b'E' | b'L' | b'S' | b'U');
        if goes_on {
            if let Some((_, _, mark)) = self.marks.last_mut() {
                mark.end = at.end;
            }
            if ends {
                self.open = None;
            }
            return;
        }
        self.close();
        self.count += 1;
        let source = source(Record::Annotation(self.count));
        let begins = matches!(prefix, b'B' | b'S' | b'U') || self.scheme == Scheme::Iob1;
        if !begins {
            let trouble = format!("the tag “{tag}” follows none that it could go on; it was taken for a beginning");
            self.report(source, Trouble::Mended(trouble.into()));
        }
        let label: Rc<str> = label.into();
        self.open = (!ends).then(|| (Rc::clone(&label), self.scheme == Scheme::Ends));
        self.marks.push((source, label, at));
    }

    /// The annotation does not go on.
    fn close(&mut self) {
        let wants = self.open.take().is_some_and(|(_, wants)| wants);
        let source = self.marks.last().map(|(source, ..)| *source);
        if let (true, Some(source)) = (wants, source) {
            let trouble = "its last word has no tag that ends it, such as E-place; it was taken to end there";
            self.report(source, Trouble::Mended(trouble.into()));
        }
    }

    /// The document is at its end.
    fn finish(&mut self) {
        self.close();
        let text = std::mem::take(&mut self.joined).text;
        let marks = std::mem::take(&mut self.marks);
        if text.is_empty() {
            return;
        }
        let clean = intake::clean(&*text).ok().map(|intake| intake.text);
        // Words that were put together may make other characters for readers, which
        // are marked as a whole.
        let clean = clean.filter(|clean| clean.as_str().len() == text.len());
        let mut document = Foreign::new(None, Unit::Byte);
        document.certain = Some(Certainty::Words);
        for (source, label, at) in marks {
            let size = |at: usize| TextSize::from(at as u32);
            let range = TextRange::new(size(at.start), size(at.end));
            let span = clean.as_ref().and_then(|clean| Span::new(clean, range));
            let at: Range<usize> = span.map_or(range, Span::range).into();
            let exact = text.get(at.clone()).unwrap_or_default().to_owned();
            let mut mark = Mark::new(source, label, Some((at.start as u32, at.end as u32)));
            mark.words = Some(Words {
                exact,
                ..Words::default()
            });
            document.marks.push(mark);
        }
        document.text = Some(text);
        self.found.documents.push(document);
    }

    fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.found.problems.push(Problem { record, place, trouble });
    }
}

/// The label that the writer made a tag of: other percent signs stay.
fn decoded(tag: &str) -> String {
    let mut label = String::new();
    let mut rest = tag;
    while let Some(at) = rest.find('%') {
        label.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest character has four bytes.
        let found = (1..=4).find_map(|count| {
            let encoded = rest.get(..count * 3)?;
            let bytes = encoded
                .split('%')
                .skip(1)
                .map(|digits| u8::from_str_radix(digits, 16).ok());
            let bytes: Option<Vec<u8>> = bytes.collect();
            let c = String::from_utf8(bytes?).ok()?.chars().next()?;
            (c == '%' || is_white(c)).then_some((c, count * 3))
        });
        let (c, length) = found.unwrap_or(('%', 1));
        label.push(c);
        rest = &rest[length..];
    }
    label + rest
}
