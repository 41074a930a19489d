//! Everything that can be done by a key or a button, as one table.
//!
//! Buttons, keyboard, tooltips and the help page all read it, so that what is
//! said about a key is what the key does.

use std::fmt;

use super::scheme::Scheme;
use super::work::Work;

/// Something that a person can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Tag the selection with the label of this number, from 0.
    Label(usize),
    /// Choose the annotation that follows.
    Next,
    /// Choose the one before.
    Previous,
    /// Remove the chosen annotation.
    Remove,
    /// Let go of the selection, the chosen annotation or an open panel.
    LetGo,
    /// Take back the last change.
    Undo,
    /// Make it again.
    Redo,
    /// Download the file.
    Download,
    /// Bring in a file.
    Open,
    /// Begin with another article.
    New,
    /// Show every key.
    Help,
}

/// A line of the table.
#[derive(Debug)]
pub struct Entry {
    /// What it does.
    pub command: Command,
    /// Its name, as on its button.
    pub name: &'static str,
    /// What it does, for the help page.
    pub about: &'static str,
    /// Its keys, the first is the one that is shown.
    pub keys: &'static [Key],
    /// Whether it can be done now.
    pub enabled: fn(Option<&Work>) -> bool,
}

/// A key with the keys that are held with it. `ctrl` is Cmd on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    /// Ctrl or Cmd.
    pub ctrl: bool,
    /// Shift; `None` where the character itself needs it on some keyboards.
    pub shift: Option<bool>,
}

const fn plain(key: &'static str) -> Key {
    Key {
        key,
        ctrl: false,
        shift: Some(false),
    }
}

const fn ctrl(key: &'static str) -> Key {
    Key {
        key,
        ctrl: true,
        shift: Some(false),
    }
}

const fn ctrl_shift(key: &'static str) -> Key {
    Key {
        key,
        ctrl: true,
        shift: Some(true),
    }
}

/// The table.
pub const COMMANDS: &[Entry] = &[
    Entry {
        command: Command::Next,
        name: "Next annotation",
        about: "Choose the next annotation",
        keys: &[plain("n")],
        enabled: |work| work.is_some_and(|work| !work.annotations().is_empty()),
    },
    Entry {
        command: Command::Previous,
        name: "Previous annotation",
        about: "Choose the previous annotation",
        keys: &[plain("p")],
        enabled: |work| work.is_some_and(|work| !work.annotations().is_empty()),
    },
    Entry {
        command: Command::Remove,
        name: "Remove",
        about: "Remove the chosen annotation",
        keys: &[plain("Delete"), plain("Backspace")],
        enabled: |work| work.is_some_and(|work| work.chosen.is_some()),
    },
    Entry {
        command: Command::LetGo,
        name: "Let go",
        about: "Let go of the selection or the chosen annotation",
        keys: &[plain("Escape")],
        enabled: |work| work.is_some(),
    },
    Entry {
        command: Command::Undo,
        name: "Undo",
        about: "Take back the last change",
        keys: &[ctrl("z")],
        enabled: |work| work.is_some_and(Work::can_undo),
    },
    Entry {
        command: Command::Redo,
        name: "Redo",
        about: "Make it again",
        keys: &[ctrl_shift("z"), ctrl("y")],
        enabled: |work| work.is_some_and(Work::can_redo),
    },
    Entry {
        command: Command::Download,
        name: "Download JSON",
        about: "Download the annotation file",
        keys: &[ctrl("s")],
        enabled: |work| work.is_some(),
    },
    Entry {
        command: Command::Open,
        name: "Import",
        about: "Open a file: an article, or earlier work",
        keys: &[ctrl("o")],
        enabled: |_| true,
    },
    Entry {
        command: Command::New,
        name: "New",
        about: "Begin with another article",
        keys: &[],
        enabled: |work| work.is_some(),
    },
    Entry {
        command: Command::Help,
        name: "Help",
        about: "Show all keys",
        keys: &[Key {
            key: "?",
            ctrl: false,
            shift: None,
        }],
        enabled: |_| true,
    },
];

