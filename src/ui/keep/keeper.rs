//! What this tab keeps: the documents that are open, and what is known of all stored ones.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use yew::Callback;

use super::keeping::Keeping;
use super::saving::Batch;
use super::state::{self, Health, Progress};
use super::turns;
use crate::dom::database::Database;
use crate::dom::tabs::{Channel, Memory};
use crate::dom::{chance, page, setting};
use crate::model::ledger::Head;
use crate::model::session::{Action, Session};
use crate::model::work::{OnlyRead, Work};
use crate::ui::app::STORED;
use crate::ui::later::{Desk, Kept};
use crate::ui::store;

/// What this tab keeps, and how.
pub struct Keeper {
    /// The page as it is now.
    pub desk: Desk,
    /// Hears how far the keeping is.
    pub tell: Callback<Kept>,
    /// Tells this tab from others.
    pub tab: String,
    /// The database, while it is open.
    pub database: RefCell<Option<Database>>,
    /// How storage is doing.
    pub health: RefCell<Health>,
    /// The documents that are open, or not wholly on the disk yet, by the numbers of
    /// their works.
    pub keepings: RefCell<BTreeMap<u32, Keeping>>,
    /// What is known of every stored document, by its key.
    pub heads: RefCell<BTreeMap<String, Head>>,
    /// Other tabs.
    pub channel: RefCell<Option<Channel>>,
    /// Whether what was stored earlier is still on its way to the page.
    pub restoring: Cell<bool>,
    /// Whether words are being typed that are not in the work yet.
    typing: Cell<bool>,
    /// Whether stored work is missing: what tells of it stays until there is other work.
    pub lost: Cell<bool>,
    /// Rises each time the database is opened.
    pub connection: Cell<u32>,
    /// Whether the database was opened anew and has taken nothing since.
    pub reopened: Cell<bool>,
    /// Whether what is written may stand behind a tear in the browser's log, so that nothing
    /// counts as saved before a new leaf is turned; and whether that is done now.
    pub torn: Cell<bool>,
    pub turning: Cell<bool>,
    /// Whether new documents are being written.
    pub writing: Cell<bool>,
    /// Those of them that wait for others to be written with.
    pub batch: RefCell<Batch>,
    /// What tries again later, whether it is awaited, and how long it takes.
    pub retry: RefCell<Option<Timeout>>,
    pub waits: Cell<bool>,
    pub pause: Cell<u32>,
    /// The highest number in the order of changes that was given to one.
    order: Cell<u32>,
    /// Rises when the list of documents is other than it was.
    changed: Cell<u32>,
    /// What was remembered last.
    pub remembered: RefCell<Option<(Open, Sentinel)>>,
}

/// What all tabs remember, so that storage that was lost is told from a first visit.
/// The database is asked first: some seconds of this can be lost in a crash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentinel {
    /// How many documents are stored.
    pub count: u32,
    /// The order of the last change.
    pub order: u32,
}

/// Which documents a tab has open. All tabs remember those of the last one, for the
/// next visit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Their keys, in their order.
    pub keys: Vec<String>,
    /// Which of them is shown, from 0.
    pub shown: Option<u32>,
}

/// The name of the sentinel. What is open is remembered as [`STORED`].
pub const SENTINEL: &str = "gloss.stored";

/// The name under which all tabs remember that the browser's log may be torn.
const TORN: &str = "gloss.torn";

thread_local! {
    static KEEPER: RefCell<Option<Rc<Keeper>>> = const { RefCell::new(None) };
}

/// The keeper of this tab, once there is one.
pub fn keeper() -> Option<Rc<Keeper>> {
    KEEPER.with_borrow(Clone::clone)
}

/// Makes the keeper of this tab.
pub fn install(desk: Desk, tell: Callback<Kept>) -> Rc<Keeper> {
    let keeper = Rc::new(Keeper {
        desk,
        tell,
        tab: chance::tab(),
        database: RefCell::default(),
        health: RefCell::default(),
        keepings: RefCell::default(),
        heads: RefCell::default(),
        channel: RefCell::default(),
        restoring: Cell::new(true),
        typing: Cell::default(),
        lost: Cell::default(),
        connection: Cell::default(),
        reopened: Cell::default(),
        torn: Cell::new(Memory::Site.get(TORN) == Some(true)),
        turning: Cell::default(),
        writing: Cell::default(),
        batch: RefCell::default(),
        retry: RefCell::default(),
        waits: Cell::default(),
        pause: Cell::default(),
        order: Cell::default(),
        changed: Cell::default(),
        remembered: RefCell::default(),
    });
    KEEPER.set(Some(Rc::clone(&keeper)));
    keeper
}

