//! Yew components.
use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Gloss" }</h1> }
}

/// Puts the app into the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
