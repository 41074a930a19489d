//! The scheme editor: labels, what can be filled in for them, and relations. Each
//! change counts at once and can be undone.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::dialog::Dialog;
use super::label_form::label_form;
use super::relation_form::relation_form;
use crate::dom::file;
use crate::model::format::scheme_file;
use crate::model::intake::counted;
use crate::model::scheme::Scheme;
use crate::model::scheme_edit::left_behind::left_behind;
use crate::model::scheme_edit::{Edit, edited};
use crate::model::session::Action;
use crate::model::work::Work;
use crate::ui::store::{Dispatch, Now};

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub work: Now,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
}

/// What is being edited.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Label(usize),
    Relation(usize),
}

/// The editor.
#[component]
pub fn Editor(props: &Props) -> Html {
    let Props { work, dispatch, .. } = props;
    let scheme = work.scheme();
    let at = use_state_eq(|| At::Label(0));
    let said = use_state_eq(String::new);
    let asked = use_state(|| None::<(Edit, String)>);
    let change = {
        let (work, dispatch) = (work.clone(), dispatch.clone());
        let (said, asked, at) = (said.clone(), asked.clone(), at.clone());
        Callback::from(move |edit: Edit| {
            asked.set(None);
            match edited(work.scheme(), edit.clone()) {
                Ok(scheme) => {
                    said.set(String::new());
                    if let Some(next) = goes_to(&edit, &scheme) {
                        at.set(next);
                    }
                    dispatch.dispatch(Action::Rescheme(Rc::new(scheme)));
                }
                Err(refused) => said.set(refused.to_string()),
            }
        })
    };
    // What an edit leaves behind is said first.
    let edit = {
        let (work, change, asked) = (work.clone(), change.clone(), asked.clone());
        Callback::from(
            move |edit: Edit| match left_behind(work.scheme(), work.markup(), &edit) {
                0 => change.emit(edit),
                count => asked.set(Some((edit.clone(), question(&edit, count, work.scheme())))),
            },
        )
    };
    let labels = scheme.labels.iter().enumerate().map(|(number, label)| {
        let here = *at == At::Label(number);
        let onclick = pick(&at, At::Label(number));
        html! {
            <li key={label.id.as_str()}>
                <button type="button" class={format!("item label-{number}")} aria-current={here.then_some("true")} {onclick}>
                    <span class="badge">{ &label.name }</span>
                    <span class="said-of">{ counted(work.annotations().count(&label.id), "annotation") }</span>
                </button>
            </li>
        }
    });
    let relations = scheme.relations.iter().enumerate().map(|(number, relation)| {
        let here = *at == At::Relation(number);
        let onclick = pick(&at, At::Relation(number));
        html! {
            <li key={&*relation.id}>
                <button type="button" class="item" aria-current={here.then_some("true")} {onclick}>
                    <span class="badge">{ &relation.name }</span>
                </button>
            </li>
        }
    });
    let form = match *at {
        At::Label(number) => scheme
            .labels
            .get(number)
            .map(|label| label_form(label, number, scheme.labels.len(), &edit)),
        At::Relation(number) => scheme
            .relations
            .get(number)
            .map(|relation| relation_form(relation, scheme, &edit)),
    };
    let question = asked.as_ref().map(|(wanted, words)| {
        let (go, keep) = (
            change.reform({
                let wanted = wanted.clone();
                move |_: MouseEvent| wanted.clone()
            }),
            {
                let asked = asked.clone();
                Callback::from(move |_: MouseEvent| asked.set(None))
            },
        );
        html! {
            <div class="question" role="alert">
                <p>{ words.clone() }</p>
                <div class="answers">
                    <button type="button" onclick={go}>{ "Do it" }</button>
                    <button type="button" class="primary" onclick={keep}>{ "Leave it as it is" }</button>
                </div>
            </div>
        }
    });
    html! {
        <Dialog title="Labels and guidelines" class="wide" onclose={props.onclose.clone()}>
            <div class="editor">
                <nav aria-label="What to edit">
                    <h3>{ "Labels" }</h3>
                    <ul>{ for labels }</ul>
                    { adding("Name of a new label", "Add label", edit.reform(|name| Edit::AddLabel { name })) }
                    <h3>{ "Links" }</h3>
                    <ul>{ for relations }</ul>
                    { adding("Name of a new link", "Add link", edit.reform(|name| Edit::AddRelation { name })) }
                    { exchange(work, dispatch, &said) }
                </nav>
                <div class="form">
                    if !said.is_empty() {
                        <p class="refused" role="alert">{ (*said).clone() }</p>
                    }
                    { for question }
                    { for form }
                </div>
            </div>
            <p class="hint">{ "Changes count at once and can be undone. The scheme stands in every file that you download; annotations never change with it." }</p>
        </Dialog>
    }
}

