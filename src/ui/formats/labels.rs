//! What the labels of another tool become.

use std::collections::BTreeMap;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::model::annotation::LabelId;
use crate::model::exchange::labels::{Becomes, Mapping};
use crate::model::intake::grouped;
use crate::model::scheme::Scheme;

/// The labels of files, each with the number of its annotations and a menu for what
/// it becomes.
pub fn label_table(
    names: &BTreeMap<LabelId, usize>,
    mapping: &Mapping,
    scheme: &Scheme,
    choose: &Callback<(LabelId, Becomes)>,
) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    let rows = names.iter().map(|(name, count)| {
        html! {
            <tr key={name.as_str()}>
                <th scope="row" dir="auto">{ name.as_str().to_owned() }</th>
                <td class="many">{ grouped(*count) }</td>
                <td>{ menu(name, mapping.get(name), scheme, choose) }</td>
            </tr>
        }
    });
    html! {
        <section>
            <h3>{ "Labels" }</h3>
            <table class="mapping">
                <thead>
                    <tr>
                        <th scope="col">{ "In the file" }</th>
                        <th scope="col" class="many">{ "Count" }</th>
                        <th scope="col">{ "Becomes" }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </section>
    }
}

fn menu(name: &LabelId, becomes: Option<&Becomes>, scheme: &Scheme, choose: &Callback<(LabelId, Becomes)>) -> Html {
    let labels: Vec<_> = scheme.labels.iter().map(|label| label.id.clone()).collect();
    let options = scheme.labels.iter().enumerate().map(|(number, label)| {
        let selected = becomes == Some(&Becomes::Label(label.id.clone()));
        html! { <option key={number} value={number.to_string()} {selected}>{ &label.name }</option> }
    });
    let onchange = {
        let (name, choose) = (name.clone(), choose.clone());
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let label = value.parse().ok().and_then(|number: usize| labels.get(number));
            let becomes = match (label, value.as_str()) {
                (Some(label), _) => Becomes::Label(label.clone()),
                (None, "new") => Becomes::New,
                (None, _) => Becomes::Nothing,
            };
            choose.emit((name.clone(), becomes));
        })
    };
    html! {
        <select aria-label={format!("{} becomes", name.as_str())} {onchange}>
            { for options }
            <option value="new" selected={becomes == Some(&Becomes::New)}>{ "New label" }</option>
            <option value="out" selected={becomes == Some(&Becomes::Nothing)}>{ "Leave out" }</option>
        </select>
    }
}
