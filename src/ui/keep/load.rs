//! A document from its records.

use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::stores::{BASES, QUARANTINE, STEPS};
use crate::dom::database::{self, Database, Fault, Write};
use crate::dom::{chance, motion};
use crate::model::format::incoming::{Incoming, Opening};
use crate::model::ledger::{Base, Damage, Entry, Replayed, replay};
use crate::model::project::Project;
use crate::ui::open::SLICE;

/// A document as it was stored.
#[derive(Debug)]
pub struct Loaded {
    /// The document with its history.
    pub replayed: Replayed,
    /// The revision of the base from which it was made.
    pub base: u32,
    /// How many steps follow on that base.
    pub steps: usize,
    /// Whether a record was damaged and is kept aside now.
    pub damaged: bool,
}

/// Why a document cannot be opened.
#[derive(Debug)]
pub enum Unloaded {
    /// Storage cannot be read.
    Fault(Fault),
    /// None of its bases is good.
    Damaged,
    /// A newer Gloss wrote it.
    Newer,
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
pub async fn load(database: &Database, key: &str, then: Option<u32>) -> Result<Loaded, Unloaded> {
    let bases = database.since(BASES, key, 0).await.map_err(Unloaded::Fault)?;
    let mut aside = Vec::new();
    let mut newer = false;
    for record in bases.iter().rev() {
        let (revision, project) = match project(record).await {
            Ok(read) => read,
            Err(Damage::Newer(_)) => {
                newer = true;
                continue;
            }
            Err(damage) => {
                aside.push((BASES.name, record.clone(), format!("{damage:?}")));
                continue;
            }
        };
        let records = database
            .since(STEPS, key, revision + 1)
            .await
            .map_err(Unloaded::Fault)?;
        let steps = records.len();
        let (entries, unread): (Vec<_>, Vec<_>) = records.iter().partition(|record| is_entry(record));
        let entries: Vec<Entry> = entries.into_iter().filter_map(database::read).collect();
        let replayed = replay(project, revision, &entries, then);
        for record in unread {
            aside.push((STEPS.name, record.clone(), "not a step".to_owned()));
        }
        for (revision, damage) in &replayed.lost {
            if let (Some(damage), Some(record)) = (damage, records.iter().find(|record| at(record) == Some(*revision)))
            {
                newer |= matches!(damage, Damage::Newer(_));
                aside.push((STEPS.name, record.clone(), format!("{damage:?}")));
            }
        }
        if newer {
            // What was kept of a newer Gloss is not damaged, and nothing is to be written.
            return Err(Unloaded::Newer);
        }
        let damaged = !aside.is_empty() || !replayed.lost.is_empty();
        set_aside(database, aside);
        let base = revision;
        return Ok(Loaded {
            replayed,
            base,
            steps,
            damaged,
        });
    }
    set_aside(database, aside);
    Err(if newer { Unloaded::Newer } else { Unloaded::Damaged })
}

/// Keeps records aside that could not be read.
fn set_aside(database: &Database, records: Vec<(&'static str, JsValue, String)>) {
    let at = chance::now().as_str().to_owned();
    let write = |(store, record, why): (_, _, _)| {
        let at = at.clone();
        let aside = Aside { store, why, at, record };
        Write::Put(QUARANTINE, database::record(&aside))
    };
    let writes: Vec<_> = records.into_iter().map(write).collect();
    if !writes.is_empty() {
        let kept = database.write(&writes);
        wasm_bindgen_futures::spawn_local(async move {
            let _ = kept.await;
        });
    }
}

fn is_entry(record: &JsValue) -> bool {
    database::read::<Entry>(record).is_some()
}

/// The revision of a record, whatever else is wrong with it.
fn at(record: &JsValue) -> Option<u32> {
    let revision = Reflect::get(record, &"revision".into()).ok()?.as_f64()?;
    Some(revision as u32)
}

/// The document that a base holds. The page answers while a large one is read.
pub async fn project(record: &JsValue) -> Result<(u32, Project), Damage> {
    let base: Base = database::read(record).ok_or_else(|| Damage::Unreadable("not a base".to_owned()))?;
    let revision = base.revision;
    let unreadable = |refusal: &dyn std::fmt::Display| Damage::Unreadable(refusal.to_string());
    let mut opening = Opening::begin("base.json", base.into_file()?).map_err(|refusal| unreadable(&refusal))?;
    let mut since = chance::milliseconds();
    loop {
        match opening.step(STEP) {
            Some(Ok(Incoming::Project(project, _))) => return Ok((revision, project)),
            Some(Ok(Incoming::Text(_))) => return Err(unreadable(&"not a file of Gloss")),
            Some(Err(refusal)) => return Err(unreadable(&refusal)),
            None => {}
        }
        if chance::milliseconds() - since > SLICE {
            motion::breathe().await;
            since = chance::milliseconds();
        }
    }
}
