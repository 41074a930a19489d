//! What was marked, beside the article: the chosen annotation, the list, and what
//! the labels mean.

use std::rc::Rc;

use yew::prelude::*;

use super::card::{card, legend};
use super::filter::{brush, filter as filter_bar};
use super::list::List;
use super::suggestion::{suggestion_card, suggestions};
use crate::dom::{page, painter, palette};
use crate::model::command::Command;
use crate::model::filter::Filter;
use crate::model::intake::counted;
use crate::model::short::short;
use crate::ui::control::{USUAL, control};
use crate::ui::icon::Picture;
use crate::ui::late::use_late;
use crate::ui::later::Ctx;
use crate::ui::store::Now;

#[derive(Clone, Properties, PartialEq)]
struct Props {
    pub work: Now,
    pub ctx: Ctx,
}

/// The panel of the work that is open.
pub fn panel(work: &Now, ctx: &Ctx) -> Html {
    html! { <Panel work={work.clone()} ctx={ctx.clone()} /> }
}

/// The panel, a frame behind the article: what someone does is seen where they
/// look, and the panel follows.
#[component]
fn Panel(props: &Props) -> Html {
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
    // The toolbar stands above the raised panel.
    let Props { work, ctx, .. } = props;
    let chosen = work.chosen();
    let seen = work.looked_at();
    let span = seen.map(|seen| seen.span);
    use_effect_with((*raised, span), |(raised, span)| {
        page::mark_root("panel-raised", *raised);
        // On a narrow page it lies over the lower half of the article.
        if let (true, Some(span), Some(painter)) = (*raised, span, painter::current()) {
            painter.lift(span.range());
        }
    });
    let filter = use_state(Filter::default);
    // A card that went may have had the focus.
    use_effect_with(seen.map(|seen| seen.id.clone()), |_| page::focus_if_lost());
    let count = work.annotations().len();
    let places = (!filter.is_empty()).then(|| Rc::new(filter.places(work.annotations(), work.text())));
    let onfilter = {
        let filter = filter.clone();
        Callback::from(move |wanted| filter.set(wanted))
    };
    html! {
        <aside class={classes!("panel", raised.then_some("raised"))} aria-label="Annotations and details">
            <button type="button" class="lift" aria-expanded={raised.to_string()} onclick={toggle}>
                { counted(count, "annotation") }
                if work.is_suggested() {
                    { format!(" · {}", counted(work.suggestions().len(), "suggestion")) }
                }
                if let Some(chosen) = seen {
                    <span class={classes!("lift-chosen", palette::class(work.scheme(), &chosen.label))} dir="auto">
                        { short(chosen.span.quote(work.text()), 60) }
                    </span>
                }
                <span aria-hidden="true">{ if *raised { "▾" } else { "▴" } }</span>
            </button>
            <div class="sheet">
                { card(work, ctx) }
                { suggestion_card(work, ctx) }
                { suggestions(work, ctx) }
                <List
                    key={work.number}
                    text={work.text().clone()}
                    scheme={Rc::clone(work.scheme())}
                    annotations={work.annotations().clone()}
                    chosen={chosen.map(|annotation| annotation.id.clone())}
                    {places}
                    filter={filter_bar(work, &filter, onfilter)}
                    brush={tools(work, ctx)}
                    dispatch={ctx.store.dispatcher()}
                />
                if work.chosen.is_none() {
                    { legend(work.scheme(), count == 0, ctx) }
                }
            </div>
        </aside>
    }
}

/// What stands beside the list's title: the map, and the label that every selection gets.
fn tools(work: &Now, ctx: &Ctx) -> Html {
    html! {
        <span class="tools">
            { control(Command::Map, Picture::Map, true, &ctx.run, USUAL) }
            { brush(work, ctx) }
        </span>
    }
}
