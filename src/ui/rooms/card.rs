//! The chosen annotation, and what the labels mean while none is.

use yew::prelude::*;

use super::fields::{Typed, field};
use super::label_menu::{label_option, label_options, number};
use super::links::Links;
use crate::dom::{chance, page, palette};
use crate::model::annotation::Annotation;
use crate::model::caret::{Edge, Unit};
use crate::model::command::Command;
use crate::model::place::NAME;
use crate::model::scheme::{Label, Scheme};
use crate::model::session::Action;
use crate::model::suggest::places::choice::is_decided;
use crate::model::unseen::spelled;
use crate::model::work::Work;
use crate::ui::control::{COMPACT, Look, USUAL, control, shortcuts, tooltip};
use crate::ui::icon::Picture;
use crate::ui::later::Ctx;
use crate::ui::store::Now;

/// More labels than this are a menu rather than a row of buttons.
const ROW: usize = 6;

/// The chosen annotation: its words, its label, what can be filled in.
pub fn card(work: &Now, ctx: &Ctx) -> Html {
    let Some(annotation) = work.chosen() else {
        return Html::default();
    };
    let (scheme, text) = (work.scheme(), work.text());
    let label = scheme.label(&annotation.label).map(|(_, label)| label);
    let onnote = {
        let (dispatch, id) = (ctx.store.dispatcher(), annotation.id.clone());
        Callback::from(move |note: String| {
            dispatch.dispatch(Action::Note {
                id: id.clone(),
                note,
                at: chance::now(),
            });
        })
    };
    let close = Look {
        name: Some("Close"),
        ..COMPACT
    };
    let note = annotation.note.as_deref().unwrap_or_default().to_owned();
    let class = palette::class(scheme, &annotation.label);
    html! {
        <section key={format!("{} {}", work.number, annotation.id)} class={classes!("card", class)} aria-label="Annotation">
            <header>
                <h2>{ spelled(scheme.label_name(&annotation.label)) }</h2>
                { control(Command::Remove, Picture::Remove, true, &ctx.run, USUAL) }
                { control(Command::LetGo, Picture::Close, true, &ctx.run, close) }
            </header>
            <blockquote dir="auto">{ spelled(annotation.span.quote(text)) }</blockquote>
            { labels(annotation, scheme, ctx) }
            { for label.and_then(guideline) }
            { for label.map(|label| attributes(label, annotation, work, ctx)) }
            { others(label, annotation, work, ctx) }
            <label class="field">
                <span>{ "Note" }</span>
                <Typed rows=2 soon=true value={note} onchange={onnote} />
            </label>
            <Links
                work={work.clone()}
                annotation={annotation.clone()}
                dispatch={ctx.store.dispatcher()}
            />
            { words(annotation, work, ctx) }
        </section>
    }
}

/// Which label it has, to choose another.
fn labels(annotation: &Annotation, scheme: &Scheme, ctx: &Ctx) -> Html {
    let relabel = {
        let (dispatch, id) = (ctx.store.dispatcher(), annotation.id.clone());
        let labels: Vec<_> = scheme.labels.iter().map(|label| label.id.clone()).collect();
        Callback::from(move |number: usize| {
            if let Some(label) = labels.get(number) {
                dispatch.dispatch(Action::Relabel {
                    id: id.clone(),
                    label: label.clone(),
                    at: chance::now(),
                });
            }
        })
    };
    if scheme.labels.len() > ROW {
        let onchange = relabel.reform(|event: Event| number(&event).unwrap_or(usize::MAX));
        let known = scheme.label(&annotation.label).map(|(number, _)| number);
        return html! {
            <label class="field">
                <span>{ "Label" }</span>
                <select {onchange}>
                    if known.is_none() {
                        <option selected=true value="">{ annotation.label.as_str() }</option>
                    }
                    { label_options(scheme, known) }
                </select>
            </label>
        };
    }
    let choices = scheme.labels.iter().enumerate().map(|(number, label)| {
        html! {
            <label key={label.id.as_str()} class={classes!("choice", format!("label-{number}"), (annotation.label == label.id).then_some("on"))}>
                <input
                    type="radio"
                    name="label"
                    checked={annotation.label == label.id}
                    onchange={relabel.reform(move |_| number)}
                />
                <span class="swatch" aria-hidden="true" />{ &label.name }
            </label>
        }
    });
    html! {
        <fieldset class="labels">
            <legend>{ "Label" }</legend>
            { for choices }
        </fieldset>
    }
}

/// When to mark with a label, folded away.
fn guideline(label: &Label) -> Option<Html> {
    let words = label.guideline.clone()?;
    Some(html! {
        <details class="more">
            <summary>{ "When to mark" }</summary>
            <p class="guideline" dir="auto">{ words }</p>
        </details>
    })
}

fn attributes(label: &Label, annotation: &Annotation, work: &Work, ctx: &Ctx) -> Html {
    let field = |attribute| field(attribute, annotation, work, ctx);
    let shown = label.attributes.iter().filter(|attribute| !attribute.folded).map(field);
    let folded: Vec<_> = label.attributes.iter().filter(|attribute| attribute.folded).collect();
    let filled = folded
        .iter()
        .filter(|attribute| annotation.attributes.contains_key(&attribute.id))
        .count();
    html! {
        <>
            { for shown }
            if !folded.is_empty() {
                <details class="more" open={filled > 0}>
                    <summary>{ if filled > 0 { format!("More ({filled} filled in)") } else { "More".to_owned() } }</summary>
                    { for folded.into_iter().map(field) }
                </details>
            }
        </>
    }
}

