//! Where the work is done: the article in the middle, what was marked beside it.

use std::rc::Rc;

use yew::prelude::*;

use super::article::Article;
use super::later::{Ctx, Seed};
use super::store::Now;

/// The desk.
pub fn desk(work: &Now, header: Html, seed: &Option<Seed>, ctx: &Ctx) -> Html {
    let dispatch = ctx.store.dispatcher();
    html! {
        <div class="desk">
            { header }
            <div class="table">
                <main>
                    <Article
                        document={Rc::clone(work.document())}
                        scheme={Rc::clone(work.scheme())}
                        annotations={work.annotations().clone()}
                        chosen={work.chosen().cloned()}
                        selected={work.selected}
                        mode={work.mode.clone()}
                        dispatch={dispatch.clone()}
                    />
                    if let Some(rooms) = ctx.rooms {
                        { (rooms.toolbar)(work, ctx) }
                        { (rooms.aids)(work, seed, ctx) }
                    }
                </main>
                if let Some(rooms) = ctx.rooms {
                    { (rooms.panel)(work, ctx) }
                } else {
                    <aside class="panel" aria-label="Annotations and details" />
                }
            </div>
        </div>
    }
}
