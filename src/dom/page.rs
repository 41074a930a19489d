//! The window, the document, and small questions about elements.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, DomRect, Element, Event, EventInit, EventTarget, HtmlDialogElement, HtmlElement, HtmlSelectElement,
    Window,
};

use crate::model::keys::Focus;

/// The window. The page's code runs in one, never in a worker.
pub fn window() -> Window {
    js_sys::global().unchecked_into()
}

/// The document of the window.
pub fn document() -> Document {
    let document: Option<Document> = window().document();
    // A window always has a document: `None` stands only for workers.
    document.unwrap_or_else(|| wasm_bindgen::throw_str("Gloss needs a page to run in"))
}

/// A new element.
pub fn element(name: &str) -> Element {
    // Every name here is a valid one.
    document()
        .create_element(name)
        .unwrap_or_else(|_| wasm_bindgen::throw_str("no element could be made"))
}

/// The width of the window, in CSS pixels.
pub fn width() -> f64 {
    number(window().inner_width())
}

/// The height of the window, in CSS pixels.
pub fn height() -> f64 {
    number(window().inner_height())
}

fn number(value: Result<JsValue, JsValue>) -> f64 {
    value.ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

/// What keys go to that are pressed there.
pub fn focus_at(target: Option<EventTarget>) -> Focus {
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else {
        return Focus::Elsewhere;
    };
    let silent = ["button", "checkbox", "radio", "file", "submit", "range", "color"];
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => Focus::Field,
        "INPUT" if silent.contains(&element.get_attribute("type").unwrap_or_default().as_str()) => Focus::Control,
        "INPUT" => Focus::Field,
        "BUTTON" | "SUMMARY" | "A" => Focus::Control,
        _ if element.class_list().contains("article") => Focus::Article,
        _ => Focus::Elsewhere,
    }
}

/// Puts the keyboard's focus on the first of these elements that is shown; whether there is one.
pub fn focus_first(selectors: &str) -> bool {
    let all = document().query_selector_all(selectors).ok();
    let all = all
        .iter()
        .flat_map(|all| (0..all.length()).filter_map(|number| all.item(number)));
    let shown = all
        .filter_map(|node| node.dyn_into::<HtmlElement>().ok())
        .find(|element| element.get_client_rects().length() > 0);
    if let Some(element) = &shown {
        let _ = element.focus();
    }
    shown.is_some()
}

/// Puts the keyboard's focus on the element with this id, if there is one.
pub fn focus_by_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Puts the keyboard's focus on the article, without scrolling.
pub fn focus_article() {
    if let Some(article) = first::<HtmlElement>(".article") {
        focus(&article);
    }
}

/// Puts the keyboard's focus on the article if it is nowhere: what had it is gone.
pub fn focus_if_lost() {
    if focused().is_none_or(|element| element.tag_name() == "BODY") {
        focus_article();
    }
}

/// Whether an element has the keyboard's focus.
pub fn has_focus(element: &Element) -> bool {
    focused().is_some_and(|focused| focused.is_same_node(Some(element)))
}

/// The element that has the keyboard's focus.
pub fn focused() -> Option<Element> {
    document().active_element()
}

/// The number that stands in a menu.
pub fn chosen_number(selectors: &str) -> Option<usize> {
    first::<HtmlSelectElement>(selectors)?.value().parse().ok()
}

/// Clicks the first element that these selectors name, if there is one.
pub fn click(selectors: &str) {
    if let Some(element) = first::<HtmlElement>(selectors) {
        element.click();
    }
}

/// The first element that these selectors name, if it is one of this kind.
pub fn first<T: JsCast>(selectors: &str) -> Option<T> {
    let element = document().query_selector(selectors).ok().flatten()?;
    element.dyn_into().ok()
}

/// Takes the focus out of the field that has it, so that it says what changed.
pub fn leave_field() {
    if let Some(field) = document()
        .active_element()
        .and_then(|field| field.dyn_into::<HtmlElement>().ok())
    {
        let _ = field.blur();
    }
}

/// Has the field for words that has the focus say what changed, and leaves the focus in it.
pub fn settle_field() {
    let field = focused().filter(|field| !field.has_type::<HtmlSelectElement>());
    if let Some(field) = field.filter(|field| focus_at(Some(field.clone().into())) == Focus::Field) {
        settle(&field);
    }
}

/// Has a field say what changed in it, as if it were left.
pub fn settle(field: &Element) {
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(change) = Event::new_with_event_init_dict("change", &init) {
        let _ = field.dispatch_event(&change);
    }
}

/// Whether a modal dialog is open.
pub fn dialog_open() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Opens a dialog over the page; the focus goes into it.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() && dialog.show_modal().is_err() {
        // Not in the page (any more): nothing can be shown.
        dialog.set_open(true);
    }
}

/// Puts the keyboard's focus on an element, without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Scrolls an element into view if it is not, as little as is needed.
pub fn scroll_near(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls the page down by so many CSS pixels.
pub fn scroll_by(down: f64) {
    window().scroll_by_with_x_and_y(0.0, down);
}

/// Scrolls the page to its top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Gives the page's root element a class, or takes it away.
pub fn mark_root(class: &str, on: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.class_list().toggle_with_force(class, on);
    }
}

/// Gives the tab its title.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets one of the style's custom properties, which a policy against inline
/// styles allows.
pub fn set_property(element: &HtmlElement, name: &str, value: &str) {
    let _ = element.style().set_property(name, value);
}

/// Whether at least the start of the element is within the window.
pub fn in_view(element: &Element) -> bool {
    let bounds = element.get_bounding_client_rect();
    bounds.top() >= HEADER && bounds.top() < height() - HEADER
}

/// How much of the window's top a bar may cover, in CSS pixels.
pub const HEADER: f64 = 64.0;

/// How far the page is scrolled, in CSS pixels: from its left and its top.
pub fn scrolled() -> (f64, f64) {
    let window = window();
    (
        window.scroll_x().unwrap_or_default(),
        window.scroll_y().unwrap_or_default(),
    )
}

/// Puts a small bar by words of the page: above their first line, or below
/// their last where there is no room. The style sheet reads `--x` and `--y`, in
/// CSS pixels of the page.
pub fn put_beside(bar: &HtmlElement, first: &DomRect, last: &DomRect) {
    const GAP: f64 = 8.0;
    let (wide, high) = (f64::from(bar.offset_width()), f64::from(bar.offset_height()));
    let above = first.top() - high - GAP;
    let y = if above > HEADER { above } else { last.bottom() + GAP };
    let x = first.left().min(width() - wide - GAP).max(GAP);
    let scrolled = scrolled();
    set_property(bar, "--x", &format!("{}px", (x + scrolled.0) as i32));
    set_property(bar, "--y", &format!("{}px", (y + scrolled.1) as i32));
}
