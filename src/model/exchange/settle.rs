//! What comes of drafts once a person has said what their labels become.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::draft::Draft;
use super::labels::{Becomes, Mapping, adopt, labels, meant, with_new};
use crate::model::annotation::{Annotation, Id, LabelId, Relation};
use crate::model::annotation_set::AnnotationSet;
use crate::model::merge::merge;
use crate::model::project::{Markup, Project};
use crate::model::scheme::Scheme;

/// What comes of drafts.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// What is marked in the article that is open, and the scheme that this needs.
    pub here: Option<(Rc<Scheme>, Markup)>,
    /// The other documents.
    pub documents: Vec<Project>,
    /// How many annotations were left out, because their label becomes nothing or
    /// their mark is there already.
    pub left_out: usize,
}

/// Whether a draft is of the article that is open.
pub fn is_here(draft: &Draft, open: Option<&Project>) -> bool {
    open.is_some_and(|open| open.document.text == draft.project.document.text)
}

/// The labels of which a person can say what they become, each with how many
/// annotations have it: those of drafts that have no scheme of their own, or do
/// not keep it.
pub fn to_map(drafts: &[Draft], open: Option<&Project>) -> BTreeMap<LabelId, usize> {
    let mapped = drafts.iter().filter(|draft| !keeps_scheme(draft, open));
    labels(mapped.map(|draft| &draft.project))
}

/// What each of these labels becomes unless a person says something else.
pub fn usual<'a>(names: impl IntoIterator<Item = &'a LabelId>, scheme: &Scheme) -> Mapping {
    let becomes = |name: &LabelId| match meant(scheme, name.as_str()) {
        Some(label) => Becomes::Label(label.clone()),
        None => Becomes::New,
    };
    names.into_iter().map(|name| (name.clone(), becomes(name))).collect()
}

/// Brings drafts into `scheme`, each label as `mapping` says. Those of the article
/// that is open come together; a draft that has a scheme of its own and is another
/// document keeps it.
pub fn settle(drafts: &[Draft], open: Option<&Project>, scheme: &Rc<Scheme>, mapping: &Mapping) -> Settled {
    let (scheme, mapping) = with_new(scheme, mapping);
    let mut settled = Settled {
        here: None,
        documents: Vec::new(),
        left_out: 0,
    };
    for draft in drafts {
        if keeps_scheme(draft, open) {
            settled.documents.push(draft.project.clone());
            continue;
        }
        let (project, left_out) = adopt(&draft.project, &scheme, &mapping);
        settled.left_out += left_out;
        if !is_here(draft, open) {
            settled.documents.push(project);
            continue;
        }
        let project = named(project, &draft.unnamed);
        settled.here = Some(match settled.here.take() {
            Some((scheme, before)) => (scheme, merge(&before, &project.markup).markup),
            None => (project.scheme, project.markup),
        });
    }
    settled
}

/// What has no name in its file is named for what it is: a number would make it
/// seem to be what has that number here.
fn named(project: Project, unnamed: &BTreeSet<Id>) -> Project {
    let Markup { annotations, relations } = &project.markup;
    let annotations = annotations.iter().map(|annotation| {
        if !unnamed.contains(&annotation.id) {
            return Rc::clone(annotation);
        }
        let (label, span) = (annotation.label.as_str(), annotation.span);
        let id = format!("{label}-{}-{}", u32::from(span.start()), u32::from(span.end()));
        Rc::new(Annotation {
            id: Id::new(&id),
            ..(**annotation).clone()
        })
    });
    let relations = relations.iter().map(|relation| {
        let Relation { id, kind, from, to, .. } = relation;
        let id = match unnamed.contains(id) {
            true => Id::new(&format!("{kind}-{from}-{to}")),
            false => id.clone(),
        };
        Relation { id, ..relation.clone() }
    });
    let markup = Markup {
        annotations: AnnotationSet::of_shared(annotations.collect()),
        relations: Rc::new(relations.collect()),
    };
    Project { markup, ..project }
}

fn keeps_scheme(draft: &Draft, open: Option<&Project>) -> bool {
    !draft.project.scheme.labels.is_empty() && !is_here(draft, open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::set;
    use crate::model::exchange::foreign::{Foreign, Mark, Source};
    use crate::model::exchange::unit::Unit;
    use crate::model::format::gloss::built_in_scheme;
    use crate::model::format::problem::Record;
    use crate::model::merge::merging;
    use crate::model::session::{Action, Session};
    use crate::model::text::Place;

    fn draft(text: &str, marks: &[(&str, u32, u32)]) -> Draft {
        let mut foreign = Foreign::new(Some(text.to_owned()), Unit::CodePoint);
        foreign.marks = marks
            .iter()
            .map(|&(label, start, end)| {
                let record = Record::Annotation(1);
                let place = Place::START;
                Mark::new(Source { record, place }, label, Some((start, end)))
            })
            .collect();
        set(&foreign, None, None).expect("a draft")
    }

    #[test]
    fn what_is_here_comes_together_and_the_rest_is_opened() {
        let open = Session::default().apply(Action::Open(Box::new(
            draft("The EU pays Rome.", &[("place", 12, 16)]).project,
        )));
        let scheme = Rc::new(built_in_scheme());
        let drafts = [
            draft(
                "The EU pays Rome.",
                &[("LOC", 12, 16), ("Claim", 4, 11), ("junk", 0, 3)],
            ),
            draft("The EU pays Rome.", &[("LOC", 4, 6)]),
            draft("Another one.", &[("LOC", 0, 7), ("junk", 8, 11)]),
        ];
        let work = open.work.as_ref().expect("it is open").project();
        let names = to_map(&drafts, Some(work));
        let counts: Vec<_> = names.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        assert_eq!(counts, [("Claim", 1), ("LOC", 3), ("junk", 2)]);
        let mut mapping = usual(names.keys(), &scheme);
        assert_eq!(mapping[&LabelId::new("Claim")], Becomes::Label(LabelId::new("claim")));
        mapping.insert(LabelId::new("junk"), Becomes::Nothing);
        let settled = settle(&drafts, Some(work), &scheme, &mapping);
        assert_eq!((settled.documents.len(), settled.left_out), (1, 2));
        let (scheme, markup) = settled.here.expect("marks of what is open");
        let new = scheme.labels.last().expect("a label");
        assert_eq!((new.name.as_str(), scheme.labels.len()), ("LOC", 4));
        assert_eq!(settled.documents[0].scheme, scheme);
        let marked = open.apply(merging(Some(scheme), markup));
        let count = |session: &Session| session.work.as_ref().map(|work| work.annotations().len());
        assert_eq!(count(&marked), Some(4));
        // One step.
        assert_eq!(count(&marked.apply(Action::Undo)), Some(1));
    }
}
