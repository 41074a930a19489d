//! The dialogs: their frame, a report on a file, and the question before work is
//! left.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::documents::Documents;
use super::facts::Facts;
use super::help::help;
use super::palette::Palette;
use super::scheme::Editor;
use crate::dom::{file, page};
use crate::model::command::Command;
use crate::model::format::problem::Problem;
use crate::model::intake::grouped;
use crate::model::session::Action;
use crate::model::unseen::spelled;
use crate::ui::app::{NO_FILE, Shown};
use crate::ui::icon::{Picture, icon};
use crate::ui::later::Ctx;

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
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                page::open_dialog(dialog);
            }
            // Closing, unlike removing, gives the focus back.
            move || {
                if let Some(dialog) = dialog {
                    dialog.close();
                }
            }
        });
    }
    let close = props.onclose.reform(|_: MouseEvent| ());
    let closed = props.onclose.reform(|_: Event| ());
    // Escape is heard at once: what closes by itself tells so only later, and the next key may be there before.
    // (A file field within tells of its own cancelling.)
    let cancelled = {
        let onclose = props.onclose.clone();
        Callback::from(move |event: Event| {
            if event.target_dyn_into::<HtmlDialogElement>().is_some() {
                onclose.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} class={props.class.clone()} aria-label={props.title.clone()} oncancel={cancelled} onclose={closed}>
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
            let onrevise = ctx.run.reform(|()| Command::Revise);
            html! { <Facts facts={work.document().facts()} dispatch={ctx.store.dispatcher()} {onclose} {onrevise} /> }
        }
        (Shown::Scheme, Some(work)) => {
            html! { <Editor work={work.clone()} dispatch={ctx.store.dispatcher()} {onclose} /> }
        }
        (Shown::Facts | Shown::Scheme, None) => Html::default(),
        (Shown::Report(file, problems), _) => report(file, problems, onclose),
        (Shown::Documents, _) => html! { <Documents ctx={ctx.clone()} {onclose} /> },
        (Shown::Leave(place), _) => leave(*place, ctx, onclose),
        (Shown::Drawn(drawing), _) => (drawing.0)(ctx),
    }
}

/// What was not as it should be in a file, each with its place.
fn report(file: &str, problems: &[Problem], onclose: Callback<()>) -> Html {
    let out = problems.iter().filter(|problem| !problem.trouble.kept()).count();
    let lines = problems
        .iter()
        .map(|problem| (problem.to_string(), problem.trouble.kept()));
    html! {
        <Dialog title="About this file" {onclose}>
            <p>
                if out == 0 {
                    { format!("Everything in {} was read. Some of it needed a closer look:", file) }
                } else {
                    { format!("Most of {} was read. What could not be used is marked as left out:", file) }
                }
            </p>
            { listed(lines) }
        </Dialog>
    }
}

/// What was not as it should be, in words, with whether it was kept all the same.
pub fn listed(lines: impl ExactSizeIterator<Item = (String, bool)>) -> Html {
    const SHOWN: usize = 200;
    let more = lines.len().saturating_sub(SHOWN);
    let items = lines.take(SHOWN).enumerate().map(|(i, (words, kept))| {
        let class = if kept { "kept" } else { "out" };
        html! { <li key={i} {class}>{ spelled(&words) }</li> }
    });
    html! {
        <>
            <ol class="problems">{ for items }</ol>
            if more > 0 {
                <p>{ format!("… and {} more.", grouped(more)) }</p>
            }
        </>
    }
}

/// Asks before the document at a place is closed.
fn leave(place: usize, ctx: &Ctx, onclose: Callback<()>) -> Html {
    let leave = |download_first: bool| {
        let ctx = ctx.clone();
        Callback::from(move |_: MouseEvent| {
            if download_first {
                let file = ctx.store.session.works().nth(place).and_then(file::save);
                let said = file.as_ref().map(|file| Action::Say(format!("Downloaded {file}.")));
                ctx.store
                    .dispatch(said.unwrap_or_else(|| Action::Fail(NO_FILE.to_owned())));
                if file.is_none() {
                    return ctx.show.emit(None);
                }
            }
            ctx.store.dispatch(Action::CloseAt(place));
            let others = ctx.store.session.count() > 2;
            ctx.show.emit(others.then_some(Shown::Documents));
        })
    };
    question(leave(true), leave(false), onclose)
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
