//! All places where words occur: a list to look through, and one step that marks
//! them.

use std::rc::Rc;

use yew::prelude::*;

use super::label_menu::{label_options, number};
use crate::dom::chance;
use crate::model::intake::{counted, grouped};
use crate::model::quote::Quote;
use crate::model::session::Action;
use crate::model::span::Span;
use crate::model::unseen::spelled;
use crate::ui::store::{Dispatch, Now};

/// How many are listed before all are marked.
const LISTED: usize = 200;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub work: Now,
    pub hits: Rc<Vec<Span>>,
    /// The number of the label that they are likely to get.
    pub label: Option<usize>,
    pub at: UseStateHandle<usize>,
    pub dispatch: Dispatch,
}

/// All places at once: a list to look through, and one step that marks them.
#[component]
pub fn All(props: &Props) -> Html {
    let Props {
        work, hits, dispatch, ..
    } = props;
    let label = use_state(|| props.label.unwrap_or_default());
    let left_out = use_state(Vec::<Span>::new);
    let open = use_state(|| props.label.is_some());
    let id = work.scheme().labels.get(*label).map(|label| label.id.clone());
    let is_marked = |span: Span| {
        let here = work.annotations().overlapping(span.range());
        here.into_iter()
            .any(|annotation| annotation.span == span && Some(&annotation.label) == id.as_ref())
    };
    let wanted: Vec<Span> = hits
        .iter()
        .copied()
        .filter(|hit| !left_out.contains(hit) && !is_marked(*hit))
        .collect();
    let onlabel = {
        let label = label.clone();
        Callback::from(move |event: Event| label.set(number(&event).unwrap_or_default()))
    };
    let count = wanted.len();
    let onmark = {
        let (dispatch, id) = (dispatch.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(label) = id.clone().filter(|_| !wanted.is_empty()) {
                dispatch.dispatch(Action::TagAll {
                    label,
                    spans: wanted.iter().map(|span| (*span, chance::id())).collect(),
                    at: chance::now(),
                });
            }
        })
    };
    let rows = hits.iter().take(LISTED).enumerate().map(|(number, &hit)| {
        let marked = is_marked(hit);
        let onchange = {
            let left_out = left_out.clone();
            Callback::from(move |_: Event| {
                let mut now = (*left_out).clone();
                match now.iter().position(|span| *span == hit) {
                    Some(place) => drop(now.remove(place)),
                    None => now.push(hit),
                }
                left_out.set(now);
            })
        };
        let look = {
            let at = props.at.clone();
            Callback::from(move |_: FocusEvent| at.set(number))
        };
        let Quote { prefix, exact, suffix } = Quote::of(work.text(), hit);
        html! {
            <li key={number}>
                <label class="check">
                    <input type="checkbox" checked={!marked && !left_out.contains(&hit)} disabled={marked} {onchange} onfocus={look} />
                    <span dir="auto">{ "…" }{ spelled(prefix) }<b>{ spelled(exact) }</b>{ spelled(suffix) }{ "…" }
                        if marked { <span class="said-of">{ " marked already" }</span> }
                    </span>
                </label>
            </li>
        }
    });
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <>
            <span class="spring" />
            <button type="button" class="small" aria-expanded={open.to_string()} onclick={toggle}>
                { format!("All {}", grouped(hits.len())) }
            </button>
            if *open {
                <div class="all">
                    <ol>{ for rows }</ol>
                    if hits.len() > LISTED {
                        <p class="hint">{ format!("… and {} more.", grouped(hits.len() - LISTED)) }</p>
                    }
                    <div class="finder-row">
                        <select aria-label="Label for all" onchange={onlabel}>{ label_options(work.scheme(), Some(*label)) }</select>
                        <button type="button" class="primary" aria-disabled={(count == 0).then_some("true")} onclick={onmark}>
                            { format!("Mark {}", counted(count, "place")) }
                        </button>
                        <span class="hint">{ "One step to undo." }</span>
                    </div>
                </div>
            }
        </>
    }
}
