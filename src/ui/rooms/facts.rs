//! What is known about the article: title, source, author, date, language.

use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::dialog::Dialog;
use crate::model::project::Facts as Known;
use crate::model::session::Action;
use crate::ui::store::Dispatch;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The facts, as they were when the dialog opened.
    pub facts: Known,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
    /// Asks for a new version of the text.
    pub onrevise: Callback<()>,
}

/// The dialog.
#[component]
pub fn Facts(props: &Props) -> Html {
    let fields: [NodeRef; 5] = std::array::from_fn(|_| NodeRef::default());
    let fields = use_state(|| fields);
    let onsubmit = {
        let (fields, dispatch, onclose) = (fields.clone(), props.dispatch.clone(), props.onclose.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let words = |number: usize| {
                let field = fields[number].cast::<HtmlInputElement>()?;
                Some(field.value().trim().to_owned()).filter(|words| !words.is_empty())
            };
            dispatch.dispatch(Action::Describe(Known {
                title: words(0),
                url: words(1),
                author: words(2),
                published: words(3),
                language: words(4),
            }));
            onclose.emit(());
        })
    };
    let facts = &props.facts;
    let rows = [
        ("Title", "text", &facts.title, "The headline"),
        ("Source", "url", &facts.url, "https://…"),
        ("Author", "text", &facts.author, ""),
        ("Published", "text", &facts.published, "2026-11-24"),
        ("Language", "text", &facts.language, "en, pt-BR, ar …"),
    ];
    let rows = rows.into_iter().zip(fields.iter()).map(|((name, kind, value, hint), field)| {
        html! {
            <label key={name} class="field">
                <span>{ name }</span>
                <input ref={field.clone()} type={kind} dir="auto" autocomplete="off" value={value.clone().unwrap_or_default()} placeholder={hint} />
            </label>
        }
    });
    html! {
        <Dialog title="About the article" class="narrow" onclose={props.onclose.clone()}>
            <form class="facts" {onsubmit}>
                { for rows }
                <p class="hint">{ "All of it is optional and stands in the file that you download." }</p>
                <div class="answers">
                    <button type="submit" class="primary">{ "Save" }</button>
                    <button type="button" onclick={props.onclose.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
                    <span class="spring" />
                    <button type="button" class="link" onclick={props.onrevise.reform(|_: MouseEvent| ())}>
                        { "New version of the text" }
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
