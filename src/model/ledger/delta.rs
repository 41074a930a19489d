//! What one step changes in a project.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::annotation::{Annotation, Extra, Id, Relation};
use crate::model::annotation_set::AnnotationSet;
use crate::model::intake::counted;
use crate::model::project::{Facts, Markup, Project};
use crate::model::scheme::Scheme;
use crate::model::short::short;

/// What is other in one project than in another of the same text. What did not change
/// is absent.
///
/// It names annotations and relations by their ids, so that it can also be applied to
/// a project in which someone else changed something meanwhile: whoever comes last
/// decides about what both changed, and nothing else is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// What is known about the article now.
    pub facts: Option<Facts>,
    /// What can be marked now.
    pub scheme: Option<Rc<Scheme>>,
    /// Annotations that are gone.
    pub gone: Vec<Id>,
    /// Annotations that are new or other than before.
    pub put: Vec<Rc<Annotation>>,
    /// What happened to relations.
    pub links: Option<Links>,
    /// What a newer Gloss wrote.
    pub extra: Option<Extra>,
}

/// What happened to relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Links {
    /// Some are gone, and some are new at the end.
    Some {
        /// Those that are gone.
        gone: Vec<Id>,
        /// Those that are new.
        put: Vec<Relation>,
    },
    /// These are all, in this order.
    All(Vec<Relation>),
}

impl Delta {
    /// What changed from one project to another of the same text. Takes time that
    /// grows with the number of changes if the second was made from the first.
    pub fn between(before: &Project, after: &Project) -> Self {
        let (old, new) = (&before.markup, &after.markup);
        let (gone, put) = new.annotations.changes_since(&old.annotations);
        let kept: FxHashSet<&Id> = put.iter().map(|annotation| &annotation.id).collect();
        let gone = gone.into_iter().map(|annotation| annotation.id.clone());
        let facts = (!Rc::ptr_eq(&before.document, &after.document)).then(|| after.document.facts());
        Self {
            facts: facts.filter(|facts| *facts != before.document.facts()),
            scheme: (before.scheme != after.scheme).then(|| Rc::clone(&after.scheme)),
            gone: gone.filter(|id| !kept.contains(id)).collect(),
            put,
            links: links(&old.relations, &new.relations),
            extra: (before.extra != after.extra).then(|| after.extra.clone()),
        }
    }

    /// The project after this change. A relation whose end is not there is left out.
    #[must_use]
    pub fn apply(&self, project: &Project) -> Project {
        let mut next = project.clone();
        if let Some(facts) = &self.facts {
            next.document = Rc::new(next.document.with(facts.clone()));
        }
        if let Some(scheme) = &self.scheme {
            next.scheme = Rc::clone(scheme);
        }
        if let Some(extra) = &self.extra {
            next.extra = extra.clone();
        }
        let annotations = self.annotations(&next.markup.annotations);
        let relations = self.relations(&next.markup.relations, &annotations);
        next.markup = Markup { annotations, relations };
        next
    }

    fn annotations(&self, all: &AnnotationSet) -> AnnotationSet {
        /// From how many changes on it is quicker to sort all anew.
        const MANY: usize = 1_000;
        // All that is named goes first: of two that change places neither is in the other's way.
        let named = self.put.iter().map(|annotation| &annotation.id).chain(&self.gone);
        let with = |all: AnnotationSet, annotation: &Annotation| all.with(annotation.clone());
        let next = if self.gone.len() + self.put.len() > MANY {
            let named: FxHashSet<&Id> = named.collect();
            let others = all.iter().filter(|annotation| !named.contains(&annotation.id));
            AnnotationSet::of_shared(others.chain(&self.put).map(Rc::clone).collect())
        } else {
            let left = named.fold(all.clone(), |all, id| all.without(id));
            self.put.iter().fold(left, |all, put| with(all, put))
        };
        // One whose new place someone else has marked meanwhile stays as it was.
        let in_the_way = self.put.iter().filter(|put| next.get(&put.id).is_none());
        let as_before: Vec<_> = in_the_way.filter_map(|put| all.get(&put.id)).collect();
        as_before.into_iter().fold(next, |all, old| with(all, old))
    }

    fn relations(&self, all: &Rc<Vec<Relation>>, annotations: &AnnotationSet) -> Rc<Vec<Relation>> {
        let has_ends = |link: &Relation| annotations.get(&link.from).is_some() && annotations.get(&link.to).is_some();
        match &self.links {
            None if self.gone.is_empty() && self.put.is_empty() || all.iter().all(has_ends) => Rc::clone(all),
            None => Rc::new(all.iter().filter(|link| has_ends(link)).cloned().collect()),
            Some(Links::All(links)) => Rc::new(links.iter().filter(|link| has_ends(link)).cloned().collect()),
            Some(Links::Some { gone, put }) => {
                let named: FxHashSet<&Id> = gone.iter().chain(put.iter().map(|link| &link.id)).collect();
                let others = all.iter().filter(|link| !named.contains(&link.id));
                Rc::new(others.chain(put).filter(|link| has_ends(link)).cloned().collect())
            }
        }
    }

    /// What was done, for a list of revisions: "Claim: “crime fell 12%” added".
    pub fn words(&self, before: &Project, after: &Project) -> String {
        let describe = |annotation: &Annotation| {
            let name = after.scheme.label_name(&annotation.label);
            let quote = annotation.span.quote(&after.document.text);
            format!("{name}: “{}”", short(quote, 60))
        };
        let old = &before.markup.annotations;
        let (changed, new): (Vec<_>, Vec<_>) = self.put.iter().partition(|put| old.get(&put.id).is_some());
        let gone: Vec<_> = self.gone.iter().filter_map(|id| old.get(id)).collect();
        let mut done = Vec::new();
        for (annotations, verb) in [(new, "added"), (changed, "changed"), (gone, "removed")] {
            match &annotations[..] {
                [] => {}
                [one] => done.push(format!("{} {verb}", describe(one))),
                many => done.push(format!("{} {verb}", counted(many.len(), "annotation"))),
            }
        }
        let other = [
            (self.links.is_some(), "links changed"),
            (self.facts.is_some(), "facts about the article changed"),
            (self.scheme.is_some(), "labels changed"),
        ];
        done.extend(other.iter().filter(|(is, _)| *is).map(|(_, words)| (*words).to_owned()));
        done.join("; ")
    }
}

/// What happened to relations from one list to the next.
fn links(before: &Rc<Vec<Relation>>, after: &Rc<Vec<Relation>>) -> Option<Links> {
    if Rc::ptr_eq(before, after) || before == after {
        return None;
    }
    let old: FxHashMap<&Id, &Relation> = before.iter().map(|link| (&link.id, link)).collect();
    let is_new = |link: &&Relation| old.get(&link.id).is_none_or(|old| old != link);
    let put: Vec<Relation> = after.iter().filter(is_new).cloned().collect();
    let new: FxHashSet<&Id> = after.iter().map(|link| &link.id).collect();
    let gone: Vec<Id> = before
        .iter()
        .map(|link| link.id.clone())
        .filter(|id| !new.contains(id))
        .collect();
    let named: FxHashSet<&Id> = put.iter().map(|link| &link.id).collect();
    let stay = before
        .iter()
        .filter(|link| new.contains(&link.id) && !named.contains(&link.id));
    Some(if stay.chain(&put).eq(after.iter()) {
        Links::Some { gone, put }
    } else {
        // Undo puts them back where they were.
        Links::All(after.to_vec())
    })
}
