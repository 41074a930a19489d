//! The article: a person points, drags and clicks, and hears back spans.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, MouseEvent};
use yew::prelude::*;

use super::later;
use super::store::Dispatch;
use crate::dom::motion::{self, AfterFrame};
use crate::dom::painter::Painter;
use crate::dom::selection::{self, Selected};
use crate::dom::{caret, chance, page};
use crate::model::annotation::{Annotation, Id, Relation};
use crate::model::annotation_set::AnnotationSet;
use crate::model::offset::TextSize;
use crate::model::project::Document;
use crate::model::scheme::Scheme;
use crate::model::segmentation::snap_to_words;
use crate::model::session::{Action, Mode};
use crate::model::span::Span;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub document: Rc<Document>,
    pub scheme: Rc<Scheme>,
    pub annotations: AnnotationSet,
    pub chosen: Option<Rc<Annotation>>,
    pub selected: Option<Span>,
    /// What a selection is for.
    pub mode: Mode,
    pub dispatch: Dispatch,
}

/// The article. Its element holds the text and nothing else; the painter fills it.
#[component]
pub fn Article(props: &Props) -> Html {
    let node = use_node_ref();
    let reader = use_mut_ref(|| Reader::new(props));
    {
        let (node, reader) = (node.clone(), Rc::clone(&reader));
        use_effect_with(props.clone(), move |props| {
            if let Some(article) = node.cast::<HtmlElement>() {
                reader.borrow_mut().show(props, article);
            }
        });
    }
    let onmousedown = {
        let reader = Rc::clone(&reader);
        Callback::from(move |event: MouseEvent| {
            caret::hide();
            if event.button() == 0 {
                reader.borrow_mut().pressed = Some((event.client_x(), event.client_y()));
            }
        })
    };
    let onmouseover = {
        let reader = Rc::clone(&reader);
        Callback::from(move |event: MouseEvent| reader.borrow().hovered(event.target()))
    };
    let onmouseleave = {
        let reader = Rc::clone(&reader);
        Callback::from(move |_: MouseEvent| reader.borrow().hovered(None))
    };
    use_effect_with((), move |()| {
        let release = {
            let reader = Rc::clone(&reader);
            EventListener::new(&page::window(), "mouseup", move |event| {
                let action = reader.borrow_mut().released(event.unchecked_ref());
                let settles = matches!(&action, Some(Action::Select(Some(_)))) && reader.borrow().settles();
                dispatch(&reader, action);
                if settles {
                    let (id, at) = (chance::id(), chance::now());
                    dispatch(&reader, Some(Action::Settle { id, at }));
                }
            })
        };
        let change = {
            let reader = Rc::clone(&reader);
            EventListener::new(&page::document(), "selectionchange", move |_| {
                if reader.borrow().unread.is_none() {
                    let later = Rc::clone(&reader);
                    let read = motion::after_frame(move || read(&later));
                    reader.borrow_mut().unread = Some(read);
                }
            })
        };
        // The start screen took the focus with it. To take it back now would have all laid out twice.
        let focus = motion::after_frame(page::focus_if_lost);
        // Before any key does something with what is selected.
        let options = EventListenerOptions::run_in_capture_phase();
        let key = EventListener::new_with_options(&page::window(), "keydown", options, move |_| {
            // Browsers say late that keys have selected something.
            let pending = reader.borrow().unread.is_some() || reader.borrow().has_focus();
            if pending {
                read(&reader);
            }
        });
        move || {
            drop((release, change, focus, key));
            Painter::set_current(None);
        }
    });
    html! {
        <section
            ref={node}
            class="article"
            aria-label="Article"
            tabindex="0"
            lang={props.document.language.clone()}
            {onmousedown}
            {onmouseover}
            {onmouseleave}
            onblur={|_| caret::hide()}
        />
    }
}

/// Takes over what the browser has selected. It says so often and to look costs
/// a layout, so this waits for the end of the frame, or for a key.
fn read(reader: &RefCell<Reader>) {
    let action = {
        let reader = &mut *reader.borrow_mut();
        reader.unread = None;
        reader.changed()
    };
    dispatch(reader, action);
}

