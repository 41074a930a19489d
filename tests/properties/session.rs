//! Sessions: any sequence of actions, against a history that is two lists.

use std::collections::HashSet;
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Id, Relation, Timestamp, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::merge::merging;
use gloss::model::project::{Markup, Project};
use gloss::model::session::{Action, Mode, Session};
use gloss::model::work::Work;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::arbitrary::{self, Ends};
use crate::config;
use crate::file::check_round_trip;
use crate::gesture::{gesture, markup};

/// What is true of an open document whatever happened to it.
fn check(work: &Work) -> Result<(), TestCaseError> {
    let text = work.text();
    let Markup { annotations, relations } = work.markup();
    let keys: Vec<_> = annotations.iter().map(|a| (a.span, &a.label)).collect();
    prop_assert!(
        keys.windows(2).all(|pair| pair[0] < pair[1]),
        "in text order, none twice"
    );
    let ids: HashSet<_> = annotations.iter().map(|a| &a.id).collect();
    prop_assert_eq!(ids.len(), annotations.len(), "two of one id");
    for annotation in annotations.iter() {
        prop_assert!(text.slice(annotation.span.range()).is_some());
        prop_assert!(annotation.note.as_deref() != Some(""), "what is empty is absent");
        let blank = |value: &Value| matches!(value, Value::Text(words) if words.is_empty());
        prop_assert!(!annotation.attributes.values().any(blank), "what is empty is absent");
    }
    let named: HashSet<_> = relations.iter().map(|r| &r.id).collect();
    prop_assert_eq!(named.len(), relations.len(), "two relations of one id");
    prop_assert!(
        relations.iter().all(|r| ids.contains(&r.from) && ids.contains(&r.to)),
        "a relation to nothing"
    );
    prop_assert!(
        work.chosen.as_ref().is_none_or(|id| ids.contains(id)),
        "nothing is chosen that is not there"
    );
    prop_assert_eq!(work.chosen().map(|a| &a.id), work.chosen.as_ref());
    let of = match &work.mode {
        Mode::Mark | Mode::Brush(_) => None,
        Mode::Pick { id, .. } | Mode::Link { from: id, .. } => Some(id),
    };
    prop_assert!(of.is_none_or(|id| ids.contains(id)), "{:?} of nothing", work.mode);
    Ok(())
}

/// Whether the action is a look at something and no change of the project.
fn only_looks(action: &Action) -> bool {
    use Action::*;
    matches!(
        action,
        Select(_) | Turn(_) | Choose(_) | Step { .. } | Downloaded { .. } | Say(_) | Fail(_)
    )
}

/// Whether the action is for an annotation or a relation that is not there.
fn for_nothing(action: &Action, work: &Work) -> bool {
    use Action::*;
    let Markup { annotations, relations } = work.markup();
    let absent = |id: &Id| annotations.get(id).is_none();
    match action {
        Relabel { id, .. } | Fill { id, .. } | Note { id, .. } | Remove(id) => absent(id),
        Respan { id, .. } | Split { id, .. } | Join { id, .. } | Duplicate { id, .. } => absent(id),
        Turn(Mode::Pick { id, .. } | Mode::Link { from: id, .. }) => absent(id),
        Relate(relation) => absent(&relation.from) || absent(&relation.to),
        Unrelate(id) => !relations.iter().any(|relation| relation.id == *id),
        _ => false,
    }
}

/// The same once more, at a later time, if the action says what shall be.
fn again(action: &Action) -> Option<Action> {
    use Action::*;
    let mut again = action.clone();
    let (new, later) = (
        Id::new("again"),
        Timestamp::new("2026-12-24T18:00:00Z").expect("a moment"),
    );
    match &mut again {
        Tag { id, at, .. } | Duplicate { new: id, at, .. } | Settle { id, at } => {
            *id = new;
            *at = later;
        }
        Relabel { at, .. } | Fill { at, .. } | Note { at, .. } | Respan { at, .. } => *at = later,
        TagAll { spans, at, .. } => {
            for (i, (_, id)) in spans.iter_mut().enumerate() {
                *id = Id::new(&format!("{new}-{i}"));
            }
            *at = later;
        }
        Relate(relation) => relation.id = new,
        Remove(_) | Unrelate(_) | Describe(_) | Rescheme(_) => {}
        Turn(_) | Merge { .. } | Downloaded { .. } | Choose(_) => {}
        _ => return None,
    }
    Some(again)
}

fn project_of(session: &Session) -> Option<Project> {
    session.work.as_ref().map(|work| work.project().clone())
}

fn markup_of(session: &Session) -> Option<Markup> {
    session.work.as_ref().map(|work| work.markup().clone())
}

