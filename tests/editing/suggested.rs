//! What becomes of suggestions: accepted, changed, rejected, taken back.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloss::model::annotation::{Id, LabelId, Value};
use gloss::model::caret::split;
use gloss::model::format::gloss as own;
use gloss::model::intake::clean;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::project::{Document, Project};
use gloss::model::reanchor::{Reanchoring, carry};
use gloss::model::session::{Action, Session};
use gloss::model::span::Span;
use gloss::model::suggest::{Suggestion, Tier};
use gloss::model::work::Work;
use gloss::model::work::suggested::Proposals;

use crate::marked::{Given, now, shown};

/// The article in which these places and this claim are suggested, in the order of the text.
const ARTICLE: &str = "<Paris> said <it rained in <Rome>>. <Paris> <denied> it.";

/// The session in which the suggestions were made, and their ids.
fn suggested() -> (Session, Vec<Id>) {
    let given = Given::of(ARTICLE);
    let mut spans = given.spans.clone();
    spans.sort();
    let suggest = |(number, &span): (usize, &_)| {
        let label = if number == 1 { "claim" } else { "place" };
        Suggestion {
            label: LabelId::new(label),
            span,
            attributes: BTreeMap::from([("cue".into(), Value::Text("said".to_owned()))]),
            reason: "“said”".to_owned(),
            tier: if number == 4 { Tier::Faint } else { Tier::Likely },
        }
    };
    let found: Vec<_> = spans.iter().enumerate().map(suggest).collect();
    let ids = found.iter().map(|one| Id::suggested(&one.label, one.span)).collect();
    let session = given.open();
    let number = work(&session).number;
    let found = proposals(&found);
    (session.apply(Action::Suggest { number, found }), ids)
}

fn proposals(found: &[Suggestion]) -> Rc<Proposals> {
    let mut proposals = Proposals::default();
    found.iter().for_each(|suggestion| proposals.add(suggestion.clone()));
    Rc::new(proposals)
}

fn work(session: &Session) -> &Work {
    session.work.as_ref().expect("it is open")
}

fn accept(ids: &[&Id], label: Option<&str>) -> Action {
    let new = |(number, id): (usize, &&Id)| ((*id).clone(), Id::new(&format!("n{number}")));
    Action::Accept {
        ids: ids.iter().enumerate().map(new).collect(),
        label: label.map(LabelId::new),
        at: now(),
        edit: false,
    }
}

/// The words of the suggestions that wait.
fn open(session: &Session) -> Vec<&str> {
    let work = work(session);
    work.suggestions()
        .iter()
        .map(|one| one.span.quote(work.text()))
        .collect()
}

fn chosen(session: &Session) -> Option<&str> {
    let work = work(session);
    let (annotation, _) = work.chosen_suggestion()?;
    Some(annotation.span.quote(work.text()))
}

const ALL: [&str; 4] = ["Paris", "it rained in Rome", "Rome", "Paris"];

#[test]
fn suggestions_are_no_work() {
    let (session, _) = suggested();
    assert_eq!(open(&session), ALL);
    assert_eq!(session.news.words, "4 suggestions: press g for the first.");
    let work = work(&session);
    assert!(work.annotations().is_empty() && !work.can_undo() && !work.unsaved());
    assert_eq!(work.shown().len(), 4);
    assert!(!own::write(work.project()).contains("rained in Rome\","));
}

#[test]
fn one_is_accepted_and_the_next_is_looked_at() {
    let (session, ids) = suggested();
    let session = session.apply(Action::StepSuggestion { back: false });
    assert_eq!(chosen(&session), Some("Paris"));
    let session = session.apply(accept(&[&ids[0]], None));
    assert_eq!(
        shown(work(&session)),
        "(Paris) said it rained in Rome. Paris denied it.; n0 cue said"
    );
    assert_eq!(session.news.words, "Accepted. Place: “Paris”. 3 left.");
    assert_eq!(chosen(&session), Some("it rained in Rome"));
    let made = work(&session).annotations().iter().next().expect("one");
    assert_eq!((made.by.as_deref(), made.created.is_some()), (Some("rule"), true));
    // It waits again once that is undone.
    let session = session.apply(Action::Undo);
    assert_eq!(open(&session), ALL);
    let session = session.apply(Action::Redo);
    assert_eq!(open(&session), ALL[1..]);
    // And once what was made of it is removed.
    let session = session.apply(Action::Remove(Id::new("n0")));
    assert_eq!(open(&session), ALL);
}

