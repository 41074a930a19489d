//! The annotations of a document, in the order in which they are read.

use std::cmp::Ordering;
use std::rc::Rc;

use super::annotation::{Annotation, Id};
use super::offset::{TextRange, TextSize};
use super::span::Span;

/// Annotations in text order: by start, the longer first, then by label and id.
/// No two have the same id, no two the same span and label. A value: adding or
/// removing makes a new set, and the annotations themselves are shared.
///
/// Limitation: a change copies one pointer for every annotation.
#[derive(Clone, Debug, Default)]
pub struct AnnotationSet {
    sorted: Rc<[Rc<Annotation>]>,
    /// For each annotation, the furthest end of it and all before it: never
    /// falls, so that what overlaps a range is found by two binary searches.
    reach: Rc<[TextSize]>,
}

impl AnnotationSet {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// All, in text order.
    pub fn iter(&self) -> std::slice::Iter<'_, Rc<Annotation>> {
        self.sorted.iter()
    }

    /// The one with this id.
    pub fn get(&self, id: &Id) -> Option<&Rc<Annotation>> {
        self.sorted.iter().find(|annotation| annotation.id == *id)
    }

    /// Those that share at least one character with `range`, in text order: none
    /// if it is empty.
    pub fn overlapping(&self, range: TextRange) -> impl Iterator<Item = &Rc<Annotation>> {
        let first = self.reach.partition_point(|&reach| reach <= range.start());
        let last = self.sorted.partition_point(|a| a.span.start() < range.end());
        self.sorted[first.min(last)..last]
            .iter()
            .filter(move |a| a.span.end() > range.start() && !range.is_empty())
    }

    /// Those that cover byte `at`, the shortest first: what a click means.
    pub fn covering(&self, at: TextSize) -> Vec<&Rc<Annotation>> {
        let mut found: Vec<_> = self.overlapping(TextRange::new(at, at + TextSize::from(1))).collect();
        found.sort_unstable_by(|a, b| {
            let (left, right) = (a.span.range().len(), b.span.range().len());
            left.cmp(&right).then_with(|| order(a, b))
        });
        found
    }

    /// The one with this label on exactly this span.
    pub fn twin(&self, annotation: &Annotation) -> Option<&Rc<Annotation>> {
        let from = self
            .sorted
            .partition_point(|a| key(a) < (annotation.span, &annotation.label));
        self.sorted
            .get(from)
            .filter(|a| key(a) == (annotation.span, &annotation.label))
    }

    /// The set with one more. An annotation of the same id is replaced. If
    /// another one has the same span and label, nothing changes.
    #[must_use]
    pub fn with(&self, annotation: Annotation) -> Self {
        let others = self.without(&annotation.id);
        if others.twin(&annotation).is_some() {
            return self.clone();
        }
        let annotation = Rc::new(annotation);
        let at = others
            .sorted
            .partition_point(|a| order(a, &annotation) == Ordering::Less);
        let (before, after) = others.sorted.split_at(at);
        let all = before.iter().chain([&annotation]).chain(after);
        Self::of_sorted(all.cloned().collect())
    }

    /// The set without the annotation of this id.
    #[must_use]
    pub fn without(&self, id: &Id) -> Self {
        if self.get(id).is_none() {
            return self.clone();
        }
        Self::of_sorted(self.sorted.iter().filter(|a| a.id != *id).cloned().collect())
    }

    /// The annotation after (or before, with `back`) the one with this id.
    pub fn neighbour(&self, id: &Id, back: bool) -> Option<&Rc<Annotation>> {
        let at = self.sorted.iter().position(|a| a.id == *id)?;
        if back {
            self.sorted.get(at.checked_sub(1)?)
        } else {
            self.sorted.get(at + 1)
        }
    }

    /// The set of all of these. Of those that share an id, or a span and label,
    /// the first in text order stays.
    pub fn of(annotations: impl IntoIterator<Item = Annotation>) -> Self {
        let mut all: Vec<_> = annotations.into_iter().map(Rc::new).collect();
        all.sort_unstable_by(|a, b| order(a, b));
        all.dedup_by(|b, a| key(a) == key(b));
        let mut seen = std::collections::HashSet::new();
        all.retain(|a| seen.insert(a.id.clone()));
        Self::of_sorted(all.into())
    }

    fn of_sorted(sorted: Rc<[Rc<Annotation>]>) -> Self {
        let reach = sorted.iter().scan(TextSize::from(0), |reach, annotation| {
            *reach = annotation.span.end().max(*reach);
            Some(*reach)
        });
        let reach = reach.collect();
        Self { sorted, reach }
    }
}

fn key(annotation: &Annotation) -> (Span, &super::annotation::LabelId) {
    (annotation.span, &annotation.label)
}

fn order(a: &Annotation, b: &Annotation) -> Ordering {
    key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
}

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.sorted, &other.sorted) || self.sorted == other.sorted
    }
}

impl Eq for AnnotationSet {}
