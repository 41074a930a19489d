//! Marking without selecting: find words, or go sentence by sentence, then say
//! what they are.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::all::All;
use super::label_menu::label_face;
use crate::dom::selection::Selected;
use crate::dom::{chance, found, page, painter, selection};
use crate::model::annotation::LabelId;
use crate::model::caret::sentence_after;
use crate::model::intake::grouped;
use crate::model::occurrences::{Search, occurrences};
use crate::model::quote::Quote;
use crate::model::scheme::Scheme;
use crate::model::session::Action;
use crate::model::span::Span;
use crate::model::unseen::spelled;
use crate::model::work::Work;
use crate::ui::icon::{Picture, icon};
use crate::ui::later::Seed;
use crate::ui::store::{Dispatch, Now};

/// How many places are looked for at most.
const MANY: usize = 2_000;

/// How many of them stand out in the article, around the present one.
const LIT: usize = 200;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub work: Now,
    pub seed: Seed,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
}

/// The finder, a bar above the article.
#[component]
pub fn Finder(props: &Props) -> Html {
    let Props {
        work, seed, dispatch, ..
    } = props;
    let sentences = use_state_eq(|| seed.sentences);
    let words = use_state_eq(|| seed.words.clone());
    let match_case = use_state_eq(|| seed.all.is_some());
    let whole_words = use_state_eq(|| seed.all.is_some());
    let at = use_state_eq(|| 0usize);
    let sentence = use_state_eq(|| None::<Span>);
    let bar = use_node_ref();
    // Asked for again: begin again, with the focus inside.
    {
        let (sentences, words, at, sentence) = (sentences.clone(), words.clone(), at.clone(), sentence.clone());
        let (match_case, whole_words) = (match_case.clone(), whole_words.clone());
        let (work, seed, bar) = (work.clone(), seed.clone(), bar.clone());
        use_effect_with(seed.number, move |_| {
            sentences.set(seed.sentences);
            if !seed.words.is_empty() {
                words.set(seed.words.clone());
                match_case.set(true);
                whole_words.set(true);
                at.set(0);
            }
            if seed.sentences {
                sentence.set(first_sentence(&work, *sentence));
            }
            focus(&bar, if seed.sentences { ".next" } else { "input[type=search]" });
            if let Some(input) =
                page::focused().and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(field).ok())
            {
                input.select();
            }
        });
    }
    let search = Search {
        words: (*words).clone(),
        match_case: *match_case,
        whole_words: *whole_words,
    };
    let hits = {
        let text = work.text().clone();
        use_memo((search, work.number), move |(search, _)| {
            if search.words.trim().is_empty() {
                Vec::new()
            } else {
                occurrences(&text, search, MANY)
            }
        })
    };
    let now = if *sentences { *sentence } else { hits.get(*at).copied() };
    // What was found stands out, and the present one is in sight.
    {
        let (hits, at) = (Rc::clone(&hits), *at);
        use_effect_with((now, *sentences, Rc::clone(&hits)), move |(now, sentences, _)| {
            if let (Some(painter), Some(now)) = (painter::current(), *now) {
                let from = at.saturating_sub(LIT / 2);
                let lit: Vec<_> = if *sentences {
                    vec![now.range()]
                } else {
                    hits.iter().skip(from).take(LIT).map(|hit| hit.range()).collect()
                };
                found::show(&painter, &lit, Some(if *sentences { 0 } else { at - from }));
                painter.reveal(now.range());
            } else {
                found::clear();
            }
        });
    }
    use_effect_with((), |()| found::clear);
    let step = {
        let (sentences, at, sentence) = (sentences.clone(), at.clone(), sentence.clone());
        let (text, len) = (work.text().clone(), hits.len());
        Callback::from(move |back: bool| {
            if *sentences {
                let from = sentence.map(|sentence| if back { sentence.start() } else { sentence.end() });
                let from = from.unwrap_or_default();
                if let Some(next) = sentence_after(&text, from, back) {
                    sentence.set(Some(next));
                }
            } else if len > 0 {
                at.set((*at + if back { len - 1 } else { 1 }) % len);
            }
        })
    };
    let mark = {
        let (dispatch, step, sentences) = (dispatch.clone(), step.clone(), *sentences);
        let labels: Vec<LabelId> = work.scheme().labels.iter().map(|label| label.id.clone()).collect();
        Callback::from(move |number: usize| {
            if let (Some(span), Some(label)) = (now, labels.get(number)) {
                dispatch.dispatch(Action::Select(Some(span)));
                dispatch.dispatch(Action::Tag {
                    label: label.clone(),
                    id: chance::id(),
                    at: chance::now(),
                });
                if sentences {
                    step.emit(false);
                }
            }
        })
    };
    let onkeydown = {
        let (step, mark, onclose) = (step.clone(), mark.clone(), props.onclose.clone());
        let scheme = Rc::clone(work.scheme());
        Callback::from(move |event: KeyboardEvent| {
            if handled(&event, &scheme, &step, &mark, &onclose) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    let turn = |to: bool| {
        let (sentences, sentence, work) = (sentences.clone(), sentence.clone(), work.clone());
        Callback::from(move |_: MouseEvent| {
            sentences.set(to);
            if to {
                sentence.set(first_sentence(&work, *sentence));
            }
        })
    };
    let way = |to: bool, name: &'static str| {
        let pressed = (*sentences == to).to_string();
        html! { <button type="button" class="chip" aria-pressed={pressed} onclick={turn(to)}>{ name }</button> }
    };
    let go = |back: bool, class: &'static str, name: &'static str, sign: &'static str| {
        let onclick = step.reform(move |_: MouseEvent| back);
        html! { <button type="button" class={classes!("nudge", class)} aria-label={name} title={name} {onclick}>{ sign }</button> }
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <section ref={bar} class="finder" aria-label="Find and mark" {onkeydown}>
            <div class="finder-row">
                <span class="ways" role="group" aria-label="What to go through">
                    { way(false, "Words") }
                    { way(true, "Sentences") }
                </span>
                if !*sentences {
                    { field(&words, &at) }
                    { option("Match case", &match_case, &at) }
                    { option("Whole words", &whole_words, &at) }
                }
                { go(true, "previous", "Previous", "↑") }
                { go(false, "next", "Next", "↓") }
                <span class="spring" />
                <button type="button" class="quiet" aria-label="Close" title="Close (Esc)" onclick={close}>{ icon(Picture::Close) }</button>
            </div>
            <p class="hit" aria-live="polite" dir="auto">{ shown(work, now, &words, *sentences, *at, hits.len()) }</p>
            <div class="finder-row" role="group" aria-label="Mark it as">
                { for labels(work.scheme(), now.is_some(), &mark) }
                if !*sentences && hits.len() > 1 {
                    <All work={work.clone()} hits={Rc::clone(&hits)} label={seed.all} {at} dispatch={dispatch.clone()} />
                }
            </div>
        </section>
    }
}

