//! What the work can be downloaded as, and what of it would be lost.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::losses::losses;
use crate::dom::{file, motion};
use crate::model::exchange::package::{Package, Packing};
use crate::model::exchange::toll::Toll;
use crate::model::format::own::{GLOSS, GLOSS_LINES};
use crate::model::format::table::{FORMATS, Format};
use crate::model::intake::grouped;
use crate::model::project::Project;
use crate::model::session::Action;
use crate::ui::app::NO_FILE;
use crate::ui::later::Ctx;
use crate::ui::open::Slice;
use crate::ui::rooms::dialog::Dialog;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub ctx: Ctx,
    pub onclose: Callback<()>,
}

/// What goes into a file: the format's id, and whether it is all documents.
type Choice = (&'static str, bool);

/// A file that is ready to be downloaded, and what is not in it.
struct Ready {
    /// What it was made for: something else may have been chosen since.
    choice: Choice,
    toll: Toll,
    /// `None` if no file can hold so much.
    package: Option<Package>,
}

/// How far a file is.
#[derive(Clone)]
enum Making {
    /// So many documents of it were written.
    Done(usize),
    Ready(Rc<Ready>),
}

/// The formats that can be written, our own first; that with a document on each line
/// only for several.
fn formats(several: bool) -> Vec<&'static Format> {
    let own = [&GLOSS].into_iter().chain(several.then_some(&GLOSS_LINES));
    own.chain(FORMATS.iter().copied().filter(|format| format.write.is_some()))
        .collect()
}

/// The dialog.
#[component]
pub fn Export(props: &Props) -> Html {
    let ctx = &props.ctx;
    let session = &ctx.store.session;
    let several = session.count() > 1;
    let all = use_state_eq(|| false);
    let format = use_state_eq(|| GLOSS.id);
    let making = use_state(|| Making::Done(0));
    let asked = use_mut_ref(|| 0_u32);
    let formats = formats(several && *all);
    let chosen = formats.iter().copied().find(|row| row.id == *format).unwrap_or(&GLOSS);
    let choice = (chosen.id, *all);
    // The place of each document that goes into the file, and the document.
    let documents: Vec<(usize, Project)> = {
        let here = |place: usize| *all || place == session.place();
        let works = session.works().enumerate().filter(|(place, _)| here(*place));
        works.map(|(place, work)| (place, work.project().clone())).collect()
    };
    let count = documents.len();
    {
        let making = making.setter();
        use_effect_with(choice, move |&(_, all)| {
            let number = *asked.borrow() + 1;
            asked.replace(number);
            let goes_on = {
                let asked = Rc::clone(&asked);
                move || *asked.borrow() == number
            };
            making.set(Making::Done(0));
            spawn_local(make(chosen, all, documents, making, goes_on));
            // What is still being written when the dialog closes comes to nothing.
            move || {
                let number = *asked.borrow() + 1;
                asked.replace(number);
            }
        });
    }
    let choices = formats.iter().map(|row| {
        let (id, onchange) = (row.id, {
            let format = format.setter();
            let id = row.id;
            Callback::from(move |_: Event| format.set(id))
        });
        html! {
            <li key={id}>
                <label class="choice-line">
                    <input type="radio" name="format" checked={chosen.id == id} {onchange} />
                    <span>
                        <b>{ row.name }</b>
                        <code>{ format!(".{}", row.extension) }</code>
                        <span class="hint">{ row.about }</span>
                    </span>
                </label>
            </li>
        }
    });
    html! {
        <Dialog title="Export" class="wide" onclose={props.onclose.clone()}>
            <div class="export">
                <fieldset>
                    <legend>{ "Format" }</legend>
                    <ul class="choices" role="list">{ for choices }</ul>
                </fieldset>
                <div class="result">
                    if several {
                        { scope(*all, session.count(), &all.setter()) }
                    }
                    { result(&making, chosen, count, *all, props) }
                </div>
            </div>
        </Dialog>
    }
}

/// Which documents go into the file.
fn scope(all: bool, count: usize, set: &UseStateSetter<bool>) -> Html {
    let choice = |value: bool, name: String| {
        let set = set.clone();
        let onchange = Callback::from(move |_: Event| set.set(value));
        html! {
            <label class="check">
                <input type="radio" name="documents" checked={all == value} {onchange} />{ name }
            </label>
        }
    };
    html! {
        <fieldset class="scope">
            <legend>{ "Documents" }</legend>
            { choice(false, "This document".to_owned()) }
            { choice(true, format!("All {}", grouped(count))) }
        </fieldset>
    }
}

/// Writes documents into a file, a few at a time.
async fn make(
    format: &'static Format,
    all: bool,
    documents: Vec<(usize, Project)>,
    making: UseStateSetter<Making>,
    goes_on: impl Fn() -> bool,
) {
    // What was chosen is seen first.
    motion::breathe().await;
    let Some(write) = format.write else { return };
    let (mut toll, mut packing) = (Toll::default(), Packing::begin(format));
    let mut slice = Slice::begin();
    for (number, (place, project)) in documents.iter().enumerate() {
        if !goes_on() {
            return;
        }
        let written = write(project);
        toll.add(*place, &written.losses);
        packing.add(project, written.parts);
        if slice.rest().await {
            making.set(Making::Done(number + 1));
        }
    }
    if goes_on() {
        let package = packing.finish();
        let choice = (format.id, all);
        making.set(Making::Ready(Rc::new(Ready { choice, toll, package })));
    }
}

/// What is lost, and the button for the file.
fn result(making: &Making, format: &'static Format, count: usize, all: bool, props: &Props) -> Html {
    let ready = match making {
        Making::Ready(ready) if ready.choice == (format.id, all) => ready,
        making => {
            let done = if let Making::Done(done) = making { *done } else { 0 };
            return html! {
                <label class="making">
                    <span role="status">{ "Looking at what the file can hold …" }</span>
                    <progress max={count.to_string()} value={done.to_string()} />
                </label>
            };
        }
    };
    let Some(package) = &ready.package else {
        return html! { <p role="status">{ "This is more than one file can hold. Export fewer documents." }</p> };
    };
    let ondownload = {
        let (ready, ctx, onclose) = (Rc::clone(ready), props.ctx.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            onclose.emit(());
            ctx.store.dispatch(download(&ready, all));
        })
    };
    let size = match package.bytes.len() {
        bytes @ 0..1_000 => format!("{bytes} bytes"),
        bytes @ 1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        bytes => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    };
    html! {
        <>
            { losses(&ready.toll, all, format, props) }
            <div class="answers">
                <button type="button" class="primary" onclick={ondownload}>{ "Download" }</button>
                <span class="file-name"><b dir="auto">{ &package.name }</b>{ format!(", {size}") }</span>
            </div>
        </>
    }
}

/// Gives the person the file. The work counts as kept only if the file holds all of it.
fn download(ready: &Ready, all: bool) -> Action {
    let package = ready.package.as_ref();
    let given = package.filter(|package| file::download(&package.name, package.media, &package.bytes).is_ok());
    let Some(package) = given else {
        return Action::Fail(NO_FILE.to_owned());
    };
    let file = package.name.clone();
    match (ready.toll.is_empty(), all) {
        (true, false) => Action::Downloaded { file },
        (true, true) => Action::AllDownloaded { file },
        (false, _) => Action::Say(format!(
            "Downloaded {file}. It does not hold everything: Download JSON keeps the whole work."
        )),
    }
}
