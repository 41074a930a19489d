//! From records back to a document with its history.

use super::delta::Delta;
use super::record::{Damage, Entry, Kind};
use crate::model::history::History;
use crate::model::project::Project;

/// A document as storage has it.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The document, and the steps that led to it.
    pub history: History<Project>,
    /// Its revision.
    pub revision: u32,
    /// It as it was at the revision that was asked for, if that came by.
    pub then: Option<Project>,
    /// The steps that are missing or damaged, by their revisions, each with the reason;
    /// without one it is missing.
    pub lost: Vec<(u32, Option<Damage>)>,
}

/// Makes all steps again that follow on a base, which is at `revision`. The entries
/// come by rising revision. A step that is missing or damaged is left out, and those
/// after it are made all the same; only what a newer Gloss wrote ends it.
///
/// `then` is a revision at which to remember the document.
pub fn replay(base: Project, revision: u32, entries: &[Entry], then: Option<u32>) -> Replayed {
    let mut made = Replayed {
        then: (then == Some(revision)).then(|| base.clone()),
        history: History::new(base),
        revision,
        lost: Vec::new(),
    };
    for entry in entries.iter().filter(|entry| entry.revision > revision) {
        for missing in made.revision + 1..entry.revision {
            made.lost.push((missing, None));
        }
        let present = made.history.present();
        match entry.delta(&present.document.text) {
            Ok(delta) => made.history = step(made.history, entry.kind, &delta),
            Err(damage @ Damage::Newer(_)) => {
                made.lost.push((entry.revision, Some(damage)));
                return made;
            }
            Err(damage) => made.lost.push((entry.revision, Some(damage))),
        }
        made.revision = entry.revision;
        if then == Some(entry.revision) {
            made.then = Some(made.history.present().clone());
        }
    }
    made
}

/// The history after one more step. An undo that leads where the history's own undo
/// leads is one; else, since steps were lost or others wrote meanwhile, it is a change.
pub fn step(history: History<Project>, kind: Kind, delta: &Delta) -> History<Project> {
    let next = delta.apply(history.present());
    let own = match kind {
        Kind::Change => None,
        Kind::Undo => Some(history.clone().undo()),
        Kind::Redo => Some(history.clone().redo()),
    };
    own.filter(|own| *own.present() == next)
        .unwrap_or_else(|| history.change(next))
}
