//! Menus and buttons of the scheme's labels. A menu's values are the labels'
//! numbers.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::model::scheme::{Label, Scheme};

/// The labels as options of a menu, one of them chosen if its number is given.
pub fn label_options(scheme: &Scheme, chosen: Option<usize>) -> Html {
    let labels = scheme.labels.iter().enumerate();
    labels
        .map(|(number, label)| label_option(number, chosen == Some(number), label.name.clone()))
        .collect()
}

/// One of them, by a name that fits the menu.
pub fn label_option(number: usize, selected: bool, name: String) -> Html {
    html! { <option key={number} value={number.to_string()} {selected}>{ name }</option> }
}

/// The number that a menu says.
pub fn number(event: &Event) -> Option<usize> {
    event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok()
}

/// What stands on a button that tags: the look, the name and the key of a label.
pub fn label_face(label: &Label) -> Html {
    html! {
        <>
            <span class="swatch" aria-hidden="true" />{ &label.name }
            if let Some(key) = label.key {
                <kbd aria-hidden="true">{ key }</kbd>
            }
        </>
    }
}
