//! The question before work of other tools comes in: how its offsets count, and what
//! its labels become.

use std::collections::BTreeMap;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::labels::label_table;
use crate::dom::motion;
use crate::model::exchange::draft::{Draft, set};
use crate::model::exchange::foreign::Found;
use crate::model::exchange::labels::Mapping;
use crate::model::exchange::proof::Proof;
use crate::model::exchange::settle::{Settled, is_here, settle, to_map, usual};
use crate::model::exchange::unit::{Count, Unit};
use crate::model::format::gloss::built_in_scheme;
use crate::model::format::table::Format;
use crate::model::intake::counted;
use crate::model::merge::merging;
use crate::model::project::Project;
use crate::model::scheme::Scheme;
use crate::model::session::Action;
use crate::ui::later::Ctx;
use crate::ui::open::Slice;
use crate::ui::rooms::dialog::{Dialog, listed};
use crate::ui::store::Dispatch;

/// A file of another tool.
pub struct Source {
    pub name: String,
    pub format: &'static Format,
    pub found: Found,
}

/// Files of other tools that are on their way in.
pub struct Reading {
    sources: Vec<Source>,
    /// The work that is shown.
    open: Option<Project>,
    /// Where labels go.
    scheme: Rc<Scheme>,
    /// What was not as it should be in the files, with whether it was kept all the same.
    lines: Vec<(String, bool)>,
}

/// The documents in them, on their texts.
pub struct Drafts {
    drafts: Vec<Draft>,
    lines: Vec<(String, bool)>,
}

impl Reading {
    pub fn of(sources: Vec<Source>, mut lines: Vec<(String, bool)>, ctx: &Ctx) -> Self {
        let open = ctx.store.session.work.as_ref().map(|work| work.project().clone());
        let scheme = match &open {
            Some(open) => Rc::clone(&open.scheme),
            None => Rc::new(built_in_scheme()),
        };
        let several = sources.len() > 1;
        for source in &sources {
            let problems = source.found.problems.iter();
            lines.extend(problems.map(|problem| (named(several, &source.name, problem), problem.trouble.kept())));
        }
        Self {
            sources,
            open,
            scheme,
            lines,
        }
    }

    fn documents(&self) -> usize {
        self.sources.iter().map(|source| source.found.documents.len()).sum()
    }
}

impl Drafts {
    /// Whether no document can be used.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// What was not as it should be.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = &(String, bool)> {
        self.lines.iter()
    }

    /// How the offsets were read: each way once, with the number of its documents.
    fn proofs(&self) -> BTreeMap<Count, (usize, Proof)> {
        let mut proofs: BTreeMap<Count, (usize, Proof)> = BTreeMap::new();
        for Draft { proof, .. } in &self.drafts {
            let summed = proofs.get(&proof.count);
            let summed = summed.map_or((1, *proof), |(count, before)| (count + 1, before.and(*proof)));
            proofs.insert(proof.count, summed);
        }
        proofs
    }
}

/// Sets the documents on their texts, their offsets counted as a person chose or as
/// is found out; `None` once `go_on`, which hears how far it is, says no.
pub async fn set_all(reading: &Reading, count: Option<Count>, go_on: &dyn Fn(f64) -> bool) -> Option<Drafts> {
    let all = reading.documents();
    let open = reading.open.as_ref().map(|open| &*open.document);
    let mut drafts = Vec::with_capacity(all);
    let mut lines = reading.lines.clone();
    let mut slice = Slice::begin();
    for source in &reading.sources {
        for (number, foreign) in source.found.documents.iter().enumerate() {
            let several = source.found.documents.len() > 1;
            let name = match several {
                true => format!("{}, document {}", source.name, number + 1),
                false => source.name.clone(),
            };
            match set(foreign, open, count) {
                Ok(draft) => {
                    let notices = draft.notices.iter();
                    lines.extend(notices.map(|notice| (named(all > 1, &name, notice), true)));
                    let problems = draft.problems.iter();
                    lines.extend(problems.map(|problem| (named(all > 1, &name, problem), problem.trouble.kept())));
                    drafts.push(draft);
                }
                Err(error) => lines.push((format!("{name}: {error}"), false)),
            }
            slice.rest().await;
            if !go_on(drafts.len() as f64 / all as f64) {
                return None;
            }
        }
    }
    Some(Drafts { drafts, lines })
}

