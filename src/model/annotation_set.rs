//! The annotations of a document, in the order in which they are read.

use std::cmp::Ordering;
use std::rc::Rc;

use super::annotation::{Annotation, Id, LabelId};
use super::offset::{TextRange, TextSize};
use super::span::Span;
use super::tree::{Iter, Tree};

/// Annotations in text order: by start, the longer first, then by label and id.
/// No two have the same id, no two the same span and label. A value: adding or
/// removing makes a new set, which shares the annotations and nearly all of its
/// structure with the old one.
///
/// What looks for one annotation, or adds or removes one, takes time that grows
/// with the logarithm of their number.
#[derive(Clone, Debug)]
pub struct AnnotationSet {
    in_text: Tree,
    by_id: Tree,
    /// How many there are of each label.
    counts: Rc<Vec<(LabelId, usize)>>,
}

impl AnnotationSet {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.in_text.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many have this label.
    pub fn count(&self, label: &LabelId) -> usize {
        let count = self.counts.iter().find(|(of, _)| of == label);
        count.map_or(0, |(_, count)| *count)
    }

    /// All, in text order.
    pub fn iter(&self) -> Iter<'_> {
        self.in_text.iter()
    }

    /// The one at this place in text order, counted from 0.
    pub fn nth(&self, place: usize) -> Option<&Rc<Annotation>> {
        self.in_text.nth(place)
    }

    /// The place in text order, counted from 0, of the one with this id.
    pub fn place(&self, id: &Id) -> Option<usize> {
        let annotation = self.get(id)?;
        Some(self.in_text.partition_point(&|a| order(a, annotation).is_lt()))
    }

    /// The one with this id.
    pub fn get(&self, id: &Id) -> Option<&Rc<Annotation>> {
        let wanted = (spread(id), id);
        let place = self.by_id.partition_point(&|a| (spread(&a.id), &a.id) < wanted);
        self.by_id.nth(place).filter(|annotation| annotation.id == *id)
    }

    /// Those that share at least one character with `range`, in text order: none
    /// if it is empty.
    pub fn overlapping(&self, range: TextRange) -> Vec<&Rc<Annotation>> {
        self.in_text.overlapping(range)
    }

    /// Those that cover byte `at`, the shortest first: what a click means.
    pub fn covering(&self, at: TextSize) -> Vec<&Rc<Annotation>> {
        let mut found = self.overlapping(TextRange::new(at, at + TextSize::from(1)));
        found.sort_unstable_by(|a, b| {
            let (left, right) = (a.span.range().len(), b.span.range().len());
            left.cmp(&right).then_with(|| order(a, b))
        });
        found
    }

    /// The one with this label on exactly this span.
    pub fn twin(&self, annotation: &Annotation) -> Option<&Rc<Annotation>> {
        let place = self.in_text.partition_point(&|a| key(a) < key(annotation));
        self.nth(place).filter(|a| key(a) == key(annotation))
    }

    /// The set with one more. An annotation of the same id is replaced. If
    /// another one has the same span and label, nothing changes.
    #[must_use]
    pub fn with(&self, annotation: Annotation) -> Self {
        let old = self.get(&annotation.id);
        let twin = self.twin(&annotation);
        if twin.is_some_and(|twin| twin.id != annotation.id) || old.is_some_and(|old| **old == annotation) {
            return self.clone();
        }
        let others = self.without(&annotation.id);
        let annotation = Rc::new(annotation);
        Self {
            counts: Rc::new(counted(&others.counts, &annotation.label, 1)),
            by_id: others.by_id.with(Rc::clone(&annotation)),
            in_text: others.in_text.with(annotation),
        }
    }

    /// The set without the annotation of this id.
    #[must_use]
    pub fn without(&self, id: &Id) -> Self {
        let Some(annotation) = self.get(id) else {
            return self.clone();
        };
        Self {
            in_text: self.in_text.without(annotation),
            by_id: self.by_id.without(annotation),
            counts: Rc::new(counted(&self.counts, &annotation.label, -1)),
        }
    }

    /// What is in `before` but not in this set, and what is in this set but not in
    /// `before`, both in text order: an annotation that changed is in both lists. What
    /// two versions of one set share is not looked at.
    pub fn changes_since(&self, before: &Self) -> (Vec<Rc<Annotation>>, Vec<Rc<Annotation>>) {
        before.in_text.changes(&self.in_text)
    }

    /// The annotation after (or before, with `back`) the one with this id.
    pub fn neighbour(&self, id: &Id, back: bool) -> Option<&Rc<Annotation>> {
        let place = self.place(id)?;
        self.nth(if back { place.checked_sub(1)? } else { place + 1 })
    }

    /// The set of all of these. Of those that share an id, or a span and label,
    /// the first in text order stays.
    pub fn of(annotations: impl IntoIterator<Item = Annotation>) -> Self {
        Self::of_shared(annotations.into_iter().map(Rc::new).collect())
    }

    /// The set of all of these, likewise.
    pub fn of_shared(mut all: Vec<Rc<Annotation>>) -> Self {
        // Files are sorted already, and to see that is quicker than to sort.
        if !all.is_sorted_by(|a, b| order(a, b).is_le()) {
            all.sort_by(|a, b| order(a, b));
        }
        all.dedup_by(|b, a| key(a) == key(b));
        let by_id = |all: &[Rc<Annotation>]| {
            let mut by_id: Vec<_> = all.iter().map(|a| (spread(&a.id), Rc::clone(a))).collect();
            // Stable: of two with one id the first in text order stays the first.
            by_id.sort_by(|(left, a), (right, b)| left.cmp(right).then_with(|| a.id.cmp(&b.id)));
            let mut by_id: Vec<_> = by_id.into_iter().map(|(_, annotation)| annotation).collect();
            by_id.dedup_by(|b, a| a.id == b.id);
            by_id
        };
        let mut ids = by_id(&all);
        if ids.len() < all.len() {
            all = ids;
            all.sort_by(|a, b| order(a, b));
            ids = by_id(&all);
        }
        let mut counts = Vec::new();
        for annotation in &all {
            add(&mut counts, &annotation.label, 1);
        }
        Self {
            in_text: Tree::of_sorted(&all, order),
            by_id: Tree::of_sorted(&ids, order_of_ids),
            counts: Rc::new(counts),
        }
    }
}

