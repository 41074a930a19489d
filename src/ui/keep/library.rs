//! The documents that are kept in this browser.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::begin::{bring, restored};
use super::draft;
use super::keeper::{Keeper, keeper};
use super::rename::Rename;
use super::stored::{self, Undone};
use super::versions::Versions;
use crate::dom::motion;
use crate::model::intake::{counted, grouped};
use crate::model::ledger::Head;
use crate::model::ledger::finding::{Finding, find};
use crate::model::session::Action;
use crate::model::short::short;
use crate::ui::app::{Drawing, Shown};
use crate::ui::icon::{Picture, icon};
use crate::ui::later::Ctx;
use crate::ui::rooms::dialog::Dialog;
use crate::ui::store;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub ctx: Ctx,
    /// Whether those that are open in this tab are listed elsewhere.
    pub others: bool,
    /// Hears that a document was opened.
    pub onopen: Callback<()>,
}

/// How many documents are listed before someone asks for more.
const PAGE: usize = 30;

/// From how many on there is a field to search in, which stays once someone has searched.
const MANY: usize = 2;

/// How long a person may go on writing before the search begins, in milliseconds.
const PAUSE: u32 = 250;

/// How soon, in milliseconds, and how near, in CSS pixels, the second click of a double click comes.
const SECOND: (f64, u32) = (500.0, 16);

thread_local! {
    /// When and where something was clicked last.
    static CLICKED: Cell<(f64, i32, i32)> = const { Cell::new((0.0, 0, 0)) };
}

/// Whether a click is the second of a double click: the document that it would be for may
/// have slid under it since the first.
fn is_second(event: &MouseEvent) -> bool {
    let now = (event.time_stamp(), event.client_x(), event.client_y());
    let before = CLICKED.replace(now);
    let (soon, near) = SECOND;
    now.0 - before.0 < soon && now.1.abs_diff(before.1) < near && now.2.abs_diff(before.2) < near
}

/// Does something when it is clicked on, and nothing at the second click of a double click.
fn once(does: impl Fn() + 'static) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        if !is_second(&event) {
            does();
        }
    })
}

/// The list.
#[component]
pub fn Library(props: &Props) -> Html {
    let ctx = &props.ctx;
    let words = use_state(String::new);
    let found = use_state(BTreeMap::<String, Finding>::new);
    let searching = use_state_eq(|| false);
    let limit = use_state_eq(|| PAGE);
    let search = use_mut_ref(|| None::<Search>);
    // The start screen is there again.
    use_effect_with((), |()| {
        if keeper().is_some_and(|keeper| !keeper.restoring.get()) {
            draft::bring_back();
        }
    });
    let Some(keeper) = keeper() else { return Html::default() };
    let (mut heads, mut deleted): (Vec<Head>, Vec<Head>) = keeper
        .heads
        .borrow()
        .values()
        .cloned()
        .partition(|head| head.deleted.is_none());
    if props.others {
        heads.retain(|head| keeper.number(&head.key).is_none());
    }
    if heads.is_empty() && deleted.is_empty() {
        return Html::default();
    }
    heads.sort_by_key(|head| std::cmp::Reverse(head.order));
    deleted.sort_by(|a, b| b.deleted.cmp(&a.deleted));
    let all = heads.len();
    let needle = words.trim().to_lowercase();
    heads.retain(|head| {
        needle.is_empty() || head.heading.to_lowercase().contains(&needle) || found.contains_key(&head.key)
    });
    let asked = search.borrow().is_some();
    let oninput = {
        let (words, found, searching) = (words.clone(), found.setter(), searching.setter());
        Callback::from(move |event: InputEvent| {
            let wanted = event.target_unchecked_into::<HtmlInputElement>().value();
            words.set(wanted.clone());
            search.replace(Some(Search::begin(wanted, found.clone(), searching.clone())));
        })
    };
    let more = {
        let limit = limit.clone();
        Callback::from(move |_: MouseEvent| limit.set(*limit + PAGE))
    };
    let rows = heads
        .iter()
        .take(*limit)
        .map(|head| row(head, found.get(&head.key), props));
    let undownloaded = keeper.heads.borrow().values().filter(|head| is_only_here(head)).count();
    html! {
        <section class="library" aria-labelledby="library">
            <h2 id="library">{ "In this browser" }</h2>
            if all >= MANY || asked {
                <input
                    type="search"
                    aria-label="Search in all documents"
                    placeholder="Search in titles, texts and notes"
                    autocomplete="off"
                    dir="auto"
                    value={(*words).clone()}
                    {oninput}
                />
            }
            <ol role="list" aria-label="Documents in this browser">{ for rows }</ol>
            <p class="hint" role="status">
                if *searching {
                    { "Searching the texts." }
                } else if heads.is_empty() && !needle.is_empty() {
                    { "No document has these words." }
                } else if !needle.is_empty() {
                    { format!("{} found.", counted(heads.len(), "document")) }
                }
            </p>
            if heads.len() > *limit {
                <button type="button" onclick={more}>
                    { format!("Show more of the {}", grouped(heads.len())) }
                </button>
            }
            if !deleted.is_empty() {
                { deleted_ones(&deleted, ctx) }
            }
            <p class="hint">
                { lasting() }
                if undownloaded > 0 {
                    { format!(" {} that no downloaded file holds.", only_here(undownloaded)) }
                }
            </p>
        </section>
    }
}

