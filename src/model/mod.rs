//! The whole of annotating as pure functions on plain data.
//!
//! Nothing here knows of a browser, a clock or chance: times and ids come in as
//! arguments, and everything runs under plain `cargo test`. In reading order:

pub mod offset;
pub mod text;

pub mod unseen;

pub mod intake;

pub mod segmentation;

pub mod span;

pub mod caret;

pub mod scheme;

pub mod annotation;

mod tree;

pub mod annotation_set;

pub mod project;

pub mod quote;

pub mod occurrences;

pub mod filter;

pub mod short;

pub mod history;

pub mod session;

pub mod work;

pub mod merge;

pub mod reanchor;

pub mod ledger;

pub mod command;

pub mod keys;

pub mod scheme_edit;

pub mod marks;

pub mod chunks;

pub mod suggest;

pub mod place;

pub mod map;

pub mod format;

pub mod exchange;

pub mod samples;
