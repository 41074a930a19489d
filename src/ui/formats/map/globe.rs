//! The map itself, and moving it by mouse, fingers and keys.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver, WheelEvent};
use yew::prelude::*;

use super::drawing::{Ground, Names, Points};
use super::{Charted, STEP, how_many};
use crate::dom::country;
use crate::model::intake::counted;
use crate::model::map::chart::{Chart, Step};
use crate::model::map::gesture::Gesture;
use crate::model::map::hit::hit;
use crate::model::map::projection::Position;
use crate::model::map::spots::Place;
use crate::model::map::view::{Pixel, Size, margins, wheel};
use crate::model::map::world::World;
use crate::model::scheme::Scheme;
use crate::model::unseen::spelled;

/// How far beside a point a mouse and a finger may be, in CSS pixels.
const MOUSE: f64 = 3.0;
const FINGER: f64 = 16.0;

/// How far a key moves the map, in CSS pixels.
const STRIDE: f64 = 60.0;

/// How far outside of its point the ring of a place is, in CSS pixels.
const AROUND: f64 = 5.0;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub chart: Chart,
    pub step: UseReducerDispatcher<Charted>,
    pub world: Option<Result<Rc<World>, AttrValue>>,
    pub scheme: Rc<Scheme>,
    /// The number of the spot that the mouse is over, here or in the article.
    pub lit: Option<usize>,
    /// That of the chosen annotation.
    pub chosen: Option<usize>,
    pub onhover: Callback<Option<Place>>,
    pub onchoose: Callback<Place>,
}

/// The map.
#[component]
pub fn Globe(props: &Props) -> Html {
    let Props { chart, step, .. } = props;
    let node = use_node_ref();
    let gesture = use_mut_ref(Gesture::default);
    use_size(&node, step);
    use_wheel(&node, step);
    let at = {
        let node = node.clone();
        move |event: &PointerEvent| pixel(&node, event)
    };
    let meant = {
        let chart = chart.clone();
        move |at: Pixel, event: &PointerEvent| {
            let reach = if event.pointer_type() == "touch" { FINGER } else { MOUSE };
            hit(&chart.places().spots, chart.view(), chart.size(), at, reach)
        }
    };
    let onpointerdown = {
        let (gesture, node, at) = (Rc::clone(&gesture), node.clone(), at.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            if let Some(element) = node.cast::<Element>() {
                // Dragging goes on outside.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            gesture.borrow_mut().press(event.pointer_id(), at(&event));
        })
    };
    let onpointermove = {
        let (gesture, at, meant, step) = (Rc::clone(&gesture), at.clone(), meant.clone(), step.clone());
        let (chart, lit, onhover) = (chart.clone(), props.lit, props.onhover.clone());
        Callback::from(move |event: PointerEvent| {
            if gesture.borrow().is_on() {
                let moved = gesture.borrow_mut().drag(event.pointer_id(), at(&event));
                if let Some(moved) = moved {
                    step.dispatch(moved);
                }
                return;
            }
            let over = meant(at(&event), &event);
            if over != lit {
                onhover.emit(over.map(|number| chart.places().spots[number].place.clone()));
            }
        })
    };
    let onpointerup = {
        let (gesture, chart, onchoose) = (Rc::clone(&gesture), chart.clone(), props.onchoose.clone());
        Callback::from(move |event: PointerEvent| {
            let clicked = gesture.borrow_mut().release(event.pointer_id());
            if let Some(number) = meant(at(&event), &event).filter(|_| clicked) {
                onchoose.emit(chart.places().spots[number].place.clone());
            }
        })
    };
    let onpointercancel = Callback::from(move |event: PointerEvent| {
        gesture.borrow_mut().release(event.pointer_id());
    });
    let onpointerleave = props.onhover.reform(|_: PointerEvent| None);
    let onkeydown = {
        let step = step.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let by = match event.key().as_str() {
                "ArrowLeft" => (STRIDE, 0.0),
                "ArrowRight" => (-STRIDE, 0.0),
                "ArrowUp" => (0.0, STRIDE),
                "ArrowDown" => (0.0, -STRIDE),
                _ => return,
            };
            step.dispatch(Step::Move(by));
            event.prevent_default();
        })
    };
    let words = how_many(chart.places());
    let moving = if props.lit.is_some() { "moving over" } else { "moving" };
    html! {
        <div
            class="globe"
            tabindex="0"
            role="group"
            aria-label={format!("Map of the world: {words}")}
            aria-description="Arrow keys move it, plus and minus make it larger and smaller, 0 shows all places. The list has the same places."
            {onkeydown}
        >
            <svg
                ref={node}
                class={moving}
                role="img"
                aria-label={words}
                {onpointerdown}
                {onpointermove}
                {onpointerup}
                {onpointercancel}
                {onpointerleave}
            >
                if chart.size() != Size::default() {
                    { drawn(props) }
                }
            </svg>
            if let Some(Err(why)) = &props.world {
                <p class="missing" role="alert">{ why }</p>
            }
            { buttons(props) }
            { caption(props) }
        </div>
    }
}

