//! A field with a list under it that follows what is typed: one of the list is picked.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::dom::page;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The name of the field.
    pub label: AttrValue,
    /// The name of the list.
    pub options_label: AttrValue,
    pub placeholder: AttrValue,
    /// What stands in the field at first.
    #[prop_or_default]
    pub words: AttrValue,
    /// What can be picked, the best first.
    pub options: Vec<Html>,
    /// What is said when there is nothing to pick.
    pub nothing: AttrValue,
    /// Hears what is typed.
    pub onwords: Callback<String>,
    /// Hears the number of what is picked.
    pub onpick: Callback<usize>,
}

/// The field and the list (the pattern “editable combobox with list autocomplete” of the
/// ARIA Authoring Practices). The first of the list is what Enter picks, the arrows go
/// to others.
#[component]
pub fn Combobox(props: &Props) -> Html {
    let at = use_state(|| 0usize);
    let field = use_node_ref();
    let list = use_node_ref();
    use_effect_with((), {
        let (field, words) = (field.clone(), props.words.clone());
        move |()| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.set_value(&words);
                field.select();
            }
        }
    });
    let count = props.options.len();
    let now = (*at).min(count.saturating_sub(1));
    use_effect_with((now, count), {
        let list = list.clone();
        move |&(now, _)| {
            let option = list
                .cast::<web_sys::Element>()
                .and_then(|list| list.children().item(now as u32));
            if let Some(option) = option {
                page::scroll_near(&option);
            }
        }
    });
    let onkeydown = {
        let (at, onpick) = (at.clone(), props.onpick.clone());
        Callback::from(move |event: KeyboardEvent| {
            let len = count.max(1);
            match event.key().as_str() {
                "ArrowDown" => at.set((now + 1) % len),
                "ArrowUp" => at.set((now + len - 1) % len),
                "Enter" if count > 0 => onpick.emit(now),
                "Enter" => {}
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = {
        let (at, onwords) = (at.clone(), props.onwords.clone());
        Callback::from(move |event: InputEvent| {
            at.set(0);
            onwords.emit(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let options = props.options.iter().enumerate().map(|(number, option)| {
        html! {
            <li
                key={number}
                id={format!("option-{number}")}
                role="option"
                aria-selected={(number == now).to_string()}
                onclick={props.onpick.reform(move |_: MouseEvent| number)}
            >
                { option.clone() }
            </li>
        }
    });
    html! {
        <>
            <input
                ref={field}
                type="text"
                role="combobox"
                aria-label={props.label.clone()}
                aria-expanded="true"
                aria-controls="options"
                aria-autocomplete="list"
                aria-activedescendant={(count > 0).then(|| format!("option-{now}"))}
                placeholder={props.placeholder.clone()}
                autocomplete="off"
                autofocus=true
                dir="auto"
                {oninput}
                {onkeydown}
            />
            <ul ref={list} id="options" role="listbox" aria-label={props.options_label.clone()}>{ for options }</ul>
            if count == 0 {
                <p class="hint" role="status">{ &props.nothing }</p>
            }
        </>
    }
}
