//! What was marked, beside the article: the chosen annotation, the list, and what
//! the labels mean.

use std::rc::Rc;

use yew::prelude::*;

use super::card::{card, legend};
use super::late::use_late;
use super::list::List;
use super::store::Dispatch;
use crate::model::command::Command;
use crate::model::intake::counted;
use crate::model::work::Work;

#[derive(Clone, Properties)]
pub struct Props {
    pub work: Work,
    /// The version of the work: the same one is the same work.
    pub version: u32,
    pub dispatch: Dispatch,
    pub run: Callback<Command>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

/// The panel, a frame behind the article: what someone does is seen where they
/// look, and the panel follows.
#[component]
pub fn Panel(props: &Props) -> Html {
    let shown = use_late(props);
    html! { <Sheet ..(*shown).clone() /> }
}

/// The panel of one version of the work.
#[component]
fn Sheet(props: &Props) -> Html {
    let raised = use_state(|| false);
    let toggle = {
        let raised = raised.clone();
        Callback::from(move |_| raised.set(!*raised))
    };
    let Props {
        work, dispatch, run, ..
    } = props;
    let chosen = work.chosen();
    let count = work.annotations().len();
    html! {
        <aside class={classes!("panel", raised.then_some("raised"))} aria-label="Annotations and details">
            <button type="button" class="lift" aria-expanded={raised.to_string()} onclick={toggle}>
                { counted(count, "annotation") }
                <span aria-hidden="true">{ if *raised { "▾" } else { "▴" } }</span>
            </button>
            <div class="sheet">
                if let Some(annotation) = chosen {
                    { card(annotation, work, dispatch, run) }
                }
                <List
                    text={work.document.text.clone()}
                    scheme={Rc::clone(&work.scheme)}
                    annotations={work.annotations().clone()}
                    chosen={chosen.map(|annotation| annotation.id.clone())}
                    {dispatch}
                />
                if chosen.is_none() {
                    { legend(&work.scheme, count == 0) }
                }
            </div>
        </aside>
    }
}
