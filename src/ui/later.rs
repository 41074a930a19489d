//! The parts of the program that come after the first.
//!
//! The page starts with what opening, marking and downloading take. The panel,
//! dialogs and aids are a second module (see `xtask/src/split.rs`), and what is wanted seldom,
//! the formats of other tools and new versions of a text, a third; both are fetched while the person looks at the start
//! screen. What keeps the work in the browser is a part of its own that is fetched
//! first. They are in `rooms/`, `formats/` and `keep/`; what is called from outside stands in
//! one table of functions for each.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{Element, File, KeyboardEvent};
use yew::prelude::*;

use super::app::Shown;
use super::formats::FORMATS;
use super::keep::KEEP;
use super::open::Job;
use super::rooms::furnished;
use super::store::{Now, Store};
use crate::model::command::Command;
use crate::model::offset::TextSize;
use crate::model::project::Markup;
use crate::model::samples::Sample;
use crate::model::scheme::Scheme;
use crate::model::session::{Action, Session};
use crate::model::span::Span;
use crate::model::text::Text;
use crate::model::work::Work;

/// What is in the second part.
pub struct Rooms {
    /// Does what a command asks for.
    pub act: fn(Command, &Ctx),
    /// What was marked, beside the article.
    pub panel: fn(&Now, &Ctx) -> Html,
    /// The labels, beside the words that are selected, if any are.
    pub toolbar: fn(&Work, &Ctx) -> Html,
    /// What stands around the article: the finder, handles, links, the strip.
    pub aids: fn(&Now, &Option<Seed>, &Ctx) -> Html,
    /// The dialog that is open.
    pub dialog: fn(&Shown, &Ctx) -> Html,
    /// The news that there is a newer release of the page.
    pub release: fn() -> Html,
    /// The sentence around a place, for a triple click.
    pub sentence: fn(&Text, TextSize) -> Option<Span>,
    /// Has the eye find a mark.
    pub point_at: fn(&Element),
    /// Articles to try Gloss with.
    pub samples: [Sample; 2],
}

/// What is in the third part.
pub struct Formats {
    /// Whether an article is work of another tool.
    pub knows: fn(&str) -> bool,
    /// The text of HTML, with its paragraphs.
    pub paragraphs: fn(&str) -> String,
    /// Brings files in that the first part does not read.
    pub bring: fn(Vec<File>, Option<String>, Job, Desk) -> Done,
    /// What brings marks into the work that is open.
    pub merging: fn(Option<Rc<Scheme>>, Markup) -> Action,
    /// Shows what the work can be downloaded as.
    pub export: fn(&Ctx),
    /// Asks for a new version of the text.
    pub revise: fn(&Ctx),
    /// Asks which place the annotation or suggestion means that is looked at.
    pub locate: fn(&Ctx),
    /// Has rules read the article that is shown for suggestions.
    pub suggest: fn(&Ctx),
    /// Shows the places of the article on a map.
    pub map: fn(&Ctx),
}

/// Something that takes its time, done once it is.
pub type Done = Pin<Box<dyn Future<Output = ()>>>;

/// What is in the part that keeps the work and reads files.
pub struct Keep {
    /// Opens the browser's storage, brings back what was open, and says how far the
    /// keeping is from then on.
    pub begin: fn(Desk, Callback<Kept>),
    /// Hears that something has happened in the session.
    pub follow: fn(&Session),
    /// Hears whether words are being typed that are not in the work yet.
    pub typing: fn(bool),
    /// Has this tab write in the document of this number.
    pub take_over: fn(u32),
    /// Brings files in, after those that are on their way already: one that is an article or work of Gloss at once,
    /// everything else by the part for formats.
    pub bring: fn(Vec<File>, Job, Desk),
    /// Brings in what was picked after a file whose reading was cancelled.
    pub bring_next: fn(),
    /// The documents that are kept in this browser, or those `others` that are not open;
    /// hears that one is opened.
    pub library: fn(&Ctx, bool, Callback<()>) -> Html,
    /// Hears that what stands in the field of the start screen becomes an article.
    pub taken: fn(),
}

