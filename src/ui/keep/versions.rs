//! The dialog of a document's earlier versions: what was done when, how it was then,
//! and a way back.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::keeper::keeper;
use super::library::moment;
use super::load::{at, project};
use super::stored;
use super::stores::BASES;
use crate::model::annotation::Annotation;
use crate::model::intake::{counted, grouped};
use crate::model::ledger::record::Kind;
use crate::model::ledger::{Delta, Entry, replay};
use crate::model::project::Project;
use crate::model::short::short;
use crate::ui::rooms::dialog::Dialog;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// Which document.
    pub document: String,
    /// What it is called.
    pub name: String,
    pub onclose: Callback<()>,
}

/// A document with all that is stored of it.
struct Past {
    /// As it was first.
    first: Project,
    /// Its revision then.
    start: u32,
    /// The steps since.
    entries: Vec<Entry>,
    /// As it is now.
    now: Project,
}

/// How many versions are listed before someone asks for more.
const PAGE: usize = 50;

/// How many annotations are named that a way back would change.
const NAMED: usize = 8;

async fn past(document: &str) -> Option<Past> {
    let keeper = keeper()?;
    let database = keeper.database.borrow().clone()?;
    // The earliest that can be read: the steps lead from there to now.
    let bases = database.since(BASES, document, 0).await.ok()?;
    for base in &bases {
        let Ok(first) = project(base).await else {
            continue;
        };
        let start = at(base);
        let entries = keeper.steps(document, start).await.ok()?;
        let now = replay(first.clone(), start, &entries, None);
        let now = now.history.present().clone();
        return Some(Past {
            first,
            start,
            entries,
            now,
        });
    }
    None
}

impl Past {
    /// The document as it was at a revision.
    fn at(&self, revision: u32) -> Project {
        let until = self.entries.partition_point(|entry| entry.revision <= revision);
        let replayed = replay(self.first.clone(), self.start, &self.entries[..until], None);
        replayed.history.present().clone()
    }
}

/// The dialog.
#[component]
pub fn Versions(props: &Props) -> Html {
    let past = use_state(|| None::<Option<Rc<Past>>>);
    let chosen = use_state_eq(|| None::<u32>);
    let limit = use_state_eq(|| PAGE);
    // Another tab may change it meanwhile: then it is read again.
    let revision = keeper().and_then(|keeper| Some(keeper.heads.borrow().get(&props.document)?.revision));
    use_effect_with((props.document.clone(), revision), {
        let past = past.setter();
        move |(document, _)| {
            let (document, wanted) = (document.clone(), Rc::new(()));
            let still = Rc::downgrade(&wanted);
            spawn_local(async move {
                let read = self::past(&document).await.map(Rc::new);
                if still.upgrade().is_some() {
                    past.set(Some(read));
                }
            });
            move || drop(wanted)
        }
    });
    let title = format!("Earlier versions of “{}”", short(&props.name, 60));
    let content = match &*past {
        None => html! { <p class="hint" role="status">{ "Reading what is stored." }</p> },
        Some(None) => html! { <p class="hint" role="status">{ "Nothing of it can be read." }</p> },
        Some(Some(past)) => {
            let choose = {
                let chosen = chosen.clone();
                Callback::from(move |revision| chosen.set(Some(revision)))
            };
            let more = {
                let limit = limit.clone();
                Callback::from(move |_: MouseEvent| limit.set(*limit + PAGE))
            };
            html! {
                <>
                    { list(past, *chosen, *limit, &choose) }
                    if past.entries.len() + 1 > *limit {
                        <button type="button" onclick={more}>
                            { format!("Show more of the {}", grouped(past.entries.len() + 1)) }
                        </button>
                    }
                    if let Some(revision) = *chosen {
                        { preview(past, revision, props) }
                    }
                </>
            }
        }
    };
    html! {
        <Dialog {title} onclose={props.onclose.clone()} class="versions">{ content }</Dialog>
    }
}

