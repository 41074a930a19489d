//! The review of what becomes of the annotations in a new version of the text.

use std::rc::Rc;

use yew::prelude::*;

use super::fate::FateRow;
use super::revise::Compared;
use crate::dom::chance;
use crate::model::history::History;
use crate::model::intake::{counted, grouped};
use crate::model::project::Document;
use crate::model::reanchor::decisions::{Decision, Decisions, Kind};
use crate::model::reanchor::{Carried, carry};
use crate::model::session::Action;
use crate::model::work::Stored;
use crate::ui::store::{Dispatch, Now};

#[derive(Clone, Properties)]
pub struct Props {
    /// The work with the old text.
    pub work: Now,
    pub compared: Rc<Compared>,
    /// Goes back to the text.
    pub onback: Callback<()>,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.compared, &other.compared) && self.onclose == other.onclose
    }
}

/// How many of a kind are listed before someone asks for more.
const PAGE: usize = 30;

/// What a kind is called, and what it means.
fn described(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Ambiguous => (
            "Ambiguous",
            "There are places that look alike, or one that is not certain: choose.",
        ),
        Kind::Changed => ("Changed", "The words are others now."),
        Kind::Gone => ("Gone", "Nothing like these words is in the new version."),
        Kind::Moved => ("Moved", "The same words, elsewhere or with other words around them."),
        Kind::Unchanged => ("Unchanged", "The same words with the same words around them."),
    }
}

/// The review.
#[component]
pub fn Review(props: &Props) -> Html {
    let now = use_state(|| Rc::clone(&props.compared.decided.borrow()));
    props.compared.decided.replace(Rc::clone(&now));
    let limits = use_state(|| [PAGE; Kind::ALL.len()]);
    let onchoose = {
        let now = now.clone();
        Callback::from(move |(number, decision)| now.set(Rc::new((**now).clone().with(number, decision))))
    };
    let sections = Kind::ALL.into_iter().zip(0..).filter_map(|(kind, place)| {
        let count = now.numbers(kind).count();
        let more = {
            let limits = limits.clone();
            Callback::from(move |_: MouseEvent| {
                let mut next = *limits;
                next[place] += PAGE;
                limits.set(next);
            })
        };
        let list = html! {
            <>
                <ol class="fates" role="list">{ for rows(kind, limits[place], &now, props, &onchoose) }</ol>
                if count > limits[place] {
                    <button type="button" onclick={more}>{ format!("Show more of the {}", grouped(count)) }</button>
                }
            </>
        };
        (count > 0).then(|| section(kind, count, &now, list))
    });
    let onopen = {
        let (props, now) = (props.clone(), now.clone());
        Callback::from(move |_: MouseEvent| {
            props.onclose.emit(());
            open(&props, &now);
        })
    };
    html! {
        <div class="review">
            <p role="status">{ outcome(&now) }</p>
            { for sections }
            <div class="answers">
                <button type="button" class="primary" onclick={onopen}>{ "Open the new version" }</button>
                <button type="button" onclick={props.onback.reform(|_: MouseEvent| ())}>{ "Back to the text" }</button>
                <span class="hint">{ left(&now) }</span>
            </div>
        </div>
    }
}

/// All of a kind, with a way to accept what is proposed for them.
fn section(kind: Kind, count: usize, now: &UseStateHandle<Rc<Decisions>>, list: Html) -> Html {
    let (name, about) = described(kind);
    let title = format!("{name}: {}", grouped(count));
    if kind == Kind::Unchanged {
        return html! {
            <details class="more" key={name}>
                <summary>{ title }</summary>
                { list }
            </details>
        };
    }
    let undecided = now.undecided(kind);
    let accept = {
        let now = now.clone();
        Callback::from(move |_: MouseEvent| now.set(Rc::new((**now).clone().with_accepted(kind))))
    };
    html! {
        <section key={name} aria-label={title.clone()}>
            <header>
                <h3>{ title }</h3>
                if undecided > 1 && kind != Kind::Ambiguous {
                    <button type="button" class="small" onclick={accept}>
                        { format!("Accept all {}", grouped(undecided)) }
                    </button>
                }
            </header>
            <p class="hint">{ about }</p>
            { list }
        </section>
    }
}

fn rows(
    kind: Kind,
    limit: usize,
    now: &Decisions,
    props: &Props,
    onchoose: &Callback<(usize, Decision)>,
) -> impl Iterator<Item = Html> {
    now.numbers(kind).take(limit).map(|number| {
        html! {
            <FateRow
                key={number}
                {number}
                fate={now.fates()[number].clone()}
                decision={now.of(number)}
                work={props.work.clone()}
                text={props.compared.text.clone()}
                onchoose={onchoose.clone()}
            />
        }
    })
}

/// How many need no decision, and how many do.
fn outcome(now: &Decisions) -> String {
    let all = now.fates().len();
    let unchanged = now.numbers(Kind::Unchanged).count();
    match (all, all - unchanged) {
        (0, _) => "Nothing was marked, so nothing has to find its place.".to_owned(),
        (all, 0) => format!(
            "{}: each stands with the same words around it.",
            counted(all, "annotation")
        ),
        (all, rest) => format!(
            "{} of {} have the same words around them; {} to decide.",
            grouped(unchanged),
            counted(all, "annotation"),
            grouped(rest)
        ),
    }
}

/// What comes along as things are.
fn left(now: &Decisions) -> String {
    let undecided: usize = Kind::ALL.iter().map(|&kind| now.undecided(kind)).sum();
    let along = now.places().len();
    let out = now.fates().len() - along - undecided;
    let mut words = format!(
        "{} along",
        counted(along, "annotation") + if along == 1 { " comes" } else { " come" }
    );
    if out > 0 {
        words.push_str(&format!(", {} left out", grouped(out)));
    }
    if undecided > 0 {
        words.push_str(&format!(
            ", {} not decided, which stay in the old version only",
            grouped(undecided)
        ));
    }
    words + "."
}

/// Opens the new version with what was decided.
fn open(props: &Props, now: &Decisions) {
    let old = props.work.project();
    let document = Document {
        extra: old.document.extra.clone(),
        ..Document::new(chance::id(), props.compared.text.clone()).with(old.document.facts())
    };
    let Carried {
        project,
        joined,
        unlinked,
        ..
    } = carry(old, document, &now.places(), &props.compared.reanchoring);
    let marks = counted(project.markup.annotations.len(), "annotation");
    let mut words = format!("New version open, {marks}. The old one is among your documents.");
    if joined > 0 {
        words.push_str(&format!(
            " {} came to the same words as another and became one with it.",
            counted(joined, "annotation")
        ));
    }
    if unlinked > 0 {
        words.push_str(&format!(
            " {} lost an end and stayed behind.",
            counted(unlinked, "link")
        ));
    }
    // No file holds it yet.
    let stored = Stored {
        key: None,
        history: History::new(project),
        revision: 0,
        downloaded: None,
        only_read: None,
    };
    props.dispatch.dispatch(Action::Restore {
        stored: vec![stored],
        shown: Some(0),
        words,
    });
}
