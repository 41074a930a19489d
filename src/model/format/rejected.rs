//! What a person rejected of what rules suggest: the field `rejected` of a Gloss file, a
//! list of objects with `label`, `start`, `end`, in code points, and `quote`.
//!
//! It is kept among the fields of a project that have no type of their own, so that it
//! is stored, undone and handed on as those are.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::object::{Fields, Object, items};
use crate::model::annotation::{Annotation, Extra, Id, Json, LabelId};
use crate::model::offset::{CodePoint, TextRange};
use crate::model::project::Project;
use crate::model::span::Span;
use crate::model::text::Text;

const FIELD: &str = "rejected";

/// The ids that the rejected suggestions would have.
pub fn ids(project: &Project) -> FxHashSet<Id> {
    records(project)
        .map(|(label, span)| Id::suggested(&label, span))
        .collect()
}

/// The fields of a project without a type once this suggestion is rejected, too.
pub fn with(project: &Project, rejected: &Annotation) -> Extra {
    let record = record(&rejected.label, rejected.span, &project.document.text);
    let all = match list(&project.extra).and_then(|list| list.strip_suffix(']')) {
        Some(before) if !before.trim_end().ends_with('[') => format!("{before},{record}]"),
        _ => format!("[{record}]"),
    };
    put(&project.extra, Some(&all))
}

/// The fields of a project without a type for a new text: what was rejected at the `place` where its words are now,
/// without what has none.
pub fn carried(project: &Project, text: &Text, place: impl Fn(Span) -> Option<Span>) -> Extra {
    let carried = records(project).filter_map(|(label, span)| Some(record(&label, place(span)?, text)));
    let carried: Vec<_> = carried.collect();
    let all = (!carried.is_empty()).then(|| format!("[{}]", carried.join(",")));
    put(&project.extra, all.as_deref())
}

/// The fields with this list in place of the one that is there.
fn put(extra: &Extra, list: Option<&str>) -> Extra {
    let mut extra = extra.clone();
    extra.retain(|(name, _)| **name != *FIELD);
    extra.extend(list.map(|list| (FIELD.into(), Json(Rc::from(list)))));
    extra
}

fn record(label: &LabelId, span: Span, text: &Text) -> String {
    let offset = |at| text.code_point(at).map(|at| at.0);
    let mut record = String::new();
    Object::begin(&mut record)
        .words("label", Some(label.as_str()))
        .number("start", offset(span.start()))
        .number("end", offset(span.end()))
        .words("quote", Some(span.quote(text)))
        .end();
    record
}

fn list(extra: &Extra) -> Option<&str> {
    let (_, Json(list)) = extra.iter().find(|(name, _)| **name == *FIELD)?;
    Some(list)
}

/// The label and the words of each record whose words stand where it says.
fn records(project: &Project) -> impl Iterator<Item = (LabelId, Span)> {
    let records = list(&project.extra).and_then(items).unwrap_or_default();
    records
        .into_iter()
        .filter_map(|json| read(json, &project.document.text))
}

/// The label and the words of a record; `None` if it is none, or if other words stand there.
fn read(json: &str, text: &Text) -> Option<(LabelId, Span)> {
    let mut fields = Fields::of(json).ok()?;
    let label = fields.words("label").ok()??;
    let mut offset = |name| text.byte_of_code_point(CodePoint(fields.number(name).ok()??));
    let (start, end) = (offset("start")?, offset("end")?);
    let range = (start < end).then(|| TextRange::new(start, end))?;
    let span = Span::new(text, range)?;
    let quote = fields.words("quote").ok()?;
    let fits = quote.is_none_or(|quote| *quote == *span.quote(text));
    fits.then(|| (LabelId::new(&*label), span))
}