fn key(annotation: &Annotation) -> (Span, &LabelId) {
    (annotation.span, &annotation.label)
}

fn order(a: &Annotation, b: &Annotation) -> Ordering {
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

fn order_of_ids(a: &Annotation, b: &Annotation) -> Ordering {
    (spread(&a.id), &a.id).cmp(&(spread(&b.id), &b.id))
}

/// A number for an id, the same for the same id, so that most are told apart
/// without a look at their letters: FNV-1a of 32 bits
/// (draft-eastlake-fnv, section 2).
fn spread(id: &Id) -> u32 {
    let hash = |hash: u32, &byte: &u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    id.as_str().as_bytes().iter().fold(0x811C_9DC5, hash)
}

fn counted(counts: &[(LabelId, usize)], label: &LabelId, more: isize) -> Vec<(LabelId, usize)> {
    let mut counts = counts.to_vec();
    add(&mut counts, label, more);
    counts
}

fn add(counts: &mut Vec<(LabelId, usize)>, label: &LabelId, more: isize) {
    match counts.iter_mut().find(|(of, _)| of == label) {
        Some((_, count)) => *count = count.saturating_add_signed(more),
        None => counts.push((label.clone(), usize::from(more > 0))),
    }
}

impl Default for AnnotationSet {
    fn default() -> Self {
        Self::of([])
    }
}

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.in_text == other.in_text
    }
}

impl Eq for AnnotationSet {}
