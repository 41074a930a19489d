//! Sessions: any sequence of actions, against a history that is two lists.

use std::collections::HashSet;
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::project::{Markup, Project};
use gloss::model::session::{Action, Session};
use gloss::model::text::Text;
use gloss::model::work::Work;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::arbitrary::{self, Ends, Filling, LABELS};
use crate::config;

/// An action in a session that is not known yet: places and annotations are
/// numbers that mean one of those that are there.
#[derive(Clone, Debug)]
pub enum Gesture {
    Open(Box<Project>),
    Close,
    Select(Option<Ends>),
    Tag(&'static str),
    Relabel(Index, &'static str),
    Fill(Index, &'static str, Option<Filling>),
    Note(Index, String),
    Remove(Index),
    Choose(Option<Index>),
    Step(bool),
    Merge(Vec<(Ends, u8)>, Vec<(u8, u8, u8)>),
    Undo,
    Redo,
    Downloaded,
    Say(String),
}

pub fn gesture() -> impl Strategy<Value = Gesture> {
    let label = || select(&LABELS[..]);
    let attribute = || select(&["speaker", "kind", "łabel"][..]);
    prop_oneof![
        1 => arbitrary::project().prop_map(|project| Gesture::Open(Box::new(project))),
        1 => Just(Gesture::Close),
        8 => option::weighted(0.9, any::<Ends>()).prop_map(Gesture::Select),
        10 => label().prop_map(Gesture::Tag),
        4 => (any::<Index>(), label()).prop_map(|(which, label)| Gesture::Relabel(which, label)),
        4 => (any::<Index>(), attribute(), option::of(filling_or_blank()))
            .prop_map(|(which, attribute, filling)| Gesture::Fill(which, attribute, filling)),
        2 => (any::<Index>(), arbitrary::raw()).prop_map(|(which, note)| Gesture::Note(which, note)),
        4 => any::<Index>().prop_map(Gesture::Remove),
        3 => option::of(any::<Index>()).prop_map(Gesture::Choose),
        3 => any::<bool>().prop_map(Gesture::Step),
        2 => (vec((any::<Ends>(), 0..9_u8), 0..5), vec((0..5_u8, 0..9_u8, 0..9_u8), 0..4))
            .prop_map(|(annotations, relations)| Gesture::Merge(annotations, relations)),
        10 => Just(Gesture::Undo),
        5 => Just(Gesture::Redo),
        1 => Just(Gesture::Downloaded),
        1 => arbitrary::raw().prop_map(Gesture::Say),
    ]
}

fn filling_or_blank() -> impl Strategy<Value = Filling> {
    prop_oneof![
        6 => arbitrary::filling(),
        1 => select(&["", " ", "\n"][..]).prop_map(|blank| Filling::Text(blank.to_owned())),
    ]
}

impl Gesture {
    /// The action that is meant in this session, as its `number`th.
    fn action(self, session: &Session, number: usize) -> Action {
        let work = session.work.as_ref();
        let text = work.map(|work| work.text());
        let at = Timestamp::new(&format!("2026-01-01T00:{:02}:{:02}Z", number / 60, number % 60)).expect("a moment");
        // One more than there are, so that now and then none of that id is there.
        let one = |which: Index| {
            let ids: Vec<_> = work
                .into_iter()
                .flat_map(|work| work.annotations().iter().map(|a| a.id.clone()))
                .collect();
            ids.get(which.index(ids.len() + 1))
                .cloned()
                .unwrap_or(Id::new("nobody"))
        };
        match self {
            Self::Open(project) => Action::Open(project),
            Self::Close => Action::Close,
            Self::Select(ends) => Action::Select(ends.zip(text).and_then(|(ends, text)| arbitrary::span(text, &ends))),
            Self::Tag(label) => Action::Tag {
                label: LabelId::new(label),
                id: Id::new(&format!("t{number}")),
                at,
            },
            Self::Relabel(which, label) => Action::Relabel {
                id: one(which),
                label: LabelId::new(label),
                at,
            },
            Self::Fill(which, attribute, filling) => {
                let value = filling.zip(text).map(|(filling, text)| filling.value(text));
                Action::Fill {
                    id: one(which),
                    attribute: attribute.into(),
                    value,
                    at,
                }
            }
            Self::Note(which, note) => Action::Note {
                id: one(which),
                note,
                at,
            },
            Self::Remove(which) => Action::Remove(one(which)),
            Self::Choose(which) => Action::Choose(which.map(one)),
            Self::Step(back) => Action::Step { back },
            Self::Merge(annotations, relations) => Action::Merge(
                text.map(|text| markup(text, &annotations, &relations))
                    .unwrap_or_default(),
            ),
            Self::Undo => Action::Undo,
            Self::Redo => Action::Redo,
            Self::Downloaded => Action::Downloaded {
                file: "a.json".to_owned(),
            },
            Self::Say(words) => Action::Say(words),
        }
    }
}

/// The session after these gestures on an open project.
pub fn run(project: Project, gestures: Vec<Gesture>) -> Session {
    let open = Session::default().apply(Action::Open(Box::new(project)));
    gestures
        .into_iter()
        .enumerate()
        .fold(open, |session, (number, gesture)| {
            let action = gesture.action(&session, number);
            session.apply(action)
        })
}

/// What a file might hold: some ids are those of annotations that exist.
fn markup(text: &Text, annotations: &[(Ends, u8)], relations: &[(u8, u8, u8)]) -> Markup {
    let id = |number: u8| Id::new(&format!("{}{number}", if number.is_multiple_of(2) { "t" } else { "a" }));
    let annotations = annotations.iter().filter_map(|(ends, number)| {
        let span = arbitrary::span(text, ends)?;
        Some(arbitrary::plain(
            id(*number).as_str(),
            LABELS[usize::from(*number) % LABELS.len()],
            span,
        ))
    });
    let annotations = AnnotationSet::of(annotations);
    let mut seen = HashSet::new();
    let relations = relations.iter().filter(|(number, from, to)| {
        let there = |end: u8| annotations.get(&id(end)).is_some();
        there(*from) && there(*to) && seen.insert(*number)
    });
    let relations = relations.map(|&(number, from, to)| Relation {
        id: Id::new(&format!("r{number}")),
        kind: "about".into(),
        from: id(from),
        to: id(to),
        extra: Vec::new(),
    });
    let relations = Rc::new(relations.collect());
    Markup { annotations, relations }
}

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
    Ok(())
}

/// Whether the action is a look at something and no change of the markup.
fn only_looks(action: &Action) -> bool {
    use Action::*;
    matches!(
        action,
        Select(_) | Choose(_) | Step { .. } | Downloaded { .. } | Say(_) | Fail(_)
    )
}

/// The same once more, at a later time, if the action says what shall be.
fn again(action: &Action) -> Option<Action> {
    let mut again = action.clone();
    let later = Timestamp::new("2026-12-24T18:00:00Z").expect("a moment");
    match &mut again {
        Action::Tag { id, at, .. } => {
            *id = Id::new("again");
            *at = later;
        }
        Action::Relabel { at, .. } | Action::Fill { at, .. } | Action::Note { at, .. } => *at = later,
        Action::Remove(_) | Action::Merge(_) | Action::Downloaded { .. } | Action::Choose(_) => {}
        _ => return None,
    }
    Some(again)
}

fn markup_of(session: &Session) -> Option<Markup> {
    session.work.as_ref().map(|work| work.markup().clone())
}

/// What the session must remember: each state of the markup once.
#[derive(Default)]
struct Expected {
    past: Vec<Markup>,
    future: Vec<Markup>,
    kept: Markup,
}

impl Expected {
    /// Follows `action`, which led from `before` to `after`.
    fn follow(&mut self, action: &Action, before: Option<Markup>, after: &Work) -> Result<(), TestCaseError> {
        let now = after.markup();
        match (action, before) {
            (Action::Open(project), _) => {
                *self = Self {
                    kept: project.markup.clone(),
                    ..Self::default()
                };
                prop_assert_eq!(now, &project.markup);
            }
            (Action::Undo, Some(before)) => match self.past.pop() {
                Some(past) => {
                    self.future.push(before);
                    prop_assert_eq!(now, &past);
                }
                None => prop_assert_eq!(now, &before),
            },
            (Action::Redo, Some(before)) => match self.future.pop() {
                Some(future) => {
                    self.past.push(before);
                    prop_assert_eq!(now, &future);
                }
                None => prop_assert_eq!(now, &before),
            },
            (action, Some(before)) => {
                if *now != before {
                    prop_assert!(!only_looks(action), "{:?} changed the markup", action);
                    self.past.push(before);
                    self.future.clear();
                }
                if matches!(action, Action::Downloaded { .. }) {
                    self.kept = now.clone();
                }
            }
            (_, None) => {}
        }
        prop_assert_eq!(after.can_undo(), !self.past.is_empty());
        prop_assert_eq!(after.can_redo(), !self.future.is_empty());
        prop_assert_eq!(after.unsaved(), *now != self.kept);
        Ok(())
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_sequence_of_actions_can_be_taken_back(project in arbitrary::project(), gestures in vec(gesture(), 0..50)) {
        let mut session = Session::default();
        let mut expected = Expected::default();
        let gestures = [Gesture::Open(Box::new(project))].into_iter().chain(gestures);
        for (number, gesture) in gestures.enumerate() {
            let action = gesture.action(&session, number);
            let before = session.clone();
            let held = markup_of(&before);
            session = before.clone().apply(action.clone());
            prop_assert_eq!(markup_of(&before), held.clone(), "the session before is as it was");
            let Some(work) = &session.work else {
                prop_assert!(before.work.is_none() || matches!(action, Action::Close));
                expected = Expected::default();
                continue;
            };
            check(work)?;
            expected.follow(&action, held.clone(), work)?;
            let travels = matches!(action, Action::Open(_) | Action::Undo | Action::Redo);
            if markup_of(&session) != held && !travels {
                let undone = session.clone().apply(Action::Undo);
                prop_assert_eq!(markup_of(&undone), held, "{:?} is one step", action);
                prop_assert_eq!(markup_of(&undone.apply(Action::Redo)), markup_of(&session));
            }
            if let Some(again) = again(&action) {
                let again = session.clone().apply(again);
                prop_assert_eq!(markup_of(&again), markup_of(&session), "{:?} twice is once", action);
            }
            prop_assert!(session.news == before.news || session.news.number == before.news.number + 1);
        }
        while let Some(past) = expected.past.pop() {
            session = session.apply(Action::Undo);
            prop_assert_eq!(markup_of(&session), Some(past));
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
        let once = open.apply(Action::Merge(incoming.clone()));
        let twice = once.clone().apply(Action::Merge(incoming.clone()));
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
        let itself = once.clone().apply(Action::Merge(markup_of(&once).expect("it is open")));
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
        let merged = Session::default().apply(Action::Open(Box::new(project.clone()))).apply(Action::Merge(incoming));
        let merged = markup_of(&merged).expect("it is open");
        let theirs = relations.iter().map(|relation| Relation { id: other(&relation.id), ..relation.clone() });
        let expected: Vec<_> = relations.iter().cloned().chain(theirs).collect();
        prop_assert_eq!(&merged.annotations, annotations);
        prop_assert_eq!(&*merged.relations, &expected);
    }
}
