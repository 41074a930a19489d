//! The bars above the article and the start screen.

use yew::prelude::*;

use super::control::{COMPACT, Look, USUAL, control};
use super::icon::{Picture, icon};
use crate::dom::theme::Theme;
use crate::model::command::Command;
use crate::model::intake::grouped;

#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the article is called.
    pub heading: AttrValue,
    /// Whether there is something to take back, and to make again.
    pub undo: bool,
    pub redo: bool,
    /// Whether no file holds the work.
    pub unsaved: bool,
    /// How far the keeping in this browser is, what that means, and whether something
    /// is wrong with it.
    pub kept: &'static str,
    pub about_kept: AttrValue,
    pub unkept: bool,
    /// Which of the open documents it is, from 0.
    pub place: usize,
    /// How many are open.
    pub count: usize,
    pub theme: Theme,
    pub ontheme: Callback<()>,
    pub run: Callback<Command>,
}

/// The bar above the article: whose it is, and what can be done with the work.
#[component]
pub fn Header(props: &Props) -> Html {
    let Props { heading, run, .. } = props;
    let control = |command, picture, look| {
        let enabled = match command {
            Command::Undo => props.undo,
            Command::Redo => props.redo,
            _ => true,
        };
        control(command, picture, enabled, run, look)
    };
    let class = if props.unsaved { "primary unsaved" } else { "primary" };
    html! {
        <header class="bar">
            { brand() }
            <h1 class="unseen" dir="auto">{ heading }</h1>
            <button
                type="button"
                class="about"
                dir="auto"
                title="About the article"
                aria-label={format!("About the article: {heading}")}
                onclick={run.reform(|_| Command::Facts)}
            >
                { heading }
            </button>
            if props.count > 1 {
                { pager(props) }
            }
            { how_kept(props) }
            <span class="spring" />
            <div class="controls">
                { control(Command::Undo, Picture::Undo, COMPACT) }
                { control(Command::Redo, Picture::Redo, COMPACT) }
                <span class="rule" />
                { control(Command::Find, Picture::Find, COMPACT) }
                { control(Command::New, Picture::New, USUAL) }
                { control(Command::Open, Picture::Import, USUAL) }
                { theme_button(props.theme, &props.ontheme) }
                { control(Command::Palette, Picture::More, COMPACT) }
                { control(Command::Help, Picture::Help, COMPACT) }
                { control(Command::Export, Picture::Export, USUAL) }
                { control(Command::Download, Picture::Download, Look { class, ..USUAL }) }
            </div>
        </header>
    }
}

/// How far the keeping is. It changes with every step, so it is not read aloud by itself.
fn how_kept(props: &Props) -> Html {
    let class = if props.unkept { "kept bad" } else { "kept" };
    html! { <span {class} title={props.about_kept.clone()}>{ props.kept }</span> }
}

/// Which document it is, and ways to the others.
fn pager(Props { place, count, run, .. }: &Props) -> Html {
    let name = format!("{} of {}", grouped(place + 1), grouped(*count));
    html! {
        <div class="pager" role="group" aria-label="Documents">
            { control(Command::PreviousDocument, Picture::Back, *place > 0, run, COMPACT) }
            <button
                type="button"
                class="small"
                title="All open documents"
                aria-label={format!("Documents: {name}")}
                onclick={run.reform(|_| Command::Documents)}
            >
                { name }
            </button>
            { control(Command::NextDocument, Picture::On, place + 1 < *count, run, COMPACT) }
        </div>
    }
}

/// The name and the sign.
pub fn brand() -> Html {
    html! {
        <span class="brand">
            <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                <rect class="ground" width="32" height="32" rx="8" />
                <path class="letter" d="M20.5 9.5a6 6 0 1 0 0 9V8.5M20.5 17v3a5.4 5.4 0 0 1-9.6 3.4" />
                <path class="stroke" d="M24.5 24.5h2.5" />
            </svg>
            <span>{ "Gloss" }</span>
        </span>
    }
}

/// The button that switches between the system's look, light and dark.
pub fn theme_button(theme: Theme, ontheme: &Callback<()>) -> Html {
    let name = format!("Theme: {}", theme.name());
    html! {
        <button type="button" class="control-button compact" title={name.clone()} onclick={ontheme.reform(|_| ())}>
            { icon(Picture::Theme) }<span class="name">{ name }</span>
        </button>
    }
}
