//! W3C Web Annotations of any tool, on their way in.
//!
//! Read are pages, collections, lists and single annotations, and what the API of
//! Hypothesis answers (`rows`, with `tags` and `text`). Recogito and Hypothesis
//! count UTF-16 code units in spite of the standard.
//!
//! Limitation: a body that is a resource elsewhere, and a target without a
//! selector of text, is reported and left out.

use std::rc::Rc;

use super::json;
use super::object::{Fields, Wrong, words};
use super::problem::{Error, Problem, Record, Trouble};
use super::reading::{broken, not_json};
use super::records::filling;
use super::web_annotation::is_uuid;
use crate::model::annotation::{Extra, Id, Timestamp};
use crate::model::exchange::foreign::{Filling, Foreign, Found, Link, Mark, Places, Source, Words};
use crate::model::exchange::unit::Unit;
use crate::model::text::Place;

/// What a mark is called that has no tag.
const UNTAGGED: &str = "highlight";

/// In how many bytes at its start a file says what it is.
const START: usize = 65_536;

/// Whether a file is of this format.
pub fn is(file: &str) -> bool {
    let file = file.trim_start_matches('\u{feff}');
    let start = file.trim_start();
    let start = &start[..start.floor_char_boundary(START)];
    // Most files need not be read to tell.
    let says_so = ["\"Annotation", "\"rows\""].iter().any(|words| start.contains(words));
    if !says_so || !start.starts_with(['[', '{']) {
        return false;
    }
    let Ok(children) = json::children(file) else {
        return false;
    };
    let first = children.first().map(|child| &file[child.value.clone()]);
    let annotation = |json: &str| {
        let kind = Fields::of(json)
            .ok()
            .and_then(|mut fields| fields.words("type").ok().flatten());
        kind.as_deref().is_some_and(|kind| kind.starts_with("Annotation"))
    };
    let hypothesis = || {
        let rows = Fields::of(file).ok().and_then(|mut fields| fields.list("rows").ok());
        let target = |row: &&str| Fields::of(row).is_ok_and(|fields| fields.peek("target").is_some());
        rows.is_some_and(|rows| rows.first().is_some_and(target))
    };
    match file.trim_start().as_bytes().first() {
        Some(b'[') => first.is_some_and(annotation),
        Some(b'{') => annotation(file) || hypothesis(),
        _ => false,
    }
}

/// Reads a file.
pub fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let children = json::children(file).map_err(|fault| not_json(file, fault))?;
    let mut document = Foreign::new(None, Unit::CodePoint);
    let wrong = |wrong: Wrong| broken("file", Place::START, &wrong.0);
    let items = if file.trim_start().starts_with('[') {
        children.into_iter().map(|child| &file[child.value]).collect()
    } else {
        let mut fields = Fields::of(file).map_err(wrong)?;
        let mut page = match fields.raw("first").filter(|first| first.starts_with('{')) {
            Some(first) => Fields::of(first).map_err(wrong)?,
            None => fields,
        };
        head(&mut page, &mut document).map_err(wrong)?;
        if page.peek("rows").is_some() {
            page.list("rows").map_err(wrong)?
        } else if page.peek("items").is_some() {
            page.list("items").map_err(wrong)?
        } else {
            vec![file.trim()]
        }
    };
    let mut reading = Reading {
        places: Places::of(file),
        document,
        problems: Vec::new(),
    };
    for (number, item) in items.into_iter().enumerate() {
        let record = Record::Annotation(number + 1);
        let place = reading.places.of_piece(item);
        let source = Source { record, place };
        if let Err(trouble) = reading.item(item, source) {
            reading.report(source, trouble);
        }
    }
    Ok(Found {
        documents: vec![reading.document],
        problems: reading.problems,
    })
}