fn named(several: bool, name: &str, words: impl std::fmt::Display) -> String {
    if several {
        format!("{name}: {words}")
    } else {
        words.to_string()
    }
}

#[derive(Properties)]
pub struct Props {
    pub reading: Rc<Reading>,
    /// The documents with their offsets as they were found out to count.
    pub first: Rc<Drafts>,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.first, &other.first) && self.onclose == other.onclose
    }
}

/// The dialog. Nothing happens to the work before Import is pressed.
#[component]
pub fn Import(props: &Props) -> Html {
    let Props { reading, first, .. } = props;
    let drafts = use_state(|| Some(Rc::clone(first)));
    let chosen = use_state(Mapping::new);
    let count = use_state(|| None::<Count>);
    let asked = use_mut_ref(|| 0_u32);
    let recount = {
        let (drafts, count, reading) = (drafts.setter(), count.clone(), Rc::clone(reading));
        Callback::from(move |wanted: Option<Count>| {
            count.set(wanted);
            drafts.set(None);
            let number = *asked.borrow() + 1;
            asked.replace(number);
            let (drafts, reading, asked) = (drafts.clone(), Rc::clone(&reading), Rc::clone(&asked));
            spawn_local(async move {
                motion::breathe().await;
                let again = set_all(&reading, wanted, &|_| *asked.borrow() == number).await;
                if let Some(again) = again {
                    drafts.set(Some(Rc::new(again)));
                }
            });
        })
    };
    let open = reading.open.as_ref();
    let names = drafts
        .as_ref()
        .map(|drafts| to_map(&drafts.drafts, open))
        .unwrap_or_default();
    let mapping = {
        let mut mapping = usual(names.keys(), &reading.scheme);
        let known = chosen.iter().filter(|(name, _)| names.contains_key(*name));
        mapping.extend(known.map(|(name, becomes)| (name.clone(), becomes.clone())));
        mapping
    };
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |(name, becomes)| {
            let mut next = (*chosen).clone();
            next.insert(name, becomes);
            chosen.set(next);
        })
    };
    let onimport = {
        let (drafts, reading, mapping) = (drafts.clone(), Rc::clone(reading), mapping.clone());
        let (dispatch, onclose) = (props.dispatch.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(drafts) = &*drafts else { return };
            onclose.emit(());
            let settled = settle(&drafts.drafts, reading.open.as_ref(), &reading.scheme, &mapping);
            import(settled, &dispatch);
        })
    };
    let body = match &*drafts {
        None => html! { <p role="status">{ "Reading the offsets again …" }</p> },
        Some(drafts) => html! {
            <>
                <p>{ outcome(&drafts.drafts, open) }</p>
                { offsets(drafts, *count, &recount) }
                { label_table(&names, &mapping, &reading.scheme, &choose) }
                if !drafts.lines.is_empty() {
                    <section>
                        <h3>{ "What needed a closer look" }</h3>
                        { listed(drafts.lines.iter().cloned()) }
                    </section>
                }
            </>
        },
    };
    let ready = drafts.as_ref().is_some_and(|drafts| !drafts.is_empty());
    html! {
        <Dialog title="Import" class="import" onclose={props.onclose.clone()}>
            <p class="source">{ source(&reading.sources) }</p>
            { body }
            <div class="answers">
                <button type="button" class="primary" aria-disabled={(!ready).then_some("true")} onclick={onimport}>{ "Import" }</button>
                <button type="button" onclick={props.onclose.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
            </div>
        </Dialog>
    }
}

