//! Keys: how they are written, and what a key that was pressed asks for.

use std::fmt;

use super::command::{COMMANDS, Command, Place};
use super::scheme::Scheme;

/// A key with the keys that are held with it. `ctrl` is Cmd on a Mac.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    /// Ctrl or Cmd.
    pub ctrl: bool,
    /// Shift; `None` where the character itself needs it on some keyboards, or
    /// where it extends the selection.
    pub shift: Option<bool>,
    /// Alt.
    pub alt: bool,
}

impl Key {
    /// The key alone, whether or not Shift is held.
    pub const fn any(key: &'static str) -> Self {
        Self {
            key,
            ctrl: false,
            shift: None,
            alt: false,
        }
    }

    /// The key alone, without Shift.
    pub const fn plain(key: &'static str) -> Self {
        Self {
            shift: Some(false),
            ..Self::any(key)
        }
    }

    /// With Ctrl.
    pub const fn ctrl(self) -> Self {
        Self { ctrl: true, ..self }
    }

    /// With Alt.
    pub const fn alt(self) -> Self {
        Self { alt: true, ..self }
    }

    /// With Shift.
    pub const fn shift(self) -> Self {
        Self {
            shift: Some(true),
            ..self
        }
    }

    /// Whether it is one character and nothing is held with it: such keys can be
    /// turned off (WCAG 2.1.4).
    pub fn is_single(self) -> bool {
        !self.ctrl && !self.alt && self.key.chars().nth(1).is_none()
    }

    /// As `aria-keyshortcuts` wants it: `Control+Shift+Z`.
    pub fn aria(self) -> String {
        self.spelled("Control", self.key)
    }

    fn spelled(self, control: &str, key: &str) -> String {
        let mut spelled = String::new();
        if self.ctrl {
            spelled.push_str(control);
            spelled.push('+');
        }
        for (held, name) in [(self.alt, "Alt+"), (self.shift == Some(true), "Shift+")] {
            if held {
                spelled.push_str(name);
            }
        }
        let mut key = key.chars();
        spelled.extend(key.next().map(|first| first.to_ascii_uppercase()));
        spelled.push_str(key.as_str());
        spelled
    }
}

impl fmt::Display for Key {
    /// As people read it: `Ctrl+Shift+Z`, `Alt+→`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self.key {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => "Esc",
            key => key,
        };
        f.write_str(&self.spelled("Ctrl", key))
    }
}

/// Where the keyboard's focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// On the article.
    Article,
    /// In a text field: only keys with Ctrl count, and those that edit text don't;
    /// Escape leaves it.
    Field,
    /// On a button or the like, which takes Enter itself.
    Control,
    /// On nothing in particular.
    Elsewhere,
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
    /// What it goes to.
    pub focus: Focus,
    /// Whether keys of one character count.
    pub singles: bool,
}

impl Pressed<'_> {
    /// What the key asks for, if anything. The keys of labels are the scheme's, and
    /// come before the table's: its author chose them, and the table's commands have
    /// other ways.
    pub fn command(self, scheme: Option<&Scheme>) -> Option<Command> {
        let lower = self.key.to_ascii_lowercase();
        let field = self.focus == Focus::Field;
        if field && lower == "escape" {
            return Some(Command::Leave);
        }
        let editing = matches!(lower.as_str(), "z" | "y");
        if field && (!self.ctrl || editing) {
            return None;
        }
        // A keyboard on which Alt writes characters (a Mac's) gives another character than the table's.
        let is = |key: &Key| {
            let same = key.key.eq_ignore_ascii_case(self.key);
            let held = key.ctrl == self.ctrl && key.alt == self.alt;
            same && held && key.shift.is_none_or(|shift| shift == self.shift) && (self.singles || !key.is_single())
        };
        let here = |place| match place {
            Place::Anywhere => true,
            Place::Article => self.focus == Focus::Article,
            Place::NoControl => self.focus != Focus::Control,
        };
        if let Some(number) = scheme.and_then(|scheme| scheme.label_of_key(&lower))
            && !(self.ctrl || self.alt || field)
            && self.singles
        {
            return Some(Command::Label(number));
        }
        let mut entries = COMMANDS.iter();
        let entry = entries.find(|entry| here(entry.place) && entry.keys.iter().any(is))?;
        Some(match entry.command {
            Command::Caret { unit, back, .. } => {
                let extend = self.shift;
                Command::Caret { unit, back, extend }
            }
            command => command,
        })
    }
}

