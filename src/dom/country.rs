//! What countries are called. The browser knows; js-sys has no class for it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;

    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(language: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<JsValue, JsValue>;
}

#[derive(serde::Serialize)]
struct Options {
    r#type: &'static str,
}

/// The name of the country with this code (ISO 3166-1 alpha-2); anything else as it is.
pub fn name(code: &str) -> String {
    if code.len() != 2 {
        return code.to_owned();
    }
    let options = serde_wasm_bindgen::to_value(&Options { r#type: "region" }).unwrap_or_default();
    let names = DisplayNames::new("en", &options).ok();
    let name = names.and_then(|names| names.of(code).ok()?.as_string());
    name.unwrap_or_else(|| code.to_owned())
}
