//! The browser's database (IndexedDB): records, in transactions that are kept or not.
//!
//! A write is kept only once its transaction is complete: a request's own success
//! says nothing, since a full disk can end the transaction after it (Indexed Database
//! API 3.0, section 2.7.1). All requests of a write are made at once and the
//! transaction is committed by itself, so that one that begins as the page is closed
//! is carried out all the same.

use std::fmt;

use js_sys::{Array, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

use super::page::window;

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions say how durable they are: web-sys has that among
    /// its unstable interfaces.
    type Durable;

    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Durable, stores: &JsValue, mode: &str, options: &JsValue) -> Result<IdbTransaction, JsValue>;

    /// A transaction, for `commit`, which web-sys deprecates without saying why.
    type Committed;

    #[wasm_bindgen(method, catch)]
    fn commit(this: &Committed) -> Result<(), JsValue>;
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Database(IdbDatabase);

/// A store of records, and where in a record its key stands.
#[derive(Clone, Copy, Debug)]
pub struct Store {
    /// Its name.
    pub name: &'static str,
    /// The fields of the key; with none the database counts.
    pub key: &'static [&'static str],
}

/// One request of a transaction.
#[derive(Clone, Debug)]
pub enum Write {
    /// Puts a record in, in place of one of the same key.
    Put(&'static Store, JsValue),
    /// Puts a record in if there is none of its key; else the transaction is undone.
    Add(&'static Store, JsValue),
    /// Puts a record in a store whose records have no key in them, under this key.
    PutUnder(&'static Store, JsValue, JsValue),
    /// Takes all records of a document out.
    Clear(&'static Store, JsValue),
    /// Looks whether there is any record of a document. If there is none, the rest is
    /// made all the same, and [`Fault::Gone`] tells of it: to look first and then go on
    /// would take a page that is not about to be closed.
    Expect(&'static Store, JsValue),
}

/// Why something could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room: the browser's quota, or the disk.
    Full,
    /// A record of this key is there already.
    Taken,
    /// What was written belongs to something that is there no more.
    Gone,
    /// The connection is dead, and with it what was on its way: the site's data was
    /// cleared, or the browser gave up.
    Dead,
    /// A newer Gloss has changed the database.
    Newer,
    /// Storage is blocked or broken, as the browser says it.
    Refused(String),
}

/// What ends or hinders a connection while it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An older Gloss in another tab keeps the database as it is.
    Blocked,
    /// A newer Gloss wants to change the database: the connection was closed for it.
    Outdated,
    /// The connection was closed: by the browser, or since the database is deleted.
    Closed,
}

impl Database {
    /// Opens a database, with these stores if it is new. With `None` as version it is
    /// opened as it is.
    ///
    /// # Errors
    /// [`Fault::Newer`] if its version is higher; [`Fault::Refused`] if there is no
    /// storage here.
    pub async fn open(
        name: &str,
        version: Option<u32>,
        stores: &'static [Store],
        notice: impl Fn(Notice) + Clone + 'static,
    ) -> Result<Self, Fault> {
        // Even to touch it can throw.
        let factory = window().indexed_db().map_err(fault)?;
        let factory = factory.ok_or_else(|| Fault::Refused("there is no IndexedDB".to_owned()))?;
        let request = match version {
            Some(version) => factory.open_with_u32(name, version),
            None => factory.open(name),
        };
        let request = request.map_err(fault)?;
        let upgrade = {
            let request = request.clone();
            Closure::once_into_js(move || {
                if let Ok(base) = request.result() {
                    make(base.unchecked_ref(), stores);
                }
            })
        };
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let blocked = {
            let notice = notice.clone();
            Closure::once_into_js(move || notice(Notice::Blocked))
        };
        request.set_onblocked(Some(blocked.unchecked_ref()));
        let base: IdbDatabase = opened(&request).await?.unchecked_into();
        let outdated = {
            let (base, notice) = (base.clone(), notice.clone());
            Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
                base.close();
                // One that is deleted has no version any more.
                let version = Reflect::get(&event, &"newVersion".into()).unwrap_or_default();
                notice(if version.is_null() {
                    Notice::Closed
                } else {
                    Notice::Outdated
                });
            })
        };
        base.set_onversionchange(Some(outdated.into_js_value().unchecked_ref()));
        let closed = Closure::<dyn FnMut()>::new(move || notice(Notice::Closed));
        base.set_onclose(Some(closed.into_js_value().unchecked_ref()));
        Ok(Self(base))
    }

    /// Makes all of these writes, or none; with [`Fault::Gone`], all. They are under way
    /// when this returns; what it returns waits until they are kept.
    pub fn write(&self, writes: &[Write]) -> impl Future<Output = Result<(), Fault>> + use<> {
        let begun = self.begin(writes);
        async move {
            let (transaction, counts, complete) = begun?;
            let kept = JsFuture::from(complete).await;
            kept.map_err(|_| match transaction.error() {
                Some(error) => named(&error),
                // Aborted without an error: the connection was closed.
                None => Fault::Dead,
            })?;
            let is_none = |count: &IdbRequest| count.result().is_ok_and(|count| count == 0);
            if counts.iter().any(is_none) {
                Err(Fault::Gone)
            } else {
                Ok(())
            }
        }
    }

    fn begin(&self, writes: &[Write]) -> Result<(IdbTransaction, Vec<IdbRequest>, Promise), Fault> {
        let stores = Array::new();
        for write in writes {
            stores.push(&write.store().name.into());
        }
        let transaction = self.transaction(&stores, "readwrite")?;
        let all: Result<Vec<_>, _> = writes.iter().map(|write| write.request(&transaction)).collect();
        let commit = || transaction.unchecked_ref::<Committed>().commit().map_err(fault);
        match all.and_then(|requests| commit().map(|()| requests)) {
            Ok(requests) => {
                let complete = settled(&transaction);
                let counts = requests.into_iter().flatten().collect();
                Ok((transaction, counts, complete))
            }
            Err(fault) => {
                // What was asked for before would be kept without the rest.
                let _ = transaction.abort();
                Err(fault)
            }
        }
    }

    fn transaction(&self, stores: &JsValue, mode: &str) -> Result<IdbTransaction, Fault> {
        #[derive(Serialize)]
        struct Options {
            durability: &'static str,
        }
        let durability = "strict";
        let options = serde_wasm_bindgen::to_value(&Options { durability }).unwrap_or_default();
        let base: &Durable = self.0.unchecked_ref();
        base.transaction(stores, mode, &options).map_err(fault)
    }

    /// Every record of a store, in the order of the keys.
    ///
    /// # Errors
    /// Every [`Fault`] but [`Fault::Taken`].
    pub async fn all(&self, store: &'static Store) -> Result<Vec<JsValue>, Fault> {
        let transaction = self.transaction(&store.name.into(), "readonly")?;
        let request = within(&transaction, store)?.get_all().map_err(fault)?;
        Ok(list(answer(&request).await?))
    }

    /// The records of a document whose revision is `from` or later, in their order.
    ///
    /// # Errors
    /// Every [`Fault`] but [`Fault::Taken`].
    pub async fn since(&self, store: &'static Store, key: &str, from: u32) -> Result<Vec<JsValue>, Fault> {
        let transaction = self.transaction(&store.name.into(), "readonly")?;
        let request = within(&transaction, store)?.get_all_with_key(&range(key, from)?);
        Ok(list(answer(&request.map_err(fault)?).await?))
    }

    /// The revisions of a document that a store has, in their order.
    ///
    /// # Errors
    /// Every [`Fault`] but [`Fault::Taken`].
    pub async fn revisions(&self, store: &'static Store, key: &str) -> Result<Vec<u32>, Fault> {
        let transaction = self.transaction(&store.name.into(), "readonly")?;
        let keys = within(&transaction, store)?.get_all_keys_with_key(&range(key, 0)?);
        let keys = list(answer(&keys.map_err(fault)?).await?);
        let revision = |key: &JsValue| Array::from(key).get(1).as_f64();
        Ok(keys
            .iter()
            .filter_map(revision)
            .map(|revision| revision as u32)
            .collect())
    }

    /// The record of a key, if there is one.
    ///
    /// # Errors
    /// Every [`Fault`] but [`Fault::Taken`].
    pub async fn get(&self, store: &'static Store, key: &JsValue) -> Result<Option<JsValue>, Fault> {
        let transaction = self.transaction(&store.name.into(), "readonly")?;
        let request = within(&transaction, store)?.get(key).map_err(fault)?;
        Ok(Some(answer(&request).await?).filter(|record| !record.is_undefined()))
    }

    /// Whether it has this store: one that a newer or older Gloss made may not.
    pub fn has(&self, store: &Store) -> bool {
        self.0.object_store_names().contains(store.name)
    }

    /// Closes the connection.
    pub fn close(&self) {
        self.0.close();
    }
}

impl Write {
    fn store(&self) -> &'static Store {
        match self {
            Self::Put(store, _)
            | Self::Add(store, _)
            | Self::PutUnder(store, ..)
            | Self::Clear(store, _)
            | Self::Expect(store, _) => store,
        }
    }

