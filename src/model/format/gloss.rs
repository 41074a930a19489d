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

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::anchor::Anchor;
use super::problem::{Error, Problem, Record, Trouble};
use super::record::{Raw, Unknown, record};
use super::scheme_json;
use crate::model::annotation::{Annotation, Id, Json, LabelId, Relation, Timestamp, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::intake;
use crate::model::project::{Document, Markup, Project};
use crate::model::quote::Quote;
use crate::model::scheme::Scheme;
use crate::model::session::Short;
use crate::model::text::{Place, Text};

/// The version of the format that this Gloss reads and writes.
pub const VERSION: u32 = 1;

/// The largest file that is read, in bytes: 128 MB. A text of
/// [`intake::LIMIT`] with 300,000 annotations is smaller.
pub const LIMIT: usize = 128_000_000;

/// The scheme that a new article starts with.
pub fn built_in_scheme() -> Scheme {
    // A test reads it, so it is never the empty default.
    scheme_json::read(include_str!("../../../www/scheme.json")).unwrap_or_default()
}

record!(FileRecord {
    format: Cow<'de, str> = "format",
    version: u32 = "version",
    document: Raw<'de> = "document",
    offsets: Raw<'de> = "offsets",
    scheme: Raw<'de> = "scheme",
    annotations: Vec<Raw<'de>> = "annotations",
    relations: Vec<Raw<'de>> = "relations",
});

record!(
    /// What tells whether a file is ours, whatever else is in it.
    HeadRecord {
        format: Raw<'de> = "format",
        version: Raw<'de> = "version",
    }
);

record!(DocumentRecord {
    id: Cow<'de, str> = "id",
    title: Cow<'de, str> = "title",
    url: Cow<'de, str> = "url",
    author: Cow<'de, str> = "author",
    published: Cow<'de, str> = "published",
    language: Cow<'de, str> = "language",
    text: Cow<'de, str> = "text",
    sha256: Cow<'de, str> = "sha256",
});

record!(AnnotationRecord {
    id: Cow<'de, str> = "id",
    label: Cow<'de, str> = "label",
    start: u32 = "start",
    end: u32 = "end",
    quote: Cow<'de, str> = "quote",
    prefix: Cow<'de, str> = "prefix",
    suffix: Cow<'de, str> = "suffix",
    attributes: AttributesRecord<'de> = "attributes",
    note: Cow<'de, str> = "note",
    by: Cow<'de, str> = "by",
    created: Cow<'de, str> = "created",
    modified: Cow<'de, str> = "modified",
});

record!(
    /// The attributes: all of its fields are unknown, for the scheme names them.
    AttributesRecord {}
);

record!(
    /// The value of an attribute that stands in the article.
    QuoteRecord {
        text: Cow<'de, str> = "text",
        start: u32 = "start",
        end: u32 = "end",
    }
);

record!(RelationRecord {
    id: Cow<'de, str> = "id",
    kind: Cow<'de, str> = "type",
    from: Cow<'de, str> = "from",
    to: Cow<'de, str> = "to",
});

/// Writes a project.
pub fn write(project: &Project) -> String {
    let Project { document, scheme, markup, extra } = project;
    let text = &document.text;
    let mut file = String::with_capacity(text.as_str().len() * 2);
    let _ = write!(file, "{{\n\"format\": \"gloss\",\n\"version\": {VERSION},\n");
    let _ = writeln!(file, "\"document\": {},", json(&document_record(document)));
    let _ = writeln!(file, "\"offsets\": {{\"unit\":\"code point\",\"end\":\"exclusive\"}},");
    let _ = writeln!(file, "\"scheme\": {},", scheme_json::write(scheme));
    let annotations = markup.annotations.iter().map(|a| json(&annotation_record(a, text)));
    write_list(&mut file, "annotations", annotations);
    file.push_str(",\n");
    write_list(&mut file, "relations", markup.relations.iter().map(|r| json(&relation_record(r))));
    for (name, json) in extra {
        let _ = write!(file, ",\n{}: {}", self::json(&**name), json.0);
    }
    file.push_str("\n}\n");
    file
}

fn write_list(file: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let _ = write!(file, "\"{name}\": [");
    for (i, item) in items.enumerate() {
        file.push_str(if i == 0 { "\n" } else { ",\n" });
        file.push_str(&item);
    }
    file.push_str("\n]");
}

/// One line of JSON. The records are maps with string keys, and unknown parts
/// were JSON when they were read, so this does not fail.
pub(super) fn json(record: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

fn document_record(document: &Document) -> DocumentRecord<'_> {
    let content = document.text.as_str();
    DocumentRecord {
        id: Some(document.id.as_str().into()),
        title: document.title.as_deref().map(Cow::Borrowed),
        url: document.url.as_deref().map(Cow::Borrowed),
        author: document.author.as_deref().map(Cow::Borrowed),
        published: document.published.as_deref().map(Cow::Borrowed),
        language: document.language.as_deref().map(Cow::Borrowed),
        text: Some(content.into()),
        sha256: Some(sha256(content).into()),
        unknown: Unknown::of(&document.extra),
    }
}

fn sha256(content: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(content) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn annotation_record<'a>(annotation: &'a Annotation, text: &'a Text) -> AnnotationRecord<'a> {
    let some = |words: &'a str| Some(Cow::Borrowed(words)).filter(|words| !words.is_empty());
    let quote = Quote::of(text, annotation.span);
    let attributes = annotation.attributes.iter();
    let attributes = attributes.map(|(name, value)| (Cow::Borrowed(&**name), Raw(attribute_json(value, text))));
    let attributes = AttributesRecord {
        unknown: Unknown(attributes.collect()),
    };
    AnnotationRecord {
        id: Some(annotation.id.as_str().into()),
        label: Some(annotation.label.as_str().into()),
        start: text.code_point(annotation.span.start()).map(|at| at.0),
        end: text.code_point(annotation.span.end()).map(|at| at.0),
        quote: Some(quote.exact.into()),
        prefix: some(quote.prefix),
        suffix: some(quote.suffix),
        attributes: Some(attributes).filter(|attributes| !attributes.unknown.0.is_empty()),
        note: annotation.note.as_deref().map(Cow::Borrowed),
        by: annotation.by.as_deref().map(Cow::Borrowed),
        created: annotation.created.as_ref().map(|at| at.as_str().into()),
        modified: annotation.modified.as_ref().map(|at| at.as_str().into()),
        unknown: Unknown::of(&annotation.extra),
    }
}

fn attribute_json<'a>(value: &'a Value, text: &'a Text) -> Cow<'a, str> {
    match value {
        Value::Text(words) => json(words).into(),
        Value::Flag(flag) => json(flag).into(),
        Value::Unknown(json) => Cow::Borrowed(&*json.0),
        Value::Quote(span) => json(&QuoteRecord {
            text: Some(span.quote(text).into()),
            start: text.code_point(span.start()).map(|at| at.0),
            end: text.code_point(span.end()).map(|at| at.0),
            unknown: Unknown::default(),
        })
        .into(),
    }
}

fn relation_record(relation: &Relation) -> RelationRecord<'_> {
    RelationRecord {
        id: Some(relation.id.as_str().into()),
        kind: Some((*relation.kind).into()),
        from: Some(relation.from.as_str().into()),
        to: Some(relation.to.as_str().into()),
        unknown: Unknown::of(&relation.extra),
    }
}

/// Reads a file. A record that cannot be used is a [`Problem`], and the rest is
/// read all the same.
///
/// A quote that does not stand at its offsets is looked for: its offsets are
/// read as UTF-16 and as bytes, then its words are searched.
///
/// Limitation: an unknown field is kept where it stands in the objects that this
/// module names; unknown fields of `offsets` are not kept.
pub fn read(file: &str) -> Result<(Project, Vec<Problem>), Error> {
    let file = file.trim_start_matches('\u{feff}');
    let record = file_record(file)?;
    let mut reader = Reader {
        file,
        problems: Vec::new(),
    };
    let document = reader.document(record.document)?;
    let scheme = match &record.scheme {
        Some(raw) => scheme_json::read(&raw.0).map_err(|error| reader.broken("scheme", raw, &error))?,
        None => built_in_scheme(),
    };
    let annotations = reader.annotations(record.annotations.unwrap_or_default(), &document.text);
    let relations = reader.relations(record.relations.unwrap_or_default(), &annotations);
    let project = Project {
        document: Rc::new(document),
        scheme: Rc::new(scheme),
        markup: Markup {
            annotations,
            relations: Rc::new(relations),
        },
        extra: record.unknown.kept(),
    };
    Ok((project, reader.problems))
}

/// The parts of the file, if it is ours.
fn file_record(file: &str) -> Result<FileRecord<'_>, Error> {
    let whole: Raw = serde_json::from_str(file).map_err(|error| Error::NotJson {
        place: place_of(&error),
        found: said(&error),
    })?;
    let head: HeadRecord = serde_json::from_str(&whole.0).map_err(|_| Error::Foreign { format: None })?;
    let format = head.format.and_then(|raw| serde_json::from_str::<String>(&raw.0).ok());
    if format.as_deref() != Some("gloss") {
        let format = format.map(|format| Short(&format).to_string().into());
        return Err(Error::Foreign { format });
    }
    let version = head.version.and_then(|raw| serde_json::from_str::<u32>(&raw.0).ok());
    match version {
        Some(VERSION) => {}
        Some(version) if version > VERSION => return Err(Error::Newer { version }),
        _ => {
            return Err(Error::Broken {
                part: "version",
                place: Place { line: 1, column: 1 },
                found: format!("it must be the number {VERSION}").into(),
            });
        }
    }
    serde_json::from_str(file).map_err(|error| Error::Broken {
        part: "file",
        place: place_of(&error),
        found: said(&error),
    })
}

