//! How a Gloss file is read: in steps, so that a page can answer in between.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;
use std::vec;

use rustc_hash::FxHashSet;

use super::gloss::{UNIT, VERSION, built_in_scheme};
use super::ids::Ids;
use super::json::{Child, Fault, Scan};
use super::object::{Fields, Wrong};
use super::problem::{Error, Problem, Record, Trouble};
use super::records::{self, Shared};
use super::scheme_json;
use crate::model::annotation::{Annotation, Extra, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::intake;
use crate::model::project::{Document, Markup, Project};
use crate::model::scheme::Scheme;
use crate::model::short::short;
use crate::model::text::{Place, Text};

/// A file on its way in. A record that cannot be used is a [`Problem`], and the
/// rest is read all the same.
///
/// A quote that does not stand at its offsets is looked for: its offsets are
/// read as UTF-16 and as bytes, then its words are searched. What is null or ""
/// is absent.
///
/// Limitation: an unknown field is kept where it stands in the objects that this
/// module names; unknown fields of `offsets` are not kept.
#[derive(Debug)]
pub struct Reading {
    scan: Scan,
    /// What the file consists of, once all of it was scanned.
    parts: Option<Parts>,
    ids: Ids,
    marks: Marks,
    read: Vec<Rc<Annotation>>,
    shared: Shared,
    /// The byte up to which lines were counted, and its place: to count from the
    /// start for each of many problems would take for ever.
    seen: (usize, Place),
    problems: Vec<Problem>,
}

#[derive(Debug)]
struct Parts {
    document: Document,
    scheme: Scheme,
    extra: Extra,
    /// Where the records stand, those of annotations that were read left out.
    annotations: vec::IntoIter<Range<usize>>,
    relations: Vec<Range<usize>>,
    /// How many annotations there are.
    count: usize,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            // The fields of the file, and what stands in its lists.
            scan: Scan::new(2),
            parts: None,
            ids: Ids::default(),
            marks: Marks::default(),
            read: Vec::new(),
            shared: Shared::default(),
            seen: (0, Place::START),
            problems: Vec::new(),
        }
    }
}

impl Reading {
    /// Reads about so many bytes further, always of the same file. `None` as long
    /// as there is more to read.
    pub fn step(&mut self, file: &str, bytes: usize) -> Option<Result<(Project, Vec<Problem>), Error>> {
        let file = file.trim_start_matches('\u{feff}');
        match self.forward(file, bytes) {
            Ok(None) => None,
            Ok(Some(parts)) => Some(Ok(self.finish(file, parts))),
            Err(error) => Some(Err(error)),
        }
    }

    /// How much of the file was read, from 0 to 1.
    pub fn done(&self, file: &str) -> f64 {
        let scanned = self.scan.at() as f64 / file.len().max(1) as f64;
        let read = self.parts.as_ref().map_or(0.0, |parts| {
            1.0 - parts.annotations.len() as f64 / parts.count.max(1) as f64
        });
        (scanned.min(1.0) + read * 2.0) / 3.0
    }

    /// Reads on up to the relations; the parts, once nothing but them is left.
    fn forward(&mut self, file: &str, bytes: usize) -> Result<Option<Parts>, Error> {
        let Some(mut parts) = self.parts.take() else {
            if self.scan.step(file, bytes).map_err(|fault| not_json(file, fault))? {
                let children = self.scan.take_children();
                self.parts = Some(self.head(file, &children)?);
            }
            return Ok(None);
        };
        let mut left = bytes;
        while left > 0 {
            let Some(record) = parts.annotations.next() else {
                return Ok(Some(parts));
            };
            left = left.saturating_sub(record.len());
            let number = parts.count - parts.annotations.len();
            self.annotation(file, record, number, &parts.document.text);
        }
        self.parts = Some(parts);
        Ok(None)
    }

