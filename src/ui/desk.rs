//! Where the work is done: the article in the middle, what was marked beside it.

use std::rc::Rc;

use yew::prelude::*;

use super::article::Article;
use super::card::{card, legend};
use super::header::header;
use super::list::List;
use super::store::Dispatch;
use super::toolbar::Toolbar;
use crate::model::command::Command;
use crate::model::intake::counted;
use crate::model::work::Work;

/// The desk, with the panel raised or not where the page is narrow.
pub fn desk(
    work: &Work,
    raised: &UseStateHandle<bool>,
    theme: Html,
    dispatch: Dispatch,
    run: &Callback<Command>,
) -> Html {
    let toggle = {
        let raised = raised.clone();
        Callback::from(move |_| raised.set(!*raised))
    };
    let (document, scheme, annotations) = (&work.document, &work.scheme, work.annotations());
    let chosen = work.chosen();
    let count = annotations.len();
    html! {
        <div class="desk">
            { header(work, theme, run) }
            <div class="table">
                <main>
                    <Article
                        document={Rc::clone(document)}
                        scheme={Rc::clone(scheme)}
                        annotations={annotations.clone()}
                        chosen={chosen.cloned()}
                        selected={work.selected}
                        dispatch={dispatch.clone()}
                    />
                    if let Some(selected) = work.selected {
                        <Toolbar {selected} scheme={Rc::clone(scheme)} run={run.clone()} />
                    }
                </main>
                <aside class={classes!("panel", raised.then_some("raised"))} aria-label="Annotations and details">
                    <button type="button" class="lift" aria-expanded={raised.to_string()} onclick={toggle}>
                        { counted(count, "annotation") }
                        <span aria-hidden="true">{ if **raised { "▾" } else { "▴" } }</span>
                    </button>
                    <div class="sheet">
                        if let Some(annotation) = chosen {
                            { card(annotation, work, &dispatch, run) }
                        }
                        <List
                            text={document.text.clone()}
                            scheme={Rc::clone(scheme)}
                            annotations={annotations.clone()}
                            chosen={chosen.map(|annotation| annotation.id.clone())}
                            {dispatch}
                        />
                        if chosen.is_none() {
                            { legend(scheme, count == 0) }
                        }
                    </div>
                </aside>
            </div>
        </div>
    }
}
