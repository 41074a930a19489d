//! Gloss JSON, version 1: the file that Gloss writes.
//!
//! One JSON object; each annotation and each relation stands on a line of its
//! own. Offsets are Unicode code points, half-open, so that in Python
//! `text[a["start"]:a["end"]] == a["quote"]`. What is not known is absent.
//! `www/gloss.schema.json` is its JSON Schema.
//!
//! Laws: the same project gives the same bytes; reading what was written gives
//! the same project; fields that this version does not know are kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::rc::Rc;

use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::anchor::Anchor;
use super::ids::Ids;
use super::object::{Fields, Items, Object, Wrong, kept, quote, said};
use super::problem::{Error, Problem, Record, Trouble};
use super::scheme_json;
use crate::model::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::intake;
use crate::model::project::{Document, Markup, Project};
use crate::model::quote::Quote;
use crate::model::scheme::Scheme;
use crate::model::short::short;
use crate::model::span::Span;
use crate::model::text::{Place, Text};

/// The version of the format that this Gloss reads and writes.
pub const VERSION: u32 = 1;

/// What offsets count.
const UNIT: &str = "code point";

/// The largest file that is read, in bytes: 128 MB. A text of
/// [`intake::LIMIT`] with 300,000 annotations is smaller.
pub const LIMIT: usize = 128_000_000;

/// The scheme that a new article starts with.
pub fn built_in_scheme() -> Scheme {
    // A test reads it, so it is never the empty default.
    scheme_json::read(include_str!("../../../www/scheme.json")).unwrap_or_default()
}

/// Writes a project.
pub fn write(project: &Project) -> String {
    let Project {
        document,
        scheme,
        markup,
        extra,
    } = project;
    let text = &document.text;
    let mut file = String::with_capacity(text.as_str().len() * 2);
    let _ = write!(
        file,
        "{{\n\"format\": \"gloss\",\n\"version\": {VERSION},\n\"document\": "
    );
    write_document(&mut file, document);
    file.push_str(",\n\"offsets\": {\"unit\":\"code point\",\"end\":\"exclusive\"},\n\"scheme\": ");
    scheme_json::write(&mut file, scheme);
    file.push_str(",\n\"annotations\": [");
    for (i, annotation) in markup.annotations.iter().enumerate() {
        file.push_str(if i == 0 { "\n" } else { ",\n" });
        write_annotation(&mut file, annotation, text);
    }
    file.push_str("\n],\n\"relations\": [");
    for (i, relation) in markup.relations.iter().enumerate() {
        file.push_str(if i == 0 { "\n" } else { ",\n" });
        write_relation(&mut file, relation);
    }
    file.push_str("\n]");
    for (name, json) in extra {
        file.push_str(",\n");
        quote(&mut file, name);
        file.push_str(": ");
        file.push_str(&json.0);
    }
    file.push_str("\n}\n");
    file
}

fn write_document(file: &mut String, document: &Document) {
    let content = document.text.as_str();
    Object::begin(file)
        .words("id", Some(document.id.as_str()))
        .words("title", document.title.as_deref())
        .words("url", document.url.as_deref())
        .words("author", document.author.as_deref())
        .words("published", document.published.as_deref())
        .words("language", document.language.as_deref())
        .words("text", Some(content))
        .words("sha256", Some(&sha256(content)))
        .extra(&document.extra)
        .end();
}

