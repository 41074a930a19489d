//! The beginning: storage is opened, and what was open last is opened again.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::files::warm;
use super::keeper::{Keeper, MEMORY, Open, Sentinel, flush, follow, install, keeper};
use super::load::{Loaded, Unloaded, load};
use super::state::{self, Health};
use super::stores::{ALL, BASES, DOCUMENTS, NAME, VERSION};
use super::turns;
use crate::dom::database::{self, Database, Fault, Notice, Write};
use crate::dom::tabs::Memory;
use crate::dom::{chance, page};
use crate::model::format::gloss;
use crate::model::intake::{counted, grouped};
use crate::model::ledger::record::SCHEMA;
use crate::model::ledger::{Base, Head, replay};
use crate::model::project::Project;
use crate::model::session::Action;
use crate::model::work::Stored;
use crate::ui::later::{Desk, Kept};

/// How long after the start the browser has time for what may come, in milliseconds.
const AFTER_START: u32 = 100;

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
    for (target, event) in [
        (page::window().into(), "pagehide"),
        (
            AsRef::<web_sys::EventTarget>::as_ref(&page::document()).clone(),
            "visibilitychange",
        ),
    ] {
        let target: web_sys::EventTarget = target;
        EventListener::new(&target, event, |_| flush()).forget();
    }
    spawn_local(async move {
        let health = match connect().await {
            Ok(database) => {
                keeper.database.replace(Some(database));
                Health::Good
            }
            Err(Fault::Newer) => {
                // As it is, to read what can be read.
                if let Ok(database) = Database::open(NAME, None, &[], notice).await {
                    keeper
                        .database
                        .replace(Some(database).filter(|database| database.has(DOCUMENTS)));
                }
                Health::Newer
            }
            Err(fault) => Health::Absent(fault),
        };
        let words = match &health {
            Health::Absent(fault) => Some(state::absent(fault)),
            Health::Newer => Some(state::NEWER.to_owned()),
            _ => None,
        };
        restore(&keeper, health).await;
        keeper.restoring.set(false);
        Timeout::new(AFTER_START, warm).forget();
        if let Some(words) = words {
            keeper.say(&words, true);
        }
        if let Some(ctx) = (keeper.desk)() {
            follow(&ctx.store.session);
        }
    });
}

async fn connect() -> Result<Database, Fault> {
    Database::open(NAME, Some(VERSION), &ALL, notice).await
}