fn focus(bar: &NodeRef, selectors: &str) {
    if let Some(bar) = bar.cast::<web_sys::Element>()
        && let Ok(Some(element)) = bar.query_selector(selectors)
    {
        page::focus(&wasm_bindgen::JsCast::unchecked_into(element));
    }
}

/// Keys inside of the finder; whether the key was one of them.
fn handled(
    event: &KeyboardEvent,
    scheme: &Scheme,
    step: &Callback<bool>,
    mark: &Callback<usize>,
    onclose: &Callback<()>,
) -> bool {
    let field = page::focus_at(event.target()) == crate::model::keys::Focus::Field;
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    match event.key().as_str() {
        "Escape" => onclose.emit(()),
        "Enter" if field => step.emit(event.shift_key()),
        _ if field || held => return false,
        "ArrowRight" | "ArrowDown" | "n" | "s" => step.emit(false),
        "ArrowLeft" | "ArrowUp" | "p" => step.emit(true),
        key => {
            let label = scheme.label_of_key(&key.to_ascii_lowercase());
            let Some(label) = label else {
                return false;
            };
            mark.emit(label);
        }
    }
    true
}

fn field(words: &UseStateHandle<String>, at: &UseStateHandle<usize>) -> Html {
    let oninput = {
        let (words, at) = (words.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(0);
        })
    };
    html! {
        <input
            type="search"
            aria-label="Words to find"
            placeholder="Words to find"
            dir="auto"
            autocomplete="off"
            value={(**words).clone()}
            {oninput}
        />
    }
}

