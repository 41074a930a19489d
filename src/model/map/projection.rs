//! Equal Earth: the projection of the map.
//!
//! Šavrič, Patterson and Jenny, “The Equal Earth map projection”, International Journal of
//! Geographical Information Science 33 (2019), <https://doi.org/10.1080/13658816.2018.1504949>.
//! Countries have their true sizes, and shapes that people know.

use crate::model::place::Point;

/// The coefficients of the published polynomial.
const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];

/// How many units of the plane the radius of the globe is long.
const RADIUS: f64 = 1000.0;

/// A position on the plane of the map, from its middle; its unit is a thousandth of the
/// radius of the globe.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Position {
    /// To the right.
    pub x: f64,
    /// Down, as on screens.
    pub y: f64,
}

/// How far the map goes to the right of its middle, and down.
pub const EDGE: Position = Position {
    x: 2.7066299836960748 * RADIUS,
    y: 1.3173627591574133 * RADIUS,
};

/// Where a point of the globe is on the map. The middle is at 0° N, 0° E.
pub fn project(Point { lat, lon }: Point) -> Position {
    let root = 3f64.sqrt();
    let t = (root / 2.0 * lat.to_radians().sin()).asin();
    let (t2, t6) = (t * t, t.powi(6));
    let y = t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = 2.0 * root * lon.to_radians() * t.cos() / (3.0 * slope);
    Position {
        x: x * RADIUS,
        y: -y * RADIUS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What PROJ (`+proj=eqearth +R=1`) and d3-geo 3 (`geoEqualEarthRaw`) give, in radii, up.
    const PUBLISHED: [(f64, f64, f64, f64); 8] = [
        (0.0, 0.0, 0.0, 0.0),
        (0.0, 180.0, 2.7066299836960748, 0.0),
        (90.0, 0.0, 0.0, 1.3173627591574133),
        (90.0, 180.0, 1.6035886482840516, 1.3173627591574133),
        (-12.0, -52.0, -0.7737398571326466, -0.2421657412072243),
        (60.0, 120.0, 1.3593733917143729, 1.0883008355053194),
        (55.7558, 37.6176, 0.4438475389191948, 1.0288875940336335),
        (40.7128, -74.006, -0.9818614499858501, 0.7870642200491075),
    ];

    #[test]
    fn positions_are_the_published_ones() {
        for (lat, lon, x, y) in PUBLISHED {
            let found = project(Point { lat, lon });
            let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
            assert!(
                near(found.x, x * RADIUS) && near(found.y, -y * RADIUS),
                "{lat}, {lon}: {found:?}"
            );
        }
    }

    /// The area of a narrow band between two latitudes is that on the globe.
    #[test]
    fn areas_are_those_of_the_globe() {
        for lat in [0.0, 25.0, 50.0, 75.0] {
            let at = |lat| project(Point { lat, lon: 180.0 });
            let (low, middle, high) = (at(lat), at(lat + 0.005), at(lat + 0.01));
            let on_map = 2.0 * middle.x * (low.y - high.y) / (RADIUS * RADIUS);
            let sine = |lat: f64| lat.to_radians().sin();
            let on_globe = std::f64::consts::TAU * (sine(lat + 0.01) - sine(lat));
            assert!((on_map / on_globe - 1.0).abs() < 1e-4, "{lat}: {on_map} {on_globe}");
        }
    }
}