/// Everything on the map.
fn drawn(props: &Props) -> Html {
    let (view, size, places) = (props.chart.view(), props.chart.size(), props.chart.places());
    let (x, y) = view.pixel(Position::default(), size);
    let ring = |class: &'static str, number: Option<usize>| {
        let spot = number.and_then(|number| places.spots.get(number))?;
        let (x, y) = view.pixel(spot.position, size);
        let radius = spot.place.radius() + AROUND;
        Some(html! { <circle {class} cx={format!("{x:.1}")} cy={format!("{y:.1}")} r={format!("{radius:.1}")} /> })
    };
    html! {
        <>
            <g transform={view.transform(size)}>
                if let Some(Ok(world)) = &props.world {
                    <Ground world={Rc::clone(world)} />
                }
                <Points places={Rc::clone(places)} scheme={Rc::clone(&props.scheme)} />
            </g>
            <g class="names" transform={format!("translate({x:.2} {y:.2})")}>
                <Names places={Rc::clone(places)} scale={view.scale()} margins={margins(size)} corner={props.chart.corner()} />
            </g>
            { for ring("chosen-spot", props.chosen) }
            { for ring("lit-spot", props.lit) }
        </>
    }
}

fn buttons(
    Props {
        chart, step, chosen, ..
    }: &Props,
) -> Html {
    let chosen = chosen.and_then(|number| chart.places().spots.get(number));
    let on = chosen.map(|spot| spot.position);
    let button = |name: &'static str, key: &'static str, sign: &'static str, wanted: Step| {
        let step = step.clone();
        let onclick = Callback::from(move |_: MouseEvent| step.dispatch(wanted.clone()));
        html! {
            <button type="button" aria-label={name} title={format!("{name} ({key})")} aria-keyshortcuts={key} {onclick}>{ sign }</button>
        }
    };
    html! {
        <div class="zoom" role="group" aria-label="Size of the map">
            { button("Larger", "+", "+", Step::ZoomOn(STEP, on)) }
            { button("Smaller", "-", "−", Step::ZoomOn(1.0 / STEP, on)) }
            { button("Show all places", "0", "All", Step::All) }
        </div>
    }
}

/// The place that the mouse is over, in words, or else the chosen one. The list says it to
/// those who hear the page.
fn caption(props: &Props) -> Html {
    let number = props.lit.or(props.chosen);
    let spot = number.and_then(|number| props.chart.places().spots.get(number));
    html! {
        if let Some(spot) = spot {
            <p class="caption" aria-hidden="true" dir="auto"><b>{ spelled(&spot.place.name) }</b>{ about(&spot.place) }</p>
        }
    }
}

/// What is known of a place besides its name, on one line.
pub fn about(place: &Place) -> String {
    let country = place.country.as_deref().map(country::name);
    let country = country.filter(|country| *country != place.name);
    let mentions = counted(place.mentions.len(), "mention");
    let parts = [country, Some(mentions), Some(place.used())];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.map(|part| format!(" · {}", spelled(&part))).collect()
}

/// Where a pointer is, in CSS pixels from the map's corner.
fn pixel(node: &NodeRef, event: &MouseEvent) -> Pixel {
    let bounds = node.cast::<Element>().map(|element| element.get_bounding_client_rect());
    let (left, top) = bounds.map_or((0.0, 0.0), |bounds| (bounds.left(), bounds.top()));
    (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
}

/// Says how large the map is, at first and whenever that changes.
#[hook]
fn use_size(node: &NodeRef, step: &UseReducerDispatcher<Charted>) {
    let (node, step) = (node.clone(), step.clone());
    use_effect_with((), move |()| {
        let element = node.cast::<Element>();
        let measure = {
            let element = element.clone();
            move || {
                if let Some(bounds) = element.as_ref().map(Element::get_bounding_client_rect) {
                    step.dispatch(Step::Resize(Size {
                        width: bounds.width(),
                        height: bounds.height(),
                    }));
                }
            }
        };
        measure();
        let resized = Closure::<dyn FnMut()>::new(measure);
        let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
        if let (Some(observer), Some(element)) = (&observer, &element) {
            observer.observe(element);
        }
        move || {
            if let Some(observer) = observer {
                observer.disconnect();
            }
            drop(resized);
        }
    });
}

/// Has the wheel make the map larger or smaller, and not scroll the page.
#[hook]
fn use_wheel(node: &NodeRef, step: &UseReducerDispatcher<Charted>) {
    let (node, step) = (node.clone(), step.clone());
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = node.cast::<Element>().map(|element| {
            EventListener::new_with_options(&element, "wheel", options, move |event| {
                event.prevent_default();
                let event: &WheelEvent = event.unchecked_ref();
                let times = wheel(event.delta_y(), event.delta_mode(), event.ctrl_key());
                step.dispatch(Step::Zoom(times, pixel(&node, event)));
            })
        });
        move || drop(listener)
    });
}