/// What the page says of the article.
fn head(page: &mut Fields, document: &mut Foreign) -> Result<(), Wrong> {
    let mut fact = |name| Ok(page.words(name)?.map(String::from));
    document.text = fact("gloss:text")?;
    document.id = fact("gloss:id")?.map(|id| Id::new(&id));
    document.facts.title = fact("gloss:title")?;
    document.facts.url = fact("gloss:url")?;
    document.facts.author = fact("gloss:author")?;
    document.facts.published = fact("gloss:published")?;
    document.facts.language = fact("gloss:language")?;
    Ok(())
}

struct Reading<'a> {
    places: Places<'a>,
    document: Foreign,
    problems: Vec<Problem>,
}

/// What the bodies of an annotation say.
#[derive(Default)]
struct Bodies {
    tags: Vec<Rc<str>>,
    notes: Vec<String>,
    attributes: Vec<(Rc<str>, Filling)>,
    /// What it is linked to.
    to: Option<String>,
    /// Kinds of bodies that say nothing that Gloss knows.
    strange: Vec<String>,
}

impl Reading<'_> {
    fn item(&mut self, json: &str, source: Source) -> Result<(), Trouble> {
        let mut fields = Fields::of(json)?;
        let id = fields.words("id")?.map(|id| id_of(&id));
        let mut bodies = Bodies::default();
        for json in listed(fields.raw("body")) {
            bodies.read(json)?;
        }
        // As Hypothesis has them.
        for tag in listed(fields.raw("tags")) {
            bodies.tags.extend(words(tag).ok().map(|tag| Rc::from(&*tag)));
        }
        bodies
            .notes
            .extend(fields.words("text").ok().flatten().map(String::from));
        bodies
            .notes
            .extend(fields.words("bodyValue").ok().flatten().map(String::from));
        for kind in std::mem::take(&mut bodies.strange) {
            self.report(source, Trouble::Ignored(format!("body “{kind}”").into()));
        }
        let targets = listed(fields.raw("target"));
        if let (Some(to), Some(from)) = (&bodies.to, targets.first().and_then(|target| words(target).ok())) {
            let kind = bodies.tags.first().cloned().unwrap_or_else(|| Rc::from("linking"));
            self.document.links.push(Link {
                source,
                id,
                kind,
                from: id_of(&from),
                to: id_of(to),
                extra: Extra::new(),
            });
            return Ok(());
        }
        let moment = |fields: &mut Fields, names: [&str; 2]| {
            let mut read = |name| fields.words(name).ok().flatten();
            let words = read(names[0]).or_else(|| read(names[1]))?;
            Some(Timestamp::new(&words).ok_or(()))
        };
        let created = moment(&mut fields, ["created", "created"]);
        let modified = moment(&mut fields, ["modified", "updated"]);
        for (name, moment) in [("created", &created), ("modified", &modified)] {
            if moment == &Some(Err(())) {
                self.report(source, Trouble::NoTime(name));
            }
        }
        let by = creator(fields.raw("creator").or_else(|| fields.raw("user")));
        let note: Option<Rc<str>> = Some(bodies.notes.join("\n"))
            .filter(|note| !note.is_empty())
            .map(Rc::from);
        if bodies.tags.is_empty() {
            bodies.tags.push(UNTAGGED.into());
        }
        let mut id = id;
        let mut attributes = Some(bodies.attributes);
        for target in &targets {
            let (at, words) = selected(target)?;
            if at.is_none() && words.is_none() {
                return Err(Trouble::Missing("selector"));
            }
            for tag in &bodies.tags {
                let words = words.as_ref().map(|[prefix, exact, suffix]| Words {
                    prefix: prefix.clone(),
                    exact: exact.clone(),
                    suffix: suffix.clone(),
                });
                self.document.marks.push(Mark {
                    id: id.take(),
                    words,
                    attributes: attributes.take().unwrap_or_default(),
                    note: note.clone(),
                    by: by.clone(),
                    created: created.clone().and_then(Result::ok),
                    modified: modified.clone().and_then(Result::ok),
                    ..Mark::new(source, Rc::clone(tag), at)
                });
            }
        }
        if targets.is_empty() {
            Err(Trouble::Missing("target"))
        } else {
            Ok(())
        }
    }

    fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.problems.push(Problem { record, place, trouble });
    }
}

