//! The relations of the chosen annotation, in words, and a way to make one.

use std::rc::Rc;

use yew::prelude::*;

use super::label_menu::number;
use crate::dom::{chance, page};
use crate::model::annotation::{Annotation, Id, Relation};
use crate::model::quote::Quote;
use crate::model::session::{Action, Mode};
use crate::model::short::short;
use crate::model::work::Work;
use crate::ui::store::{Dispatch, Now};

/// How many annotations are offered on either side of the chosen one.
const AROUND: usize = 60;

/// How many code points of what follows an annotation are shown.
const AFTER: usize = 16;

/// How many code points of an annotation's words are shown.
const WORDS: usize = 60;

#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    pub work: Now,
    pub annotation: Rc<Annotation>,
    pub dispatch: Dispatch,
}

/// The links.
#[component]
pub fn Links(props: &Props) -> Html {
    let kind = use_state(|| None::<usize>);
    let Props {
        work,
        annotation,
        dispatch,
        ..
    } = props;
    let scheme = work.scheme();
    let relations = work.markup().relations.iter();
    let own = relations.filter(|relation| relation.from == annotation.id || relation.to == annotation.id);
    let own = own.filter_map(|relation| link(relation, annotation, work, dispatch));
    let kinds: Vec<_> = scheme
        .relations
        .iter()
        .enumerate()
        .filter(|(_, kind)| kind.from.is_empty() || kind.from.contains(&annotation.label))
        .collect();
    if kinds.is_empty() {
        return html! { <ul class="links" aria-label="Links">{ for own }</ul> };
    }
    let picked = kind.and_then(|number| scheme.relations.get(number));
    let onkind = {
        let kind = kind.clone();
        Callback::from(move |event: Event| kind.set(number(&event)))
    };
    let options = kinds.iter().map(|(number, this)| {
        let selected = *kind == Some(*number);
        html! { <option key={*number} value={number.to_string()} {selected}>{ format!("{} …", this.name) }</option> }
    });
    let targets = picked.map(|picked| {
        let offered = offered(work, annotation, &picked.id);
        let ids: Vec<_> = offered.iter().map(|(other, _)| other.id.clone()).collect();
        let onlink = {
            let (dispatch, from, name, kind) = (dispatch.clone(), annotation.id.clone(), Rc::clone(&picked.id), kind.clone());
            Callback::from(move |_: MouseEvent| {
                if let Some(to) = page::chosen_number(".link-to").and_then(|number| ids.get(number)) {
                    dispatch.dispatch(Action::Relate(Relation::new(chance::id(), Rc::clone(&name), from.clone(), to.clone())));
                    kind.set(None);
                    page::focus_first(".link-kind");
                }
            })
        };
        let point = {
            let (dispatch, from, name) = (dispatch.clone(), annotation.id.clone(), Rc::clone(&picked.id));
            Callback::from(move |_: MouseEvent| {
                let (from, kind) = (from.clone(), Rc::clone(&name));
                dispatch.dispatch(Action::Turn(Mode::Link { from, kind }));
            })
        };
        let option = |number: usize, other: &Annotation| {
            // The same words may stand there often: what follows them tells them apart.
            let Quote { exact, suffix, .. } = Quote::of(work.text(), other.span);
            let (words, suffix) = (short(exact, WORDS), short(suffix, AFTER));
            let label = scheme.label_name(&other.label);
            html! { <option key={other.id.as_str()} value={number.to_string()} selected={number == 0}>{ format!("{label}: {words} | {suffix}") }</option> }
        };
        let group = |inside: bool| {
            let those = offered.iter().enumerate().filter(move |(_, (_, within))| *within == inside);
            those.map(|(number, (other, _))| option(number, other)).collect::<Html>()
        };
        let any_inside = offered.iter().any(|(_, inside)| *inside);
        html! {
            <>
                <select class="link-to" aria-label="Link to">
                    if offered.is_empty() {
                        <option value="">{ "nothing to link to yet" }</option>
                    }
                    if any_inside {
                        <optgroup label="Inside these words">{ group(true) }</optgroup>
                        <optgroup label="Elsewhere">{ group(false) }</optgroup>
                    } else {
                        { group(false) }
                    }
                </select>
                <div class="ready">
                    <button type="button" class="chip" aria-disabled={offered.is_empty().then_some("true")} onclick={onlink}>{ "Link" }</button>
                    <button type="button" class="chip" onclick={point}>{ "Point at it in the article" }</button>
                </div>
            </>
        }
    });
    html! {
        <div class="field tall">
            <span>{ "Links" }</span>
            <div class="filling">
                <ul class="links" aria-label="Links">{ for own }</ul>
                <select class="link-kind" aria-label="New link" onchange={onkind}>
                    <option value="" selected={kind.is_none()}>{ "New link …" }</option>
                    { for options }
                </select>
                { for targets }
            </div>
        </div>
    }
}

/// One relation, as seen from the chosen annotation.
fn link(relation: &Relation, annotation: &Annotation, work: &Work, dispatch: &Dispatch) -> Option<Html> {
    let outgoing = relation.from == annotation.id;
    let other = work
        .annotations()
        .get(if outgoing { &relation.to } else { &relation.from })?;
    let name = work.scheme().relation_name(&relation.kind);
    let label = work.scheme().label_name(&other.label);
    let words = short(other.span.quote(work.text()), WORDS);
    let said = if outgoing {
        format!("{name} {label}: “{words}”")
    } else {
        format!("{label}: “{words}” {name} this")
    };
    let go = to(dispatch, other.id.clone(), |id| Action::Choose(Some(id)));
    let remove = to(dispatch, relation.id.clone(), Action::Unrelate);
    Some(html! {
        <li key={relation.id.as_str()}>
            <button type="button" class="link" title="Go there" onclick={go}>{ &said }</button>
            <button type="button" class="quiet" aria-label={format!("Remove the link: {said}")} title="Remove the link" onclick={remove}>
                { "×" }
            </button>
        </li>
    })
}

fn to(dispatch: &Dispatch, id: Id, action: fn(Id) -> Action) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(action(id.clone())))
}

/// The annotations that a link of this type may lead to, and whether each lies
/// inside the words of the chosen one: those first, then what is nearest.
fn offered<'a>(work: &'a Work, annotation: &Annotation, kind: &str) -> Vec<(&'a Rc<Annotation>, bool)> {
    let (all, scheme) = (work.annotations(), work.scheme());
    let place = all.place(&annotation.id).unwrap_or_default();
    let around = place.saturating_sub(AROUND)..all.len().min(place + AROUND);
    let mut offered: Vec<_> = around
        .filter_map(|place| all.nth(place))
        .filter(|other| other.id != annotation.id && scheme.joins(kind, &annotation.label, &other.label))
        .map(|other| (other, annotation.span.range().contains_range(other.span.range())))
        .collect();
    // Stable: within each part the order is the text's.
    offered.sort_by_key(|(_, inside)| !inside);
    offered
}
