//! The article: a person points, drags and clicks, and hears back spans.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};
use yew::prelude::*;

use super::store::Dispatch;
use crate::dom::painter::Painter;
use crate::dom::selection::{self, Selected};
use crate::dom::{motion, page};
use crate::model::annotation::{Annotation, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::offset::{TextRange, TextSize};
use crate::model::project::Document;
use crate::model::scheme::Scheme;
use crate::model::segmentation::{sentence_at, snap_to_words};
use crate::model::session::Action;
use crate::model::span::Span;
use crate::model::text::Text;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub document: Rc<Document>,
    pub scheme: Rc<Scheme>,
    pub annotations: AnnotationSet,
    pub chosen: Option<Rc<Annotation>>,
    pub selected: Option<Span>,
    pub dispatch: Dispatch,
}

/// The article. Its element holds the text and nothing else; the painter fills it.
#[component]
pub fn Article(props: &Props) -> Html {
    let node = use_node_ref();
    let painter = use_mut_ref(|| None::<Painter>);
    {
        let (node, painter) = (node.clone(), painter.clone());
        let document = (Rc::clone(&props.document), Rc::clone(&props.scheme));
        use_effect_with(document, move |(document, scheme)| {
            let article = node.cast::<HtmlElement>();
            *painter.borrow_mut() =
                article.map(|article| Painter::new(article, document.text.clone(), Rc::clone(scheme)));
        });
    }
    {
        let painter = painter.clone();
        let shown = (
            Rc::clone(&props.document),
            props.annotations.clone(),
            props.chosen.as_ref().map(|chosen| chosen.id.clone()),
        );
        use_effect_with(
            shown,
            move |(_, annotations, chosen): &(_, AnnotationSet, Option<Id>)| {
                if let Some(painter) = &*painter.borrow() {
                    painter.paint(annotations, chosen.as_ref());
                }
            },
        );
    }
    {
        let painter = painter.clone();
        use_effect_with(props.chosen.as_ref().map(|chosen| (chosen.id.clone(), chosen.span)), {
            let chosen = props.chosen.clone();
            move |_| {
                let painter = painter.borrow();
                if let (Some(painter), Some(chosen)) = (&*painter, chosen)
                    && let Some(mark) = painter.mark(&chosen)
                    && !page::in_view(&mark)
                {
                    page::scroll_near(&mark);
                    motion::point_at(&mark);
                }
            }
        });
    }
    {
        // Once the words are tagged or let go of, the browser's selection goes too.
        let (painter, document) = (painter.clone(), Rc::clone(&props.document));
        use_effect_with(props.selected, move |selected| {
            if selected.is_none()
                && let Some(painter) = &*painter.borrow()
                && matches!(selection::read(painter, &document.text), Selected::Part(_))
            {
                selection::clear();
            }
        });
    }
    let pressed = use_mut_ref(|| false);
    let onmousedown = {
        let pressed = pressed.clone();
        Callback::from(move |event: MouseEvent| {
            if event.button() == 0 {
                *pressed.borrow_mut() = true;
            }
        })
    };
    {
        let reader = Rc::new(Reader {
            text: props.document.text.clone(),
            annotations: props.annotations.clone(),
            chosen: props.chosen.as_ref().map(|chosen| chosen.id.clone()),
            dispatch: props.dispatch.clone(),
        });
        let (painter, pressed) = (painter.clone(), pressed.clone());
        use_effect(move || {
            let release = {
                let (reader, painter, pressed) = (Rc::clone(&reader), painter.clone(), pressed.clone());
                EventListener::new(&page::window(), "mouseup", move |event| {
                    if !*pressed.borrow() {
                        return;
                    }
                    let event: &MouseEvent = event.unchecked_ref();
                    let hit = Hit {
                        clicks: event.detail(),
                        exact: event.alt_key(),
                        on_mark: on_mark(event),
                        point: (event.client_x(), event.client_y()),
                    };
                    let (reader, painter) = (Rc::clone(&reader), painter.clone());
                    let pressed = pressed.clone();
                    // A click into the selection lets go of it only after this event.
                    Timeout::new(0, move || {
                        *pressed.borrow_mut() = false;
                        if let Some(painter) = &*painter.borrow() {
                            reader.released(painter, hit);
                        }
                    })
                    .forget();
                })
            };
            let change = EventListener::new(&page::document(), "selectionchange", move |_| {
                // Quiet while the mouse is down: the release says what was meant.
                if !*pressed.borrow()
                    && let Some(painter) = &*painter.borrow()
                {
                    reader.changed(painter);
                }
            });
            move || drop((release, change))
        });
    }
    html! {
        <section
            ref={node}
            class="article"
            aria-label="Article"
            tabindex="0"
            lang={props.document.language.clone()}
            {onmousedown}
        />
    }
}

/// How the mouse was released.
#[derive(Clone, Copy)]
struct Hit {
    /// How many clicks in a row.
    clicks: i32,
    /// Whether what was dragged over is meant to the character.
    exact: bool,
    /// Whether it was over an annotation.
    on_mark: bool,
    /// Where in the window, in CSS pixels.
    point: (i32, i32),
}

/// Turns what the browser has selected into actions.
struct Reader {
    text: Text,
    annotations: AnnotationSet,
    chosen: Option<Id>,
    dispatch: Dispatch,
}

impl Reader {
    fn released(&self, painter: &Painter, hit: Hit) {
        match selection::read(painter, &self.text) {
            Selected::Part(part) => {
                let drawn = Span::new(&self.text, part);
                let sentence = (hit.clicks >= 3).then(|| self.sentence(painter, hit, part)).flatten();
                let span = sentence.or(match drawn {
                    Some(drawn) if !hit.exact => Some(snap_to_words(&self.text, drawn)),
                    drawn => drawn,
                });
                if let Some(span) = span {
                    selection::show(painter, &self.text, span.range());
                }
                self.dispatch.dispatch(Action::Select(span));
            }
            Selected::Point(at) => {
                let under = if hit.on_mark { self.under(at) } else { None };
                self.dispatch.dispatch(Action::Choose(under));
            }
            Selected::Nothing | Selected::Elsewhere => self.dispatch.dispatch(Action::Select(None)),
        }
    }

    /// The sentence that was clicked; the browser has selected its paragraph.
    fn sentence(&self, painter: &Painter, hit: Hit, paragraph: TextRange) -> Option<Span> {
        let at = selection::at(painter, &self.text, hit.point.0, hit.point.1);
        sentence_at(&self.text, at.unwrap_or(paragraph.start()))
    }

    /// The annotation that a click at `at` means: the shortest, or the next one
    /// if the chosen one is among them.
    fn under(&self, at: TextSize) -> Option<Id> {
        let here = self.annotations.covering(at);
        // A click on the right half of the last character stands behind it.
        let before = || self.annotations.covering(at.checked_sub(1.into()).unwrap_or(at));
        let here = if here.is_empty() { before() } else { here };
        let chosen = here
            .iter()
            .position(|annotation| Some(&annotation.id) == self.chosen.as_ref());
        let next = chosen.map_or(0, |chosen| (chosen + 1) % here.len());
        here.get(next).map(|annotation| annotation.id.clone())
    }

    /// The selection changed without the mouse: by touch, by keys, by a program.
    fn changed(&self, painter: &Painter) {
        let span = match selection::read(painter, &self.text) {
            Selected::Part(part) => Span::new(&self.text, part),
            Selected::Nothing | Selected::Elsewhere | Selected::Point(_) => None,
        };
        self.dispatch.dispatch(Action::Select(span));
    }
}

fn on_mark(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("mark").ok().flatten().is_some())
}
