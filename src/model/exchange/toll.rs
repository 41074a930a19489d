//! What a file of many documents does not hold, summed over them.

use std::collections::BTreeMap;

use super::loss::{Losses, Lost};
use crate::model::annotation::Id;

/// How many records of each loss are remembered, to be looked at.
pub const EXAMPLES: usize = 20;

/// The losses of several documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Toll(BTreeMap<Lost, Share>);

/// How much of something is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// In how many documents.
    pub documents: usize,
    /// Of how many annotations and relations; none if it is not something of theirs.
    pub records: usize,
    /// The first of them, each with the place of its document, at most [`EXAMPLES`].
    pub first: Vec<(usize, Id)>,
}

impl Toll {
    /// Adds what is lost of the document at this place.
    pub fn add(&mut self, place: usize, losses: &Losses) {
        for (lost, records) in losses.iter() {
            let share = self.0.entry(lost.clone()).or_default();
            share.documents += 1;
            share.records += records.len();
            let room = EXAMPLES - share.first.len();
            share
                .first
                .extend(records.iter().take(room).map(|id| (place, id.clone())));
        }
    }

    /// Whether nothing is lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many kinds of things are lost.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each loss with how much of it.
    pub fn iter(&self) -> impl Iterator<Item = (&Lost, &Share)> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_of_documents_add_up() {
        let mut losses = Losses::default();
        losses.add(Lost::Scheme);
        for number in 0..15 {
            losses.add_of(Lost::Note, &Id::new(&number.to_string()));
        }
        let mut toll = Toll::default();
        assert!(toll.is_empty());
        toll.add(0, &losses);
        toll.add(2, &losses);
        let notes = toll.iter().find(|(lost, _)| **lost == Lost::Note).expect("notes").1;
        assert_eq!((notes.documents, notes.records, notes.first.len()), (2, 30, EXAMPLES));
        assert_eq!((toll.len(), &notes.first[19]), (2, &(2, Id::new("4"))));
    }
}
