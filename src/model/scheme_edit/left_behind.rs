//! What stays in the work when an edit takes something out of its scheme.

use super::{Edit, edited};
use crate::model::annotation::{LabelId, Value};
use crate::model::project::Markup;
use crate::model::scheme::{AttributeKind, Scheme};

/// How many annotations, or for a type of relation how many relations, hold what
/// the edit takes out of the scheme: a label, an attribute, a type of relation,
/// an option, or a kind of attribute that fits what was filled in. An edit never
/// changes them; this is for the question to ask before it.
///
/// Looks at every annotation, or every relation, at most once; for a label at
/// none.
pub fn left_behind(scheme: &Scheme, markup: &Markup, edit: &Edit) -> usize {
    match edit {
        Edit::RemoveLabel { label } => markup.annotations.count(label),
        Edit::RemoveAttribute { label, attribute } => filled(markup, label, attribute, &|_| true),
        Edit::RemoveRelation { relation } => markup.relations.iter().filter(|r| r.kind == *relation).count(),
        Edit::SetAttributeKind { label, attribute, .. } | Edit::SetOptions { label, attribute, .. } => {
            let Ok(new) = edited(scheme, edit.clone()) else {
                return 0;
            };
            match (kind(scheme, label, attribute), kind(&new, label, attribute)) {
                (Some(old), Some(new)) => {
                    filled(markup, label, attribute, &|value| fits(value, old) && !fits(value, new))
                }
                _ => 0,
            }
        }
        _ => 0,
    }
}

/// How many annotations have such a value for an attribute of a label.
fn filled(markup: &Markup, label: &LabelId, attribute: &str, such: &dyn Fn(&Value) -> bool) -> usize {
    if markup.annotations.count(label) == 0 {
        return 0;
    }
    let all = markup
        .annotations
        .iter()
        .filter(|annotation| annotation.label == *label);
    all.filter(|annotation| annotation.attributes.get(attribute).is_some_and(such))
        .count()
}

fn kind<'a>(scheme: &'a Scheme, label: &LabelId, attribute: &str) -> Option<&'a AttributeKind> {
    let (_, label) = scheme.label(label)?;
    let attribute = label.attributes.iter().find(|a| *a.id == *attribute)?;
    Some(&attribute.kind)
}

/// Whether the page can show the value as one of this kind.
fn fits(value: &Value, kind: &AttributeKind) -> bool {
    match (kind, value) {
        (AttributeKind::Choice(options), Value::Text(words)) => options.contains(words),
        (AttributeKind::Text | AttributeKind::TextOrSpan(_), Value::Text(_))
        | (AttributeKind::TextOrSpan(_), Value::Quote(_))
        | (AttributeKind::YesNo, Value::Flag(_)) => true,
        _ => false,
    }
}
