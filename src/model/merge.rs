//! Bringing the marks of a file into those that are here.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::annotation::{Annotation, Id, Relation};
use super::annotation_set::AnnotationSet;
use super::project::Markup;
use super::scheme::Scheme;
use super::session::Action;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// All marks.
    pub markup: Markup,
    /// How many annotations are new. The others were here already.
    pub added: usize,
}

/// A way to bring marks into those that are here: what is present, and what comes.
pub type Merge = fn(&Markup, &Markup) -> Merged;

/// What brings marks into the work that is open, with the scheme that they are in,
/// if that is not the present one.
pub fn merging(scheme: Option<Rc<Scheme>>, markup: Markup) -> Action {
    let by = merge;
    Action::Merge { scheme, markup, by }
}

/// Adds to `present` what is not there yet. What is there stays as it is, and
/// relations lead to it. An annotation whose id is here but stands somewhere
/// else altogether is another one and gets a new id.
#[must_use]
pub fn merge(present: &Markup, incoming: &Markup) -> Merged {
    let here = &present.annotations;
    let taken = |id: &Id| here.get(id).is_some() || incoming.annotations.get(id).is_some();
    let mut made_up: FxHashSet<Id> = FxHashSet::default();
    let mut stands_for: FxHashMap<Id, Id> = FxHashMap::default();
    let mut new: Vec<Rc<Annotation>> = Vec::new();
    for annotation in incoming.annotations.iter() {
        if let Some(twin) = here.twin(annotation) {
            stands_for.insert(annotation.id.clone(), twin.id.clone());
            continue;
        }
        match here.get(&annotation.id) {
            // The same one, changed here since.
            Some(same) if same.span.overlaps(annotation.span) => {}
            // Another one: hand-made files often count a1, a2, and so on.
            Some(_) => {
                let mut fresh = (2..).map(|n| Id::new(&format!("{}-{n}", annotation.id)));
                let id = fresh.find(|id| !taken(id) && made_up.insert(id.clone()));
                let id = id.unwrap_or(annotation.id.clone());
                stands_for.insert(annotation.id.clone(), id.clone());
                new.push(Rc::new(Annotation {
                    id,
                    ..(**annotation).clone()
                }));
            }
            None => new.push(Rc::clone(annotation)),
        }
    }
    let added = new.len();
    let annotations = AnnotationSet::of_shared(here.iter().cloned().chain(new).collect());
    let mut relations = (*present.relations).clone();
    let mut named: FxHashSet<Id> = relations.iter().map(|relation| relation.id.clone()).collect();
    for relation in incoming.relations.iter() {
        let end = |id: &Id| stands_for.get(id).unwrap_or(id).clone();
        let (from, to) = (end(&relation.from), end(&relation.to));
        let both = annotations.get(&from).is_some() && annotations.get(&to).is_some();
        if both && named.insert(relation.id.clone()) {
            relations.push(Relation {
                from,
                to,
                ..relation.clone()
            });
        }
    }
    let relations = Rc::new(relations);
    let markup = Markup { annotations, relations };
    Merged { markup, added }
}

#[cfg(test)]
mod tests {
    use super::super::format::gloss;
    use super::super::project::Project;
    use super::super::session::{Action, Session};

    fn project(annotations: &str) -> Project {
        let file = format!(
            r#"{{"format":"gloss","version":1,"document":{{"id":"d","text":"The EU pays Rome."}},"annotations":[{annotations}],
            "relations":[{{"id":"r","type":"about","from":"a1","to":"a2"}}]}}"#
        );
        gloss::read(&file).expect("a file").0
    }

    #[test]
    fn a_file_of_the_same_text_adds_what_is_new() {
        let here =
            project(r#"{"id":"a1","label":"claim","start":4,"end":6},{"id":"a2","label":"place","start":12,"end":16}"#);
        let file = project(
            r#"{"id":"a1","label":"claim","start":7,"end":11},{"id":"a2","label":"claim","start":12,"end":16},
            {"id":"b","label":"claim","start":4,"end":6}"#,
        );
        let session = Session::default().apply(Action::Open(Box::new(here)));
        let session = session.apply(super::merging(None, file.markup));
        let work = session.work.as_ref().expect("it is open");
        let marks: Vec<_> = work
            .annotations()
            .iter()
            .map(|a| (a.id.as_str(), a.label.as_str()))
            .collect();
        // a1 of the file is another one; a2 was relabelled here since; b marks what a1 marks here.
        assert_eq!(marks, [("a1", "claim"), ("a1-2", "claim"), ("a2", "place")]);
        assert_eq!(
            session.news.words,
            "Imported 1 annotation; 2 were here already and stay as they are."
        );
        assert_eq!(work.markup().relations.len(), 1);
        let undone = session.clone().apply(Action::Undo);
        assert_eq!(undone.work.expect("it is open").annotations().len(), 2);
    }
}
