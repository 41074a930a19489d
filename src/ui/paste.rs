//! The field for the text of an article. What is pasted keeps its paragraphs, and what
//! is too long for a field is kept beside it.

use js_sys::JsString;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::later;
use crate::dom::{file, page};
use crate::model::intake::{self, Intake, grouped};

/// How many UTF-16 code units of a paste the field takes. Browsers need minutes
/// to lay out megabytes in a field, so what is longer is kept aside.
pub const FIELD: u32 = 200_000;

/// How many of them are shown of a paste that is kept aside.
const SHOWN: u32 = 2_000;

/// What stands in the field, and what is kept beside it.
#[derive(Clone)]
pub struct Pasted {
    node: NodeRef,
    held: UseStateHandle<Option<JsString>>,
}

/// A field's content. One for each field.
#[hook]
pub fn use_pasted() -> Pasted {
    let (node, held) = (use_node_ref(), use_state(|| None));
    Pasted { node, held }
}

impl Pasted {
    /// The text as an article; `None` as long as there is no field.
    pub fn article(&self) -> Option<Result<Intake, intake::Error>> {
        self.text().as_ref().map(file::clean)
    }

    /// The text as it was typed or pasted; `None` as long as there is no field.
    pub fn text(&self) -> Option<JsString> {
        let shown = || self.area().map(|area| file::field(&area));
        (*self.held).clone().or_else(shown)
    }

    /// Has a text stand in the field, or aside if it is long.
    pub fn set(&self, text: JsString) {
        let Some(area) = self.area() else { return };
        let long = text.length() > FIELD;
        let shown = if long { text.slice(0, SHOWN) } else { text.clone() };
        area.set_value(&String::from(shown));
        self.held.set(long.then_some(text));
    }

    fn area(&self) -> Option<HtmlTextAreaElement> {
        self.node.cast()
    }

    fn clear(&self) {
        self.held.set(None);
        if let Some(area) = self.area() {
            area.set_value("");
            page::focus(&area);
        }
    }

    /// Puts a paste in place of what is selected in the field, or aside if it is long.
    fn put(&self, pasted: JsString) {
        let Some(area) = self.area() else { return };
        if pasted.length() <= FIELD {
            return file::insert(&String::from(pasted));
        }
        let end = |end: Result<Option<u32>, _>| end.ok().flatten().unwrap_or_default();
        let before = file::field(&area);
        let after = before.slice(end(area.selection_end()), before.length());
        let text = before
            .slice(0, end(area.selection_start()))
            .concat(&pasted)
            .concat(&after);
        self.set(text);
    }
}

/// The text of HTML that was copied; `None` if there is none, or the part of the
/// program that knows cannot be had.
async fn with_paragraphs(html: &JsString) -> Option<JsString> {
    let formats = later::load_formats().await?;
    let text = (formats.paragraphs)(&String::from(html));
    (!text.trim().is_empty()).then(|| text.into())
}

/// The field, labelled by the element for its `id`. It begins with `first`; Ctrl+Enter is
/// told to `onenter`.
pub fn field(pasted: &Pasted, id: &'static str, first: AttrValue, onenter: &Callback<()>) -> Html {
    let onpaste = {
        let pasted = pasted.clone();
        Callback::from(move |event: Event| {
            let brought = |media| file::pasted(&event, media).filter(|words| words.length() > 0);
            let (plain, html) = (brought("text/plain"), brought("text/html"));
            // Half a character in it would be lost without a word.
            let html = html.filter(JsString::is_well_formed);
            if html.is_none() && plain.as_ref().is_none_or(|plain| plain.length() <= FIELD) {
                return;
            }
            event.prevent_default();
            let pasted = pasted.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let text = match html {
                    Some(html) => with_paragraphs(&html).await,
                    None => None,
                };
                if let Some(text) = text.or(plain) {
                    pasted.put(text);
                }
            });
        })
    };
    let onkeydown = {
        let onenter = onenter.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                onenter.emit(());
            }
        })
    };
    let clear = {
        let pasted = pasted.clone();
        Callback::from(move |_: MouseEvent| pasted.clear())
    };
    html! {
        <>
            <textarea
                ref={pasted.node.clone()}
                {id}
                dir="auto"
                rows="12"
                spellcheck="false"
                autocomplete="off"
                placeholder="Paste the article here"
                defaultvalue={first}
                readonly={pasted.held.is_some()}
                {onkeydown}
                {onpaste}
            />
            if let Some(text) = &*pasted.held {
                <p class="hint held">
                    { format!("{} characters were pasted. The field shows where they begin; all of them will be there to annotate.", grouped(text.length() as usize)) }
                    <button type="button" class="link" onclick={clear}>{ "Clear" }</button>
                </p>
            }
        </>
    }
}