    /// Makes it; what counts, if it is to be looked at.
    fn request(&self, transaction: &IdbTransaction) -> Result<Option<IdbRequest>, Fault> {
        let store = transaction.object_store(self.store().name).map_err(fault)?;
        let request = match self {
            Self::Put(_, record) => store.put(record),
            Self::Add(_, record) => store.add(record),
            Self::PutUnder(_, key, record) => store.put_with_key(record, key),
            Self::Clear(_, key) => store.delete(&of_document(key)?.into()),
            Self::Expect(_, key) => store.count_with_key(&of_document(key)?.into()),
        };
        let request = request.map_err(fault)?;
        Ok(matches!(self, Self::Expect(..)).then_some(request))
    }
}

/// A value for the database. Bytes become a `Uint8Array`, what is absent is left out.
pub fn record<T: Serialize>(value: &T) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or_default()
}

/// A record of the database, if it is of this kind.
pub fn read<T: DeserializeOwned>(record: &JsValue) -> Option<T> {
    serde_wasm_bindgen::from_value(record.clone()).ok()
}

fn make(base: &IdbDatabase, stores: &[Store]) {
    for store in stores {
        if base.object_store_names().contains(store.name) {
            continue;
        }
        let options = IdbObjectStoreParameters::new();
        match store.key {
            [] => options.set_auto_increment(true),
            [field] => options.set_key_path(&(*field).into()),
            fields => {
                let path: Array = fields.iter().map(|field| JsValue::from(*field)).collect();
                options.set_key_path(&path);
            }
        }
        let _ = base.create_object_store_with_optional_parameters(store.name, &options);
    }
}

