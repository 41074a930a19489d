//! What stands around the article: handles at the ends of the chosen annotation,
//! lines for its links, and the finder. None of it is in the article's element.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;
use yew::prelude::*;

use super::finder::Finder;
use super::handle::Handle;
use super::strip::Strip;
use crate::dom::motion::AfterFrame;
use crate::dom::painter::Painter;
use crate::dom::{motion, page, painter, palette};
use crate::model::annotation::{Annotation, Id};
use crate::model::caret::Edge;
use crate::model::span::Span;
use crate::model::work::Work;
use crate::ui::late::use_late;
use crate::ui::later::{Ctx, Seed};
use crate::ui::store::{Dispatch, Now};

/// More links than this are shown only for the chosen annotation.
const FEW: usize = 60;

/// Beside the article there must be more room than this, in CSS pixels, for lines.
const NARROW: f64 = 28.0;

/// How much room the name of a link needs beside its line, in CSS pixels.
const NAME: f64 = 80.0;

/// For how long the layout must have been at rest before places are measured again,
/// in milliseconds.
const AT_REST: u32 = 80;

/// All of it. The finder is there at once: what is typed next is meant for it.
pub fn aids(work: &Now, seed: &Option<Seed>, ctx: &Ctx) -> Html {
    let dispatch = ctx.store.dispatcher();
    let onclose = {
        let find = ctx.find.clone();
        Callback::from(move |()| {
            page::focus_article();
            find.emit(None);
        })
    };
    html! {
        <>
            <Aids work={work.clone()} dispatch={dispatch.clone()} />
            if let Some(seed) = seed {
                <Finder work={work.clone()} seed={seed.clone()} {dispatch} {onclose} />
            }
            if let Some(map) = *ctx.map {
                { map(ctx) }
            }
        </>
    }
}

/// What follows the article a frame late, as the panel does.
#[component]
fn Aids(props: &Props) -> Html {
    let late = use_late(props);
    html! {
        <>
            <Overlay work={late.work.clone()} dispatch={late.dispatch.clone()} />
            <Strip key={late.work.number} work={late.work.clone()} />
        </>
    }
}

#[derive(Clone, Properties, PartialEq)]
struct Props {
    work: Now,
    dispatch: Dispatch,
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
    use_effect_with(props.work.clone(), move |_| {
        let frame: AfterFrame = motion::after_frame(move || measure.emit(()));
        move || drop(frame)
    });
    use_effect_with(props.work.number, move |_| {
        let at_once = Rc::clone(&latest);
        // While one scrolls through a long text its parts are laid out, again and again.
        let waiting = Rc::new(RefCell::new(None));
        let again = Rc::new(move || {
            let latest = Rc::clone(&latest);
            waiting.replace(Some(Timeout::new(AT_REST, move || {
                let measure = latest.borrow().clone();
                measure.emit(());
            })));
        });
        let resized = {
            let again = Rc::clone(&again);
            Closure::<dyn FnMut()>::new(move || again())
        };
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(painter)) = (&observer, painter::current()) {
            observer.observe(&painter.article());
        }
        let window = EventListener::new(&page::window(), "resize", move |_| {
            let measure = at_once.borrow().clone();
            measure.emit(());
        });
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
    if work.chosen.is_none() && work.markup().relations.is_empty() {
        return Places::default();
    }
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
                if places.chosen && x - reach > NAME {
                    <text x={format!("{:.0}", x - reach - 6.0)} y={format!("{:.0}", (from + to) / 2.0 + 4.0)}>{ &line.name }</text>
                }
            </g>
        }
    });
    let class = if places.chosen { "lines" } else { "lines all-links" };
    html! { <svg {class} aria-hidden="true" focusable="false">{ for lines }</svg> }
}
