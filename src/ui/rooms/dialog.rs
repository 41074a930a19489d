//! The dialogs: their frame, a report on a file, and the question before work is
//! left.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::facts::Facts;
use super::help::help;
use super::palette::Palette;
use super::scheme::Editor;
use crate::dom::page;
use crate::model::format::problem::Problem;
use crate::model::session::Action;
use crate::ui::app::{Shown, download};
use crate::ui::icon::{Picture, icon};
use crate::ui::later::Ctx;
use crate::ui::open::open;

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

/// The dialog that is open.
pub fn dialog(shown: &Shown, ctx: &Ctx) -> Html {
    let onclose = ctx.show.reform(|()| None);
    let now = ctx.store.now();
    let work = now.as_ref();
    match (shown, work) {
        (Shown::Help, work) => help(work.map(|work| &**work), onclose),
        (Shown::Palette, _) => html! { <Palette ctx={ctx.clone()} {onclose} /> },
        (Shown::Facts, Some(work)) => {
            html! { <Facts facts={work.document().facts()} dispatch={ctx.store.dispatcher()} {onclose} /> }
        }
        (Shown::Scheme, Some(work)) => {
            html! { <Editor work={work.clone()} dispatch={ctx.store.dispatcher()} {onclose} /> }
        }
        (Shown::Facts | Shown::Scheme, None) => Html::default(),
        (Shown::Report(file, problems), _) => report(file, problems, onclose),
        (Shown::Leave(arrival), _) => {
            let leave = |download_first: bool| {
                let (arrival, ctx) = (arrival.clone(), ctx.clone());
                Callback::from(move |_: MouseEvent| {
                    if download_first {
                        download(&ctx.store);
                    }
                    ctx.show.emit(None);
                    match &arrival {
                        Some(arrival) => open(&ctx.store.dispatcher(), (**arrival).clone(), &ctx.show),
                        None => ctx.store.dispatch(Action::Close),
                    }
                })
            };
            question(leave(true), leave(false), onclose)
        }
    }
}

/// What was not as it should be in a file, each with its place.
fn report(file: &str, problems: &[Problem], onclose: Callback<()>) -> Html {
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
fn question(ondownload: Callback<MouseEvent>, onleave: Callback<MouseEvent>, onclose: Callback<()>) -> Html {
    html! {
        <Dialog title="Leave this article?" onclose={onclose.clone()} class="narrow">
            <p>{ "Its annotations have changed since the last download, and no file holds them yet." }</p>
            <div class="answers">
                <button type="button" class="primary" onclick={ondownload}>{ "Download, then leave" }</button>
                <button type="button" onclick={onleave}>{ "Leave without a file" }</button>
                <button type="button" onclick={onclose.reform(|_: MouseEvent| ())}>{ "Stay" }</button>
            </div>
        </Dialog>
    }
}
