//! A button for a command, which says its key.

use yew::prelude::*;

use super::icon::{Picture, icon};
use crate::model::command::{Command, Entry};

/// How a command's button differs from the usual.
#[derive(Clone, Copy)]
pub struct Look {
    /// Its name, if another than the table's fits better here.
    pub name: Option<&'static str>,
    /// More classes.
    pub class: &'static str,
}

/// The usual button.
pub const USUAL: Look = Look { name: None, class: "" };

/// A button that shows only its picture; its name is there for who hears it.
pub const COMPACT: Look = Look {
    name: None,
    class: "compact",
};

/// A button for a command of the table, which says whether it can be done now. It
/// stays in the tab order when it can do nothing, so
/// that nobody loses their place.
pub fn control(command: Command, picture: Picture, enabled: bool, run: &Callback<Command>, look: Look) -> Html {
    let entry = command.entry();
    let name = look.name.or(entry.map(|entry| entry.name)).unwrap_or_default();
    let onclick = {
        let run = run.clone();
        Callback::from(move |_| {
            if enabled {
                run.emit(command);
            }
        })
    };
    html! {
        <button
            type="button"
            class={classes!("control-button", look.class)}
            title={entry.map(tooltip)}
            aria-keyshortcuts={entry.and_then(shortcuts)}
            aria-disabled={(!enabled).then_some("true")}
            {onclick}
        >
            { icon(picture) }<span class="name">{ name }</span>
        </button>
    }
}

/// What a command does, and its first key.
pub fn tooltip(entry: &'static Entry) -> String {
    match entry.keys.first() {
        Some(key) => format!("{} ({key})", entry.about),
        None => entry.about.to_owned(),
    }
}

/// Its keys, as `aria-keyshortcuts` wants them.
pub fn shortcuts(entry: &'static Entry) -> Option<String> {
    let keys: Vec<_> = entry.keys.iter().map(|key| key.aria()).collect();
    (!keys.is_empty()).then(|| keys.join(" "))
}
