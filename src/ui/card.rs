//! The chosen annotation, and what to do while none is.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::control::{COMPACT, Look, USUAL, control};
use super::fields::field;
use super::icon::Picture;
use super::store::Dispatch;
use crate::dom::{chance, palette};
use crate::model::annotation::Annotation;
use crate::model::command::Command;
use crate::model::scheme::{Label, Scheme};
use crate::model::session::Action;
use crate::model::text::Text;
use crate::model::work::Work;

/// The chosen annotation: its words, its label, what can be filled in.
pub fn card(annotation: &Annotation, work: &Work, dispatch: &Dispatch, run: &Callback<Command>) -> Html {
    let (scheme, text) = (&work.scheme, &work.document.text);
    let label = scheme.label(&annotation.label).map(|(_, label)| label);
    let labels = scheme.labels.iter().enumerate().map(|(number, label)| {
        let onchange = {
            let (dispatch, id, label) = (dispatch.clone(), annotation.id.clone(), label.id.clone());
            Callback::from(move |_| {
                let (id, label) = (id.clone(), label.clone());
                dispatch.dispatch(Action::Relabel {
                    id,
                    label,
                    at: chance::now(),
                });
            })
        };
        html! {
            <label key={label.id.as_str()} class={format!("choice label-{number}")}>
                <input type="radio" name="label" checked={annotation.label == label.id} {onchange} />
                <span class="swatch" aria-hidden="true" />{ &label.name }
            </label>
        }
    });
    let attributes = label.map(|label| attributes(label, annotation, text, dispatch));
    let onnote = {
        let (dispatch, id) = (dispatch.clone(), annotation.id.clone());
        Callback::from(move |event: Event| {
            let note = event.target_unchecked_into::<HtmlTextAreaElement>().value();
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
    html! {
        <section
            key={annotation.id.as_str()}
            class={classes!("card", palette::class(scheme, &annotation.label))} aria-label="Annotation">
            <header>
                <h2>{ scheme.label_name(&annotation.label) }</h2>
                { control(Command::Remove, Picture::Remove, Some(work), run, USUAL) }
                { control(Command::LetGo, Picture::Close, Some(work), run, close) }
            </header>
            <blockquote dir="auto">{ annotation.span.quote(text) }</blockquote>
            <fieldset class="labels">
                <legend>{ "Label" }</legend>
                { for labels }
            </fieldset>
            { attributes }
            <label class="field">
                <span>{ "Note" }</span>
                <textarea rows="2" dir="auto" value={note} onchange={onnote} />
            </label>
        </section>
    }
}

fn attributes(label: &Label, annotation: &Annotation, text: &Text, dispatch: &Dispatch) -> Html {
    let field = |attribute| field(&label.id, attribute, annotation, text, dispatch);
    let shown = label.attributes.iter().filter(|attribute| !attribute.folded).map(field);
    let folded: Vec<_> = label.attributes.iter().filter(|attribute| attribute.folded).collect();
    let filled = folded
        .iter()
        .any(|attribute| annotation.attributes.contains_key(&attribute.id));
    html! {
        <>
            { for shown }
            if !folded.is_empty() {
                <details class="more" open={filled}>
                    <summary>{ "More" }</summary>
                    { for folded.into_iter().map(field) }
                </details>
            }
        </>
    }
}

/// What the labels mean, and how to begin, which `hint` says.
pub fn legend(scheme: &Scheme, hint: bool) -> Html {
    let labels = scheme.labels.iter().enumerate().map(|(number, label)| {
        html! {
            <details key={label.id.as_str()} class={format!("meaning label-{number}")}>
                <summary>
                    <span class="swatch" aria-hidden="true" />{ &label.name }
                    if let Some(key) = label.key {
                        <kbd>{ key }</kbd>
                    }
                </summary>
                <p>{ label.guideline.clone() }</p>
            </details>
        }
    });
    html! {
        <section class="legend" aria-label="Labels and their meaning">
            if hint {
                <p class="hint">
                    { "Select words in the article: drag over them, double-click for a word, triple-click for a sentence. Then press a label’s key or its button." }
                </p>
            }
            { for labels }
        </section>
    }
}
