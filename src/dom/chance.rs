//! The clock and chance, which the model takes as arguments.

use crate::model::annotation::{Id, Timestamp};

use super::page::window;

/// A new id.
pub fn id() -> Id {
    let mut bytes = [0; 16];
    // `getRandomValues` is there on every origin; `randomUUID` needs a secure one.
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    Id::random(bytes)
}

/// The time now, to the second, in UTC.
pub fn now() -> Timestamp {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    // "2026-11-23T10:00:00.123Z": the fraction goes.
    let seconds = format!("{}Z", now.split('.').next().unwrap_or(&now));
    Timestamp::new(&seconds).unwrap_or_else(|| wasm_bindgen::throw_str("the clock does not tell a date"))
}

/// What tells this tab from others. Less than an [`id()`], of which nothing may be used
/// up by tabs: nobody reads it.
pub fn tab() -> String {
    let half = || (js_sys::Math::random() * 1e9) as u32;
    format!("{}-{}", half(), half())
}

/// Bytes that nothing can pack.
pub fn noise(length: usize) -> Vec<u8> {
    (0..length).map(|_| (js_sys::Math::random() * 256.0) as u8).collect()
}

/// The time now, in milliseconds since some moment. Unlike the clock it never goes back.
pub fn milliseconds() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
