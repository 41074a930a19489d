//! The records of a Gloss file: annotations and relations.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::anchor::Anchor;
use super::ids::Ids;
use super::object::{Fields, Wrong, kept, words};
use super::problem::Trouble;
use crate::model::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::exchange::foreign::Filling;
use crate::model::quote::Quote;
use crate::model::text::Text;

/// Words that many records have in common, each held once.
#[derive(Debug, Default)]
pub struct Shared {
    words: Vec<Rc<str>>,
    moment: Option<Timestamp>,
}

impl Shared {
    /// How many are remembered: labels and names of attributes are few.
    const MOST: usize = 64;

    fn words(&mut self, words: &str) -> Rc<str> {
        if let Some(held) = self.words.iter().find(|held| ***held == *words) {
            return Rc::clone(held);
        }
        let new: Rc<str> = words.into();
        if self.words.len() < Self::MOST {
            self.words.push(Rc::clone(&new));
        }
        new
    }

    fn moment(&mut self, words: &str) -> Option<Timestamp> {
        if let Some(last) = self.moment.as_ref().filter(|last| last.as_str() == words) {
            return Some(last.clone());
        }
        self.moment = Timestamp::new(words);
        self.moment.clone()
    }
}

/// Reads an annotation. What was odd about one that can be used is added to
/// `troubles`.
pub fn annotation(
    json: &str,
    text: &Text,
    ids: &mut Ids,
    shared: &mut Shared,
    troubles: &mut Vec<Trouble>,
) -> Result<Annotation, Trouble> {
    let mut fields = Fields::of(json)?;
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
    troubles.extend(moved);
    let mut attributes = BTreeMap::new();
    if let Some(json) = fields.raw("attributes") {
        for (name, json) in Fields::of(json)?.rest() {
            if let Some((value, trouble)) = value(json, text) {
                troubles.extend(trouble);
                attributes.insert(shared.words(&name), value);
            }
        }
    }
    Ok(Annotation {
        id,
        label: LabelId::new(shared.words(&label)),
        span,
        attributes,
        note: fields.words("note")?.as_deref().map(Rc::from),
        by: fields.words("by")?.map(|by| shared.words(&by)),
        created: moment(&mut fields, "created", shared, troubles),
        modified: moment(&mut fields, "modified", shared, troubles),
        extra: fields.extra(),
    })
}

/// A time. One that is none is reported and left out, and the annotation stays.
fn moment(
    fields: &mut Fields,
    name: &'static str,
    shared: &mut Shared,
    troubles: &mut Vec<Trouble>,
) -> Option<Timestamp> {
    let read = match fields.words(name) {
        Ok(None) => return None,
        Ok(Some(moment)) => shared.moment(&moment),
        Err(_) => None,
    };
    if read.is_none() {
        troubles.push(Trouble::NoTime(name));
    }
    read
}

/// Reads a relation between two of these annotations.
pub fn relation(json: &str, annotations: &AnnotationSet, ids: &mut Ids) -> Result<Relation, Trouble> {
    let relation = link(json, ids)?;
    for end in [&relation.from, &relation.to] {
        if annotations.get(end).is_none() {
            return Err(Trouble::NoSuchEnd(end.as_str().into()));
        }
    }
    Ok(relation)
}

/// Reads a relation, whatever its ends are.
pub fn link(json: &str, ids: &mut Ids) -> Result<Relation, Trouble> {
    let mut fields = Fields::of(json)?;
    let id = ids.note(fields.words("id")?);
    let end =
        |fields: &mut Fields, name| Ok::<_, Trouble>(Id::new(&fields.words(name)?.ok_or(Trouble::Missing(name))?));
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
        Some(b'"') => words(json).ok().map(|words| (Value::Text(words.into_owned()), None)),
        Some(b't' | b'f') => Some((Value::Flag(json == "true"), None)),
        Some(b'{') => quoted(json, text).ok().flatten(),
        _ => None,
    };
    quoted.or_else(|| Some((Value::Unknown(kept(json)), None)))
}

/// An attribute's value in another tool's file that holds it as ours does, if it
/// has one; places are not looked at yet.
pub fn filling(json: &str) -> Option<Filling> {
    if json.starts_with('{')
        && let Ok(mut fields) = Fields::of(json)
        && let (Ok(Some(words)), Ok(Some(start)), Ok(Some(end)), true) = (
            fields.words("text"),
            fields.number("start"),
            fields.number("end"),
            fields.is_empty(),
        )
    {
        let words = words.into_owned();
        return Some(Filling::Quote { words, start, end });
    }
    let value = match json.as_bytes().first() {
        Some(b'"') => words(json).ok().map(|words| Value::Text(words.into_owned())),
        Some(b't' | b'f') => Some(Value::Flag(json == "true")),
        _ => None,
    };
    let is_none = matches!(json, "null" | "\"\"");
    (!is_none).then(|| Filling::Value(value.unwrap_or_else(|| Value::Unknown(kept(json)))))
}

/// The value `{"text": …, "start": …, "end": …}`; `None` for any other object.
fn quoted(json: &str, text: &Text) -> Result<Option<(Value, Option<Trouble>)>, Trouble> {
    let mut fields = Fields::of(json)?;
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
