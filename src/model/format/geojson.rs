//! GeoJSON (RFC 7946, <https://www.rfc-editor.org/rfc/rfc7946>): a feature for each
//! mention of a place, for maps and geographic information systems.
//!
//! A mention is one with the label `place`, or any other that has coordinates. It
//! is a point at its attributes `lat` and `lon`; one without them is a feature
//! whose `geometry` is `null`, which the standard calls unlocated, so it is not
//! lost. Offsets of mentions are code points, half-open.
//!
//! Limitation: it is only written. The text is not in it, so there is nothing to
//! read it back into.

use super::object::Object;
use super::place::{write_document, write_point, write_properties};
use super::table::{Format, Frame, Written};
use crate::model::exchange::loss::Losses;
use crate::model::exchange::unit::Unit;
use crate::model::place::{is_place, point};
use crate::model::project::Project;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "geojson",
    name: "GeoJSON",
    about: "The places on a map: for QGIS, geojson.io, Leaflet and others.",
    extension: "geojson",
    media: "application/geo+json",
    frame: Frame::Alone,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: None,
};

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let document = &*project.document;
    let place = |annotation: &_| is_place(annotation, &document.text);
    let mut losses = Losses::of_some(project, place);
    let mut file = String::new();
    let mut collection = Object::begin(&mut file);
    collection.words("type", Some("FeatureCollection"));
    write_document(&mut collection, document);
    let features = collection.name("features");
    features.push('[');
    let places = project.markup.annotations.iter().filter(|annotation| place(annotation));
    for (number, annotation) in places.enumerate() {
        features.push_str(if number == 0 { "\n" } else { ",\n" });
        let mut feature = Object::begin(features);
        feature
            .words("type", Some("Feature"))
            .words("id", Some(annotation.id.as_str()));
        let geometry = feature.name("geometry");
        match point(annotation, &document.text) {
            Some(point) => write_point(geometry, point),
            None => geometry.push_str("null"),
        }
        let mut properties = Object::begin(feature.name("properties"));
        write_properties(&mut properties, annotation, document, &mut losses);
        properties.end();
        feature.end();
    }
    features.push_str("\n]");
    collection.end();
    file.push('\n');
    Written::one(FORMAT.extension, file, losses)
}
