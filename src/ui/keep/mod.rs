//! The part of the program that keeps the work in this browser. Nothing here is called
//! from outside but through the table [`KEEP`].
//!
//! Each step is written as soon as it is done, and "Saved" is said of it once the
//! browser has said that it is on the disk. Storage is never the only copy while a tab
//! is open: whatever goes wrong with it, the work stays in the page and can be
//! downloaded.

use yew::prelude::*;

use super::later::{Ctx, Keep};
use crate::dom::style;

mod stores;

mod keeper;

mod keeping;

mod saving;

mod leaf;

mod begin;

mod opening;

mod draft;

mod load;

mod turns;

mod state;

pub(super) mod files;

mod stored;

mod lasting;

mod library;

mod rename;

mod versions;

/// What the rest of the program needs of this part.
pub(super) static KEEP: Keep = Keep {
    begin: begin::begin,
    follow: keeper::follow,
    typing: keeper::typing,
    take_over: turns::take_over,
    bring: files::bring,
    bring_next: files::bring_next,
    library,
    taken: draft::taken,
};

/// The documents that are kept here.
fn library(ctx: &Ctx, others: bool, onopen: Callback<()>) -> Html {
    html! { <library::Library ctx={ctx.clone()} {others} {onopen} /> }
}

/// Adds what its parts look like.
fn dress() {
    let _ = style::add(include_str!("keep.css"));
}
