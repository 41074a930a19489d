//! Who writes in a document: one tab, which holds its lock. The others follow it and
//! can take over.
//!
//! The lock is a courtesy: what keeps two tabs from writing over each other is that
//! storage takes each revision only once. Whoever comes second reads what the first one
//! wrote, and does what was done here again on top of it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::keeper::{Keeper, flush, keeper};
use super::keeping::{Base, Keeping};
use super::load;
use super::state;
use super::stores::{BASES, DOCUMENTS, STEPS};
use crate::dom::database::{self, Fault};
use crate::dom::tabs::{self, Channel, How, Lock, Turn};
use crate::model::ledger::{Damage, Entry, Head, Progress};
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::work::OnlyRead;
use crate::model::work::steps::{rebase, rebasing};

/// What this tab has of a document's lock.
#[derive(Default)]
pub struct Hold {
    lock: Option<Lock>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It was not asked for: the document was not shown yet.
    #[default]
    Unasked,
    /// This tab writes, or will have the answer in a moment; until then whoever is
    /// quicker with a revision is right.
    Writes,
    /// Another tab writes.
    Follows,
}

/// What tabs say to each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Message {
    /// A document is on the disk up to a revision.
    Saved { key: String, revision: u32 },
    /// A document was deleted for good.
    Deleted { key: String },
    /// A tab wants to write in a document.
    TakeOver { key: String, tab: String },
}

/// How long the tab that writes may take to let go, in milliseconds. One that crashed
/// has let go already; one that hangs is not waited for.
const PATIENCE: u32 = 1_000;

/// How often, and how many times, a tab that lets go looks whether its last step is on
/// the disk. The interval is in milliseconds.
const LOOKS: (u32, usize) = (5, 100);

/// Whether another tab writes.
pub fn is_followed(hold: &Hold) -> bool {
    hold.state == State::Follows
}

/// Joins the other tabs.
pub fn listen(keeper: &Rc<Keeper>) {
    let channel = Channel::open("gloss", |message: Message| {
        let Some(keeper) = self::keeper() else { return };
        match message {
            Message::Saved { key, revision } => {
                let behind = keeper.number_of(&key, |keeping| keeping.progress.saved() < revision);
                if let Some(number) = behind {
                    catch_up(&keeper, number, false);
                }
                keeper.look_again(&key);
            }
            Message::Deleted { key } => {
                keeper.unlist(&key);
                catch_up_key(&keeper, &key);
            }
            Message::TakeOver { key, tab } if tab != keeper.tab => {
                let writes = |keeping: &Keeping| keeping.hold.state == State::Writes;
                if let Some(number) = keeper.number_of(&key, writes) {
                    flush();
                    yield_to(&keeper, number);
                }
            }
            Message::TakeOver { .. } => {}
        }
    });
    keeper.channel.replace(channel);
}

/// Tells other tabs what is on the disk.
pub fn tell_saved(keeper: &Keeper, key: &str, revision: u32) {
    if let Some(channel) = &*keeper.channel.borrow() {
        let key = key.to_owned();
        channel.say(&Message::Saved { key, revision });
    }
}

/// Tells other tabs that a document was deleted for good.
pub fn tell_deleted(keeper: &Keeper, key: &str) {
    if let Some(channel) = &*keeper.channel.borrow() {
        let key = key.to_owned();
        channel.say(&Message::Deleted { key });
    }
}

/// Asks for the lock of a document, unless that was done.
pub fn ask(keeper: &Rc<Keeper>, number: u32) {
    let unasked = keeper.with(number, |keeping| {
        let hold = &mut keeping.hold;
        let unasked = hold.state == State::Unasked && keeping.work.only_read() != Some(OnlyRead::Newer);
        if unasked {
            hold.state = State::Writes;
        }
        unasked
    });
    if unasked == Some(true) {
        request(keeper, number, How::IfFree);
    }
}

fn request(keeper: &Rc<Keeper>, number: u32, how: How) {
    let Some(key) = keeper.key_of(number) else { return };
    let name = format!("gloss {key}");
    let told = move |turn| {
        // It may be closed by now, or have another name.
        let Some(keeper) = self::keeper().filter(|keeper| keeper.key_of(number).as_ref() == Some(&key)) else {
            return;
        };
        match turn {
            // What was written until now comes in first.
            Turn::Held => catch_up(&keeper, number, true),
            Turn::Denied | Turn::Stolen => {
                set(&keeper, number, true);
                // What was done here and is not on the disk yet goes on top of what the other does.
                catch_up(&keeper, number, false);
                request(&keeper, number, How::Wait);
            }
        }
    };
    let lock = tabs::lock(&name, how, told);
    let old = keeper.with(number, |keeping| keeping.hold.lock.replace(lock));
    drop(old);
}

