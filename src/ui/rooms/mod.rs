//! The second part of the program: what is there once an article is open, and all
//! dialogs. Nothing here is called from outside but through the table that [`furnished`]
//! gives.

use super::later::Rooms;
use crate::dom::{motion, style};
use crate::model::samples::SAMPLES;
use crate::model::segmentation;

mod act;

mod panel;

mod list;

mod card;

mod suggestion;

mod label_menu;

pub mod fields;

mod place;

mod links;

mod filter;

mod finder;

mod all;

mod toolbar;

mod aids;

mod handle;

mod strip;

pub(super) mod combobox;

pub(super) mod dialog;

mod documents;

mod help;

mod palette;

mod facts;

mod scheme;

mod label_form;

mod relation_form;

mod release;

/// The table of what is called from outside.
static ROOMS: Rooms = Rooms {
    act: act::act,
    panel: panel::panel,
    toolbar: toolbar::toolbar,
    aids: aids::aids,
    dialog: dialog::dialog,
    release: release::release,
    sentence: segmentation::sentence_at,
    point_at: motion::point_at,
    samples: SAMPLES,
};

/// The table, once what is in it has its style.
pub fn furnished() -> &'static Rooms {
    // What has no style can still be used.
    let _ = style::add(include_str!("rooms.css"));
    &ROOMS
}
