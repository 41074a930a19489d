//! What one step changes, as storage holds it: an object with the fields of a
//! [`Delta`], annotations and relations as in a Gloss file.

use std::rc::Rc;

use super::gloss::{write_annotation, write_relation};
use super::ids::Ids;
use super::object::{Fields, Object, Wrong, words};
use super::problem::Trouble;
use super::records::{self, Shared};
use super::scheme_json;
use crate::model::annotation::{Extra, Id, Relation};
use crate::model::ledger::delta::{Delta, Links};
use crate::model::project::Facts;
use crate::model::text::Text;

/// Writes it; `text` is that of the document.
pub fn write(delta: &Delta, text: &Text) -> String {
    let mut json = String::new();
    let mut object = Object::begin(&mut json);
    if let Some(facts) = &delta.facts {
        Object::begin(object.name("facts"))
            .words("title", facts.title.as_deref())
            .words("url", facts.url.as_deref())
            .words("author", facts.author.as_deref())
            .words("published", facts.published.as_deref())
            .words("language", facts.language.as_deref())
            .end();
    }
    if let Some(scheme) = &delta.scheme {
        scheme_json::write(object.name("scheme"), scheme);
    }
    let id = |file: &mut String, id: &Id| super::object::quote(file, id.as_str());
    object
        .list("gone", &delta.gone, id)
        .list("put", &delta.put, |file, put| write_annotation(file, put, text));
    match &delta.links {
        None => {}
        Some(Links::Some { gone, put }) => {
            object.list("unlinked", gone, id).list("linked", put, write_relation);
        }
        Some(Links::All(links)) => {
            let file = object.name("links");
            file.push('[');
            for (i, link) in links.iter().enumerate() {
                file.push_str(if i == 0 { "" } else { "," });
                write_relation(file, link);
            }
            file.push(']');
        }
    }
    if let Some(extra) = &delta.extra {
        Object::begin(object.name("extra")).extra(extra).end();
    }
    object.end();
    json
}

/// Reads it.
///
/// # Errors
/// What is wrong with the first part that is not as it was written.
pub fn read(json: &str, text: &Text) -> Result<Delta, Trouble> {
    let mut fields = Fields::of(json)?;
    let (mut ids, mut shared) = (Ids::default(), Shared::default());
    let mut put = Vec::new();
    for json in fields.list("put")? {
        let annotation = records::annotation(json, text, &mut ids, &mut shared, &mut Vec::new())?;
        put.push(Rc::new(annotation));
    }
    let links = match fields.raw("links") {
        Some(json) => Some(Links::All(relations(
            super::object::items(json).unwrap_or_default(),
            &mut ids,
        )?)),
        None => {
            let (gone, put) = (fields.list("unlinked")?, fields.list("linked")?);
            let (gone, put) = (names(gone)?, relations(put, &mut ids)?);
            (!gone.is_empty() || !put.is_empty()).then_some(Links::Some { gone, put })
        }
    };
    Ok(Delta {
        facts: fields.raw("facts").map(facts).transpose()?,
        scheme: fields.raw("scheme").map(scheme_json::read).transpose()?.map(Rc::new),
        gone: names(fields.list("gone")?)?,
        put,
        links,
        extra: fields.raw("extra").map(extra).transpose()?,
    })
}

fn names(items: Vec<&str>) -> Result<Vec<Id>, Trouble> {
    let name = |json| words(json).map(|id| Id::new(&id)).map_err(|_| Trouble::Missing("id"));
    items.into_iter().map(name).collect()
}

fn relations(items: Vec<&str>, ids: &mut Ids) -> Result<Vec<Relation>, Trouble> {
    items.into_iter().map(|json| records::link(json, ids)).collect()
}

fn facts(json: &str) -> Result<Facts, Wrong> {
    let mut fields = Fields::of(json)?;
    let mut fact = |name| Ok::<_, Wrong>(fields.words(name)?.map(|words| words.into_owned()));
    Ok(Facts {
        title: fact("title")?,
        url: fact("url")?,
        author: fact("author")?,
        published: fact("published")?,
        language: fact("language")?,
    })
}

fn extra(json: &str) -> Result<Extra, Wrong> {
    Ok(Fields::of(json)?.extra())
}
