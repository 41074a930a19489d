//! The dialogs: help, a report on a file, and the question before work is left.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::icon::{Picture, icon};
use crate::dom::page;
use crate::model::command::COMMANDS;
use crate::model::format::problem::Problem;
use crate::model::scheme::Scheme;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub title: AttrValue,
    pub onclose: Callback<()>,
    pub children: Html,
    #[prop_or_default]
    pub class: Classes,
}

/// A modal dialog, open as long as it is rendered. Escape and the cross close it.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |_| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                page::open_dialog(&dialog);
            }
        });
    }
    let close = props.onclose.reform(|_: MouseEvent| ());
    let closed = props.onclose.reform(|_: Event| ());
    html! {
        <dialog ref={node} class={props.class.clone()} aria-label={props.title.clone()} onclose={closed}>
            <header>
                <h2>{ &props.title }</h2>
                <button type="button" class="quiet" aria-label="Close" onclick={close}>
                    { icon(Picture::Close) }
                </button>
            </header>
            { props.children.clone() }
        </dialog>
    }
}

/// All keys, and how to mark.
pub fn help(scheme: &Scheme, onclose: Callback<()>) -> Html {
    let labels = scheme.labels.iter().filter_map(|label| {
        let key = label.key?;
        Some(html! {
            <tr key={label.id.as_str()}>
                <th scope="row"><kbd>{ key }</kbd></th>
                <td>{ format!("{}: tag the selection, or relabel the chosen annotation", label.name) }</td>
            </tr>
        })
    });
    let commands = COMMANDS.iter().filter(|entry| !entry.keys.is_empty()).map(|entry| {
        let keys = entry
            .keys
            .iter()
            .map(|key| html! { <kbd key={key.to_string()}>{ key.to_string() }</kbd> });
        html! {
            <tr key={entry.name}>
                <th scope="row">{ for keys }</th>
                <td>{ entry.about }</td>
            </tr>
        }
    });
    html! {
        <Dialog title="Help" {onclose}>
            <h3>{ "Mark" }</h3>
            <ul>
                <li>{ "Drag over the words: the ends snap to whole words. Hold Alt to mark exactly what you drag." }</li>
                <li>{ "Double-click marks out a word, triple-click a sentence." }</li>
                <li>{ "Then press a label’s key, or its button beside the words." }</li>
                <li>{ "Click an annotation to choose it. Where several lie over each other, click again for the next one." }</li>
            </ul>
            <h3>{ "Keys" }</h3>
            <table class="keys">
                <tbody>{ for labels }{ for commands }</tbody>
            </table>
            <p class="hint">{ "On a Mac, Cmd stands for Ctrl." }</p>
        </Dialog>
    }
}

/// What was not as it should be in a file, each with its place.
pub fn report(file: &str, problems: &[Problem], onclose: Callback<()>) -> Html {
    const SHOWN: usize = 200;
    let out = problems.iter().filter(|problem| !problem.trouble.kept()).count();
    let items = problems.iter().take(SHOWN).enumerate().map(|(i, problem)| {
        let class = if problem.trouble.kept() { "kept" } else { "out" };
        html! { <li key={i} {class}>{ problem.to_string() }</li> }
    });
    html! {
        <Dialog title="About this file" {onclose}>
            <p>
                if out == 0 {
                    { format!("Everything in {} was read. Some of it needed a closer look:", file) }
                } else {
                    { format!("Most of {} was read. What could not be used is marked as left out:", file) }
                }
            </p>
            <ol class="problems">{ for items }</ol>
            if problems.len() > SHOWN {
                <p>{ format!("… and {} more.", problems.len() - SHOWN) }</p>
            }
        </Dialog>
    }
}

/// Asks before work that no file holds yet is left.
pub fn leave(ondownload: &Callback<()>, onleave: &Callback<()>, onclose: Callback<()>) -> Html {
    let click = |callback: &Callback<()>| callback.reform(|_: MouseEvent| ());
    html! {
        <Dialog title="Leave this article?" onclose={onclose.clone()} class="narrow">
            <p>{ "Its annotations have changed since the last download, and no file holds them yet." }</p>
            <div class="answers">
                <button type="button" class="primary" onclick={click(ondownload)}>{ "Download, then leave" }</button>
                <button type="button" onclick={click(onleave)}>{ "Leave without a file" }</button>
                <button type="button" onclick={click(&onclose)}>{ "Stay" }</button>
            </div>
        </Dialog>
    }
}
