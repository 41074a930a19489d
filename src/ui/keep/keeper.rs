//! Writes what is done to storage, step by step.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::begin;
use super::lasting;
use super::state::{self, Health, Progress};
use super::stores::{BASES, DOCUMENTS, STEPS};
use super::turns::{self, Hold};
use crate::dom::database::{self, Database, Fault, Write};
use crate::dom::tabs::{Channel, Memory};
use crate::dom::{chance, motion, setting};
use crate::model::format::gloss::Writing;
use crate::model::ledger::{Base, Entry, Head, record::SCHEMA};
use crate::model::project::Project;
use crate::model::session::{Action, Session};
use crate::model::work::Work;
use crate::ui::later::{Desk, Kept};
use crate::ui::open::SLICE;

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
    /// The open documents by the numbers of their works.
    pub keepings: RefCell<BTreeMap<u32, Keeping>>,
    /// What is known of every stored document, by its key.
    pub heads: RefCell<BTreeMap<String, Head>>,
    /// Other tabs.
    pub channel: RefCell<Option<Channel>>,
    /// Rises when the list of documents is other than it was.
    changed: Cell<u32>,
    /// Whether the trouble with storage was said.
    complained: Cell<bool>,
    /// Whether what was stored earlier is still on its way to the page.
    pub restoring: Cell<bool>,
    /// What tries again later.
    retry: RefCell<Option<Timeout>>,
}

/// How far the keeping of one document is.
pub struct Keeping {
    /// Its name in storage.
    pub key: String,
    /// The revision up to which everything is on the disk.
    pub saved: u32,
    /// The revision up to which everything is on its way there.
    sent: u32,
    /// Whether a base of it is on the disk.
    based: bool,
    /// Whether something is on its way.
    busy: bool,
    /// Which revision the last stored head says was downloaded.
    downloaded: Option<u32>,
    /// Whether this tab writes in it.
    pub hold: Hold,
}

impl Keeping {
    /// Of a document that storage has at this revision, or does not have yet.
    pub fn new(key: String, saved: u32, based: bool, downloaded: Option<u32>) -> Self {
        Self {
            key,
            saved,
            sent: saved,
            based,
            busy: false,
            downloaded,
            hold: Hold::default(),
        }
    }
}

/// What all tabs remember, so that storage that was lost is told from a first visit.
/// The database is asked first: some seconds of this can be lost in a crash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentinel {
    /// How many documents are stored.
    pub count: u32,
    /// The order of the last change.
    pub order: u32,
    /// What was open last.
    pub open: Open,
}

/// Which documents a tab has open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Their keys, in their order.
    pub keys: Vec<String>,
    /// Which of them is shown, from 0.
    pub shown: Option<u32>,
}

/// The name of what a tab, and all tabs, remember.
pub const MEMORY: &str = "gloss.stored";

/// How long after a failure saving is tried again, in milliseconds.
const RETRY: u32 = 3_000;

/// How many annotations of a large document are written between two looks at the clock.
const STEP: usize = 200;

/// What is written before the page answers, in annotations and bytes of text.
const AT_ONCE: (usize, usize) = (500, 500_000);

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
        changed: Cell::default(),
        complained: Cell::default(),
        restoring: Cell::new(true),
        retry: RefCell::default(),
    });
    KEEPER.set(Some(Rc::clone(&keeper)));
    keeper
}

/// Follows the session: what was done since is written.
pub fn follow(session: &Session) {
    let Some(keeper) = keeper() else { return };
    if *keeper.health.borrow() == Health::Opening {
        return keeper.report(session);
    }
    keeper.forget_closed(session);
    for work in session.works() {
        keeper.adopt(work);
        keeper.save(work, false);
    }
    if let Some(work) = &session.work {
        turns::ask(&keeper, work.number);
    }
    keeper.remember(session);
    keeper.report(session);
}

