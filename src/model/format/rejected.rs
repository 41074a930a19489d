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
    let Some(list) = list(&project.extra) else {
        return FxHashSet::default();
    };
    let records = items(list).unwrap_or_default().into_iter();
    records.filter_map(|json| id(json, &project.document.text)).collect()
}

/// The fields of a project without a type once this suggestion is rejected, too.
pub fn with(project: &Project, rejected: &Annotation) -> Extra {
    let text = &project.document.text;
    let offset = |at| text.code_point(at).map(|at| at.0);
    let mut record = String::new();
    Object::begin(&mut record)
        .words("label", Some(rejected.label.as_str()))
        .number("start", offset(rejected.span.start()))
        .number("end", offset(rejected.span.end()))
        .words("quote", Some(rejected.span.quote(text)))
        .end();
    let all = match list(&project.extra).and_then(|list| list.strip_suffix(']')) {
        Some(before) if !before.trim_end().ends_with('[') => format!("{before},{record}]"),
        _ => format!("[{record}]"),
    };
    let mut extra = project.extra.clone();
    extra.retain(|(name, _)| **name != *FIELD);
    extra.push((FIELD.into(), Json(Rc::from(all))));
    extra
}

fn list(extra: &Extra) -> Option<&str> {
    let (_, Json(list)) = extra.iter().find(|(name, _)| **name == *FIELD)?;
    Some(list)
}

fn id(json: &str, text: &Text) -> Option<Id> {
    let mut fields = Fields::of(json).ok()?;
    let label = fields.words("label").ok()??;
    let mut offset = |name| text.byte_of_code_point(CodePoint(fields.number(name).ok()??));
    let (start, end) = (offset("start")?, offset("end")?);
    let range = (start < end).then(|| TextRange::new(start, end))?;
    Some(Id::suggested(&LabelId::new(&*label), Span::new(text, range)?))
}
