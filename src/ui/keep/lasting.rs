//! Whether the browser keeps what is stored until the person deletes it.

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;

use super::keeper::keeper;
use crate::dom::persistence::{is_lasting, make_lasting};

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
    static KNOWN: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Whether it does, once that is known.
pub fn known() -> Option<bool> {
    KNOWN.get()
}

/// Looks how it is.
pub fn look() {
    spawn_local(async { note(is_lasting().await) });
}

/// Asks the browser for it, once there is something to keep. Some browsers ask the
/// person, so this is done once in a visit.
pub fn ask() {
    if !ASKED.replace(true) && KNOWN.get() != Some(true) {
        spawn_local(async { note(make_lasting().await) });
    }
}

fn note(lasting: Option<bool>) {
    KNOWN.set(lasting);
    if let Some(keeper) = keeper() {
        keeper.note_change();
    }
}
