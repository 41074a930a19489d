//! Movement that leads the eye, unless the person asked for less of it.

use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::page::window;

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

/// A ring closes in on the element, so that the eye finds it.
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
