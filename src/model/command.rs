//! Everything that can be done by a key or a button, as one table.
//!
//! Buttons, keyboard, tooltips, the palette and the help page all read it, so that
//! what is said about a key is what the key does.

use super::caret::{Edge, Unit};
use super::keys::Key;
use super::session::Session;
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
    /// Go to the fields of the chosen annotation, or do with the selection what
    /// the mode says.
    Enter,
    /// Go from a field back to the article.
    Leave,
    /// Move an edge of the chosen annotation.
    Edge {
        /// Which.
        edge: Edge,
        /// By how much.
        unit: Unit,
        /// Whether the annotation grows.
        outwards: bool,
    },
    /// Move the reading caret.
    Caret {
        /// By how much; `None` for a line of the screen.
        unit: Option<Unit>,
        /// Towards the start.
        back: bool,
        /// Whether the words in between are selected.
        extend: bool,
    },
    /// Look at the next suggestion, or make suggestions first.
    NextSuggestion,
    /// Look at the suggestion before.
    PreviousSuggestion,
    /// Accept the suggestion that is looked at.
    Accept,
    /// Accept all suggestions for the same words with the same label.
    AcceptAlike,
    /// Mark all places where the words of the chosen annotation occur.
    Occurrences,
    /// Link the chosen annotation to another.
    Link,
    /// Mark the words of the chosen annotation with another label too.
    Duplicate,
    /// Look for the place that the chosen annotation means.
    Locate,
    /// Cut the chosen annotation in two at the caret.
    Split,
    /// Make one of the chosen annotation and the next of its label.
    Join,
    /// Look for words in the article, and mark them.
    Find,
    /// Go through the article sentence by sentence.
    Sentences,
    /// Look for a command by its name.
    Palette,
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
    /// Go back from the start screen to the documents that are open.
    Back,
    /// Download a file for another tool.
    Export,
    /// Show the next document.
    NextDocument,
    /// Show the one before.
    PreviousDocument,
    /// Show which documents are open.
    Documents,
    /// Show the places on a map, or close it.
    Map,
    /// Put a new version of the text in place of the one that is open.
    Revise,
    /// Change what is known about the article.
    Facts,
    /// Change the scheme.
    Scheme,
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
    /// Where its keys count.
    pub place: Place,
    /// Whether it can be done now.
    pub enabled: fn(&Session) -> bool,
}

/// Where the keys of a command count. In a text field none does, but for those
/// with Ctrl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Everywhere.
    Anywhere,
    /// While the article has the focus.
    Article,
    /// Where no button or the like would take the key itself.
    NoControl,
}

fn open(session: &Session) -> bool {
    session.work.is_some()
}

fn chosen(session: &Session) -> bool {
    has(session, |work| work.chosen.is_some())
}

fn marked(session: &Session) -> bool {
    has(session, |work| !work.annotations().is_empty())
}

fn suggested(session: &Session) -> bool {
    has(session, |work| !work.suggestions().is_empty())
}

fn suggestion(session: &Session) -> bool {
    has(session, |work| work.chosen_suggestion().is_some())
}

fn located(session: &Session) -> bool {
    has(session, |work| work.chosen_place().is_some())
}

fn set_aside(session: &Session) -> bool {
    session.work.is_none() && session.count() > 0
}

fn several(session: &Session) -> bool {
    session.count() > 1
}

fn has(session: &Session, is: fn(&Work) -> bool) -> bool {
    session.work.as_ref().is_some_and(is)
}

const fn entry(
    command: Command,
    name: &'static str,
    about: &'static str,
    keys: &'static [Key],
    enabled: fn(&Session) -> bool,
) -> Entry {
    Entry {
        command,
        name,
        about,
        keys,
        place: Place::Anywhere,
        enabled,
    }
}

const fn edge(edge: Edge, unit: Unit, outwards: bool, name: &'static str, keys: &'static [Key]) -> Entry {
    let command = Command::Edge { edge, unit, outwards };
    entry(command, name, name, keys, chosen)
}

const fn caret(unit: Option<Unit>, back: bool, name: &'static str, keys: &'static [Key]) -> Entry {
    let extend = false;
    Entry {
        place: Place::Article,
        ..entry(Command::Caret { unit, back, extend }, name, name, keys, open)
    }
}

