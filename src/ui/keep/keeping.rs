//! How far the keeping of one document is.

use super::saving::Part;
use super::turns::{self, Hold};
use crate::dom::database::Fault;
use crate::model::ledger::Progress;
use crate::model::work::{OnlyRead, Work};

/// The keeping of one document: from when it is opened until everything of it is on the
/// disk, be it closed long since.
pub struct Keeping {
    /// Its name in storage.
    pub key: String,
    /// The document as it was seen last.
    pub work: Work,
    /// How far the writing of its steps is.
    pub progress: Progress,
    /// Whether a base of it is on the disk.
    pub base: Base,
    /// Whether this tab writes in it.
    pub hold: Hold,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether it is written by itself, since together with others it was not kept.
    pub alone: bool,
    /// What was saved before what other tabs did, while that is about to come into the
    /// work: until then nothing of it fits to what is stored.
    pub rebasing: Option<u32>,
    /// What other tabs wrote is to be read once nothing is on its way; with `true` this
    /// tab writes after that.
    pub behind: Option<bool>,
    /// Whether that is being read now.
    pub catching_up: bool,
    /// Whether a revision of it that was sent is taken: before anything more is written,
    /// what took it is read.
    pub taken: bool,
    /// Which revision the last stored head says was downloaded.
    downloaded: Option<u32>,
    /// Why a write was not kept, while others are on their way.
    fault: Option<Fault>,
}

/// Whether the disk has what the steps follow on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// It does not.
    Missing,
    /// It is on its way.
    Sent,
    /// It does.
    Kept,
}

impl Keeping {
    /// Of a document that was opened: one that storage has, with the revision that its
    /// head says was downloaded, or one that it does not have yet.
    pub fn new(key: String, work: &Work, downloaded: Option<u32>) -> Self {
        let base = if work.stored.is_some() {
            Base::Kept
        } else {
            Base::Missing
        };
        Self {
            key,
            work: work.clone(),
            progress: Progress::new(work.origin().0),
            base,
            hold: Hold::default(),
            closed: false,
            alone: false,
            rebasing: None,
            behind: None,
            catching_up: false,
            taken: false,
            downloaded,
            fault: None,
        }
    }

    /// Looks at the work; whether something was done to it.
    pub fn see(&mut self, work: &Work) -> bool {
        self.closed = false;
        let other = !work.stands_as(&self.work);
        if other {
            self.work = work.clone();
            self.rebasing = None;
        }
        other
    }

    /// Notes that the document is closed.
    pub fn close(&mut self) {
        self.closed = true;
        // Nothing comes into a work that is not open: it is read again.
        if let Some(saved) = self.rebasing.take() {
            self.progress = Progress::new(saved);
        }
    }

    /// The revision that a download holds, if that is the present one.
    pub fn in_a_file(&self) -> Option<u32> {
        (!self.work.unsaved()).then(|| self.work.revision())
    }

    /// Whether something is to be written; with `now`, while something else is on its way.
    pub fn wants(&self, now: bool) -> bool {
        let only_read = self.work.only_read();
        let free = (now || !self.progress.is_under_way()) && !self.progress.has_failed();
        if !free || self.taken || self.rebasing.is_some() || only_read == Some(OnlyRead::Newer) {
            return false;
        }
        let steps = self.progress.sent() < self.work.revision();
        if turns::is_followed(&self.hold) {
            // What was done before the other tab took over, which adds it to its own.
            return steps && self.base == Base::Kept;
        }
        let downloaded = self.in_a_file();
        steps || self.base == Base::Missing || downloaded.is_some() && downloaded != self.downloaded
    }

    /// Whether nothing of it is on its way, to the disk or from there.
    pub fn is_quiet(&self) -> bool {
        !self.progress.is_under_way() && !self.catching_up && self.rebasing.is_none()
    }

    /// Whether everything is on the disk.
    pub fn is_saved(&self) -> bool {
        self.base == Base::Kept && self.progress.saved() == self.work.revision() && self.rebasing.is_none()
    }

    /// Whether nothing more is to come of it, once it is closed.
    pub fn is_finished(&self) -> bool {
        self.is_saved() && !self.progress.is_under_way() && !self.wants(false)
    }

    /// Notes what became of a write; why something was not kept, once nothing more is on
    /// its way.
    pub fn settle(&mut self, part: &Part, result: &Result<(), Fault>) -> Option<Fault> {
        if let Err(fault) = result {
            self.fault.get_or_insert_with(|| fault.clone());
        } else if part.has_base {
            self.base = Base::Kept;
        }
        let over = self.progress.settle(part.revision, result.is_ok());
        if result.is_ok() && !over {
            self.alone = false;
            self.downloaded = part.head.downloaded;
        }
        if over && self.base == Base::Sent {
            self.base = Base::Missing;
        }
        self.fault.take_if(|_| over)
    }

    /// Begins anew with storage that was closed: `has` says whether it has the document.
    pub fn begin_again(&mut self, has: bool) {
        let saved = self.progress.saved();
        if !(has && self.base == Base::Kept) {
            self.write_anew();
        } else {
            self.progress = Progress::new(saved);
        }
        self.fault = None;
        self.alone = false;
        self.taken = false;
    }

    /// Has all of it written, since storage does not have it any more.
    pub fn write_anew(&mut self) {
        self.progress = Progress::new(self.work.origin().0);
        self.base = Base::Missing;
        self.taken = false;
        self.downloaded = None;
    }
}
