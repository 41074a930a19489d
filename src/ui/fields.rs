//! A field for an attribute of the chosen annotation.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::store::Dispatch;
use crate::dom::chance;
use crate::model::annotation::{Annotation, LabelId, Value};
use crate::model::scheme::{Attribute, AttributeKind};
use crate::model::session::Action;
use crate::model::text::Text;

/// The field. What is left empty is absent from the file.
pub fn field(label: &LabelId, attribute: &Attribute, of: &Annotation, text: &Text, dispatch: &Dispatch) -> Html {
    let fill = {
        let (dispatch, id, attribute) = (dispatch.clone(), of.id.clone(), attribute.id.clone());
        Callback::from(move |value: Option<Value>| {
            dispatch.dispatch(Action::Fill {
                id: id.clone(),
                attribute: attribute.clone(),
                value,
                at: chance::now(),
            });
        })
    };
    let value = of.attributes.get(&attribute.id);
    let shown = value.map(|value| value.shown(text).to_owned()).unwrap_or_default();
    let control = match &attribute.kind {
        AttributeKind::Choice(options) => choice(options, shown, fill, false),
        AttributeKind::YesNo => choice(&["yes".to_owned(), "no".to_owned()], shown, fill, true),
        AttributeKind::Text => words(attribute, &[], shown, fill),
        AttributeKind::TextOrSpan(ready) => words(attribute, ready, shown, fill),
    };
    html! {
        <label key={format!("{}-{}", label.as_str(), attribute.id)} class="field" title={attribute.hint.clone()}>
            <span>{ &attribute.name }</span>
            { control }
        </label>
    }
}

fn choice(options: &[String], value: String, fill: Callback<Option<Value>>, flag: bool) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let words = event.target_unchecked_into::<HtmlSelectElement>().value();
        fill.emit(match words.as_str() {
            "" => None,
            "yes" if flag => Some(Value::Flag(true)),
            "no" if flag => Some(Value::Flag(false)),
            _ => Some(Value::Text(words)),
        });
    });
    // A value that is not among the options is kept and shown.
    let other = (!value.is_empty() && !options.contains(&value)).then(|| value.clone());
    let options = options.iter().chain(&other).map(|option| {
        html! { <option key={option.clone()} value={option.clone()} selected={*option == value}>{ option }</option> }
    });
    html! {
        <select {onchange}>
            <option value="" selected={value.is_empty()}>{ "–" }</option>
            { for options }
        </select>
    }
}

fn words(attribute: &Attribute, ready: &[String], before: String, fill: Callback<Option<Value>>) -> Html {
    let value = before.clone();
    let onchange = Callback::from(move |event: Event| {
        let words = event
            .target_unchecked_into::<HtmlInputElement>()
            .value()
            .trim()
            .to_owned();
        // Leaving the field as it was must not turn a quote into typed words.
        if words != before {
            fill.emit(Some(words).filter(|words| !words.is_empty()).map(Value::Text));
        }
    });
    let list = format!("ready-{}", attribute.id);
    let options = ready
        .iter()
        .map(|option| html! { <option key={option.clone()} value={option.clone()} /> });
    html! {
        <>
            <input
                type="text"
                dir="auto"
                {value}
                placeholder={attribute.hint.clone()}
                list={(!ready.is_empty()).then(|| list.clone())}
                {onchange}
            />
            if !ready.is_empty() {
                <datalist id={list}>{ for options }</datalist>
            }
        </>
    }
}