/// "W3C Web Annotation: notes.jsonld".
fn source(sources: &[Source]) -> String {
    let mut formats: Vec<_> = sources.iter().map(|source| source.format.name).collect();
    formats.sort_unstable();
    formats.dedup();
    let files = match sources {
        [source] => source.name.clone(),
        sources => counted(sources.len(), "file"),
    };
    format!("{}: {files}", formats.join(", "))
}

/// What Import will do.
fn outcome(drafts: &[Draft], open: Option<&Project>) -> String {
    let (here, others): (Vec<_>, Vec<_>) = drafts.iter().partition(|draft| is_here(draft, open));
    let marks = |drafts: &[&Draft]| {
        let marks = drafts.iter().map(|draft| draft.project.markup.annotations.len());
        counted(marks.sum(), "annotation")
    };
    let to_here = format!("{} for the article that is open", marks(&here));
    let opened = format!("{} with {}", counted(others.len(), "document"), marks(&others));
    match (here.is_empty(), others.is_empty()) {
        (true, true) => "No document in it can be used.".to_owned(),
        (false, true) => format!("{to_here}."),
        (true, false) => format!("{opened}."),
        (false, false) => format!("{to_here}, and {opened}."),
    }
}

fn import(settled: Settled, dispatch: &Dispatch) {
    let Settled {
        here,
        documents,
        left_out,
    } = settled;
    let opened = documents.iter().map(|project| project.markup.annotations.len());
    let marks = here.as_ref().map_or(0, |(_, markup)| markup.annotations.len()) + opened.sum::<usize>();
    let several = here.is_some() && !documents.is_empty();
    if let Some((scheme, markup)) = here {
        dispatch.dispatch(merging(Some(scheme), markup));
    }
    if !documents.is_empty() {
        dispatch.dispatch(Action::Add(documents));
    }
    if several || left_out > 0 {
        let mut words = format!("Imported {}.", counted(marks, "annotation"));
        if left_out > 0 {
            words.push_str(&format!(" {} left out.", counted(left_out, "annotation")));
        }
        dispatch.dispatch(Action::Say(words));
    }
}

/// How the offsets were read, and a way to have them read otherwise; folded away if
/// every quote proves it.
fn offsets(drafts: &Drafts, count: Option<Count>, recount: &Callback<Option<Count>>) -> Html {
    let proofs = drafts.proofs();
    let several = drafts.drafts.len() > 1;
    let sentences = proofs.values().map(|(documents, proof)| {
        let prefix = several.then(|| format!("{}: ", counted(*documents, "document")));
        html! { <li key={proof.count.to_string()}>{ prefix }{ proof.to_string() }</li> }
    });
    let complete = count.is_none() && proofs.values().all(|(_, proof)| proof.is_complete());
    let choice = unit_choice(count, recount);
    html! {
        <section>
            <h3>{ "Offsets" }</h3>
            <ul class="proofs" role="list">{ for sentences }</ul>
            if complete {
                <details class="more"><summary>{ "Read them otherwise" }</summary>{ choice }</details>
            } else {
                { choice }
            }
        </section>
    }
}

fn unit_choice(count: Option<Count>, recount: &Callback<Option<Count>>) -> Html {
    let counts: Vec<Count> = [false, true]
        .into_iter()
        .flat_map(|plain_ends| Unit::ALL.map(|unit| Count { unit, plain_ends }))
        .collect();
    let options = counts.iter().enumerate().map(|(number, one)| {
        let selected = count == Some(*one);
        html! { <option key={number} value={number.to_string()} {selected}>{ one.to_string() }</option> }
    });
    let onchange = {
        let (recount, counts) = (recount.clone(), counts.clone());
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            recount.emit(value.parse().ok().and_then(|number: usize| counts.get(number).copied()));
        })
    };
    html! {
        <label class="field">
            <span>{ "Offsets count" }</span>
            <select {onchange}>
                <option value="" selected={count.is_none()}>{ "what fits best" }</option>
                { for options }
            </select>
        </label>
    }
}
