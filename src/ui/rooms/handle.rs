//! A handle at an end of the chosen annotation, to drag. Keys and buttons do the
//! same, so it is there for pointers only.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::prelude::*;

use crate::dom::painter::Painter;
use crate::dom::{chance, found, page, painter, selection};
use crate::model::annotation::Annotation;
use crate::model::caret::Edge;
use crate::model::offset::TextRange;
use crate::model::segmentation::snap_to_words;
use crate::model::session::Action;
use crate::model::span::Span;
use crate::ui::store::{Dispatch, Now};

#[derive(Clone, Properties)]
pub struct Props {
    pub edge: Edge,
    /// Left, top and height of the line there, in CSS pixels of the page.
    pub end: (f64, f64, f64),
    pub class: String,
    pub work: Now,
    pub annotation: Rc<Annotation>,
    pub dispatch: Dispatch,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.end == other.end && Rc::ptr_eq(&self.annotation, &other.annotation) && self.class == other.class
    }
}

/// The handle.
#[component]
pub fn Handle(props: &Props) -> Html {
    let node = use_node_ref();
    let dragged = use_mut_ref(|| None::<Option<Span>>);
    {
        let node = node.clone();
        use_effect_with(props.end, move |(x, y, height)| {
            if let Some(handle) = node.cast::<HtmlElement>() {
                page::set_property(&handle, "--x", &format!("{x:.0}px"));
                page::set_property(&handle, "--y", &format!("{y:.0}px"));
                page::set_property(&handle, "--height", &format!("{height:.0}px"));
            }
        });
    }
    let onpointerdown = {
        let dragged = Rc::clone(&dragged);
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            *dragged.borrow_mut() = Some(None);
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(target) = target {
                let _ = target.set_pointer_capture(event.pointer_id());
            }
        })
    };
    let onpointermove = {
        let (dragged, props) = (Rc::clone(&dragged), props.clone());
        Callback::from(move |event: PointerEvent| {
            if dragged.borrow().is_none() {
                return;
            }
            let Some(painter) = painter::current() else {
                return;
            };
            if let Some(span) = dragged_to(&props, &painter, &event) {
                found::show(&painter, &[span.range()], Some(0));
                *dragged.borrow_mut() = Some(Some(span));
            }
        })
    };
    let onpointerup = {
        let (dragged, props) = (Rc::clone(&dragged), props.clone());
        Callback::from(move |_: PointerEvent| {
            found::clear();
            if let Some(Some(span)) = dragged.borrow_mut().take() {
                props.dispatch.dispatch(Action::Respan {
                    id: props.annotation.id.clone(),
                    span,
                    at: chance::now(),
                });
            }
        })
    };
    let side = if props.edge == Edge::Start {
        "at-start"
    } else {
        "at-end"
    };
    html! {
        <div
            ref={node}
            class={classes!("handle", side, props.class.clone())}
            aria-hidden="true"
            {onpointerdown}
            {onpointermove}
            {onpointerup}
        />
    }
}

/// The span of the annotation if this end is put where the pointer is.
fn dragged_to(props: &Props, painter: &Painter, event: &PointerEvent) -> Option<Span> {
    let text = props.work.text();
    // The handle hangs below its line: what is meant is a little above the pointer.
    let y = event.client_y() - if event.pointer_type() == "touch" { 22 } else { 4 };
    let at = selection::at(painter, text, event.client_x(), y)?;
    let span = props.annotation.span;
    let part = match props.edge {
        Edge::Start if at < span.end() => TextRange::new(at, span.end()),
        Edge::End if at > span.start() => TextRange::new(span.start(), at),
        Edge::Start | Edge::End => return None,
    };
    let drawn = Span::new(text, part)?;
    Some(if event.alt_key() {
        drawn
    } else {
        snap_to_words(text, drawn)
    })
}