fn sha256(content: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(content) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn write_annotation(file: &mut String, annotation: &Annotation, text: &Text) {
    let some = |words| Some(words).filter(|words: &&str| !words.is_empty());
    let words = Quote::of(text, annotation.span);
    let mut object = Object::begin(file);
    object
        .words("id", Some(annotation.id.as_str()))
        .words("label", Some(annotation.label.as_str()));
    write_offsets(&mut object, annotation.span, text);
    object
        .words("quote", Some(words.exact))
        .words("prefix", some(words.prefix))
        .words("suffix", some(words.suffix));
    if !annotation.attributes.is_empty() {
        let mut attributes = Object::begin(object.name("attributes"));
        for (name, value) in &annotation.attributes {
            write_value(attributes.name(name), value, text);
        }
        attributes.end();
    }
    object
        .words("note", annotation.note.as_deref())
        .words("by", annotation.by.as_deref())
        .words("created", annotation.created.as_ref().map(Timestamp::as_str))
        .words("modified", annotation.modified.as_ref().map(Timestamp::as_str))
        .extra(&annotation.extra)
        .end();
}

fn write_offsets(object: &mut Object, span: Span, text: &Text) {
    object
        .number("start", text.code_point(span.start()).map(|at| at.0))
        .number("end", text.code_point(span.end()).map(|at| at.0));
}

fn write_value(file: &mut String, value: &Value, text: &Text) {
    match value {
        Value::Text(words) => quote(file, words),
        Value::Flag(flag) => file.push_str(if *flag { "true" } else { "false" }),
        Value::Unknown(json) => file.push_str(&json.0),
        Value::Quote(span) => {
            let mut object = Object::begin(file);
            object.words("text", Some(span.quote(text)));
            write_offsets(&mut object, *span, text);
            object.end();
        }
    }
}

fn write_relation(file: &mut String, relation: &Relation) {
    Object::begin(file)
        .words("id", Some(relation.id.as_str()))
        .words("type", Some(&relation.kind))
        .words("from", Some(relation.from.as_str()))
        .words("to", Some(relation.to.as_str()))
        .extra(&relation.extra)
        .end();
}

/// Reads a file. A record that cannot be used is a [`Problem`], and the rest is
/// read all the same.
///
/// A quote that does not stand at its offsets is looked for: its offsets are
/// read as UTF-16 and as bytes, then its words are searched. What is null or ""
/// is absent.
///
/// Limitation: an unknown field is kept where it stands in the objects that this
/// module names; unknown fields of `offsets` are not kept.
pub fn read(file: &str) -> Result<(Project, Vec<Problem>), Error> {
    let file = file.trim_start_matches('\u{feff}');
    let mut fields = head(file)?;
    let mut reader = Reader {
        file,
        seen: (0, Place::START),
        problems: Vec::new(),
    };
    let document = fields.raw("document");
    let document = document.ok_or_else(|| broken("document", Place::START, "it is missing"))?;
    let document = reader.document(document)?;
    let scheme = match fields.raw("scheme") {
        Some(json) => scheme_json::read(json).map_err(|wrong| broken("scheme", reader.place(json), &wrong.0))?,
        None => built_in_scheme(),
    };
    if let Some(json) = fields.raw("offsets") {
        let unit = Fields::of(json)
            .ok()
            .and_then(|mut offsets| offsets.words("unit").ok().flatten());
        if unit.is_some_and(|unit| unit != UNIT) {
            let found = format!("version {VERSION} counts in units of one {UNIT}");
            return Err(broken("offsets", reader.place(json), &found));
        }
    }
    let mut list = |name| {
        let place = place_in(file, fields.peek(name));
        fields.list(name).map_err(|wrong| broken(name, place, &wrong.0))
    };
    let annotations = reader.annotations(list("annotations")?, &document.text);
    let relations = reader.relations(list("relations")?, &annotations);
    let project = Project {
        document: Rc::new(document),
        scheme: Rc::new(scheme),
        markup: Markup {
            annotations,
            relations: Rc::new(relations),
        },
        extra: fields.extra(),
    };
    Ok((project, reader.problems))
}

/// The parts of the file, if it is ours.
fn head(file: &str) -> Result<Fields<'_>, Error> {
    let whole: &RawValue = serde_json::from_str(file).map_err(|error| Error::NotJson {
        place: place_of(file, &error),
        found: said(&error),
    })?;
    if !whole.get().starts_with('{') {
        return Err(Error::Foreign { format: None });
    }
    let mut fields = Fields::of(file).map_err(|error| broken("file", place_of(file, &error), &said(&error)))?;
    let format = fields.words("format").ok().flatten();
    if format.as_deref() != Some("gloss") {
        let format = format.map(|format| short(&format, 80).into());
        return Err(Error::Foreign { format });
    }
    let version = place_in(file, fields.peek("version"));
    match fields.number("version") {
        Ok(Some(VERSION)) => Ok(fields),
        Ok(Some(version)) if version > VERSION => Err(Error::Newer { version }),
        _ => Err(broken("version", version, &format!("it must be the number {VERSION}"))),
    }
}

fn broken(part: &'static str, place: Place, found: &str) -> Error {
    let found = found.into();
    Error::Broken { part, place, found }
}

/// Where the parser stopped: it counts bytes, people count characters.
fn place_of(file: &str, error: &serde_json::Error) -> Place {
    let lines = file.split_inclusive('\n').take(error.line().saturating_sub(1));
    let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
    Place::of(file, file.floor_char_boundary(at))
}

/// At which byte of the file a part of it starts.
fn start_of(file: &str, part: &str) -> usize {
    // The part is borrowed from the file, so the difference of addresses is an index.
    (part.as_ptr() as usize).saturating_sub(file.as_ptr() as usize)
}

