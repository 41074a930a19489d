//! What two texts have in common, for certain.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::Words;

/// How many letters a stretch has at least: four or five words.
pub const ENOUGH: u32 = 24;

/// How many words in a row a stretch grows from.
const SEED: usize = 4;

/// Words that stand in both texts in the same order, as many as go together.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// The first word in the old text.
    pub old: usize,
    /// The first word in the new text.
    pub new: usize,
    /// How many words.
    pub len: usize,
}

impl Stretch {
    /// Where it is in the old text.
    pub fn in_old(&self) -> Range<usize> {
        self.old..self.old + self.len
    }

    /// Where it is in the new text.
    pub fn in_new(&self) -> Range<usize> {
        self.new..self.new + self.len
    }

    /// The place in the new text of one in the old text that is in the stretch or
    /// at its end.
    pub fn image(&self, at: usize) -> usize {
        at - self.old + self.new
    }
}

/// All stretches that two texts have in common. They may overlap at their ends, but
/// none is inside of another, in either text: see [`find`].
#[derive(Debug)]
pub struct Stretches {
    old: Vec<Stretch>,
    new: Vec<Stretch>,
}

impl Stretches {
    /// Those that hold all of these words of the old text.
    pub fn holding_old(&self, words: &Range<usize>) -> &[Stretch] {
        holding(&self.old, Stretch::in_old, words)
    }

    /// Those that hold all of these words of the new text.
    pub fn holding_new(&self, words: &Range<usize>) -> &[Stretch] {
        holding(&self.new, Stretch::in_new, words)
    }

    /// Those that hold any of these words of the old text.
    pub fn touching_old(&self, words: &Range<usize>) -> &[Stretch] {
        let start = self.old.partition_point(|stretch| stretch.in_old().end <= words.start);
        let end = self.old.partition_point(|stretch| stretch.old < words.end);
        &self.old[start..end.max(start)]
    }

    /// The last that ends before this word of the old text, and the first that begins
    /// at it or after.
    pub fn around_old(&self, words: &Range<usize>) -> [Option<&Stretch>; 2] {
        let before = self.old.partition_point(|stretch| stretch.in_old().end <= words.start);
        let after = self.old.partition_point(|stretch| stretch.old < words.end);
        [
            before.checked_sub(1).and_then(|at| self.old.get(at)),
            self.old.get(after),
        ]
    }

    /// Those before and after a stretch in the new text.
    pub fn neighbours_new(&self, stretch: &Stretch) -> [Option<&Stretch>; 2] {
        let at = self.new.partition_point(|other| other.new < stretch.new);
        [at.checked_sub(1).and_then(|at| self.new.get(at)), self.new.get(at + 1)]
    }
}

/// The stretches that hold all of `words`, of stretches of which none is inside of
/// another.
fn holding<'a>(
    stretches: &'a [Stretch],
    range: impl Fn(&Stretch) -> Range<usize>,
    words: &Range<usize>,
) -> &'a [Stretch] {
    let start = stretches.partition_point(|stretch| range(stretch).end < words.end);
    let end = stretches.partition_point(|stretch| range(stretch).start <= words.start);
    &stretches[start..end.max(start)]
}

/// The stretches of at least [`ENOUGH`] letters around four words in a row that are
/// in each text exactly once, or at the start or the end of both texts.
///
/// If one were inside of another in one text, the words that it grew from would be
/// in the other text twice.
pub fn find(old: &Words, new: &Words) -> Stretches {
    let (old_ids, new_ids) = (old.ids(), new.ids());
    let mut found: Vec<Stretch> = Vec::new();
    // By how far words are apart in the two texts: where the last stretch ends.
    let mut ends: FxHashMap<isize, usize> = FxHashMap::default();
    for (at, to) in seeds(old_ids, new_ids) {
        let apart = to as isize - at as isize;
        if ends.get(&apart).is_some_and(|&end| at < end) {
            continue;
        }
        let same = |(one, other): &(&u32, &u32)| one == other;
        let before = old_ids[..at].iter().rev().zip(new_ids[..to].iter().rev());
        let before = before.take_while(same).count();
        let after = old_ids[at..].iter().zip(&new_ids[to..]).take_while(same).count();
        ends.insert(apart, at + after);
        let stretch = Stretch {
            old: at - before,
            new: to - before,
            len: before + after,
        };
        if old.letters(&stretch.in_old()) >= ENOUGH {
            found.push(stretch);
        }
    }
    let mut by_new = found.clone();
    found.sort_unstable_by_key(|stretch| stretch.old);
    by_new.sort_unstable_by_key(|stretch| stretch.new);
    Stretches {
        old: found,
        new: by_new,
    }
}

/// Places in the old text and in the new one from which stretches grow, in the
/// order of the old text.
fn seeds(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    const NOWHERE: u32 = u32::MAX;
    const OFTEN: u32 = u32::MAX - 1;
    let mut places: FxHashMap<[u32; SEED], [u32; 2]> = FxHashMap::default();
    for (at, words) in old.array_windows().enumerate() {
        let place = places.entry(*words).or_insert([NOWHERE; 2]);
        place[0] = if place[0] == NOWHERE { at as u32 } else { OFTEN };
    }
    for (at, words) in new.array_windows().enumerate() {
        if let Some([_, place]) = places.get_mut(words) {
            *place = if *place == NOWHERE { at as u32 } else { OFTEN };
        }
    }
    let mut seeds: Vec<(usize, usize)> = places
        .into_values()
        .filter(|place| place.iter().all(|&at| at < OFTEN))
        .map(|[at, to]| (at as usize, to as usize))
        .chain([(0, 0), (old.len() - 1, new.len() - 1)])
        .collect();
    seeds.sort_unstable();
    seeds
}
