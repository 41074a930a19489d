//! The command palette: everything that can be done, by its name.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::combobox::Combobox;
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
    let found = fitting(&props.ctx, &words);
    let onpick = {
        let (run, onclose) = (props.ctx.run.clone(), props.onclose.clone());
        let commands: Vec<_> = found.iter().map(|(command, ..)| *command).collect();
        Callback::from(move |number: usize| {
            let Some(&command) = commands.get(number) else { return };
            onclose.emit(());
            // Once the dialog is gone and the focus is back.
            let run = run.clone();
            Timeout::new(0, move || run.emit(command)).forget();
        })
    };
    let options: Vec<Html> = found
        .iter()
        .map(|(_, name, key)| {
            html! {
                <>
                    <span>{ name }</span>
                    if let Some(key) = key {
                        <kbd>{ key }</kbd>
                    }
                </>
            }
        })
        .collect();
    let onwords = {
        let words = words.setter();
        Callback::from(move |typed: String| words.set(typed))
    };
    html! {
        <Dialog title="All commands" class="palette" onclose={props.onclose.clone()}>
            <Combobox
                label="Command"
                options_label="Commands"
                placeholder="What do you want to do?"
                {options}
                nothing="No command is called that."
                {onwords}
                {onpick}
            />
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