/// How far the keeping of the work that is shown is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// In a word or two; nothing as long as there is nothing to say.
    pub words: &'static str,
    /// What that means.
    pub about: AttrValue,
    /// Whether something is wrong.
    pub bad: bool,
    /// Whether whatever is done is kept even if the page is closed at once.
    pub safe: bool,
    /// Whether earlier work may be about to come.
    pub coming: bool,
    /// Rises when what is stored is other than it was.
    pub changed: u32,
    /// Of which work, by its number, and which revision this is said.
    pub of: Option<(u32, u32)>,
}

impl Kept {
    /// What is true of this work now: what was said before a step does not hold after it.
    pub fn now(&self, work: &Work) -> (&'static str, &AttrValue) {
        if self.words == SAVED && self.of != Some((work.number, work.revision())) {
            (SAVING, &self.about)
        } else {
            (self.words, &self.about)
        }
    }
}

/// What stands beside the title when everything is on the disk.
pub const SAVED: &str = "Saved";

/// What stands there while something is on its way.
pub const SAVING: &str = "Saving…";

/// What is there now, for what takes its time; `None` before the page is drawn.
pub type Desk = Rc<dyn Fn() -> Option<Ctx>>;

/// What everything in it works with.
#[derive(Clone)]
pub struct Ctx {
    /// The state.
    pub store: UseReducerHandle<Store>,
    /// Does what a command asks for.
    pub run: Callback<Command>,
    /// Opens a dialog, or closes it.
    pub show: Callback<Option<Shown>>,
    /// Opens the finder, or closes it.
    pub find: Callback<Option<Seed>>,
    /// Begins something about the article that takes its time, in place of what was on its way before.
    pub begin: Callback<(), Job>,
    /// How the map is drawn, while it is open.
    pub map: UseStateHandle<Option<Drawn>>,
    /// The second part, if it is here.
    pub rooms: Option<&'static Rooms>,
    /// How far the keeping of the work is.
    pub kept: Kept,
}

impl PartialEq for Ctx {
    fn eq(&self, other: &Self) -> bool {
        self.store.version == other.store.version
            && self.rooms.is_some() == other.rooms.is_some()
            && self.kept == other.kept
            && self.map.is_some() == other.map.is_some()
    }
}

/// How something is drawn that is in a later part. A function, not a closure: if only one were ever stored, the compiler
/// would have whoever takes it out again know it, and so be in a part with it.
pub type Drawn = fn(&Ctx) -> Html;

/// What the finder begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seed {
    /// Rises, so that the same one can be asked for again.
    pub number: u32,
    /// Whether it goes from sentence to sentence rather than to words.
    pub sentences: bool,
    /// The words to find.
    pub words: String,
    /// Whether all places are to be marked, and as what: the number of a label.
    pub all: Option<usize>,
}

#[wasm_split(rooms, fallible)]
fn rooms() -> Result<&'static Rooms, SplitLoaderError> {
    Ok(furnished())
}

#[wasm_split(formats, fallible)]
fn formats() -> Result<&'static Formats, SplitLoaderError> {
    Ok(&FORMATS)
}

#[wasm_split(keep, fallible)]
fn keep() -> Result<&'static Keep, SplitLoaderError> {
    Ok(&KEEP)
}

thread_local! {
    static KEEPING: Cell<Option<&'static Keep>> = const { Cell::new(None) };
    static HERE: Cell<Option<&'static Rooms>> = const { Cell::new(None) };
    /// The keys that wait for the second part, while something does.
    static HELD: RefCell<Option<VecDeque<KeyboardEvent>>> = const { RefCell::new(None) };
}

/// The second part, if it is here.
pub fn here() -> Option<&'static Rooms> {
    HERE.get()
}