/// Whether a key of one character has a meaning already, so that no label can
/// have it; nor can any have white space or a control character.
pub fn is_reserved(key: char) -> bool {
    let mut keys = COMMANDS.iter().flat_map(|entry| entry.keys);
    let lower = key.to_ascii_lowercase();
    key.is_whitespace() || key.is_control() || keys.any(|taken| taken.is_single() && taken.key.chars().eq([lower]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::caret::{Edge, Unit};
    use crate::model::format::gloss::built_in_scheme;

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<_> = COMMANDS.iter().flat_map(|entry| entry.keys).collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key} stands twice");
        }
        for label in &built_in_scheme().labels {
            assert!(!label.key.is_some_and(is_reserved), "{:?}", label.key);
        }
        assert!(is_reserved('N') && is_reserved('[') && !is_reserved('z'));
    }

    fn pressed(spelled: &str, focus: Focus, singles: bool) -> Option<Command> {
        let mut parts: Vec<_> = spelled.split('+').collect();
        let pressed = Pressed {
            key: parts.pop().expect("a key"),
            ctrl: parts.contains(&"Ctrl"),
            shift: parts.contains(&"Shift"),
            alt: parts.contains(&"Alt"),
            focus,
            singles,
        };
        pressed.command(Some(&built_in_scheme()))
    }

    #[test]
    fn keys_mean_commands() {
        use Focus::{Article, Control, Elsewhere, Field};
        let caret = |unit, back, extend| Some(Command::Caret { unit, back, extend });
        let edge = |edge, unit, outwards| Some(Command::Edge { edge, unit, outwards });
        for (spelled, focus, expected) in [
            ("Ctrl+z", Elsewhere, Some(Command::Undo)),
            ("Ctrl+Shift+Z", Elsewhere, Some(Command::Redo)),
            ("Ctrl+y", Elsewhere, Some(Command::Redo)),
            ("2", Elsewhere, Some(Command::Label(1))),
            ("Ctrl+2", Elsewhere, None),
            ("Alt+2", Elsewhere, None),
            ("Shift+?", Elsewhere, Some(Command::Help)),
            ("?", Elsewhere, Some(Command::Help)),
            ("Delete", Elsewhere, Some(Command::Remove)),
            ("Delete", Field, None),
            ("2", Field, None),
            ("Ctrl+z", Field, None),
            ("Ctrl+s", Field, Some(Command::Download)),
            ("Escape", Field, Some(Command::Leave)),
            ("Escape", Article, Some(Command::LetGo)),
            ("z", Elsewhere, None),
            ("Enter", Article, Some(Command::Enter)),
            ("Enter", Control, None),
            ("ArrowRight", Article, caret(Some(Unit::Character), false, false)),
            ("Shift+ArrowRight", Article, caret(Some(Unit::Character), false, true)),
            ("Ctrl+Shift+ArrowLeft", Article, caret(Some(Unit::Word), true, true)),
            ("Alt+ArrowRight", Article, caret(Some(Unit::Sentence), false, false)),
            ("ArrowDown", Article, caret(None, false, false)),
            ("ArrowRight", Elsewhere, None),
            ("[", Elsewhere, edge(Edge::Start, Unit::Word, true)),
            ("Shift+}", Article, edge(Edge::End, Unit::Word, false)),
            ("Alt+PageDown", Article, Some(Command::NextDocument)),
            ("Alt+PageUp", Elsewhere, Some(Command::PreviousDocument)),
            ("Alt+]", Article, edge(Edge::End, Unit::Character, true)),
        ] {
            assert_eq!(pressed(spelled, focus, true), expected, "{spelled} in {focus:?}");
        }
    }

    #[test]
    fn a_label_may_have_the_key_of_a_command() {
        let mut scheme = built_in_scheme();
        scheme.labels[2].key = Some('n');
        for (key, singles, expected) in [
            ("n", true, Some(Command::Label(2))),
            ("p", true, Some(Command::Previous)),
            ("n", false, None),
        ] {
            let pressed = Pressed {
                key,
                ctrl: false,
                shift: false,
                alt: false,
                focus: Focus::Elsewhere,
                singles,
            };
            assert_eq!(pressed.command(Some(&scheme)), expected, "{key}");
        }
    }

    #[test]
    fn keys_of_one_character_can_be_turned_off() {
        for (spelled, expected) in [
            ("n", None),
            ("1", None),
            ("?", None),
            ("Delete", Some(Command::Remove)),
            ("Ctrl+k", Some(Command::Palette)),
        ] {
            assert_eq!(pressed(spelled, Focus::Article, false), expected, "{spelled}");
        }
    }

    #[test]
    fn keys_are_spelled_for_people_and_for_machines() {
        for (key, people, machines) in [
            (Key::plain("z").shift().ctrl(), "Ctrl+Shift+Z", "Control+Shift+Z"),
            (Key::any("ArrowLeft").alt(), "Alt+←", "Alt+ArrowLeft"),
            (Key::plain("Escape"), "Esc", "Escape"),
        ] {
            assert_eq!((key.to_string().as_str(), key.aria().as_str()), (people, machines));
        }
    }
}
