//! What a person set once, for later visits: small words in the browser's storage.

use super::page::window;

/// What was set under a name, if anything.
pub fn get(name: &str) -> Option<String> {
    // Touching storage throws where it is blocked.
    let storage = window().local_storage().ok().flatten()?;
    storage.get_item(name).ok().flatten()
}

/// Sets it; where storage is blocked it holds for this visit only.
pub fn set(name: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(name, value);
    }
}
