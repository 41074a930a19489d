//! The map of an article's places: what is drawn where, as pure functions.
//!
//! Positions on the map are those of [projection](projection), in units of its plane; what is
//! seen of it is a [`View`](view::View), which turns them into CSS pixels. In reading order:

pub mod projection;

pub mod world;

pub mod spots;

pub mod view;

pub mod chart;

pub mod gesture;

pub mod hit;

pub mod names;
