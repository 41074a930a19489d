//! Files that someone picks or drops.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::dom::file;
use crate::model::annotation::Id;
use crate::model::exchange::package::is_zip;
use crate::model::format::gloss;
use crate::model::format::incoming::{self, Incoming, Opening, Refusal};
use crate::model::format::problem::{self, Error, Problem};
use crate::model::intake;
use crate::model::project::{Document, Project};
use crate::model::scheme::Scheme;
use crate::model::session::Action;
use crate::ui::app::Shown;
use crate::ui::later::{Ctx, Desk, UNREACHABLE, load_formats};
use crate::ui::open::{Job, Slice, article, open, say, uncovered};

/// Why nothing comes of a file.
pub struct Refused {
    /// In words.
    pub words: String,
    /// Whether it may be work of another tool.
    foreign: bool,
}

/// How many bytes are read between two looks at the clock.
const STEP: usize = 64_000;

/// What someone picked or dropped at once.
struct Picked {
    files: Vec<File>,
    job: Job,
    desk: Desk,
}

thread_local! {
    /// What was picked and is not there yet; the first of it is on its way.
    static LINE: RefCell<VecDeque<Rc<Picked>>> = const { RefCell::new(VecDeque::new()) };
}

/// Brings in what someone picked or dropped, after what was picked before: the documents are in the order of the
/// picking, and nothing is given up for what comes later.
pub fn bring(files: Vec<File>, job: Job, desk: Desk) {
    let picked = Rc::new(Picked { files, job, desk });
    let first = LINE.with_borrow_mut(|line| {
        line.push_back(picked);
        line.len() == 1
    });
    if first {
        begin();
    }
}

/// Goes on with what comes after a file whose reading was cancelled.
pub fn bring_next() {
    go_on(|first| !first.job.goes_on());
}

/// Begins with what stands first in the line.
fn begin() {
    if let Some(picked) = LINE.with_borrow(|line| line.front().cloned()) {
        spawn_local(async move {
            bring_one(&picked).await;
            go_on(|first| Rc::ptr_eq(first, &picked));
        });
    }
}

/// Goes on with the next in the line, if the first one is over.
fn go_on(is_over: impl FnOnce(&Rc<Picked>) -> bool) {
    let over = LINE.with_borrow_mut(|line| line.pop_front_if(|first| is_over(first)));
    if over.is_some() {
        begin();
    }
}

/// Brings in one file that is an article or work of Gloss at once, everything else by the third part of the program.
async fn bring_one(Picked { files, job, desk }: &Picked) {
    let mut why = None;
    if let [picked] = &files[..] {
        let read = take(picked, job).await;
        job.finish();
        match read {
            Ok(Taken::Nothing) => return,
            Ok(Taken::Zip) => {}
            Ok(Taken::Read(Incoming::Text(intake))) => {
                let formats = load_formats().await;
                if !formats.is_some_and(|formats| (formats.knows)(intake.text.as_str())) {
                    let dispatch = desk().map(|ctx| ctx.store.dispatcher());
                    return dispatch.map_or((), |dispatch| article(intake, &dispatch));
                }
            }
            Ok(Taken::Read(Incoming::Project(project, problems))) => {
                return earlier(project, problems, &picked.name(), desk).await;
            }
            Err(Refused { words, foreign: false }) => return say(desk, Action::Fail(words)),
            Err(Refused { words, foreign: true }) => why = Some(words),
        }
    }
    match load_formats().await {
        Some(formats) => (formats.bring)(files.clone(), why, job.clone(), Rc::clone(desk)).await,
        None => say(desk, Action::Fail(why.unwrap_or_else(|| UNREACHABLE.to_owned()))),
    }
}

/// What came of a file.
enum Taken {
    /// An article, or work of Gloss.
    Read(Incoming),
    /// It is a zip, whose bytes may look like those of a text.
    Zip,
    /// It was cancelled.
    Nothing,
}

/// Reads a file, a fifth of the way from the disk, and says how far it is.
async fn take(picked: &File, job: &Job) -> Result<Taken, Refused> {
    let name = picked.name();
    let refused = |refusal: Refusal| Refused {
        words: format!("{name}: {refusal}"),
        foreign: matches!(
            refusal,
            Refusal::WebPage | Refusal::Text(_) | Refusal::Gloss(Error::NotJson { .. } | Error::Foreign { .. })
        ),
    };
    let Some(bytes) = bytes(picked, job, &|done| job.tell(&name, done * 0.2)).await? else {
        return Ok(Taken::Nothing);
    };
    if is_zip(&bytes) {
        return Ok(Taken::Zip);
    }
    let mut opening = Opening::begin(&name, bytes).map_err(refused)?;
    let mut slice = Slice::begin();
    loop {
        if let Some(read) = opening.step(STEP) {
            return read.map(Taken::Read).map_err(refused);
        }
        if slice.rest().await {
            job.tell(&name, 0.2 + opening.done() * 0.8);
            if !job.goes_on() {
                return Ok(Taken::Nothing);
            }
        }
    }
}

/// The bytes of a file, if it is not too long; `None` if it was cancelled. `tell`
/// hears how far it is, from 0 to 1.
pub async fn bytes(picked: &File, job: &Job, tell: &dyn Fn(f64)) -> Result<Option<Vec<u8>>, Refused> {
    let (name, size) = (picked.name(), picked.size());
    let refused = |words| Refused { words, foreign: false };
    if size > gloss::LIMIT as f64 {
        let bytes = size as usize;
        return Err(refused(format!("{name}: {}", Refusal::TooLong { bytes })));
    }
    let go_on = |bytes: usize| {
        tell(bytes as f64 / size);
        job.goes_on()
    };
    let bytes = file::read(picked, &go_on).await;
    if !job.goes_on() {
        return Ok(None);
    }
    let gone = || format!("{name} could not be read: it was moved, changed, or is not a file.");
    bytes.map(Some).ok_or_else(|| refused(gone()))
}

/// Puts earlier work on the desk. What was marked in the article that is shown goes
/// to that.
async fn earlier(project: Project, problems: Vec<Problem>, name: &str, desk: &Desk) {
    let is_here = |ctx: &Ctx| {
        let work = ctx.store.session.work.as_ref();
        work.is_some_and(|work| *work.text() == project.document.text)
    };
    let Some(ctx) = desk() else { return };
    if is_here(&ctx) {
        match load_formats().await {
            Some(formats) => ctx.store.dispatch((formats.merging)(None, project.markup)),
            None => return ctx.store.dispatch(Action::Fail(UNREACHABLE.to_owned())),
        }
    } else {
        open(&ctx.store.dispatcher(), project, problem::summary(&problems));
    }
    if !problems.is_empty() {
        uncovered().await;
        let report = Shown::Report(name.to_owned().into(), Rc::new(problems));
        ctx.show.emit(Some(report));
    }
}

/// Writes and reads a file. Browsers compile code when it first
/// runs: this way the first file that someone opens does not wait for that.
pub fn warm() {
    if let Ok(intake) = intake::clean("A file that nobody sees.") {
        let document = Document::new(Id::new(""), intake.text);
        let file = gloss::write(&Project::new(document, Scheme::default()));
        let _ = incoming::read("", file.into_bytes());
    }
}
