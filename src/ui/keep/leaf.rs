//! A new leaf of the browser's log, after a write that failed.
//!
//! Chromium keeps the database in LevelDB, which writes each change to the end of a log
//! first. A full disk tears the last record of that log; once there is room, Chromium
//! opens the log anew, writes on behind the tear and says of everything that it is
//! complete. At the next start of the browser LevelDB stops at the tear, and Chromium,
//! which takes the database for damaged, empties it (seen in Chromium 156; see
//! `tests/e2e/kills/full-disk.ts`). LevelDB begins another log, and lets go of the old
//! one, when that holds more than its write buffer: so that much is written and taken
//! out again before anything counts as saved. Other browsers lose nothing by it.

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::JsValue;

use super::stores::QUARANTINE;
use crate::dom::chance;
use crate::dom::database::{self, Database, Fault, Write};

/// How many bytes a record has. Chromium puts those above 64 kB into files of their own.
const RECORD: usize = 32_000;

/// How many records are written in one transaction, and how many times. All of them are
/// 6 MB; LevelDB's write buffer is 4 MB (`write_buffer_size` in its `options.h`).
const RECORDS: usize = 24;
const TIMES: usize = 8;

/// Under which name. Records that are kept aside have the names of stores.
const NAME: &str = "leaf";

/// Turns it.
///
/// # Errors
/// Whatever keeps the browser from writing: there is still no room, say.
pub async fn turn(database: &Database) -> Result<(), Fault> {
    #[derive(Serialize)]
    struct Leaf {
        // Chromium packs what can be packed.
        #[serde(with = "serde_bytes")]
        noise: Vec<u8>,
    }
    let noise = chance::noise(RECORD);
    let record = database::record(&Leaf { noise });
    let under = |number: usize| Array::of2(&NAME.into(), &(number as u32).into()).into();
    let mut writes: Vec<_> = (0..RECORDS)
        .map(|number| Write::PutUnder(QUARANTINE, under(number), record.clone()))
        .collect();
    let all: JsValue = Array::of1(&NAME.into()).into();
    writes.push(Write::Clear(QUARANTINE, all));
    for _ in 0..TIMES {
        database.write(&writes).await?;
    }
    Ok(())
}
