//! What just happened: said to screen readers, shown to eyes for a while.

use yew::prelude::*;

use super::icon::{Picture, icon};
use super::store::Dispatch;
use crate::model::session::{Action, News};
use crate::model::unseen::spelled;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub news: News,
    pub dispatch: Dispatch,
}

/// The status line and the alert. Both are always there, so that screen readers
/// watch them from the start.
#[component]
pub fn Newsline(props: &Props) -> Html {
    let news = &props.news;
    let dismiss = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(Action::Say(String::new())))
    };
    let words = |bad: bool| (!news.words.is_empty() && news.bad == bad).then(|| spelled(&news.words));
    // A new key for each piece of news restarts its fading and has the same words said again.
    html! {
        <div class="newsline">
            <div role="status" class="status">
                if let Some(words) = words(false) {
                    <span key={news.number} class={if news.heard { "unseen" } else { "said" }}>{ words }</span>
                }
            </div>
            <div role="alert" class="alert">
                if let Some(words) = words(true) {
                    <span key={news.number} class="said">{ words }</span>
                    <button type="button" class="quiet" aria-label="Dismiss" onclick={dismiss}>{ icon(Picture::Close) }</button>
                }
            </div>
        </div>
    }
}
