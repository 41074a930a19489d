//! How far the keeping is, in words.

use crate::dom::database::Fault;
use crate::ui::later::{self, Kept};

/// How the browser's storage is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// It is not open yet.
    #[default]
    Opening,
    /// It does not open, and it was said why.
    Waiting(&'static str),
    /// It takes what it is given.
    Good,
    /// It took nothing the last time; the next time it may.
    Failing(Fault),
    /// There is none.
    Absent(Fault),
    /// A newer Gloss has changed it: it is only read.
    Newer,
}

/// How far the keeping of the work that is shown is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is open.
    Nothing,
    /// Something is on its way to the disk.
    UnderWay,
    /// Everything is on the disk.
    Done,
    /// Another tab writes.
    Followed,
    /// A newer Gloss has changed it.
    Newer,
}

/// What is shown of it.
pub fn shown(health: &Health, progress: Progress) -> Kept {
    let (words, about, bad): (&str, String, bool) = match (health, progress) {
        (Health::Failing(Fault::Full), _) => ("Not saved", FULL.to_owned(), true),
        (Health::Failing(fault), _) => ("Not saved", format!("{FAILING} ({fault})"), true),
        (Health::Absent(fault), _) => ("Not saved here", absent(fault), true),
        (Health::Newer, _) => ("Not saved here", NEWER.to_owned(), true),
        (Health::Waiting(why), _) => ("Not saved here", (*why).to_owned(), true),
        (_, Progress::Nothing) => ("", String::new(), false),
        (_, Progress::Followed) => ("Read only", FOLLOWED.to_owned(), false),
        (_, Progress::Newer) => ("Read only", NEWER.to_owned(), false),
        (Health::Opening, _) | (_, Progress::UnderWay) => (later::SAVING, SAVING.to_owned(), false),
        (Health::Good, Progress::Done) => (later::SAVED, SAVED.to_owned(), false),
    };
    Kept {
        words,
        about: about.into(),
        bad,
        safe: matches!(health, Health::Good),
        coming: false,
        changed: 0,
        of: None,
    }
}

/// What is said when there is no storage.
pub fn absent(fault: &Fault) -> String {
    format!(
        "This browser keeps nothing for Gloss: {fault}. What you do stays in this tab only: download it before you close the tab."
    )
}

/// What is said when what is stored cannot be read.
pub fn unreadable(fault: &Fault) -> String {
    format!(
        "What is stored in this browser cannot be read: {fault}. Reload the page to try again; nothing of it was changed."
    )
}

/// What is said when storage is full.
pub const FULL: &str = "There is no room left in the browser's storage, so the last changes are not saved. They are still here: \
                        download the file, then delete documents that you do not need, or free space on the disk.";

/// What is said when storage fails otherwise.
pub const FAILING: &str = "The browser did not save the last changes: the disk may be full. They are still here, and saving is tried \
                           again. Free space on the disk, and download the file to be sure.";

/// What is said when a newer Gloss has changed the storage.
pub const NEWER: &str = "A newer version of Gloss has stored work in this browser, which this version cannot write to. Reload the \
                         page to get the newer version; until then, download what you do here.";

/// What is said when an older Gloss keeps this one from its storage.
pub const BLOCKED: &str = "An older version of Gloss is open in another tab and keeps the storage busy. Close that tab; until then \
                           nothing is saved here.";

/// What is said when storage does not answer.
pub const SLOW: &str = "The browser's storage does not answer. Until it does, what you do stays in this tab only: download it before \
                        you close the tab.";

/// What is said when stored work is missing.
pub const MISSING: &str = "The work that was stored in this browser is missing: its storage was emptied or damaged. Open your last \
                           download to go on.";

/// What is said of a document at which the last start failed.
pub fn not_opened(name: &str) -> String {
    format!(
        "“{name}” was not opened by itself: the page failed when it was opened the last time. It is stored as it was: \
         download it from the list on this page, or open it there to try again."
    )
}

/// What is said when a document that is open was deleted for good.
pub fn gone(name: &str) -> String {
    format!("“{name}” was deleted for good in another tab. It is open in this one, and is being saved anew.")
}

/// What is said when storage was cleared while the page was open.
pub const CLEARED: &str = "The browser's storage was cleared. What is open in this tab is being saved in it again; documents that were \
                           not open are gone from it.";

const FOLLOWED: &str = "Another tab writes in this article";

const SAVING: &str = "The last change is on its way to the disk";

const SAVED: &str = "Everything is saved in this browser";
