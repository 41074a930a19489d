//! Where the work is done: the article in the middle, what was marked beside it.

use std::rc::Rc;

use yew::prelude::*;

use super::article::Article;
use super::header::header;
use super::panel::Panel;
use super::store::Store;
use super::toolbar::Toolbar;
use crate::model::command::Command;
use crate::model::work::Work;

/// The desk.
pub fn desk(work: &Work, store: &UseReducerHandle<Store>, theme: Html, run: &Callback<Command>) -> Html {
    let dispatch = store.dispatcher();
    html! {
        <div class="desk">
            { header(work, theme, run) }
            <div class="table">
                <main>
                    <Article
                        document={Rc::clone(&work.document)}
                        scheme={Rc::clone(&work.scheme)}
                        annotations={work.annotations().clone()}
                        chosen={work.chosen().cloned()}
                        selected={work.selected}
                        dispatch={dispatch.clone()}
                    />
                    if let Some(selected) = work.selected {
                        <Toolbar {selected} scheme={Rc::clone(&work.scheme)} run={run.clone()} />
                    }
                </main>
                <Panel work={work.clone()} version={store.version} {dispatch} run={run.clone()} />
            </div>
        </div>
    }
}
