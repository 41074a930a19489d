//! The places beside the map: whatever can be done there can be done here.

use std::rc::Rc;

use yew::prelude::*;

use super::drawing::sign;
use super::globe::about;
use crate::dom::palette;
use crate::model::annotation::Id;
use crate::model::intake::{counted, grouped};
use crate::model::map::spots::{Place, Places, Spot};
use crate::model::scheme::Scheme;
use crate::model::unseen::spelled;

/// How many places are listed before someone asks for more.
const PAGE: usize = 100;

#[derive(Properties)]
pub struct Props {
    pub places: Rc<Places>,
    pub scheme: Rc<Scheme>,
    /// How many suggested places wait for a decision.
    pub suggested: usize,
    /// The number of the spot that the mouse is over.
    pub lit: Option<usize>,
    /// The chosen annotation.
    pub chosen: Option<Id>,
    pub onhover: Callback<Option<Place>>,
    pub onchoose: Callback<Place>,
    /// Has a place that is not on the map looked up.
    pub onlocate: Callback<Place>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.places, &other.places)
            && Rc::ptr_eq(&self.scheme, &other.scheme)
            && (self.suggested, self.lit, &self.chosen) == (other.suggested, other.lit, &other.chosen)
            && self.onhover == other.onhover
            && self.onchoose == other.onchoose
    }
}

/// The list.
#[component]
pub fn List(props: &Props) -> Html {
    let Props { places, .. } = props;
    let limit = use_state_eq(|| PAGE);
    let more = {
        let limit = limit.clone();
        Callback::from(move |_: MouseEvent| limit.set(*limit + PAGE))
    };
    let spots = places.spots.iter().enumerate().take(*limit);
    let spots = spots.map(|(number, spot)| row(number, spot, props));
    let elsewhere = places
        .elsewhere
        .iter()
        .take(*limit)
        .map(|place| unlocated(place, props));
    html! {
        <div class="spots">
            if places.spots.is_empty() && places.elsewhere.is_empty() {
                <p class="hint">{ "No place is marked yet. What has the label “Place” is listed here, and with coordinates it is on the map." }</p>
            }
            if props.suggested > 0 {
                <p class="hint">{ format!("Suggested, and here once they are accepted: {}.", counted(props.suggested, "mention")) }</p>
            }
            if !places.spots.is_empty() {
                <ol role="list" aria-label="Places on the map">{ for spots }</ol>
            }
            if !places.elsewhere.is_empty() {
                <h3 id="not-on-the-map">{ "Not on the map" }</h3>
                <p class="hint">{ "Nobody has said where these are: click one to look it up." }</p>
                <ol role="list" aria-labelledby="not-on-the-map">{ for elsewhere }</ol>
            }
            if places.spots.len().max(places.elsewhere.len()) > *limit {
                <button type="button" class="small" onclick={more}>
                    { format!("Show more of the {}", grouped(places.spots.len() + places.elsewhere.len())) }
                </button>
            }
        </div>
    }
}

/// A place on the map: the mouse and the focus light it up, a click chooses its mentions in turn.
fn row(number: usize, spot: &Spot, props: &Props) -> Html {
    let place = &spot.place;
    let hover = |place: Option<&Place>| {
        let place = place.cloned();
        props.onhover.reform(move |()| place.clone())
    };
    let (on, off) = (hover(Some(place)), hover(None));
    html! {
        <li key={number}>
            <button
                type="button"
                class={classes!("place", palette::class(&props.scheme, &place.label), (props.lit == Some(number)).then_some("lit"))}
                aria-current={is_chosen(place, props).then_some("true")}
                onmouseenter={on.reform(|_: MouseEvent| ())}
                onmouseleave={off.reform(|_: MouseEvent| ())}
                onfocus={on.reform(|_: FocusEvent| ())}
                onblur={off.reform(|_: FocusEvent| ())}
                onclick={choosing(place, &props.onchoose)}
            >
                { sign(place.usage()) }
                <span class="name" dir="auto">{ spelled(&place.name) }</span>
                <span class="about-place">{ about(place).trim_start_matches(" · ").to_owned() }<br />{ spot.point.shown() }</span>
            </button>
        </li>
    }
}

/// A place that is not on the map: a click looks it up.
fn unlocated(place: &Place, props: &Props) -> Html {
    html! {
        <li key={place.name.clone()}>
            <button
                type="button"
                class={classes!("place", palette::class(&props.scheme, &place.label))}
                aria-current={is_chosen(place, props).then_some("true")}
                title="Look up which place it is"
                onclick={choosing(place, &props.onlocate)}
            >
                <span class="name" dir="auto">{ spelled(&place.name) }</span>
                <span class="about-place">{ about(place).trim_start_matches(" · ").to_owned() }</span>
            </button>
        </li>
    }
}

fn is_chosen(place: &Place, props: &Props) -> bool {
    props.chosen.as_ref().is_some_and(|id| place.mentions.contains(id))
}

fn choosing(place: &Place, choose: &Callback<Place>) -> Callback<MouseEvent> {
    let place = place.clone();
    choose.reform(move |_: MouseEvent| place.clone())
}
