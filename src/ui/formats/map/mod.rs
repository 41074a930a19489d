//! The places of the article on a map of the world, and beside it as a list.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::dom::motion::{self, AfterFrame};
use crate::dom::painter::{self, Painter};
use crate::dom::{data, page, style};
use crate::model::annotation::{Annotation, Id};
use crate::model::command::Command;
use crate::model::intake::{counted, grouped};
use crate::model::map::chart::{Chart, Step};
use crate::model::map::spots::{Place, Places, Usage};
use crate::model::map::world::{ATTRIBUTION, World};
use crate::model::session::Action;
use crate::model::span::Span;
use crate::ui::icon::{Picture, icon};
use crate::ui::later::Ctx;
use crate::ui::store::Now;

mod globe;

mod drawing;

mod list;

/// Shows the map of the work that is open.
pub fn map(ctx: &Ctx) {
    STYLE.with(|()| ());
    ctx.map.set(Some(drawn));
}

fn drawn(ctx: &Ctx) -> Html {
    html! {
        if let Some(work) = ctx.store.now() {
            <Map {work} ctx={ctx.clone()} />
        }
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    work: Now,
    ctx: Ctx,
}

/// How many times larger a key or a button makes the map.
const STEP: f64 = 1.6;

/// The chart, for Yew's reducer.
#[derive(Clone, Default, PartialEq)]
pub struct Charted(Chart);

impl Reducible for Charted {
    type Action = Step;

    fn reduce(self: Rc<Self>, step: Step) -> Rc<Self> {
        Rc::new(Self(self.0.apply(step)))
    }
}

/// The map, with a list of what is on it and what is not.
#[component]
fn Map(props: &Props) -> Html {
    let Props { work, ctx } = props;
    let node = use_node_ref();
    let charted = use_reducer_eq(Charted::default);
    let lit = use_state_eq(|| None::<Id>);
    let world = use_world();
    // The annotation whose place is to be looked up, once it is chosen.
    let sought = use_mut_ref(|| None::<Id>);
    {
        let (step, text) = (charted.dispatcher(), work.text().clone());
        use_effect_with(work.annotations().clone(), move |annotations| {
            step.dispatch(Step::Show(Rc::new(Places::of(annotations, &text))));
        });
    }
    let places = Rc::clone(charted.0.places());
    use_focus(&node);
    {
        let lit = lit.setter();
        use_effect_with((), move |()| {
            let watcher = move |id: Option<&Id>| lit.set(id.cloned());
            painter::watch_hover(Some(Rc::new(watcher)));
            || {
                light(&[]);
                painter::watch_hover(None);
            }
        });
    }
    {
        let (node, sought, places) = (node.clone(), Rc::clone(&sought), Rc::clone(&places));
        let (step, run) = (charted.dispatcher(), ctx.run.clone());
        let waiting = use_mut_ref(|| None::<AfterFrame>);
        let seen = work.looked_at().map(|seen| (seen.id.clone(), seen.span));
        use_effect_with(seen, move |seen| {
            let Some((id, span)) = seen.clone() else { return };
            if let Some(number) = places.spot_of(&id) {
                step.dispatch(Step::Reveal(places.spots[number].position));
            }
            let wanted = sought.take().is_some_and(|sought| sought == id);
            let after = motion::after_frame(move || {
                uncover(span, &node);
                if wanted {
                    run.emit(Command::Locate);
                }
            });
            waiting.replace(Some(after));
        });
    }
    // The same as long as the work is, so that moving the map draws no list.
    let choose = {
        let dispatch = ctx.store.dispatcher();
        use_callback(work.clone(), move |place: Place, work| {
            let next = place.next(work.chosen.as_ref());
            dispatch.dispatch(Action::Choose(next.cloned()));
        })
    };
    let locate = {
        let run = ctx.run.clone();
        use_callback((work.clone(), choose.clone()), move |place: Place, (work, choose)| {
            let next = place.next(work.chosen.as_ref());
            // One that is chosen already is not chosen again.
            if next == work.chosen.as_ref() {
                return run.emit(Command::Locate);
            }
            sought.replace(next.cloned());
            choose.emit(place);
        })
    };
    let hover = use_callback(work.clone(), |place: Option<Place>, work| {
        let mentions = place.iter().flat_map(|place| &place.mentions);
        let mentions: Vec<_> = mentions.filter_map(|id| work.annotations().get(id)).cloned().collect();
        light(&mentions);
    });
    let spot_of = |id: Option<&Id>| id.and_then(|id| places.spot_of(id));
    let close = ctx.run.reform(|()| Command::Map);
    let onkeydown = {
        let (step, close) = (charted.dispatcher(), close.clone());
        let on = spot_of(work.chosen.as_ref()).map(|number| places.spots[number].position);
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            match event.key().as_str() {
                "Escape" => close.emit(()),
                "+" | "=" => step.dispatch(Step::ZoomOn(STEP, on)),
                "-" | "_" => step.dispatch(Step::ZoomOn(1.0 / STEP, on)),
                "0" => step.dispatch(Step::All),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    html! {
        <section ref={node} class="map" aria-labelledby="map-title" {onkeydown}>
            <header>
                <h2 id="map-title">{ "Map" }</h2>
                { legend() }
                <span class="spring" />
                <button type="button" class="quiet" aria-label="Close the map" title="Close (Esc)" onclick={close.reform(|_: MouseEvent| ())}>
                    { icon(Picture::Close) }
                </button>
            </header>
            <globe::Globe
                chart={charted.0.clone()}
                step={charted.dispatcher()}
                world={(*world).clone()}
                scheme={Rc::clone(work.scheme())}
                lit={spot_of(lit.as_ref())}
                chosen={spot_of(work.chosen.as_ref())}
                onhover={hover.clone()}
                onchoose={choose.clone()}
            />
            <list::List
                places={Rc::clone(&places)}
                scheme={Rc::clone(work.scheme())}
                suggested={work.suggested_places()}
                lit={spot_of(lit.as_ref())}
                chosen={work.chosen.clone()}
                onhover={hover}
                onchoose={choose}
                onlocate={locate}
            />
            <p class="credit">{ "Land and borders: " }{ ATTRIBUTION }</p>
        </section>
    }
}

thread_local! {
    /// What it all looks like, from the first time on; what has no style can still be used.
    static STYLE: () = style::add(include_str!("map.css")).unwrap_or_default();
    /// Land and borders, once they were fetched.
    static WORLD: RefCell<Option<Rc<World>>> = const { RefCell::new(None) };
}

/// Land and borders; why there are none, if they cannot be had. `None` until one or the other
/// is known.
#[hook]
fn use_world() -> UseStateHandle<Option<Result<Rc<World>, AttrValue>>> {
    let world = use_state_eq(|| WORLD.with_borrow(Clone::clone).map(Ok));
    {
        let world = world.clone();
        use_effect_with((), move |()| {
            if world.is_some() {
                return;
            }
            wasm_bindgen_futures::spawn_local(async move {
                let read = match data::text("world.tsv", |_| true).await {
                    Some(file) => World::read(&file).map_err(|error| error.to_string().into()),
                    None => Err(AttrValue::Static(UNREACHABLE)),
                };
                let read = read.map(Rc::new);
                WORLD.set(read.as_ref().ok().cloned());
                world.set(Some(read));
            });
        });
    }
    world
}

/// What is said when land and borders cannot be had.
const UNREACHABLE: &str =
    "Land and borders could not be loaded: see that the web server can be reached, and open the map again.";

/// Gives the focus to the map, and back to what had it before.
#[hook]
fn use_focus(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| {
        let before = page::focused();
        let globe = node.cast::<Element>();
        let globe = globe.and_then(|map| map.query_selector(".globe").ok().flatten());
        if let Some(globe) = globe.and_then(|globe| globe.dyn_into::<HtmlElement>().ok()) {
            page::focus(&globe);
        }
        move || {
            // Once it is gone.
            gloo_timers::callback::Timeout::new(0, move || {
                let lost = page::focused().is_none_or(|element| element.tag_name() == "BODY");
                let before = before.and_then(|before| before.dyn_into::<HtmlElement>().ok());
                if let Some(before) = before.filter(|before| lost && before.is_connected()) {
                    page::focus(&before);
                }
                page::focus_if_lost();
            })
            .forget();
        }
    });
}

/// Has annotations stand out in the article, and their place on the map.
fn light(mentions: &[Rc<Annotation>]) {
    if let Some(painter) = painter::current() {
        painter.hover(mentions);
    }
}

/// Scrolls so that the chosen annotation is seen, if the map lies over it.
fn uncover(span: Span, node: &NodeRef) {
    let (Some(painter), Some(map)) = (painter::current(), node.cast::<Element>()) else {
        return;
    };
    let seen = |painter: &Painter| {
        let bounds = painter.range(span.range())?.get_bounding_client_rect();
        Some(bounds.top() >= page::HEADER && bounds.bottom() <= map.get_bounding_client_rect().top())
    };
    if seen(&painter) == Some(false) {
        painter.lift(span.range());
    }
}

/// What the points mean.
fn legend() -> Html {
    let meanings = [
        (Usage::Literal, "literal, or not said"),
        (Usage::Figurative, "metonymic, associative"),
        (Usage::Both, "both"),
    ];
    let meanings = meanings.map(|(usage, meaning)| html! { <span>{ drawing::sign(usage) }{ meaning }</span> });
    html! { <p class="signs" aria-label="What points mean">{ for meanings }<span>{ "larger: more mentions" }</span></p> }
}

/// How many places there are, in words.
fn how_many(places: &Places) -> String {
    let on = counted(places.spots.len(), "place");
    match places.elsewhere.len() {
        0 => on,
        off => format!("{on}, {} more not on the map", grouped(off)),
    }
}