    /// The parts of the file, if it is ours.
    fn head(&mut self, file: &str, children: &[Child]) -> Result<Parts, Error> {
        if !file.trim_start().starts_with('{') {
            return Err(Error::Foreign { format: None });
        }
        let mut fields = Fields::of_children(file, &mut children.iter().filter(|child| child.depth == 1))
            .map_err(|(at, wrong)| broken("file", Place::of(file, at), &wrong.0))?;
        let format = fields.words("format").ok().flatten();
        if format.as_deref() != Some("gloss") {
            let format = format.map(|format| short(&format, 80).into());
            return Err(Error::Foreign { format });
        }
        let version = place_in(file, fields.peek("version"));
        match fields.number("version") {
            Ok(Some(VERSION)) => {}
            Ok(Some(version)) if version > VERSION => return Err(Error::Newer { version }),
            _ => return Err(broken("version", version, &format!("it must be the number {VERSION}"))),
        }
        let document = fields.raw("document");
        let document = document.ok_or_else(|| broken("document", Place::START, "it is missing"))?;
        let document = self.document(file, document, children)?;
        let scheme = match fields.raw("scheme") {
            Some(json) => {
                scheme_json::read(json).map_err(|wrong| broken("scheme", place_in(file, Some(json)), &wrong.0))?
            }
            None => built_in_scheme(),
        };
        if let Some(json) = fields.raw("offsets") {
            let unit = Fields::of(json)
                .ok()
                .and_then(|mut offsets| offsets.words("unit").ok().flatten());
            if unit.is_some_and(|unit| unit != UNIT) {
                let found = format!("version {VERSION} counts in units of one {UNIT}");
                return Err(broken("offsets", place_in(file, Some(json)), &found));
            }
        }
        let mut list = |name| {
            let Some(json) = fields.raw(name) else {
                return Ok(Vec::new());
            };
            if !json.starts_with('[') {
                let found = format!("its \"{name}\" is wrong, it must be a list [ … ]");
                return Err(broken(name, place_in(file, Some(json)), &found));
            }
            Ok(inside(file, json, children).map(|child| child.value.clone()).collect())
        };
        let (annotations, relations): (Vec<_>, _) = (list("annotations")?, list("relations")?);
        // No annotation is shorter than this, whatever the list says.
        self.read.reserve(annotations.len().min(file.len() / 32));
        Ok(Parts {
            document,
            scheme,
            extra: fields.extra(),
            count: annotations.len(),
            annotations: annotations.into_iter(),
            relations,
        })
    }

    fn document(&mut self, file: &str, json: &str, children: &[Child]) -> Result<Document, Error> {
        let place = place_in(file, Some(json));
        let wrong = |wrong: Wrong| broken("document", place, &wrong.0);
        let mut fields = if json.starts_with('{') {
            let mut within = inside(file, json, children);
            Fields::of_children(file, &mut within).map_err(|(_, found)| wrong(found))?
        } else {
            // Says what it is instead.
            Fields::of(json).map_err(wrong)?
        };
        let content = fields.words("text").map_err(wrong)?;
        let content = content.ok_or_else(|| broken("document", place, "it has no \"text\""))?;
        let text = intake::clean(content).map_err(Error::Text)?.text;
        let stated = fields.words("sha256").map_err(wrong)?;
        if stated.is_some_and(|stated| !stated.eq_ignore_ascii_case(text.sha256())) {
            self.report(file, Record::Document, start_of(file, json), Trouble::Checksum);
        }
        let mut fact = |name| Ok(fields.words(name).map_err(wrong)?.map(Cow::into_owned));
        let id = match fact("id")? {
            Some(id) => Id::new(&id),
            // A file that was made by hand may lack an id: the text names it.
            None => Id::new(&text.sha256()[..32]),
        };
        Ok(Document {
            id,
            title: fact("title")?,
            url: fact("url")?,
            author: fact("author")?,
            published: fact("published")?,
            language: fact("language")?,
            text,
            extra: fields.extra(),
        })
    }

    fn annotation(&mut self, file: &str, record: Range<usize>, number: usize, text: &Text) {
        let (at, json) = (record.start, &file[record]);
        let mut troubles = Vec::new();
        let annotation = match records::annotation(json, text, &mut self.ids, &mut self.shared, &mut troubles) {
            Ok(annotation) if self.marks.insert(&annotation, &self.read) => Some(annotation),
            Ok(_) => {
                troubles.push(Trouble::SameMark);
                None
            }
            Err(trouble) => {
                // What was odd about it does not matter now.
                troubles = vec![trouble];
                None
            }
        };
        if let Some(annotation) = annotation {
            troubles.extend(self.ids.take(&annotation.id, self.read.len(), 'a', number));
            self.read.push(Rc::new(annotation));
        }
        for trouble in troubles {
            self.report(file, Record::Annotation(number), at, trouble);
        }
    }

