//! The ids of a file's records.

use std::borrow::Cow;
use std::collections::HashSet;

use super::problem::Trouble;
use crate::model::annotation::Id;

/// Sees to it that no two records have the same id, and that an id made up here
/// stands nowhere in the file: a relation might mean the other record.
#[derive(Debug, Default)]
pub struct Ids {
    /// All that stand in the file, also in records that were left out.
    given: HashSet<Id>,
    /// Those of the records that were read.
    taken: HashSet<Id>,
    /// The records that need one: which, how it begins, and how it ends if that is free.
    nameless: Vec<(usize, String, usize)>,
}

impl Ids {
    /// Notes what stands in a record: an empty id if there is none.
    pub fn note(&mut self, id: Option<Cow<str>>) -> Id {
        let id = Id::new(&id.unwrap_or_default());
        self.given.insert(id.clone());
        id
    }

    /// Gives `id` to the record that is read as the one at `place` and has
    /// `number` in the file, or puts it on the list of those that need another.
    pub fn take(&mut self, id: &Id, place: usize, letter: char, number: usize) -> Option<Trouble> {
        if id.as_str().is_empty() {
            self.nameless.push((place, letter.to_string(), number));
            return None;
        }
        if self.taken.insert(id.clone()) {
            return None;
        }
        self.nameless.push((place, format!("{id}-"), number));
        Some(Trouble::SameId(id.as_str().into()))
    }

    /// New ids for the records that need one, once all records were noted.
    pub fn fresh(self) -> Vec<(usize, Id)> {
        let Self {
            mut given, nameless, ..
        } = self;
        let mut fresh = Vec::with_capacity(nameless.len());
        for (place, stem, mut number) in nameless {
            let mut id = Id::new(&format!("{stem}{number}"));
            while !given.insert(id.clone()) {
                number += 1;
                id = Id::new(&format!("{stem}{number}"));
            }
            fresh.push((place, id));
        }
        fresh
    }
}
