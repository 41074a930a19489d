//! Places: the data files that Gloss ships.

mod files;
