//! Gloss: mark up what a news article says.
//!
//! Imports run one way: `ui` -> `dom` -> `model`. The browser's part exists only
//! when compiled to WebAssembly; the model runs anywhere.
#![warn(missing_docs)]

pub mod model;

#[cfg(target_arch = "wasm32")]
pub mod dom;

#[cfg(target_arch = "wasm32")]
pub mod ui;
