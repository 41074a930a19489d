//! What can be changed of a label.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::prelude::*;

use super::fields::Typed;
use crate::model::annotation::LabelId;
use crate::model::scheme::{Attribute, AttributeKind, Color, Label, Line};
use crate::model::scheme_edit::Edit;

/// The kinds of attribute by the names that people see, in the order of the menu.
const KINDS: [&str; 4] = ["choice", "text", "text or words of the article", "yes or no"];

/// The form of the label at this place among so many.
pub fn label_form(label: &Label, number: usize, of: usize, edit: &Callback<Edit>) -> Html {
    let id = &label.id;
    let with = |make: fn(LabelId, String) -> Edit| {
        let id = id.clone();
        edit.reform(move |words| make(id.clone(), words))
    };
    let button = |name: &'static str, edit_it: Option<Edit>| button(name, &label.name, edit_it, edit);
    let up = number
        .checked_sub(1)
        .map(|to| Edit::MoveLabel { label: id.clone(), to });
    let down = (number + 1 < of).then(|| Edit::MoveLabel {
        label: id.clone(),
        to: number + 1,
    });
    let color = with(|label, hex| Edit::Recolor {
        label,
        color: Color::parse(&hex).unwrap_or(Color([0x70; 3])),
    });
    let line = with(|label, name| Edit::SetLine {
        label,
        line: Line::of(&name).unwrap_or_default(),
    });
    let key = with(|label, words| Edit::SetKey {
        label,
        key: words.trim().chars().next(),
    });
    let lines = Line::NAMES.map(|(this, name)| {
        html! { <option key={name} value={name} selected={label.line == this}>{ name }</option> }
    });
    let guideline = with(|label, guideline| Edit::SetGuideline { label, guideline });
    let count = label.attributes.len();
    let attributes = label
        .attributes
        .iter()
        .enumerate()
        .map(|(place, attribute)| attribute_form(id, attribute, place, count, edit));
    html! {
        <section key={id.as_str()} aria-label={label.name.clone()}>
            { text("Name", label.name.clone(), with(|label, name| Edit::RenameLabel { label, name })) }
            <div class="looks">
                <label class="field"><span>{ "Colour" }</span>
                    <input type="color" value={label.color.to_string()} onchange={from_input(color)} />
                </label>
                <label class="field"><span>{ "Line" }</span>
                    <select onchange={from_menu(line)}>{ for lines }</select>
                </label>
                <label class="field"><span>{ "Key" }</span>
                    <input type="text" maxlength="2" autocomplete="off" value={label.key.map(String::from).unwrap_or_default()} onchange={from_input(key)} />
                </label>
            </div>
            <label class="field"><span>{ "When to mark" }</span>
                <Typed rows=5 value={label.guideline.clone().unwrap_or_default()} onchange={guideline} />
            </label>
            <div class="ready">
                { button("Move up", up) }
                { button("Move down", down) }
                { button("Remove", Some(Edit::RemoveLabel { label: id.clone() })) }
            </div>
            <h3>{ "Fields" }</h3>
            <ul class="attributes">{ for attributes }</ul>
            { add_attribute(id, edit) }
        </section>
    }
}

fn attribute_form(label: &LabelId, attribute: &Attribute, place: usize, of: usize, edit: &Callback<Edit>) -> Html {
    let with = |make: fn(LabelId, Rc<str>, String) -> Edit| {
        let (label, attribute) = (label.clone(), Rc::clone(&attribute.id));
        edit.reform(move |words| make(label.clone(), Rc::clone(&attribute), words))
    };
    let to = |to: usize| Edit::MoveAttribute {
        label: label.clone(),
        attribute: Rc::clone(&attribute.id),
        to,
    };
    let options = match &attribute.kind {
        AttributeKind::Choice(options) => Some(("Options, one per line", options)),
        AttributeKind::TextOrSpan(ready) => Some(("Ready answers, one per line", ready)),
        AttributeKind::Text | AttributeKind::YesNo => None,
    };
    let kind = {
        let (label, id, old) = (label.clone(), Rc::clone(&attribute.id), attribute.kind.clone());
        edit.reform(move |name: String| Edit::SetAttributeKind {
            label: label.clone(),
            attribute: Rc::clone(&id),
            kind: kind_of(&name, Some(&old)),
        })
    };
    let fold = {
        let (label, id, folded) = (label.clone(), Rc::clone(&attribute.id), !attribute.folded);
        edit.reform(move |_: Event| Edit::FoldAttribute {
            label: label.clone(),
            attribute: Rc::clone(&id),
            folded,
        })
    };
    let remove = Edit::RemoveAttribute {
        label: label.clone(),
        attribute: Rc::clone(&attribute.id),
    };
    let name_of = attribute.name.clone();
    html! {
        <li key={&*attribute.id}>
            <details>
                <summary>{ &attribute.name }<span class="said-of">{ name_of_kind(&attribute.kind) }</span></summary>
                { text("Name", attribute.name.clone(), with(|label, attribute, name| Edit::RenameAttribute { label, attribute, name })) }
                <label class="field"><span>{ "Filled in with" }</span>
                    <select onchange={from_menu(kind)}>{ for kinds(Some(&attribute.kind)) }</select>
                </label>
                if let Some((title, options)) = options {
                    <label class="field"><span>{ title }</span>
                        <Typed
                            rows={options.len() + 1}
                            value={options.join("\n")}
                            onchange={with(|label, attribute, words| Edit::SetOptions {
                                label,
                                attribute,
                                options: words.lines().map(str::to_owned).collect(),
                            })}
                        />
                    </label>
                }
                { text("Hint", attribute.hint.clone().unwrap_or_default(), with(|label, attribute, hint| Edit::SetHint { label, attribute, hint })) }
                <label class="check"><input type="checkbox" checked={attribute.folded} onchange={fold} />{ "Under “More”" }</label>
                <div class="ready">
                    { button("Move up", &name_of, place.checked_sub(1).map(to), edit) }
                    { button("Move down", &name_of, (place + 1 < of).then(|| to(place + 1)), edit) }
                    { button("Remove", &name_of, Some(remove), edit) }
                </div>
            </details>
        </li>
    }
}

