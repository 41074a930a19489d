//! What is known about the article: title, source, author, date, language.

use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::dialog::Dialog;
use super::fields::put;
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
    let first = use_state(|| props.facts.clone());
    // Only at first: what is typed since stays, whatever is drawn anew.
    use_effect_with((), {
        let (fields, first) = (fields.clone(), first.clone());
        move |()| {
            for (field, words) in fields.iter().zip(listed(&first)) {
                put(field, words.as_deref().unwrap_or_default(), true);
            }
        }
    });
    let onsubmit = {
        let (fields, dispatch, onclose) = (fields.clone(), props.dispatch.clone(), props.onclose.clone());
        let (first, now) = (first.clone(), props.facts.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let words = |number: usize| {
                let field = fields[number].cast::<HtmlInputElement>()?;
                let said = Some(field.value().trim().to_owned()).filter(|words| !words.is_empty());
                // What was left as it was may be other by now.
                let left = said == *listed(&first)[number];
                if left { listed(&now)[number].clone() } else { said }
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
    let rows = [
        ("Title", "text", "The headline"),
        ("Source", "url", "https://…"),
        ("Author", "text", ""),
        ("Published", "text", "2026-11-24"),
        ("Language", "text", "en, pt-BR, ar …"),
    ];
    let rows = rows.into_iter().zip(fields.iter()).map(|((name, kind, hint), field)| {
        html! {
            <label key={name} class="field">
                <span>{ name }</span>
                <input ref={field.clone()} type={kind} dir="auto" autocomplete="off" placeholder={hint} />
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

/// The facts in the order of their fields.
fn listed(facts: &Known) -> [&Option<String>; 5] {
    [
        &facts.title,
        &facts.url,
        &facts.author,
        &facts.published,
        &facts.language,
    ]
}