/// Acts, when the reader is not borrowed any more: acting shows it the new state.
fn dispatch(reader: &RefCell<Reader>, action: Option<Action>) {
    if let Some(Action::Select(span)) = action {
        reader.borrow_mut().told = span;
    }
    let dispatch = reader.borrow().props.dispatch.clone();
    if let Some(action) = action {
        dispatch.dispatch(action);
    }
}

/// Shows the work in the page, and turns what the browser has selected into
/// actions.
struct Reader {
    props: Props,
    painter: Option<Painter>,
    /// Where in the window the mouse was pressed on the article, while it is.
    pressed: Option<(i32, i32)>,
    /// What was said last of the browser's selection.
    told: Option<Span>,
    /// The look at the selection that is still to come.
    unread: Option<AfterFrame>,
    /// What follows the last change after its frame.
    after: Option<AfterFrame>,
}

impl Reader {
    fn new(props: &Props) -> Self {
        Self {
            props: props.clone(),
            painter: None,
            pressed: None,
            told: None,
            unread: None,
            after: None,
        }
    }

    /// Brings the page up to date.
    fn show(&mut self, props: &Props, article: HtmlElement) {
        let before = std::mem::replace(&mut self.props, props.clone());
        let Props { document, scheme, .. } = props;
        let same = before.document.text == document.text && Rc::ptr_eq(&before.scheme, scheme);
        let old = self.painter.take().filter(|_| same);
        // Nothing can be selected in what was not there yet.
        let new = old.is_none();
        let painter = old.unwrap_or_else(|| Painter::new(article, document.text.clone(), Rc::clone(scheme)));
        Painter::set_current(Some(&painter));
        let id = |chosen: &Option<Rc<Annotation>>| chosen.as_ref().map(|chosen| chosen.id.clone());
        // What was just made is where the person looks.
        let moved = id(&before.chosen) != id(&props.chosen);
        let other = props.chosen.as_ref().filter(|_| moved);
        let other = other.filter(|chosen| before.annotations.get(&chosen.id).is_some());
        // From here keys go on; a click has put the caret inside already.
        let range = other.map(|chosen| chosen.span.range());
        let left = range.filter(|range| {
            painter
                .remembered()
                .is_none_or(|caret| !range.contains_inclusive(caret))
        });
        if let Some(range) = left {
            painter.remember(range.start());
        }
        let redrawn = before.annotations != props.annotations;
        // Once the words are tagged or let go of, the browser's selection goes too.
        let done = props.selected.is_none() && self.told.take().is_some();
        // A caret, which is seldom seen, is put back later.
        let caret = !done && (redrawn || left.is_some()) && self.has_caret(&painter);
        if done || caret {
            selection::clear();
        }
        if done || caret || new {
            painter.paint_bare(&props.annotations, props.chosen.as_ref());
        } else {
            painter.paint(&props.annotations, props.chosen.as_ref());
        }
        if caret || other.is_some() {
            let (painter, text, other) = (painter.clone(), document.text.clone(), other.cloned());
            self.after = Some(motion::after_frame(move || {
                if let Some(mark) = other.and_then(|other| painter.mark(&other))
                    && !page::in_view(&mark)
                {
                    page::scroll_near(&mark);
                    if let Some(rooms) = later::here() {
                        (rooms.point_at)(&mark);
                    }
                }
                if let Some(at) = painter.remembered().filter(|_| caret)
                    && page::has_focus(&painter.article())
                    && selection::read(&painter, &text) == Selected::Nothing
                {
                    selection::stretch(&painter, &text, at, at);
                }
            }));
        }
        self.painter = Some(painter);
    }

    /// Whether keys go to the article, and nothing is selected in it but, perhaps, the point where they do.
    fn has_caret(&self, painter: &Painter) -> bool {
        self.unread.is_none() && self.props.selected.is_none() && page::has_focus(&painter.article())
    }

