//! The dialog that gives a stored document another title.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::keeper::keeper;
use super::stored;
use crate::ui::rooms::dialog::Dialog;
use crate::ui::rooms::fields::put;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which document.
    pub document: String,
    /// What it is called now.
    pub name: String,
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn Rename(props: &Props) -> Html {
    let field = use_node_ref();
    // Only at first: what is typed since stays, whatever is drawn anew.
    use_effect_with((), {
        let (field, name) = (field.clone(), props.name.clone());
        move |()| put(&field, &name, true)
    });
    let onsubmit = {
        let (field, document, onclose) = (field.clone(), props.document.clone(), props.onclose.clone());
        let name = props.name.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onclose.emit(());
            let title = field.cast::<HtmlInputElement>().map(|field| field.value());
            let (Some(title), Some(keeper)) = (title, keeper()) else {
                return;
            };
            let (document, name) = (document.clone(), name.clone());
            spawn_local(async move {
                match stored::rename(&keeper, &document, &title).await {
                    Ok(()) => keeper.say("Renamed.", false),
                    Err(undone) => keeper.say(&undone.words(&name), true),
                }
            });
        })
    };
    let oncancel = props.onclose.reform(|_: MouseEvent| ());
    html! {
        <Dialog title="Rename" onclose={props.onclose.clone()} class="narrow">
            <form {onsubmit}>
                <label class="field">
                    <span>{ "Title of the article" }</span>
                    <input ref={field} type="text" dir="auto" autocomplete="off" />
                </label>
                <div class="answers">
                    <button type="submit" class="primary">{ "Rename" }</button>
                    <button type="button" onclick={oncancel}>{ "Cancel" }</button>
                </div>
            </form>
        </Dialog>
    }
}
