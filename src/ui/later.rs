//! The parts of the program that come after the first.
//!
//! The page starts with what opening, marking and downloading take. The panel,
//! dialogs and aids are a second module (see `xtask/src/split.rs`), and the formats
//! of other tools a third; both are fetched while the person looks at the start
//! screen. They are in `rooms/` and `formats/`; what is called from outside stands in
//! one table of functions for each.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{Element, File, KeyboardEvent};
use yew::prelude::*;

use super::app::Shown;
use super::formats::FORMATS;
use super::open::Job;
use super::rooms::furnished;
use super::store::{Now, Store};
use crate::model::command::Command;
use crate::model::offset::TextSize;
use crate::model::project::Markup;
use crate::model::samples::Sample;
use crate::model::scheme::Scheme;
use crate::model::session::Action;
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
    pub bring: fn(Vec<File>, Option<String>, Job, Desk),
    /// What brings marks into the work that is open.
    pub merging: fn(Option<Rc<Scheme>>, Markup) -> Action,
    /// Shows what the work can be downloaded as.
    pub export: fn(&Ctx),
}

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
    /// The second part, if it is here.
    pub rooms: Option<&'static Rooms>,
}

impl PartialEq for Ctx {
    fn eq(&self, other: &Self) -> bool {
        self.store.version == other.store.version && self.rooms.is_some() == other.rooms.is_some()
    }
}

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

thread_local! {
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

/// Does something with the second part, once it is here. Keys that are pressed
/// meanwhile wait behind it ([`hold`]): who types fast finds everything done in order.
pub fn with_rooms(then: impl FnOnce(&'static Rooms) + 'static) {
    if let Some(rooms) = here() {
        return then(rooms);
    }
    let first = HELD.with_borrow_mut(|held| held.is_none() && held.insert(VecDeque::new()).is_empty());
    wasm_bindgen_futures::spawn_local(async move {
        if let Some(rooms) = load().await {
            then(rooms);
        }
        while first {
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

/// Fetches the third part, unless it is here; `None` if that cannot be done now.
pub async fn load_formats() -> Option<&'static Formats> {
    formats().await.ok()
}

/// The second part, once it is here. It is fetched when it is `wanted`; if it
/// cannot be, `fail` is told why.
#[hook]
pub fn use_rooms(wanted: bool, fail: &Callback<String>) -> Option<&'static Rooms> {
    let here = use_state_eq(|| HERE.get().is_some());
    {
        let (here, fail) = (here.clone(), fail.clone());
        use_effect_with(wanted, move |&wanted| {
            if wanted && !*here {
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
