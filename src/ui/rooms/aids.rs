//! What stands around the article: handles at the ends of the chosen annotation,
//! lines for its links, and the finder. None of it is in the article's element.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, PointerEvent, ResizeObserver};
use yew::prelude::*;

use super::finder::Finder;
use super::strip::Strip;
use crate::dom::motion::AfterFrame;
use crate::dom::painter::Painter;
use crate::dom::{chance, found, motion, page, painter, palette, selection};
use crate::model::annotation::{Annotation, Id};
use crate::model::caret::Edge;
use crate::model::offset::TextRange;
use crate::model::segmentation::snap_to_words;
use crate::model::session::Action;
use crate::model::span::Span;
use crate::model::work::Work;
use crate::ui::later::{Ctx, Seed};
use crate::ui::store::Dispatch;

/// More links than this are shown only for the chosen annotation.
const FEW: usize = 60;

/// Beside the article there must be more room than this, in CSS pixels, for lines,
/// and more than this for their names.
const NARROW: f64 = 28.0;
const NAMED: f64 = 110.0;

/// All of it.
pub fn aids(work: &Work, version: u32, seed: &Option<Seed>, ctx: &Ctx) -> Html {
    let onclose = {
        let find = ctx.find.clone();
        Callback::from(move |()| {
            page::focus_article();
            find.emit(None);
        })
    };
    html! {
        <>
            <Overlay {version} work={work.clone()} dispatch={ctx.store.dispatcher()} />
            <Strip {version} work={work.clone()} />
            if let Some(seed) = seed {
                <Finder
                    {version}
                    work={work.clone()}
                    seed={seed.clone()}
                    dispatch={ctx.store.dispatcher()}
                    {onclose}
                />
            }
        </>
    }
}

#[derive(Clone, Properties)]
struct Props {
    version: u32,
    work: Work,
    dispatch: Dispatch,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

/// Where things are, in CSS pixels of the page.
#[derive(Clone, Debug, Default, PartialEq)]
struct Places {
    /// The ends of the chosen annotation: left, top and height of the line.
    ends: Option<[(f64, f64, f64); 2]>,
    links: Vec<Line>,
    /// The left edge of the article, and how much room there is beside it.
    left: f64,
    room: f64,
    /// Whether the links are those of the chosen annotation, not all there are.
    chosen: bool,
}

/// A link, from one height to another.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    id: Id,
    name: String,
    class: String,
    from: f64,
    to: f64,
}

/// Handles and lines. They are measured a frame after what they belong to was
/// drawn, and again when the article's layout changes.
#[component]
fn Overlay(props: &Props) -> Html {
    let places = use_state_eq(Places::default);
    let measure = {
        let (work, places) = (props.work.clone(), places.clone());
        Callback::from(move |()| {
            if let Some(painter) = painter::current() {
                places.set(measured(&work, &painter));
            }
        })
    };
    let latest = use_mut_ref(|| measure.clone());
    *latest.borrow_mut() = measure.clone();
    use_effect_with(props.version, move |_| {
        let frame: AfterFrame = motion::after_frame(move || measure.emit(()));
        move || drop(frame)
    });
    use_effect_with(props.work.document().id.clone(), move |_| {
        let again = Rc::new(move || {
            let measure = latest.borrow().clone();
            measure.emit(());
        });
        let resized = {
            let again = Rc::clone(&again);
            Closure::<dyn FnMut()>::new(move || again())
        };
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(painter)) = (&observer, painter::current()) {
            observer.observe(&painter.article());
        }
        let window = EventListener::new(&page::window(), "resize", move |_| again());
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop((window, resized));
        }
    });
    let Props { work, dispatch, .. } = props;
    let chosen = work.chosen();
    let handles = chosen.zip(places.ends).map(|(annotation, ends)| {
        let class = palette::class(work.scheme(), &annotation.label);
        let handle = |edge, end| {
            html! { <Handle key={edge as usize} {edge} {end} class={class.clone()} work={work.clone()} annotation={Rc::clone(annotation)} dispatch={dispatch.clone()} /> }
        };
        html! { <>{ handle(Edge::Start, ends[0]) }{ handle(Edge::End, ends[1]) }</> }
    });
    html! {
        <>
            { for handles }
            if !places.links.is_empty() && places.room > NARROW {
                { lines(&places) }
            }
        </>
    }
}

