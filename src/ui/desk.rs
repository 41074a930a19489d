//! Where the work is done: the article in the middle, what was marked beside it.

use std::rc::Rc;

use yew::prelude::*;

use super::article::Article;
use super::later::{self, Ctx, Seed};
use super::store::Now;
use crate::model::work::OnlyRead;

/// The desk.
pub fn desk(work: &Now, header: Html, seed: &Option<Seed>, ctx: &Ctx) -> Html {
    let dispatch = ctx.store.dispatcher();
    html! {
        <div class="desk">
            { header }
            <div class="table">
                <main>
                    if let Some(only_read) = work.only_read() {
                        { note(only_read, work.number) }
                    }
                    <Article
                        document={Rc::clone(work.document())}
                        scheme={Rc::clone(work.scheme())}
                        annotations={work.shown().clone()}
                        chosen={work.looked_at().cloned()}
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

/// Says why the article is only read, and offers to write here if that can be.
fn note(only_read: OnlyRead, number: u32) -> Html {
    if only_read == OnlyRead::Newer {
        return html! { <div class="followed" role="note"><p>{ NEWER }</p></div> };
    }
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(keep) = later::keeping() {
            (keep.take_over)(number);
        }
    });
    html! {
        <div class="followed" role="note">
            <p>{ "Another tab writes in this article. What is done there is shown here." }</p>
            <button type="button" class="control-button outlined" {onclick}>{ "Take over" }</button>
        </div>
    }
}

const NEWER: &str = "A newer version of Gloss has changed this article. Here it is as this version can read it: it can be downloaded, \
                     but not changed. Reload the page to get the newer version.";