/// Where a part of the file starts; the very start, if there is no such part.
fn place_in(file: &str, part: Option<&str>) -> Place {
    Place::of(file, part.map_or(0, |part| start_of(file, part)))
}

/// Collects problems with their places on the way through a file.
struct Reader<'a> {
    file: &'a str,
    /// The byte up to which lines were counted, and its place: to count from the
    /// start for each of many problems would take for ever.
    seen: (usize, Place),
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Where in the file a part of it starts.
    fn place(&mut self, part: &'a str) -> Place {
        let at = start_of(self.file, part);
        let (from, place) = self.seen;
        let place = match self.file.get(from..at) {
            Some(between) => place.after(between),
            None => Place::of(self.file, at),
        };
        self.seen = (at, place);
        place
    }

    fn report(&mut self, record: Record, part: &'a str, trouble: Trouble) {
        let place = self.place(part);
        self.problems.push(Problem { record, place, trouble });
    }

    fn document(&mut self, json: &'a str) -> Result<Document, Error> {
        let place = self.place(json);
        let wrong = |wrong: Wrong| broken("document", place, &wrong.0);
        let mut fields = Fields::of(json).map_err(|error| broken("document", place, &said(&error)))?;
        let content = fields.words("text").map_err(wrong)?;
        let content = content.ok_or_else(|| broken("document", place, "it has no \"text\""))?;
        let text = intake::clean(&content).map_err(Error::Text)?.text;
        let checksum = sha256(text.as_str());
        let stated = fields.words("sha256").map_err(wrong)?;
        if stated.is_some_and(|sha256| !sha256.eq_ignore_ascii_case(&checksum)) {
            self.report(Record::Document, json, Trouble::Checksum);
        }
        let mut fact = |name| Ok(fields.words(name).map_err(wrong)?.map(Cow::into_owned));
        Ok(Document {
            // A file that was made by hand may lack an id: the text names it.
            id: Id::new(fact("id")?.as_deref().unwrap_or(&checksum[..32])),
            title: fact("title")?,
            url: fact("url")?,
            author: fact("author")?,
            published: fact("published")?,
            language: fact("language")?,
            text,
            extra: fields.extra(),
        })
    }

    fn annotations(&mut self, items: Items<'a>, text: &Text) -> AnnotationSet {
        let mut ids = Ids::default();
        let mut marks = HashSet::new();
        let mut read = Vec::with_capacity(items.len());
        for (i, item) in items.into_iter().enumerate() {
            let (number, json) = (Record::Annotation(i + 1), item.get());
            let annotation = match self.annotation(number, json, text, &mut ids) {
                Ok(annotation) => annotation,
                Err(trouble) => {
                    self.report(number, json, trouble);
                    continue;
                }
            };
            if !marks.insert((annotation.span, annotation.label.clone())) {
                self.report(number, json, Trouble::SameMark);
                continue;
            }
            if let Some(trouble) = ids.take(&annotation.id, read.len(), 'a', i + 1) {
                self.report(number, json, trouble);
            }
            read.push(annotation);
        }
        for (place, id) in ids.fresh() {
            read[place].id = id;
        }
        AnnotationSet::of(read)
    }

    fn annotation(&mut self, number: Record, json: &'a str, text: &Text, ids: &mut Ids) -> Result<Annotation, Trouble> {
        let mut fields = fields(json)?;
        let id = ids.note(fields.words("id")?);
        let label = fields.words("label")?.ok_or(Trouble::Missing("label"))?;
        let (prefix, exact, suffix) = (fields.words("prefix")?, fields.words("quote")?, fields.words("suffix")?);
        let anchor = Anchor {
            start: fields.number("start")?.ok_or(Trouble::Missing("start"))?,
            end: fields.number("end")?.ok_or(Trouble::Missing("end"))?,
            quote: exact.as_deref().map(|exact| Quote {
                prefix: prefix.as_deref().unwrap_or_default(),
                exact,
                suffix: suffix.as_deref().unwrap_or_default(),
            }),
        };
        let (span, moved) = anchor.set(text)?;
        let mut troubles = Vec::from_iter(moved);
        let mut attributes = BTreeMap::new();
        if let Some(json) = fields.raw("attributes") {
            for (name, json) in self::fields(json)?.rest() {
                if let Some((value, trouble)) = value(json, text) {
                    troubles.extend(trouble);
                    attributes.insert(Rc::from(&*name), value);
                }
            }
        }
        let annotation = Annotation {
            id,
            label: LabelId::new(&label),
            span,
            attributes,
            note: fields.words("note")?.as_deref().map(Rc::from),
            by: fields.words("by")?.as_deref().map(Rc::from),
            created: moment(&mut fields, "created", &mut troubles),
            modified: moment(&mut fields, "modified", &mut troubles),
            extra: fields.extra(),
        };
        for trouble in troubles {
            self.report(number, json, trouble);
        }
        Ok(annotation)
    }

    fn relations(&mut self, items: Items<'a>, annotations: &AnnotationSet) -> Vec<Relation> {
        let ends: HashSet<&Id> = annotations.iter().map(|annotation| &annotation.id).collect();
        let mut ids = Ids::default();
        let mut read = Vec::with_capacity(items.len());
        for (i, item) in items.into_iter().enumerate() {
            let trouble = match relation(item.get(), &ends, &mut ids) {
                Ok(relation) => {
                    let trouble = ids.take(&relation.id, read.len(), 'r', i + 1);
                    read.push(relation);
                    trouble
                }
                Err(trouble) => Some(trouble),
            };
            if let Some(trouble) = trouble {
                self.report(Record::Relation(i + 1), item.get(), trouble);
            }
        }
        for (place, id) in ids.fresh() {
            read[place].id = id;
        }
        read
    }
}

