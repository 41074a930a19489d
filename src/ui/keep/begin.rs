//! The beginning: storage is opened, and what was open last is opened again.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use js_sys::Reflect;
use wasm_bindgen_futures::spawn_local;
use web_sys::EventTarget;
use yew::Callback;

use super::draft;
use super::files::warm;
use super::keeper::{Keeper, Open, SENTINEL, Sentinel, flush, follow, install, keeper};
use super::load::{self, Loaded, Unloaded, load};
use super::opening;
use super::state::{self, Health};
use super::stores::{ALL, BASES, DOCUMENTS, NAME, VERSION};
use super::turns;
use crate::dom::database::{self, Database, Fault, Notice, Write};
use crate::dom::tabs::Memory;
use crate::dom::{chance, page};
use crate::model::intake::{counted, grouped};
use crate::model::ledger::record::SCHEMA;
use crate::model::ledger::{Damage, Head, replay};
use crate::model::project::Project;
use crate::model::session::Action;
use crate::model::short::short;
use crate::model::work::{OnlyRead, Stored};
use crate::ui::app::STORED;
use crate::ui::later::{Desk, Kept};

/// How long after the start the browser has time for what may come, in milliseconds.
const AFTER_START: u32 = 100;

/// How long storage may take to open before people go on without it, in milliseconds.
const PATIENCE: u32 = 4_000;

/// How long to wait before storage that could not be opened is tried once more, in
/// milliseconds: Chromium refuses a damaged one once, and makes a new one then.
const AGAIN: u32 = 200;

/// How many steps may follow on a base before a later base is made, when a document
/// is opened.
const LONG: usize = 600;

/// How many steps are left behind that base, for undo.
const UNDO: usize = 300;

/// How many bytes of text are opened again at once; with more only the document that
/// was shown is.
const ALL_AGAIN: u32 = 30_000_000;

/// Opens storage, brings back what was open, and keeps what is done from then on.
pub fn begin(desk: Desk, tell: Callback<Kept>) {
    let keeper = install(desk, tell);
    super::dress();
    super::lasting::look();
    turns::listen(&keeper);
    draft::listen();
    let window: EventTarget = page::window().into();
    EventListener::new(&window, "pagehide", |_| {
        draft::keep();
        flush();
        opening::forget();
    })
    .forget();
    EventListener::new(&page::document(), "visibilitychange", |_| {
        // A hidden tab may be ended without a word.
        if page::document().hidden() {
            draft::keep();
            flush();
        }
    })
    .forget();
    Timeout::new(PATIENCE, || go_on_without(state::SLOW)).forget();
    spawn_local(async move {
        let health = open(&keeper).await;
        let words = match &health {
            Health::Absent(fault) if is_missing() => Some(format!("{} {}", state::MISSING, state::absent(fault))),
            Health::Absent(fault) => Some(state::absent(fault)),
            Health::Newer => Some(state::NEWER.to_owned()),
            _ => None,
        };
        restore(&keeper, health).await;
        keeper.restoring.set(false);
        draft::bring_back();
        Timeout::new(AFTER_START, warm).forget();
        if let Some(words) = words {
            keeper.say(&words, true);
        }
        if let Some(ctx) = (keeper.desk)() {
            follow(&ctx.store.session);
        }
    });
}

/// Whether something was stored here once.
fn is_missing() -> bool {
    let sentinel: Option<Sentinel> = Memory::Site.get(SENTINEL);
    sentinel.is_some_and(|sentinel| sentinel.count > 0)
}

/// Opens the database, for this tab to read and write.
async fn open(keeper: &Keeper) -> Health {
    keeper.connection.set(keeper.connection.get() + 1);
    let (database, health) = match connect().await {
        Ok(database) => (Some(database), Health::Good),
        Err(Fault::Newer) => {
            // As it is, to read what can be read.
            let database = Database::open(NAME, None, &[], notice).await.ok();
            (database.filter(|database| database.has(DOCUMENTS)), Health::Newer)
        }
        Err(fault) => (None, Health::Absent(fault)),
    };
    if let Some(before) = keeper.database.replace(database) {
        before.close();
    }
    health
}

async fn connect() -> Result<Database, Fault> {
    match Database::open(NAME, Some(VERSION), &ALL, notice).await {
        Err(Fault::Refused(_) | Fault::Dead) => {
            TimeoutFuture::new(AGAIN).await;
            Database::open(NAME, Some(VERSION), &ALL, notice).await
        }
        opened => opened,
    }
}

/// Lets people work although storage is not open yet.
fn go_on_without(why: &'static str) {
    let Some(keeper) = keeper() else { return };
    if *keeper.health.borrow() != Health::Opening || keeper.connection.get() > 1 {
        return;
    }
    keeper.health.replace(Health::Waiting(why));
    keeper.restoring.set(false);
    keeper.say(why, true);
    if let Some(ctx) = (keeper.desk)() {
        keeper.report(&ctx.store.session);
    }
}

