//! What is annotated, in text order.

use std::ops::Range;
use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::dom::{page, palette};
use crate::model::annotation::{Annotation, Id};
use crate::model::annotation_set::AnnotationSet;
use crate::model::intake::grouped;
use crate::model::scheme::Scheme;
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::text::Text;
use crate::model::unseen::spelled;
use crate::ui::store::Dispatch;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub text: Text,
    pub scheme: Rc<Scheme>,
    pub annotations: AnnotationSet,
    pub chosen: Option<Id>,
    /// The places of the annotations that are shown; `None` for all.
    pub places: Option<Rc<Vec<usize>>>,
    /// What limits the list.
    pub filter: Html,
    /// The menu for the label that every selection gets.
    pub brush: Html,
    pub dispatch: Dispatch,
}

/// So many labels are all counted, also those that nothing has.
const FEW: usize = 8;

/// How many rows are there at first, and by how many the window of those that
/// are there moves.
const FIRST: usize = 24;
const STEP: usize = 8;

/// The list of annotations, with counts for each label. Only the rows near those
/// that are seen are in the page; what assistive technology hears of each row
/// says its place among all.
#[component]
pub fn List(props: &Props) -> Html {
    let list = use_node_ref();
    let window = use_state(|| 0..FIRST);
    let all = &props.annotations;
    let len = props.places.as_ref().map_or(all.len(), |places| places.len());
    let rows = window.start.min(len)..window.end.min(len);
    {
        let (list, rows) = (list.clone(), rows.clone());
        use_effect_with((rows, len), move |(rows, len)| {
            if let Some(list) = list.cast::<HtmlElement>() {
                page::set_property(&list, "--before", &rows.start.to_string());
                page::set_property(&list, "--after", &(len - rows.end).to_string());
            }
        });
    }
    let follow = {
        let (list, window) = (list.clone(), window.clone());
        move || {
            let seen = list.cast::<HtmlElement>().map(|list| seen(&list));
            if let Some(seen) = seen.filter(|seen| *seen != *window) {
                window.set(seen);
            }
        }
    };
    let chosen = props.chosen.as_ref().and_then(|id| {
        let place = all.place(id)?;
        match &props.places {
            Some(places) => places.binary_search(&place).ok(),
            None => Some(place),
        }
    });
    {
        let (list, follow) = (list.clone(), follow.clone());
        use_effect_with((props.chosen.clone(), chosen), move |(_, chosen)| {
            if let (Some(list), Some(place)) = (list.cast::<HtmlElement>(), chosen) {
                show(&list, *place);
            }
            follow();
        });
    }
    let onscroll = Callback::from(move |_: Event| follow());
    // Of many labels only those are counted that are there.
    let labels = props.scheme.labels.iter().enumerate();
    let few = props.scheme.labels.len() <= FEW;
    let counted = labels.filter(|(_, label)| few || all.count(&label.id) > 0);
    let counts = counted.map(|(number, label)| {
        html! {
            <span key={label.id.as_str()} class={format!("count label-{number}")}>
                <span class="swatch" aria-hidden="true" />{ spelled(&label.name) }<b>{ grouped(all.count(&label.id)) }</b>
            </span>
        }
    });
    let rows = rows.filter_map(|place| {
        let among_all = props.places.as_ref().map_or(place, |places| places[place]);
        let annotation = all.nth(among_all)?;
        Some(row(props, annotation, place, len, chosen == Some(place)))
    });
    html! {
        <section class="list">
            <header><h2 id="annotations-title">{ "Annotations" }</h2>{ props.brush.clone() }</header>
            { shares(props) }
            <p class="counts">{ for counts }</p>
            { props.filter.clone() }
            <ol ref={list} role="list" aria-labelledby="annotations-title" {onscroll}>{ for rows }</ol>
        </section>
    }
}

/// The labels' shares of the annotations, as one bar; the counts say them in numbers.
fn shares(props: &Props) -> Html {
    let all = &props.annotations;
    let whole = all.len().max(1) as f64;
    let mut from = 0.0;
    let parts = props.scheme.labels.iter().enumerate().map(|(number, label)| {
        let share = all.count(&label.id) as f64 / whole * 100.0;
        let x = format!("{from:.2}");
        from += share;
        html! { <rect key={number} class={format!("label-{number}")} {x} width={format!("{share:.2}")} height="1" /> }
    });
    html! {
        <svg class="shares" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">{ for parts }</svg>
    }
}

fn row(props: &Props, annotation: &Annotation, place: usize, len: usize, chosen: bool) -> Html {
    let onclick = {
        let (dispatch, id) = (props.dispatch.clone(), annotation.id.clone());
        Callback::from(move |_| dispatch.dispatch(Action::Choose(Some(id.clone()))))
    };
    let class = palette::class(&props.scheme, &annotation.label);
    html! {
        <li
            key={annotation.id.as_str()}
            aria-posinset={(place + 1).to_string()}
            aria-setsize={len.to_string()}
        >
            <button type="button" class={classes!("item", class)} aria-current={chosen.then_some("true")} {onclick}>
                <span class="badge">{ spelled(props.scheme.label_name(&annotation.label)) }</span>
                <span class="quote" dir="auto">{ short(annotation.span.quote(&props.text), 80) }</span>
            </button>
        </li>
    }
}

/// The rows that are seen, and some around them.
fn seen(list: &HtmlElement) -> Range<usize> {
    let row = row_height(list);
    let first = (f64::from(list.scroll_top()) / row) as usize;
    let last = first + (f64::from(list.client_height()) / row) as usize + 1;
    let start = first.saturating_sub(STEP) / STEP * STEP;
    start..FIRST.max((last + STEP).next_multiple_of(STEP))
}

/// Scrolls the list, and nothing else, so that a row is seen.
fn show(list: &HtmlElement, place: usize) {
    let row = row_height(list);
    let (top, height) = (f64::from(list.scroll_top()), f64::from(list.client_height()));
    let start = place as f64 * row;
    let to = if start < top {
        start - row / 4.0
    } else if start + row > top + height {
        start + row * 1.25 - height
    } else {
        return;
    };
    list.set_scroll_top(to as i32);
}

/// The height of a row, in CSS pixels: all rows have the same.
fn row_height(list: &HtmlElement) -> f64 {
    let row = list.query_selector("li").ok().flatten();
    let height = row.map_or(0.0, |row| row.get_bounding_client_rect().height());
    if height > 0.0 { height } else { 52.0 }
}