impl Command {
    /// Its line of the table; `None` for the labels, which are the scheme's.
    pub fn entry(self) -> Option<&'static Entry> {
        COMMANDS.iter().find(|entry| entry.command == self)
    }
}

/// A key that was pressed.
#[derive(Clone, Copy, Debug)]
pub struct Pressed<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Ctrl or Cmd.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// Whether the key goes to a text field: then only keys with Ctrl count,
    /// and those that edit text don't.
    pub typing: bool,
}

impl Pressed<'_> {
    /// What the key asks for, if anything. The keys of labels are the scheme's,
    /// and the table's own come first.
    pub fn command(self, scheme: Option<&Scheme>) -> Option<Command> {
        let lower = self.key.to_ascii_lowercase();
        let is = |key: &Key| {
            let same = key.key.eq_ignore_ascii_case(self.key);
            same && key.ctrl == self.ctrl && key.shift.is_none_or(|shift| shift == self.shift)
        };
        let editing = matches!(lower.as_str(), "z" | "y");
        if self.alt || self.typing && (!self.ctrl || editing) {
            return None;
        }
        if let Some(entry) = COMMANDS.iter().find(|entry| entry.keys.iter().any(is)) {
            return Some(entry.command);
        }
        if self.ctrl {
            return None;
        }
        let mut labels = scheme?.labels.iter();
        labels
            .position(|label| {
                label
                    .key
                    .is_some_and(|key| lower.chars().eq([key.to_ascii_lowercase()]))
            })
            .map(Command::Label)
    }
}

impl Key {
    /// As `aria-keyshortcuts` wants it: `Control+Shift+Z`.
    pub fn aria(self) -> String {
        self.spelled("Control")
    }

    fn spelled(self, control: &str) -> String {
        let mut spelled = String::new();
        if self.ctrl {
            spelled.push_str(control);
            spelled.push('+');
        }
        if self.shift == Some(true) {
            spelled.push_str("Shift+");
        }
        let mut key = self.key.chars();
        spelled.extend(key.next().map(|first| first.to_ascii_uppercase()));
        spelled.push_str(key.as_str());
        spelled
    }
}

impl fmt::Display for Key {
    /// As people read it: `Ctrl+Shift+Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelled("Ctrl"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::gloss::built_in_scheme;

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<_> = COMMANDS.iter().flat_map(|entry| entry.keys).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key} stands twice");
        }
        for label in &built_in_scheme().labels {
            let taken = |key: &&&Key| !key.ctrl && key.key.chars().eq(label.key);
            assert!(keys.iter().find(taken).is_none(), "{:?}", label.key);
        }
    }

    #[test]
    fn keys_mean_commands() {
        let scheme = built_in_scheme();
        let check = |spelled: &str, typing, expected| {
            let mut parts: Vec<_> = spelled.split('+').collect();
            let pressed = Pressed {
                key: parts.pop().expect("a key"),
                ctrl: parts.contains(&"Ctrl"),
                shift: parts.contains(&"Shift"),
                alt: parts.contains(&"Alt"),
                typing,
            };
            assert_eq!(pressed.command(Some(&scheme)), expected, "{spelled}");
        };
        check("Ctrl+z", false, Some(Command::Undo));
        check("Ctrl+Shift+Z", false, Some(Command::Redo));
        check("Ctrl+y", false, Some(Command::Redo));
        check("2", false, Some(Command::Label(1)));
        check("Ctrl+2", false, None);
        check("Alt+2", false, None);
        check("Shift+?", false, Some(Command::Help));
        check("?", false, Some(Command::Help));
        check("Delete", false, Some(Command::Remove));
        check("Delete", true, None);
        check("2", true, None);
        check("Ctrl+z", true, None);
        check("Ctrl+s", true, Some(Command::Download));
        check("x", false, None);
    }

    #[test]
    fn keys_are_spelled_for_people_and_for_machines() {
        let redo = Command::Redo.entry().expect("it is in the table").keys[0];
        assert_eq!(
            (redo.to_string(), redo.aria()),
            ("Ctrl+Shift+Z".into(), "Control+Shift+Z".into())
        );
    }
}
