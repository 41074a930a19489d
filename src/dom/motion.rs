//! What happens in time: frames, and movement that leads the eye.

use std::cell::Cell;
use std::rc::Rc;

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

/// Something that is to happen after a frame; dropping it takes it back.
pub struct AfterFrame {
    asked: i32,
    /// Kept alive until it was called.
    _frame: Closure<dyn FnMut()>,
    timeout: Rc<Cell<Option<Timeout>>>,
}

/// Does something once the next frame was shown, or soon if none is to come.
pub fn after_frame(then: impl FnOnce() + 'static) -> AfterFrame {
    let timeout = Rc::new(Cell::new(None));
    let later = {
        let timeout = Rc::clone(&timeout);
        // A task of its own: the frame's own tasks run before it is drawn.
        move || timeout.set(Some(Timeout::new(0, then)))
    };
    let frame = Closure::once(later);
    let asked = if document().hidden() {
        None
    } else {
        window().request_animation_frame(frame.as_ref().unchecked_ref()).ok()
    };
    if asked.is_none() {
        let _ = frame.as_ref().unchecked_ref::<Function>().call0(&JsValue::UNDEFINED);
    }
    AfterFrame {
        asked: asked.unwrap_or_default(),
        _frame: frame,
        timeout,
    }
}

impl Drop for AfterFrame {
    fn drop(&mut self) {
        let _ = window().cancel_animation_frame(self.asked);
        self.timeout.take();
    }
}

/// Lets the page answer what people do, and draw, before going on.
pub async fn breathe() {
    // Chromium and Firefox go on at once when nothing waits; a timer waits for milliseconds.
    let scheduler = Reflect::get(&window(), &"scheduler".into()).unwrap_or_default();
    let go_on = Reflect::get(&scheduler, &"yield".into())
        .ok()
        .and_then(|go_on| go_on.dyn_into::<Function>().ok());
    let promise = go_on.and_then(|go_on| go_on.call0(&scheduler).ok());
    match promise.and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        Some(promise) => {
            let _ = JsFuture::from(promise).await;
        }
        None => TimeoutFuture::new(0).await,
    }
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
