//! Where the work is done: the article in the middle, what was marked beside it.

use std::rc::Rc;

use yew::prelude::*;

use super::article::Article;
use super::card::{Card, legend};
use super::header::{State, header};
use super::list::List;
use super::store::Dispatch;
use super::toolbar::Toolbar;
use crate::model::annotation::Annotation;
use crate::model::annotation_set::AnnotationSet;
use crate::model::command::Command;
use crate::model::intake::counted;
use crate::model::project::Document;
use crate::model::scheme::Scheme;
use crate::model::span::Span;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub document: Rc<Document>,
    pub scheme: Rc<Scheme>,
    pub annotations: AnnotationSet,
    pub chosen: Option<Rc<Annotation>>,
    pub selected: Option<Span>,
    pub can_undo: bool,
    pub can_redo: bool,
    pub unsaved: bool,
    /// The button that switches the theme.
    pub theme: Html,
    pub dispatch: Dispatch,
    pub run: Callback<Command>,
}

/// The desk.
#[component]
pub fn Desk(props: &Props) -> Html {
    let raised = use_state(|| false);
    let toggle = {
        let raised = raised.clone();
        Callback::from(move |_| raised.set(!*raised))
    };
    let chosen = props.chosen.as_ref();
    let count = props.annotations.len();
    let state = State {
        heading: props.document.heading(),
        can_undo: props.can_undo,
        can_redo: props.can_redo,
        unsaved: props.unsaved,
    };
    html! {
        <div class="desk">
            { header(&state, props.theme.clone(), &props.run) }
            <div class="table">
                <main>
                    <Article
                        document={Rc::clone(&props.document)}
                        scheme={Rc::clone(&props.scheme)}
                        annotations={props.annotations.clone()}
                        chosen={props.chosen.clone()}
                        selected={props.selected}
                        dispatch={props.dispatch.clone()}
                    />
                    if let Some(selected) = props.selected {
                        <Toolbar {selected} scheme={Rc::clone(&props.scheme)} run={props.run.clone()} />
                    }
                </main>
                <aside class={classes!("panel", raised.then_some("raised"))} aria-label="Annotations and details">
                    <button type="button" class="lift" aria-expanded={raised.to_string()} onclick={toggle}>
                        { counted(count, "annotation") }
                        <span aria-hidden="true">{ if *raised { "▾" } else { "▴" } }</span>
                    </button>
                    <div class="sheet">
                        if let Some(annotation) = chosen {
                            <Card
                                key={annotation.id.as_str()}
                                annotation={Rc::clone(annotation)}
                                text={props.document.text.clone()}
                                scheme={Rc::clone(&props.scheme)}
                                dispatch={props.dispatch.clone()}
                                run={props.run.clone()}
                            />
                        }
                        <List
                            text={props.document.text.clone()}
                            scheme={Rc::clone(&props.scheme)}
                            annotations={props.annotations.clone()}
                            chosen={chosen.map(|annotation| annotation.id.clone())}
                            dispatch={props.dispatch.clone()}
                        />
                        if chosen.is_none() {
                            { legend(&props.scheme, count == 0) }
                        }
                    </div>
                </aside>
            </div>
        </div>
    }
}