/// Writes at once whatever is not on its way yet: the page may be closed.
pub fn flush() {
    let Some(keeper) = keeper() else { return };
    if let Some(ctx) = (keeper.desk)() {
        for work in ctx.store.session.works() {
            keeper.adopt(work);
            keeper.save(work, true);
        }
    }
}

impl Keeper {
    /// The database, if it takes what it is given.
    pub fn writable(&self) -> Option<Database> {
        let good = matches!(*self.health.borrow(), Health::Good | Health::Failing(_));
        self.database.borrow().clone().filter(|_| good)
    }

    /// The next number in the order of changes.
    fn order(&self) -> u32 {
        let heads = self.heads.borrow();
        heads.values().map(|head| head.order).max().unwrap_or_default() + 1
    }

    /// Begins to keep a work that was opened.
    fn adopt(&self, work: &Work) {
        if self.keepings.borrow().contains_key(&work.number) {
            return;
        }
        let (origin, _) = work.origin();
        let keeping = match &work.stored {
            Some(key) => {
                let downloaded = self.heads.borrow().get(&**key).and_then(|head| head.downloaded);
                Keeping::new(key.to_string(), origin, true, downloaded)
            }
            None => Keeping::new(self.free_key(work), origin, false, None),
        };
        self.keepings.borrow_mut().insert(work.number, keeping);
    }

    /// A name that no stored document has: the document's own id, or a new one.
    fn free_key(&self, work: &Work) -> String {
        let id = work.document().id.as_str();
        let taken =
            self.heads.borrow().contains_key(id) || self.keepings.borrow().values().any(|keeping| keeping.key == id);
        if taken {
            chance::id().as_str().to_owned()
        } else {
            id.to_owned()
        }
    }

    fn forget_closed(&self, session: &Session) {
        let open: Vec<_> = session.works().map(|work| work.number).collect();
        // What it holds is let go of after the list is free again.
        let closed: Vec<_> = {
            let mut keepings = self.keepings.borrow_mut();
            let closed: Vec<_> = keepings
                .keys()
                .copied()
                .filter(|number| !open.contains(number))
                .collect();
            closed.iter().filter_map(|number| keepings.remove(number)).collect()
        };
        drop(closed);
    }

    /// Writes what was done to a work since the last time, unless something of it is on
    /// its way; with `now`, all the same.
    fn save(self: &Rc<Self>, work: &Work, now: bool) {
        let Some(database) = self.writable() else { return };
        let mut keepings = self.keepings.borrow_mut();
        let Some(keeping) = keepings.get_mut(&work.number) else {
            return;
        };
        let (revision, downloaded) = (work.revision(), (!work.unsaved()).then(|| work.revision()));
        let idle =
            keeping.based && keeping.sent == revision && (downloaded.is_none() || downloaded == keeping.downloaded);
        if idle || keeping.busy && !now || turns::is_followed(&keeping.hold) {
            return;
        }
        let (_, origin) = work.origin();
        let large = work.annotations().len() > AT_ONCE.0 || work.text().as_str().len() > AT_ONCE.1;
        if !keeping.based && large && !now {
            keeping.busy = true;
            let (keeper, number) = (Rc::clone(self), work.number);
            let (writing, revision) = (Writing::new(origin.clone()), work.origin().0);
            spawn_local(async move { keeper.write_large(number, writing, revision).await });
            return;
        }
        let mut writes = Vec::new();
        if !keeping.based {
            let (revision, origin) = work.origin();
            let file = crate::model::format::gloss::write(origin);
            writes.push(Write::Put(
                BASES,
                database::record(&Base::new(&keeping.key, revision, file.into_bytes())),
            ));
        }
        let entries = work.entries_since(keeping.sent, &keeping.key, &self.tab, &chance::now());
        writes.extend(entries.iter().map(|entry| Write::Add(STEPS, database::record(entry))));
        let head = self.head(work, keeping, downloaded);
        writes.push(Write::Put(DOCUMENTS, database::record(&head)));
        keeping.busy = true;
        keeping.sent = revision;
        let kept = database.write(&writes);
        let (keeper, number) = (Rc::clone(self), work.number);
        drop(keepings);
        spawn_local(async move {
            let result = kept.await;
            keeper.settle(number, head, result);
        });
    }