    /// All records were read but for the relations, which need the annotations.
    fn finish(&mut self, file: &str, parts: Parts) -> (Project, Vec<Problem>) {
        let mut read = std::mem::take(&mut self.read);
        for (place, id) in std::mem::take(&mut self.ids).fresh() {
            Rc::make_mut(&mut read[place]).id = id;
        }
        let annotations = AnnotationSet::of_shared(read);
        let mut ids = Ids::default();
        let mut relations = Vec::with_capacity(parts.relations.len());
        for (i, record) in parts.relations.into_iter().enumerate() {
            let at = record.start;
            let trouble = match records::relation(&file[record], &annotations, &mut ids) {
                Ok(relation) => {
                    let trouble = ids.take(&relation.id, relations.len(), 'r', i + 1);
                    relations.push(relation);
                    trouble
                }
                Err(trouble) => Some(trouble),
            };
            if let Some(trouble) = trouble {
                self.report(file, Record::Relation(i + 1), at, trouble);
            }
        }
        for (place, id) in ids.fresh() {
            relations[place].id = id;
        }
        let project = Project {
            document: Rc::new(parts.document),
            scheme: Rc::new(parts.scheme),
            markup: Markup {
                annotations,
                relations: Rc::new(relations),
            },
            extra: parts.extra,
        };
        (project, std::mem::take(&mut self.problems))
    }

    fn report(&mut self, file: &str, record: Record, at: usize, trouble: Trouble) {
        let (from, place) = self.seen;
        let place = match file.get(from..at) {
            Some(between) => place.after(between),
            None => Place::of(file, at),
        };
        self.seen = (at, place);
        self.problems.push(Problem { record, place, trouble });
    }
}

/// Where annotations stand already, with which label.
#[derive(Debug, Default)]
struct Marks(Option<FxHashSet<Id>>);

impl Marks {
    /// Whether the mark is a new one after those that were read. As long as all
    /// come in the order of the text, a look at the last one tells.
    fn insert(&mut self, new: &Annotation, read: &[Rc<Annotation>]) -> bool {
        let mark = |annotation: &Annotation| (annotation.span, annotation.label.clone());
        if self.0.is_none() && read.last().is_none_or(|last| mark(last) < mark(new)) {
            return true;
        }
        // A name for the mark, since names are what sets are of elsewhere too.
        let name = |annotation: &Annotation| {
            let (start, end) = (u32::from(annotation.span.start()), u32::from(annotation.span.end()));
            Id::new(&format!("{start} {end} {}", annotation.label.as_str()))
        };
        let marks = self
            .0
            .get_or_insert_with(|| read.iter().map(|read| name(read)).collect());
        marks.insert(name(new))
    }
}

/// The error for what is no JSON.
pub(super) fn not_json(file: &str, fault: Fault) -> Error {
    Error::NotJson {
        place: Place::of(file, file.floor_char_boundary(fault.at)),
        found: fault.found.to_string().into(),
    }
}

/// The error for a part that is not as it must be.
pub(super) fn broken(part: &'static str, place: Place, found: &str) -> Error {
    let found = found.into();
    Error::Broken { part, place, found }
}

/// At which byte of the file a part of it starts.
fn start_of(file: &str, part: &str) -> usize {
    // The part is borrowed from the file, so the difference of addresses is an index.
    (part.as_ptr() as usize).saturating_sub(file.as_ptr() as usize)
}

/// What stands directly in a field of the file.
fn inside<'c>(file: &str, field: &str, children: &'c [Child]) -> impl Iterator<Item = &'c Child> {
    let start = start_of(file, field);
    let range = start..start + field.len();
    children
        .iter()
        .filter(move |child| child.depth == 2 && range.contains(&child.value.start))
}

/// Where a part of the file starts; the very start, if there is no such part.
pub(super) fn place_in(file: &str, part: Option<&str>) -> Place {
    Place::of(file, part.map_or(0, |part| start_of(file, part)))
}
