//! What an annotator decides of the annotations whose text has changed.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Fate, Verdict};
use crate::model::annotation::Id;
use crate::model::span::Span;

impl Verdict {
    /// Where the words may stand, the likeliest first.
    pub fn places(&self) -> &[Span] {
        match self {
            Self::Unchanged(place) | Self::Moved(place) | Self::Changed(place) => std::slice::from_ref(place),
            Self::Ambiguous(places) => places,
            Self::Gone => &[],
        }
    }
}

/// Verdicts of a kind, which are reviewed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Several places, or one that is not certain.
    Ambiguous,
    /// Other words in the same place.
    Changed,
    /// Nowhere.
    Gone,
    /// The same words elsewhere, or with other words around them.
    Moved,
    /// As it was.
    Unchanged,
}

impl Kind {
    /// All kinds, those first that need a person most.
    pub const ALL: [Self; 5] = [Self::Ambiguous, Self::Changed, Self::Gone, Self::Moved, Self::Unchanged];

    /// The kind of a verdict.
    pub fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Unchanged(_) => Self::Unchanged,
            Verdict::Moved(_) => Self::Moved,
            Verdict::Changed(_) => Self::Changed,
            Verdict::Ambiguous(_) => Self::Ambiguous,
            Verdict::Gone => Self::Gone,
        }
    }
}

/// What becomes of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It stands here.
    At(Span),
    /// It is left out.
    Out,
}

/// What was decided so far. What is unchanged is decided from the start, and may be
/// decided otherwise.
#[derive(Clone, Debug)]
pub struct Decisions {
    fates: Rc<[Fate]>,
    /// By the number of the fate.
    made: BTreeMap<usize, Decision>,
}

impl Decisions {
    /// The decisions on these fates before anybody made one.
    pub fn new(fates: Rc<[Fate]>) -> Self {
        let made = BTreeMap::new();
        Self { fates, made }.with_accepted(Kind::Unchanged)
    }

    /// The fates, in text order.
    pub fn fates(&self) -> &[Fate] {
        &self.fates
    }

    /// What was decided of the fate with this number.
    pub fn of(&self, number: usize) -> Option<Decision> {
        self.made.get(&number).copied()
    }

    /// The numbers of the fates of a kind, in text order.
    pub fn numbers(&self, kind: Kind) -> impl Iterator<Item = usize> {
        let fates = self.fates.iter().enumerate();
        fates.filter_map(move |(number, fate)| (Kind::of(&fate.verdict) == kind).then_some(number))
    }

    /// With a decision on the fate with this number.
    #[must_use]
    pub fn with(mut self, number: usize, decision: Decision) -> Self {
        self.made.insert(number, decision);
        self
    }

    /// With all of a kind as they are proposed, on which nothing was decided yet; what is
    /// gone is left out.
    #[must_use]
    pub fn with_accepted(mut self, kind: Kind) -> Self {
        for (number, fate) in self.fates.iter().enumerate() {
            let proposed = match fate.verdict {
                Verdict::Unchanged(span) | Verdict::Moved(span) | Verdict::Changed(span) => Decision::At(span),
                Verdict::Gone => Decision::Out,
                Verdict::Ambiguous(_) => continue,
            };
            if Kind::of(&fate.verdict) == kind {
                self.made.entry(number).or_insert(proposed);
            }
        }
        self
    }

    /// How many of a kind are not decided.
    pub fn undecided(&self, kind: Kind) -> usize {
        self.numbers(kind)
            .filter(|number| !self.made.contains_key(number))
            .count()
    }

    /// The annotations that come along, each with its place.
    pub fn places(&self) -> Vec<(Id, Span)> {
        let made = self.made.iter().filter_map(|(&number, decision)| match decision {
            Decision::At(span) => Some((self.fates[number].annotation.id.clone(), *span)),
            Decision::Out => None,
        });
        made.collect()
    }
}
