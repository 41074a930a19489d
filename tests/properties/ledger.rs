//! Storage: a base and steps give the document and its history back, whoever wrote them.

use std::collections::{BTreeMap, BTreeSet};

use gloss::model::annotation::{Annotation, Id, LabelId, Timestamp};
use gloss::model::format::gloss::write;
use gloss::model::history::History;
use gloss::model::ledger::{Damage, Entry, replay};
use gloss::model::project::Project;
use gloss::model::session::{Action, Session};
use gloss::model::work::Work;
use gloss::model::work::steps::rebasing;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::Config;

use crate::arbitrary;
use crate::config;
use crate::gesture::{Gesture, gesture};

fn now() -> Timestamp {
    Timestamp::new("2026-11-24T10:00:00Z").expect("a moment")
}

fn work(session: &Session) -> &Work {
    session.work.as_ref().expect("it is open")
}

fn open(project: &Project) -> Session {
    Session::default().apply(Action::Open(Box::new(project.clone())))
}

/// What happens to one document; which one is shown is another matter.
fn within() -> BoxedStrategy<Gesture> {
    use Gesture::*;
    let gesture = gesture().boxed();
    gesture
        .prop_filter("of one document", |gesture| {
            !matches!(gesture, Open(_) | Close | CloseAt(_) | Show(_) | Leaf(_) | SetAside)
        })
        // Unboxed, its values are too large for the stack of a test.
        .boxed()
}

/// All states that a history leads through, from the first to the last.
fn states(mut history: History<Project>) -> Vec<Project> {
    while history.can_undo() {
        history = history.undo();
    }
    let mut states = vec![history.present().clone()];
    while history.can_redo() {
        history = history.redo();
        states.push(history.present().clone());
    }
    states
}

/// All states of what is open, by undo and redo.
fn states_of(mut session: Session) -> Vec<Project> {
    while work(&session).can_undo() {
        session = session.apply(Action::Undo);
    }
    let mut states = vec![work(&session).project().clone()];
    while work(&session).can_redo() {
        session = session.apply(Action::Redo);
        states.push(work(&session).project().clone());
    }
    states
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn steps_give_the_document_and_its_history_back(
        project in arbitrary::project(),
        gestures in vec(within(), 0..40),
        saves in vec(any::<bool>(), 40),
    ) {
        let mut session = open(&project);
        let mut entries: Vec<Entry> = Vec::new();
        for (number, gesture) in gestures.into_iter().enumerate() {
            let action = gesture.action(&session, number);
            session = session.apply(action);
            // Some are written one by one, others together.
            if saves[number] {
                let last = entries.last().map_or(0, |entry| entry.revision);
                entries.extend(work(&session).entries_since(last, "key", "tab", &now()));
            }
        }
        let last = entries.last().map_or(0, |entry| entry.revision);
        entries.extend(work(&session).entries_since(last, "key", "tab", &now()));
        let revisions: Vec<_> = entries.iter().map(|entry| entry.revision).collect();
        prop_assert_eq!(&revisions, &(1..=work(&session).revision()).collect::<Vec<_>>());

        let made = replay(project, 0, &entries, Some(0));
        prop_assert_eq!(&made.lost, &vec![]);
        prop_assert_eq!(made.revision, work(&session).revision());
        prop_assert_eq!(write(made.history.present()), write(work(&session).project()));
        prop_assert_eq!(made.history.can_undo(), work(&session).can_undo());
        prop_assert_eq!(made.history.can_redo(), work(&session).can_redo());
        prop_assert_eq!(states(made.history), states_of(session));
    }

    #[test]
    fn a_damaged_step_is_told_and_the_others_are_made(
        project in arbitrary::project(),
        gestures in vec(within(), 1..20),
        which in any::<Index>(),
        digit in any::<Index>(),
    ) {
        let mut session = open(&project);
        for (number, gesture) in gestures.into_iter().enumerate() {
            let action = gesture.action(&session, number);
            session = session.apply(action);
        }
        let mut entries = work(&session).entries_since(0, "key", "tab", &now());
        prop_assume!(!entries.is_empty());
        let which = which.index(entries.len());
        let (revision, json) = (entries[which].revision, entries[which].delta.clone());
        let at = json.floor_char_boundary(digit.index(json.len()));
        entries[which].delta = format!("{}#{}", &json[..at], &json[at..]);
        let made = replay(project.clone(), 0, &entries, None);
        prop_assert_eq!(&made.lost, &vec![(revision, Some(Damage::Checksum))]);
        prop_assert_eq!(made.revision, work(&session).revision());
        entries.remove(which);
        let without = replay(project, 0, &entries, None);
        prop_assert_eq!(without.history.present(), made.history.present());
    }
}

