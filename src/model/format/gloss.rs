//! Gloss JSON, version 1: the file that Gloss writes.
//!
//! One JSON object; each annotation and each relation stands on a line of its
//! own. Offsets are Unicode code points, half-open, so that in Python
//! `text[a["start"]:a["end"]] == a["quote"]`. What is not known is absent.
//! `www/gloss.schema.json` is its JSON Schema.
//!
//! Laws: the same project gives the same bytes; reading what was written gives
//! the same project; fields that this version does not know are kept. How a file
//! is read stands in `reading.rs`.

use std::fmt::Write;

use super::object::{Object, quote};
use super::problem::{Error, Problem};
use super::reading::Reading;
use super::scheme_json;
use crate::model::annotation::{Annotation, Relation, Timestamp, Value};
use crate::model::project::{Document, Project};
use crate::model::quote::Quote;
use crate::model::scheme::Scheme;
use crate::model::span::Span;
use crate::model::text::Text;

/// The version of the format that this Gloss reads and writes.
pub const VERSION: u32 = 1;

/// What offsets count.
pub(super) const UNIT: &str = "code point";

/// The largest file that is read, in bytes: 128 MB. A text of
/// [`intake::LIMIT`](crate::model::intake::LIMIT) with 300,000 annotations is smaller.
pub const LIMIT: usize = 128_000_000;

/// The scheme that a new article starts with.
pub fn built_in_scheme() -> Scheme {
    // A test reads it, so it is never the empty default.
    scheme_json::read(include_str!("../../../www/scheme.json")).unwrap_or_default()
}

/// Writes a project.
pub fn write(project: &Project) -> String {
    let mut writing = Writing::new(project.clone());
    while !writing.step(usize::MAX) {}
    writing.file
}

/// A file on its way out: in steps, so that a page can answer in between.
#[derive(Debug)]
pub struct Writing {
    project: Project,
    file: String,
    /// How many annotations were written.
    written: usize,
}

impl Writing {
    /// Begins to write a project.
    pub fn new(project: Project) -> Self {
        let Project { document, markup, .. } = &project;
        // An annotation takes about 400 bytes; to move the file while it grows would take longest of all.
        let room = document.text.as_str().len() * 17 / 16 + markup.annotations.len() * 400 + 16_384;
        Self {
            file: String::with_capacity(room),
            written: 0,
            project,
        }
    }

    /// Writes so many annotations more, after the text in the first step; whether
    /// the file is finished.
    pub fn step(&mut self, annotations: usize) -> bool {
        let Self { project, file, written } = self;
        let Project {
            document,
            scheme,
            markup,
            ..
        } = &*project;
        if file.is_empty() {
            let _ = write!(
                file,
                "{{\n\"format\": \"gloss\",\n\"version\": {VERSION},\n\"document\": "
            );
            write_document(file, document);
            file.push_str(",\n\"offsets\": {\"unit\":\"code point\",\"end\":\"exclusive\"},\n\"scheme\": ");
            scheme_json::write(file, scheme);
            file.push_str(",\n\"annotations\": [");
        }
        for annotation in markup.annotations.iter().skip(*written).take(annotations) {
            file.push_str(if *written == 0 { "\n" } else { ",\n" });
            write_annotation(file, annotation, &document.text);
            *written += 1;
        }
        let finished = *written == markup.annotations.len();
        if finished {
            self.finish();
        }
        finished
    }

    fn finish(&mut self) {
        let Self { project, file, .. } = self;
        file.push_str("\n],\n\"relations\": [");
        for (i, relation) in project.markup.relations.iter().enumerate() {
            file.push_str(if i == 0 { "\n" } else { ",\n" });
            write_relation(file, relation);
        }
        file.push_str("\n]");
        for (name, json) in &project.extra {
            file.push_str(",\n");
            quote(file, name);
            file.push_str(": ");
            file.push_str(&json.0);
        }
        file.push_str("\n}\n");
    }

    /// The file, once it is finished.
    pub fn into_file(self) -> String {
        self.file
    }
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
        .words("sha256", Some(document.text.sha256()))
        .extra(&document.extra)
        .end();
}

/// Writes an annotation.
pub(super) fn write_annotation(file: &mut String, annotation: &Annotation, text: &Text) {
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

/// Writes the value of an attribute.
pub(super) fn write_value(file: &mut String, value: &Value, text: &Text) {
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

/// Writes a relation as one object.
pub(super) fn write_relation(file: &mut String, relation: &Relation) {
    Object::begin(file)
        .words("id", Some(relation.id.as_str()))
        .words("type", Some(&relation.kind))
        .words("from", Some(relation.from.as_str()))
        .words("to", Some(relation.to.as_str()))
        .extra(&relation.extra)
        .end();
}

/// Reads a file in one go; [`Reading`] does it in steps.
pub fn read(file: &str) -> Result<(Project, Vec<Problem>), Error> {
    let mut reading = Reading::default();
    loop {
        if let Some(read) = reading.step(file, usize::MAX) {
            return read;
        }
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
}
