//! Other tabs of the page: locks that one of them holds, and words between them.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, JSON, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, BroadcastChannel, MessageEvent};

use super::page::window;

#[wasm_bindgen]
extern "C" {
    /// The browser's locks: web-sys has them among its unstable interfaces.
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, options: &JsValue, granted: &JsValue) -> Result<Promise, JsValue>;
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Options {
    if_available: bool,
    steal: bool,
    #[serde(with = "serde_wasm_bindgen::preserve", skip_serializing_if = "JsValue::is_undefined")]
    signal: JsValue,
}

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Now or not at all.
    IfFree,
    /// Once whoever holds it lets go, closes its tab, or crashes.
    Wait,
    /// From whoever holds it.
    Steal,
}

/// What becomes of a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// This tab holds it.
    Held,
    /// Another tab holds it.
    Denied,
    /// Another tab took it away.
    Stolen,
}

/// A lock that is held or waited for; dropping it lets go of it.
pub struct Lock {
    release: Rc<Cell<Option<Function>>>,
    abort: Option<AbortController>,
}

/// Asks for a lock (Web Locks). A browser without locks gives it at once.
pub fn lock(name: &str, how: How, told: impl Fn(Turn) + 'static) -> Lock {
    let release = Rc::new(Cell::new(None));
    let held = {
        let release = Rc::clone(&release);
        Promise::new(&mut |resolve, _| release.set(Some(resolve)))
    };
    let told = Rc::new(told);
    // The browser takes this only from those that wait.
    let abort = AbortController::new().ok().filter(|_| how == How::Wait);
    let options = Options {
        if_available: how == How::IfFree,
        steal: how == How::Steal,
        signal: abort.as_ref().map_or(JsValue::UNDEFINED, |abort| abort.signal().into()),
    };
    let lock = Lock { release, abort };
    let Some(locks) = locks() else {
        spawn_local(async move { told(Turn::Held) });
        return lock;
    };
    let granted = {
        let told = Rc::clone(&told);
        Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                told(Turn::Denied);
                return JsValue::UNDEFINED;
            }
            told(Turn::Held);
            held.into()
        })
    };
    let options = serde_wasm_bindgen::to_value(&options).unwrap_or_default();
    let over = locks.request(name, &options, &granted);
    let (released, own) = (Rc::clone(&lock.release), Rc::clone(&told));
    spawn_local(async move {
        let rejected = match over {
            Ok(over) => JsFuture::from(over).await.is_err(),
            Err(_) => true,
        };
        // One that was let go of here is not there any more.
        let release = released.take();
        if rejected && release.is_some() {
            own(Turn::Stolen);
        }
    });
    lock
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

fn locks() -> Option<Locks> {
    // Pages that did not come over https have none.
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}

/// Where tabs hear each other.
#[derive(Debug)]
pub struct Channel(BroadcastChannel);

impl Channel {
    /// Joins those who talk under this name.
    pub fn open<T: DeserializeOwned>(name: &str, heard: impl Fn(T) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            // What another version says may mean nothing here.
            if let Ok(message) = serde_wasm_bindgen::from_value(event.data()) {
                heard(message);
            }
        });
        channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        Some(Self(channel))
    }

    /// Says something to all other tabs.
    pub fn say<T: Serialize>(&self, message: &T) {
        if let Ok(message) = serde_wasm_bindgen::to_value(message) {
            let _ = self.0.post_message(&message);
        }
    }
}

/// Small values that outlive the page: as long as the tab, or for all tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// As long as this tab is there, through reloads.
    Tab,
    /// For every tab. Some seconds of it can be lost when the browser crashes.
    Site,
}

impl Memory {
    fn storage(self) -> Option<web_sys::Storage> {
        // To touch it throws where it is blocked.
        match self {
            Self::Tab => window().session_storage(),
            Self::Site => window().local_storage(),
        }
        .ok()
        .flatten()
    }

    /// What was put under a name.
    pub fn get<T: DeserializeOwned>(self, name: &str) -> Option<T> {
        let json = self.storage()?.get_item(name).ok().flatten()?;
        serde_wasm_bindgen::from_value(JSON::parse(&json).ok()?).ok()
    }

    /// Takes away what was put under a name.
    pub fn forget(self, name: &str) {
        if let Some(storage) = self.storage() {
            let _ = storage.remove_item(name);
        }
    }

    /// Puts something under a name.
    pub fn set<T: Serialize>(self, name: &str, value: &T) {
        let json = serde_wasm_bindgen::to_value(value).ok();
        let json = json.and_then(|value| JSON::stringify(&value).ok());
        if let (Some(storage), Some(json)) = (self.storage(), json) {
            let _ = storage.set_item(name, &String::from(json));
        }
    }
}
