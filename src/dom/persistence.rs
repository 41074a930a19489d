//! Whether the browser may clear what the page stores when it runs short of room.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

use super::page::window;

fn manager() -> Option<StorageManager> {
    let manager: JsValue = js_sys::Reflect::get(&window().navigator(), &"storage".into()).ok()?;
    // Pages that did not come over https have none.
    (!manager.is_undefined()).then(|| manager.unchecked_into())
}

/// Whether it keeps it until the person deletes it; `None` if it does not tell.
pub async fn is_lasting() -> Option<bool> {
    let answer = JsFuture::from(manager()?.persisted().ok()?).await.ok()?;
    answer.as_bool()
}

/// Asks it to, and says whether it does from now on.
pub async fn make_lasting() -> Option<bool> {
    let answer = JsFuture::from(manager()?.persist().ok()?).await.ok()?;
    answer.as_bool()
}
