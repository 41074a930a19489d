//! The ids of a file's records.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::problem::Trouble;
use crate::model::annotation::Id;

/// Sees to it that no two records have the same id, and that an id made up here
/// stands nowhere in the file: a relation might mean the other record.
#[derive(Debug, Default)]
pub struct Ids {
    /// That of the record that is being read.
    noted: Option<Id>,
    /// Those of the records that were read.
    taken: FxHashSet<Id>,
    /// Those of the records that were left out.
    left_out: Vec<Id>,
    /// The records that need one: which, how it begins, and how it ends if that is free.
    nameless: Vec<(usize, String, usize)>,
}

impl Ids {
    /// Notes what stands in a record: an empty id if there is none.
    pub fn note(&mut self, id: Option<Cow<str>>) -> Id {
        let id = Id::new(&id.unwrap_or_default());
        // Of the record before this one nothing came if its id is still here.
        self.left_out.extend(self.noted.replace(id.clone()));
        id
    }

    /// Gives `id` to the record that is read as the one at `place` and has
    /// `number` in the file, or puts it on the list of those that need another.
    pub fn take(&mut self, id: &Id, place: usize, letter: char, number: usize) -> Option<Trouble> {
        self.noted = None;
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
            noted,
            taken: mut given,
            left_out,
            nameless,
        } = self;
        given.extend(left_out.into_iter().chain(noted));
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