/// What the parser said, without its own way of naming the place.
fn said(error: &serde_json::Error) -> Box<str> {
    let said = error.to_string();
    let end = said.rfind(" at line ").unwrap_or(said.len());
    said[..end].into()
}

fn place_of(error: &serde_json::Error) -> Place {
    Place {
        line: error.line().max(1),
        column: error.column().max(1),
    }
}

/// Collects problems with their places on the way through a file.
struct Reader<'a> {
    file: &'a str,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// Where in the file a part of it starts.
    fn place(&self, part: &Raw<'a>) -> Place {
        // The part is borrowed from the file, so the difference of addresses is an index.
        let at = (part.0.as_ptr() as usize).saturating_sub(self.file.as_ptr() as usize);
        Place::of(self.file, at)
    }

    fn broken(&self, part: &'static str, raw: &Raw<'a>, error: &serde_json::Error) -> Error {
        Error::Broken {
            part,
            place: self.place(raw),
            found: said(error),
        }
    }

    fn report(&mut self, record: Record, part: &Raw<'a>, trouble: Trouble) {
        let place = self.place(part);
        self.problems.push(Problem { record, place, trouble });
    }

    fn document(&mut self, raw: Option<Raw<'a>>) -> Result<Document, Error> {
        let raw = raw.ok_or(Error::Broken {
            part: "document",
            place: Place { line: 1, column: 1 },
            found: "it is missing".into(),
        })?;
        let record: DocumentRecord =
            serde_json::from_str(&raw.0).map_err(|error| self.broken("document", &raw, &error))?;
        let content = record.text.ok_or_else(|| Error::Broken {
            part: "document",
            place: self.place(&raw),
            found: "it has no \"text\"".into(),
        })?;
        let text = intake::clean(&content).map_err(Error::Text)?.text;
        let checksum = sha256(text.as_str());
        if record.sha256.is_some_and(|sha256| !sha256.eq_ignore_ascii_case(&checksum)) {
            self.report(Record::Document, &raw, Trouble::Checksum);
        }
        Ok(Document {
            // A file that was made by hand may lack an id: the text names it.
            id: Id::new(record.id.as_deref().unwrap_or(&checksum[..32])),
            title: record.title.map(Cow::into_owned),
            url: record.url.map(Cow::into_owned),
            author: record.author.map(Cow::into_owned),
            published: record.published.map(Cow::into_owned),
            language: record.language.map(Cow::into_owned),
            text,
            extra: record.unknown.kept(),
        })
    }

    fn annotations(&mut self, raws: Vec<Raw<'a>>, text: &Text) -> AnnotationSet {
        let mut ids = HashSet::new();
        let mut marks = HashSet::new();
        let mut read = Vec::with_capacity(raws.len());
        for (i, raw) in raws.iter().enumerate() {
            let number = Record::Annotation(i + 1);
            let mut annotation = match self.annotation(number, raw, i, text) {
                Ok(annotation) => annotation,
                Err(trouble) => {
                    self.report(number, raw, trouble);
                    continue;
                }
            };
            if !marks.insert((annotation.span, annotation.label.clone())) {
                self.report(number, raw, Trouble::SameMark);
                continue;
            }
            if ids.contains(&annotation.id) {
                self.report(number, raw, Trouble::SameId(annotation.id.as_str().into()));
                let fresh = (2..).map(|n| Id::new(&format!("{}-{n}", annotation.id)));
                annotation.id = fresh.into_iter().find(|id| !ids.contains(id)).unwrap_or(annotation.id);
            }
            ids.insert(annotation.id.clone());
            read.push(annotation);
        }
        AnnotationSet::of(read)
    }

    fn annotation(&mut self, number: Record, raw: &Raw<'a>, i: usize, text: &Text) -> Result<Annotation, Trouble> {
        let record: AnnotationRecord = serde_json::from_str(&raw.0).map_err(unreadable)?;
        let label = record.label.ok_or(Trouble::Missing("label"))?;
        let anchor = Anchor {
            start: record.start.ok_or(Trouble::Missing("start"))?,
            end: record.end.ok_or(Trouble::Missing("end"))?,
            quote: record.quote.as_deref().map(|exact| Quote {
                prefix: record.prefix.as_deref().unwrap_or_default(),
                exact,
                suffix: record.suffix.as_deref().unwrap_or_default(),
            }),
        };
        let (span, trouble) = anchor.set(text)?;
        let mut attributes = BTreeMap::new();
        for (name, value) in record.attributes.unwrap_or_default().unknown.0 {
            let (value, trouble) = attribute(&value, text);
            if let Some(trouble) = trouble {
                self.report(number, raw, trouble);
            }
            if attributes.insert(Rc::from(&*name), value).is_some() {
                return Err(Trouble::Unreadable(format!("the attribute \"{name}\" stands twice").into()));
            }
        }
        let moment = |field: Option<Cow<str>>, name| match field {
            Some(at) => Timestamp::new(&at).map(Some).ok_or_else(|| {
                Trouble::Unreadable(format!("\"{name}\" is no time like 2026-01-31T09:30:00Z").into())
            }),
            None => Ok(None),
        };
        let annotation = Annotation {
            id: record.id.map_or_else(|| Id::new(&format!("a{}", i + 1)), |id| Id::new(&id)),
            label: LabelId::new(&label),
            span,
            attributes,
            note: record.note.as_deref().map(Rc::from),
            by: record.by.as_deref().map(Rc::from),
            created: moment(record.created, "created")?,
            modified: moment(record.modified, "modified")?,
            extra: record.unknown.kept(),
        };
        if let Some(trouble) = trouble {
            self.report(number, raw, trouble);
        }
        Ok(annotation)
    }

    fn relations(&mut self, raws: Vec<Raw<'a>>, annotations: &AnnotationSet) -> Vec<Relation> {
        let ids: HashSet<&Id> = annotations.iter().map(|annotation| &annotation.id).collect();
        let mut read = Vec::with_capacity(raws.len());
        for (i, raw) in raws.iter().enumerate() {
            match relation(raw, i, &ids) {
                Ok(relation) => read.push(relation),
                Err(trouble) => self.report(Record::Relation(i + 1), raw, trouble),
            }
        }
        read
    }
}

