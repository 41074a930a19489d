//! Places among annotations: which they are, and where they lie. What is written into
//! files of maps and what is drawn on the map of the page is the same.

use super::annotation::Annotation;
use super::text::Text;

/// The label of places in the built-in scheme.
const PLACE: &str = "place";

/// The attribute of the built-in scheme for which place it is, by name.
pub const NAME: &str = "place";

/// The attributes that hold the latitude, the one that Gloss writes first.
pub const LAT: [&str; 2] = ["lat", "latitude"];

/// The attributes that hold the longitude, the one that Gloss writes first.
pub const LON: [&str; 3] = ["lon", "lng", "longitude"];

/// The attributes that hold an id of GeoNames, the one that Gloss writes first.
pub const GEONAMES: [&str; 2] = ["geonames", "geonames_id"];

/// The attributes that hold an id of Wikidata, the one that Gloss writes first.
pub const WIKIDATA: [&str; 2] = ["wikidata", "wikidata_id"];

/// A point on the globe, WGS 84, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// North of the equator, from -90 to 90.
    pub lat: f64,
    /// East of Greenwich, from -180 to 180.
    pub lon: f64,
}

impl Point {
    /// As people read it: `50.45° N, 30.52° E`.
    pub fn shown(self) -> String {
        let degrees = |number: f64, [positive, negative]: [char; 2]| {
            let direction = if number < 0.0 { negative } else { positive };
            format!("{:.2}° {direction}", number.abs())
        };
        format!("{}, {}", degrees(self.lat, ['N', 'S']), degrees(self.lon, ['E', 'W']))
    }
}

/// Whether an annotation marks a place: by its label, or because it has coordinates.
pub fn is_place(annotation: &Annotation, text: &Text) -> bool {
    annotation.label.as_str() == PLACE || point(annotation, text).is_some()
}

/// Where the place lies, by its attributes `lat` and `lon`, in degrees; `None` if
/// they are not there, or no numbers, or not on the globe.
pub fn point(annotation: &Annotation, text: &Text) -> Option<Point> {
    let degrees = |names: &[&str], most: f64| {
        let number = known(annotation, text, names)?.trim().parse::<f64>().ok()?;
        (-most..=most).contains(&number).then_some(number)
    };
    let lat = degrees(&LAT, 90.0)?;
    let lon = degrees(&LON, 180.0)?;
    Some(Point { lat, lon })
}

/// What the first of these attributes that is there holds, in words.
pub fn known<'a>(annotation: &'a Annotation, text: &'a Text, names: &[&str]) -> Option<&'a str> {
    let value = names.iter().find_map(|name| annotation.attributes.get(*name))?;
    Some(value.shown(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_by_people() {
        for (lat, lon, expected) in [
            (50.45, 30.524, "50.45° N, 30.52° E"),
            (-33.869, -70.5, "33.87° S, 70.50° W"),
            (0.0, 0.0, "0.00° N, 0.00° E"),
        ] {
            assert_eq!(Point { lat, lon }.shown(), expected);
        }
    }
}