impl Bodies {
    fn read(&mut self, json: &str) -> Result<(), Trouble> {
        if json.starts_with('"') {
            self.strange.push(words(json).unwrap_or_default().into_owned());
            return Ok(());
        }
        let mut fields = Fields::of(json)?;
        let purpose = fields.words("purpose").ok().flatten().unwrap_or_default();
        let value = fields.words("value").ok().flatten();
        let format = fields.words("format").ok().flatten().unwrap_or_default();
        match (&*purpose, value) {
            ("tagging" | "classifying" | "identifying", Some(value)) => self.tags.push(Rc::from(&*value)),
            ("linking", None) => self.to = fields.words("source")?.map(String::from),
            ("describing", Some(value)) if format == "application/json" => {
                for (name, json) in Fields::of(&value)?.rest() {
                    self.attributes
                        .extend(filling(json).map(|filling| (Rc::from(&*name), filling)));
                }
            }
            (_, Some(value)) => self.notes.push(value.into_owned()),
            (_, None) => {
                let kind = fields.words("type").ok().flatten();
                self.strange
                    .push(kind.map_or_else(|| "without a value".to_owned(), String::from));
            }
        }
        Ok(())
    }
}

/// The items of a list; what is no list is one item.
fn listed(json: Option<&str>) -> Vec<&str> {
    match json {
        Some(json) if json.starts_with('[') => {
            let children = json::children(json).unwrap_or_default();
            children.into_iter().map(|child| &json[child.value]).collect()
        }
        json => json.into_iter().collect(),
    }
}

fn creator(json: Option<&str>) -> Option<Rc<str>> {
    let json = json?;
    if json.starts_with('"') {
        return words(json).ok().map(|words| Rc::from(&*words));
    }
    let mut fields = Fields::of(json).ok()?;
    let mut name = |name| fields.words(name).ok().flatten();
    let words = name("name").or_else(|| name("nickname")).or_else(|| name("id"))?;
    Some(Rc::from(&*words))
}

/// What the selectors of a target say: offsets, and prefix, words and suffix.
type Selected = (Option<(u32, u32)>, Option<[String; 3]>);

fn selected(target: &str) -> Result<Selected, Trouble> {
    let mut found: Selected = (None, None);
    if !target.starts_with('{') {
        return Ok(found);
    }
    for selector in listed(Fields::of(target)?.raw("selector")) {
        let mut fields = Fields::of(selector)?;
        match fields.words("type")?.as_deref() {
            Some("TextPositionSelector") => {
                let start = fields.number("start")?.ok_or(Trouble::Missing("start"))?;
                let end = fields.number("end")?.ok_or(Trouble::Missing("end"))?;
                found.0 = Some((start, end));
            }
            Some("TextQuoteSelector") => {
                let mut words = |name| Ok::<_, Wrong>(fields.words(name)?.unwrap_or_default().into_owned());
                found.1 = Some([words("prefix")?, words("exact")?, words("suffix")?]);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The id that [`iri`] made an IRI of; of another IRI, itself.
fn id_of(iri: &str) -> Id {
    if let Some(id) = iri.strip_prefix("urn:uuid:").filter(|id| is_uuid(id)) {
        return Id::new(id);
    }
    let decoded = iri.strip_prefix("urn:gloss:").and_then(|encoded| {
        let mut bytes = Vec::with_capacity(encoded.len());
        let mut rest = encoded.as_bytes();
        while let Some((&first, after)) = rest.split_first() {
            let byte;
            (byte, rest) = match (first, after) {
                (b'%', [a, b, after @ ..]) => {
                    let digits = [*a, *b];
                    let digits = str::from_utf8(&digits).ok()?;
                    (u8::from_str_radix(digits, 16).ok()?, after)
                }
                _ => (first, after),
            };
            bytes.push(byte);
        }
        String::from_utf8(bytes).ok()
    });
    Id::new(&decoded.unwrap_or_else(|| iri.to_owned()))
}
