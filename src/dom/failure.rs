//! What a person sees when the program itself fails.

use gloo_events::EventListener;
use js_sys::{Reflect, WebAssembly::RuntimeError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

use super::page::{document, window};

/// Puts a message on the page when the program stops, instead of nothing.
///
/// A panic ends in a trap, which the page hears of as an error of its own. (The
/// release build makes panics without words, for they would be a tenth of it.)
pub fn watch() {
    for (kind, field) in [("error", "error"), ("unhandledrejection", "reason")] {
        EventListener::new(&window(), kind, move |event: &Event| {
            let thrown = Reflect::get(event, &field.into()).unwrap_or(JsValue::UNDEFINED);
            if thrown.is_instance_of::<RuntimeError>() {
                say();
            }
        })
        .forget();
    }
}

/// Says it once, in plain elements: nothing of the app can be relied on by now.
fn say() {
    let Some(body) = document().body().filter(|body| !body.class_list().contains("failed")) else {
        return;
    };
    let _ = body.class_list().add_1("failed");
    if let Ok(alert) = document().create_element("div") {
        let _ = alert.set_attribute("role", "alert");
        alert.set_class_name("failure");
        alert.set_text_content(Some(
            "Gloss has stopped because of a mistake in its own program. Copy what you need from the page, then reload it.",
        ));
        let _ = body.prepend_with_node_1(&alert);
    }
}
