//! What stands in the field of the start screen and is no article yet, kept for this tab while the page is loaded again
//! or something else is shown.
//!
//! Limitation: a paste that is too long for the field ([`FIELD`](crate::ui::paste::FIELD)) is not kept, nor is half a
//! character.

use gloo_events::EventListener;
use web_sys::HtmlTextAreaElement;

use crate::dom::tabs::Memory;
use crate::dom::{file, page};

/// The name under which the tab remembers the words.
const DRAFT: &str = "gloss.draft";

/// Whether someone has begun to write.
pub fn is_begun() -> bool {
    field().is_some_and(|field| !field.value().is_empty())
}

/// Keeps what is written from now on.
pub fn listen() {
    EventListener::new(&page::document(), "input", |_| keep()).forget();
}

/// Keeps what stands in the field, if that is shown.
pub fn keep() {
    let Some(field) = field() else { return };
    let words = file::field(&field);
    if words.length() > 0 && words.is_well_formed() && !field.read_only() {
        Memory::Tab.set(DRAFT, &String::from(words));
    } else {
        Memory::Tab.forget(DRAFT);
    }
}

/// Has it stand in the field again, if that is shown and empty.
pub fn bring_back() {
    if let Some(field) = field().filter(|field| field.value().is_empty())
        && let Some(words) = Memory::Tab.get::<String>(DRAFT)
    {
        field.set_value(&words);
    }
}

/// It became an article.
pub fn taken() {
    Memory::Tab.forget(DRAFT);
}

fn field() -> Option<HtmlTextAreaElement> {
    page::first("#article-text")
}
