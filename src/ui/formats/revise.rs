//! A new version of the text: where it comes in, and the review of what becomes of the
//! annotations.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::JsString;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::review::Review;
use crate::dom::{motion, page};
use crate::model::intake::Intake;
use crate::model::reanchor::decisions::Decisions;
use crate::model::reanchor::{Fate, Reanchoring};
use crate::model::session::Action;
use crate::model::text::Text;
use crate::ui::open::Slice;
use crate::ui::paste::{FIELD, field, use_pasted};
use crate::ui::rooms::dialog::Dialog;
use crate::ui::store::{Dispatch, Now};

#[derive(Properties, PartialEq)]
pub struct Props {
    /// The work as it was when the dialog opened.
    pub work: Now,
    pub dispatch: Dispatch,
    pub onclose: Callback<()>,
}

/// The two versions, compared.
pub struct Compared {
    /// The new text.
    pub text: Text,
    pub reanchoring: Reanchoring,
    /// What is decided so far: at first what needs nobody to decide.
    pub decided: RefCell<Rc<Decisions>>,
}

/// What was entered when the dialog was closed.
struct Left {
    /// The work as it was then.
    work: Now,
    /// The new text.
    text: JsString,
    /// The review, if it had come to that.
    review: Option<Rc<Compared>>,
}

thread_local! {
    /// What waits for the dialog to be opened again.
    static LEFT: RefCell<Option<Left>> = const { RefCell::new(None) };
}

/// How far it is.
#[derive(Clone)]
enum Stage {
    /// The text is typed or pasted; what was wrong with the last one.
    Text(Option<String>),
    /// So much of it was compared, from 0 to 100.
    Comparing(usize),
    Review(Rc<Compared>),
}

const FIELD_ID: &str = "revised-text";

/// The dialog.
#[component]
pub fn Revise(props: &Props) -> Html {
    let pasted = use_pasted();
    let left = use_state(|| LEFT.with_borrow_mut(|left| left.take_if(|left| left.work.number == props.work.number)));
    let stage = use_state(|| {
        let same = left.as_ref().filter(|left| left.work.stands_as(&props.work));
        let review = same.and_then(|left| left.review.clone());
        review.map_or(Stage::Text(None), Stage::Review)
    });
    // Rises when a comparison begins or is not wanted any more.
    let asked = use_mut_ref(|| 0_u32);
    let next = {
        let asked = Rc::clone(&asked);
        move || {
            let number = *asked.borrow() + 1;
            asked.replace(number);
            number
        }
    };
    use_effect_with((), {
        let (next, pasted) = (next.clone(), pasted.clone());
        move |()| {
            page::focus_by_id(FIELD_ID);
            if let Some(left) = &*left {
                pasted.set(left.text.clone());
            }
            move || {
                next();
            }
        }
    });
    let onback = {
        let (stage, next) = (stage.setter(), next.clone());
        Callback::from(move |()| {
            next();
            stage.set(Stage::Text(None));
        })
    };
    let oncompare = {
        let (stage, pasted, work) = (stage.setter(), pasted.clone(), props.work.clone());
        Callback::from(move |()| {
            let text = match pasted.article() {
                None => return,
                Some(Err(error)) => return stage.set(Stage::Text(Some(error.to_string()))),
                Some(Ok(Intake { text, .. })) => text,
            };
            if text == *work.text() {
                return stage.set(Stage::Text(Some(SAME.to_owned())));
            }
            let (number, asked) = (next(), Rc::clone(&asked));
            let (stage, work) = (stage.clone(), work.clone());
            spawn_local(async move {
                let goes_on = || *asked.borrow() == number;
                let tell = |done| stage.set(Stage::Comparing(done));
                if let Some(compared) = compare(&work, text, tell, goes_on).await {
                    stage.set(Stage::Review(Rc::new(compared)));
                }
            });
        })
    };
    let typing = !matches!(*stage, Stage::Review(..));
    let body = match &*stage {
        Stage::Text(_) => Html::default(),
        Stage::Comparing(done) => html! {
            <p class="making" role="status">
                { "Comparing the two versions." }
                <progress aria-label="Compared" max="100" value={done.to_string()} />
            </p>
        },
        Stage::Review(compared) => html! {
            <Review
                work={props.work.clone()}
                compared={Rc::clone(compared)}
                {onback}
                dispatch={props.dispatch.clone()}
                onclose={props.onclose.clone()}
            />
        },
    };
    let refused = match &*stage {
        Stage::Text(refused) => refused.clone(),
        _ => None,
    };
    let old = props.work.text().as_str();
    let short = old.len() <= FIELD as usize;
    let first: AttrValue = if short {
        old.to_owned().into()
    } else {
        AttrValue::default()
    };
    // Escape comes easily: what was entered is lost only where that is said.
    let onleave = {
        let (pasted, stage, first) = (pasted.clone(), stage.clone(), first.clone());
        let (work, dispatch, onclose) = (props.work.clone(), props.dispatch.clone(), props.onclose.clone());
        Callback::from(move |()| {
            let review = match &*stage {
                Stage::Review(compared) => Some(Rc::clone(compared)),
                _ => None,
            };
            if let Some(text) = pasted.text().filter(|text| review.is_some() || *text != *first) {
                let work = work.clone();
                LEFT.replace(Some(Left { work, text, review }));
                dispatch.dispatch(Action::Say(WAITS.to_owned()));
            }
            onclose.emit(());
        })
    };
    let onsubmit = oncompare.reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <Dialog title="New version of the text" class="wide revise" onclose={onleave}>
            // It stays there behind the review, so that going back finds what was typed.
            <form class="paste" hidden={!typing} {onsubmit}>
                <p>
                    { "Edit the text, or paste its new version. Every annotation then looks for its place in it, and you decide where there is doubt. \
                       The version that is open stays as it is, among your documents." }
                </p>
                <label for={FIELD_ID}>{ "Article text" }</label>
                { field(&pasted, FIELD_ID, first, &oncompare) }
                if let Some(why) = refused {
                    <p class="refused" role="alert">{ why }</p>
                }
                <div class="answers">
                    <button type="submit" class="primary" title="Compare (Ctrl+Enter)">{ "Compare" }</button>
                    <button type="button" onclick={props.onclose.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
                </div>
            </form>
            { body }
        </Dialog>
    }
}

const WAITS: &str =
    "The new version was not opened. What you entered is there when you ask for a new version again; Cancel drops it.";

const SAME: &str =
    "This is the text that is open already, to the last character. Change it first, or paste another version.";

/// What becomes of each annotation, found a few at a time; `None` once that is not wanted
/// any more.
async fn compare(work: &Now, text: Text, tell: impl Fn(usize), goes_on: impl Fn() -> bool) -> Option<Compared> {
    tell(0);
    motion::breathe().await;
    let reanchoring = Reanchoring::new(work.text(), &text);
    let annotations = work.annotations();
    let mut fates = Vec::with_capacity(annotations.len());
    let mut slice = Slice::begin();
    for annotation in annotations.iter() {
        fates.push(Fate {
            annotation: Rc::clone(annotation),
            verdict: reanchoring.verdict(annotation.span),
        });
        if slice.rest().await {
            tell(fates.len() * 100 / annotations.len());
            if !goes_on() {
                return None;
            }
        }
    }
    goes_on().then(|| Compared {
        text,
        reanchoring,
        decided: RefCell::new(Rc::new(Decisions::new(fates.into()))),
    })
}
