//! Places: the data files that Gloss ships, and what is suggested with them.

mod files;
mod laws;
mod suggested;
mod world;
