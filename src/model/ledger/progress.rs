//! Which steps of a document are on the disk, and which are on their way.

/// How far the writing of a document is. Several writes may be under way at once; they
/// end in the order in which they were sent, and each is kept as a whole or not at all.
///
/// Laws: every step up to [`saved`](Self::saved) is on the disk; once nothing fails any
/// more, all are, each of them once.
///
/// ```
/// # use gloss::model::ledger::Progress;
/// let mut progress = Progress::new(4);
/// assert_eq!(progress.send(5), [5]);
/// assert_eq!(progress.send(6), [6]);
/// // The first is not kept: the second does not count as saved either.
/// assert_eq!((progress.settle(5, false), progress.settle(6, true)), (false, true));
/// assert_eq!(progress.saved(), 4);
/// // It is there all the same, and is not written again.
/// progress.found(&[6]);
/// assert_eq!(progress.send(6), [5]);
/// ```
#[derive(Clone, Debug)]
pub struct Progress {
    saved: u32,
    sent: u32,
    under_way: u32,
    /// Whether one of the writes that were under way together was not kept.
    failed: bool,
    /// The revisions after the saved one that are on the disk already.
    there: Vec<u32>,
}

impl Progress {
    /// Of a document that is on the disk up to a revision.
    pub fn new(saved: u32) -> Self {
        Self {
            saved,
            sent: saved,
            under_way: 0,
            failed: false,
            there: Vec::new(),
        }
    }

    /// The revision up to which everything is on the disk.
    pub fn saved(&self) -> u32 {
        self.saved
    }

    /// Whether something is on its way.
    pub fn is_under_way(&self) -> bool {
        self.under_way > 0
    }

    /// Whether a write failed, and others that were sent with it are still on their
    /// way: nothing can follow on them.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// The revision up to which everything was sent.
    pub fn sent(&self) -> u32 {
        self.sent
    }

    /// Notes that a write of everything up to a revision is sent; the revisions of the
    /// steps that it has to hold.
    pub fn send(&mut self, revision: u32) -> Vec<u32> {
        let revisions = (self.sent + 1..=revision).filter(|revision| !self.there.contains(revision));
        let revisions = revisions.collect();
        self.sent = self.sent.max(revision);
        self.under_way += 1;
        revisions
    }

    /// Notes what became of a write of everything up to a revision. Whether none is
    /// under way any more and one of them was not kept: what is not saved counts as not
    /// sent then.
    pub fn settle(&mut self, revision: u32, kept: bool) -> bool {
        self.under_way = self.under_way.saturating_sub(1);
        self.failed |= !kept;
        if !self.failed {
            self.save(revision);
        }
        let over = self.failed && self.under_way == 0;
        if over {
            self.sent = self.saved;
            self.failed = false;
        }
        over
    }

    /// Notes that these steps after the saved one, by rising revision, are on the disk as
    /// they were sent. Called only while nothing is under way.
    pub fn found(&mut self, revisions: &[u32]) {
        self.there = revisions.to_vec();
        self.save(self.saved);
        self.sent = self.saved;
    }

    fn save(&mut self, revision: u32) {
        self.saved = self.saved.max(revision);
        while self.there.contains(&(self.saved + 1)) {
            self.saved += 1;
        }
        self.there.retain(|&revision| revision > self.saved);
        self.sent = self.sent.max(self.saved);
    }
}