/// What is filled in that the scheme does not know: kept, and shown as it is.
fn others(label: Option<&Label>, annotation: &Annotation, work: &Work, ctx: &Ctx) -> Html {
    let has = |id: &str| label.is_some_and(|label| label.attributes.iter().any(|attribute| *attribute.id == *id));
    // What is known of a place stands with its name.
    let known = |id: &str| has(id) || has(NAME) && is_decided(id);
    let others = annotation.attributes.iter().filter(|(id, _)| !known(id)).map(|(id, value)| {
        let onclick = {
            let (dispatch, annotation, attribute) = (ctx.store.dispatcher(), annotation.id.clone(), id.clone());
            Callback::from(move |_: MouseEvent| {
                dispatch.dispatch(Action::Fill {
                    id: annotation.clone(),
                    attribute: attribute.clone(),
                    value: None,
                    at: chance::now(),
                });
            })
        };
        html! {
            <div key={&**id} class="field stranger" title="Not in the scheme: kept as it is">
                <span>{ &**id }</span>
                <span class="kept">{ value.shown(work.text()).to_owned() }
                    <button type="button" class="link" {onclick} aria-label={format!("Remove {id}")}>{ "Remove" }</button>
                </span>
            </div>
        }
    });
    html! { <>{ for others }</> }
}

/// Which words it stands on, and what else can be done with them.
fn words(annotation: &Annotation, work: &Work, ctx: &Ctx) -> Html {
    let nudge = |edge: Edge, outwards: bool, name: &'static str, sign: &'static str| {
        // By what is there then: the card is drawn a moment after each press.
        let onclick = ctx.run.reform(move |event: MouseEvent| {
            let unit = if event.alt_key() { Unit::Character } else { Unit::Word };
            Command::Edge { edge, unit, outwards }
        });
        let unit = Unit::Word;
        let entry = Command::Edge { edge, unit, outwards }.entry();
        let key = entry.and_then(|entry| entry.keys.first());
        let title = key.map(|key| format!("{name} ({key}); with Alt by a character"));
        html! {
            <button type="button" class="nudge" aria-label={name} {title} aria-keyshortcuts={key.map(|key| key.aria())} {onclick}>
                { sign }
            </button>
        }
    };
    let act = |command: Command| {
        let entry = command.entry();
        let onclick = ctx.run.reform(move |_: MouseEvent| command);
        html! {
            <button
                type="button"
                class="small"
                title={entry.map(tooltip)}
                aria-keyshortcuts={entry.and_then(shortcuts)}
                {onclick}
            >
                { entry.map_or("", |entry| entry.name) }
            </button>
        }
    };
    let also = {
        let (dispatch, id) = (ctx.store.dispatcher(), annotation.id.clone());
        let labels: Vec<_> = work.scheme().labels.iter().map(|label| label.id.clone()).collect();
        Callback::from(move |_: MouseEvent| {
            if let Some(label) = page::chosen_number(".also").and_then(|number| labels.get(number)) {
                dispatch.dispatch(Action::Duplicate {
                    id: id.clone(),
                    label: label.clone(),
                    new: chance::id(),
                    at: chance::now(),
                });
            }
        })
    };
    let labels = work.scheme().labels.iter().enumerate();
    let labels = labels
        .filter(|(_, label)| label.id != annotation.label)
        .enumerate()
        .map(|(place, (number, label))| label_option(number, place == 0, label.name.clone()));
    html! {
        <div class="words" role="group" aria-label="Words">
            <span class="edge" role="group" aria-label="Start">
                <span aria-hidden="true">{ "Start" }</span>
                { nudge(Edge::Start, true, "Start one word earlier", "←") }
                { nudge(Edge::Start, false, "Start one word later", "→") }
            </span>
            <span class="edge" role="group" aria-label="End">
                <span aria-hidden="true">{ "End" }</span>
                { nudge(Edge::End, false, "End one word earlier", "←") }
                { nudge(Edge::End, true, "End one word later", "→") }
            </span>
            { act(Command::Occurrences) }
            { act(Command::Split) }
            { act(Command::Join) }
            <span class="edge">
                <select class="also small" aria-label="Also mark as">{ for labels }</select>
                <button type="button" class="small" onclick={also}>{ "Also mark" }</button>
            </span>
        </div>
    }
}

/// What the labels mean, and how to begin, which `hint` says.
pub fn legend(scheme: &Scheme, hint: bool, ctx: &Ctx) -> Html {
    let labels = scheme.labels.iter().enumerate().map(|(number, label)| {
        html! {
            <details key={label.id.as_str()} class={format!("meaning label-{number}")}>
                <summary>
                    <span class="swatch" aria-hidden="true" />{ &label.name }
                    if let Some(key) = label.key {
                        <kbd>{ key }</kbd>
                    }
                </summary>
                <p class="guideline">{ label.guideline.clone() }</p>
            </details>
        }
    });
    let change = ctx.run.reform(|_: MouseEvent| Command::Scheme);
    html! {
        <section class="legend" aria-label="Labels and their meaning">
            if hint {
                <p class="hint">
                    { "Select words in the article: drag over them, double-click for a word, triple-click for a sentence. Then press a label’s key or its button. Without a mouse: " }<kbd>{ "s" }</kbd>{ " goes sentence by sentence, " }<kbd>{ "/" }</kbd>{ " finds words to mark." }
                </p>
            }
            { for labels }
            <p><button type="button" class="link" onclick={change}>{ "Change labels and guidelines" }</button></p>
        </section>
    }
}