/// A tab on a document that others write in, too.
struct Tab {
    name: &'static str,
    session: Session,
    /// The revision up to which storage has what is done here.
    saved: u32,
}

impl Tab {
    fn new(name: &'static str, project: &Project) -> Self {
        let session = open(project);
        Self {
            name,
            session,
            saved: 0,
        }
    }

    /// Puts what was done here into storage, which takes a revision only once. What
    /// others were quicker with comes first.
    fn save(&mut self, storage: &mut BTreeMap<u32, Entry>) {
        loop {
            let entries = work(&self.session).entries_since(self.saved, "key", self.name, &now());
            if entries.iter().all(|entry| !storage.contains_key(&entry.revision)) {
                self.saved = work(&self.session).revision();
                storage.extend(entries.into_iter().map(|entry| (entry.revision, entry)));
                return;
            }
            self.catch_up(storage);
        }
    }

    fn catch_up(&mut self, storage: &BTreeMap<u32, Entry>) {
        let text = &work(&self.session).document().text;
        let foreign = storage.range(self.saved + 1..).map(|(_, entry)| entry);
        let steps: Vec<_> = foreign
            .map(|entry| (entry.kind, entry.delta(text).expect("as it was written")))
            .collect();
        let (number, since) = (work(&self.session).number, self.saved);
        self.saved += steps.len() as u32;
        self.session = self.session.clone().apply(rebasing(number, since, self.saved, steps));
    }
}

#[derive(Clone, Debug)]
enum Event {
    Does(bool, Gesture),
    Saves(bool),
    Looks(bool),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (any::<bool>(), within()).prop_map(|(second, gesture)| Event::Does(second, gesture)),
        2 => any::<bool>().prop_map(Event::Saves),
        1 => any::<bool>().prop_map(Event::Looks),
    ]
}

proptest! {
    #![proptest_config(Config { cases: config().cases.max(1_000), ..config() })]

    #[test]
    fn two_tabs_lose_no_annotation_whatever_their_order(project in arbitrary::project(), events in vec(event(), 0..40)) {
        let mut tabs = [Tab::new("first", &project), Tab::new("second", &project)];
        let mut storage = BTreeMap::new();
        // Every annotation that was there and that nobody took out.
        let key = |annotation: &Annotation| (annotation.span, annotation.label.clone());
        let mut alive: BTreeMap<Id, BTreeSet<_>> = BTreeMap::new();
        for annotation in project.markup.annotations.iter() {
            alive.entry(annotation.id.clone()).or_default().insert(key(annotation));
        }
        let mut removed: BTreeSet<Id> = BTreeSet::new();
        let mut taken_out: BTreeSet<(_, LabelId)> = BTreeSet::new();
        for (number, event) in events.into_iter().enumerate() {
            match event {
                Event::Does(second, gesture) => {
                    let tab = &mut tabs[usize::from(second)];
                    let action = gesture.action(&tab.session, number);
                    let before = work(&tab.session).annotations().clone();
                    tab.session = tab.session.clone().apply(action);
                    let after = work(&tab.session).annotations();
                    let (gone, put) = after.changes_since(&before);
                    for annotation in gone {
                        // Whoever stands where it stood may have been told apart from it by nothing else.
                        taken_out.insert(key(&annotation));
                        if after.get(&annotation.id).is_none() {
                            removed.insert(annotation.id.clone());
                        }
                    }
                    for annotation in put {
                        alive.entry(annotation.id.clone()).or_default().insert(key(&annotation));
                    }
                }
                Event::Saves(second) => tabs[usize::from(second)].save(&mut storage),
                Event::Looks(second) => tabs[usize::from(second)].catch_up(&storage),
            }
        }
        for tab in [0, 1, 0] {
            tabs[tab].save(&mut storage);
        }
        for tab in &mut tabs {
            tab.catch_up(&storage);
        }
        let [first, second] = &tabs;
        prop_assert_eq!(write(work(&first.session).project()), write(work(&second.session).project()));
        let entries: Vec<_> = storage.into_values().collect();
        let made = replay(project, 0, &entries, None);
        prop_assert_eq!(&made.lost, &vec![]);
        prop_assert_eq!(made.history.present(), work(&first.session).project());
        let annotations = work(&first.session).annotations();
        for (id, places) in alive {
            let stands = |key: &(_, LabelId)| annotations.iter().any(|a| (a.span, &a.label) == (key.0, &key.1));
            // Two marks of one label on the same words are one, which goes by the id that came first.
            let is_gone = removed.contains(&id) || places.iter().any(|place| stands(place) || taken_out.contains(place));
            prop_assert!(annotations.get(&id).is_some() || is_gone, "{} is lost", id);
        }
    }
}
