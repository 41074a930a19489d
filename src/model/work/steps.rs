//! What was done to a document, for storage to follow.

use std::rc::Rc;

use super::Work;
use crate::model::annotation::Timestamp;
use crate::model::history::History;
use crate::model::ledger::delta::Delta;
use crate::model::ledger::record::{Entry, Kind, Stamp};
use crate::model::ledger::replay;
use crate::model::project::Project;
use crate::model::session::Action;

/// The steps since a document was opened, the last one first. Cloning copies a pointer.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Of the document as it is now.
    revision: u32,
    last: Option<Rc<Link>>,
}

/// One step.
#[derive(Clone, Debug)]
struct Step {
    /// The revision that it led to.
    revision: u32,
    /// What kind of step it was.
    kind: Kind,
    /// The document before it, with its history.
    before: History<Project>,
    /// The document after it.
    after: Project,
}

#[derive(Debug)]
struct Link {
    step: Step,
    earlier: Option<Rc<Link>>,
}

impl Steps {
    /// Of a document at this revision, to which nothing was done yet.
    pub fn from(revision: u32) -> Self {
        let last = None;
        Self { revision, last }
    }

    fn push(&mut self, kind: Kind, before: History<Project>, after: Project) {
        self.revision += 1;
        let revision = self.revision;
        let step = Step {
            revision,
            kind,
            before,
            after,
        };
        let earlier = self.last.take();
        self.last = Some(Rc::new(Link { step, earlier }));
    }

    /// Whether these are the same steps, not others that led to the same.
    fn are(&self, other: &Self) -> bool {
        let last = |steps: &Self| steps.last.as_ref().map(Rc::as_ptr);
        self.revision == other.revision && last(self) == last(other)
    }

    /// Those after this revision, in their order.
    fn since(&self, revision: u32) -> Vec<&Step> {
        let all = std::iter::successors(self.last.as_deref(), |link| link.earlier.as_deref());
        let mut steps: Vec<_> = all
            .map(|link| &link.step)
            .take_while(|step| step.revision > revision)
            .collect();
        steps.reverse();
        steps
    }
}

impl Drop for Link {
    /// Link by link: a long list would overflow the call stack otherwise.
    fn drop(&mut self) {
        let mut next = self.earlier.take();
        while let Some(Ok(mut link)) = next.map(Rc::try_unwrap) {
            next = link.earlier.take();
        }
    }
}

impl Work {
    /// Rises by one with each step, an undo too.
    pub fn revision(&self) -> u32 {
        self.steps.revision
    }

    /// Whether nothing was done since `earlier`, neither here nor by another tab.
    pub fn stands_as(&self, earlier: &Self) -> bool {
        self.steps.are(&earlier.steps) && self.unsaved == earlier.unsaved && self.only_read == earlier.only_read
    }

    /// The document as it was when it was opened, and its revision then.
    pub fn origin(&self) -> (u32, &Project) {
        let first = self.steps.since(0).first().copied();
        match first {
            Some(step) => (step.revision - 1, step.before.present()),
            None => (self.revision(), self.project()),
        }
    }

    /// The records of the steps after a revision, up to the present, written now by a tab.
    pub fn entries_since(&self, revision: u32, key: &str, by: &str, at: &Timestamp) -> Vec<Entry> {
        let record = |step: &Step| {
            let revision = step.revision;
            let at = at.as_str();
            let stamp = Stamp { key, revision, by, at };
            Entry::new(&stamp, step.kind, step.before.present(), &step.after)
        };
        self.steps.since(revision).into_iter().map(record).collect()
    }

    /// Notes a step from the present to what the history has become.
    pub(super) fn note(&mut self, kind: Kind, history: &History<Project>) {
        if history.present() != self.history.present() {
            self.steps.push(kind, self.history.clone(), history.present().clone());
        }
    }
}

/// How what others did comes into a work.
pub type Rebase = fn(&mut Work, u32, u32, &[(Kind, Delta)]);

/// What brings into the work of this number what another tab did after the revision
/// `since`, which led to the revision `to`.
///
/// What was done here after that is done again on top of it: an annotation that both
/// changed is as it was changed here.
pub fn rebasing(number: u32, since: u32, to: u32, steps: Vec<(Kind, Delta)>) -> Action {
    let by = rebase;
    Action::Rebase {
        number,
        since,
        to,
        steps,
        by,
    }
}

/// Brings it into a work.
pub fn rebase(work: &mut Work, since: u32, to: u32, foreign: &[(Kind, Delta)]) {
    let own: Vec<_> = work.steps.since(since).into_iter().cloned().collect();
    let history = own.first().map_or(&work.history, |step| &step.before).clone();
    let history = foreign
        .iter()
        .fold(history, |history, (kind, delta)| replay::step(history, *kind, delta));
    let chosen = work.chosen.take();
    work.steps = Steps::from(to);
    work.history = history;
    for step in &own {
        let delta = Delta::between(step.before.present(), &step.after);
        let next = replay::step(work.history.clone(), Kind::Change, &delta);
        work.note(Kind::Change, &next);
        work.history = next;
    }
    work.chosen = chosen;
    work.fit();
}
