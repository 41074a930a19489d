//! Taking annotations along to their new places.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Reanchoring, Verdict};
use crate::model::annotation::{Annotation, Id, LabelId, Relation, Value};
use crate::model::annotation_set::AnnotationSet;
use crate::model::format::rejected;
use crate::model::project::{Document, Markup, Project};
use crate::model::span::Span;

/// What was taken along, and what was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The new document with what is marked in it.
    pub project: Project,
    /// How many annotations have no place.
    pub left_out: usize,
    /// How many became one with another that has the same label and place.
    pub joined: usize,
    /// How many relations have an end that was left out, or both in one annotation.
    pub unlinked: usize,
    /// How many attributes that were words of the article are plain text now.
    pub loosened: usize,
}

/// The project with the new text: the annotations at the places decided, the rest
/// left out. What the text was compared with is `reanchoring`; it says where the words
/// of attributes are now.
///
/// Relations go along if both of their ends do. Of annotations that come to the same
/// label and place the first in the old text stays, and relations lead to it.
pub fn carry(old: &Project, document: Document, places: &[(Id, Span)], reanchoring: &Reanchoring) -> Carried {
    let places: FxHashMap<&Id, Span> = places.iter().map(|(id, place)| (id, *place)).collect();
    let mut carried: Vec<Rc<Annotation>> = Vec::new();
    let mut by_place: FxHashMap<(Span, LabelId), Id> = FxHashMap::default();
    let mut stands_for: FxHashMap<&Id, Id> = FxHashMap::default();
    let (mut left_out, mut loosened) = (0, 0);
    for annotation in old.markup.annotations.iter() {
        let Some(&span) = places.get(&annotation.id) else {
            left_out += 1;
            continue;
        };
        let place = (span, annotation.label.clone());
        let first = by_place.entry(place).or_insert_with(|| annotation.id.clone());
        stands_for.insert(&annotation.id, first.clone());
        if *first == annotation.id {
            let attributes = attributes(annotation, old, reanchoring, &mut loosened);
            carried.push(Rc::new(Annotation {
                span,
                attributes,
                ..(**annotation).clone()
            }));
        }
    }
    let joined = stands_for.len() - carried.len();
    let relations = old.markup.relations.iter().filter_map(|relation| {
        let [from, to] = [&relation.from, &relation.to].map(|end| stands_for.get(end));
        let (from, to) = (from?.clone(), to?.clone());
        let looped = from == to && relation.from != relation.to;
        (!looped).then(|| Relation {
            from,
            to,
            ..relation.clone()
        })
    });
    let relations: Vec<Relation> = relations.collect();
    let unlinked = old.markup.relations.len() - relations.len();
    let markup = Markup {
        annotations: AnnotationSet::of_shared(carried),
        relations: Rc::new(relations),
    };
    let extra = rejected::carried(old, &document.text, |span| place(reanchoring, span));
    let project = Project {
        document: Rc::new(document),
        scheme: Rc::clone(&old.scheme),
        markup,
        extra,
    };
    Carried {
        project,
        left_out,
        joined,
        unlinked,
        loosened,
    }
}

/// Where words are in the new text, if there is no doubt.
fn place(reanchoring: &Reanchoring, words: Span) -> Option<Span> {
    match reanchoring.verdict(words) {
        Verdict::Unchanged(place) | Verdict::Moved(place) => Some(place),
        Verdict::Changed(_) | Verdict::Ambiguous(_) | Verdict::Gone => None,
    }
}

/// The attributes of an annotation, for the new text.
fn attributes(
    annotation: &Annotation,
    old: &Project,
    reanchoring: &Reanchoring,
    loosened: &mut usize,
) -> BTreeMap<Rc<str>, Value> {
    let value = |value: &Value| {
        let Value::Quote(span) = value else {
            return value.clone();
        };
        match place(reanchoring, *span) {
            Some(place) => Value::Quote(place),
            None => {
                *loosened += 1;
                Value::Text(span.quote(&old.document.text).to_owned())
            }
        }
    };
    let mut value = value;
    annotation
        .attributes
        .iter()
        .map(|(name, its)| (Rc::clone(name), value(its)))
        .collect()
}
