//! The file that Gloss writes, byte for byte, and what is made of files that are
//! not as they should be.

mod check;

mod golden;

mod anchored;

mod mended;

mod refused;

mod schema;

mod evaluation;

/// The example of the format's description.
const EXAMPLE: &str = include_str!("../golden/example.json");

/// The example, with fields at every level that this version does not know.
const NEWER_MINOR: &str = include_str!("../golden/newer-minor.json");

/// As little as a file can hold.
const BARE: &str = include_str!("../golden/bare.json");