/// What happens to the connection while it is open.
fn notice(notice: Notice) {
    let Some(keeper) = keeper() else { return };
    match notice {
        Notice::Blocked => go_on_without(state::BLOCKED),
        Notice::Outdated => {
            keeper.health.replace(Health::Newer);
            keeper.say(state::NEWER, true);
        }
        Notice::Closed => reopen(&keeper),
    }
    if let Some(ctx) = (keeper.desk)() {
        keeper.report(&ctx.store.session);
    }
}

/// Opens storage anew after the connection has died, and writes what is not in it.
pub fn reopen(keeper: &Rc<Keeper>) {
    // Several writes may hear of it.
    if !keeper.is_usable() {
        return;
    }
    let before = keeper.health.replace(Health::Opening);
    keeper.reopened.set(true);
    keeper.note_torn(true);
    let keeper = Rc::clone(keeper);
    spawn_local(async move {
        let health = open(&keeper).await;
        let database = keeper.database.borrow().clone();
        let read = match &database {
            Some(database) => heads(database, health == Health::Good).await,
            None => Err(Fault::Dead),
        };
        let read = match (health, read) {
            (Health::Good, read) => read,
            (Health::Absent(fault), _) => Err(fault),
            (health, _) => {
                keeper.health.replace(health);
                keeper.say(state::NEWER, true);
                return;
            }
        };
        // What failed before is saved again only once all of it is.
        keeper.health.replace(before);
        let heads = match read {
            Ok(heads) => heads,
            // The connection counts as dead: the next try opens it anew.
            Err(_) => return keeper.fail(Fault::Dead),
        };
        let has = |key: &str| heads.iter().any(|head| head.key == key);
        let missing = keeper.heads.borrow().keys().any(|key| !has(key));
        for keeping in keeper.keepings.borrow_mut().values_mut() {
            let there = has(&keeping.key);
            keeping.begin_again(there);
        }
        // What the page remembers beside the database may be gone with it.
        keeper.remembered.take();
        keeper.note_all(heads);
        keeper.recover();
        if let Some(ctx) = (keeper.desk)() {
            follow(&ctx.store.session);
        }
        if missing {
            keeper.say(state::CLEARED, true);
        }
    });
}

/// What is known of every stored document. What cannot be read of it is made anew from
/// the document itself.
async fn heads(database: &Database, writes: bool) -> Result<Vec<Head>, Fault> {
    let mut heads = Vec::new();
    for record in database.all(DOCUMENTS).await? {
        match load::head(&record) {
            Ok(head) => heads.push(head),
            Err(damage) => {
                let key = Reflect::get(&record, &"key".into()).ok();
                let Some(key) = key.and_then(|key| key.as_string()) else {
                    continue;
                };
                let known = match &damage {
                    // What it says is shown as far as it means the same here.
                    Damage::Newer(_) => database::read(&record),
                    _ => None,
                };
                let mut head = match known {
                    Some(head) => head,
                    None => head_anew(database, &key).await,
                };
                if let Damage::Newer(schema) = damage {
                    head.schema = schema;
                } else if writes {
                    let mut writes = load::setting_aside(&[load::damaged_head(&key, record)]);
                    writes.push(Write::Put(DOCUMENTS, database::record(&head)));
                    // If it is not kept, it is made again the next time.
                    let _ = database.write(&writes).await;
                }
                heads.push(head);
            }
        }
    }
    Ok(heads)
}

async fn head_anew(database: &Database, key: &str) -> Head {
    let now = chance::now().as_str().to_owned();
    let replayed = load(database, key, None).await.ok().map(|loaded| loaded.replayed);
    let project = replayed.as_ref().map(|replayed| replayed.history.present());
    Head {
        schema: SCHEMA,
        key: key.to_owned(),
        revision: replayed.as_ref().map_or(0, |replayed| replayed.revision),
        order: 0,
        heading: project.map_or(key, |project| project.document.heading()).to_owned(),
        annotations: project.map_or(0, |project| project.markup.annotations.len() as u32),
        bytes: project.map_or(0, |project| project.document.text.as_str().len() as u32),
        created: now.clone(),
        changed: now,
        downloaded: None,
        deleted: None,
    }
}

