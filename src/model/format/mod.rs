//! The file formats that Gloss speaks, one file each.

pub mod gloss;
pub mod incoming;
pub mod json;
pub mod problem;
pub mod scheme_file;

pub mod table;

pub mod own;

pub mod conll;
pub mod csv;
pub mod doccano;
pub mod label_studio;
pub mod prodigy;
pub mod spacy;
pub mod web_annotation;

pub mod brat;

mod brat_lines;

pub mod webanno_tsv;

mod webanno_lines;

pub mod cas_json;

pub mod claim_jsonld;
pub mod geojson;
pub mod html_report;
pub mod linked_places;
pub mod markdown;

mod place;

mod reading;
mod records;

mod anchor;
mod conll_reading;
mod described;
mod identifier;
pub(super) mod ids;
mod json_lines;
pub(super) mod object;
mod scheme_json;
mod uima;
