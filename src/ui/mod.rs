//! What is on the page: Yew components, data and callbacks in, `Html` out.

mod app;

mod store;

mod open;

mod start;

mod paste;

mod put_off;

mod drop;

mod desk;

mod header;

mod article;

mod late;

mod later;

mod rooms;

mod formats;

mod keep;

mod news;

mod control;

mod icon;

/// Puts the app into the page, in place of the words that said it was coming.
pub fn start() {
    crate::dom::failure::watch(store::last);
    put_off::watch();
    let body = crate::dom::page::document().body();
    if let Some(body) = body {
        body.set_text_content(None);
    }
    crate::dom::theme::set(crate::dom::theme::stored());
    yew::Renderer::<app::App>::new().render();
}