/// The versions, the latest first.
fn list(past: &Past, chosen: Option<u32>, limit: usize, choose: &Callback<u32>) -> Html {
    let row = |revision: u32, at: Option<&str>, words: &str, latest: bool| {
        html! {
            <li key={revision}>
                <button
                    type="button"
                    class="document version"
                    aria-pressed={(chosen == Some(revision)).to_string()}
                    onclick={choose.reform(move |_: MouseEvent| revision)}
                >
                    <span class="heading" dir="auto">{ words }</span>
                    <span class="said-of">
                        { at.map(moment) }
                        if latest {
                            <b>{ " · now" }</b>
                        }
                    </span>
                </button>
            </li>
        }
    };
    let last = past.entries.last().map_or(past.start, |entry| entry.revision);
    let rows = past.entries.iter().rev().map(|entry| {
        let undone = match entry.kind {
            Kind::Change => "",
            Kind::Undo => "Undone: ",
            Kind::Redo => "Redone: ",
        };
        let words = format!("{undone}{}", entry.words);
        row(entry.revision, Some(&entry.at), &words, entry.revision == last)
    });
    let first = row(past.start, None, "As it was opened", past.start == last);
    html! {
        <ol class="documents" role="list" aria-label="Versions">
            { for rows.chain([first]).take(limit) }
        </ol>
    }
}

/// How the document was, compared with now.
fn preview(past: &Rc<Past>, revision: u32, props: &Props) -> Html {
    let then = past.at(revision);
    let delta = Delta::between(&past.now, &then);
    let now = &past.now.markup.annotations;
    let (other, back): (Vec<_>, Vec<_>) = delta.put.iter().partition(|put| now.get(&put.id).is_some());
    let gone: Vec<_> = delta.gone.iter().filter_map(|id| now.get(id)).collect();
    let named = |title: &str, annotations: Vec<&Rc<Annotation>>| {
        let rows = annotations.iter().take(NAMED).map(|annotation| {
            let label = then.scheme.label_name(&annotation.label);
            let quote = short(annotation.span.quote(&then.document.text), 80);
            html! { <li dir="auto">{ format!("{label}: “{quote}”") }</li> }
        });
        let rest = annotations.len().saturating_sub(NAMED);
        html! {
            if !annotations.is_empty() {
                <h3>{ format!("{title}: {}", grouped(annotations.len())) }</h3>
                <ul>
                    { for rows }
                    if rest > 0 {
                        <li>{ format!("and {} more", grouped(rest)) }</li>
                    }
                </ul>
            }
        }
    };
    let restore = {
        let (delta, document, name, onclose) = (
            delta.clone(),
            props.document.clone(),
            props.name.clone(),
            props.onclose.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            let Some(keeper) = keeper() else { return };
            let (delta, document, name) = (delta.clone(), document.clone(), name.clone());
            spawn_local(async move {
                // Only what was said of it, whatever another tab has done this moment.
                match stored::change(&keeper, &document, |now| delta.apply(now)).await {
                    Ok(()) => keeper.say("It is as it was then. Undo takes that back.", false),
                    Err(undone) => keeper.say(&undone.words(&name), true),
                }
            });
        })
    };
    let copy = {
        let (then, name, onclose) = (then.clone(), props.name.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            let Some(keeper) = keeper() else { return };
            let (then, name) = (then.clone(), name.clone());
            spawn_local(async move {
                match stored::copy(&keeper, &then).await {
                    Ok(_) => keeper.say("A copy of that version is in the list.", false),
                    Err(undone) => keeper.say(&undone.words(&name), true),
                }
            });
        })
    };
    html! {
        <section class="then" aria-label="The chosen version">
            <p role="status">
                { format!("{} then, {} now.", counted(then.markup.annotations.len(), "annotation"), grouped(now.len())) }
                if delta == Delta::default() {
                    { " It is as it is now." }
                }
            </p>
            { named("Would come back", back) }
            { named("Would be as they were", other) }
            { named("Would be gone", gone) }
            if delta.links.is_some() || delta.facts.is_some() || delta.scheme.is_some() {
                <p class="hint">{ "Links, facts about the article or labels would be as they were, too." }</p>
            }
            <div class="answers">
                <button type="button" class="primary" disabled={delta == Delta::default()} onclick={restore}>
                    { "Go back to this version" }
                </button>
                <button type="button" onclick={copy}>{ "Copy this version" }</button>
            </div>
        </section>
    }
}
