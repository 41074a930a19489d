//! Which real place a name means, among all that have it.
//!
//! Countries and capitals are meant more often than towns, large towns more often
//! than small ones, and what lies in a country or region that the article names
//! rather than elsewhere. A name means one place in an article (Leidner, “Toponym
//! Resolution in Text”, 2007, has these heuristics and their history).

use rustc_hash::FxHashMap;

use super::super::fold::fold;
use super::super::gazetteer::{Gazetteer, Kind, Named, Place, Role};
use super::context::Context;
use super::words::Class;

/// How much each country and each region, by their numbers, is named in an article.
///
/// Weights are parts of all that is named: they add up to 1 or less.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    countries: FxHashMap<u32, f32>,
    regions: FxHashMap<u32, f32>,
    total: f32,
}

impl Article {
    /// Notes that a place is named in the article, so many times.
    pub fn note(&mut self, place: Place, times: f32) {
        self.total += times;
        if let Some(number) = country(place) {
            *self.countries.entry(number).or_default() += times;
        }
        if let Some(number) = region(place) {
            *self.regions.entry(number).or_default() += times;
        }
    }

    /// How much of what is named lies in the country of this place, and in its region.
    /// What the place's own name added for another one is no evidence, and left out.
    fn share(&self, place: Place, own: Option<(Place, f32)>) -> (f32, f32) {
        let times = own.map_or(0.0, |(_, times)| times);
        let rest = (self.total - times).max(1.0);
        let part = |named: Option<&f32>, own: bool| {
            let own = if own { times } else { 0.0 };
            (named.copied().unwrap_or_default() - own).max(0.0) / rest
        };
        let number = country(place);
        let same_country = own.is_some_and(|(own, _)| country(own) == number);
        let country = part(number.and_then(|number| self.countries.get(&number)), same_country);
        let region = region(place).map_or(0.0, |number| {
            let same = own.is_some_and(|(own, _)| region(own) == Some(number));
            part(self.regions.get(&number), same)
        });
        (country, region)
    }
}

/// The number of the country that a place is or lies in.
fn country(place: Place) -> Option<u32> {
    match place.kind() {
        Kind::Country => Some(place.number()),
        _ => place.country().map(Place::number),
    }
}

/// The number of the region that a place is or lies in.
fn region(place: Place) -> Option<u32> {
    match place.kind() {
        Kind::Region => Some(place.number()),
        _ => place.region().map(Place::number),
    }
}

/// What is said of a name where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Told {
    /// The number of the larger place after it: Paris, Texas.
    pub within: Option<u32>,
    /// “region” or the like follows.
    pub region: bool,
    /// “city” follows, or “city of” stands before it.
    pub city: bool,
}

impl Told {
    /// This, and what another says that this does not.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            within: self.within.or(other.within),
            region: self.region || other.region && !self.city,
            city: self.city || other.city && !self.region,
        }
    }
}

/// What is said of a name where it stands.
pub fn told(context: &Context) -> Told {
    let after = context.after();
    let region = after.is_some_and(|(_, of)| of.has(Class::Region));
    let of_city = || {
        let at = context.found.tokens.start;
        at >= 2
            && context.tokens[at - 1].word == "of"
            && matches!(context.tokens[at - 2].word, "city" | "town" | "port")
    };
    let city = after.is_some_and(|(word, _)| matches!(word.word, "city" | "City" | "mayor")) || of_city();
    let within = context.within().and_then(|larger| {
        let places = larger.named.iter().filter(|named| named.role != Role::Adjective);
        // Of those that are called so, the one that a place of the name lies in.
        let contains = |outer: &&Named| {
            context
                .found
                .named
                .iter()
                .any(|named| lies_in(named.place, outer.place.number()))
        };
        let best = places
            .clone()
            .find(contains)
            .or_else(|| places.max_by(|a, b| prior(a).total_cmp(&prior(b))));
        best.map(|named| named.place.number())
    });
    Told { within, region, city }
}

/// A place that may be meant, with a score by which to compare it to others.
pub type Candidate<'a> = (Place<'a>, f32);

/// All places that have a name, the likeliest first, in an article that names others:
/// for a person to pick from.
pub fn candidates<'a>(gazetteer: &'a Gazetteer, name: &str, article: &Article) -> Vec<Candidate<'a>> {
    let named: Vec<_> = gazetteer.named(&fold(name)).collect();
    ranked(&named, article, Told::default(), None)
}

/// These places, the likeliest first. `own` is the place that the name was noted for
/// in the article, and how many times: it is no evidence for itself.
pub fn ranked<'a>(named: &[Named<'a>], article: &Article, told: Told, own: Option<(Place, f32)>) -> Vec<Candidate<'a>> {
    let mut ranked: Vec<_> = named
        .iter()
        .map(|named| (named.place, prior(named) + evidence(named.place, article, told, own)))
        .collect();
    ranked.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.number().cmp(&b.number())));
    ranked
}

/// How likely a place is meant by its name when nothing else is known.
pub fn prior(named: &Named) -> f32 {
    let place = named.place;
    let size = (place.thousands() as f32 + 1.0).log10();
    let kind = match place.kind() {
        Kind::Country => size.max(2.0) + 4.0,
        Kind::Capital => size + 2.5,
        Kind::Region => size.min(4.0) - 0.3,
        Kind::City => size,
        Kind::Continent | Kind::Area | Kind::Sea | Kind::Building => 5.0,
        Kind::Lake | Kind::River | Kind::Canal | Kind::Mountain | Kind::Desert | Kind::Island => 4.0,
    };
    let role = match named.role {
        Role::Main => 0.0,
        Role::Other => -0.5,
        Role::Adjective => 0.0,
        Role::Code => 0.0,
    };
    kind + role
}

fn evidence(place: Place, article: &Article, told: Told, own: Option<(Place, f32)>) -> f32 {
    let (country, region) = article.share(place, own);
    let mut evidence = 3.2 * country.sqrt() + 2.5 * region.sqrt();
    if let Some(within) = told.within {
        evidence += if lies_in(place, within) { 20.0 } else { 0.0 };
    }
    if told.region && place.kind() == Kind::Region {
        evidence += 6.0;
    }
    if told.city && matches!(place.kind(), Kind::City | Kind::Capital) {
        evidence += 6.0;
    }
    evidence
}

/// Whether a place lies in the one of this number.
pub fn lies_in(place: Place, outer: u32) -> bool {
    let is = |place: Option<Place>| place.is_some_and(|place| place.number() == outer);
    is(place.region()) || is(place.country())
}
