//! What a person sees when the program itself fails, and how they get their work out.

use std::cell::Cell;

use gloo_events::EventListener;
use js_sys::{Reflect, WebAssembly::RuntimeError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::file;
use super::page::{document, window};
use crate::model::session::Session;
use crate::model::work::Work;

thread_local! {
    static STOPPED: Cell<bool> = const { Cell::new(false) };
}

/// Whether the program has failed. Nothing may change the work any more: what is in
/// memory may be half of a change.
pub fn stopped() -> bool {
    STOPPED.get()
}

/// Puts a message on the page when the program stops, instead of nothing, and with it
/// the `last` state that was whole.
///
/// A panic ends in a trap, which the page hears of as an error of its own. (The
/// release build makes panics without words, for they would be a tenth of it.)
pub fn watch(last: fn() -> Option<Session>) {
    for (kind, field) in [("error", "error"), ("unhandledrejection", "reason")] {
        EventListener::new(&window(), kind, move |event: &Event| {
            let thrown = Reflect::get(event, &field.into()).unwrap_or(JsValue::UNDEFINED);
            if is_ours(&thrown) && !STOPPED.replace(true) {
                say(last);
            }
        })
        .forget();
    }
}

/// Whether something was thrown in the middle of the program, rather than by what a
/// browser or its extensions add to the page.
fn is_ours(thrown: &JsValue) -> bool {
    let stack = Reflect::get(thrown, &"stack".into()).ok();
    let stack = stack.and_then(|stack| stack.as_string()).unwrap_or_default();
    thrown.is_instance_of::<RuntimeError>() || stack.contains(".wasm")
}

/// Says it in plain elements: nothing of the app can be relied on by now.
fn say(last: fn() -> Option<Session>) {
    // A dialog would lie over it.
    while let Ok(Some(dialog)) = document().query_selector("dialog[open]") {
        dialog.remove();
    }
    let (Some(body), Some(alert)) = (document().body(), made("div", STOPPED_WORDS)) else {
        return;
    };
    let _ = alert.set_attribute("role", "alert");
    alert.set_class_name("failure");
    let _ = body.prepend_with_node_1(&alert);
    // From here on more can fail, and the words stand.
    let works = last()
        .into_iter()
        .flat_map(|last| last.works().cloned().collect::<Vec<_>>());
    for work in works.filter(|work| !work.annotations().is_empty()) {
        offer(&alert, work);
    }
}

/// A button for the file of a document.
fn offer(alert: &Element, work: Work) {
    let Some(button) = made("button", &format!("Download {}", work.document().heading())) else {
        return;
    };
    let _ = alert.append_child(&button);
    EventListener::new(&button.clone(), "click", move |_| {
        // If this fails too, the words stand.
        button.set_text_content(Some("This document cannot be saved: copy what you need from the page"));
        if let Some(name) = file::save(&work) {
            button.set_text_content(Some(&format!("Downloaded {name}")));
        }
    })
    .forget();
}

fn made(name: &str, words: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_text_content(Some(words));
    Some(element)
}

const STOPPED_WORDS: &str = "Gloss has stopped because of a mistake in its own program, and changes nothing any more. Save what you \
                             need, then reload the page.";
