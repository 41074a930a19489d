//! Which document is being opened again at the start, noted until the page stands with it.
//!
//! A document that stops the program, or takes the tab with it, would do so at every
//! start, since each opens it again by itself. So the tab notes what it is about to
//! open, and forgets it once the page stands, or is left in order. A start that finds
//! such a note opens nothing by itself.
//!
//! Limitation: the note is the tab's own, for of tabs that start together one would take
//! another's for that of a start that failed. A new tab opens the document once more;
//! when that tab is loaded again, it does not.

use gloo_timers::callback::Timeout;

use crate::dom::failure;
use crate::dom::tabs::Memory;

/// The name under which the tab remembers the document's key.
const OPENING: &str = "gloss.opening";

/// How long after a document was opened the page counts as standing, in milliseconds:
/// every part of it has drawn the document by then.
const STANDS: u32 = 2_000;

/// Notes that a document is about to be read, or shown.
pub fn note(key: &str) {
    Memory::Tab.set(OPENING, &key);
}

/// Forgets it once the page has stood for a while.
pub fn forget_later() {
    Timeout::new(STANDS, forget).forget();
}

/// Forgets it, unless the program has failed.
pub fn forget() {
    if !failure::stopped() {
        Memory::Tab.forget(OPENING);
    }
}

/// The key of the document that an earlier start of this tab did not get open. It is
/// told once.
pub fn failed() -> Option<String> {
    let key = Memory::Tab.get(OPENING);
    Memory::Tab.forget(OPENING);
    key
}