#[test]
fn what_a_person_changes_is_a_persons() {
    let (session, ids) = suggested();
    let label = LabelId::new("claim");
    let session = session.apply(Action::Choose(Some(ids[2].clone())));
    let (id, at) = (Id::new("n0"), now());
    let session = session.apply(Action::Tag { label, id, at });
    assert_eq!(
        shown(work(&session)),
        "Paris said it rained in [Rome]. Paris denied it."
    );
    let by = |session: &Session| work(session).annotations().iter().next().and_then(|one| one.by.clone());
    assert_eq!(by(&session).as_deref(), Some("person"));
    assert_eq!(open(&session), ["Paris", "it rained in Rome", "Paris"]);

    let (session, ids) = suggested();
    let session = session.apply(accept(&[&ids[0]], None));
    let (id, at) = (Id::new("n0"), now());
    let session = session.apply(Action::Note {
        id,
        note: "why".to_owned(),
        at,
    });
    assert_eq!(by(&session).as_deref(), Some("person"));
}

#[test]
fn what_became_of_a_suggestion_does_not_have_it_wait_again() {
    let (session, ids) = suggested();
    let left = |session: &Session| open(session).len();
    let session = session.apply(accept(&[&ids[1]], None));
    let (id, at) = (Id::new("n0"), now());
    let span = work(&session).annotations().get(&id).expect("it is there").span;
    let cut = span.start() + TextSize::from(2);
    let (shorter, _) = split(work(&session).text(), span, cut).expect("two parts");
    // Other words, and another label: it is the same annotation.
    let session = session.apply(Action::Respan {
        id: id.clone(),
        span: shorter,
        at: at.clone(),
    });
    assert_eq!((open(&session).contains(&ALL[1]), left(&session)), (false, 3));
    let label = LabelId::new("place");
    let session = session.apply(Action::Relabel { id, label, at });
    assert_eq!(left(&session), 3);
    let session = session.apply(Action::Undo).apply(Action::Undo);
    assert_eq!(left(&session), 3);
    // Without it, it waits.
    let session = session.apply(Action::Undo);
    assert_eq!(open(&session), ALL);
    assert_eq!(left(&session.apply(Action::Redo)), 3);

    // So it is with one that was accepted with another label.
    let (session, ids) = suggested();
    let session = session.apply(accept(&[&ids[0]], Some("claim")));
    assert_eq!(open(&session), ALL[1..]);
    let session = session.apply(Action::Undo);
    assert_eq!(open(&session), ALL);
    let session = session.apply(Action::Redo);
    assert_eq!(open(&session), ALL[1..]);
    // What is there with that label already is enough.
    let (number, found) = (work(&session).number, proposals(&[suggestion(&session)]));
    let again = session.apply(Action::Suggest { number, found });
    assert_eq!(open(&again), [ALL[0]]);
    let again = again.apply(accept(&[&ids[0]], Some("claim")));
    assert_eq!((left(&again), work(&again).annotations().len()), (0, 1));
}

/// The first words as a place.
fn suggestion(session: &Session) -> Suggestion {
    Suggestion {
        label: LabelId::new("place"),
        span: work(session).annotations().iter().next().expect("it is there").span,
        attributes: BTreeMap::new(),
        reason: String::new(),
        tier: Tier::Likely,
    }
}

#[test]
fn all_alike_are_one_step() {
    let (session, ids) = suggested();
    assert_eq!(work(&session).alike(&ids[0]), [ids[0].clone(), ids[3].clone()]);
    let session = session.apply(accept(&[&ids[0], &ids[3]], None));
    assert_eq!(work(&session).annotations().len(), 2);
    assert_eq!(session.news.words, "Accepted. 2 annotations. 2 left.");
    let session = session.apply(Action::Undo);
    assert_eq!(open(&session), ALL);
}

#[test]
fn what_is_rejected_stays_away() {
    let (session, ids) = suggested();
    let session = session.apply(Action::Choose(Some(ids[1].clone())));
    let session = session.apply(Action::Remove(ids[1].clone()));
    assert_eq!(session.news.words, "Rejected. Claim: “it rained in Rome”");
    assert_eq!(chosen(&session), Some("Rome"));
    assert_eq!(open(&session), ["Paris", "Rome", "Paris"]);
    let session = session.apply(Action::Remove(ids[0].clone()));
    assert_eq!(open(&session), ["Rome", "Paris"]);
    assert!(work(&session).annotations().is_empty());
    // In the file, too, and from there into another session.
    let file = own::write(work(&session).project());
    let (again, problems) = own::read(&file).expect("it was written");
    assert_eq!(problems, []);
    assert_eq!(own::write(&again), file);
    let (before, _) = suggested();
    let found: Vec<_> = ids
        .iter()
        .filter_map(|id| work(&before).suggestion(id))
        .map(|(_, one)| one.clone())
        .collect();
    let found = proposals(&found);
    let opened = Session::default().apply(Action::Open(Box::new(again)));
    let number = work(&opened).number;
    let opened = opened.apply(Action::Suggest { number, found });
    assert_eq!(open(&opened), ["Rome", "Paris"]);
    // Until that is undone.
    let session = session.apply(Action::Undo).apply(Action::Undo);
    assert_eq!(open(&session), ALL);
}

