//! What happens in time: frames, and movement that leads the eye.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use super::page::{document, window};

#[wasm_bindgen]
extern "C" {
    /// An element, for `animate`: web-sys has it among its unstable interfaces,
    /// whose switch would change stable ones too.
    type Animated;

    #[wasm_bindgen(method, catch)]
    fn animate(this: &Animated, keyframes: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;

    /// `window.scheduler`, or `undefined`.
    type Scheduler;

    #[wasm_bindgen(method, catch, js_name = postTask)]
    fn post_task(this: &Scheduler, task: &Function, options: &JsValue) -> Result<JsValue, JsValue>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keyframe {
    outline: &'static str,
    outline_offset: &'static str,
}

#[derive(Serialize)]
struct Timing {
    /// Milliseconds.
    duration: f64,
    easing: &'static str,
}

/// What is asked of a task.
#[derive(Serialize)]
struct Options {
    priority: &'static str,
}

/// Something that is to happen after a frame; dropping it takes it back.
pub struct AfterFrame {
    _then: Rc<Then>,
}

/// What is to happen, until it does.
type Then = Cell<Option<Box<dyn FnOnce()>>>;

thread_local! {
    /// What waits for the next frame. The browser is asked once for all of it.
    static WAITING: RefCell<Vec<Weak<Then>>> = const { RefCell::new(Vec::new()) };
}

/// Does something once the next frame was shown, or soon if none is to come.
pub fn after_frame(then: impl FnOnce() + 'static) -> AfterFrame {
    let then: Rc<Then> = Rc::new(Cell::new(Some(Box::new(then))));
    let count = WAITING.with_borrow_mut(|waiting| {
        waiting.push(Rc::downgrade(&then));
        waiting.len()
    });
    if document().hidden() {
        shown();
    } else if count == 1 {
        let frame = Closure::once_into_js(shown);
        if window().request_animation_frame(frame.unchecked_ref()).is_err() {
            shown();
        }
    }
    AfterFrame { _then: then }
}

/// How long after a frame begins what waits for it is done, in milliseconds: the frame
/// is on the screen by then, and what people did meanwhile goes first.
const AFTER: u32 = 4;

/// A frame is about to be shown: what waited for it has a task of its own, since the
/// frame's own tasks run before it is drawn.
fn shown() {
    let waiting = WAITING.take();
    let all = move || {
        for then in waiting.iter().filter_map(Weak::upgrade) {
            if let Some(then) = then.take() {
                then();
            }
        }
    };
    Timeout::new(AFTER, all).forget();
}

/// Lets the page answer what people do, and draw, before going on.
pub async fn breathe() {
    // After a task of the lowest priority everything else has had its turn. (`scheduler.yield` would let Chromium draw
    // ten times a second at most: what goes on after it comes before frames.) A timer waits for milliseconds.
    match background_task() {
        Some(task) => {
            let _ = JsFuture::from(task).await;
        }
        None => TimeoutFuture::new(0).await,
    }
}

/// Done once a task of background priority was; `None` in browsers that have no such tasks
/// (Prioritized Task Scheduling, <https://wicg.github.io/scheduling-apis/>).
fn background_task() -> Option<Promise> {
    let scheduler: Scheduler = Reflect::get(&window(), &"scheduler".into()).ok()?.unchecked_into();
    let options = serde_wasm_bindgen::to_value(&Options { priority: "background" }).ok()?;
    let nothing = Closure::once_into_js(|| ());
    let done = scheduler.post_task(nothing.unchecked_ref(), &options).ok()?;
    done.dyn_into().ok()
}

/// A ring closes in on the element, so that the eye finds it, unless the person
/// asked for less movement.
pub fn point_at(element: &Element) {
    let calm = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    if calm.is_some_and(|query| query.matches()) {
        return;
    }
    let frames = [
        Keyframe {
            outline: "3px solid var(--accent)",
            outline_offset: "12px",
        },
        Keyframe {
            outline: "1px solid transparent",
            outline_offset: "1px",
        },
    ];
    let timing = Timing {
        duration: 450.0,
        easing: "ease-out",
    };
    let values = (
        serde_wasm_bindgen::to_value(&frames),
        serde_wasm_bindgen::to_value(&timing),
    );
    if let (Ok(frames), Ok(timing)) = values {
        let _ = element.unchecked_ref::<Animated>().animate(&frames, &timing);
    }
}
