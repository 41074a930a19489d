//! What a person sees when the program itself fails.

use super::page::document;

/// Puts a message on the page when the program stops, instead of nothing.
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        let Ok(alert) = document().create_element("div") else {
            return;
        };
        let _ = alert.set_attribute("role", "alert");
        alert.set_class_name("failure");
        alert.set_text_content(Some(
            "Gloss has stopped because of a mistake in its own program. Copy what you need from the page, then reload it. The details are in the browser’s console.",
        ));
        if let Some(body) = document().body() {
            let _ = body.prepend_with_node_1(&alert);
        }
    }));
}
