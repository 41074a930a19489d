//! The third part of the program, what is wanted seldom: work of other tools, in and out,
//! new versions of a text, suggestions, and the map. Nothing here is called from outside but through [`FORMATS`].

use std::rc::Rc;

use yew::prelude::*;

use super::app::{Drawing, Shown};
use super::later::{Ctx, Formats};
use crate::model::exchange::batch::is_foreign;
use crate::model::exchange::hypertext::paragraphs;
use crate::model::merge::merging;

mod bring;

mod import;

mod labels;

mod export;

mod losses;

mod revise;

mod review;

mod fate;

mod knowledge;

mod suggest;

mod locate;

mod map;

/// The table of what is called from outside.
pub static FORMATS: Formats = Formats {
    knows: is_foreign,
    paragraphs,
    bring: bring::bring,
    merging,
    export,
    revise,
    locate: locate::locate,
    suggest: suggest::suggest,
    map: map::map,
};

/// Shows what the work can be downloaded as.
fn export(ctx: &Ctx) {
    draw(ctx, |ctx, onclose| {
        html! { <export::Export ctx={ctx.clone()} {onclose} /> }
    });
}

/// Shows a dialog of this part.
fn revise(ctx: &Ctx) {
    if let Some(work) = ctx.store.now() {
        draw(ctx, move |ctx, onclose| {
            html! { <revise::Revise work={work.clone()} dispatch={ctx.store.dispatcher()} {onclose} /> }
        });
    }
}

fn draw(ctx: &Ctx, dialog: impl Fn(&Ctx, Callback<()>) -> Html + 'static) {
    let drawing = move |ctx: &Ctx| dialog(ctx, ctx.show.reform(|()| None));
    ctx.show.emit(Some(Shown::Drawn(Drawing(Rc::new(drawing)))));
}
