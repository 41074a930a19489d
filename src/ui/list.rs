//! What is annotated, in text order.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::store::Dispatch;
use crate::dom::{page, palette};
use crate::model::annotation::{Annotation, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::scheme::Scheme;
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::text::Text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub text: Text,
    pub scheme: Rc<Scheme>,
    pub annotations: AnnotationSet,
    pub chosen: Option<Id>,
    pub dispatch: Dispatch,
}

/// The list of annotations, with counts for each label.
#[component]
pub fn List(props: &Props) -> Html {
    let counts = props.scheme.labels.iter().enumerate().map(|(number, label)| {
        let count = props.annotations.iter().filter(|a| a.label == label.id).count();
        html! {
            <span key={label.id.as_str()} class={format!("count label-{number}")}>
                <span class="swatch" aria-hidden="true" />{ &label.name }<b>{ count }</b>
            </span>
        }
    });
    let items = props.annotations.iter().map(|annotation| {
        html! {
            <Item
                key={annotation.id.as_str()}
                annotation={Rc::clone(annotation)}
                text={props.text.clone()}
                scheme={Rc::clone(&props.scheme)}
                chosen={props.chosen.as_ref() == Some(&annotation.id)}
                dispatch={props.dispatch.clone()}
            />
        }
    });
    html! {
        <section class="list">
            <h2 id="annotations-title">{ "Annotations" }</h2>
            <p class="counts">{ for counts }</p>
            <ol role="list" aria-labelledby="annotations-title">{ for items }</ol>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct ItemProps {
    annotation: Rc<Annotation>,
    text: Text,
    scheme: Rc<Scheme>,
    chosen: bool,
    dispatch: Dispatch,
}

#[component]
fn Item(props: &ItemProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.chosen, move |&chosen| {
            if let (true, Some(item)) = (chosen, node.cast::<HtmlElement>()) {
                page::scroll_in_parent(&item);
            }
        });
    }
    let annotation = &props.annotation;
    let onclick = {
        let (dispatch, id) = (props.dispatch.clone(), annotation.id.clone());
        Callback::from(move |_| dispatch.dispatch(Action::Choose(Some(id.clone()))))
    };
    let class = palette::class(&props.scheme, &annotation.label);
    html! {
        <li ref={node}>
            <button type="button" class={classes!("item", class)} aria-current={props.chosen.then_some("true")} {onclick}>
                <span class="badge">{ props.scheme.label_name(&annotation.label) }</span>
                <span class="quote" dir="auto">{ short(annotation.span.quote(&props.text), 80) }</span>
            </button>
        </li>
    }
}
