//! Finding a place in a gazetteer by the first letters of its name, for a person to
//! pick from.

use super::fold::{fold, fold_into};
use super::gazetteer::{Gazetteer, Kind, Place, Role};

/// How well a name fits what was typed; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It is the name.
    Whole,
    /// The name, or another one, begins with it.
    Start,
    /// A later word of a name begins with it.
    Word,
}

/// The names of a gazetteer, ready to be searched as fast as someone types.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// All names, [folded](fold), each after a line end.
    folded: String,
    /// Where each name starts, whose it is by its number, and what it is to it.
    names: Vec<(u32, u32, Role)>,
    /// Of how many places it has the names.
    places: usize,
}

impl Index {
    /// An index of all names of a gazetteer, made at once.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        let mut index = Self::default();
        while index.step(gazetteer) {}
        index
    }

    /// Takes in the names of the next hundreds of places: a millisecond's work. Whether
    /// there are more.
    pub fn step(&mut self, gazetteer: &Gazetteer) -> bool {
        const STEP: usize = 400;
        for place in gazetteer.places().skip(self.places).take(STEP) {
            for (name, role) in place.names() {
                self.names.push((self.folded.len() as u32 + 1, place.number(), role));
                self.folded.push('\n');
                fold_into(&mut self.folded, name);
            }
            self.places += 1;
        }
        let more = self.places < gazetteer.places().len();
        if !more {
            self.folded.push('\n');
        }
        more
    }

    /// The places of which a name, or a word of one, begins with `wanted`, in the order
    /// of the file, each with how well it fits.
    fn fitting(&self, wanted: &str) -> Vec<(u32, Fit)> {
        let mut found: Vec<(u32, Fit)> = Vec::new();
        let mut add = |at: usize, later: bool| {
            let number = self.names.partition_point(|&(start, ..)| start as usize <= at) - 1;
            let (_, place, role) = self.names[number];
            let whole = !later && role == Role::Main && self.folded[at + wanted.len()..].starts_with('\n');
            found.push((
                place,
                match (later, whole) {
                    (true, _) => Fit::Word,
                    (false, true) => Fit::Whole,
                    (false, false) => Fit::Start,
                },
            ));
        };
        for (before, later) in [('\n', false), (' ', true)] {
            let wanted = format!("{before}{wanted}");
            for (at, _) in self.folded.match_indices(&wanted) {
                add(at + 1, later);
            }
        }
        found.sort_unstable();
        found.dedup_by_key(|&mut (place, _)| place);
        found
    }
}

/// At most `limit` places of which a name, or a word of one, begins with `words`: the
/// best fit first, and of those the largest. After a comma, regions and countries can
/// be named, whole or by their codes, or as far as they are typed: `paris, tex`.
pub fn search<'a>(gazetteer: &'a Gazetteer, index: &Index, words: &str, limit: usize) -> Vec<Place<'a>> {
    let mut parts = words.split(',').map(fold);
    let wanted = parts.next().unwrap_or_default();
    if wanted.is_empty() {
        return Vec::new();
    }
    let within: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let place = |(number, fit)| {
        let place = gazetteer.place(number)?;
        Some((fit, std::cmp::Reverse(size(place)), place))
    };
    let mut found: Vec<_> = index.fitting(&wanted).into_iter().filter_map(place).collect();
    // The sort keeps the order of the file among equals.
    found.sort_by_key(|&(fit, size, _)| (fit, size));
    let inside = |place: &Place| within.iter().all(|part| lies_in(*place, part));
    let places = found.into_iter().map(|(.., place)| place);
    places.filter(inside).take(limit).collect()
}

fn lies_in(place: Place, part: &str) -> bool {
    let is = |outer: Place| {
        let name = |(name, _): (&str, Role)| fold(name).starts_with(part);
        fold(outer.code()) == part || outer.names().any(name)
    };
    place.region().is_some_and(is) || place.country().is_some_and(is)
}

/// How large a place is, in thousands of people. Of seas, mountains and regions
/// without fixed borders nobody counts them: they are listed because they are known.
fn size(place: Place) -> u32 {
    const KNOWN: u32 = 1_000;
    match place.kind() {
        Kind::Country | Kind::Region | Kind::Capital | Kind::City => place.thousands(),
        Kind::Area | Kind::Continent | Kind::Sea | Kind::Lake | Kind::River | Kind::Canal => KNOWN,
        Kind::Mountain | Kind::Desert | Kind::Island | Kind::Building => KNOWN,
    }
}
