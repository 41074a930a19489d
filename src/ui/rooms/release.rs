//! Has the browser keep the page, and says when there is a newer release of it.

use gloo_timers::future::TimeoutFuture;
use yew::prelude::*;

use crate::dom::offline::{self, Release};
use crate::ui::later;

/// How long after this part of the program the page is kept, in milliseconds: by then the first
/// article is open.
const LATER: u32 = 4_000;

/// The news that there is a newer release, once there is one.
pub fn release() -> Html {
    html! { <News /> }
}

#[component]
fn News() -> Html {
    let newer = use_state(|| None::<Release>);
    use_effect_with((), {
        let newer = newer.setter();
        move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                TimeoutFuture::new(LATER).await;
                // It is kept with the other files, and fetched once.
                later::load_formats().await;
                offline::keep(move |release| newer.set(Some(release))).await;
            });
        }
    });
    let onopen = {
        let newer = newer.clone();
        Callback::from(move |_| {
            if let Some(release) = &*newer {
                release.open();
            }
        })
    };
    let onlater = {
        let newer = newer.clone();
        Callback::from(move |_| newer.set(None))
    };
    html! {
        <div class="release" aria-live="polite">
            if newer.is_some() {
                <p>{ "A new version of Gloss is ready." }</p>
                <button type="button" class="primary" onclick={onopen}>{ "Reload to update" }</button>
                <button type="button" class="link" onclick={onlater}>{ "Later" }</button>
            }
        </div>
    }
}
