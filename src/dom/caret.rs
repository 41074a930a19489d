//! The reading caret: where keys move in the article, drawn above it, since
//! browsers draw none in text that cannot be edited.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, HtmlElement, Node};

use super::page::{self, document};

const ID: &str = "caret";

/// Shows the caret before a point of a text node, or behind its last character,
/// and scrolls there if it is out of sight.
pub fn show(node: &Node, offset: u32) {
    let Some(bounds) = bounds(node, offset) else {
        return hide();
    };
    let caret = match document().get_element_by_id(ID) {
        Some(caret) => caret.unchecked_into::<HtmlElement>(),
        None => {
            let caret: HtmlElement = page::element("div").unchecked_into();
            caret.set_id(ID);
            let _ = caret.set_attribute("aria-hidden", "true");
            if let Some(body) = document().body() {
                let _ = body.append_child(&caret);
            }
            caret
        }
    };
    let scrolled = page::scrolled();
    page::set_property(&caret, "--x", &format!("{}px", (bounds.left() + scrolled.0) as i32));
    page::set_property(&caret, "--y", &format!("{}px", (bounds.top() + scrolled.1) as i32));
    page::set_property(&caret, "--height", &format!("{}px", bounds.height() as i32));
    // The same rule twice does not blink again: a caret that moves is seen.
    caret.set_class_name(if caret.class_name() == "even" { "odd" } else { "even" });
    let (top, bottom) = (bounds.top() - page::HEADER, bounds.bottom() - page::height());
    let by = if top < 0.0 {
        top - bounds.height()
    } else if bottom > 0.0 {
        bottom + bounds.height() * 2.0
    } else {
        return;
    };
    page::scroll_by(by);
}

/// Shows no caret.
pub fn hide() {
    if let Some(caret) = document().get_element_by_id(ID) {
        caret.remove();
    }
}

/// The left edge of the character there, or the right edge of the one before it.
fn bounds(node: &Node, offset: u32) -> Option<DomRect> {
    let length = node.text_content().map_or(0, |text| text.encode_utf16().count() as u32);
    let of = |start: u32, end: u32| {
        let range = document().create_range().ok()?;
        range.set_start(node, start).ok()?;
        range.set_end(node, end).ok()?;
        let bounds = range.get_bounding_client_rect();
        (bounds.height() > 0.0).then_some(bounds)
    };
    let after = (offset < length).then(|| of(offset, offset + 1)).flatten();
    after.or_else(|| {
        let before = of(offset.checked_sub(1)?, offset)?;
        DomRect::new_with_x_and_y_and_width_and_height(before.right(), before.top(), 0.0, before.height()).ok()
    })
}
