//! What the list of annotations is limited to.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::label_menu::{label_option, label_options, number};
use crate::model::filter::Filter;
use crate::model::session::{Action, Mode};
use crate::model::work::Work;
use crate::ui::later::Ctx;

/// The filter: words, a label, an attribute that is filled in.
pub fn filter(work: &Work, filter: &Filter, onchange: Callback<Filter>) -> Html {
    let scheme = work.scheme();
    let onwords = {
        let (filter, onchange) = (filter.clone(), onchange.clone());
        Callback::from(move |event: InputEvent| {
            let words = event.target_unchecked_into::<HtmlInputElement>().value();
            onchange.emit(Filter {
                words,
                ..filter.clone()
            });
        })
    };
    let onlabel = {
        let (filter, onchange) = (filter.clone(), onchange.clone());
        let labels: Vec<_> = scheme.labels.iter().map(|label| label.id.clone()).collect();
        Callback::from(move |event: Event| {
            let label = number(&event).and_then(|number| labels.get(number));
            let labels = label.into_iter().cloned().collect();
            onchange.emit(Filter {
                labels,
                ..filter.clone()
            });
        })
    };
    let onattribute = {
        let (filter, onchange) = (filter.clone(), onchange.clone());
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let attribute = Some(value)
                .filter(|value| !value.is_empty())
                .map(|id| (Rc::from(id), None));
            onchange.emit(Filter {
                attribute,
                ..filter.clone()
            });
        })
    };
    let chosen = |label: &_| filter.labels.first() == Some(label);
    let known = filter.labels.first().and_then(|label| scheme.label(label));
    let mut seen: Vec<&str> = Vec::new();
    let attributes = scheme
        .labels
        .iter()
        .filter(|label| filter.labels.is_empty() || chosen(&label.id));
    let attributes = attributes.flat_map(|label| &label.attributes).filter(|attribute| {
        let new = !seen.contains(&&*attribute.id);
        seen.push(&attribute.id);
        new
    });
    let wanted = filter.attribute.as_ref().map(|(id, _)| Rc::clone(id));
    let attributes: Vec<_> = attributes
        .map(|attribute| {
            let selected = wanted.as_ref() == Some(&attribute.id);
            let name = format!("with {}", attribute.name.to_ascii_lowercase());
            html! { <option key={&*attribute.id} value={attribute.id.to_string()} {selected}>{ name }</option> }
        })
        .collect();
    html! {
        <div class="filter" role="search" aria-label="Filter the list">
            <input type="search" placeholder="Filter" aria-label="Filter by words" value={filter.words.clone()} oninput={onwords} />
            <select aria-label="Filter by label" onchange={onlabel}>
                <option value="" selected={filter.labels.is_empty()}>{ "all labels" }</option>
                { label_options(scheme, known.map(|(number, _)| number)) }
            </select>
            <select aria-label="Filter by attribute" onchange={onattribute}>
                <option value="" selected={filter.attribute.is_none()}>{ "any fields" }</option>
                { for attributes }
            </select>
        </div>
    }
}

/// A menu for the label that every selection gets at once.
pub fn brush(work: &Work, ctx: &Ctx) -> Html {
    let labels: Vec<_> = work.scheme().labels.iter().map(|label| label.id.clone()).collect();
    let dispatch = ctx.store.dispatcher();
    let onchange = Callback::from(move |event: Event| {
        let label = number(&event).and_then(|number| labels.get(number));
        let mode = label.map_or(Mode::Mark, |label| Mode::Brush(label.clone()));
        dispatch.dispatch(Action::Turn(mode));
    });
    let brush = match &work.mode {
        Mode::Brush(label) => work.scheme().label(label).map(|(number, _)| number),
        _ => None,
    };
    let labels = work.scheme().labels.iter().enumerate().map(|(number, label)| {
        label_option(
            number,
            brush == Some(number),
            format!("Every selection: {}", label.name),
        )
    });
    html! {
        <select class={classes!("brush", brush.map(|number| format!("on label-{number}")))} aria-label="Label first" {onchange}>
            <option value="" selected={brush.is_none()}>{ "Select, then label" }</option>
            { for labels }
        </select>
    }
}
