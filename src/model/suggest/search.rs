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

/// At most `limit` places of which a name, or a word of one, begins with `words`: the
/// best fit first, and of those the largest. After a comma, regions and countries can
/// be named, whole or by their codes, or as far as they are typed: `paris, tex`.
pub fn search<'a>(gazetteer: &'a Gazetteer, words: &str, limit: usize) -> Vec<Place<'a>> {
    let mut parts = words.split(',').map(fold);
    let wanted = parts.next().unwrap_or_default();
    if wanted.is_empty() {
        return Vec::new();
    }
    let within: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let mut folded = String::new();
    let mut found: Vec<_> = gazetteer
        .places()
        .filter_map(|place| {
            let fit = place.names().filter_map(|(name, role)| {
                folded.clear();
                fold_into(&mut folded, name);
                fit(&folded, &wanted, role)
            });
            let fit = fit.min()?;
            let inside = within.iter().all(|part| lies_in(place, part));
            inside.then(|| (fit, std::cmp::Reverse(size(place)), place))
        })
        .collect();
    // The sort keeps the order of the file among equals.
    found.sort_by_key(|&(fit, size, _)| (fit, size));
    found.truncate(limit);
    found.into_iter().map(|(.., place)| place).collect()
}

/// All places that have exactly this name, the largest first.
pub fn namesakes<'a>(gazetteer: &'a Gazetteer, name: &str) -> Vec<Place<'a>> {
    let folded = fold(name);
    let mut found: Vec<_> = gazetteer.named(&folded).map(|named| named.place).collect();
    found.sort_by_key(|&place| std::cmp::Reverse(size(place)));
    found
}

fn fit(name: &str, wanted: &str, role: Role) -> Option<Fit> {
    let at = name.find(wanted)?;
    match at {
        0 if name.len() == wanted.len() && role == Role::Main => Some(Fit::Whole),
        0 => Some(Fit::Start),
        _ => name
            .match_indices(wanted)
            .find(|&(at, _)| name[..at].ends_with(' '))
            .map(|_| Fit::Word),
    }
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
