//! What a file would not hold, each thing with where it is.

use yew::prelude::*;

use super::export::Props;
use crate::model::annotation::Id;
use crate::model::exchange::loss::Lost;
use crate::model::exchange::toll::{Share, Toll};
use crate::model::format::table::Format;
use crate::model::intake::{counted, grouped};
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::work::Work;

/// Each thing that is lost, with how much of it and, folded, the first of those whom
/// it concerns.
pub fn losses(toll: &Toll, all: bool, format: &Format, props: &Props) -> Html {
    if toll.is_empty() {
        return html! { <p class="whole" role="status">{ "Nothing is lost." }</p> };
    }
    let items = toll.iter().map(|(lost, share)| {
        let quotes = share.first.iter().filter_map(|(place, id)| quote(*place, id, props));
        let quotes: Vec<_> = quotes.collect();
        let more = share.records - quotes.len().min(share.records);
        html! {
            <li key={lost.to_string()}>
                { lost.to_string() }
                if let Some(count) = amount(lost, share, all) {
                    <b>{ format!(" · {count}") }</b>
                }
                if !quotes.is_empty() {
                    <details>
                        <summary>{ "Which" }</summary>
                        <ul role="list">{ for quotes }</ul>
                        if more > 0 {
                            <p class="hint">{ format!("… and {} more.", grouped(more)) }</p>
                        }
                    </details>
                }
            </li>
        }
    });
    html! {
        <>
            <p role="status">{ format!("{} cannot hold {}:", format.name, counted(toll.len(), "thing")) }</p>
            <ul class="losses">{ for items }</ul>
        </>
    }
}

/// "12 annotations in 3 documents".
fn amount(lost: &Lost, share: &Share, all: bool) -> Option<String> {
    let noun = match lost {
        Lost::Relation | Lost::RelationId => "link",
        Lost::Unknown => "record",
        _ => "annotation",
    };
    let records = (share.records > 0).then(|| counted(share.records, noun));
    let documents = all.then(|| counted(share.documents, "document"));
    match (records, documents) {
        (Some(records), Some(documents)) => Some(format!("{records} in {documents}")),
        (records, documents) => records.or(documents),
    }
}

/// The words of what is concerned; a click chooses it.
fn quote(place: usize, id: &Id, props: &Props) -> Option<Html> {
    let work = props.ctx.store.session.works().nth(place)?;
    let (chosen, words) = words(work, id)?;
    let onclick = {
        let (dispatch, onclose) = (props.ctx.store.dispatcher(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            dispatch.dispatch(Action::Show(place));
            dispatch.dispatch(Action::Choose(Some(chosen.clone())));
        })
    };
    Some(html! {
        <li key={format!("{place} {}", id.as_str())}>
            <button type="button" class="link" dir="auto" {onclick}>{ words }</button>
        </li>
    })
}

/// The annotation to choose, and the words to show, for an annotation or a relation.
fn words(work: &Work, id: &Id) -> Option<(Id, String)> {
    let quote = |id: &Id| {
        let annotation = work.annotations().get(id)?;
        Some(short(annotation.span.quote(work.text()), 60))
    };
    if let Some(words) = quote(id) {
        return Some((id.clone(), words));
    }
    let relation = work.markup().relations.iter().find(|relation| relation.id == *id)?;
    let words = format!("{} → {}", quote(&relation.from)?, quote(&relation.to)?);
    Some((relation.from.clone(), words))
}