fn only_here(count: usize) -> String {
    match count {
        1 => "1 document has changes".to_owned(),
        count => format!("{} documents have changes", grouped(count)),
    }
}

/// Whether no downloaded file holds it as it is.
fn is_only_here(head: &Head) -> bool {
    head.deleted.is_none() && head.annotations > 0 && head.downloaded != Some(head.revision)
}

/// How long the browser keeps them.
fn lasting() -> &'static str {
    match super::lasting::known() {
        Some(true) => "They stay until you delete them.",
        _ => "The browser may clear them when it runs short of room: download what matters.",
    }
}

fn row(head: &Head, finding: Option<&Finding>, props: &Props) -> Html {
    let ctx = &props.ctx;
    let name = short(&head.heading, 120);
    let open = {
        let (ctx, key, onopen) = (ctx.clone(), head.key.clone(), props.onopen.clone());
        Callback::from(move |_: MouseEvent| {
            onopen.emit(());
            open(&ctx, &key);
        })
    };
    let act = |does: fn(&Ctx, &Head)| {
        let (ctx, head) = (ctx.clone(), head.clone());
        Callback::from(move |_: MouseEvent| does(&ctx, &head))
    };
    let act_once = |does: fn(&Ctx, &Head)| {
        let (ctx, head) = (ctx.clone(), head.clone());
        once(move || does(&ctx, &head))
    };
    let button = |words: &'static str, picture, onclick: Callback<MouseEvent>| {
        html! {
            <button
                type="button"
                class="quiet"
                title={words}
                aria-label={format!("{words}: {name}")}
                {onclick}
            >
                { icon(picture) }
            </button>
        }
    };
    html! {
        <li key={head.key.clone()}>
            <button type="button" class="kept-document" onclick={open}>
                <span class="heading" dir="auto">{ &name }</span>
                <span class="said-of">
                    { format!("{} · {} · {}", counted(head.annotations as usize, "annotation"), size(head.bytes), moment(&head.changed)) }
                    if is_only_here(head) {
                        { " · not downloaded" }
                    }
                    if head.is_newer() {
                        { " · only read: a newer version of Gloss has changed it" }
                    }
                </span>
                if let Some(Finding { place, words }) = finding {
                    <span class="finding" dir="auto">{ format!("{place}: {}", short(words, 160)) }</span>
                }
            </button>
            { button("Rename", Picture::Rename, act(|ctx, head| dialog(ctx, head, |document, name, onclose| html! { <Rename {document} {name} {onclose} /> }))) }
            { button("Duplicate", Picture::Copy, act_once(duplicate)) }
            { button("Download", Picture::Download, act(download)) }
            { button("Earlier versions", Picture::Past, act(|ctx, head| dialog(ctx, head, |document, name, onclose| html! { <Versions {document} {name} {onclose} /> }))) }
            { button("Delete", Picture::Remove, act_once(delete)) }
        </li>
    }
}

