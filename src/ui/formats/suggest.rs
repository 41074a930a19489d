//! Suggestions for the article that is shown: what rules know is fetched once, and the
//! text is read in slices between which the page answers.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::dom::{chance, data, motion};
use crate::model::session::Action;
use crate::model::suggest::Suggesting;
use crate::model::suggest::lexicon::Lexicon;
use crate::ui::later::Ctx;
use crate::ui::open::SLICE;

thread_local! {
    /// The words that rules go by, once they were fetched.
    static LEXICON: RefCell<Option<Rc<Lexicon>>> = const { RefCell::new(None) };
}

/// Has rules read the article, and looks at the first of what they suggest.
pub fn suggest(ctx: &Ctx) {
    let Some(work) = ctx.store.now() else { return };
    let ctx = ctx.clone();
    spawn_local(async move {
        ctx.store
            .dispatch(Action::Say("Reading the article for suggestions.".to_owned()));
        let lexicon = match lexicon().await {
            Ok(lexicon) => lexicon,
            Err(why) => return ctx.store.dispatch(Action::Fail(why)),
        };
        let mut suggesting = Suggesting::new(work.text().clone(), lexicon);
        let mut since = chance::milliseconds();
        while suggesting.step() {
            if chance::milliseconds() - since > SLICE {
                motion::breathe().await;
                since = chance::milliseconds();
            }
        }
        ctx.store.dispatch(Action::Suggest {
            number: work.number,
            found: suggesting.found().into(),
        });
        ctx.store.dispatch(Action::StepSuggestion { back: false });
    });
}

async fn lexicon() -> Result<Rc<Lexicon>, String> {
    if let Some(lexicon) = LEXICON.with_borrow(Clone::clone) {
        return Ok(lexicon);
    }
    let file = data::text("lexicon.txt").await.ok_or(UNREACHABLE)?;
    let lexicon = Lexicon::read(&file).map_err(|error| error.to_string())?;
    let lexicon = Rc::new(lexicon);
    LEXICON.set(Some(Rc::clone(&lexicon)));
    Ok(lexicon)
}

/// What is said when the data of rules cannot be had.
const UNREACHABLE: &str =
    "What suggestions are made by could not be loaded: see that the web server can be reached, and try again.";
