//! Who writes in a document: one tab, which holds its lock. The others follow it and
//! can take over.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use super::keeper::{Keeper, flush, follow, keeper};
use super::stores::DOCUMENTS;
use crate::dom::database;
use crate::dom::tabs::{self, Channel, How, Lock, Turn};
use crate::model::session::Action;
use crate::model::work::steps::rebasing;

/// What this tab has of a document's lock.
#[derive(Default)]
pub struct Hold {
    lock: Option<Lock>,
    state: State,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// It was not asked for: nobody else has the document.
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
    /// A tab wants to write in a document.
    TakeOver { key: String, tab: String },
}

/// How long the tab that writes may take to let go, in milliseconds. One that crashed
/// has let go already; one that hangs is not waited for.
const PATIENCE: u32 = 1_000;

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
                let number = keeper.number_of(&key, |saved, hold| saved < revision && is_followed(hold));
                if let Some(number) = number {
                    catch_up(&keeper, number, false);
                }
                keeper.look_again(&key);
            }
            Message::TakeOver { key, tab } if tab != keeper.tab => {
                if let Some(number) = keeper.number_of(&key, |_, hold| hold.state == State::Writes) {
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

/// Asks for the lock of a document, unless that was done.
pub fn ask(keeper: &Rc<Keeper>, number: u32) {
    let unasked = keeper.with_hold(number, |hold| {
        let unasked = hold.state == State::Unasked;
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
    let told = move |turn| {
        let Some(keeper) = self::keeper() else { return };
        match turn {
            // What was written until now comes in first.
            Turn::Held => {
                if keeper.with_hold(number, |hold| hold.state) == Some(State::Follows) {
                    catch_up(&keeper, number, true);
                }
            }
            Turn::Denied | Turn::Stolen => {
                set(&keeper, number, true);
                // What was done here and is not on the disk is brought in by whoever catches up.
                catch_up(&keeper, number, false);
                request(&keeper, number, How::Wait);
            }
        }
    };
    let lock = tabs::lock(&format!("gloss {key}"), how, told);
    let old = keeper.with_hold(number, |hold| hold.lock.replace(lock));
    drop(old);
}

/// Lets another tab write: it waits for the lock.
fn yield_to(keeper: &Rc<Keeper>, number: u32) {
    set(keeper, number, true);
    let keeper = Rc::clone(keeper);
    // What is on its way to the disk gets there first: the other tab reads it.
    spawn_local(async move {
        for _ in 0..100 {
            if !keeper.is_busy(number) {
                break;
            }
            gloo_timers::future::TimeoutFuture::new(5).await;
        }
        let held = keeper.with_hold(number, |hold| hold.lock.take());
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
            let still = keeper.with_hold(number, |hold| is_followed(hold));
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
    let changed = keeper.with_hold(number, |hold| std::mem::replace(&mut hold.state, state) != state);
    if changed == Some(true)
        && let Some(ctx) = (keeper.desk)()
    {
        ctx.store.dispatch(Action::Follow { number, followed });
    }
}

/// Brings what was written beside this tab's own work into a document, if it is open.
pub fn catch_up_key(keeper: &Rc<Keeper>, key: &str) {
    if let Some(number) = keeper.number_of(key, |_, _| true) {
        catch_up(keeper, number, false);
    }
}

/// Brings in what other tabs wrote; then, if `write`, this tab writes.
pub fn catch_up(keeper: &Rc<Keeper>, number: u32, write: bool) {
    let keeper = Rc::clone(keeper);
    spawn_local(async move {
        let Some((key, saved)) = keeper.saved(number) else {
            return;
        };
        let Ok(entries) = keeper.steps(&key, saved).await else {
            return;
        };
        let Some(ctx) = (keeper.desk)() else { return };
        let Some(work) = ctx.store.session.works().find(|work| work.number == number) else {
            return;
        };
        // Someone else may have caught up meanwhile.
        if keeper.saved(number).map(|(_, now)| now) != Some(saved) {
            return;
        }
        let text = &work.document().text;
        // What follows on a step that cannot be read is left to the next time it is opened.
        let foreign = entries.iter().zip(saved + 1..);
        let foreign = foreign.map_while(|(entry, next)| {
            let delta = entry.delta(text).ok().filter(|_| entry.revision == next)?;
            Some((entry.kind, delta))
        });
        let (steps, since): (Vec<_>, _) = (foreign.collect(), saved);
        if !steps.is_empty() {
            keeper.caught_up(number, saved + steps.len() as u32);
            ctx.store.dispatch(rebasing(number, since, steps));
        }
        if write {
            let was = keeper.with_hold(number, |hold| is_followed(hold));
            set(&keeper, number, false);
            if was == Some(true) {
                keeper.say("This tab writes in the article now.", false);
            }
        }
        if let Some(ctx) = (keeper.desk)() {
            follow(&ctx.store.session);
        }
    });
}

impl Keeper {
    /// Reads again what is known of a document that another tab has changed.
    fn look_again(self: &Rc<Self>, key: &str) {
        let (keeper, key) = (Rc::clone(self), key.to_owned());
        spawn_local(async move {
            let Some(database) = keeper.database.borrow().clone() else {
                return;
            };
            let record = database.get(DOCUMENTS, &key.as_str().into()).await.ok().flatten();
            if let Some(head) = record.as_ref().and_then(database::read) {
                keeper.list(head);
            }
        });
    }

    fn number_of(&self, key: &str, is: impl Fn(u32, &Hold) -> bool) -> Option<u32> {
        let keepings = self.keepings.borrow();
        let mut of_key = keepings.iter().filter(|(_, keeping)| keeping.key == key);
        of_key
            .find(|(_, keeping)| is(keeping.saved, &keeping.hold))
            .map(|(number, _)| *number)
    }

    fn with_hold<T>(&self, number: u32, does: impl FnOnce(&mut Hold) -> T) -> Option<T> {
        Some(does(&mut self.keepings.borrow_mut().get_mut(&number)?.hold))
    }

    fn key_of(&self, number: u32) -> Option<String> {
        Some(self.keepings.borrow().get(&number)?.key.clone())
    }

    fn saved(&self, number: u32) -> Option<(String, u32)> {
        let keepings = self.keepings.borrow();
        let keeping = keepings.get(&number)?;
        Some((keeping.key.clone(), keeping.saved))
    }
}
