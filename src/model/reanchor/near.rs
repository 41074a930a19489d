//! What became of words that are not in the new text as they were.

use std::ops::Range;

use super::stretches::Stretch;
use super::{Reanchoring, Version};
use crate::model::segmentation::snap_to_words;
use crate::model::span::Span;

/// Words of the new text that may stand for those of the old one.
pub struct Near {
    /// Where they are.
    pub span: Span,
    /// Whether half of the words are the same, or all that is around them.
    pub likely: bool,
    /// How much is the same.
    kept: u32,
}

/// How many words are a few: as many may be replaced by others between words that
/// stayed.
const FEW: usize = 5;

/// How many comparisons of two words are made for one annotation and place.
const COMPARED: usize = 1 << 16;

impl Reanchoring {
    /// Where words that are like these stand between what is the same around them, the
    /// likeliest first. Of several, none is much likelier than the next.
    pub(super) fn near(&self, words: &Range<usize>) -> Vec<Near> {
        if let Some(near) = self.replaced(words) {
            return vec![near];
        }
        let old = &self.old.words.ids()[words.clone()];
        let whole = self.old.weight(words);
        let mut found: Vec<Near> = Vec::new();
        for window in self.windows(words) {
            let Some((best, _)) = self.like(old, window.clone()) else {
                continue;
            };
            for part in [window.clone(), window.start..best.start, best.end..window.end] {
                let Some((like, kept)) = self.like(old, part) else {
                    continue;
                };
                let (words, sides) = self.widened(words, like);
                let likely = kept * 2 >= whole;
                // Less will do where all around is the same.
                if likely || (sides == 2 && kept * 4 >= whole) {
                    found.extend(self.new.span(&words).map(|span| Near { span, likely, kept }));
                }
            }
        }
        found.sort_by_key(|near| (std::cmp::Reverse(near.kept), near.span));
        found.dedup_by_key(|near| near.span);
        let most = found.first().map_or(0, |best| best.kept);
        found.retain(|near| near.kept * 4 >= most * 3);
        found
    }

    /// The few words that stand in place of a few words between neighbours that are
    /// the same.
    fn replaced(&self, words: &Range<usize>) -> Option<Near> {
        if words.len() > FEW {
            return None;
        }
        let [before, after] = self.beside(words);
        let mut places = before
            .iter()
            .flat_map(|before| after.iter().map(move |after| (before, after)));
        let place = |(before, after): (&Stretch, &Stretch)| before.image(words.start)..after.image(words.end);
        let place = places
            .by_ref()
            .map(place)
            .find(|place| (1..=FEW).contains(&place.len()))?;
        Some(Near {
            span: self.new.span(&place)?,
            likely: true,
            kept: self.old.weight(words),
        })
    }

    /// The stretches that hold the word before these, and those that hold the word
    /// after.
    fn beside(&self, words: &Range<usize>) -> [&[Stretch]; 2] {
        let before = words.start - 1..words.start;
        [before, words.end..words.end + 1].map(|word| self.stretches.holding_old(&word))
    }

    /// A place of words that are like `words`, with what replaced the first and the
    /// last of them if what is beside them is the same; and on how many sides it is.
    fn widened(&self, words: &Range<usize>, like: Range<usize>) -> (Range<usize>, usize) {
        let [before, after] = self.beside(words);
        let few = |gap: Option<usize>| gap.is_some_and(|gap| gap <= words.len());
        let start = before.iter().map(|stretch| stretch.image(words.start));
        let end = after.iter().map(|stretch| stretch.image(words.end));
        let start = start.filter(|&start| few(like.start.checked_sub(start))).max();
        let end = end.filter(|end| few(end.checked_sub(like.end))).min();
        let sides = [start, end].iter().flatten().count();
        (start.unwrap_or(like.start)..end.unwrap_or(like.end), sides)
    }

