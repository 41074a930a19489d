//! The database: what is in it.

use crate::dom::database::Store;

/// Its name.
pub const NAME: &str = "gloss";

/// Its version. Rises when stores are added; what is in a record says that itself.
pub const VERSION: u32 = 1;

/// All stores.
pub static ALL: [Store; 4] = [
    Store {
        name: "documents",
        key: &["key"],
    },
    Store {
        name: "bases",
        key: &["key", "revision"],
    },
    Store {
        name: "steps",
        key: &["key", "revision"],
    },
    Store {
        name: "quarantine",
        key: &[],
    },
];

/// What is known of each document without reading it.
pub static DOCUMENTS: &Store = &ALL[0];

/// Whole documents: each as it was at first, and again after some hundred steps.
pub static BASES: &Store = &ALL[1];

/// Every step. Nothing in it is ever overwritten: whoever adds a revision that another
/// tab was quicker with is told so.
pub static STEPS: &Store = &ALL[2];

/// Records that could not be read, as they were found, each under the name of its
/// store and its key there.
pub static QUARANTINE: &Store = &ALL[3];
