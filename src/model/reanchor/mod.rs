//! The text changes, and every annotation finds its place in the new one, or a
//! person is asked.
//!
//! Stretches of words that stand once in both texts, and whatever is next to them
//! and the same, are the same text ([`stretches`]). Words inside of such a stretch
//! are certain if there is enough of it around them and no other words of the old
//! text have as good a claim to their place. Whatever else looks like them is shown to
//! a person and never chosen.

mod carry;

mod near;

mod stretches;

mod words;

pub mod decisions;

use std::ops::Range;
use std::rc::Rc;

pub use carry::{Carried, carry};

use self::stretches::{ENOUGH, Stretch, Stretches, find};
use self::words::{Numbers, Words};
use super::annotation::Annotation;
use super::annotation_set::AnnotationSet;
use super::quote::Quote;
use super::segmentation::inside_word;
use super::span::{Span, range};
use super::text::Text;

/// What became of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// As it stands in the old text.
    pub annotation: Rc<Annotation>,
    /// Where its words are in the new one.
    pub verdict: Verdict,
}

/// Where words of the old text are in the new one. White space and the form of
/// quotation marks make no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same words, with the same words around them.
    Unchanged(Span),
    /// The same words; what is around them changed.
    Moved(Span),
    /// Other words in their place.
    Changed(Span),
    /// Words that may be meant, the likeliest first. None is chosen.
    Ambiguous(Vec<Span>),
    /// Nothing is like them.
    Gone,
}

/// Where the annotations of `old` stand in a new text: one fate for each, in text
/// order.
pub fn reanchor(old: &Text, annotations: &AnnotationSet, new: &Text) -> Vec<Fate> {
    let reanchoring = Reanchoring::new(old, new);
    let fate = |annotation: &Rc<Annotation>| Fate {
        annotation: Rc::clone(annotation),
        verdict: reanchoring.verdict(annotation.span),
    };
    annotations.iter().map(fate).collect()
}

/// Two texts, compared: what [`reanchor`] does at once, one annotation at a time.
#[derive(Debug)]
pub struct Reanchoring {
    old: Version,
    new: Version,
    stretches: Stretches,
    /// Where in the new text each word is, by its number.
    index: Index,
}

#[derive(Debug)]
struct Version {
    text: Text,
    words: Words,
}

/// How many places are offered.
const OFFERED: usize = 9;

/// How many places of words are weighed.
const WEIGHED: usize = 1_000;

impl Reanchoring {
    /// Compares two texts.
    pub fn new(old: &Text, new: &Text) -> Self {
        let mut numbers = Numbers::default();
        let mut version = |text| Words::of(text, &mut numbers);
        let (old_words, new_words) = (version(old), version(new));
        Self {
            stretches: find(&old_words, &new_words),
            index: Index::of(new_words.ids()),
            old: Version {
                text: old.clone(),
                words: old_words,
            },
            new: Version {
                text: new.clone(),
                words: new_words,
            },
        }
    }

    /// Where the words in a span of the old text are in the new one.
    pub fn verdict(&self, span: Span) -> Verdict {
        let words = self.old.words.within(span.range());
        if words.is_empty() {
            return Verdict::Gone;
        }
        if let Some((stretch, place)) = self.certain(span, &words) {
            let around = self.old.with_context(span);
            return if contains(&stretch.in_old(), &around) {
                Verdict::Unchanged(place)
            } else {
                Verdict::Moved(place)
            };
        }
        let near = self.near(&words);
        let mut places = self.look_alikes(span, &words);
        let Some(best) = near.first() else {
            return if places.is_empty() {
                Verdict::Gone
            } else {
                Verdict::Ambiguous(places)
            };
        };
        if places.is_empty() && near.len() == 1 && best.likely {
            return Verdict::Changed(best.span);
        }
        // What replaced the words where they stood comes before what is like them elsewhere.
        let at = if best.likely { 0 } else { places.len() };
        for near in near.iter().rev() {
            if !places.contains(&near.span) {
                places.insert(at, near.span);
            }
        }
        places.truncate(OFFERED);
        Verdict::Ambiguous(places)
    }

    /// The one stretch that holds the words, with their place in the new text, if
    /// that is certain. A letter of the stretch around them counts as one, a letter of
    /// their own as half; and unless they are many letters themselves, there is
    /// something of the stretch on both sides, for a sentence that replaces another one
    /// may begin or end as that did.
    fn certain(&self, span: Span, words: &Range<usize>) -> Option<(&Stretch, Span)> {
        let [stretch] = self.stretches.holding_old(words) else {
            return None;
        };
        let (all, own) = (self.old.words.letters(&stretch.in_old()), self.old.words.letters(words));
        let inside = stretch.old < words.start && words.end < stretch.in_old().end;
        let enough = all * 2 - own >= ENOUGH * 2 && (inside || own * 2 >= ENOUGH);
        let new = stretch.image(words.start)..stretch.image(words.end);
        let alone = self.stretches.holding_new(&new).len() == 1;
        let place = (enough && alone).then(|| self.place(span, words, new.start))?;
        Some((stretch, place?))
    }

