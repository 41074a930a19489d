//! W3C Web Annotation (<https://www.w3.org/TR/annotation-model/>), as JSON-LD:
//! an `AnnotationPage` with one `Annotation` for each annotation of ours.
//!
//! The label is a body for tagging, the note one for commenting, and attributes
//! are one for describing, in JSON. Where it stands is told by a
//! `TextPositionSelector` in code points and a `TextQuoteSelector`. Relations are
//! annotations for linking. The text itself and what is known of it stand in
//! fields of the page that begin with `gloss:`.
//!
//! How such files are read stands in `web_annotation_reading.rs`.

use super::gloss::write_value;
use super::object::Object;
use super::table::{Format, Frame, Reader, Written};
use super::web_annotation_reading::{is, read};
use crate::model::annotation::{Annotation, Relation, Timestamp};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::exchange::unit::Unit;
use crate::model::project::{Document, Project};
use crate::model::quote::Quote;
use crate::model::text::Text;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "web-annotation",
    name: "W3C Web Annotation",
    about: "The standard for annotations on the web, for Recogito and annotation servers.",
    extension: "jsonld",
    media: "application/ld+json",
    frame: Frame::Alone,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: Some(Reader::One { is, read }),
};

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let mut losses = Losses::of(project);
    let page = iri(document.id.as_str());
    let source = match document.url.as_deref() {
        Some(url) if is_address(url) => url,
        _ => &page,
    };
    let mut file = String::with_capacity(document.text.as_str().len() * 2);
    Object::begin(&mut file)
        .words("@context", Some(CONTEXT))
        .words("id", Some(&page))
        .words("type", Some("AnnotationPage"))
        .words("gloss:id", Some(document.id.as_str()))
        .words("gloss:title", document.title.as_deref())
        .words("gloss:url", document.url.as_deref())
        .words("gloss:author", document.author.as_deref())
        .words("gloss:published", document.published.as_deref())
        .words("gloss:language", document.language.as_deref())
        .words("gloss:text", Some(document.text.as_str()))
        .name("items")
        .push('[');
    let mut first = true;
    let mut next = |file: &mut String| file.push_str(if std::mem::take(&mut first) { "\n" } else { ",\n" });
    for annotation in markup.annotations.iter() {
        next(&mut file);
        write_annotation(&mut file, annotation, document, source, &mut losses);
    }
    for relation in markup.relations.iter() {
        next(&mut file);
        write_relation(&mut file, relation, &mut losses);
    }
    file.push_str("\n]}\n");
    Written::one(FORMAT.extension, file, losses)
}

fn write_annotation(
    file: &mut String,
    annotation: &Annotation,
    document: &Document,
    source: &str,
    losses: &mut Losses,
) {
    let text = &document.text;
    let mut lose = |lost| losses.add_of(lost, &annotation.id);
    let mut moment = |moment: &Option<Timestamp>, lost| {
        let moment = moment.as_ref().map(Timestamp::as_str);
        let kept = moment.filter(|moment| is_date_time(moment));
        if kept != moment {
            lose(lost);
        }
        kept.map(str::to_owned)
    };
    let created = moment(&annotation.created, Lost::Created);
    let modified = moment(&annotation.modified, Lost::Modified);
    if !annotation.extra.is_empty() {
        lose(Lost::Unknown);
    }
    let mut object = Object::begin(file);
    object
        .words("@context", Some(CONTEXT))
        .words("id", Some(&iri(annotation.id.as_str())))
        .words("type", Some("Annotation"))
        .words("created", created.as_deref())
        .words("modified", modified.as_deref());
    if let Some(by) = annotation.by.as_deref() {
        let kind = if by == "person" { "Person" } else { "Software" };
        let mut creator = Object::begin(object.name("creator"));
        creator.words("type", Some(kind)).words("name", Some(by)).end();
    }
    object.words("motivation", Some("classifying"));
    let bodies = object.name("body");
    bodies.push('[');
    body(bodies, "tagging", None, annotation.label.as_str());
    if let Some(note) = annotation.note.as_deref() {
        bodies.push(',');
        body(bodies, "commenting", None, note);
    }
    if !annotation.attributes.is_empty() {
        let mut json = String::new();
        let mut attributes = Object::begin(&mut json);
        for (name, value) in &annotation.attributes {
            write_value(attributes.name(name), value, text);
        }
        attributes.end();
        bodies.push(',');
        body(bodies, "describing", Some("application/json"), &json);
    }
    bodies.push(']');
    let mut target = Object::begin(object.name("target"));
    target.words("source", Some(source));
    write_selectors(target.name("selector"), annotation, text);
    target.end();
    object.end();
}

fn body(file: &mut String, purpose: &str, format: Option<&str>, value: &str) {
    Object::begin(file)
        .words("type", Some("TextualBody"))
        .words("purpose", Some(purpose))
        .words("format", format)
        .words("value", Some(value))
        .end();
}

fn write_selectors(file: &mut String, annotation: &Annotation, text: &Text) {
    let Quote { prefix, exact, suffix } = Quote::of(text, annotation.span);
    file.push('[');
    Object::begin(file)
        .words("type", Some("TextPositionSelector"))
        .number("start", text.code_point(annotation.span.start()).map(|at| at.0))
        .number("end", text.code_point(annotation.span.end()).map(|at| at.0))
        .end();
    file.push(',');
    // Recogito wants both contexts, also where there is none.
    Object::begin(file)
        .words("type", Some("TextQuoteSelector"))
        .words("exact", Some(exact))
        .words("prefix", Some(prefix))
        .words("suffix", Some(suffix))
        .end();
    file.push(']');
}

fn write_relation(file: &mut String, relation: &Relation, losses: &mut Losses) {
    if !relation.extra.is_empty() {
        losses.add_of(Lost::Unknown, &relation.id);
    }
    let mut object = Object::begin(file);
    object
        .words("@context", Some(CONTEXT))
        .words("id", Some(&iri(relation.id.as_str())))
        .words("type", Some("Annotation"))
        .words("motivation", Some("linking"));
    let bodies = object.name("body");
    bodies.push('[');
    body(bodies, "tagging", None, &relation.kind);
    bodies.push(',');
    Object::begin(bodies)
        .words("type", Some("SpecificResource"))
        .words("purpose", Some("linking"))
        .words("source", Some(&iri(relation.to.as_str())))
        .end();
    bodies.push(']');
    object.words("target", Some(&iri(relation.from.as_str()))).end();
}

/// An id as an IRI: UUIDs as RFC 9562 says, addresses as they are, all else with
/// what an IRI cannot hold percent-encoded.
pub(super) fn iri(id: &str) -> String {
    if is_uuid(id) {
        return format!("urn:uuid:{id}");
    }
    if is_address(id) {
        return id.to_owned();
    }
    let mut iri = "urn:gloss:".to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            iri.push(char::from(byte));
        } else {
            iri.push_str(&format!("%{byte:02X}"));
        }
    }
    iri
}

/// Whether this has the shape of a UUID.
pub(super) fn is_uuid(id: &str) -> bool {
    let shape = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    id.len() == 36 && id.bytes().enumerate().all(shape)
}

/// Whether this is an address of the web without anything that must be encoded.
pub(super) fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(plain))
}

/// The standard wants moments of xsd:dateTime, in UTC.
fn is_date_time(moment: &str) -> bool {
    moment.as_bytes().get(10) == Some(&b'T') && moment.ends_with('Z')
}