    /// Writes the first base of a large document while the page answers.
    async fn write_large(self: Rc<Self>, number: u32, mut writing: Writing, revision: u32) {
        let mut since = chance::milliseconds();
        while !writing.step(STEP) {
            if chance::milliseconds() - since > SLICE {
                motion::breathe().await;
                since = chance::milliseconds();
            }
        }
        let file = writing.into_file().into_bytes();
        let key = self.keepings.borrow().get(&number).map(|keeping| keeping.key.clone());
        let (Some(database), Some(key), Some(ctx)) = (self.writable(), key, (self.desk)()) else {
            return;
        };
        let Some(work) = ctx.store.session.works().find(|work| work.number == number) else {
            return;
        };
        let record = database::record(&Base::new(&key, revision, file));
        let result = database.write(&[Write::Put(BASES, record)]).await;
        if let Some(keeping) = self.keepings.borrow_mut().get_mut(&number) {
            keeping.busy = false;
            keeping.based = result.is_ok();
        }
        match result {
            // The head and the steps follow.
            Ok(()) => self.save(work, false),
            Err(fault) => self.failed(number, fault),
        }
    }

    fn head(&self, work: &Work, keeping: &Keeping, downloaded: Option<u32>) -> Head {
        let head = self.head_of(&keeping.key, work.revision(), work.project());
        Head {
            downloaded: downloaded.or(head.downloaded),
            ..head
        }
    }

    /// What a list says of a document that is stored now.
    pub fn head_of(&self, key: &str, revision: u32, project: &Project) -> Head {
        let now = chance::now().as_str().to_owned();
        let old = self.heads.borrow().get(key).cloned();
        Head {
            schema: SCHEMA,
            key: key.to_owned(),
            revision,
            order: self.order(),
            heading: project.document.heading().to_owned(),
            annotations: project.markup.annotations.len() as u32,
            bytes: project.document.text.as_str().len() as u32,
            created: old.as_ref().map_or_else(|| now.clone(), |old| old.created.clone()),
            changed: now,
            downloaded: old.and_then(|old| old.downloaded),
            deleted: None,
        }
    }

    /// A write is on the disk, or not.
    fn settle(self: &Rc<Self>, number: u32, head: Head, result: Result<(), Fault>) {
        if let Err(fault) = result {
            return self.failed(number, fault);
        }
        let (key, revision) = (head.key.clone(), head.revision);
        if let Some(keeping) = self.keepings.borrow_mut().get_mut(&number) {
            keeping.busy = false;
            keeping.based = true;
            keeping.saved = keeping.saved.max(revision);
            keeping.downloaded = head.downloaded;
        }
        self.list(head);
        if matches!(*self.health.borrow(), Health::Failing(_)) {
            self.say("What you did is saved again.", false);
        }
        self.health.replace(Health::Good);
        self.complained.set(false);
        turns::tell_saved(self, &key, revision);
        if revision > 0 {
            lasting::ask();
        }
        // What was done meanwhile comes next.
        if let Some(ctx) = (self.desk)() {
            follow(&ctx.store.session);
        }
    }

    /// A write was refused: what it held counts as not sent.
    fn failed(self: &Rc<Self>, number: u32, fault: Fault) {
        if let Some(keeping) = self.keepings.borrow_mut().get_mut(&number) {
            keeping.busy = false;
            keeping.sent = keeping.saved;
        }
        match fault {
            Fault::Taken => return turns::catch_up(self, number, true),
            Fault::Dead => return begin::reopen(self),
            Fault::Newer => {
                self.health.replace(Health::Newer);
            }
            fault => {
                let first = !matches!(*self.health.borrow(), Health::Failing(_));
                self.health.replace(Health::Failing(fault.clone()));
                if first || !self.complained.replace(true) {
                    let words = if fault == Fault::Full {
                        state::FULL
                    } else {
                        state::FAILING
                    };
                    self.say(words, true);
                    self.complained.set(true);
                }
                let again = Timeout::new(RETRY, || {
                    if let Some(ctx) = keeper().and_then(|keeper| (keeper.desk)()) {
                        follow(&ctx.store.session);
                    }
                });
                self.retry.replace(Some(again));
            }
        }
        if let Some(ctx) = (self.desk)() {
            self.report(&ctx.store.session);
        }
    }