    /// The span of these words, which are the same in the new text from word `at` on.
    /// `None` if they are not the same to a reader there: letters before or after
    /// them make them parts of other words or characters.
    fn place(&self, span: Span, words: &Range<usize>, at: usize) -> Option<Span> {
        let new = at..at + words.len();
        let (from, to) = (self.old.words.range(words)?, self.new.words.range(&new)?);
        // Of a word at either end only a part may be meant.
        let head = span.start().checked_sub(from.start()).unwrap_or_default();
        let tail = from.end().checked_sub(span.end()).unwrap_or_default();
        let start = usize::from(to.start() + head);
        let end = usize::from(to.end()).checked_sub(tail.into())?;
        let place = (start < end).then(|| Span::new(&self.new.text, range(start, end)))??;
        let cut = |text: &Text, span: Span| [span.start(), span.end()].map(|at| inside_word(text.as_str(), at.into()));
        let same = self.new.words.within(place.range()) == new;
        (same && cut(&self.old.text, span) == cut(&self.new.text, place)).then_some(place)
    }

    /// Other places of the same words, those first that have more of the same words
    /// around them. What other words of the old text became is none.
    fn look_alikes(&self, span: Span, words: &Range<usize>) -> Vec<Span> {
        let ids = &self.old.words.ids()[words.clone()];
        let rarest = ids
            .iter()
            .enumerate()
            .min_by_key(|(_, id)| self.index.places(**id).len());
        let Some((nth, &id)) = rarest else {
            return Vec::new();
        };
        let starts = self
            .index
            .places(id)
            .iter()
            .filter_map(|&at| (at as usize).checked_sub(nth));
        let same = |at: &usize| self.new.words.ids().get(*at..at + ids.len()) == Some(ids);
        let free = |at: &usize| {
            let holding = self.stretches.holding_new(&(*at..at + ids.len()));
            let from = |stretch: &Stretch| *at + stretch.old == words.start + stretch.new;
            holding.is_empty() || holding.iter().any(from)
        };
        let found = starts.filter(same).filter(free).take(WEIGHED);
        let mut found: Vec<_> = found
            .filter_map(|at| Some((self.shared(words, &(at..at + ids.len())), self.place(span, words, at)?)))
            .collect();
        found.sort_by_key(|&(shared, _)| std::cmp::Reverse(shared));
        found.into_iter().map(|(_, place)| place).take(OFFERED).collect()
    }

    /// How many letters directly around words of the two texts are the same.
    fn shared(&self, old: &Range<usize>, new: &Range<usize>) -> u32 {
        const FAR: usize = 16;
        let (one, other) = (self.old.words.ids(), self.new.words.ids());
        let same = |(one, other): &(&u32, &u32)| one == other;
        let before = one[..old.start].iter().rev().zip(other[..new.start].iter().rev());
        let before = before.take(FAR).take_while(same).count();
        let after = one[old.end..]
            .iter()
            .zip(&other[new.end..])
            .take(FAR)
            .take_while(same)
            .count();
        let letters = |words: Range<usize>| self.old.words.letters(&words);
        letters(old.start - before..old.start) + letters(old.end..old.end + after)
    }
}

impl Version {
    /// The words of a span and of the context that a quote of it carries.
    fn with_context(&self, span: Span) -> Range<usize> {
        let quote = Quote::of(&self.text, span);
        let start = usize::from(span.start()) - quote.prefix.len();
        let end = usize::from(span.end()) + quote.suffix.len();
        let mut words = self.words.within(range(start, end));
        // If the context ends with the text, that is what stands there.
        if start == 0 {
            words.start = 0;
        }
        if end == self.text.as_str().len() {
            words.end = self.words.ids().len();
        }
        words
    }
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Where each word is.
#[derive(Debug)]
struct Index {
    /// Where the places of each word begin, by its number, and where the last ends.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Index {
    fn of(ids: &[u32]) -> Self {
        let most = ids.iter().max().map_or(0, |&id| id as usize);
        let mut starts = vec![0; most + 2];
        for &id in ids {
            starts[id as usize + 1] += 1;
        }
        for id in 0..=most {
            starts[id + 1] += starts[id];
        }
        let mut next = starts.clone();
        let mut places = vec![0; ids.len()];
        for (at, &id) in ids.iter().enumerate() {
            let next = &mut next[id as usize];
            places[*next as usize] = at as u32;
            *next += 1;
        }
        Self { starts, places }
    }

    /// The places of a word, from left to right.
    fn places(&self, id: u32) -> &[u32] {
        match self.starts.get(id as usize..id as usize + 2) {
            Some(&[start, end]) => &self.places[start as usize..end as usize],
            _ => &[],
        }
    }
}