fn pick(at: &UseStateHandle<At>, to: At) -> Callback<MouseEvent> {
    let at = at.clone();
    Callback::from(move |_| at.set(to))
}

/// Where the editor goes after an edit: to what is new, or was moved.
fn goes_to(edit: &Edit, scheme: &Scheme) -> Option<At> {
    match edit {
        Edit::AddLabel { .. } => scheme.labels.len().checked_sub(1).map(At::Label),
        Edit::AddRelation { .. } => scheme.relations.len().checked_sub(1).map(At::Relation),
        Edit::MoveLabel { label, .. } => scheme.label(label).map(|(number, _)| At::Label(number)),
        Edit::RemoveLabel { .. } | Edit::RemoveRelation { .. } => Some(At::Label(0)),
        _ => None,
    }
}

/// What is asked before an edit that takes out what is used.
fn question(edit: &Edit, count: usize, scheme: &Scheme) -> String {
    let annotations = counted(count, "annotation");
    match edit {
        Edit::RemoveLabel { label } => format!(
            "The label {} is used by {annotations}. What is marked stays, and is shown in grey as “{}”, which the scheme does not know any more.",
            scheme.label_name(label),
            label.as_str()
        ),
        Edit::RemoveRelation { relation } => format!(
            "{} are of the type {}. They stay and are shown by that name.",
            counted(count, "link"),
            scheme.relation_name(relation)
        ),
        _ => format!("{annotations} hold a value that would not fit any more. It stays in them and is shown as it is."),
    }
}

/// A field for a name, and the button that adds something of that name.
fn adding(hint: &'static str, name: &'static str, add: Callback<String>) -> Html {
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form: web_sys::Element = event.target_unchecked_into();
        let field = form.query_selector("input").ok().flatten();
        if let Some(field) = field.and_then(|field| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(field).ok()) {
            add.emit(field.value());
            field.set_value("");
        }
    });
    html! {
        <form class="adding" {onsubmit}>
            <input type="text" aria-label={hint} placeholder={hint} autocomplete="off" dir="auto" />
            <button type="submit" class="small">{ name }</button>
        </form>
    }
}

/// The scheme as a file of its own, and from one.
fn exchange(work: &Work, dispatch: &Dispatch, said: &UseStateHandle<String>) -> Html {
    let export = {
        let (scheme, said) = (Rc::clone(work.scheme()), said.clone());
        Callback::from(move |_: MouseEvent| {
            if file::download(
                "scheme.json",
                "application/json",
                scheme_file::write(&scheme).as_bytes(),
            )
            .is_err()
            {
                said.set("The browser did not make the file.".to_owned());
            }
        })
    };
    let onpick = {
        let (dispatch, said) = (dispatch.clone(), said.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let picked = input.files().and_then(|files| files.get(0));
            input.set_value("");
            let Some(picked) = picked else {
                return;
            };
            let (dispatch, said) = (dispatch.clone(), said.clone());
            spawn_local(async move {
                let bytes = file::read(&picked, &|_| true).await.unwrap_or_default();
                match scheme_file::read(&String::from_utf8_lossy(&bytes)) {
                    Ok(scheme) => {
                        let words = format!("{} from {}.", counted(scheme.labels.len(), "label"), picked.name());
                        dispatch.dispatch(Action::Rescheme(Rc::new(scheme)));
                        dispatch.dispatch(Action::Say(words));
                        said.set(String::new());
                    }
                    Err(error) => said.set(error.to_string()),
                }
            });
        })
    };
    html! {
        <div class="exchange">
            <button type="button" class="small" onclick={export}>{ "Export scheme" }</button>
            <label class="small file">
                { "Import scheme" }
                <input type="file" accept=".json,application/json" onchange={onpick} />
            </label>
        </div>
    }
}
