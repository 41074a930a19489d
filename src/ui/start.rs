//! The start screen: where an article comes in.

use yew::prelude::*;

use super::control::{COMPACT, Look, control};
use super::header::brand;
use super::icon::{Picture, icon};
use super::later;
use super::paste::{field, use_pasted};
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

/// The start screen.
#[component]
pub fn Start(props: &Props) -> Html {
    let pasted = use_pasted();
    let take = {
        let (ontext, onbad) = (props.ontext.clone(), props.onbad.clone());
        Callback::from(move |intake: Result<Intake, intake::Error>| match intake {
            Ok(intake) => ontext.emit(intake),
            Err(error) => onbad.emit(error.to_string()),
        })
    };
    let annotate = {
        let (pasted, take) = (pasted.clone(), take.clone());
        Callback::from(move |()| {
            if let Some(intake) = pasted.article() {
                if let Some(keep) = later::keeping().filter(|_| intake.is_ok()) {
                    (keep.taken)();
                }
                take.emit(intake);
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
                    { field(&pasted, "article-text", AttrValue::default(), &annotate) }
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