fn measured(work: &Work, painter: &Painter) -> Places {
    let scrolled = page::scrolled();
    let article = painter.article().get_bounding_client_rect();
    let boxes = |span: Span| {
        let boxes = painter.range(span.range())?.get_client_rects()?;
        let (first, last) = (boxes.item(0)?, boxes.item(boxes.length().checked_sub(1)?)?);
        Some((first, last))
    };
    let ends = work.chosen().and_then(|chosen| {
        let (first, last) = boxes(chosen.span)?;
        Some([
            (first.left() + scrolled.0, first.top() + scrolled.1, first.height()),
            (last.right() + scrolled.0, last.top() + scrolled.1, last.height()),
        ])
    });
    let all = &work.markup().relations;
    let chosen = work.chosen.as_ref();
    let shown = all.iter().filter(|relation| match chosen {
        Some(chosen) => relation.from == *chosen || relation.to == *chosen,
        None => all.len() <= FEW,
    });
    let middle = |id: &Id| {
        let annotation: &Annotation = work.annotations().get(id)?;
        let (first, _) = boxes(annotation.span)?;
        Some((
            (first.top() + first.bottom()) / 2.0 + scrolled.1,
            annotation.label.clone(),
        ))
    };
    let links = shown.filter_map(|relation| {
        let ((from, label), (to, _)) = (middle(&relation.from)?, middle(&relation.to)?);
        Some(Line {
            id: relation.id.clone(),
            name: work.scheme().relation_name(&relation.kind).to_owned(),
            class: palette::class(work.scheme(), &label),
            from,
            to,
        })
    });
    Places {
        ends,
        links: links.collect(),
        left: article.left() + scrolled.0,
        room: article.left(),
        chosen: chosen.is_some(),
    }
}

/// Brackets in the margin, each from the line where its link begins to the one
/// where it ends, with an arrow there. In words they stand on the card.
fn lines(places: &Places) -> Html {
    let x = places.left + 2.0;
    let step = (places.room / (places.links.len() as f64 + 1.0)).clamp(3.0, 14.0);
    let lines = places.links.iter().enumerate().map(|(number, line)| {
        let reach = (12.0 + step * number as f64).min((places.room - 4.0).max(6.0));
        let (from, mut to) = (line.from, line.to);
        // Both in one line of text: the arrow ends a little below.
        if (from - to).abs() < 4.0 {
            to += 8.0;
        }
        let path = format!("M{x:.0} {from:.0}h-{reach:.0}V{to:.0}h{reach:.0}m-5 -4l5 4l-5 4");
        html! {
            <g key={line.id.as_str()} class={line.class.clone()}>
                <title>{ &line.name }</title>
                <path d={path} />
                if places.chosen && places.room > NAMED {
                    <text x={format!("{:.0}", x - reach - 6.0)} y={format!("{:.0}", (from + to) / 2.0 + 4.0)}>{ &line.name }</text>
                }
            </g>
        }
    });
    let class = if places.chosen { "lines" } else { "lines all-links" };
    html! { <svg {class} aria-hidden="true" focusable="false">{ for lines }</svg> }
}

#[derive(Clone, Properties)]
struct HandleProps {
    edge: Edge,
    end: (f64, f64, f64),
    class: String,
    work: Work,
    annotation: Rc<Annotation>,
    dispatch: Dispatch,
}

impl PartialEq for HandleProps {
    fn eq(&self, other: &Self) -> bool {
        self.end == other.end && Rc::ptr_eq(&self.annotation, &other.annotation) && self.class == other.class
    }
}

/// One end of the chosen annotation, to drag. Keys and buttons do the same, so
/// it is there for pointers only.
#[component]
fn Handle(props: &HandleProps) -> Html {
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
fn dragged_to(props: &HandleProps, painter: &Painter, event: &PointerEvent) -> Option<Span> {
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
