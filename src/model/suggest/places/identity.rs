//! What an annotation says of the place that it means.

use super::super::gazetteer::{Kind, Place};
use crate::model::place::{GEONAMES, LAT, LON, NAME, WIKIDATA};

/// The attributes that say which place it is, by their ids: those by which the formats
/// of maps know them. What a place has none of is empty.
pub fn identity(place: Place<'_>) -> [(&'static str, &str); 7] {
    [
        (NAME, place.name()),
        ("kind", place.kind().word()),
        ("country", place.country_code()),
        (LAT[0], place.lat()),
        (LON[0], place.lon()),
        (GEONAMES[0], place.geonames()),
        (WIKIDATA[0], place.wikidata()),
    ]
}

/// What a place is, in words: "city in Texas, United States".
pub fn description(place: Place) -> String {
    let kind = place.kind().word();
    match (place.region(), place.country()) {
        (_, Some(country)) if place.kind() == Kind::Capital => format!("{kind} of {}", country.name()),
        (Some(region), Some(country)) => format!("{kind} in {}, {}", region.name(), country.name()),
        (None, Some(country)) => format!("{kind} in {}", country.name()),
        (_, None) => kind.to_owned(),
    }
}
