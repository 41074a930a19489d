//! Files and articles on their way to the desk.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::later::{self, Desk, UNREACHABLE, load_keep};
use super::store::Dispatch;
use crate::dom::{chance, motion, page};
use crate::model::format::gloss;
use crate::model::intake::Intake;
use crate::model::project::{Document, Project};
use crate::model::session::Action;

/// Something that takes its time and can be cancelled: the reading of files, or of the article.
#[derive(Clone)]
pub struct Job {
    cancelled: Rc<Cell<bool>>,
    start: f64,
    progress: UseStateSetter<Option<Progress>>,
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.cancelled, &other.cancelled)
    }
}

/// How far the reading of a file is.
#[derive(Clone, PartialEq)]
pub struct Progress {
    file: AttrValue,
    /// From 0 to 100; `None` if nobody knows.
    percent: Option<u32>,
    job: Job,
}

/// For how long the page may be kept from answering, in milliseconds.
const SLICE: f64 = 8.0;

/// A stretch of work between which the page answers.
pub struct Slice {
    since: f64,
}

impl Slice {
    /// Begins now.
    pub fn begin() -> Self {
        let since = chance::milliseconds();
        Self { since }
    }

    /// Lets the page answer if it was kept from that for long. Whether it was.
    pub async fn rest(&mut self) -> bool {
        let long = chance::milliseconds() - self.since > SLICE;
        if long {
            motion::breathe().await;
            *self = Self::begin();
        }
        long
    }
}

/// How long a file may take before people are told how far it is, in milliseconds.
const PATIENCE: f64 = 200.0;

impl Job {
    /// Begins to read.
    pub fn begin(progress: UseStateSetter<Option<Progress>>) -> Self {
        Self {
            cancelled: Rc::default(),
            start: chance::milliseconds(),
            progress,
        }
    }

    /// Ends the reading: nothing comes of it.
    pub fn cancel(&self) {
        self.cancelled.set(true);
        self.progress.set(None);
        // Whoever reads may hear of it only much later, from a slow disk.
        if let Some(keep) = later::keeping() {
            (keep.bring_next)();
        }
    }

    /// Whether something may still come of it.
    pub fn goes_on(&self) -> bool {
        !self.cancelled.get()
    }

    /// Says how far it is, from 0 to 1, if it takes long.
    pub fn tell(&self, file: &str, done: f64) {
        self.show(file, Some((done * 100.0) as u32));
    }

    /// Says that it is still on its way, if it takes long.
    pub fn wait(&self, file: &str) {
        self.show(file, None);
    }

    fn show(&self, file: &str, percent: Option<u32>) {
        if chance::milliseconds() - self.start > PATIENCE && self.goes_on() {
            let file = file.to_owned().into();
            let job = self.clone();
            self.progress.set(Some(Progress { file, percent, job }));
        }
    }

    /// Says that everything was read.
    pub fn finish(&self) {
        if self.goes_on() {
            self.progress.set(None);
        }
    }
}

/// Brings in what someone picked or dropped.
pub fn bring(files: Vec<File>, job: Job, desk: Desk) {
    spawn_local(async move {
        match load_keep().await {
            Some(keep) => (keep.bring)(files, job, desk),
            None => say(&desk, Action::Fail(UNREACHABLE.to_owned())),
        }
    });
}

/// How often it is looked whether a dialog is still open, in milliseconds.
const LOOK: u32 = 100;

/// Done once no dialog is open: what someone is asked is not taken away by the next question.
pub async fn uncovered() {
    while page::dialog_open() {
        TimeoutFuture::new(LOOK).await;
    }
}

/// Says something, or has something done, on the desk as it is now.
pub fn say(desk: &Desk, action: Action) {
    if let Some(ctx) = desk() {
        ctx.store.dispatch(action);
    }
}

/// How far the reading is, and a way to end it.
pub fn bar(progress: &Progress) -> Html {
    let Progress { file, percent, job } = progress;
    let job = job.clone();
    let oncancel = Callback::from(move |_: MouseEvent| job.cancel());
    html! {
        <div class="reading" role="group" aria-label="Reading a file">
            <label>
                <span>{ format!("Reading {file}") }</span>
                <progress max="100" value={percent.map(|percent| percent.to_string())} />
            </label>
            <button type="button" onclick={oncancel}>{ "Cancel" }</button>
        </div>
    }
}

/// Opens an article, in which nothing is marked yet.
pub fn article(intake: Intake, dispatch: &Dispatch) {
    let remarks: Vec<_> = intake.notices.iter().map(ToString::to_string).collect();
    let remarks = Some(remarks.join(" ")).filter(|remarks| !remarks.is_empty());
    let project = Project::new(Document::new(chance::id(), intake.text), gloss::built_in_scheme());
    open(dispatch, project, remarks);
}

/// Opens work, and says what is remarkable about it.
pub fn open(dispatch: &Dispatch, project: Project, remarks: Option<String>) {
    dispatch.dispatch(Action::Open(Box::new(project)));
    if let Some(remarks) = remarks {
        dispatch.dispatch(Action::Say(remarks));
    }
}

/// Says what went wrong.
pub fn fail(dispatch: &Dispatch) -> Callback<String> {
    let dispatch = dispatch.clone();
    Callback::from(move |words| dispatch.dispatch(Action::Fail(words)))
}
