//! schema.org Claim (<https://schema.org/Claim>) as JSON-LD, for search engines
//! and databases of fact-checkers: each annotation with the label `claim`, and the
//! article in which it appears.
//!
//! It is Claim and not ClaimReview, which would assert a verdict. The claim's text
//! is the words that are marked; its author is the speaker, in words, because
//! nobody said whether it is a person or an organisation. A speaker that names
//! nobody ("unnamed", "article (own voice)") is listed as lost rather than called an
//! author.
//!
//! Limitation: it is only written; where a claim stands is not in it.

use super::object::Object;
use super::table::{Format, Frame, Written};
use super::web_annotation::iri;
use crate::model::annotation::{Annotation, Value};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::project::{Document, Project};

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "claim-jsonld",
    name: "schema.org Claim",
    about: "The claims with who makes them, without a verdict: for web pages and fact-checkers’ databases.",
    extension: "claim.jsonld",
    media: "application/ld+json",
    frame: Frame::Alone,
    unit: None,
    write: Some(write),
    companion: None,
    read: None,
};

const CLAIM: &str = "claim";

const SPEAKER: &str = "speaker";

/// Answers of the built-in scheme that name no speaker.
const NOBODY: [&str; 2] = ["article (own voice)", "unnamed"];

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let document = &*project.document;
    let claim = |annotation: &Annotation| annotation.label.as_str() == CLAIM;
    let mut losses = Losses::of_some(project, claim);
    // Not to be taken for the address of a claim, which may have the same id.
    let article = format!("{}#article", iri(document.id.as_str()));
    let mut file = String::new();
    let mut page = Object::begin(&mut file);
    let graph = page.words("@context", Some("https://schema.org")).name("@graph");
    graph.push_str("[\n");
    Object::begin(graph)
        .words("@type", Some("NewsArticle"))
        .words("@id", Some(&article))
        .words("identifier", Some(document.id.as_str()))
        .words("headline", document.title.as_deref())
        .words("url", document.url.as_deref())
        .words("author", document.author.as_deref())
        .words("datePublished", document.published.as_deref())
        .words("inLanguage", document.language.as_deref())
        .end();
    for annotation in project.markup.annotations.iter().filter(|annotation| claim(annotation)) {
        graph.push_str(",\n");
        write_claim(graph, annotation, document, &article, &mut losses);
    }
    graph.push_str("\n]");
    page.end();
    file.push('\n');
    Written::one(FORMAT.extension, file, losses)
}

fn write_claim(file: &mut String, annotation: &Annotation, document: &Document, article: &str, losses: &mut Losses) {
    let text = &document.text;
    let mut lose = |lost| losses.add_of(lost, &annotation.id);
    lose(Lost::Position);
    if annotation.by.is_some() {
        lose(Lost::By);
    }
    if annotation.created.is_some() {
        lose(Lost::Created);
    }
    if annotation.modified.is_some() {
        lose(Lost::Modified);
    }
    let mut speaker = None;
    for (name, value) in &annotation.attributes {
        let words = value.shown(text);
        let named = match value {
            Value::Text(_) => !NOBODY.contains(&words),
            Value::Quote(_) => true,
            Value::Flag(_) | Value::Unknown(_) => false,
        };
        if &**name != SPEAKER || !named {
            lose(Lost::Attribute(name.clone()));
            continue;
        }
        speaker = Some(words);
        if let Value::Quote(_) = value {
            lose(Lost::AttributePlace(name.clone()));
        }
    }
    let mut object = Object::begin(file);
    object
        .words("@type", Some("Claim"))
        .words("@id", Some(&iri(annotation.id.as_str())))
        .words("identifier", Some(annotation.id.as_str()))
        .words("text", Some(annotation.span.quote(text)))
        .words("author", speaker)
        .words("inLanguage", document.language.as_deref());
    let mut appearance = Object::begin(object.name("appearance"));
    appearance.words("@id", Some(article)).end();
    if let Some(note) = annotation.note.as_deref() {
        let mut comment = Object::begin(object.name("comment"));
        comment.words("@type", Some("Comment")).words("text", Some(note)).end();
    }
    object.end();
}