fn relation(raw: &Raw, i: usize, ids: &HashSet<&Id>) -> Result<Relation, Trouble> {
    let record: RelationRecord = serde_json::from_str(&raw.0).map_err(unreadable)?;
    let end = |field: Option<Cow<str>>, name| {
        let id = Id::new(&field.ok_or(Trouble::Missing(name))?);
        if ids.contains(&id) { Ok(id) } else { Err(Trouble::NoSuchEnd(id.as_str().into())) }
    };
    Ok(Relation {
        id: record.id.map_or_else(|| Id::new(&format!("r{}", i + 1)), |id| Id::new(&id)),
        kind: Rc::from(&*record.kind.ok_or(Trouble::Missing("type"))?),
        from: end(record.from, "from")?,
        to: end(record.to, "to")?,
        extra: record.unknown.kept(),
    })
}

/// An attribute's value. Words whose place cannot be found are kept as words.
fn attribute(raw: &Raw, text: &Text) -> (Value, Option<Trouble>) {
    let unknown = || Value::Unknown(Json(Rc::from(&*raw.0)));
    if let Ok(words) = serde_json::from_str::<String>(&raw.0) {
        return (Value::Text(words), None);
    }
    if let Ok(flag) = serde_json::from_str::<bool>(&raw.0) {
        return (Value::Flag(flag), None);
    }
    let Ok(record) = serde_json::from_str::<QuoteRecord>(&raw.0) else {
        return (unknown(), None);
    };
    let (Some(exact), Some(start), Some(end), true) =
        (record.text.as_deref(), record.start, record.end, record.unknown.0.is_empty())
    else {
        return (unknown(), None);
    };
    let (prefix, suffix) = ("", "");
    let quote = Some(Quote { prefix, exact, suffix });
    match (Anchor { start, end, quote }).set(text) {
        Ok((span, trouble)) => (Value::Quote(span), trouble),
        Err(_) => (Value::Text(exact.to_owned()), Some(Trouble::Unplaced(exact.into()))),
    }
}

fn unreadable(error: serde_json::Error) -> Trouble {
    Trouble::Unreadable(said(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_scheme_is_ours() {
        let scheme = scheme_json::read(include_str!("../../../www/scheme.json")).expect("a scheme");
        let names: Vec<_> = scheme.labels.iter().map(|label| label.id.as_str()).collect();
        assert_eq!(names, ["claim", "commitment", "place"]);
        assert_eq!(scheme_json::read(&scheme_json::write(&scheme)).expect("a scheme"), scheme);
    }

    #[test]
    fn sha256_is_that_of_the_utf_8_bytes() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