fn add_attribute(label: &LabelId, edit: &Callback<Edit>) -> Html {
    let onsubmit = {
        let (label, edit) = (label.clone(), edit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: web_sys::Element = event.target_unchecked_into();
            let find = |name: &str| form.query_selector(name).ok().flatten();
            let field = find("input").map(wasm_bindgen::JsCast::unchecked_into::<HtmlInputElement>);
            let menu = find("select").map(wasm_bindgen::JsCast::unchecked_into::<HtmlSelectElement>);
            if let (Some(field), Some(menu)) = (field, menu) {
                edit.emit(Edit::AddAttribute {
                    label: label.clone(),
                    name: field.value(),
                    kind: kind_of(&menu.value(), None),
                });
                field.set_value("");
            }
        })
    };
    html! {
        <form class="adding" {onsubmit}>
            <input type="text" aria-label="Name of a new field" placeholder="Name of a new field" autocomplete="off" dir="auto" />
            <select aria-label="Kind of the new field">{ for kinds(None) }</select>
            <button type="submit" class="small">{ "Add field" }</button>
        </form>
    }
}

fn kinds(now: Option<&AttributeKind>) -> impl Iterator<Item = Html> {
    let now = now.map_or(KINDS[0], name_of_kind);
    KINDS
        .into_iter()
        .map(move |name| html! { <option key={name} value={name} selected={now == name}>{ name }</option> })
}

fn name_of_kind(kind: &AttributeKind) -> &'static str {
    KINDS[match kind {
        AttributeKind::Choice(_) => 0,
        AttributeKind::Text => 1,
        AttributeKind::TextOrSpan(_) => 2,
        AttributeKind::YesNo => 3,
    }]
}

/// The kind of this name, with the options that there are. A new choice begins
/// with two.
fn kind_of(name: &str, old: Option<&AttributeKind>) -> AttributeKind {
    let options = match old {
        Some(AttributeKind::Choice(options) | AttributeKind::TextOrSpan(options)) => options.clone(),
        _ => Vec::new(),
    };
    match KINDS.iter().position(|kind| *kind == name) {
        Some(0) if options.is_empty() => AttributeKind::Choice(vec!["first".to_owned(), "second".to_owned()]),
        Some(0) => AttributeKind::Choice(options),
        Some(2) => AttributeKind::TextOrSpan(options),
        Some(3) => AttributeKind::YesNo,
        _ => AttributeKind::Text,
    }
}

/// A button for an edit, greyed out where there is none.
pub(super) fn button(name: &'static str, of: &str, wanted: Option<Edit>, edit: &Callback<Edit>) -> Html {
    let disabled = wanted.is_none().then_some("true");
    let edit = edit.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(wanted) = wanted.clone() {
            edit.emit(wanted);
        }
    });
    html! { <button type="button" class="small" aria-label={format!("{name}: {of}")} aria-disabled={disabled} {onclick}>{ name }</button> }
}

/// A text field with its name.
pub(super) fn text(name: &'static str, value: String, onchange: Callback<String>) -> Html {
    html! {
        <label class="field"><span>{ name }</span>
            <Typed {value} {onchange} />
        </label>
    }
}

fn from_input(words: Callback<String>) -> Callback<Event> {
    words.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value())
}

fn from_menu(words: Callback<String>) -> Callback<Event> {
    words.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value())
}
