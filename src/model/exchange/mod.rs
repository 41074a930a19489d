//! Work on its way from and to other tools: what every format has in common.
//!
//! A reader of a format (`format/`) only says what stands in a file; a writer only
//! says what it puts there and what is lost. Units, quotes, ids, labels and zip
//! files are dealt with here, once for all formats. In reading order:

pub mod unit;

pub mod foreign;

pub mod proof;

mod search;

pub mod draft;

pub mod labels;

pub mod tokens;

pub mod settle;

pub mod loss;

pub mod toll;

pub mod package;

pub mod article;

pub mod prose;

pub mod hypertext;

pub mod web_page;

pub mod word;

pub mod batch;