fn deleted_ones(deleted: &[Head], ctx: &Ctx) -> Html {
    let rows = deleted.iter().map(|head| {
        let name = short(&head.heading, 120);
        let back = {
            let (ctx, head) = (ctx.clone(), head.clone());
            once(move || {
                let done = format!("“{}” is back.", short(&head.heading, 80));
                does(&ctx, &head, done, |keeper, head| async move { stored::delete(&keeper, &head.key, false).await });
            })
        };
        let purge = {
            let (ctx, head) = (ctx.clone(), head.clone());
            Callback::from(move |event: MouseEvent| {
                // The question is asked in any case; the second click must not be the answer.
                is_second(&event);
                dialog(&ctx, &head, last_question);
            })
        };
        html! {
            <li key={head.key.clone()}>
                <span class="heading" dir="auto">{ &name }</span>
                <button type="button" class="link" aria-label={format!("Put back: {name}")} onclick={back}>{ "Put back" }</button>
                <button type="button" class="link" aria-label={format!("Delete for good: {name}")} onclick={purge}>
                    { "Delete for good" }
                </button>
            </li>
        }
    });
    html! {
        <details class="deleted">
            <summary>{ format!("Deleted: {}", grouped(deleted.len())) }</summary>
            <ul role="list" aria-label="Deleted documents">{ for rows }</ul>
        </details>
    }
}

/// Asks before a document is deleted for good.
fn last_question(document: String, name: String, onclose: Callback<()>) -> Html {
    let name = short(&name, 80).to_owned();
    let words = format!("Nothing of “{name}” will be stored in this browser any more. This cannot be undone.");
    let purge = {
        let onclose = onclose.clone();
        once(move || {
            let Some(keeper) = keeper() else { return };
            onclose.emit(());
            let (document, name) = (document.clone(), name.clone());
            spawn_local(async move {
                match stored::purge(&keeper, &document).await {
                    Ok(()) => keeper.say(&format!("“{name}” is gone for good."), false),
                    Err(undone) => keeper.say(&undone.words(&name), true),
                }
            });
        })
    };
    html! {
        <Dialog title="Delete for good?" onclose={onclose.clone()} class="narrow">
            <p>{ words }</p>
            <div class="answers">
                <button type="button" onclick={purge}>{ "Delete for good" }</button>
                <button type="button" class="primary" onclick={onclose.reform(|_: MouseEvent| ())}>{ "Keep it" }</button>
            </div>
        </Dialog>
    }
}

/// Shows a document: the one that is open already, or the stored one.
fn open(ctx: &Ctx, key: &str) {
    let Some(keeper) = keeper() else { return };
    let number = keeper.number(key);
    let mut works = ctx.store.session.works();
    if let Some(place) = works.position(|work| Some(work.number) == number) {
        return ctx.store.dispatch(Action::Show(place));
    }
    let (dispatch, key) = (ctx.store.dispatcher(), key.to_owned());
    spawn_local(async move {
        match bring(&keeper, &key).await {
            Ok((document, trouble)) => {
                let stored = vec![document];
                let words = restored(&stored, Some(0)).replacen("Restored", "Open again", 1);
                dispatch.dispatch(Action::Restore {
                    stored,
                    shown: Some(0),
                    words,
                });
                if let Some(trouble) = trouble {
                    dispatch.dispatch(Action::Fail(trouble));
                }
            }
            Err(trouble) => dispatch.dispatch(Action::Fail(trouble)),
        }
    });
}