/// Whether the action is about which document is shown.
fn changes_document(action: &Action) -> bool {
    use Action::*;
    matches!(
        action,
        Open(_) | Add(_) | Show(_) | Leaf { .. } | SetAside | Close | CloseAt(_)
    )
}

/// The documents that must be open: all of them, and which one is shown or, if
/// none is, before which one the next is opened.
#[derive(Default)]
struct Documents {
    all: Vec<(Project, Expected)>,
    shown: bool,
    at: usize,
}

impl Documents {
    /// Follows an action that is about which document is shown.
    fn follow(&mut self, action: &Action) {
        let len = self.all.len();
        match action {
            Action::Open(project) => {
                self.at += usize::from(self.shown);
                let project = (**project).clone();
                self.all.insert(self.at, (project.clone(), Expected::of(project)));
                self.shown = true;
            }
            Action::Show(place) => self.show(*place),
            Action::Leaf { back: true } if self.at > 0 => self.show(self.at - 1),
            Action::Leaf { back: false } => self.show(self.at + usize::from(self.shown)),
            Action::SetAside => self.shown = false,
            Action::Close if self.shown => self.close(self.at),
            Action::CloseAt(place) if *place < len => self.close(*place),
            _ => {}
        }
    }

    fn show(&mut self, place: usize) {
        if place < self.all.len() {
            (self.at, self.shown) = (place, true);
        }
    }

    fn close(&mut self, place: usize) {
        self.all.remove(place);
        if place < self.at {
            self.at -= 1;
        } else if place == self.at && self.shown {
            self.shown = !self.all.is_empty();
            self.at = self.at.min(self.all.len().saturating_sub(1));
        }
    }

    fn check(&self, session: &Session) -> Result<(), TestCaseError> {
        prop_assert_eq!(session.count(), self.all.len());
        prop_assert_eq!(session.place(), self.at);
        prop_assert_eq!(session.work.is_some(), self.shown);
        let open: Vec<_> = session.works().map(Work::project).collect();
        prop_assert_eq!(open, self.all.iter().map(|(project, _)| project).collect::<Vec<_>>());
        for (work, (_, expected)) in session.works().zip(&self.all) {
            expected.check(work)?;
        }
        let unsaved = self.all.iter().any(|(project, expected)| *project != expected.kept);
        prop_assert_eq!(session.unsaved(), unsaved);
        let numbers: HashSet<_> = session.works().map(|work| work.number).collect();
        prop_assert_eq!(numbers.len(), self.all.len(), "two of one number");
        Ok(())
    }
}

/// What the session must remember of a document: each state of the project once.
struct Expected {
    past: Vec<Project>,
    future: Vec<Project>,
    kept: Project,
}

impl Expected {
    fn of(kept: Project) -> Self {
        let (past, future) = (Vec::new(), Vec::new());
        Self { past, future, kept }
    }

    /// Follows `action`, which led from `before` to `after`.
    fn follow(&mut self, action: &Action, before: Project, after: &Work) -> Result<(), TestCaseError> {
        let now = after.project();
        prop_assert_eq!(&now.document.text, &before.document.text, "the text never changes");
        match action {
            Action::Undo => match self.past.pop() {
                Some(past) => {
                    self.future.push(before);
                    prop_assert_eq!(now, &past);
                }
                None => prop_assert_eq!(now, &before),
            },
            Action::Redo => match self.future.pop() {
                Some(future) => {
                    self.past.push(before);
                    prop_assert_eq!(now, &future);
                }
                None => prop_assert_eq!(now, &before),
            },
            action => {
                if *now != before {
                    prop_assert!(!only_looks(action), "{:?} changed the project", action);
                    self.past.push(before);
                    self.future.clear();
                }
                if matches!(action, Action::Downloaded { .. }) {
                    self.kept = now.clone();
                }
            }
        }
        Ok(())
    }

    fn check(&self, work: &Work) -> Result<(), TestCaseError> {
        prop_assert_eq!(work.can_undo(), !self.past.is_empty());
        prop_assert_eq!(work.can_redo(), !self.future.is_empty());
        prop_assert_eq!(work.unsaved(), *work.project() != self.kept);
        Ok(())
    }
}