#[test]
fn what_is_rejected_goes_along_to_a_new_version_of_the_text() {
    let (session, ids) = suggested();
    let session = session
        .apply(Action::Remove(ids[1].clone()))
        .apply(Action::Remove(ids[2].clone()));
    let old = work(&session).project();
    let rejected = |text: &str| {
        let text = clean(text).expect("it is a text").text;
        let reanchoring = Reanchoring::new(&old.document.text, &text);
        let carried = carry(old, Document::new(Id::new("new"), text), &[], &reanchoring).project;
        let file = own::write(&carried);
        let (_, problems) = own::read(&file).expect("it was written");
        assert_eq!(problems, []);
        let quotes = file
            .split("\"rejected\"")
            .nth(1)
            .unwrap_or_default()
            .split("\"quote\":")
            .skip(1);
        let quotes = quotes.map(|after| after.split('"').nth(1).expect("a quote").to_owned());
        (quotes.collect::<Vec<_>>(), stays_away(carried))
    };
    let moved = rejected("News of today. Paris said it rained in Rome. Paris denied it.");
    assert_eq!(moved, (vec!["it rained in Rome".to_owned(), "Rome".to_owned()], true));
    assert_eq!(rejected("Paris denied it."), (Vec::new(), true));
}

/// Whether none of the places where the rejected words stand is suggested again.
fn stays_away(project: Project) -> bool {
    let text = project.document.text.clone();
    let at = text.as_str().find("it rained in Rome");
    let range = at.map(|at| TextRange::at(TextSize::from(at as u32), TextSize::from(17)));
    let span = range.and_then(|range| Span::new(&text, range));
    let suggestion = span.map(|span| Suggestion {
        label: LabelId::new("claim"),
        span,
        attributes: BTreeMap::new(),
        reason: String::new(),
        tier: Tier::Likely,
    });
    let session = Session::default().apply(Action::Open(Box::new(project)));
    let (number, found) = (work(&session).number, proposals(suggestion.as_slice()));
    open(&session.apply(Action::Suggest { number, found })).is_empty()
}

#[test]
fn a_record_of_other_words_rejects_nothing() {
    let (session, ids) = suggested();
    let session = session.apply(Action::Remove(ids[1].clone()));
    let file = own::write(work(&session).project());
    let (broken, _) =
        own::read(&file.replace("\"quote\":\"it rained in Rome\"", "\"quote\":\"other words\"")).expect("a file");
    assert!(!stays_away(broken));
    let (whole, _) = own::read(&file).expect("a file");
    assert!(stays_away(whole));
}

#[test]
fn faint_ones_are_shown_when_asked_for() {
    let (session, _) = suggested();
    let session = session.apply(Action::ShowFaint(true));
    assert_eq!(
        open(&session),
        ["Paris", "it rained in Rome", "Rome", "Paris", "denied"]
    );
    let session = session.apply(Action::ShowFaint(false));
    assert_eq!(open(&session), ALL);
}

#[test]
fn what_is_marked_already_is_not_suggested() {
    let (session, ids) = suggested();
    let work = work(&session);
    let (rome, _) = work.suggestion(&ids[2]).expect("it is one");
    let (label, id, at) = (rome.label.clone(), Id::new("own"), now());
    let select = Action::Select(Some(rome.span));
    let session = session.apply(select).apply(Action::Tag { label, id, at });
    assert_eq!(open(&session), ["Paris", "it rained in Rome", "Paris"]);
}

#[test]
fn steps_go_round_through_what_waits() {
    let (session, _) = suggested();
    let mut session = session;
    let mut seen = Vec::new();
    for back in [false, false, false, false, false, true] {
        session = session.apply(Action::StepSuggestion { back });
        seen.push(chosen(&session).map(str::to_owned));
    }
    let seen: Vec<_> = seen.iter().map(Option::as_deref).collect();
    let expected = ["Paris", "it rained in Rome", "Rome", "Paris", "Paris", "Paris"].map(Some);
    assert_eq!(seen, expected);
}

#[test]
fn a_choice_of_place_accepts_the_suggestion_in_one_step() {
    let (session, ids) = suggested();
    let (annotation, _) = work(&session).suggestion(&ids[2]).expect("Rome");
    let annotations = vec![gloss::model::annotation::Annotation {
        id: Id::new("n"),
        by: Some("person".into()),
        ..(**annotation).clone()
    }];
    let said = "“Rome” is a city.".to_owned();
    let session = session.apply(Action::Annotate { annotations, said });
    assert_eq!(open(&session), ["Paris", "it rained in Rome", "Paris"]);
    assert_eq!(session.news.words, "“Rome” is a city.");
    let marked: Vec<_> = work(&session)
        .annotations()
        .iter()
        .map(|one| one.id.to_string())
        .collect();
    assert_eq!(marked, ["n"]);
    let session = session.apply(Action::Undo);
    assert_eq!(open(&session), ALL);
    assert!(work(&session).annotations().is_empty());
}
