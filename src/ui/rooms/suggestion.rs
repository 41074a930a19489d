//! What rules suggest, beside the article: the suggestion that is looked at, how many
//! wait, and a way to accept all of a label.

use std::collections::BTreeSet;
use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use super::place::known;
use crate::dom::{chance, palette};
use crate::model::annotation::{Annotation, Id, LabelId};
use crate::model::command::Command;
use crate::model::intake::{counted, grouped};
use crate::model::quote::Quote;
use crate::model::scheme::Label;
use crate::model::session::Action;
use crate::model::suggest::Tier;
use crate::model::suggest::places::choice::is_decided;
use crate::model::unseen::spelled;
use crate::ui::app::{Drawing, Shown};
use crate::ui::control::{COMPACT, Look, USUAL, control};
use crate::ui::icon::Picture;
use crate::ui::later::Ctx;
use crate::ui::store::Now;

/// The suggestion that is looked at: its words, why they are suggested, what is filled in.
pub fn suggestion_card(work: &Now, ctx: &Ctx) -> Html {
    let Some((annotation, suggestion)) = work.chosen_suggestion() else {
        return Html::default();
    };
    let (scheme, text) = (work.scheme(), work.text());
    let name = scheme.label_name(&annotation.label);
    let known = work.chosen_place().and_then(|place| known(place, text));
    let filled = annotation.attributes.iter();
    let filled = filled
        .filter(|(id, _)| known.is_none() || !is_decided(id))
        .map(|(id, value)| {
            html! {
                <>
                    <dt>{ scheme.attribute_name(&annotation.label, id) }</dt>
                    <dd dir="auto">{ spelled(value.shown(text)) }</dd>
                </>
            }
        });
    let look = |name| Look {
        name: Some(name),
        class: "outlined",
    };
    let alike = work.alike(&annotation.id).len();
    html! {
        // The next one's card is this one, so that its buttons keep the focus.
        <section
            key={format!("suggestion {}", work.number)}
            class={classes!("card", "suggested", palette::class(scheme, &annotation.label))}
            aria-label="Suggestion"
        >
            <header>
                <h2>{ format!("{name}?") }</h2>
                { control(Command::Remove, Picture::Remove, true, &ctx.run, Look { name: Some("Reject"), ..USUAL }) }
                { control(Command::LetGo, Picture::Close, true, &ctx.run, Look { name: Some("Close"), ..COMPACT }) }
            </header>
            <blockquote dir="auto">{ spelled(annotation.span.quote(text)) }</blockquote>
            <p class="reason">
                if suggestion.tier != Tier::Likely {
                    <b>{ if suggestion.tier == Tier::Check { "Check" } else { "Unlikely" } }</b>{ " · " }
                }
                { &suggestion.reason }
            </p>
            if !annotation.attributes.is_empty() {
                <dl>
                    { for filled }
                    if let Some(known) = &known {
                        <dt>{ "Known" }</dt>
                        <dd>{ known }</dd>
                    }
                </dl>
            }
            <div class="answers">
                { control(Command::Accept, Picture::Accept, true, &ctx.run, Look { name: None, class: "primary" }) }
                { control(Command::Enter, Picture::Rename, true, &ctx.run, look("Change")) }
                { control(Command::NextSuggestion, Picture::On, true, &ctx.run, look("Next")) }
                if work.chosen_place().is_some() {
                    { control(Command::Locate, Picture::Pin, true, &ctx.run, look("Another place")) }
                }
                if alike > 1 {
                    <button type="button" class="small" aria-keyshortcuts="Shift+Y" onclick={ctx.run.reform(|_: MouseEvent| Command::AcceptAlike)}>
                        { format!("Accept all {} alike", grouped(alike)) }
                    </button>
                }
            </div>
        </section>
    }
}

