//! The file formats that Gloss speaks, one file each.

pub mod gloss;
pub mod incoming;
pub mod json;
pub mod problem;
pub mod scheme_file;

mod reading;
mod records;

mod anchor;
mod ids;
mod object;
mod scheme_json;