fn option(name: &'static str, on: &UseStateHandle<bool>, at: &UseStateHandle<usize>) -> Html {
    let onchange = {
        let (on, at) = (on.clone(), at.clone());
        Callback::from(move |_: Event| {
            on.set(!*on);
            at.set(0);
        })
    };
    html! { <label class="check"><input type="checkbox" checked={**on} {onchange} />{ name }</label> }
}

fn labels<'a>(scheme: &'a Scheme, enabled: bool, mark: &'a Callback<usize>) -> impl Iterator<Item = Html> + 'a {
    scheme.labels.iter().enumerate().map(move |(number, label)| {
        html! {
            <button
                key={label.id.as_str()}
                type="button"
                class={format!("tag label-{number}")}
                aria-disabled={(!enabled).then_some("true")}
                onclick={mark.reform(move |_: MouseEvent| number)}
            >
                { label_face(label) }
            </button>
        }
    })
}

/// The present place in its context, or why there is none.
fn shown(work: &Work, now: Option<Span>, words: &str, sentences: bool, at: usize, hits: usize) -> Html {
    let Some(now) = now else {
        return html! { if !words.trim().is_empty() && !sentences { { "Not in this article." } } };
    };
    let labels: Vec<_> = work
        .annotations()
        .overlapping(now.range())
        .into_iter()
        .filter(|annotation| annotation.span == now)
        .map(|annotation| work.scheme().label_name(&annotation.label).to_owned())
        .collect();
    let marked = if labels.is_empty() {
        String::new()
    } else {
        format!(" Marked as {}.", labels.join(", "))
    };
    if sentences {
        return html! { <><b>{ spelled(now.quote(work.text())) }</b><span class="said-of">{ marked }</span></> };
    }
    let Quote { prefix, exact, suffix } = Quote::of(work.text(), now);
    let most = if hits == MANY { "first " } else { "" };
    let begins = usize::from(now.start()) == prefix.len();
    let ends = usize::from(now.end()) + suffix.len() == usize::from(work.text().len());
    let rest = |none: bool| if none { "" } else { "…" };
    html! {
        <>
            <span class="said-of">{ format!("{} of {most}{}: ", grouped(at + 1), grouped(hits)) }</span>
            { rest(begins) }{ spelled(prefix) }<b>{ spelled(exact) }</b>{ spelled(suffix) }{ rest(ends) }
            <span class="said-of">{ marked }</span>
        </>
    }
}

/// Where going sentence by sentence begins: at the caret or the chosen annotation,
/// else where it was, else at the start.
fn first_sentence(work: &Work, before: Option<Span>) -> Option<Span> {
    let text = work.text();
    let caret = painter::current().and_then(|painter| match selection::read(&painter, text) {
        Selected::Point(at) => Some(at),
        Selected::Part(part) => Some(part.start()),
        Selected::Nothing | Selected::Elsewhere => None,
    });
    let chosen = work.chosen().map(|chosen| chosen.span.start());
    let at = caret
        .or(chosen)
        .or(before.map(|before| before.start()))
        .unwrap_or_default();
    sentence_after(text, at, false)
}
