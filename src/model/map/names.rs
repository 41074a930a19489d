//! Which places have their names on the map, and where beside their points.

use super::projection::{EDGE, Position};
use super::spots::Spot;
use crate::model::short::short;

/// The width of a character and the height of a line of names, in CSS pixels: about those of
/// a wide, bold sans-serif of 12 pixels with a line around it.
const CHARACTER: f64 = 8.8;
const LINE: f64 = 14.0;

/// The distance of a name from its point, in CSS pixels: the ring of a chosen one lies between.
const GAP: f64 = 7.0;

/// The width and the height that the buttons take from the map's corner at the top left, in CSS
/// pixels: those for fingers, which are larger.
const BUTTONS: (f64, f64) = (54.0, 131.0);

/// How many names there are at most.
const MANY: usize = 150;

/// How many characters of a name are shown at most.
const LONG: usize = 24;

/// A name on the map. At another scale, other names have room.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The number of its spot.
    pub spot: usize,
    /// Its words, shortened if they are many.
    pub words: String,
    /// Which end of it, or its middle, `right` is of.
    pub anchor: Anchor,
    /// Where that is, to the right of the spot's position, in CSS pixels.
    pub right: f64,
    /// Where its baseline is, below the spot's position.
    pub down: f64,
}

/// A place in a line of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// A rectangle, in CSS pixels: left, top, right, bottom.
type Area = [f64; 4];

/// The names that have room at a scale (CSS pixels for a unit of the plane), those of the
/// places that are mentioned most first: right, left, above or below of their points, over
/// no other point and no other name, and not beyond the edges of the map. Where there is a
/// choice, they stand no farther out than `margins` from the outermost points, to the sides and
/// up and down in CSS pixels: what has all points in sight with so much room beside them then
/// has all of these names. Nor are they below the buttons then, if the `corner` at the top left
/// is known that they stand in.
pub fn names(spots: &[Spot], scale: f64, margins: (f64, f64), corner: Option<Position>) -> Vec<Name> {
    let point = |spot: &Spot| {
        let (x, y, radius) = (spot.position.x * scale, spot.position.y * scale, spot.place.radius());
        [x - radius, y - radius, x + radius, y + radius]
    };
    let points: Vec<Area> = spots.iter().map(point).collect();
    let range = |of: fn(&Position) -> f64, margin: f64| {
        let all = spots.iter().map(|spot| of(&spot.position) * scale);
        let least = all.clone().fold(f64::INFINITY, f64::min) - margin;
        (least, all.fold(f64::NEG_INFINITY, f64::max) + margin)
    };
    let (least, most) = range(|at| at.x, margins.0);
    let (highest, lowest) = range(|at| at.y, margins.1);
    let buttons = corner.map(|corner| {
        let (left, top) = (corner.x * scale, corner.y * scale);
        [left, top, left + BUTTONS.0, top + BUTTONS.1]
    });
    let mut taken = Vec::<Area>::new();
    let mut names = Vec::new();
    for (number, spot) in spots.iter().enumerate() {
        if names.len() == MANY {
            break;
        }
        let words = short(&spot.place.name, LONG);
        let (x, y) = (spot.position.x * scale, spot.position.y * scale);
        let (width, away) = (words.chars().count() as f64 * CHARACTER, spot.place.radius() + GAP);
        let sides = [
            (Anchor::Start, away, -LINE / 2.0),
            (Anchor::End, -away, -LINE / 2.0),
            (Anchor::Middle, 0.0, -away - LINE),
            (Anchor::Middle, 0.0, away),
        ];
        let area = |&(anchor, right, down): &(Anchor, f64, f64)| {
            let left = x + right
                - match anchor {
                    Anchor::Start => 0.0,
                    Anchor::Middle => width / 2.0,
                    Anchor::End => width,
                };
            [left, y + down, left + width, y + down + LINE]
        };
        let is_free = |side: &&(Anchor, f64, f64)| {
            let area = area(side);
            let mut others = points.iter().enumerate().filter(|(other, _)| *other != number);
            let inside = |low: f64, high: f64, edge: f64| low >= -edge * scale && high <= edge * scale;
            inside(area[0], area[2], EDGE.x)
                && inside(area[1], area[3], EDGE.y)
                && !taken.iter().any(|other| overlap(&area, other))
                && !others.any(|(_, other)| overlap(&area, other))
        };
        let is_near = |side: &&(Anchor, f64, f64)| {
            let area @ [left, top, right, bottom] = area(side);
            let covered = buttons.is_some_and(|buttons| overlap(&area, &buttons));
            left >= least && right <= most && top >= highest && bottom <= lowest && !covered
        };
        let mut near = sides.iter().filter(is_near);
        let found = near.find(is_free).or_else(|| sides.iter().find(is_free));
        if let Some(side @ &(anchor, right, down)) = found {
            taken.push(area(side));
            names.push(Name {
                spot: number,
                words,
                anchor,
                right,
                down: down + LINE * 0.8,
            });
        }
    }
    names
}

