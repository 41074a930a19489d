//! The labels, beside the selected words.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::label_menu::label_face;
use crate::dom::{page, selection};
use crate::model::command::Command;
use crate::model::scheme::Scheme;
use crate::model::session::Mode;
use crate::model::span::Span;
use crate::model::work::Work;
use crate::ui::later::Ctx;

#[derive(Properties, PartialEq)]
struct Props {
    pub selected: Span,
    pub scheme: Rc<Scheme>,
    /// What the selection is for.
    pub mode: Mode,
    pub run: Callback<Command>,
}

/// The toolbar, if words are selected.
pub fn toolbar(work: &Work, ctx: &Ctx) -> Html {
    html! {
        if let Some(selected) = work.selected {
            <Toolbar
                {selected}
                scheme={Rc::clone(work.scheme())}
                mode={work.mode.clone()}
                run={ctx.run.clone()}
            />
        }
    }
}

/// One button for each label. On a wide page it stands by the selection, on a
/// narrow one at the bottom, under the thumbs.
#[component]
fn Toolbar(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.selected, move |_| {
            if let (Some(bar), Some((first, last))) = (node.cast::<HtmlElement>(), selection::boxes()) {
                page::put_beside(&bar, &first, &last);
            }
        });
    }
    // A press on a button must not take the selection away.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    let buttons = props.scheme.labels.iter().enumerate().map(|(number, label)| {
        let onclick = props.run.reform(move |_| Command::Label(number));
        let key = label.key.map(String::from);
        let title = key
            .as_ref()
            .map(|key| format!("Tag as {} ({key})", label.name.to_ascii_lowercase()));
        html! {
            <button
                key={label.id.as_str()}
                type="button"
                class={format!("tag label-{number}")}
                aria-keyshortcuts={key}
                {title}
                {onclick}
            >
                { label_face(label) }
            </button>
        }
    });
    if matches!(props.mode, Mode::Pick { .. }) {
        let onclick = props.run.reform(|_| Command::Enter);
        return html! {
            <div ref={node} class="toolbar" role="toolbar" aria-label="Labels" {onmousedown}>
                <button type="button" class="tag" aria-keyshortcuts="Enter" {onclick}>
                    { "Use these words" }<kbd aria-hidden="true">{ "Enter" }</kbd>
                </button>
            </div>
        };
    }
    html! {
        <div ref={node} class="toolbar" role="toolbar" aria-label="Labels" {onmousedown}>{ for buttons }</div>
    }
}
