//! Suggestions for the article that is shown: the text is read in slices between which
//! the page answers.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::knowledge::knowledge;
use crate::dom::{motion, page};
use crate::model::keys::Focus;
use crate::model::session::Action;
use crate::model::suggest::Suggesting;
use crate::model::work::suggested::Proposals;
use crate::ui::later::Ctx;
use crate::ui::open::{Job, Slice};

/// Has rules read the article, and looks at the first of what they suggest, unless the person does something else by
/// then.
pub fn suggest(ctx: &Ctx) {
    let (ctx, job) = (ctx.clone(), ctx.begin.emit(()));
    spawn_local(async move {
        let said = read(&ctx, &job).await;
        job.finish();
        if let Err(why) = said {
            ctx.store.dispatch(Action::Fail(why));
        }
    });
}

/// More suggestions than this take a frame to be drawn.
const MANY: usize = 200;

async fn read(ctx: &Ctx, job: &Job) -> Result<(), String> {
    let Some(work) = ctx.store.now() else { return Ok(()) };
    let Some(knowledge) = knowledge(job).await? else {
        return Ok(());
    };
    let mut suggesting = Suggesting::new(work.text().clone(), knowledge);
    let mut slice = Slice::begin();
    while suggesting.step() {
        if slice.rest().await {
            job.tell("the article", suggesting.progress());
        }
        if !job.goes_on() {
            return Ok(());
        }
    }
    let found = suggesting.into_found();
    let many = found.len() > MANY;
    let mut proposals = Proposals::default();
    for suggestion in found {
        proposals.add(suggestion);
        slice.rest().await;
    }
    ctx.store.dispatch(Action::Suggest {
        number: work.number,
        found: Rc::new(proposals),
    });
    // Where there are many, all are drawn before one is looked at.
    if many {
        motion::breathe().await;
    }
    // Whoever types goes on typing.
    let types = page::focus_at(page::focused().map(Into::into)) == Focus::Field;
    if !types && !page::dialog_open() {
        ctx.store.dispatch(Action::FirstSuggestion {
            number: work.number,
            chosen: work.chosen.clone(),
            selected: work.selected,
        });
    }
    Ok(())
}