fn overlap(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{Id, LabelId};
    use crate::model::map::projection::project;
    use crate::model::map::spots::Place;
    use crate::model::place::Point;

    const MARGINS: (f64, f64) = (80.0, 40.0);

    /// The spots of these names, at these longitudes on the equator.
    fn spots(named: &[(&str, f64)]) -> Vec<Spot> {
        let spot = |(name, lon): &(&str, f64)| {
            let point = Point { lat: 0.0, lon: *lon };
            let place = Place {
                name: (*name).to_owned(),
                country: None,
                label: LabelId::new("place"),
                mentions: vec![Id::new("a")],
                uses: [0; 3],
            };
            Spot {
                place,
                point,
                position: project(point),
            }
        };
        named.iter().map(spot).collect()
    }

    fn check(named: &[(&str, f64)], scale: f64, expected: &[(usize, &str)]) {
        let names = names(&spots(named), scale, MARGINS, None);
        let found: Vec<_> = names.iter().map(|name| (name.spot, side(name))).collect();
        assert_eq!(found, expected, "{named:?} at {scale}");
    }

    fn side(name: &Name) -> &'static str {
        match name.anchor {
            Anchor::Start => "right",
            Anchor::End => "left",
            Anchor::Middle if name.down < 0.0 => "above",
            Anchor::Middle => "below",
        }
    }

    #[test]
    fn names_stand_where_there_is_room() {
        check(&[("Quito", -78.5)], 0.13, &[(0, "right")]);
        // A point to the right is in the way.
        check(&[("Quito", 0.0), ("Kampala", 12.0)], 0.13, &[(0, "left"), (1, "right")]);
        check(
            &[("Quito", 0.0), ("Kampala", 12.0), ("Libreville", -12.0)],
            0.13,
            &[(0, "above"), (1, "right"), (2, "below")],
        );
        // Where all points are shown, a name beside the outermost would be cut off.
        check(
            &[("Westmoreland", 0.0), ("Kingston", 6.0), ("Nairobi", 60.0)],
            0.13,
            &[(0, "above"), (1, "right"), (2, "right")],
        );
        // Beyond the right side there is nothing.
        check(&[("Suva", 178.4)], 0.13, &[(0, "left")]);
        // All at one place: one name on each side.
        check(
            &[("A", 0.0); 6],
            0.13,
            &[(0, "right"), (1, "left"), (2, "above"), (3, "below")],
        );
        check(&[("A", 0.0), ("B", 0.9)], 10.0, &[(0, "right"), (1, "right")]);
    }

    #[test]
    fn names_stand_neither_beyond_the_top_nor_below_the_buttons() {
        let named = [("Nome", 0.0), ("Anchorage", 6.0), ("Nairobi", 60.0)];
        let first = |margins, corner| side(&names(&spots(&named), 0.13, margins, corner)[0]);
        assert_eq!(first(MARGINS, None), "left");
        let corner = |left: f64, top: f64| {
            let (x, y) = (-left / 0.13, -top / 0.13);
            Some(Position { x, y })
        };
        assert_eq!(first(MARGINS, corner(80.0, 40.0)), "above");
        // There is no room above.
        assert_eq!(first((80.0, 24.0), corner(80.0, 140.0)), "left");
        assert_eq!(first((40.0, 24.0), None), "left");
    }

    #[test]
    fn long_names_are_cut_and_many_are_not_all_shown() {
        let all = names(
            &spots(&[("The long name of a place that nobody knows", 0.0)]),
            0.1,
            MARGINS,
            None,
        );
        assert_eq!(all[0].words, "The long name of a place…");
        let many: Vec<_> = (0..MANY + 9).map(|number| ("A", number as f64)).collect();
        assert_eq!(names(&spots(&many), 100.0, MARGINS, None).len(), MANY);
    }
}