/// What happens to the connection while it is open.
fn notice(notice: Notice) {
    let Some(keeper) = keeper() else { return };
    match notice {
        Notice::Blocked => keeper.say(
            "An older version of Gloss is open in another tab and keeps the storage busy. Close that tab; until then nothing is saved here.",
            true,
        ),
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
    if keeper.health.replace(Health::Opening) == Health::Opening {
        return;
    }
    let keeper = Rc::clone(keeper);
    spawn_local(async move {
        let database = match connect().await {
            Ok(database) => database,
            Err(fault) => {
                keeper.health.replace(Health::Absent(fault.clone()));
                keeper.say(&state::absent(&fault), true);
                return;
            }
        };
        let heads = heads(&database).await.unwrap_or_default();
        let had = keeper.heads.borrow().len();
        let missing = heads.len() < had;
        keeper.rewrite(&|key| heads.iter().any(|head| head.key == key));
        keeper
            .heads
            .replace(heads.into_iter().map(|head| (head.key.clone(), head)).collect());
        keeper.database.replace(Some(database));
        keeper.health.replace(Health::Good);
        if let Some(ctx) = (keeper.desk)() {
            follow(&ctx.store.session);
        }
        if missing {
            keeper.say(
                "The browser's storage was cleared. What is open in this tab is being saved in it again; documents that were not open are gone from it.",
                true,
            );
        }
    });
}

/// What is known of every stored document. A record that cannot be read is made anew
/// from the document itself.
async fn heads(database: &Database) -> Result<Vec<Head>, Fault> {
    let mut heads = Vec::new();
    for record in database.all(DOCUMENTS).await? {
        match database::read::<Head>(&record) {
            Some(head) => heads.push(head),
            None => heads.extend(head_anew(database, &record).await),
        }
    }
    Ok(heads)
}

async fn head_anew(database: &Database, record: &JsValue) -> Option<Head> {
    let key = Reflect::get(record, &"key".into()).ok()?.as_string()?;
    let replayed = load(database, &key, None).await.ok()?.replayed;
    let project = replayed.history.present();
    let now = chance::now().as_str().to_owned();
    Some(Head {
        schema: SCHEMA,
        revision: replayed.revision,
        order: 0,
        heading: project.document.heading().to_owned(),
        annotations: project.markup.annotations.len() as u32,
        bytes: project.document.text.as_str().len() as u32,
        created: now.clone(),
        changed: now,
        downloaded: None,
        deleted: None,
        key,
    })
}

/// Opens again what was open.
async fn restore(keeper: &Rc<Keeper>, health: Health) {
    let database = keeper.database.borrow().clone();
    let Some(database) = database else {
        keeper.health.replace(health);
        return;
    };
    let heads = heads(&database).await.unwrap_or_default();
    let sentinel: Option<Sentinel> = Memory::Site.get(MEMORY);
    let lost = heads.is_empty() && sentinel.as_ref().is_some_and(|sentinel| sentinel.count > 0);
    let open = wanted(&heads, sentinel);
    keeper
        .heads
        .replace(heads.into_iter().map(|head| (head.key.clone(), head)).collect());
    keeper.health.replace(health);
    if lost {
        return keeper.say(
            "The work that was stored in this browser is missing: its storage was emptied or damaged. Open your last download to go on.",
            true,
        );
    }
    // Whoever was quicker than this goes on with what they have begun.
    let busy = (keeper.desk)().is_none_or(|ctx| ctx.store.session.count() > 0 || page::has_words("article-text"));
    if !busy && !open.keys.is_empty() {
        open_again(keeper, &open).await;
    }
}

/// What to open: what this tab had open; in a new tab what was open last.
fn wanted(heads: &[Head], sentinel: Option<Sentinel>) -> Open {
    if let Some(open) = Memory::Tab.get::<Open>(MEMORY) {
        return open;
    }
    let sentinel = sentinel.unwrap_or_default();
    let there = heads.iter().filter(|head| head.deleted.is_none());
    match there.max_by_key(|head| head.order) {
        // The browser crashed before it wrote down what was open.
        Some(last) if last.order > sentinel.order => Open {
            keys: vec![last.key.clone()],
            shown: Some(0),
        },
        _ => sentinel.open,
    }
}

/// Opens stored documents.
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
        let shown = place.or(shown.map(|_| 0));
        let words = restored(&stored, shown);
        ctx.store.dispatch(Action::Restore { stored, shown, words });
    }
    if !troubles.is_empty() {
        ctx.store.dispatch(Action::Fail(troubles.join(" ")));
    }
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
    let loaded = load(&database, key, head.and_then(|head| head.downloaded)).await;
    let loaded = loaded.map_err(|unloaded| match unloaded {
        Unloaded::Fault(fault) => format!("“{name}” could not be read: {fault}."),
        Unloaded::Damaged => {
            format!("What is stored of “{name}” is damaged and was kept aside. Open your last download of it.")
        }
        Unloaded::Newer => {
            format!("“{name}” was stored by a newer version of Gloss. Reload the page to get that version.")
        }
    })?;
    let trouble = trouble(&loaded, &name);
    renew(keeper, &database, key, &loaded);
    let replayed = loaded.replayed;
    let stored = Stored {
        key: Some(key.into()),
        history: replayed.history,
        revision: replayed.revision,
        downloaded: replayed.then,
    };
    Ok((stored, trouble))
}

fn trouble(loaded: &Loaded, name: &str) -> Option<String> {
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
    loaded.damaged.then_some(words)
}

/// Makes a new base where many steps follow on the last one, or something was damaged.
fn renew(keeper: &Rc<Keeper>, database: &Database, key: &str, loaded: &Loaded) {
    if keeper.writable().is_none() || loaded.steps <= LONG && !loaded.damaged {
        return;
    }
    let (keeper, database, key) = (Rc::clone(keeper), database.clone(), key.to_owned());
    let (base, last, damaged) = (loaded.base, loaded.replayed.revision, loaded.damaged);
    let present = loaded.replayed.history.present().clone();
    spawn_local(async move {
        let made: Option<(u32, Project)> = if damaged {
            Some((last, present))
        } else {
            earlier(&keeper, &database, &key, base, last - UNDO as u32).await
        };
        let Some((revision, project)) = made else { return };
        let file = gloss::write(&project).into_bytes();
        let record = database::record(&Base::new(&key, revision, file));
        let _ = database.write(&[Write::Put(BASES, record)]).await;
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
    let record = database.since(BASES, key, base).await.ok()?;
    let (base, project) = super::load::project(record.first()?).await.ok()?;
    let mut entries = keeper.steps(key, base).await.ok()?;
    entries.retain(|entry| entry.revision <= revision);
    let replayed = replay(project, base, &entries, None);
    Some((replayed.revision, replayed.history.present().clone()))
}
