//! Files and articles on their way to the desk.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use super::app::Shown;
use super::store::Dispatch;
use crate::dom::{chance, file, motion, page};
use crate::model::format::gloss;
use crate::model::format::incoming::{Incoming, Opening, Refusal};
use crate::model::format::problem::{self, Problem};
use crate::model::intake::Intake;
use crate::model::project::{Document, Project};
use crate::model::session::Action;

/// Work that is about to be shown, and what to say of it.
#[derive(Clone, PartialEq)]
pub struct Arrival {
    /// The work.
    pub project: Project,
    /// Whether it is an article that nobody has worked on yet.
    pub is_article: bool,
    /// What was noticed about it.
    pub remarks: Vec<String>,
    /// What was not as it should be in its file.
    pub problems: Rc<Vec<Problem>>,
    /// The name of its file.
    pub file: AttrValue,
}

/// A file that is being read.
#[derive(Default)]
pub struct Job {
    cancelled: Rc<Cell<bool>>,
}

/// How far the reading of a file is.
#[derive(Clone, PartialEq)]
pub struct Progress {
    file: AttrValue,
    /// From 0 to 100.
    percent: u32,
}

/// For how long the page may be kept from answering, in milliseconds.
const SLICE: f64 = 12.0;

/// How long a file may take before people are told how far it is, in milliseconds.
const PATIENCE: f64 = 200.0;

/// How many bytes are read between two looks at the clock.
const STEP: usize = 64_000;

impl Job {
    /// Ends the reading: nothing comes of it.
    pub fn cancel(&self) {
        self.cancelled.set(true);
    }

    /// Reads a file while the page goes on answering. `None` if it was cancelled;
    /// an error says in words why nothing comes of it.
    pub fn read(
        &self,
        picked: File,
        progress: UseStateSetter<Option<Progress>>,
    ) -> impl Future<Output = Result<Option<Arrival>, String>> + use<> {
        let cancelled = Rc::clone(&self.cancelled);
        async move {
            let name = picked.name();
            let start = chance::milliseconds();
            let tell = |done: f64| {
                if chance::milliseconds() - start > PATIENCE && !cancelled.get() {
                    let percent = (done * 100.0) as u32;
                    let file = name.clone().into();
                    progress.set(Some(Progress { file, percent }));
                }
            };
            let read = take(&picked, &cancelled, &tell).await;
            if !cancelled.get() {
                progress.set(None);
            }
            Ok(read?.map(|incoming| arrival(incoming, name.clone())))
        }
    }
}

/// Reads a file, a fifth of the way from the disk, and says how far it is.
async fn take(picked: &File, cancelled: &Cell<bool>, tell: &dyn Fn(f64)) -> Result<Option<Incoming>, String> {
    let name = picked.name();
    let size = picked.size();
    let refused = |refusal: Refusal| format!("{name}: {refusal}");
    if size > gloss::LIMIT as f64 {
        let bytes = size as usize;
        return Err(Refusal::TooLong { bytes }.to_string());
    }
    let go_on = |bytes: usize| {
        tell(bytes as f64 / size * 0.2);
        !cancelled.get()
    };
    let bytes = file::read(picked, &go_on).await;
    if cancelled.get() {
        return Ok(None);
    }
    let bytes = bytes.ok_or_else(|| format!("{name} could not be read: it was moved, changed, or is not a file."))?;
    let mut opening = Opening::begin(&name, bytes).map_err(refused)?;
    let mut since = chance::milliseconds();
    loop {
        if let Some(read) = opening.step(STEP) {
            return read.map(Some).map_err(refused);
        }
        if chance::milliseconds() - since > SLICE {
            tell(0.2 + opening.done() * 0.8);
            motion::breathe().await;
            if cancelled.get() {
                return Ok(None);
            }
            since = chance::milliseconds();
        }
    }
}

fn arrival(incoming: Incoming, name: String) -> Arrival {
    match incoming {
        Incoming::Text(intake) => article(intake, name.into()),
        Incoming::Project(project, problems) => Arrival {
            project,
            is_article: false,
            remarks: problem::summary(&problems).into_iter().collect(),
            problems: Rc::new(problems),
            file: name.into(),
        },
    }
}

/// How far the reading is, and a way to end it.
pub fn bar(progress: &Progress, oncancel: Callback<MouseEvent>) -> Html {
    let Progress { file, percent } = progress;
    html! {
        <div class="reading" role="group" aria-label="Reading a file">
            <label>
                <span>{ format!("Reading {file}") }</span>
                <progress max="100" value={percent.to_string()} />
            </label>
            <button type="button" onclick={oncancel}>{ "Cancel" }</button>
        </div>
    }
}

/// An article as work that nobody has done yet.
pub fn article(intake: Intake, file: AttrValue) -> Arrival {
    Arrival {
        project: Project::new(Document::new(chance::id(), intake.text), gloss::built_in_scheme()),
        is_article: true,
        remarks: intake.notices.iter().map(ToString::to_string).collect(),
        problems: Rc::default(),
        file,
    }
}

/// Puts work on the desk, in place of what is there.
pub fn open(dispatch: &Dispatch, arrival: Arrival, show: &Callback<Option<Shown>>) {
    dispatch.dispatch(Action::Open(Box::new(arrival.project)));
    if !arrival.remarks.is_empty() {
        dispatch.dispatch(Action::Say(arrival.remarks.join(" ")));
    }
    if !arrival.problems.is_empty() {
        show.emit(Some(Shown::Report(arrival.file, arrival.problems)));
    }
    page::scroll_to_top();
}

/// Says what went wrong.
pub fn fail(dispatch: &Dispatch) -> Callback<String> {
    let dispatch = dispatch.clone();
    Callback::from(move |words| dispatch.dispatch(Action::Fail(words)))
}