/// The table, in the order in which help shows it.
#[rustfmt::skip]
pub const COMMANDS: &[Entry] = &[
    caret(Some(Unit::Character), true, "Caret back by a character", &[Key::any("ArrowLeft")]),
    caret(Some(Unit::Character), false, "Caret on by a character", &[Key::any("ArrowRight")]),
    caret(Some(Unit::Word), true, "Caret back by a word", &[Key::any("ArrowLeft").ctrl()]),
    caret(Some(Unit::Word), false, "Caret on by a word", &[Key::any("ArrowRight").ctrl()]),
    caret(Some(Unit::Sentence), true, "Caret back by a sentence", &[Key::any("ArrowLeft").alt()]),
    caret(Some(Unit::Sentence), false, "Caret on by a sentence", &[Key::any("ArrowRight").alt()]),
    caret(Some(Unit::Paragraph), true, "Caret back by a paragraph", &[Key::any("ArrowUp").ctrl()]),
    caret(Some(Unit::Paragraph), false, "Caret on by a paragraph", &[Key::any("ArrowDown").ctrl()]),
    caret(None, true, "Caret up by a line", &[Key::any("ArrowUp")]),
    caret(None, false, "Caret down by a line", &[Key::any("ArrowDown")]),
    entry(Command::Next, "Next annotation", "Choose the next annotation", &[Key::plain("n")], marked),
    entry(Command::Previous, "Previous annotation", "Choose the previous annotation", &[Key::plain("p")], marked),
    Entry {
        place: Place::NoControl,
        ..entry(Command::Enter, "Fields", "Go to the fields of the chosen annotation", &[Key::plain("Enter")], chosen)
    },
    entry(Command::LetGo, "Let go", "Let go of the selection or the chosen annotation; in a field, go back to the article", &[Key::plain("Escape")], open),
    entry(Command::Remove, "Remove", "Remove the chosen annotation", &[Key::plain("Delete"), Key::plain("Backspace")], chosen),
    edge(Edge::Start, Unit::Word, true, "Start one word earlier", &[Key::any("[")]),
    edge(Edge::End, Unit::Word, true, "End one word later", &[Key::any("]")]),
    edge(Edge::Start, Unit::Word, false, "Start one word later", &[Key::any("{")]),
    edge(Edge::End, Unit::Word, false, "End one word earlier", &[Key::any("}")]),
    edge(Edge::Start, Unit::Character, true, "Start one character earlier", &[Key::any("[").alt()]),
    edge(Edge::End, Unit::Character, true, "End one character later", &[Key::any("]").alt()]),
    edge(Edge::Start, Unit::Character, false, "Start one character later", &[Key::any("{").alt()]),
    edge(Edge::End, Unit::Character, false, "End one character earlier", &[Key::any("}").alt()]),
    entry(Command::Link, "Link", "Link the chosen annotation to another", &[Key::plain("r")], chosen),
    entry(Command::Occurrences, "Mark all alike", "Find all other places with the same words, and mark them", &[Key::plain("a")], chosen),
    entry(Command::Duplicate, "Also mark as…", "Mark the same words with another label too", &[Key::plain("d")], chosen),
    entry(Command::Locate, "Look up the place", "Look for the place that is meant, in a list of places", &[Key::plain("l")], located),
    entry(Command::Split, "Split", "Cut the chosen annotation in two at the caret", &[Key::plain("x")], chosen),
    entry(Command::Join, "Join next", "Join the chosen annotation and the next of its label", &[Key::plain("j")], chosen),
    entry(Command::Find, "Find", "Find words in the article, and mark them", &[Key::any("/")], open),
    entry(Command::Sentences, "Sentences", "Go through the article sentence by sentence", &[Key::plain("s")], open),
    entry(Command::NextSuggestion, "Suggest", "Look at the next suggestion; at first, have rules read the article for some", &[Key::plain("g")], open),
    entry(Command::PreviousSuggestion, "Previous suggestion", "Look at the suggestion before", &[Key::any("G")], suggested),
    entry(Command::Accept, "Accept", "Accept the suggestion; a label's key accepts it with that label, Enter to change it, Delete rejects it", &[Key::plain("y")], suggestion),
    entry(Command::AcceptAlike, "Accept all alike", "Accept all suggestions for the same words", &[Key::any("Y")], suggestion),
    entry(Command::Undo, "Undo", "Take back the last change", &[Key::plain("z").ctrl()], |session| has(session, Work::can_undo)),
    entry(Command::Redo, "Redo", "Make it again", &[Key::plain("z").shift().ctrl(), Key::plain("y").ctrl()], |session| has(session, Work::can_redo)),
    entry(Command::Download, "Download JSON", "Download the annotation file", &[Key::plain("s").ctrl()], open),
    entry(Command::Export, "Export", "Download a file for another tool, and see what it cannot hold", &[], open),
    entry(Command::Open, "Import", "Open files: articles, earlier work, or work of other tools", &[Key::plain("o").ctrl()], |_| true),
    entry(Command::New, "New", "Begin with another article", &[], open),
    entry(Command::Back, "Back to the documents", "Go back to the documents that are open", &[], set_aside),
    entry(Command::PreviousDocument, "Previous document", "Show the document before", &[Key::any("PageUp").alt()], several),
    entry(Command::NextDocument, "Next document", "Show the next document", &[Key::any("PageDown").alt()], several),
    entry(Command::Documents, "Documents", "Show which documents are open and which are kept in this browser", &[], open),
    entry(Command::Map, "Map", "Show the places of the article on a map", &[Key::plain("m")], open),
    entry(Command::Revise, "New version of the text", "Replace or edit the text: every annotation looks for its place in it again", &[], open),
    entry(Command::Facts, "About the article", "Title, source, author, date and language of the article", &[], open),
    entry(Command::Scheme, "Labels and guidelines", "Change the labels, what can be filled in, and when to mark", &[], open),
    entry(Command::Palette, "All commands", "Look for a command or a label by its name", &[Key::plain("k").ctrl()], |_| true),
    entry(Command::Help, "Help", "Show all keys", &[Key::any("?")], |_| true),
];

impl Command {
    /// Its line of the table; `None` for the labels, which are the scheme's.
    pub fn entry(self) -> Option<&'static Entry> {
        COMMANDS.iter().find(|entry| entry.command == self)
    }
}