    /// The mouse was released, perhaps outside of the article.
    fn released(&mut self, event: &MouseEvent) -> Option<Action> {
        let (pressed, painter) = (self.pressed.take()?, self.painter.as_ref()?);
        let text = &self.props.document.text;
        let point = (event.client_x(), event.client_y());
        let still = (point.0 - pressed.0).abs() <= 2 && (point.1 - pressed.1).abs() <= 2;
        let under = selection::at(painter, text, point.0, point.1);
        if let Some(at) = under.filter(|_| still && event.detail() <= 1) {
            // A click into the selection lets go of it only after this event.
            return Some(self.clicked(event, at));
        }
        Some(match selection::read(painter, text) {
            Selected::Part(part) => {
                let sentence = under.filter(|_| still && event.detail() >= 3);
                let sentence = sentence.and_then(|at| (later::here()?.sentence)(text, at));
                let span = sentence.or(match Span::new(text, part) {
                    Some(drawn) if !event.alt_key() => Some(snap_to_words(text, drawn)),
                    drawn => drawn,
                });
                if let Some(span) = span {
                    selection::stretch(painter, text, span.start(), span.end());
                }
                Action::Select(span)
            }
            Selected::Point(at) => self.clicked(event, at),
            Selected::Nothing | Selected::Elsewhere => Action::Select(None),
        })
    }

    /// A click chooses the shortest annotation at `at`, or the next one if the
    /// chosen one is among them; beside the annotations it lets go.
    fn clicked(&self, event: &MouseEvent, at: TextSize) -> Action {
        let covering = |at| {
            if on_mark(event) {
                self.props.annotations.covering(at)
            } else {
                Vec::new()
            }
        };
        // A click on the right half of the last character stands behind it.
        let here = covering(at);
        let here = if here.is_empty() {
            covering(at.checked_sub(1.into()).unwrap_or(at))
        } else {
            here
        };
        let chosen = here
            .iter()
            .position(|annotation| Some(*annotation) == self.props.chosen.as_ref());
        let next = chosen.map_or(0, |chosen| (chosen + 1) % here.len());
        match (&self.props.mode, here.get(next)) {
            (Mode::Link { from, kind }, Some(to)) => Action::Relate(Relation::new(
                chance::id(),
                Rc::clone(kind),
                from.clone(),
                to.id.clone(),
            )),
            (Mode::Pick { .. }, Some(words)) => Action::Select(Some(words.span)),
            (_, there) => Action::Choose(there.map(|annotation| annotation.id.clone())),
        }
    }

    fn has_focus(&self) -> bool {
        let painter = self.painter.as_ref();
        painter.is_some_and(|painter| page::has_focus(&painter.article()))
    }

    /// Whether words are used as soon as they are selected.
    fn settles(&self) -> bool {
        matches!(self.props.mode, Mode::Brush(_) | Mode::Pick { .. })
    }

    /// The mouse is over something else: the shortest annotation there stands out.
    fn hovered(&self, target: Option<EventTarget>) {
        let annotations = &self.props.annotations;
        let mut at = target.and_then(|target| target.dyn_into::<Element>().ok());
        let mut shortest: Option<&Rc<Annotation>> = None;
        while let Some(mark) = at.and_then(|element| element.closest("mark[data-id]").ok().flatten()) {
            let id = mark.get_attribute("data-id").map(|id| Id::new(&id));
            let here = id.and_then(|id| annotations.get(&id));
            let length = |annotation: &Annotation| annotation.span.range().len();
            if let Some(here) = here
                && shortest.is_none_or(|shortest| length(here) < length(shortest))
            {
                shortest = Some(here);
            }
            at = mark.parent_element();
        }
        if let Some(painter) = &self.painter {
            painter.hover(shortest.map(std::slice::from_ref).unwrap_or_default());
        }
    }

    /// The selection changed: by touch, by keys, by a program. While the mouse is
    /// down it is the release that says what was meant.
    fn changed(&self) -> Option<Action> {
        let painter = self.painter.as_ref().filter(|_| self.pressed.is_none())?;
        let text = &self.props.document.text;
        let selected = selection::read(painter, text);
        match selected {
            Selected::Part(part) => painter.remember(part.end()),
            Selected::Point(caret) => painter.remember(caret),
            Selected::Nothing | Selected::Elsewhere => {}
        }
        let span = match selected {
            Selected::Part(part) => Span::new(text, part),
            Selected::Nothing | Selected::Elsewhere | Selected::Point(_) => None,
        };
        Some(Action::Select(span))
    }
}

fn on_mark(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("mark").ok().flatten().is_some())
}
