//! `www/world.tsv` is land and borders, and says what is so.

use gloss::model::map::world::World;

use crate::files::file;

/// The lines of a kind, each as its points, east and north in degrees.
fn lines(kind: &str) -> Vec<Vec<(f64, f64)>> {
    let file = file("world.tsv");
    let lines = file
        .lines()
        .filter_map(|line| line.strip_prefix(kind)?.strip_prefix('\t'));
    let points = lines.map(|numbers| {
        let numbers: Vec<i32> = numbers
            .split(' ')
            .map(|number| number.parse().expect("a number"))
            .collect();
        let mut at = (0, 0);
        let points = numbers.chunks(2).map(|step| {
            at = (at.0 + step[0], at.1 + step[1]);
            (f64::from(at.0) / 50.0, f64::from(at.1) / 50.0)
        });
        points.collect()
    });
    points.collect()
}

/// Whether an odd number of edges stands east of a point: it is in the ring.
fn is_inside((lon, lat): (f64, f64), ring: &[(f64, f64)]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let east = ring
        .iter()
        .zip(next)
        .filter(|((a, b), (c, d))| (*b > lat) != (*d > lat) && a + (lat - b) * (c - a) / (d - b) > lon);
    east.count() % 2 == 1
}

#[test]
fn the_file_is_whole() {
    let (land, borders) = (lines("L"), lines("B"));
    assert!(
        land.len() > 500 && borders.len() > 300,
        "{} {}",
        land.len(),
        borders.len()
    );
    let on_the_map = |(lon, lat): &(f64, f64)| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    assert!(land.iter().chain(&borders).flatten().all(on_the_map));
    let world = World::read(&file("world.tsv")).expect("land and borders");
    assert_eq!(world.land.matches('M').count(), land.len());
    assert_eq!(world.borders.matches('M').count(), borders.len());
    assert!(world.coast.len() > 100_000);
}

#[test]
fn cities_are_on_land_and_oceans_are_not() {
    let land = lines("L");
    let on_land = |point| land.iter().filter(|ring| is_inside(point, ring)).count() % 2 == 1;
    for (name, point, expected) in [
        ("Kyiv", (30.52, 50.45), true),
        ("Simferopol", (34.10, 44.95), true),
        ("Bogotá", (-74.07, 4.61), true),
        ("Anadyr, beyond the antimeridian", (-176.0, 67.0), true),
        ("the South Pole", (10.0, -89.5), true),
        ("the middle of Fiji", (178.0, -17.8), true),
        ("the Caspian Sea", (50.5, 42.0), false),
        ("the Gulf of Guinea", (0.0, 0.0), false),
        ("the Pacific", (-150.0, 20.0), false),
        ("the Sea of Azov", (36.5, 46.0), false),
    ] {
        assert_eq!(on_land(point), expected, "{name}");
    }
}

/// Crimea is in Ukraine: no border is anywhere near the isthmus of Perekop, nor on the peninsula.
#[test]
fn no_border_parts_crimea_from_ukraine() {
    let near = |(lon, lat): &(f64, f64)| (32.0..36.7).contains(lon) && (44.2..46.6).contains(lat);
    // Nor between two points of it.
    let between = |pair: &[(f64, f64)]| {
        let [(a, b), (c, d)] = [pair[0], pair[1]];
        let part = |number: i32| f64::from(number) / 20.0;
        (0..=20)
            .map(part)
            .map(|part| (a + (c - a) * part, b + (d - b) * part))
            .find(near)
    };
    let borders = lines("B");
    let mut pairs = borders.iter().flat_map(|border| border.windows(2));
    assert_eq!(pairs.find_map(between), None);
}