/// Lets another tab write: it waits for the lock.
fn yield_to(keeper: &Rc<Keeper>, number: u32) {
    set(keeper, number, true);
    let keeper = Rc::clone(keeper);
    // What is on its way to the disk gets there first: the other tab reads it.
    spawn_local(async move {
        let (pause, times) = LOOKS;
        for _ in 0..times {
            if keeper.with(number, |keeping| keeping.is_saved()) != Some(false) {
                break;
            }
            TimeoutFuture::new(pause).await;
        }
        let held = keeper.with(number, |keeping| keeping.hold.lock.take());
        drop(held);
        request(&keeper, number, How::Wait);
    });
}

/// Has this tab write in the document that is shown.
pub fn take_over(number: u32) {
    let Some(keeper) = keeper() else { return };
    let Some(key) = keeper.key_of(number) else { return };
    if let Some(channel) = &*keeper.channel.borrow() {
        let tab = keeper.tab.clone();
        channel.say(&Message::TakeOver { key, tab });
    }
    Timeout::new(PATIENCE, move || {
        if let Some(keeper) = self::keeper() {
            let still = keeper.with(number, |keeping| is_followed(&keeping.hold));
            if still == Some(true) {
                request(&keeper, number, How::Steal);
            }
        }
    })
    .forget();
}

/// Notes whether another tab writes, and has the page show it.
fn set(keeper: &Keeper, number: u32, followed: bool) {
    let state = if followed { State::Follows } else { State::Writes };
    let changed = keeper.with(number, |keeping| {
        std::mem::replace(&mut keeping.hold.state, state) != state
    });
    if changed == Some(true) {
        let only_read = followed.then_some(OnlyRead::Followed);
        keeper.dispatch(Action::Bar { number, only_read });
    }
}

/// Brings what was written beside this tab's own work into a document, if it is open.
pub fn catch_up_key(keeper: &Rc<Keeper>, key: &str) {
    if let Some(number) = keeper.number_of(key, |_| true) {
        catch_up(keeper, number, false);
    }
}

/// Brings in what other tabs wrote; then, if `write`, this tab writes.
pub fn catch_up(keeper: &Rc<Keeper>, number: u32, write: bool) {
    let goes_on = keeper.with(number, |keeping| {
        let busy = !keeping.is_quiet();
        if busy {
            // It is done once that is over.
            keeping.behind = Some(write || keeping.behind == Some(true));
        }
        keeping.catching_up |= !busy;
        !busy
    });
    if goes_on != Some(true) {
        return;
    }
    let keeper = Rc::clone(keeper);
    spawn_local(async move {
        let read = keeper.read(number).await;
        let quiet = keeper.with(number, |keeping| {
            keeping.catching_up = false;
            !keeping.progress.is_under_way()
        });
        match (quiet, read) {
            (None, _) => return,
            // A step went out meanwhile: whether that was in order is seen when it is settled.
            (Some(false), _) => return catch_up(&keeper, number, write),
            (Some(true), Ok(found)) => {
                keeper.with(number, |keeping| keeping.taken = false);
                keeper.bring_in(number, found);
            }
            // Whoever is second with a revision is told so; one that is not told has it.
            (Some(true), Err(fault)) => keeper.unread(number, fault),
        }
        if write {
            let was = keeper.with(number, |keeping| is_followed(&keeping.hold));
            set(&keeper, number, false);
            if was == Some(true) {
                keeper.say("This tab writes in the article now.", false);
            }
        }
        keeper.go_on();
    });
}

/// What storage has of a document beyond what is known to be saved.
struct Found {
    /// Whether it has the document at all.
    there: bool,
    steps: Vec<JsValue>,
}

impl Keeper {
    async fn read(&self, number: u32) -> Result<Found, Fault> {
        let known = self.with(number, |keeping| {
            (keeping.key.clone(), keeping.progress.saved(), keeping.base)
        });
        let (Some((key, saved, base)), Some(database)) = (known, self.database.borrow().clone()) else {
            return Err(Fault::Dead);
        };
        let there = base != Base::Kept || !database.revisions(BASES, &key).await?.is_empty();
        let steps = database.since(STEPS, &key, saved + 1).await?;
        Ok(Found { there, steps })
    }

