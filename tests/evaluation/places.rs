//! Whether a suggestion means the same place as the annotator.

use std::collections::BTreeMap;

use gloss::model::annotation::Value;
use gloss::model::text::Text;

/// How far apart two points of the same place may be, in kilometres: a hundred miles,
/// as geoparsers are measured by (Gritta et al. 2018).
const NEAR: f64 = 161.0;

/// Whether the place is said at all: by its GeoNames id, or by where it lies.
pub fn is_resolved(text: &Text, attributes: &BTreeMap<String, Value>) -> bool {
    attributes.contains_key("geonames") || point(text, attributes).is_some()
}

/// Whether both are the same place: of one GeoNames id, or within 161 km.
pub fn same_place(text: &Text, a: &BTreeMap<String, Value>, b: &BTreeMap<String, Value>) -> bool {
    let id = |attributes: &BTreeMap<String, Value>| attributes.get("geonames").map(|id| id.shown(text).to_owned());
    let near = || Some(distance(point(text, a)?, point(text, b)?) <= NEAR);
    id(a).is_some() && id(a) == id(b) || near().unwrap_or(false)
}

/// Latitude and longitude in degrees.
fn point(text: &Text, attributes: &BTreeMap<String, Value>) -> Option<(f64, f64)> {
    let degrees = |name| attributes.get(name)?.shown(text).trim().parse().ok();
    Some((degrees("lat")?, degrees("lon")?))
}

/// Kilometres along a great circle, by the haversine formula.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6_371.0;
    let half = |x: f64, y: f64| ((y - x).to_radians() / 2.0).sin().powi(2);
    let along = a.0.to_radians().cos() * b.0.to_radians().cos();
    let h = half(a.0, b.0) + along * half(a.1, b.1);
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gloss::model::intake;

    /// Whether two places are the same, each as `id lat lon`, with - for what is not said.
    fn check(a: &str, b: &str, expected: bool) {
        let text = intake::clean("x").expect("a text").text;
        let place = |fields: &str| {
            let names = ["geonames", "lat", "lon"].into_iter().zip(fields.split(' '));
            let said = names.filter(|(_, value)| *value != "-");
            said.map(|(name, value)| (name.to_owned(), Value::Text(value.to_owned())))
                .collect()
        };
        assert_eq!(same_place(&text, &place(a), &place(b)), expected, "{a} {b}");
    }

    #[test]
    fn places_are_the_same_by_id_or_if_they_are_near() {
        check("703448 - -", "703448 - -", true);
        check("703448 - -", "1 - -", false);
        check("- - -", "- - -", false);
        // One degree of a meridian is 111 km.
        check("1 50.0 30.0", "2 51.4 30.0", true);
        check("1 50.0 30.0", "2 51.5 30.0", false);
        // Across the date line; near the pole, degrees of longitude are short.
        check("1 0.0 179.5", "2 0.0 -179.5", true);
        check("1 89.5 0.0", "2 89.5 180.0", true);
        // London and Paris are 344 km apart.
        check("1 51.5074 -0.1278", "2 48.8566 2.3522", false);
        check("- 51.5 -0.1", "7 51.5 x", false);
    }
}