/// Fetches the second part, unless it is here; `None` if that cannot be done now.
pub async fn load() -> Option<&'static Rooms> {
    if HERE.get().is_none() {
        HERE.set(rooms().await.ok());
    }
    HERE.get()
}

/// Does something with the second part, once it is here, or says that it cannot be had. Keys that are pressed
/// meanwhile wait behind it ([`hold`]): who types fast finds everything done in order.
pub fn with_rooms(ctx: Ctx, then: impl FnOnce(&'static Rooms, &Ctx) + 'static) {
    if let Some(rooms) = here() {
        return then(rooms, &ctx);
    }
    let first = HELD.with_borrow_mut(|held| held.is_none() && held.insert(VecDeque::new()).is_empty());
    wasm_bindgen_futures::spawn_local(async move {
        match load().await {
            Some(rooms) => then(rooms, &ctx),
            None => ctx.store.dispatch(Action::Fail(UNREACHABLE.to_owned())),
        }
        if !first {
            return;
        }
        loop {
            // What the last one did is drawn before the next one looks.
            TimeoutFuture::new(0).await;
            let next = HELD.with_borrow_mut(|held| {
                let next = held.as_mut().and_then(VecDeque::pop_front);
                if next.is_none() {
                    *held = None;
                }
                next
            });
            let Some(next) = next else { break };
            if let Some(target) = next.target() {
                let _ = target.dispatch_event(&next);
            }
        }
    });
}

/// Whether the key is kept until what was asked for before it is done; it is pressed
/// again then.
pub fn hold(key: &KeyboardEvent) -> bool {
    // One that is pressed again comes from here.
    key.is_trusted()
        && HELD.with_borrow_mut(|held| {
            held.as_mut().is_some_and(|held| {
                held.push_back(key.clone());
                true
            })
        })
}

/// The part that keeps the work, if it is here.
pub fn keeping() -> Option<&'static Keep> {
    KEEPING.get()
}

/// Says whether words are being typed that are not in the work yet.
pub fn typing(on: bool) {
    if let Some(keep) = keeping() {
        (keep.typing)(on);
    }
}

/// The documents that are kept in this browser, once they are known, or those `others`
/// that are not open; `onopen` hears that one is opened.
pub fn library(ctx: &Ctx, others: bool, onopen: Callback<()>) -> Html {
    keeping().map_or_else(Html::default, |keep| (keep.library)(ctx, others, onopen))
}

/// Fetches the part that keeps the work; `None` if that cannot be done now.
pub async fn load_keep() -> Option<&'static Keep> {
    if KEEPING.get().is_none() {
        KEEPING.set(keep().await.ok());
    }
    KEEPING.get()
}

/// Fetches the third part, unless it is here; `None` if that cannot be done now.
pub async fn load_formats() -> Option<&'static Formats> {
    formats().await.ok()
}

/// The second part, once it is here. It is fetched when something wants it, and again
/// when something else does; if it cannot be, `fail` is told why each time.
#[hook]
pub fn use_rooms(wanted: [bool; 3], fail: &Callback<String>) -> Option<&'static Rooms> {
    let here = use_state_eq(|| HERE.get().is_some());
    {
        let (here, fail) = (here.clone(), fail.clone());
        use_effect_with(wanted, move |&wanted| {
            if wanted.contains(&true) && !*here {
                wasm_bindgen_futures::spawn_local(async move {
                    match load().await {
                        Some(_) => {
                            here.set(true);
                            // To compile it takes what the first article needs more.
                            TimeoutFuture::new(AFTER_ROOMS).await;
                            load_formats().await;
                        }
                        None => fail.emit(UNREACHABLE.to_owned()),
                    }
                });
            }
        });
    }
    HERE.get()
}

/// How long after the second part the third is fetched, in milliseconds.
const AFTER_ROOMS: u32 = 2_000;

/// What is said when it cannot be fetched.
pub const UNREACHABLE: &str = "A part of Gloss could not be loaded. Marking and downloading work without it; for the rest, \
                           see that the web server can be reached, and open the file in a new tab.";