fn fields(json: &str) -> Result<Fields<'_>, Trouble> {
    Fields::of(json).map_err(|error| Trouble::Unreadable(said(&error)))
}

/// A time. One that is none is reported and left out, and the annotation stays.
fn moment(fields: &mut Fields, name: &'static str, troubles: &mut Vec<Trouble>) -> Option<Timestamp> {
    let read = match fields.words(name) {
        Ok(None) => return None,
        Ok(Some(moment)) => Timestamp::new(&moment),
        Err(_) => None,
    };
    if read.is_none() {
        troubles.push(Trouble::NoTime(name));
    }
    read
}

fn relation(json: &str, ends: &HashSet<&Id>, ids: &mut Ids) -> Result<Relation, Trouble> {
    let mut fields = fields(json)?;
    let id = ids.note(fields.words("id")?);
    let end = |fields: &mut Fields, name| {
        let id = Id::new(&fields.words(name)?.ok_or(Trouble::Missing(name))?);
        if ends.contains(&id) {
            Ok(id)
        } else {
            Err(Trouble::NoSuchEnd(id.as_str().into()))
        }
    };
    Ok(Relation {
        id,
        kind: Rc::from(&*fields.words("type")?.ok_or(Trouble::Missing("type"))?),
        from: end(&mut fields, "from")?,
        to: end(&mut fields, "to")?,
        extra: fields.extra(),
    })
}

/// An attribute's value, if it has one. Words whose place cannot be found are
/// kept as words, and what this version does not know is kept as it stands.
fn value(json: &str, text: &Text) -> Option<(Value, Option<Trouble>)> {
    if matches!(json, "null" | "\"\"") {
        return None;
    }
    let quoted = match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).ok().map(|words| (Value::Text(words), None)),
        Some(b't' | b'f') => Some((Value::Flag(json == "true"), None)),
        Some(b'{') => quoted(json, text).ok().flatten(),
        _ => None,
    };
    quoted.or_else(|| Some((Value::Unknown(kept(json)), None)))
}

/// The value `{"text": …, "start": …, "end": …}`; `None` for any other object.
fn quoted(json: &str, text: &Text) -> Result<Option<(Value, Option<Trouble>)>, Trouble> {
    let mut fields = fields(json)?;
    let parts = (fields.words("text")?, fields.number("start")?, fields.number("end")?);
    let (Some(exact), Some(start), Some(end), true) = (&parts.0, parts.1, parts.2, fields.is_empty()) else {
        return Ok(None);
    };
    let (prefix, suffix) = ("", "");
    let quote = Some(Quote { prefix, exact, suffix });
    Ok(Some(match (Anchor { start, end, quote }).set(text) {
        Ok((span, trouble)) => (Value::Quote(span), trouble),
        Err(_) => (
            Value::Text(exact.to_string()),
            Some(Trouble::Unplaced((&**exact).into())),
        ),
    }))
}

impl From<Wrong> for Trouble {
    fn from(wrong: Wrong) -> Self {
        Self::Unreadable(wrong.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_scheme_is_ours() {
        let scheme = scheme_json::read(include_str!("../../../www/scheme.json")).expect("a scheme");
        let names: Vec<_> = scheme.labels.iter().map(|label| label.id.as_str()).collect();
        assert_eq!(names, ["claim", "commitment", "place"]);
        let mut written = String::new();
        scheme_json::write(&mut written, &scheme);
        assert_eq!(scheme_json::read(&written).expect("a scheme"), scheme);
    }

    #[test]
    fn sha256_is_that_of_the_utf_8_bytes() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