fn within(transaction: &IdbTransaction, store: &Store) -> Result<IdbObjectStore, Fault> {
    transaction.object_store(store.name).map_err(fault)
}

/// The keys of a document's records whose revision is `from` or later.
fn range(key: &str, from: u32) -> Result<JsValue, Fault> {
    let bound = |revision: f64| Array::of2(&key.into(), &revision.into());
    let range = IdbKeyRange::bound(&bound(from.into()), &bound(f64::INFINITY));
    range.map(Into::into).map_err(fault)
}

/// The key of a document's record of a revision.
pub fn key(key: &str, revision: u32) -> JsValue {
    Array::of2(&key.into(), &revision.into()).into()
}

/// All keys of a document, be they its name or a list that begins with it.
fn of_document(key: &JsValue) -> Result<IdbKeyRange, Fault> {
    if key.is_array() {
        let last = Array::from(key);
        last.push(&f64::INFINITY.into());
        IdbKeyRange::bound(key, &last).map_err(fault)
    } else {
        IdbKeyRange::only(key).map_err(fault)
    }
}

/// Resolves when the transaction is complete, and rejects when it is undone.
fn settled(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    })
}

async fn answer(request: &IdbRequest) -> Result<JsValue, Fault> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(promise).await {
        Ok(_) => request.result().map_err(fault),
        Err(event) => {
            // It is dealt with here: the page need not hear of it as an error.
            let _ = event.dyn_ref::<web_sys::Event>().map(web_sys::Event::prevent_default);
            Err(request
                .error()
                .ok()
                .flatten()
                .map_or(Fault::Dead, |error| named(&error)))
        }
    }
}

async fn opened(request: &IdbOpenDbRequest) -> Result<JsValue, Fault> {
    answer(request).await
}

fn list(value: JsValue) -> Vec<JsValue> {
    Array::from(&value).to_vec()
}

fn fault(error: JsValue) -> Fault {
    match error.dyn_ref::<DomException>() {
        Some(error) => named(error),
        None => {
            let message = Reflect::get(&error, &"message".into())
                .ok()
                .and_then(|message| message.as_string());
            Fault::Refused(message.unwrap_or_else(|| "it gives no reason".to_owned()))
        }
    }
}

fn named(error: &DomException) -> Fault {
    match &*error.name() {
        "QuotaExceededError" => Fault::Full,
        "ConstraintError" => Fault::Taken,
        // Nothing here aborts a transaction that was made.
        "InvalidStateError" | "AbortError" => Fault::Dead,
        "VersionError" => Fault::Newer,
        name => Fault::Refused(format!("{name}: {}", error.message())),
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Full => f.write_str("there is no room left for it"),
            Self::Taken => f.write_str("another tab was first"),
            Self::Gone => f.write_str("it was deleted for good"),
            Self::Dead => f.write_str("the browser closed its storage"),
            Self::Newer => f.write_str("a newer Gloss has changed the storage"),
            Self::Refused(reason) => write!(f, "the browser refuses it ({reason})"),
        }
    }
}