    /// Notes what is known of a stored document now.
    pub fn list(&self, head: Head) {
        self.heads.borrow_mut().insert(head.key.clone(), head);
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
        let mut of_key = keepings.iter().filter(|(_, keeping)| keeping.key == key);
        of_key.next().map(|(number, _)| *number)
    }

    /// Whether something of a document is on its way to the disk.
    pub fn is_busy(&self, number: u32) -> bool {
        self.keepings.borrow().get(&number).is_some_and(|keeping| keeping.busy)
    }

    /// Says something on the page.
    pub fn say(&self, words: &str, bad: bool) {
        if let Some(ctx) = (self.desk)() {
            let words = words.to_owned();
            ctx.store
                .dispatch(if bad { Action::Fail(words) } else { Action::Say(words) });
        }
    }

    /// Has what is not on the disk any more written anew.
    pub fn rewrite(&self, has: &dyn Fn(&str) -> bool) {
        for keeping in self.keepings.borrow_mut().values_mut() {
            keeping.busy = false;
            keeping.sent = keeping.saved;
            keeping.based &= has(&keeping.key);
        }
    }

    /// Remembers what is open, for this tab and for the next visit.
    fn remember(&self, session: &Session) {
        let keepings = self.keepings.borrow();
        let keys = session
            .works()
            .filter_map(|work| Some(keepings.get(&work.number)?.key.clone()));
        let open = Open {
            keys: keys.collect(),
            shown: session.work.as_ref().map(|_| session.place() as u32),
        };
        let heads = self.heads.borrow();
        let sentinel = Sentinel {
            count: heads.len() as u32,
            order: heads.values().map(|head| head.order).max().unwrap_or_default(),
            open: open.clone(),
        };
        drop(heads);
        if self.writable().is_some() {
            Memory::Tab.set(MEMORY, &open);
            Memory::Site.set(MEMORY, &sentinel);
        }
    }

    /// Tells the page how far the keeping of the work that is shown is.
    pub fn report(&self, session: &Session) {
        let keepings = self.keepings.borrow();
        let progress = match &session.work {
            None => Progress::Nothing,
            Some(work) if work.followed() => Progress::Followed,
            Some(work) => match keepings.get(&work.number) {
                Some(keeping) if keeping.based && keeping.saved == work.revision() => Progress::Done,
                _ => Progress::UnderWay,
            },
        };
        let kept = state::shown(&self.health.borrow(), progress);
        let changed = self.changed.get();
        let coming = self.restoring.get() && setting::get(MEMORY).is_some();
        let of = session.work.as_ref().map(|work| (work.number, work.revision()));
        self.tell.emit(Kept {
            changed,
            coming,
            of,
            ..kept
        });
    }

    /// The records of a document's steps that others wrote after a revision.
    pub async fn steps(&self, key: &str, after: u32) -> Result<Vec<Entry>, Fault> {
        let Some(database) = self.database.borrow().clone() else {
            return Err(Fault::Dead);
        };
        let records = database.since(STEPS, key, after + 1).await?;
        Ok(records.iter().filter_map(database::read).collect())
    }

    /// Brings what others wrote into a work, after which storage has everything up to
    /// `saved`.
    pub fn caught_up(&self, number: u32, saved: u32) {
        if let Some(keeping) = self.keepings.borrow_mut().get_mut(&number) {
            keeping.saved = saved;
            keeping.sent = saved;
        }
    }
}