/// How many suggestions wait, and what can be done with all of them.
pub fn suggestions(work: &Now, ctx: &Ctx) -> Html {
    let look = |name| Look {
        name: Some(name),
        class: "outlined",
    };
    // The card of an annotation needs the room, and so does the list.
    if work.chosen().is_some() {
        return Html::default();
    }
    if !work.is_suggested() {
        return html! {
            <div class="suggestions">
                { control(Command::NextSuggestion, Picture::Sample, true, &ctx.run, look("Suggest")) }
                <span class="hint">{ "Rules in this browser look for claims, commitments and places. You decide." }</span>
            </div>
        };
    }
    let open = work.suggestions();
    let labels = work.scheme().labels.iter().zip(0..).filter_map(|(label, number)| {
        let count = open.count(&label.id);
        (count > 0).then(|| accept_button(label, number, count, ctx))
    });
    let onfaint = {
        let dispatch = ctx.store.dispatcher();
        Callback::from(move |event: Event| {
            dispatch.dispatch(Action::ShowFaint(
                event.target_unchecked_into::<HtmlInputElement>().checked(),
            ));
        })
    };
    html! {
        <section class="suggestions" aria-label="Suggestions">
            <div class="row">
                <b>{ counted(open.len(), "suggestion") }</b>
                if !open.is_empty() {
                    { control(Command::NextSuggestion, Picture::On, true, &ctx.run, look("Next")) }
                }
                <label class="check">
                    <input type="checkbox" checked={work.shows_faint()} onchange={onfaint} />{ "unlikely ones, too" }
                </label>
            </div>
            <div class="row">{ for labels }</div>
        </section>
    }
}

fn accept_button(label: &Label, number: usize, count: usize, ctx: &Ctx) -> Html {
    let onclick = {
        let (show, label) = (ctx.show.clone(), label.id.clone());
        Callback::from(move |_: MouseEvent| {
            let label = label.clone();
            let drawing = move |ctx: &Ctx| {
                let onclose = ctx.show.reform(|()| None);
                match ctx.store.now() {
                    Some(work) => html! { <AcceptAll {work} label={label.clone()} ctx={ctx.clone()} {onclose} /> },
                    None => Html::default(),
                }
            };
            show.emit(Some(Shown::Drawn(Drawing(Rc::new(drawing)))));
        })
    };
    html! {
        <button key={number} type="button" class={classes!("small", format!("label-{number}"))} {onclick}>
            <span class="swatch" aria-hidden="true" />{ format!("{}: {}…", label.name, grouped(count)) }
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    work: Now,
    label: LabelId,
    ctx: Ctx,
    onclose: Callback<()>,
}

/// How many are listed before all are accepted.
const LISTED: usize = 500;

/// All suggestions of a label, to accept in one step.
#[component]
fn AcceptAll(props: &Props) -> Html {
    let Props {
        work,
        label,
        ctx,
        onclose,
    } = props;
    let left_out = use_state(BTreeSet::<usize>::new);
    let all: Vec<&Rc<Annotation>> = work.suggestions().iter().filter(|one| one.label == *label).collect();
    let wanted = all.iter().enumerate().filter(|(number, _)| !left_out.contains(number));
    let wanted: Vec<Id> = wanted.map(|(_, one)| one.id.clone()).collect();
    let count = wanted.len();
    let name = work.scheme().label_name(label).to_owned();
    let rows = all.iter().take(LISTED).enumerate().map(|(number, one)| {
        let onchange = {
            let left_out = left_out.clone();
            Callback::from(move |_: Event| {
                let mut now = (*left_out).clone();
                if !now.remove(&number) {
                    now.insert(number);
                }
                left_out.set(now);
            })
        };
        let Quote { prefix, exact, suffix } = Quote::of(work.text(), one.span);
        let reason = work
            .suggestion(&one.id)
            .map(|(_, suggestion)| suggestion.reason.clone());
        html! {
            <li key={number}>
                <label class="check">
                    <input type="checkbox" checked={!left_out.contains(&number)} {onchange} />
                    <span dir="auto">
                        { "…" }{ spelled(prefix) }<b>{ spelled(exact) }</b>{ spelled(suffix) }{ "…" }
                        <span class="said-of">{ " " }{ reason }</span>
                    </span>
                </label>
            </li>
        }
    });
    let onaccept = {
        let (dispatch, onclose) = (ctx.store.dispatcher(), onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            if !wanted.is_empty() {
                dispatch.dispatch(Action::Accept {
                    ids: wanted.iter().map(|id| (id.clone(), chance::id())).collect(),
                    label: None,
                    at: chance::now(),
                    edit: false,
                });
            }
        })
    };
    html! {
        <Dialog title={format!("{name}: {}", counted(all.len(), "suggestion"))} class="accept" onclose={onclose.clone()}>
            <div class="all">
                <ol>{ for rows }</ol>
                if all.len() > LISTED {
                    <p class="hint">{ format!("… and {} more.", grouped(all.len() - LISTED)) }</p>
                }
            </div>
            <div class="answers">
                <button type="button" class="primary" aria-disabled={(count == 0).then_some("true")} onclick={onaccept}>
                    { format!("Accept {}", grouped(count)) }
                </button>
                <button type="button" onclick={onclose.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
                <span class="hint">{ "One step to undo." }</span>
            </div>
        </Dialog>
    }
}
