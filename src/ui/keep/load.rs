//! A document from its records.

use js_sys::{Array, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::saving;
use super::stores::{BASES, DOCUMENTS, QUARANTINE, STEPS};
use crate::dom::chance;
use crate::dom::database::{self, Database, Fault, Store, Write};
use crate::model::format::incoming::{Incoming, Opening, Refusal};
use crate::model::format::problem::Error;
use crate::model::ledger::record::SCHEMA;
use crate::model::ledger::{Base, Damage, Entry, Head, Replayed, replay};
use crate::model::project::Project;
use crate::ui::open::Slice;

/// A document as it was stored.
#[derive(Debug)]
pub struct Loaded {
    /// The document with its history.
    pub replayed: Replayed,
    /// The revision of the base from which it was made.
    pub base: u32,
    /// How many steps follow on that base.
    pub steps: usize,
    /// Whether a newer Gloss wrote some of it, which is left out.
    pub newer: bool,
    /// The records that were damaged.
    pub damaged: Vec<Damaged>,
}

/// Why a document cannot be opened.
#[derive(Debug)]
pub enum Unloaded {
    /// Storage cannot be read.
    Fault(Fault),
    /// None of its bases is good.
    Damaged(Vec<Damaged>),
    /// A newer Gloss wrote it.
    Newer,
}

/// A record that cannot be used.
#[derive(Debug)]
pub struct Damaged {
    store: &'static Store,
    key: JsValue,
    record: JsValue,
    why: Damage,
}

/// How many bytes are read between two looks at the clock.
const STEP: usize = 64_000;

/// A record that could not be used, kept for whoever can make something of it.
#[derive(Serialize)]
struct Aside {
    store: &'static str,
    why: String,
    at: String,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    record: JsValue,
}

/// Reads a document from its latest good base and the steps since. `then` is the
/// revision at which a file was downloaded.
///
/// # Errors
/// Every [`Unloaded`].
pub async fn load(database: &Database, key: &str, then: Option<u32>) -> Result<Loaded, Unloaded> {
    let mut revisions = database.revisions(BASES, key).await.map_err(Unloaded::Fault)?;
    let (mut damaged, mut newer) = (Vec::new(), false);
    while let Some(revision) = revisions.pop() {
        let at = database::key(key, revision);
        let Some(record) = database.get(BASES, &at).await.map_err(Unloaded::Fault)? else {
            continue;
        };
        match project(&record).await {
            Ok(project) => {
                let since = database.since(STEPS, key, revision + 1).await;
                let mut loaded = follow(project, key, revision, &since.map_err(Unloaded::Fault)?, then);
                loaded.newer |= newer;
                loaded.damaged.append(&mut damaged);
                return Ok(loaded);
            }
            Err(Damage::Newer(_)) => newer = true,
            Err(why) => damaged.push(Damaged {
                store: BASES,
                key: at,
                record,
                why,
            }),
        }
    }
    Err(if newer {
        Unloaded::Newer
    } else {
        Unloaded::Damaged(damaged)
    })
}

/// The document after the steps that follow on its base.
fn follow(project: Project, key: &str, base: u32, records: &[JsValue], then: Option<u32>) -> Loaded {
    let (mut entries, mut damaged) = (Vec::new(), Vec::new());
    let mut newer = false;
    for record in records {
        match entry(record) {
            Ok(entry) => entries.push(entry),
            // Nobody knows what it did, nor what those did that follow on it.
            Err(Damage::Newer(_)) => {
                newer = true;
                break;
            }
            Err(why) => damaged.push((at(record), why)),
        }
    }
    let mut replayed = replay(project, base, &entries, then);
    // A step that cannot be read is no missing one.
    let is_there = |revision: u32| damaged.iter().any(|(at, _)| *at == revision);
    replayed.lost.retain(|(revision, _)| !is_there(*revision));
    for (revision, why) in damaged {
        replayed.revision = replayed.revision.max(revision);
        replayed.lost.push((revision, Some(why)));
    }
    let mut damaged = Vec::new();
    for (revision, why) in &replayed.lost {
        let record = records.iter().find(|record| at(record) == *revision);
        match (why, record) {
            (Some(Damage::Newer(_)), _) => newer = true,
            (Some(why), Some(record)) => damaged.push(Damaged {
                store: STEPS,
                key: database::key(key, *revision),
                record: record.clone(),
                why: why.clone(),
            }),
            _ => {}
        }
    }
    replayed.lost.retain(|(_, why)| !matches!(why, Some(Damage::Newer(_))));
    Loaded {
        replayed,
        base,
        steps: records.len(),
        newer,
        damaged,
    }
}

/// A head, if it is one of this version or an older one.
///
/// # Errors
/// [`Damage::Newer`] and [`Damage::Unreadable`].
pub fn head(record: &JsValue) -> Result<Head, Damage> {
    of_these_rules(record)?;
    database::read(record).ok_or_else(|| Damage::Unreadable("not a head".to_owned()))
}

/// A step, if it is one of this version or an older one.
///
/// # Errors
/// [`Damage::Newer`] and [`Damage::Unreadable`].
pub fn entry(record: &JsValue) -> Result<Entry, Damage> {
    of_these_rules(record)?;
    database::read(record).ok_or_else(|| Damage::Unreadable("not a step".to_owned()))
}

/// What is newer is told from what is damaged before anything else is looked at.
fn of_these_rules(record: &JsValue) -> Result<(), Damage> {
    let schema = number(record, "schema").unwrap_or_default();
    if schema > SCHEMA {
        return Err(Damage::Newer(schema));
    }
    Ok(())
}

fn number(record: &JsValue, field: &str) -> Option<u32> {
    let number = Reflect::get(record, &field.into()).ok()?.as_f64()?;
    Some(number as u32)
}

/// The revision of a record, whatever else is wrong with it.
pub fn at(record: &JsValue) -> u32 {
    number(record, "revision").unwrap_or_default()
}

/// What keeps records aside that cannot be used. Where they stand they stay, too, until
/// something better comes there.
pub fn setting_aside(damaged: &[Damaged]) -> Vec<Write> {
    let at = chance::now().as_str().to_owned();
    let write = |damaged: &Damaged| {
        let aside = Aside {
            store: damaged.store.name,
            why: format!("{:?}", damaged.why),
            at: at.clone(),
            record: damaged.record.clone(),
        };
        // Always under the same name: to open it again adds nothing.
        let name = Array::of2(&damaged.store.name.into(), &damaged.key);
        Write::PutUnder(QUARANTINE, name.into(), database::record(&aside))
    };
    damaged.iter().map(write).collect()
}

/// What makes a new base of a document.
pub async fn basing(key: &str, revision: u32, project: Project) -> Write {
    let file = saving::file(project).await;
    Write::Put(BASES, database::record(&Base::new(key, revision, file)))
}

/// A head that cannot be read, to be kept aside.
pub fn damaged_head(key: &str, record: JsValue) -> Damaged {
    Damaged {
        store: DOCUMENTS,
        key: key.into(),
        record,
        why: Damage::Unreadable("not a head".to_owned()),
    }
}

/// The document that a base holds. The page answers while a large one is read.
///
/// # Errors
/// Every [`Damage`].
pub async fn project(record: &JsValue) -> Result<Project, Damage> {
    of_these_rules(record)?;
    let base: Base = database::read(record).ok_or_else(|| Damage::Unreadable("not a base".to_owned()))?;
    let unreadable = |refusal: &dyn std::fmt::Display| Damage::Unreadable(refusal.to_string());
    let mut opening = Opening::begin("base.json", base.into_file()?).map_err(|refusal| unreadable(&refusal))?;
    let mut slice = Slice::begin();
    loop {
        match opening.step(STEP) {
            Some(Ok(Incoming::Project(project, _))) => return Ok(project),
            Some(Ok(Incoming::Text(_))) => return Err(unreadable(&"not a file of Gloss")),
            Some(Err(Refusal::Gloss(Error::Newer { version }))) => return Err(Damage::Newer(version)),
            Some(Err(refusal)) => return Err(unreadable(&refusal)),
            None => {}
        }
        slice.rest().await;
    }
}