    /// Brings what was found into a work of which nothing is on its way.
    fn bring_in(self: &Rc<Self>, number: u32, found: Found) {
        if !found.there {
            return self.is_gone(number);
        }
        let saved = self.with(number, |keeping| keeping.progress.saved());
        let saved = saved.unwrap_or(u32::MAX);
        let steps: Vec<_> = found.steps.iter().filter(|record| load::at(record) > saved).collect();
        let Some(to) = steps.iter().map(|record| load::at(record)).max() else {
            return;
        };
        let entries: Vec<Result<Entry, Damage>> = steps.iter().map(|record| load::entry(record)).collect();
        let author = self.author(number);
        let own = |entry: &Result<Entry, Damage>| entry.as_ref().is_ok_and(|entry| entry.by == author);
        if entries.iter().all(own) {
            // Written from here, on a connection that broke, or after a write that failed.
            let revisions: Vec<u32> = steps.iter().map(|record| load::at(record)).collect();
            self.with(number, |keeping| keeping.progress.found(&revisions));
            return;
        }
        let deltas = self.with(number, |keeping| {
            let text = keeping.work.text().clone();
            // One that cannot be read is left out here, and told of when the document is opened.
            let read = |entry: &Result<Entry, Damage>| match entry {
                Ok(entry) => entry.delta(&text).map(|delta| (entry.kind, delta)),
                Err(damage) => Err(damage.clone()),
            };
            entries.iter().map(read).collect::<Vec<_>>()
        });
        let deltas = deltas.unwrap_or_default();
        if deltas.iter().any(|delta| matches!(delta, Err(Damage::Newer(_)))) {
            let only_read = Some(OnlyRead::Newer);
            return self.dispatch(Action::Bar { number, only_read });
        }
        let deltas: Vec<_> = deltas.into_iter().filter_map(Result::ok).collect();
        let open = self.with(number, |keeping| {
            keeping.progress = Progress::new(to);
            if keeping.closed {
                rebase(&mut keeping.work, saved, to, &deltas);
            }
            keeping.rebasing = (!keeping.closed).then_some(saved);
            !keeping.closed
        });
        if open == Some(true) {
            self.dispatch(rebasing(number, saved, to, deltas));
        }
    }

    /// A document is not stored any more: another tab has deleted it for good, or storage was cleared. What is open
    /// is not lost by that: whoever writes in it stores it anew.
    pub fn is_gone(&self, number: u32) {
        let name = self.with(number, |keeping| {
            let writes = !is_followed(&keeping.hold);
            writes.then(|| {
                keeping.write_anew();
                short(keeping.work.document().heading(), 80).to_owned()
            })
        });
        if let Some(name) = name.flatten() {
            self.say(&state::gone(&name), true);
        }
    }

    /// Reads again what is known of a document that another tab has changed.
    fn look_again(self: &Rc<Self>, key: &str) {
        let (keeper, key) = (Rc::clone(self), key.to_owned());
        spawn_local(async move {
            let Some(database) = keeper.database.borrow().clone() else {
                return;
            };
            let record = database.get(DOCUMENTS, &key.as_str().into()).await.ok().flatten();
            if let Some(head) = record.as_ref().and_then(database::read::<Head>) {
                if let Some(number) = keeper.number_of(&key, |_| head.is_newer()) {
                    let only_read = Some(OnlyRead::Newer);
                    keeper.dispatch(Action::Bar { number, only_read });
                }
                keeper.list(head);
            }
        });
    }

    /// The records of a document's steps that others wrote after a revision.
    pub async fn steps(&self, key: &str, after: u32) -> Result<Vec<Entry>, Fault> {
        let Some(database) = self.database.borrow().clone() else {
            return Err(Fault::Dead);
        };
        let records = database.since(STEPS, key, after + 1).await?;
        Ok(records.iter().filter_map(|record| load::entry(record).ok()).collect())
    }

    fn number_of(&self, key: &str, is: impl Fn(&Keeping) -> bool) -> Option<u32> {
        let keepings = self.keepings.borrow();
        let mut of_key = keepings.iter().filter(|(_, keeping)| keeping.key == key);
        of_key.find(|(_, keeping)| is(keeping)).map(|(number, _)| *number)
    }

    /// Does something with the keeping of a work, if there is one.
    pub fn with<T>(&self, number: u32, does: impl FnOnce(&mut Keeping) -> T) -> Option<T> {
        Some(does(self.keepings.borrow_mut().get_mut(&number)?))
    }

    fn dispatch(&self, action: Action) {
        if let Some(ctx) = (self.desk)() {
            ctx.store.dispatch(action);
        }
    }
}
