//! The file formats that Gloss speaks, one file each.

pub mod gloss;
pub mod problem;

mod anchor;
mod record;
mod scheme_json;
