//! The file formats that Gloss speaks, one file each, or two where reading takes as
//! much as writing. In reading order:

pub mod gloss;

mod reading;

mod records;

pub mod delta_json;

pub mod rejected;

pub mod problem;

pub mod incoming;

pub mod scheme_file;

pub mod table;

pub mod own;

pub mod web_annotation;

mod web_annotation_reading;

pub mod doccano;

pub mod label_studio;

pub mod brat;

mod brat_lines;

pub mod webanno_tsv;

mod webanno_lines;

pub mod cas_json;

mod uima;

pub mod spacy;

pub mod prodigy;

mod described;

pub mod conll;

mod conll_reading;

pub mod csv;

pub mod html_report;

pub mod markdown;

pub mod geojson;

pub mod linked_places;

mod place;

pub mod claim_jsonld;

// What they are made of.

pub mod json;

pub(super) mod object;

mod json_lines;

mod scheme_json;

pub(super) mod ids;

mod identifier;

mod anchor;