/// Follows the session: what was done since is written.
pub fn follow(session: &Session) {
    let Some(keeper) = keeper() else { return };
    if keeper.is_begun() {
        // What fails is tried again once there is something new.
        if keeper.see(session) {
            keeper.waits.set(false);
        }
        keeper.catch_up();
        if let Some(work) = &session.work {
            turns::ask(&keeper, work.number);
        }
        keeper.remember(session);
    }
    keeper.report(session);
}

/// Writes at once whatever is not on its way yet: the page may be closed.
pub fn flush() {
    let Some(keeper) = keeper().filter(|keeper| keeper.is_begun()) else {
        return;
    };
    // What is being typed, too.
    page::settle_field();
    if let Some(session) = store::last() {
        keeper.see(&session);
    }
    keeper.save(true);
}

/// Notes whether words are being typed that are not in the work yet.
pub fn typing(on: bool) {
    let Some(keeper) = keeper() else { return };
    keeper.typing.set(on);
    if let Some(ctx) = (keeper.desk)() {
        keeper.report(&ctx.store.session);
    }
}

impl Keeper {
    /// The database, if it takes what it is given.
    pub fn writable(&self) -> Option<Database> {
        self.database.borrow().clone().filter(|_| self.is_usable())
    }

    /// Whether storage takes what it is given, or may again.
    pub fn is_usable(&self) -> bool {
        matches!(*self.health.borrow(), Health::Good | Health::Failing(_))
    }

    /// Whether it is known what storage there is.
    fn is_begun(&self) -> bool {
        !matches!(*self.health.borrow(), Health::Opening | Health::Waiting(_))
    }

    /// Notes whether the browser's log may be torn, for the next visit, too: this one may
    /// end before there is room again.
    pub fn note_torn(&self, torn: bool) {
        if self.torn.replace(torn) != torn {
            match torn {
                true => Memory::Site.set(TORN, &true),
                false => Memory::Site.forget(TORN),
            }
        }
    }

    /// The next number in the order of changes.
    pub fn next_order(&self) -> u32 {
        self.order.set(self.order.get() + 1);
        self.order.get()
    }

    /// Looks at what is open; whether something was done to it.
    fn see(&self, session: &Session) -> bool {
        let mut keepings = self.keepings.borrow_mut();
        let mut changed = false;
        let open: FxHashSet<u32> = session.works().map(|work| work.number).collect();
        for (number, keeping) in keepings.iter_mut() {
            if !open.contains(number) && !keeping.closed {
                keeping.close();
            }
        }
        for work in session.works() {
            match keepings.get_mut(&work.number) {
                Some(keeping) => changed |= keeping.see(work),
                None => {
                    let keeping = self.adopt(work, &keepings);
                    keepings.insert(work.number, keeping);
                    changed = true;
                }
            }
        }
        changed
    }

    /// Begins to keep a work that was opened.
    fn adopt(&self, work: &Work, others: &BTreeMap<u32, Keeping>) -> Keeping {
        let heads = self.heads.borrow();
        match &work.stored {
            Some(key) => {
                let downloaded = heads.get(&**key).and_then(|head| head.downloaded);
                Keeping::new(key.to_string(), work, downloaded)
            }
            None => {
                // The document's own id, or a new one where that is taken.
                let id = work.document().id.as_str();
                let taken = heads.contains_key(id) || others.values().any(|keeping| keeping.key == id);
                let own = Some(id.to_owned()).filter(|_| !taken);
                Keeping::new(own.unwrap_or_else(|| chance::id().as_str().to_owned()), work, None)
            }
        }
    }

    /// Lets go of what is closed once it is on the disk, or where there is none.
    pub fn forget_finished(&self) {
        let nowhere = matches!(*self.health.borrow(), Health::Absent(_) | Health::Newer);
        // What they hold is let go of after the list is free again.
        let finished: Vec<_> = {
            let mut keepings = self.keepings.borrow_mut();
            let is_finished = |keeping: &Keeping| keeping.closed && (nowhere || keeping.is_finished());
            let numbers = keepings.iter().filter(|(_, keeping)| is_finished(keeping));
            let numbers: Vec<_> = numbers.map(|(number, _)| *number).collect();
            numbers.iter().filter_map(|number| keepings.remove(number)).collect()
        };
        drop(finished);
    }

    /// Lets go of a document that is closed and deleted for good, be it on the disk or not.
    pub fn forget(&self, key: &str) {
        let is_it = |keeping: &Keeping| keeping.closed && keeping.key == key;
        let forgotten: Vec<_> = self
            .keepings
            .borrow_mut()
            .extract_if(.., |_, keeping| is_it(keeping))
            .collect();
        // What it holds is let go of after the list is free again.
        drop(forgotten);
    }

