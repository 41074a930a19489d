//! A line of the review: an annotation, where it can stand in the new version, and what
//! is decided of it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::dom::palette;
use crate::model::occurrences::{Search, occurrences};
use crate::model::offset::TextSize;
use crate::model::quote::Quote;
use crate::model::reanchor::Fate;
use crate::model::reanchor::decisions::{Decision, Kind};
use crate::model::span::Span;
use crate::model::text::Text;
use crate::model::unseen::spelled;
use crate::ui::store::Now;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which of the fates it is.
    pub number: usize,
    pub fate: Fate,
    pub decision: Option<Decision>,
    /// The work with the old text.
    pub work: Now,
    /// The new text.
    pub text: Text,
    pub onchoose: Callback<(usize, Decision)>,
}

/// How many places are offered for words that someone types.
const OFFERED: usize = 8;

/// The line.
#[component]
pub fn FateRow(props: &Props) -> Html {
    let Props {
        number,
        fate,
        work,
        text,
        ..
    } = props;
    let typed = use_state_eq(|| None::<String>);
    let old = work.text();
    let span = fate.annotation.span;
    let proposed = fate.verdict.places();
    let found = typed.as_deref().map(|words| places(text, words, proposed));
    // A place that was found by other words than those that are typed now.
    let elsewhere = match props.decision {
        Some(Decision::At(span)) => {
            let shown = proposed
                .iter()
                .chain(found.iter().flatten())
                .any(|place| *place == span);
            (!shown).then_some(span)
        }
        _ => None,
    };
    let choice = |decision: Decision, shown: Html| {
        let onchange = {
            let (number, onchoose) = (*number, props.onchoose.clone());
            Callback::from(move |_: Event| onchoose.emit((number, decision)))
        };
        html! {
            <label class="check">
                <input type="radio" name={format!("fate-{number}")} checked={props.decision == Some(decision)} {onchange} />
                <span dir="auto">{ shown }</span>
            </label>
        }
    };
    let at = |span: &Span| choice(Decision::At(*span), in_context(text, *span));
    let look = {
        let typed = typed.clone();
        Callback::from(move |_: MouseEvent| typed.set(Some(String::new())))
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            typed.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()))
        })
    };
    let name = work.scheme().label_name(&fate.annotation.label);
    let class = palette::class(work.scheme(), &fate.annotation.label);
    let field = format!("place-{number}");
    html! {
        <li class={classes!("fate", class, props.decision.is_none().then_some("open"))}>
            <fieldset>
                <legend dir="auto">
                    <span class="badge">{ name }</span>{ " " }
                    { in_context(old, span) }
                </legend>
                { for proposed.iter().chain(&elsewhere).map(at) }
                if let Some(found) = &found {
                    { for found.iter().map(at) }
                    <div class="field">
                        <label for={field.clone()}>{ "Its words now" }</label>
                        <input id={field} type="search" dir="auto" autocomplete="off" value={(*typed).clone().unwrap_or_default()} {oninput} />
                    </div>
                    if found.is_empty() && typed.as_deref().is_some_and(|words| !words.trim().is_empty()) {
                        <p class="hint" role="status">{ "No other place has these words." }</p>
                    }
                }
                <div class="row">
                    { choice(Decision::Out, html! { "Leave it out" }) }
                    if found.is_none() {
                        <button type="button" class="link" onclick={look}>
                            { if Kind::of(&fate.verdict) == Kind::Gone { "Find its place" } else { "It stands elsewhere" } }
                        </button>
                    }
                </div>
            </fieldset>
        </li>
    }
}

/// The places where the words occur, besides those that are proposed.
fn places(text: &Text, words: &str, proposed: &[Span]) -> Vec<Span> {
    let search = Search {
        words: words.to_owned(),
        ..Search::default()
    };
    let mut found = occurrences(text, &search, OFFERED + proposed.len());
    found.retain(|span| !proposed.contains(span));
    found.truncate(OFFERED);
    found
}

/// The words of a span with some around them.
fn in_context(text: &Text, span: Span) -> Html {
    let Quote { prefix, exact, suffix } = Quote::of(text, span);
    let line = |words: &str| spelled(words).replace('\n', " ");
    let before = if usize::from(span.start()) > prefix.len() {
        "…"
    } else {
        ""
    };
    let after = if span.end() + TextSize::of(suffix) < text.len() {
        "…"
    } else {
        ""
    };
    html! { <>{ before }{ line(prefix) }<b>{ line(exact) }</b>{ line(suffix) }{ after }</> }
}
