//! Which place is meant by pointing at the map.

use super::spots::Spot;
use super::view::{Pixel, Size, View};

/// The number of the spot there: the smallest that covers the place, since it lies over
/// larger ones, or else the nearest one within `reach` CSS pixels of its edge.
pub fn hit(spots: &[Spot], view: View, size: Size, (x, y): Pixel, reach: f64) -> Option<usize> {
    // From the edge of its point: below 0 inside of it.
    let distance = |spot: &Spot| {
        let (right, down) = view.pixel(spot.position, size);
        (right - x).hypot(down - y) - spot.place.radius()
    };
    let away = spots.iter().enumerate().map(|(number, spot)| (number, distance(spot)));
    // What is mentioned least comes last, and lies on top.
    let covering = away.clone().rev().find(|&(_, away)| away <= 0.0);
    let nearest = || {
        away.filter(|&(_, away)| away <= reach)
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
    };
    covering.or_else(nearest).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{Id, LabelId};
    use crate::model::map::projection::{Position, project};
    use crate::model::map::spots::Place;
    use crate::model::place::Point;

    fn spot(lat: f64, lon: f64, mentions: usize) -> Spot {
        let point = Point { lat, lon };
        let place = Place {
            name: String::new(),
            country: None,
            label: LabelId::new("place"),
            mentions: vec![Id::new("a"); mentions],
            uses: [0; 3],
        };
        Spot {
            place,
            point,
            position: project(point),
        }
    }

    #[test]
    fn the_smallest_on_top_or_the_nearest() {
        let size = Size {
            width: 700.0,
            height: 360.0,
        };
        let view = View::of([Position::default()], size);
        let spots = [spot(0.0, 0.0, 5), spot(0.0, 0.1, 1), spot(0.0, 5.0, 1)];
        let (x, y) = view.pixel(spots[1].position, size);
        let (far, _) = view.pixel(spots[2].position, size);
        for ((x, y), reach, expected) in [
            ((x, y), 0.0, Some(1)),
            ((x - 9.0, y), 0.0, Some(0)),
            ((far, y), 0.0, Some(2)),
            ((far + 12.0, y), 0.0, None),
            ((far + 12.0, y), 10.0, Some(2)),
            ((far, y + 90.0), 10.0, None),
        ] {
            assert_eq!(hit(&spots, view, size, (x, y), reach), expected, "{x} {y} {reach}");
        }
    }
}
