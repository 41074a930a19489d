//! What the formats of maps write of a place: where it lies, and what is known about it.

use super::object::Object;
use crate::model::annotation::{Annotation, Timestamp, Value};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::place::Point;
use crate::model::project::Document;

/// What describes a place in either format; an attribute of such a name is lost.
const TAKEN: [&str; 15] = [
    "id",
    "label",
    "quote",
    "start",
    "end",
    "note",
    "by",
    "created",
    "modified",
    "article",
    "article_url",
    "article_date",
    "title",
    "ccodes",
    "fclasses",
];

/// Writes a point as GeoJSON (RFC 7946): the longitude comes first.
pub fn write_point(file: &mut String, Point { lat, lon }: Point) {
    file.push_str(&format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}"));
}

/// Writes what is known about a mention of a place, with the article that it
/// stands in, and notes what is lost of it.
pub fn write_properties(object: &mut Object, annotation: &Annotation, document: &Document, losses: &mut Losses) {
    let text = &document.text;
    let moment = |moment: &'_ Option<Timestamp>| moment.as_ref().map(|moment| moment.as_str().to_owned());
    object
        .words("id", Some(annotation.id.as_str()))
        .words("label", Some(annotation.label.as_str()))
        .words("quote", Some(annotation.span.quote(text)))
        .number("start", text.code_point(annotation.span.start()).map(|at| at.0))
        .number("end", text.code_point(annotation.span.end()).map(|at| at.0));
    for (name, value) in &annotation.attributes {
        if TAKEN.contains(&&**name) {
            losses.add_of(Lost::Attribute(name.clone()), &annotation.id);
            continue;
        }
        match value {
            Value::Text(words) => object.words(name, Some(words)),
            Value::Flag(flag) => object.raw(name, if *flag { "true" } else { "false" }),
            Value::Unknown(json) => object.raw(name, &json.0),
            Value::Quote(span) => {
                losses.add_of(Lost::AttributePlace(name.clone()), &annotation.id);
                object.words(name, Some(span.quote(text)))
            }
        };
    }
    object
        .words("note", annotation.note.as_deref())
        .words("by", annotation.by.as_deref())
        .words("created", moment(&annotation.created).as_deref())
        .words("modified", moment(&annotation.modified).as_deref())
        .words("article", Some(document.heading()))
        .words("article_url", document.url.as_deref())
        .words("article_date", document.published.as_deref());
}

/// Writes what is known about the article, as a member of the file that GeoJSON
/// does not know and lets stand (RFC 7946, 6.1).
pub fn write_document(object: &mut Object, document: &Document) {
    let mut facts = Object::begin(object.name("document"));
    facts
        .words("id", Some(document.id.as_str()))
        .words("title", document.title.as_deref())
        .words("url", document.url.as_deref())
        .words("author", document.author.as_deref())
        .words("published", document.published.as_deref())
        .words("language", document.language.as_deref())
        .words("sha256", Some(document.text.sha256()))
        .end();
    let mut offsets = Object::begin(object.name("offsets"));
    offsets
        .words("unit", Some("code point"))
        .words("end", Some("exclusive"))
        .end();
}