    /// Where to look for what is like these words: around the largest part of them
    /// that is in a stretch, or else after the stretch before them and before the one
    /// after them.
    fn windows(&self, words: &Range<usize>) -> Vec<Range<usize>> {
        let all = 1..self.new.words.ids().len() - 1;
        let bounds = |stretch: &Stretch| {
            let [before, after] = self.stretches.neighbours_new(stretch);
            let start = before.map_or(all.start, |before| before.in_new().end);
            start..after.map_or(all.end, |after| after.new)
        };
        let most = COMPARED / words.len();
        let room = |missing: usize| (2 * missing + 2 * FEW).min(most);
        let overlap = |stretch: &&Stretch| {
            let part = stretch.old.max(words.start)..stretch.in_old().end.min(words.end);
            self.old.weight(&part)
        };
        let touching = self.stretches.touching_old(words);
        if let Some(home) = touching.iter().max_by_key(overlap) {
            // Words that were cut out or put in between leave the rest in neighbours.
            let near = |one: &Stretch, next: &Stretch| {
                one.new < next.new && next.new.saturating_sub(one.in_new().end) <= room(words.len())
            };
            let after = touching.iter().filter(|stretch| stretch.old > home.old);
            let before = touching.iter().rev().filter(|stretch| stretch.old < home.old);
            let last = after.fold(home, |last, next| if near(last, next) { next } else { last });
            let first = before.fold(home, |first, next| if near(next, first) { next } else { first });
            let start = match words.start.checked_sub(first.old) {
                Some(into) => first.new + into,
                None => {
                    let missing = room(first.old - words.start);
                    bounds(first)
                        .start
                        .max(first.new.saturating_sub(missing))
                        .min(first.new)
                }
            };
            let (old_end, new_end) = (last.in_old().end, last.in_new().end);
            let end = match old_end.checked_sub(words.end) {
                Some(_) => last.image(words.end),
                None => bounds(last).end.min(new_end + room(words.end - old_end)).max(new_end),
            };
            let window = start..end.min(start + most);
            return vec![window];
        }
        let [before, after] = self.stretches.around_old(words);
        let start = before.map_or(all.start, |before| before.in_new().end);
        let first = before.map_or(all.end, |before| bounds(before).end);
        let end = after.map_or(all.end, |after| after.new);
        let last = after.map_or(all.start, |after| bounds(after).start);
        let far = room(words.end - before.map_or(1, |before| before.in_old().end));
        let near = room(after.map_or(self.old.words.ids().len() - 1, |after| after.old) - words.start);
        let windows = [start..first.min(start + far), last.max(end.saturating_sub(near))..end];
        windows.into_iter().filter(|window| !window.is_empty()).collect()
    }

    /// The part of `window` that is most like the words `old`, in their order, and how
    /// much of them is in it; every word left out on either side counts against it.
    fn like(&self, old: &[u32], window: Range<usize>) -> Option<(Range<usize>, u32)> {
        /// The best that ends at a pair of words.
        #[derive(Clone, Copy, Default)]
        struct Best {
            score: i32,
            kept: u32,
            start: usize,
        }
        let new = self.new.words.ids().get(window.clone())?;
        let mut row = vec![Best::default(); new.len() + 1];
        let mut best: (Best, usize) = Default::default();
        for &id in old {
            let mut diagonal = Best::default();
            for (at, &other) in new.iter().enumerate() {
                let word = window.start + at;
                let less = |best: Best| Best {
                    score: best.score - 1,
                    ..best
                };
                let above = row[at + 1];
                let mut here = if less(above).score >= less(row[at]).score {
                    less(above)
                } else {
                    less(row[at])
                };
                if id == other {
                    let weight = self.new.weight(&(word..word + 1));
                    let start = if diagonal.score > 0 { diagonal.start } else { word };
                    let (score, kept) = if diagonal.score > 0 {
                        (diagonal.score, diagonal.kept)
                    } else {
                        (0, 0)
                    };
                    let matched = Best {
                        score: score + weight as i32,
                        kept: kept + weight,
                        start,
                    };
                    if matched.score > here.score {
                        here = matched;
                    }
                }
                if here.score <= 0 {
                    here = Best::default();
                }
                diagonal = above;
                row[at + 1] = here;
                if here.score > best.0.score {
                    best = (here, word + 1);
                }
            }
        }
        let (best, end) = best;
        (best.score > 0).then_some((best.start..end, best.kept))
    }
}

impl Version {
    /// How much words weigh: one for each, and one for each of their letters.
    fn weight(&self, words: &Range<usize>) -> u32 {
        words.len() as u32 + self.words.letters(words)
    }

    /// The span of words, none of them cut.
    fn span(&self, words: &Range<usize>) -> Option<Span> {
        let span = Span::new(&self.text, self.words.range(words)?)?;
        Some(snap_to_words(&self.text, span))
    }
}