/// Opens again what was open.
async fn restore(keeper: &Rc<Keeper>, health: Health) {
    let database = keeper.database.borrow().clone();
    let heads = match &database {
        Some(database) => heads(database, health == Health::Good).await,
        None => Ok(Vec::new()),
    };
    let sentinel: Option<Sentinel> = Memory::Site.get(SENTINEL);
    let heads = match heads {
        Ok(heads) => heads,
        Err(fault) => {
            keeper.lost.set(true);
            keeper.health.replace(health);
            return keeper.say(&state::unreadable(&fault), true);
        }
    };
    let stored = sentinel.as_ref().is_some_and(|sentinel| sentinel.count > 0);
    let lost = database.is_some() && heads.is_empty() && stored;
    let open = wanted(&heads, &sentinel.unwrap_or_default());
    keeper.note_all(heads);
    keeper.health.replace(health);
    keeper.lost.set(lost);
    if lost {
        return keeper.say(state::MISSING, true);
    }
    let failed = opening::failed().and_then(|key| keeper.heads.borrow().get(&key).cloned());
    if let Some(failed) = failed.filter(|head| head.deleted.is_none()) {
        return keeper.say(&state::not_opened(&short(&failed.heading, 80)), true);
    }
    if !open.keys.is_empty() {
        open_again(keeper, &open).await;
    }
}

/// What to open: what this tab had open; in a new tab what was open last.
fn wanted(heads: &[Head], sentinel: &Sentinel) -> Open {
    let open: Option<Open> = Memory::Tab.get(STORED).or_else(|| Memory::Site.get(STORED));
    let mut open = open.unwrap_or_default();
    let shown = open.shown.and_then(|shown| open.keys.get(shown as usize)).cloned();
    // What was not stored yet when the page was closed, or is deleted since, is not missing.
    open.keys
        .retain(|key| heads.iter().any(|head| head.key == *key && head.deleted.is_none()));
    let place = |keys: &[String], wanted: &str| keys.iter().position(|key| key == wanted).map(|place| place as u32);
    open.shown = shown
        .and_then(|shown| place(&open.keys, &shown))
        .or(open.shown.map(|_| 0));
    // The browser was ended before it had noted the last change: that is gone on with.
    let there = heads.iter().filter(|head| head.deleted.is_none());
    let last = there.max_by_key(|head| head.order);
    if let Some(last) = last.filter(|last| last.order > sentinel.order) {
        if place(&open.keys, &last.key).is_none() {
            open.keys.push(last.key.clone());
        }
        open.shown = place(&open.keys, &last.key);
    }
    open
}

/// Opens stored documents: in front, or behind what is being done already.
pub async fn open_again(keeper: &Rc<Keeper>, open: &Open) {
    let sizes = |key: &String| keeper.heads.borrow().get(key).map_or(0, |head| head.bytes);
    let all: u32 = open.keys.iter().map(sizes).fold(0, u32::saturating_add);
    let shown = open.shown.map(|shown| shown as usize);
    let only = shown.filter(|_| all > ALL_AGAIN);
    let (mut stored, mut place, mut troubles) = (Vec::new(), None, Vec::new());
    for (number, key) in open.keys.iter().enumerate() {
        let deleted = keeper
            .heads
            .borrow()
            .get(key)
            .is_some_and(|head| head.deleted.is_some());
        if deleted || only.is_some_and(|only| only != number) {
            continue;
        }
        opening::note(key);
        match bring(keeper, key).await {
            Ok((document, trouble)) => {
                if shown == Some(number) {
                    place = Some(stored.len());
                }
                troubles.extend(trouble);
                stored.push(document);
            }
            Err(trouble) => troubles.push(trouble),
        }
    }
    let Some(ctx) = (keeper.desk)() else { return };
    if !stored.is_empty() {
        // Whoever was quicker than this goes on with what they have begun.
        let busy = ctx.store.session.count() > 0 || draft::is_begun();
        let shown = place.or(shown.map(|_| 0)).filter(|_| !busy);
        let words = restored(&stored, shown);
        if let Some(key) = shown.and_then(|shown| stored[shown].key.as_deref()) {
            opening::note(key);
        }
        ctx.store.dispatch(Action::Restore { stored, shown, words });
    }
    if !troubles.is_empty() {
        ctx.store.dispatch(Action::Fail(troubles.join(" ")));
    }
    opening::forget_later();
}

pub fn restored(stored: &[Stored], shown: Option<usize>) -> String {
    let annotations = |stored: &Stored| stored.history.present().markup.annotations.len();
    match (shown.and_then(|shown| stored.get(shown)), stored.len()) {
        (Some(document), 1) => format!("Restored, {}.", counted(annotations(document), "annotation")),
        (Some(document), all) => {
            let marks = counted(annotations(document), "annotation");
            format!("Restored, {marks}. {} are open.", counted(all, "document"))
        }
        (None, all) => format!("Restored: {} open.", counted(all, "document")),
    }
}

