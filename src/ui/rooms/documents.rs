//! Which documents are open.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use crate::model::intake::{counted, grouped};
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::work::Work;
use crate::ui::app::Shown;
use crate::ui::icon::{Picture, icon};
use crate::ui::later::{self, Ctx};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub ctx: Ctx,
    pub onclose: Callback<()>,
}

/// How many documents are listed at once.
const PAGE: usize = 50;

/// The dialog: a field for words of the title, and the documents that have them.
#[component]
pub fn Documents(props: &Props) -> Html {
    let ctx = &props.ctx;
    let session = &ctx.store.session;
    let words = use_state(String::new);
    let page = use_state(|| session.place() / PAGE);
    let wanted = words.to_lowercase();
    let found: Vec<(usize, &Work)> = session
        .works()
        .enumerate()
        .filter(|(_, work)| wanted.is_empty() || work.document().heading().to_lowercase().contains(&wanted))
        .collect();
    // Closing may have emptied the last page.
    let last = found.len().saturating_sub(1) / PAGE;
    let at = (*page).min(last);
    let oninput = {
        let (words, page) = (words.clone(), page.clone());
        Callback::from(move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value());
            page.set(0);
        })
    };
    let rows = found.iter().skip(at * PAGE).take(PAGE);
    let rows = rows.map(|(place, work)| row(*place, work, ctx, &props.onclose));
    let turn = |to: Option<usize>| {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(to) = to {
                page.set(to);
            }
        })
    };
    let unsaved = session.works().filter(|work| work.unsaved()).count();
    html! {
        <Dialog title="Documents" onclose={props.onclose.clone()}>
            <p class="hint">
                { format!("{} open, {} with changes that no file holds yet.", counted(session.count(), "document"), grouped(unsaved)) }
            </p>
            <input
                type="search"
                aria-label="Title of a document"
                placeholder="Search by title"
                autocomplete="off"
                dir="auto"
                {oninput}
            />
            <ol class="documents" role="list" aria-label="Open documents">{ for rows }</ol>
            if found.is_empty() {
                <p class="hint" role="status">{ "No document is called that." }</p>
            }
            if last > 0 {
                <div class="pages">
                    <button type="button" class="small" aria-disabled={(at == 0).then_some("true")} onclick={turn(at.checked_sub(1))}>
                        { "Earlier" }
                    </button>
                    <span>
                        { format!("{} to {} of {}", grouped(at * PAGE + 1), grouped(found.len().min((at + 1) * PAGE)), grouped(found.len())) }
                    </span>
                    <button
                        type="button"
                        class="small"
                        aria-disabled={(at == last).then_some("true")}
                        onclick={turn((at < last).then_some(at + 1))}
                    >
                        { "Later" }
                    </button>
                </div>
            }
            { later::library(ctx, true, props.onclose.clone()) }
        </Dialog>
    }
}

fn row(place: usize, work: &Work, ctx: &Ctx, onclose: &Callback<()>) -> Html {
    let session = &ctx.store.session;
    let here = session.work.is_some() && session.place() == place;
    let heading = short(work.document().heading(), 120);
    let show = {
        let (dispatch, onclose) = (ctx.store.dispatcher(), onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            dispatch.dispatch(Action::Show(place));
        })
    };
    let close = {
        let (ctx, unsaved, last) = (ctx.clone(), work.unsaved(), session.count() == 1);
        Callback::from(move |_: MouseEvent| {
            if unsaved && !ctx.kept.safe {
                return ctx.show.emit(Some(Shown::Leave(place)));
            }
            ctx.store.dispatch(Action::CloseAt(place));
            if last {
                ctx.show.emit(None);
            }
        })
    };
    let about = counted(work.annotations().len(), "annotation");
    html! {
        <li key={work.number}>
            <button type="button" class="document" aria-current={here.then_some("true")} onclick={show}>
                <span class="number">{ grouped(place + 1) }</span>
                <span class="heading" dir="auto">{ heading.clone() }</span>
                <span class="said-of">
                    { about }
                    if work.unsaved() {
                        <b>{ " · not downloaded" }</b>
                    }
                </span>
            </button>
            <button type="button" class="quiet" aria-label={format!("Close {heading}")} title="Close" onclick={close}>
                { icon(Picture::Close) }
            </button>
        </li>
    }
}
