//! What is drawn on the map. Paths are drawn once: moving the map changes a transform.

use std::rc::Rc;

use yew::prelude::*;

use crate::dom::palette;
use crate::model::map::names::{Anchor, names};
use crate::model::map::projection::Position;
use crate::model::map::spots::{Places, Spot, Usage};
use crate::model::map::world::World;
use crate::model::scheme::Scheme;

/// The widths of the rim around a point, of a ring, and of the room within it, in CSS pixels.
const RIM: f64 = 1.5;
const RING: f64 = 2.5;
const ROOM: f64 = 2.0;

#[derive(Properties, PartialEq)]
pub struct GroundProps {
    pub world: Rc<World>,
}

/// Land and borders.
#[component]
pub fn Ground(GroundProps { world }: &GroundProps) -> Html {
    html! {
        <>
            <path class="sea" d={world.edge.clone()} />
            <path class="grid" d={world.grid.clone()} />
            <path class="land" d={world.land.clone()} />
            <path class="border" d={world.borders.clone()} />
            <path class="coast" d={world.coast.clone()} />
            <path class="edge" d={world.edge.clone()} />
        </>
    }
}

#[derive(Properties)]
pub struct PointsProps {
    pub places: Rc<Places>,
    pub scheme: Rc<Scheme>,
}

impl PartialEq for PointsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.places, &other.places) && Rc::ptr_eq(&self.scheme, &other.scheme)
    }
}

/// A point for each place, larger ones first, so that smaller ones lie on top. They are lines of
/// no length with round ends, whose width is the same however large the map is.
#[component]
pub fn Points(PointsProps { places, scheme }: &PointsProps) -> Html {
    let points = places.spots.iter().map(|spot| point(spot, scheme));
    html! { <>{ for points }</> }
}

fn point(Spot { place, position, .. }: &Spot, scheme: &Scheme) -> Html {
    let path = format!("M{:.2} {:.2}h.001", position.x, position.y);
    let discs = discs(place.usage(), place.radius()).into_iter().map(|(class, radius)| {
        html! { <path {class} d={path.clone()} stroke-width={format!("{:.1}", 2.0 * radius)} /> }
    });
    html! { <g class={classes!("spot", palette::class(scheme, &place.label))}>{ for discs }</g> }
}

/// The discs of a point that lie over each other, with their classes and radii: filled, a ring,
/// or a ring around a point.
fn discs(usage: Usage, radius: f64) -> Vec<(&'static str, f64)> {
    let mut discs = vec![("rim", radius + RIM), ("ink", radius)];
    if usage != Usage::Literal {
        discs.push(("room", radius - RING));
    }
    if usage == Usage::Both {
        discs.push(("ink", radius - RING - ROOM));
    }
    discs
}

/// A point by itself, beside words.
pub fn sign(usage: Usage) -> Html {
    let discs = discs(usage, 6.5).into_iter().filter(|(class, _)| *class != "rim");
    let discs = discs.map(|(class, radius)| html! { <circle {class} cx="8" cy="8" r={radius.to_string()} /> });
    html! { <svg class="sign" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{ for discs }</svg> }
}

#[derive(Properties)]
pub struct NamesProps {
    pub places: Rc<Places>,
    /// CSS pixels for a unit of the plane.
    pub scale: f64,
    /// How much room there is beside the outermost points when all are shown, to the sides and up and
    /// down, in CSS pixels.
    pub margins: (f64, f64),
    /// What stands at the top left then, if it is as large as then.
    pub corner: Option<Position>,
}

impl PartialEq for NamesProps {
    fn eq(&self, other: &Self) -> bool {
        let drawn = |props: &Self| (props.scale, props.margins, props.corner);
        Rc::ptr_eq(&self.places, &other.places) && drawn(self) == drawn(other)
    }
}

/// The names that have room.
#[component]
pub fn Names(props: &NamesProps) -> Html {
    let NamesProps { places, scale, .. } = props;
    let names = names(&places.spots, *scale, props.margins, props.corner).into_iter().map(|name| {
        let at = places.spots[name.spot].position;
        let (x, y) = (at.x * scale + name.right, at.y * scale + name.down);
        let anchor = match name.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        html! { <text key={name.spot} text-anchor={anchor} x={format!("{x:.1}")} y={format!("{y:.1}")}>{ name.words }</text> }
    });
    html! { <>{ for names }</> }
}