/// Reads a stored document, with what is to be said of it; the reason if it cannot be
/// opened.
pub async fn bring(keeper: &Rc<Keeper>, key: &str) -> Result<(Stored, Option<String>), String> {
    let head = keeper.heads.borrow().get(key).cloned();
    let name = head
        .as_ref()
        .map_or_else(|| key.to_owned(), |head| head.heading.clone());
    let Some(database) = keeper.database.borrow().clone() else {
        return Err(format!("“{name}” cannot be read now."));
    };
    let loaded = load(&database, key, head.as_ref().and_then(|head| head.downloaded)).await;
    let mut loaded = match loaded {
        Ok(loaded) => loaded,
        Err(Unloaded::Fault(fault)) => return Err(format!("“{name}” could not be read: {fault}.")),
        Err(Unloaded::Newer) => {
            return Err(format!(
                "“{name}” was stored by a newer version of Gloss. Reload the page to get that version."
            ));
        }
        Err(Unloaded::Damaged(damaged)) if damaged.is_empty() => {
            return Err(format!(
                "“{name}” was deleted for good: nothing of it is stored any more."
            ));
        }
        Err(Unloaded::Damaged(damaged)) => {
            if keeper.writable().is_some() {
                let _ = database.write(&load::setting_aside(&damaged)).await;
            }
            return Err(format!(
                "What is stored of “{name}” is damaged and was kept aside. Open your last download of it."
            ));
        }
    };
    let listed_by_newer = head.as_ref().is_some_and(Head::is_newer);
    // The last steps cannot be told from none but by what the list says.
    let last = head.map_or(0, |head| head.revision);
    if !loaded.newer {
        let missing = loaded.replayed.revision + 1..=last;
        loaded.replayed.lost.extend(missing.map(|revision| (revision, None)));
        loaded.replayed.revision = loaded.replayed.revision.max(last);
    }
    let trouble = trouble(&loaded, &name);
    let newer = loaded.newer || listed_by_newer || *keeper.health.borrow() == Health::Newer;
    if !newer {
        renew(keeper, &database, key, &mut loaded);
    }
    let replayed = loaded.replayed;
    let stored = Stored {
        key: Some(key.into()),
        history: replayed.history,
        revision: replayed.revision,
        downloaded: replayed.then,
        only_read: newer.then_some(OnlyRead::Newer),
    };
    Ok((stored, trouble))
}

fn trouble(loaded: &Loaded, name: &str) -> Option<String> {
    if loaded.newer {
        return Some(format!(
            "A newer version of Gloss has changed “{name}”. It is shown as this version can read it, and nothing is written to it."
        ));
    }
    let lost = loaded.replayed.lost.len();
    if lost > 0 {
        let steps = counted(loaded.steps.max(lost), "stored step");
        let verb = if lost == 1 { "is" } else { "are" };
        return Some(format!(
            "{} of {steps} of “{name}” {verb} damaged, and left out. All others are here; look whether something is missing.",
            grouped(lost)
        ));
    }
    let words = format!("The latest copy of “{name}” is damaged: an earlier one was used, with all steps since.");
    (!loaded.damaged.is_empty()).then_some(words)
}

/// Makes a new base where many steps follow on the last one, or something was damaged,
/// which is kept aside then.
fn renew(keeper: &Rc<Keeper>, database: &Database, key: &str, loaded: &mut Loaded) {
    let damaged = std::mem::take(&mut loaded.damaged);
    let whole = damaged.is_empty() && loaded.replayed.lost.is_empty();
    if keeper.writable().is_none() || whole && loaded.steps <= LONG {
        return;
    }
    let (keeper, database, key) = (Rc::clone(keeper), database.clone(), key.to_owned());
    let (base, last) = (loaded.base, loaded.replayed.revision);
    let present = loaded.replayed.history.present().clone();
    spawn_local(async move {
        let mut writes = load::setting_aside(&damaged);
        let made = match whole {
            true => earlier(&keeper, &database, &key, base, last - UNDO as u32).await,
            false => Some((last, present)),
        };
        if let Some((revision, project)) = made {
            writes.push(load::basing(&key, revision, project).await);
        }
        // If it is not kept, it is made again the next time.
        let _ = database.write(&writes).await;
    });
}

/// A document as it was at a revision after a base.
pub async fn earlier(
    keeper: &Keeper,
    database: &Database,
    key: &str,
    base: u32,
    revision: u32,
) -> Option<(u32, Project)> {
    let record = database.get(BASES, &database::key(key, base)).await.ok()??;
    let project = load::project(&record).await.ok()?;
    let mut entries = keeper.steps(key, base).await.ok()?;
    entries.retain(|entry| entry.revision <= revision);
    let replayed = replay(project, base, &entries, None);
    Some((replayed.revision, replayed.history.present().clone()))
}