/// The session after `action`, of which all laws of one action hold.
fn applied(before: &Session, action: &Action) -> Result<Session, TestCaseError> {
    let held = project_of(before);
    let after = before.clone().apply(action.clone());
    prop_assert_eq!(project_of(before), held.clone(), "the session before is as it was");
    prop_assert!(after.news == before.news || after.news.number == before.news.number.wrapping_add(1));
    let (Some(old), Some(work)) = (&before.work, &after.work) else {
        return Ok(after);
    };
    check(work)?;
    if for_nothing(action, old) {
        prop_assert_eq!(old.project(), work.project(), "{:?} is for nothing", action);
        prop_assert_eq!(&before.news, &after.news, "{:?} is for nothing", action);
        prop_assert_eq!((&old.chosen, old.selected), (&work.chosen, work.selected));
    }
    if project_of(&after) != held {
        check_round_trip(work.project())?;
        if !changes_document(action) && !matches!(action, Action::Undo | Action::Redo) {
            let undone = after.clone().apply(Action::Undo);
            prop_assert_eq!(project_of(&undone), held, "{:?} is one step", action);
            prop_assert_eq!(project_of(&undone.apply(Action::Redo)), project_of(&after));
        }
    }
    if let Some(again) = again(action) {
        let again = after.clone().apply(again);
        prop_assert_eq!(project_of(&again), project_of(&after), "{:?} twice is once", action);
    }
    Ok(after)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_sequence_of_actions_can_be_taken_back(project in arbitrary::project(), gestures in vec(gesture(), 0..50)) {
        let open = Action::Open(Box::new(project));
        let mut expected = Documents::default();
        expected.follow(&open);
        let mut session = Session::default().apply(open);
        for (number, gesture) in gestures.into_iter().enumerate() {
            let action = gesture.action(&session, number);
            let before = project_of(&session);
            session = applied(&session, &action)?;
            match (before, &session.work) {
                _ if changes_document(&action) => expected.follow(&action),
                (Some(before), Some(work)) => {
                    let (project, document) = &mut expected.all[expected.at];
                    document.follow(&action, before, work)?;
                    *project = work.project().clone();
                }
                (before, work) => prop_assert!(before.is_none() && work.is_none(), "{:?}", action),
            }
            expected.check(&session)?;
        }
        let Some(at) = session.work.is_some().then(|| session.place()) else {
            return Ok(());
        };
        while let Some(past) = expected.all[at].1.past.pop() {
            session = session.apply(Action::Undo);
            prop_assert_eq!(project_of(&session), Some(past));
        }
    }

    #[test]
    fn what_a_file_holds_is_merged_once(
        project in arbitrary::project(),
        others in vec((any::<Ends>(), 0..9_u8), 0..5),
        links in vec((0..5_u8, 0..9_u8, 0..9_u8), 0..4),
    ) {
        let incoming = markup(&project.document.text, &others, &links);
        let open = Session::default().apply(Action::Open(Box::new(project.clone())));
        let once = open.apply(merging(None, incoming.clone()));
        let twice = once.clone().apply(merging(None, incoming.clone()));
        prop_assert_eq!(markup_of(&twice), markup_of(&once));
        let merged = markup_of(&once).expect("it is open").annotations;
        for annotation in project.markup.annotations.iter() {
            prop_assert_eq!(merged.get(&annotation.id), Some(annotation), "what is there stays as it is");
        }
        for annotation in incoming.annotations.iter() {
            prop_assert!(merged.get(&annotation.id).is_some() || merged.twin(annotation).is_some());
        }
        let relations = markup_of(&once).expect("it is open").relations;
        for relation in incoming.relations.iter() {
            prop_assert!(relations.iter().any(|r| r.id == relation.id), "a relation is lost: {:?}", relation);
        }
        let itself = once.clone().apply(merging(None, markup_of(&once).expect("it is open")));
        prop_assert_eq!(markup_of(&itself), markup_of(&once));
    }

    #[test]
    fn relations_lead_to_what_stands_for_their_ends(project in arbitrary::project()) {
        let Markup { annotations, relations } = &project.markup;
        let other = |id: &Id| Id::new(&format!("other {id}"));
        // What someone else marked in the same way, and so has other ids.
        let incoming = Markup {
            annotations: AnnotationSet::of(annotations.iter().map(|a| Annotation { id: other(&a.id), ..(**a).clone() })),
            relations: Rc::new(relations.iter().map(|relation| Relation {
                id: other(&relation.id),
                from: other(&relation.from),
                to: other(&relation.to),
                ..relation.clone()
            }).collect()),
        };
        let merged = Session::default().apply(Action::Open(Box::new(project.clone()))).apply(merging(None, incoming));
        let merged = markup_of(&merged).expect("it is open");
        let theirs = relations.iter().map(|relation| Relation { id: other(&relation.id), ..relation.clone() });
        let expected: Vec<_> = relations.iter().cloned().chain(theirs).collect();
        prop_assert_eq!(&merged.annotations, annotations);
        prop_assert_eq!(&*merged.relations, &expected);
    }
}
