//! The start screen: where an article comes in.

use js_sys::JsString;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::control::{COMPACT, Look, control};
use super::header::brand;
use super::icon::{Picture, icon};
use super::later;
use crate::dom::{file, page};
use crate::model::command::Command;
use crate::model::intake::{self, Intake};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// A clean text to annotate.
    pub ontext: Callback<Intake>,
    /// Why there is none.
    pub onbad: Callback<String>,
    /// The button that switches the theme.
    pub theme: Html,
    /// The documents that are kept here.
    pub library: Html,
    /// How many documents are open meanwhile.
    pub open: usize,
    pub run: Callback<Command>,
}

/// How many UTF-16 code units of a paste the field takes. Browsers need minutes
/// to lay out megabytes in a field, so what is longer is kept aside.
const FIELD: u32 = 200_000;

/// How many of them are shown of a paste that is kept aside.
const SHOWN: u32 = 2_000;

/// The text of HTML that was copied; `None` if there is none, or the part of the
/// program that knows cannot be had.
async fn with_paragraphs(html: &JsString) -> Option<JsString> {
    let formats = later::load_formats().await?;
    let text = (formats.paragraphs)(&String::from(html));
    (!text.trim().is_empty()).then(|| text.into())
}

/// Puts a paste in place of what is selected in the field, or aside if it is long.
fn put(area: &HtmlTextAreaElement, pasted: JsString, held: &UseStateHandle<Option<JsString>>) {
    if pasted.length() <= FIELD {
        return file::insert(&String::from(pasted));
    }
    let end = |end: Result<Option<u32>, _>| end.ok().flatten().unwrap_or_default();
    let before = file::field(area);
    let after = before.slice(end(area.selection_end()), before.length());
    let text = before
        .slice(0, end(area.selection_start()))
        .concat(&pasted)
        .concat(&after);
    area.set_value(&String::from(text.slice(0, SHOWN)));
    held.set(Some(text));
}

/// The start screen.
#[component]
pub fn Start(props: &Props) -> Html {
    let field = use_node_ref();
    let held = use_state(|| None::<JsString>);
    let take = {
        let (ontext, onbad) = (props.ontext.clone(), props.onbad.clone());
        Callback::from(move |intake: Result<Intake, intake::Error>| match intake {
            Ok(intake) => ontext.emit(intake),
            Err(error) => onbad.emit(error.to_string()),
        })
    };
    let annotate = {
        let (field, take, held) = (field.clone(), take.clone(), held.clone());
        Callback::from(move |()| {
            let shown = || field.cast::<HtmlTextAreaElement>().map(|area| file::field(&area));
            if let Some(text) = (*held).clone().or_else(shown) {
                take.emit(file::clean(&text));
            }
        })
    };
    let onpaste = {
        let held = held.clone();
        Callback::from(move |event: Event| {
            let brought = |media| file::pasted(&event, media).filter(|words| words.length() > 0);
            let (plain, html) = (brought("text/plain"), brought("text/html"));
            // Half a character in it would be lost without a word.
            let html = html.filter(JsString::is_well_formed);
            if html.is_none() && plain.as_ref().is_none_or(|plain| plain.length() <= FIELD) {
                return;
            }
            event.prevent_default();
            let (area, held): (HtmlTextAreaElement, _) = (event.target_unchecked_into(), held.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let text = match html {
                    Some(html) => with_paragraphs(&html).await,
                    None => None,
                };
                if let Some(text) = text.or(plain) {
                    put(&area, text, &held);
                }
            });
        })
    };
    let clear = {
        let (field, held) = (field.clone(), held.clone());
        Callback::from(move |_: MouseEvent| {
            held.set(None);
            if let Some(area) = field.cast::<HtmlTextAreaElement>() {
                area.set_value("");
                page::focus(&area);
            }
        })
    };
    let onkeydown = {
        let annotate = annotate.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                annotate.emit(());
            }
        })
    };
    let sample = |number: usize| {
        let (take, onbad) = (take.clone(), props.onbad.clone());
        Callback::from(move |_: MouseEvent| {
            let (take, onbad) = (take.clone(), onbad.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match later::load().await {
                    Some(rooms) => take.emit(intake::clean(rooms.samples[number].text)),
                    None => onbad.emit(later::UNREACHABLE.to_owned()),
                }
            });
        })
    };
    let open = Look {
        name: Some("Open file"),
        class: "outlined",
    };
    let back = Look {
        name: Some("Documents"),
        class: "outlined",
    };
    html! {
        <div class="start">
            <header class="start-bar">
                { brand() }
                <span class="spring" />
                if props.open > 0 {
                    { control(Command::Back, Picture::Back, true, &props.run, back) }
                }
                { props.theme.clone() }
                { control(Command::Help, Picture::Help, true, &props.run, COMPACT) }
            </header>
            <main>
                <h1>{ "Mark up what an article says" }</h1>
                <p class="lead">
                    { "Paste a news article, mark its " }<mark class="label-0 starts ends">{ "claims" }</mark>
                    { ", " }<mark class="label-1 starts ends">{ "commitments" }</mark>
                    { " and " }<mark class="label-2 starts ends">{ "places" }</mark>
                    { ", and download one file that other programs read." }
                </p>
                <form class="paste" onsubmit={annotate.reform(|event: SubmitEvent| event.prevent_default())}>
                    <label for="article-text">{ "Article text" }</label>
                    <textarea
                        ref={field}
                        id="article-text"
                        dir="auto"
                        rows="12"
                        spellcheck="false"
                        autocomplete="off"
                        placeholder="Paste the article here"
                        readonly={held.is_some()}
                        {onkeydown}
                        {onpaste}
                    />
                    if let Some(text) = &*held {
                        <p class="hint held">
                            { format!("{} characters were pasted. The field shows where they begin; all of them will be there to annotate.", intake::grouped(text.length() as usize)) }
                            <button type="button" class="link" onclick={clear}>{ "Clear" }</button>
                        </p>
                    }
                    <div class="row">
                        <button type="submit" class="primary" title="Annotate this text (Ctrl+Enter)">{ "Annotate" }</button>
                        { control(Command::Open, Picture::Folder, true, &props.run, open) }
                        <span class="spring" />
                        <button type="button" class="control-button outlined" onclick={sample(0)}>
                            { icon(Picture::Sample) }<span class="name">{ "Try a sample" }</span>
                        </button>
                        <button type="button" class="link" onclick={sample(1)}>{ "or one with emoji and many scripts" }</button>
                    </div>
                </form>
                <p class="hint">
                    { "Text files, and files that Gloss or another tool wrote, can also be dropped on this page. Up to 20 MB of text. Nothing leaves this browser: no account, no server." }
                </p>
                { props.library.clone() }
            </main>
        </div>
    }
}
