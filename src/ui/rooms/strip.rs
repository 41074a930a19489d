//! The strip beside the article: where in it the annotations are, and which part
//! of it is seen. The list says the same in words.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::dom::painter::{self, Strip as Part};
use crate::dom::{motion, page, palette};
use crate::model::work::Work;
use crate::ui::store::Now;

/// Into how many rows the strip is divided.
const ROWS: usize = 400;

/// How long after a change the strip is drawn, in milliseconds: it need not keep
/// up with every key. Each so many annotations take a millisecond more, so that who
/// works on is not held up.
const LATER: u32 = 250;
const MORE: usize = 50;

/// So many annotations are looked at before the page can answer.
const SLICE: usize = 500;

/// And so long the page has for other things then, in milliseconds.
const PAUSE: u32 = 16;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub work: Now,
}

/// The strip.
#[component]
pub fn Strip(props: &Props) -> Html {
    let node = use_node_ref();
    let drawn = use_state_eq(Vec::<(String, String)>::new);
    {
        let (work, drawn, node) = (props.work.clone(), drawn.clone(), node.clone());
        let annotations = work.annotations().clone();
        use_effect_with(annotations, move |_| {
            let given_up = Rc::new(Cell::new(false));
            let count = work.annotations().len();
            let later = {
                let given_up = Rc::clone(&given_up);
                Timeout::new(LATER + (count / MORE) as u32, move || {
                    spawn_local(async move {
                        if let Some(paths) = paths(&work, &given_up).await {
                            drawn.set(paths);
                            show_seen(&node);
                        }
                    });
                })
            };
            move || {
                given_up.set(true);
                drop(later);
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            // After a frame to look costs nothing: nothing has changed since it was laid out.
            let pending = Rc::new(RefCell::new(None));
            let scrolled = EventListener::new(&page::window(), "scroll", move |_| {
                if pending.borrow().is_none() {
                    let (node, done) = (node.clone(), Rc::clone(&pending));
                    let look = motion::after_frame(move || {
                        show_seen(&node);
                        done.replace(None);
                    });
                    pending.replace(Some(look));
                }
            });
            move || drop(scrolled)
        });
    }
    let onclick = {
        let node = node.clone();
        Callback::from(move |event: MouseEvent| {
            let (Some(strip), Some(painter)) = (node.cast::<HtmlElement>(), painter::current()) else {
                return;
            };
            let (strip, article) = (
                strip.get_bounding_client_rect(),
                painter.article().get_bounding_client_rect(),
            );
            let share = (f64::from(event.client_y()) - strip.top()) / strip.height();
            page::scroll_by(article.top() + article.height() * share - page::height() / 2.0);
        })
    };
    let paths = drawn
        .iter()
        .map(|(class, path)| html! { <path key={class.clone()} class={class.clone()} d={path.clone()} /> });
    html! {
        <div ref={node} class="strip" aria-hidden="true" {onclick}>
            <svg viewBox={format!("0 0 1 {ROWS}")} preserveAspectRatio="none">{ for paths }</svg>
            <span class="seen" />
        </div>
    }
}

/// For each label a path with a stroke in each row in which it stands, and its
/// class; `None` once this was given up. The page answers meanwhile.
async fn paths(work: &Work, given_up: &Cell<bool>) -> Option<Vec<(String, String)>> {
    let parts = painter::current()?.strips();
    let (first, last) = (parts.first()?, parts.last()?);
    let (top, height) = (first.top, (last.top + last.height - first.top).max(1.0));
    let end = u32::from(work.text().len());
    let row = |at: u32| {
        let number = parts
            .partition_point(|part| u32::from(part.start) <= at)
            .saturating_sub(1);
        let part: &Part = &parts[number];
        let next = parts.get(number + 1).map_or(end, |next| u32::from(next.start));
        let length = (next - u32::from(part.start)).max(1);
        let within = f64::from(at - u32::from(part.start)) / f64::from(length);
        (((part.top - top + part.height * within) / height * ROWS as f64) as usize).min(ROWS - 1)
    };
    let labels = &work.scheme().labels;
    let mut rows = vec![vec![false; ROWS]; labels.len() + 1];
    for (number, annotation) in work.annotations().iter().enumerate() {
        if number % SLICE == SLICE - 1 {
            TimeoutFuture::new(PAUSE).await;
        }
        if given_up.get() {
            return None;
        }
        let label = work
            .scheme()
            .label(&annotation.label)
            .map_or(labels.len(), |(number, _)| number);
        let last = u32::from(annotation.span.end()).saturating_sub(1);
        rows[label][row(annotation.span.start().into())..=row(last)].fill(true);
    }
    let count = rows.iter().filter(|rows| rows.contains(&true)).count().max(1) as f64;
    let mut lane = 0.0;
    let mut paths = Vec::new();
    for (label, rows) in rows.into_iter().enumerate().filter(|(_, rows)| rows.contains(&true)) {
        // Each label has a lane of its own: colour is not the only cue.
        let (from, wide) = (lane / count, 1.0 / count);
        lane += 1.0;
        let strokes = rows.iter().enumerate().filter(|(_, row)| **row);
        let path = strokes
            .map(|(row, _)| format!("M{from:.3} {row}h{wide:.3}v2h-{wide:.3}z"))
            .collect();
        let class = match labels.get(label) {
            Some(label) => palette::class(work.scheme(), &label.id),
            None => "label-unknown".to_owned(),
        };
        paths.push((class, path));
    }
    Some(paths)
}

/// Marks on the strip which part of the article is in the window.
fn show_seen(node: &NodeRef) {
    if let (Some(strip), Some(painter)) = (node.cast::<HtmlElement>(), painter::current()) {
        let article = painter.article().get_bounding_client_rect();
        let share = |pixels: f64| format!("{:.2}%", (pixels / article.height().max(1.0) * 100.0).clamp(0.0, 100.0));
        page::set_property(&strip, "--seen-top", &share(page::HEADER - article.top()));
        let seen = page::height().min(article.bottom()) - page::HEADER.max(article.top());
        page::set_property(&strip, "--seen-height", &share(seen));
    }
}
