//! The browser, one file per facility. The only place that counts in UTF-16.

pub mod page;

pub mod painter;

mod chunk;

pub mod selection;

pub mod file;

pub mod data;

pub mod country;

pub mod chance;

pub mod palette;

pub mod motion;

pub mod caret;

pub mod found;

pub mod announce;

pub mod setting;

pub mod database;

pub mod tabs;

pub mod persistence;

pub mod theme;

pub mod style;

pub mod failure;

pub mod offline;
