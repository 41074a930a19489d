//! The command palette: everything that can be done, by its name.

use gloo_timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dialog::Dialog;
use crate::model::command::{COMMANDS, Command, Place};
use crate::ui::later::Ctx;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub ctx: Ctx,
    pub onclose: Callback<()>,
}

/// The palette: a field, and the commands that fit what was typed.
#[component]
pub fn Palette(props: &Props) -> Html {
    let words = use_state(String::new);
    let at = use_state(|| 0usize);
    let ctx = &props.ctx;
    let found = fitting(ctx, &words);
    let run = {
        let (run, onclose) = (ctx.run.clone(), props.onclose.clone());
        Callback::from(move |command: Command| {
            onclose.emit(());
            // Once the dialog is gone and the focus is back.
            let run = run.clone();
            Timeout::new(0, move || run.emit(command)).forget();
        })
    };
    let onkeydown = {
        let (at, run) = (at.clone(), run.clone());
        let commands: Vec<_> = found.iter().map(|(command, ..)| *command).collect();
        Callback::from(move |event: KeyboardEvent| {
            let len = commands.len().max(1);
            match event.key().as_str() {
                "ArrowDown" => at.set((*at + 1) % len),
                "ArrowUp" => at.set((*at + len - 1) % len),
                "Enter" => {
                    if let Some(command) = commands.get(*at) {
                        run.emit(*command);
                    }
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let oninput = {
        let (words, at) = (words.clone(), at.clone());
        Callback::from(move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(0);
        })
    };
    let options = found.iter().enumerate().map(|(number, (command, name, key))| {
        let command = *command;
        html! {
            <li
                key={name.clone()}
                id={format!("command-{number}")}
                role="option"
                aria-selected={(number == *at).to_string()}
                onclick={run.reform(move |_: MouseEvent| command)}
            >
                <span>{ name }</span>
                if let Some(key) = key {
                    <kbd>{ key }</kbd>
                }
            </li>
        }
    });
    html! {
        <Dialog title="All commands" class="palette" onclose={props.onclose.clone()}>
            <input
                type="search"
                role="combobox"
                aria-label="Command"
                aria-expanded="true"
                aria-controls="commands"
                aria-activedescendant={(!found.is_empty()).then(|| format!("command-{}", *at))}
                placeholder="What do you want to do?"
                autocomplete="off"
                autofocus=true
                {oninput}
                {onkeydown}
            />
            <ul id="commands" role="listbox" aria-label="Commands">{ for options }</ul>
            if found.is_empty() {
                <p class="hint" role="status">{ "No command is called that." }</p>
            }
        </Dialog>
    }
}

/// The commands that can be done now and whose names have all the words that were
/// typed; each with its name and its key.
fn fitting(ctx: &Ctx, words: &str) -> Vec<(Command, String, Option<String>)> {
    let work = ctx.store.session.work.as_ref();
    let labels = work.into_iter().flat_map(|work| {
        let labels = work.scheme().labels.iter().enumerate();
        labels.map(|(number, label)| {
            let name = format!("Tag as {}", label.name);
            (Command::Label(number), name, label.key.map(String::from))
        })
    });
    let useful = |command| !matches!(command, Command::Palette | Command::LetGo);
    let commands = COMMANDS
        .iter()
        .filter(|entry| entry.place != Place::Article && useful(entry.command) && (entry.enabled)(&ctx.store.session))
        .map(|entry| {
            let key = entry.keys.first().map(ToString::to_string);
            (entry.command, entry.name.to_owned(), key)
        });
    let about = |command: Command| command.entry().map_or("", |entry| entry.about).to_ascii_lowercase();
    let words = words.to_ascii_lowercase();
    commands
        .chain(labels)
        .filter(|(command, name, _)| {
            let (name, about) = (name.to_ascii_lowercase(), about(*command));
            words
                .split_whitespace()
                .all(|word| name.contains(word) || about.contains(word))
        })
        .collect()
}
