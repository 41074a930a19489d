//! What someone does on the page, before it is known what is there.

use std::collections::HashSet;
use std::rc::Rc;

use gloss::model::annotation::{Extra, Id, LabelId, Relation, Timestamp};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::merge::merging;
use gloss::model::offset::TextSize;
use gloss::model::project::{Facts, Markup, Project};
use gloss::model::scheme::Scheme;
use gloss::model::session::{Action, Mode, Session};
use gloss::model::span::Span;
use gloss::model::text::Text;
use gloss::model::work::Work;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::arbitrary::{self, Ends, Filling, LABELS};

/// An action in a session that is not known yet: places, annotations and
/// relations are numbers that mean one of those that are there, or none.
#[derive(Clone, Debug)]
pub enum Gesture {
    Open(Box<Project>),
    Close,
    CloseAt(Index),
    Show(Index),
    Leaf(bool),
    SetAside,
    Select(Option<Ends>),
    Tag(&'static str),
    Relabel(Index, &'static str),
    Fill(Index, &'static str, Option<Filling>),
    Note(Index, String),
    Remove(Index),
    Respan(Index, Stretch),
    Split(Index, Index),
    Join(Index),
    Duplicate(Index, &'static str),
    TagAll(&'static str, Vec<Stretch>),
    Relate(Index, &'static str, Index),
    Unrelate(Index),
    Describe(Option<Facts>),
    Rescheme(Box<Scheme>),
    Turn(Purpose),
    Settle,
    Choose(Option<Index>),
    Step(bool),
    Merge(Vec<(Ends, u8)>, Vec<(u8, u8, u8)>),
    Undo,
    Redo,
    Downloaded,
    Say(String),
}

/// Words of a text that is not known yet.
#[derive(Clone, Debug)]
pub enum Stretch {
    Between(Ends),
    /// Those of an annotation.
    Of(Index),
}

/// What a selection is for, if the annotation is there.
#[derive(Clone, Debug)]
pub enum Purpose {
    Mark,
    Brush(&'static str),
    Pick(Index, &'static str),
    Link(Index, &'static str),
}

pub fn gesture() -> impl Strategy<Value = Gesture> {
    prop_oneof![3 => mark(), 2 => mend(), 3 => turn(), 2 => look()]
}

/// Marks something, or fills something in.
fn mark() -> impl Strategy<Value = Gesture> {
    prop_oneof![
        8 => select_words(),
        10 => label().prop_map(Gesture::Tag),
        4 => (any::<Index>(), label()).prop_map(|(which, label)| Gesture::Relabel(which, label)),
        4 => (any::<Index>(), attribute(), option::of(filling_or_blank()))
            .prop_map(|(which, attribute, filling)| Gesture::Fill(which, attribute, filling)),
        2 => (any::<Index>(), arbitrary::raw()).prop_map(|(which, note)| Gesture::Note(which, note)),
        4 => any::<Index>().prop_map(Gesture::Remove),
        2 => (vec((any::<Ends>(), 0..9_u8), 0..5), vec((0..5_u8, 0..9_u8, 0..9_u8), 0..4))
            .prop_map(|(annotations, relations)| Gesture::Merge(annotations, relations)),
        1 => arbitrary::project().prop_map(|project| Gesture::Open(Box::new(project))),
        1 => Just(Gesture::Close),
    ]
}

/// Changes what is there already.
fn mend() -> impl Strategy<Value = Gesture> {
    prop_oneof![
        4 => (any::<Index>(), stretch()).prop_map(|(which, stretch)| Gesture::Respan(which, stretch)),
        4 => (any::<Index>(), any::<Index>()).prop_map(|(which, cut)| Gesture::Split(which, cut)),
        4 => any::<Index>().prop_map(Gesture::Join),
        3 => (any::<Index>(), label()).prop_map(|(which, label)| Gesture::Duplicate(which, label)),
        3 => (label(), vec(stretch(), 0..4)).prop_map(|(label, stretches)| Gesture::TagAll(label, stretches)),
        8 => (any::<Index>(), kind(), any::<Index>()).prop_map(|(from, kind, to)| Gesture::Relate(from, kind, to)),
        2 => any::<Index>().prop_map(Gesture::Unrelate),
        1 => option::of(arbitrary::facts()).prop_map(Gesture::Describe),
        1 => arbitrary::any_scheme().prop_map(|scheme| Gesture::Rescheme(Box::new(scheme))),
    ]
}

/// Says what a selection is for, selects, and uses what is selected.
fn turn() -> impl Strategy<Value = Gesture> {
    let purpose = prop_oneof![
        1 => Just(Purpose::Mark),
        4 => label().prop_map(Purpose::Brush),
        4 => (any::<Index>(), attribute()).prop_map(|(which, attribute)| Purpose::Pick(which, attribute)),
        2 => (any::<Index>(), kind()).prop_map(|(from, kind)| Purpose::Link(from, kind)),
    ];
    prop_oneof![
        2 => purpose.prop_map(Gesture::Turn),
        3 => select_words(),
        3 => Just(Gesture::Settle),
    ]
}

/// Goes back and forth.
fn look() -> impl Strategy<Value = Gesture> {
    prop_oneof![
        3 => option::of(any::<Index>()).prop_map(Gesture::Choose),
        3 => any::<bool>().prop_map(Gesture::Step),
        10 => Just(Gesture::Undo),
        5 => Just(Gesture::Redo),
        1 => Just(Gesture::Downloaded),
        1 => any::<Index>().prop_map(Gesture::Show),
        2 => any::<bool>().prop_map(Gesture::Leaf),
        1 => Just(Gesture::SetAside),
        1 => any::<Index>().prop_map(Gesture::CloseAt),
        1 => arbitrary::raw().prop_map(Gesture::Say),
    ]
}

fn label() -> impl Strategy<Value = &'static str> {
    select(&LABELS[..])
}

fn attribute() -> impl Strategy<Value = &'static str> {
    select(&["speaker", "kind", "łabel"][..])
}

/// A type of relation of the built-in scheme, or one that is not in it.
fn kind() -> impl Strategy<Value = &'static str> {
    select(&["about", "same_as", "supports", "łinks to"][..])
}

fn select_words() -> impl Strategy<Value = Gesture> {
    option::weighted(0.9, any::<Ends>()).prop_map(Gesture::Select)
}

fn stretch() -> impl Strategy<Value = Stretch> {
    prop_oneof![
        2 => any::<Ends>().prop_map(Stretch::Between),
        1 => any::<Index>().prop_map(Stretch::Of),
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
    pub fn action(self, session: &Session, number: usize) -> Action {
        let place = |which: &Index| which.index(session.count() + 1);
        match (&self, &session.work) {
            (Self::Show(which), _) => return Action::Show(place(which)),
            (Self::CloseAt(which), _) => return Action::CloseAt(place(which)),
            _ => {}
        }
        match &session.work {
            Some(work) => self.on(work, number),
            // Whatever else is meant, nothing is there that it could be done to.
            None => match self {
                Self::Open(project) => Action::Open(project),
                Self::Say(words) => Action::Say(words),
                Self::Undo => Action::Undo,
                Self::Leaf(back) => Action::Leaf { back },
                Self::SetAside => Action::SetAside,
                Self::Settle => Action::Settle {
                    id: fresh(number),
                    at: moment(number),
                },
                _ => Action::Close,
            },
        }
    }

    fn on(self, work: &Work, number: usize) -> Action {
        let text = work.text();
        let (new, at) = (fresh(number), moment(number));
        let one = |which| one(&work.annotations().iter().map(|a| &a.id).collect::<Vec<_>>(), which);
        let words = |stretch: &Stretch| match stretch {
            Stretch::Between(ends) => arbitrary::span(text, ends),
            Stretch::Of(which) => work.annotations().get(&one(*which)).map(|annotation| annotation.span),
        };
        match self {
            Self::Open(project) => Action::Open(project),
            Self::Close | Self::CloseAt(_) | Self::Show(_) => Action::Close,
            Self::Leaf(back) => Action::Leaf { back },
            Self::SetAside => Action::SetAside,
            Self::Select(ends) => Action::Select(ends.and_then(|ends| arbitrary::span(text, &ends))),
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
            Self::Fill(which, attribute, filling) => Action::Fill {
                id: one(which),
                attribute: attribute.into(),
                value: filling.map(|filling| filling.value(text)),
                at,
            },
            Self::Note(which, note) => Action::Note {
                id: one(which),
                note,
                at,
            },
            Self::Remove(which) => Action::Remove(one(which)),
            Self::Respan(which, stretch) => match words(&stretch) {
                Some(span) => Action::Respan {
                    id: one(which),
                    span,
                    at,
                },
                None => Action::Select(None),
            },
            Self::Split(which, cut) => {
                let id = one(which);
                let cut = place(text, work.annotations().get(&id).map(|a| a.span), cut);
                Action::Split {
                    id,
                    cut,
                    second: new,
                    at,
                }
            }
            Self::Join(which) => Action::Join { id: one(which), at },
            Self::Duplicate(which, label) => Action::Duplicate {
                id: one(which),
                label: LabelId::new(label),
                new,
                at,
            },
            Self::TagAll(label, stretches) => {
                let spans = stretches.iter().filter_map(words).enumerate();
                Action::TagAll {
                    label: LabelId::new(label),
                    spans: spans.map(|(i, span)| (span, Id::new(&format!("{new}-{i}")))).collect(),
                    at,
                }
            }
            Self::Relate(from, kind, to) => Action::Relate(Relation {
                id: new,
                kind: kind.into(),
                from: one(from),
                to: one(to),
                extra: Extra::new(),
            }),
            Self::Unrelate(which) => {
                let relations = &work.markup().relations;
                Action::Unrelate(self::one(&relations.iter().map(|r| &r.id).collect::<Vec<_>>(), which))
            }
            Self::Describe(facts) => Action::Describe(facts.unwrap_or(work.document().facts())),
            Self::Rescheme(scheme) => Action::Rescheme(Rc::new(*scheme)),
            Self::Turn(purpose) => Action::Turn(match purpose {
                Purpose::Mark => Mode::Mark,
                Purpose::Brush(label) => Mode::Brush(LabelId::new(label)),
                Purpose::Pick(which, attribute) => Mode::Pick {
                    id: one(which),
                    attribute: attribute.into(),
                },
                Purpose::Link(from, kind) => Mode::Link {
                    from: one(from),
                    kind: kind.into(),
                },
            }),
            Self::Settle => Action::Settle { id: new, at },
            Self::Choose(which) => Action::Choose(which.map(one)),
            Self::Step(back) => Action::Step { back },
            Self::Merge(annotations, relations) => merging(None, markup(text, &annotations, &relations)),
            Self::Undo => Action::Undo,
            Self::Redo => Action::Redo,
            Self::Downloaded => Action::Downloaded {
                file: "a.json".to_owned(),
            },
            Self::Say(words) => Action::Say(words),
        }
    }
}

/// One of these, or now and then one that is not there.
fn one(ids: &[&Id], which: Index) -> Id {
    let there = ids.get(which.index(ids.len() + 1));
    there.map_or_else(|| Id::new("nobody"), |id| (*id).clone())
}

/// An id that nothing has yet.
fn fresh(number: usize) -> Id {
    Id::new(&format!("n{number}"))
}

fn moment(number: usize) -> Timestamp {
    Timestamp::new(&format!("2026-01-01T00:{:02}:{:02}Z", number / 60, number % 60)).expect("a moment")
}

/// Any byte of the words, of the one before them and the one after; of the text
/// if no words are meant. It may be inside a character.
fn place(text: &Text, words: Option<Span>, which: Index) -> TextSize {
    let length = usize::from(text.len());
    let range = words.map_or(0..length, |span| span.range().into());
    let (first, last) = (range.start.saturating_sub(1), length.min(range.end + 1));
    TextSize::from((first + which.index(last - first + 1)) as u32)
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
pub fn markup(text: &Text, annotations: &[(Ends, u8)], relations: &[(u8, u8, u8)]) -> Markup {
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