    /// Notes what is stored, all of it.
    pub fn note_all(&self, heads: Vec<Head>) {
        for head in &heads {
            self.order.set(self.order.get().max(head.order));
        }
        let by_key = heads.into_iter().map(|head| (head.key.clone(), head));
        self.heads.replace(by_key.collect());
        self.changed.set(self.changed.get().wrapping_add(1));
    }

    /// Notes what is known of a stored document now.
    pub fn note(&self, head: Head) {
        self.order.set(self.order.get().max(head.order));
        self.heads.borrow_mut().insert(head.key.clone(), head);
        self.changed.set(self.changed.get().wrapping_add(1));
        self.lost.set(false);
    }

    /// Notes it, and tells the page.
    pub fn list(&self, head: Head) {
        self.note(head);
        self.note_change();
    }

    /// Notes that a document is stored no more.
    pub fn unlist(&self, key: &str) {
        self.heads.borrow_mut().remove(key);
        self.note_change();
    }

    /// Has what is shown of storage drawn again.
    pub fn note_change(&self) {
        self.changed.set(self.changed.get().wrapping_add(1));
        if let Some(ctx) = (self.desk)() {
            self.report(&ctx.store.session);
        }
    }

    /// The number of the work that a stored document is open as.
    pub fn number(&self, key: &str) -> Option<u32> {
        let keepings = self.keepings.borrow();
        let mut of_key = keepings
            .iter()
            .filter(|(_, keeping)| keeping.key == key && !keeping.closed);
        of_key.next().map(|(number, _)| *number)
    }

    /// Says something on the page.
    pub fn say(&self, words: &str, bad: bool) {
        if let Some(ctx) = (self.desk)() {
            let words = words.to_owned();
            ctx.store
                .dispatch(if bad { Action::Fail(words) } else { Action::Say(words) });
        }
    }

    /// Remembers what is open, for this tab and for the next visit.
    pub fn remember(&self, session: &Session) {
        if self.writable().is_none() || self.lost.get() {
            return;
        }
        let keepings = self.keepings.borrow();
        let key = |work: &Work| Some(keepings.get(&work.number)?.key.clone());
        let open = Open {
            keys: session.works().filter_map(key).collect(),
            shown: session.work.as_ref().map(|_| session.place() as u32),
        };
        let heads = self.heads.borrow();
        let sentinel = Sentinel {
            count: heads.len() as u32,
            order: heads.values().map(|head| head.order).max().unwrap_or_default(),
        };
        let now = Some((open, sentinel));
        let before = self.remembered.replace(now.clone());
        if let (Some((open, sentinel)), true) = (&now, now != before) {
            let same = before.as_ref().is_some_and(|(before, _)| before == open);
            if !same {
                Memory::Tab.set(STORED, open);
                // Whether there is one says whether something is to come at the next visit.
                match open.keys.is_empty() {
                    true => Memory::Site.forget(STORED),
                    false => Memory::Site.set(STORED, open),
                }
            }
            Memory::Site.set(SENTINEL, sentinel);
        }
    }

    /// Tells the page how far the keeping of the work that is shown is.
    pub fn report(&self, session: &Session) {
        let keepings = self.keepings.borrow();
        let progress = match &session.work {
            None => Progress::Nothing,
            Some(work) => match (work.only_read(), keepings.get(&work.number)) {
                (Some(OnlyRead::Newer), _) => Progress::Newer,
                (Some(OnlyRead::Followed), _) => Progress::Followed,
                (None, _) if self.typing.get() => Progress::UnderWay,
                (None, Some(keeping)) if self.has(keeping) && keeping.work.stands_as(work) => Progress::Done,
                (None, _) => Progress::UnderWay,
            },
        };
        let kept = state::shown(&self.health.borrow(), progress);
        let changed = self.changed.get();
        let coming = self.restoring.get() && setting::get(STORED).is_some();
        let of = session.work.as_ref().map(|work| (work.number, work.revision()));
        self.tell.emit(Kept {
            changed,
            coming,
            of,
            ..kept
        });
    }

    /// Whether everything of a document is on the disk, and stays there.
    pub fn has(&self, keeping: &Keeping) -> bool {
        keeping.is_saved() && !self.torn.get()
    }

    /// The name in storage of a document.
    pub fn key_of(&self, number: u32) -> Option<String> {
        Some(self.keepings.borrow().get(&number)?.key.clone())
    }
}
