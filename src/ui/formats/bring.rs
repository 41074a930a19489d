//! Files that come in: several at once, zips, and work of other tools.

use std::rc::Rc;

use web_sys::File;
use yew::prelude::*;

use super::draw;
use super::import::{Drafts, Import, Reading, Source, set_all};
use crate::dom::{chance, motion};
use crate::model::exchange::batch::{Batch, Kind};
use crate::model::format::gloss;
use crate::model::format::incoming::Incoming;
use crate::model::intake::counted;
use crate::model::merge::merging;
use crate::model::project::{Document, Project};
use crate::model::session::Action;
use crate::ui::keep::files::bytes;
use crate::ui::later::{Ctx, Desk, Done};
use crate::ui::open::{Job, Slice, say, uncovered};
use crate::ui::rooms::dialog::{Dialog, listed};

/// What was in files, sorted.
#[derive(Default)]
struct Sorted {
    /// Articles, and work that Gloss wrote.
    own: Vec<Project>,
    /// Work of other tools.
    foreign: Vec<Source>,
    /// What was not as it should be, with whether it was kept all the same.
    lines: Vec<(String, bool)>,
}

impl Sorted {
    /// Adds what was noticed about a file.
    fn notices<T: ToString>(&mut self, name: &str, notices: &[T]) {
        let lines = notices
            .iter()
            .map(|notice| (format!("{name}: {}", notice.to_string()), true));
        self.lines.extend(lines);
    }

    /// Adds an article that nobody has worked on yet.
    fn article(&mut self, document: Document) {
        self.own.push(Project::new(document, gloss::built_in_scheme()));
    }
}

/// Brings files in. `why` is the reason for which the first part of the program did
/// not read the only file.
pub fn bring(files: Vec<File>, why: Option<String>, job: Job, desk: Desk) -> Done {
    Box::pin(async move {
        let read = read(&files, why, &job).await;
        if let Some(sorted) = read {
            place(sorted, files.len() == 1, &job, &desk).await;
        }
        job.finish();
    })
}

/// Reads files, half of the way from the disk; `None` if it was cancelled.
async fn read(files: &[File], why: Option<String>, job: &Job) -> Option<Sorted> {
    let called = match files {
        [file] => file.name(),
        files => counted(files.len(), "file"),
    };
    let mut sorted = Sorted::default();
    let mut contents = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let share = 0.5 / files.len() as f64;
        let tell = |done: f64| job.tell(&called, (number as f64 + done) * share);
        match bytes(file, job, &tell).await {
            Ok(Some(bytes)) => contents.push((file.name(), bytes)),
            Ok(None) => return None,
            Err(refused) => sorted.lines.push((refused.words, false)),
        }
    }
    motion::breathe().await;
    let mut batch = Batch::begin(contents);
    let mut slice = Slice::begin();
    while let Some(arrived) = batch.step() {
        let name = arrived.name;
        match arrived.content {
            Ok(Kind::Foreign(format, found)) => sorted.foreign.push(Source { name, format, found }),
            Ok(Kind::Own(Incoming::Text(intake))) => {
                sorted.notices(&name, &intake.notices);
                sorted.article(Document::new(chance::id(), intake.text));
            }
            Ok(Kind::Article(article)) => {
                sorted.notices(&name, &article.intake.notices);
                sorted.notices(&name, &article.left_out);
                sorted.article(article.document(chance::id()));
            }
            Ok(Kind::Own(Incoming::Project(project, problems))) => {
                let lines = problems
                    .iter()
                    .map(|problem| (format!("{name}: {problem}"), problem.trouble.kept()));
                sorted.lines.extend(lines);
                sorted.own.push(project);
            }
            Err(refusal) => {
                let words = format!("{name}: {refusal}");
                sorted.lines.push((why.clone().unwrap_or(words), false));
            }
        }
        if slice.rest().await {
            job.tell(&called, 0.5 + batch.done() * 0.5);
        }
        if !job.goes_on() {
            return None;
        }
    }
    Some(sorted)
}

/// Opens what is ours, and asks about what is not.
async fn place(sorted: Sorted, only_one: bool, job: &Job, desk: &Desk) {
    let Sorted { own, foreign, lines } = sorted;
    let nothing = own.is_empty() && foreign.is_empty();
    if let (true, true, Some((words, _))) = (nothing, only_one, lines.first()) {
        return say(desk, Action::Fail(words.clone()));
    }
    open(own, desk);
    uncovered().await;
    if foreign.is_empty() {
        if let (Some(ctx), false) = (desk(), lines.is_empty()) {
            draw(&ctx, move |_, onclose| report(&lines, nothing, onclose));
        }
        return;
    }
    // What was opened just now is shown by then.
    motion::breathe().await;
    let Some(ctx) = desk() else { return };
    let reading = Rc::new(Reading::of(foreign, lines, &ctx));
    let go_on = |done: f64| {
        job.tell("offsets", done);
        job.goes_on()
    };
    let Some(drafts) = set_all(&reading, None, &go_on).await.map(Rc::new) else {
        return;
    };
    if let (true, Some((words, _))) = (drafts.is_empty() && only_one, drafts.lines().next()) {
        return say(desk, Action::Fail(words.clone()));
    }
    ask(&ctx, reading, drafts);
}

fn ask(ctx: &Ctx, reading: Rc<Reading>, drafts: Rc<Drafts>) {
    draw(ctx, move |ctx, onclose| {
        let (reading, first) = (Rc::clone(&reading), Rc::clone(&drafts));
        html! { <Import {reading} {first} dispatch={ctx.store.dispatcher()} {onclose} /> }
    });
}

/// Opens articles and work of Gloss. What was marked in the article that is shown
/// goes to that.
fn open(own: Vec<Project>, desk: &Desk) {
    let Some(ctx) = desk() else { return };
    let work = ctx.store.session.work.as_ref();
    let is_here = |project: &Project| {
        let same = work.is_some_and(|work| *work.text() == project.document.text);
        same && !project.markup.annotations.is_empty()
    };
    let (here, others): (Vec<_>, Vec<_>) = own.into_iter().partition(is_here);
    for project in here {
        ctx.store.dispatch(merging(None, project.markup));
    }
    if !others.is_empty() {
        ctx.store.dispatch(Action::Add(others));
    }
}

/// What was not as it should be in several files.
fn report(lines: &[(String, bool)], nothing: bool, onclose: Callback<()>) -> Html {
    let left_out = lines.iter().any(|(_, kept)| !kept);
    let words = match (nothing, left_out) {
        (true, _) => "None of the files could be read:",
        (false, true) => "The rest was read. What could not be used is marked as left out:",
        (false, false) => "Everything was read. Some of it needed a closer look:",
    };
    html! {
        <Dialog title="About these files" {onclose}>
            <p>{ words }</p>
            { listed(lines.iter().cloned()) }
        </Dialog>
    }
}
