//! Words that stand out without being selected: what a search found.
//!
//! The CSS Custom Highlight API paints them, so nothing in the article changes.
//! web-sys has it among its unstable interfaces only.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use super::painter::Painter;
use crate::model::offset::TextRange;

#[wasm_bindgen]
extern "C" {
    type Highlight;

    #[wasm_bindgen(constructor, catch, variadic)]
    fn new(ranges: &Array) -> Result<Highlight, JsValue>;

    type Registry;

    #[wasm_bindgen(method, catch)]
    fn set(this: &Registry, name: &str, highlight: &Highlight) -> Result<JsValue, JsValue>;
}

/// Has these parts of the article stand out, in place of those before, and the
/// one of this number most of all. Browsers without the API show none.
pub fn show(painter: &Painter, parts: &[TextRange], current: Option<usize>) {
    let ranges = |wanted: &dyn Fn(usize) -> bool| {
        let parts = parts.iter().enumerate().filter(|(number, _)| wanted(*number));
        parts.filter_map(|(_, part)| painter.range(*part)).collect::<Array>()
    };
    paint("found", &ranges(&|number| Some(number) != current));
    paint("found-now", &ranges(&|number| Some(number) == current));
}

/// Nothing stands out any more.
pub fn clear() {
    paint("found", &Array::new());
    paint("found-now", &Array::new());
}

fn paint(name: &str, ranges: &Array) {
    let registry =
        Reflect::get(&js_sys::global(), &"CSS".into()).and_then(|css| Reflect::get(&css, &"highlights".into()));
    let Ok(registry) = registry else {
        return;
    };
    if registry.is_undefined() {
        return;
    }
    if let Ok(highlight) = Highlight::new(ranges) {
        let _ = registry.unchecked_into::<Registry>().set(name, &highlight);
    }
}