/// Does something with a stored document, and says that it is done, or why it is not.
fn does<F>(ctx: &Ctx, head: &Head, done: String, does: impl FnOnce(Rc<Keeper>, Head) -> F + 'static)
where
    F: Future<Output = Result<(), Undone>> + 'static,
{
    let Some(keeper) = keeper() else { return };
    let (dispatch, head) = (ctx.store.dispatcher(), head.clone());
    spawn_local(async move {
        let name = short(&head.heading, 80);
        dispatch.dispatch(match does(keeper, head).await {
            Ok(()) => Action::Say(done),
            Err(undone) => Action::Fail(undone.words(&name)),
        });
    });
}

fn duplicate(ctx: &Ctx, head: &Head) {
    let done = format!("“{}” was duplicated.", short(&head.heading, 80));
    does(ctx, head, done, |keeper, head| async move {
        let loaded = stored::look(&keeper, &head.key).await?;
        stored::copy(&keeper, loaded.replayed.history.present()).await?;
        Ok(())
    });
}

fn download(ctx: &Ctx, head: &Head) {
    let done = format!("“{}” was downloaded.", short(&head.heading, 80));
    does(ctx, head, done, |keeper, head| async move {
        stored::download(&keeper, &head.key).await
    });
}

fn delete(ctx: &Ctx, head: &Head) {
    let dispatch = ctx.store.dispatcher();
    let done = format!(
        "“{}” was deleted. It is under “Deleted” until you delete it for good.",
        short(&head.heading, 80)
    );
    does(ctx, head, done, move |keeper, head| async move {
        stored::delete(&keeper, &head.key, true).await?;
        // Its place now: others may have been closed meanwhile.
        let number = keeper.number(&head.key);
        let place = store::last().and_then(|session| session.works().position(|work| Some(work.number) == number));
        if let Some(place) = place {
            dispatch.dispatch(Action::CloseAt(place));
        }
        Ok(())
    });
}

/// Shows a dialog about a stored document.
fn dialog(ctx: &Ctx, head: &Head, dialog: fn(String, String, Callback<()>) -> Html) {
    let (key, name) = (head.key.clone(), head.heading.clone());
    let drawing = move |ctx: &Ctx| dialog(key.clone(), name.clone(), ctx.show.reform(|()| None));
    ctx.show.emit(Some(Shown::Drawn(Drawing(Rc::new(drawing)))));
}

/// A search in all texts; dropping it ends it.
struct Search {
    _pause: Timeout,
    _alive: Rc<()>,
}

impl Search {
    fn begin(words: String, found: UseStateSetter<BTreeMap<String, Finding>>, searching: UseStateSetter<bool>) -> Self {
        let alive = Rc::new(());
        let wanted = Rc::downgrade(&alive);
        let pause = Timeout::new(PAUSE, move || {
            found.set(BTreeMap::new());
            let Some(keeper) = keeper().filter(|_| !words.trim().is_empty()) else {
                return searching.set(false);
            };
            searching.set(true);
            spawn_local(async move {
                let keys: Vec<String> = keeper.heads.borrow().keys().cloned().collect();
                let mut hits = BTreeMap::new();
                for key in keys {
                    // Someone wants other words by now.
                    if wanted.upgrade().is_none() {
                        return;
                    }
                    if let Ok(loaded) = stored::look(&keeper, &key).await
                        && let Some(finding) = find(loaded.replayed.history.present(), &words)
                    {
                        hits.insert(key, finding);
                    }
                    motion::breathe().await;
                }
                found.set(hits);
                searching.set(false);
            });
        });
        Self {
            _pause: pause,
            _alive: alive,
        }
    }
}

/// "2.2 kB".
fn size(bytes: u32) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{:.1} kB", f64::from(bytes) / 1_000.0),
        _ => format!("{:.1} MB", f64::from(bytes) / 1_000_000.0),
    }
}

/// A moment as the person's language writes it.
pub fn moment(at: &str) -> String {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Style {
        date_style: &'static str,
        time_style: &'static str,
    }
    let style = Style {
        date_style: "medium",
        time_style: "short",
    };
    let style = serde_wasm_bindgen::to_value(&style).unwrap_or_default();
    let date = js_sys::Date::new(&at.into());
    String::from(date.to_locale_string("default", &style))
}
