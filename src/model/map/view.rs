//! What is seen of the map.

use super::projection::{EDGE, Position};

/// The size of what the map is shown in, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A place in it, in CSS pixels from its left and its top.
pub type Pixel = (f64, f64);

/// How many times larger than the whole map in sight it can get.
const CLOSEST: f64 = 60.0;

/// How many times larger it gets when only a few places lie near each other.
const NEAR: f64 = 8.0;

/// How far from the sides, and from top and bottom, places are shown: as a part of the size, and
/// in CSS pixels at most, and at the sides at least. Their points and names need room, beside the
/// buttons, too.
const MARGIN: f64 = 0.12;
const WIDEST: f64 = 80.0;
const NARROWEST: f64 = 64.0;
const HIGHEST: f64 = 40.0;

/// What is seen of the map: which position is in the middle, and how large it is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    middle: Position,
    /// CSS pixels for a unit of the plane.
    scale: f64,
}

impl View {
    /// The whole map.
    pub fn world(size: Size) -> Self {
        let Size { width, height } = size;
        Self {
            middle: Position::default(),
            scale: (width / EDGE.x).min(height / EDGE.y) / 2.0,
        }
    }

    /// All of these positions, from not too near; the whole map if there are none.
    pub fn of(positions: impl IntoIterator<Item = Position>, size: Size) -> Self {
        let world = Self::world(size);
        let mut bounds = None::<(Position, Position)>;
        for at in positions {
            let (low, high) = bounds.unwrap_or((at, at));
            let least = Position {
                x: low.x.min(at.x),
                y: low.y.min(at.y),
            };
            let most = Position {
                x: high.x.max(at.x),
                y: high.y.max(at.y),
            };
            bounds = Some((least, most));
        }
        let Some((low, high)) = bounds else {
            return world;
        };
        let (side, end) = margins(size);
        let across = (size.width - 2.0 * side) / (high.x - low.x);
        let down = (size.height - 2.0 * end) / (high.y - low.y);
        let view = Self {
            middle: Position {
                x: (low.x + high.x) / 2.0,
                y: (low.y + high.y) / 2.0,
            },
            scale: across.min(down).min(world.scale * NEAR),
        };
        view.within(size)
    }

    /// Where a position of the map is seen.
    pub fn pixel(self, at: Position, size: Size) -> Pixel {
        let x = size.width / 2.0 + (at.x - self.middle.x) * self.scale;
        let y = size.height / 2.0 + (at.y - self.middle.y) * self.scale;
        (x, y)
    }

    /// What position of the map is seen there.
    pub fn position(self, (x, y): Pixel, size: Size) -> Position {
        Position {
            x: self.middle.x + (x - size.width / 2.0) / self.scale,
            y: self.middle.y + (y - size.height / 2.0) / self.scale,
        }
    }

    /// CSS pixels for a unit of the plane.
    pub fn scale(self) -> f64 {
        self.scale
    }

    /// So many times larger, with the same position at `about`, as far as there is map.
    #[must_use]
    pub fn zoomed(self, times: f64, about: Pixel, size: Size) -> Self {
        let world = Self::world(size).scale;
        let scale = (self.scale * times).clamp(world, world * CLOSEST);
        Self { scale, ..self }.with(self.position(about, size), about, size)
    }

    /// Moved by so many CSS pixels, to the right and down, as far as there is map.
    #[must_use]
    pub fn moved(self, (right, down): Pixel, size: Size) -> Self {
        let middle = Position {
            x: self.middle.x - right / self.scale,
            y: self.middle.y - down / self.scale,
        };
        Self { middle, ..self }.within(size)
    }

    /// What two fingers do that go from one pair of places to another.
    #[must_use]
    pub fn pinched(self, from: [Pixel; 2], to: [Pixel; 2], size: Size) -> Self {
        let between = |[(a, b), (x, y)]: [Pixel; 2]| ((a + x) / 2.0, (b + y) / 2.0);
        let apart = |[(a, b), (x, y)]: [Pixel; 2]| (x - a).hypot(y - b).max(1.0);
        let ((a, b), (x, y)) = (between(from), between(to));
        self.moved((x - a, y - b), size)
            .zoomed(apart(to) / apart(from), (x, y), size)
    }

    /// Whether a position is seen, and has room for its name.
    pub fn sees(self, at: Position, size: Size) -> bool {
        let ((x, y), (side, end)) = (self.pixel(at, size), margins(size));
        (side..=size.width - side).contains(&x) && (end..=size.height - end).contains(&y)
    }

    /// Moved so that a position is seen, unless it is.
    #[must_use]
    pub fn showing(self, at: Position, size: Size) -> Self {
        if self.sees(at, size) {
            return self;
        }
        Self { middle: at, ..self }.within(size)
    }

    /// As an SVG `transform` of what is drawn in units of the plane.
    pub fn transform(self, size: Size) -> String {
        let (x, y) = self.pixel(Position::default(), size);
        format!("translate({x:.2} {y:.2}) scale({:.6})", self.scale)
    }

    /// The same in another size.
    #[must_use]
    pub fn resized(self, before: Size, now: Size) -> Self {
        let times = Self::world(now).scale / Self::world(before).scale;
        let scale = self.scale * times;
        Self { scale, ..self }.within(now)
    }

    /// With a position at a pixel, as far as there is map.
    fn with(self, at: Position, (x, y): Pixel, size: Size) -> Self {
        let middle = Position {
            x: at.x - (x - size.width / 2.0) / self.scale,
            y: at.y - (y - size.height / 2.0) / self.scale,
        };
        Self { middle, ..self }.within(size)
    }

    /// Moved, and made larger, as little as is needed for the map not to leave what it is
    /// shown in.
    fn within(self, size: Size) -> Self {
        let world = Self::world(size).scale;
        let scale = self.scale.clamp(world, world * CLOSEST);
        let limit = |at: f64, edge: f64, pixels: f64| {
            let most = (edge - pixels / 2.0 / scale).max(0.0);
            at.clamp(-most, most)
        };
        Self {
            middle: Position {
                x: limit(self.middle.x, EDGE.x, size.width),
                y: limit(self.middle.y, EDGE.y, size.height),
            },
            scale,
        }
    }
}

/// How far from the sides, and from top and bottom, places are shown, in CSS pixels.
pub fn margins(Size { width, height }: Size) -> (f64, f64) {
    let side = (width * MARGIN).clamp(NARROWEST, WIDEST).min(width / 4.0);
    (side, (height * MARGIN).min(HIGHEST))
}

/// How many times larger a turn of the wheel makes the map: as d3-zoom has it
/// (<https://d3js.org/d3-zoom#zoom_wheelDelta>). `delta` and `mode` are those of the
/// event (pixels, lines or pages); `pinch` is true when fingers on a touchpad make it.
pub fn wheel(delta: f64, mode: u32, pinch: bool) -> f64 {
    let unit = match mode {
        0 => 0.002,
        1 => 0.05,
        _ => 1.0,
    };
    let faster = if pinch { 10.0 } else { 1.0 };
    (-delta * unit * faster).exp2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::map::projection::project;
    use crate::model::place::Point;
    use proptest::prelude::*;

    const SIZE: Size = Size {
        width: 700.0,
        height: 360.0,
    };

    fn at(lat: f64, lon: f64) -> Position {
        project(Point { lat, lon })
    }

    fn near((a, b): Pixel, (x, y): Pixel) -> bool {
        (a - x).abs() < 0.01 && (b - y).abs() < 0.01
    }

    #[test]
    fn the_whole_map_is_in_the_middle() {
        let world = View::world(SIZE);
        assert!(near(world.pixel(at(0.0, 0.0), SIZE), (350.0, 180.0)));
        let (left, _) = world.pixel(at(0.0, -180.0), SIZE);
        let (_, top) = world.pixel(at(90.0, 0.0), SIZE);
        // It is a little wider than twice as high, so the width is what it fills.
        assert!(left.abs() < 0.01 && top > 9.0, "{left} {top}");
        assert_eq!(View::of([], SIZE), world);
    }

    #[test]
    fn all_places_are_seen_and_one_is_not_too_near() {
        let cities = [at(50.45, 30.52), at(48.85, 2.35), at(41.9, 12.5)];
        let view = View::of(cities, SIZE);
        for city in cities {
            let (x, y) = view.pixel(city, SIZE);
            assert!((79.9..620.1).contains(&x) && (39.9..320.1).contains(&y), "{x} {y}");
        }
        let one = View::of([cities[0]], SIZE);
        assert_eq!(one.scale(), View::world(SIZE).scale() * NEAR);
        assert!(near(one.pixel(cities[0], SIZE), (350.0, 180.0)));
    }

    #[test]
    fn a_place_out_of_sight_is_brought_into_it() {
        let view = View::of([at(50.45, 30.52)], SIZE);
        assert_eq!(view.showing(at(50.0, 30.0), SIZE), view);
        let moved = view.showing(at(4.6, -74.1), SIZE);
        assert!(near(moved.pixel(at(4.6, -74.1), SIZE), (350.0, 180.0)));
        assert_eq!(moved.scale(), view.scale());
    }

    #[test]
    fn fingers_take_the_map_with_them() {
        let view = View::of([at(20.0, 10.0)], SIZE);
        let from = [(300.0, 150.0), (400.0, 200.0)];
        let held = from.map(|pixel| view.position(pixel, SIZE));
        let to = [(280.0, 140.0), (480.0, 240.0)];
        let pinched = view.pinched(from, to, SIZE);
        for (position, pixel) in held.into_iter().zip(to) {
            assert!(near(pinched.pixel(position, SIZE), pixel), "{pixel:?}");
        }
    }

    #[test]
    fn another_size_shows_the_same() {
        let wide = Size { width: 1400.0, ..SIZE };
        let large = Size { height: 720.0, ..wide };
        let view = View::of([at(50.45, 30.52)], SIZE);
        let resized = view.resized(SIZE, large);
        assert!(near(resized.pixel(at(50.45, 30.52), large), (700.0, 360.0)));
        assert_eq!(resized.scale(), view.scale() * 2.0);
    }

    #[test]
    fn the_wheel_is_that_of_d3() {
        // A notch of a mouse wheel: 100 pixels in Chromium, 3 lines in Firefox.
        assert!((wheel(-100.0, 0, false) - 1.149).abs() < 0.001);
        assert!((wheel(-3.0, 1, false) - 1.110).abs() < 0.001);
        assert_eq!(wheel(0.0, 0, true), 1.0);
        assert!(wheel(10.0, 0, true) < wheel(10.0, 0, false));
    }

    proptest! {
        #[test]
        fn zooming_keeps_what_is_under_the_pointer(times in 1.0..8.0f64, x in 0.0..700.0, y in 0.0..360.0) {
            let view = View::of([at(10.0, 10.0)], SIZE);
            let held = view.position((x, y), SIZE);
            prop_assert!(near(view.zoomed(times, (x, y), SIZE).pixel(held, SIZE), (x, y)));
        }

        #[test]
        fn the_map_never_leaves(steps in prop::collection::vec((-900.0..900.0, -900.0..900.0, 0.1..9.0), 1..20)) {
            let mut view = View::world(SIZE);
            for (right, down, times) in steps {
                view = view.moved((right, down), SIZE).zoomed(times, (right, down), SIZE);
                let (left, _) = view.pixel(Position { x: -EDGE.x, y: 0.0 }, SIZE);
                let (right, _) = view.pixel(EDGE, SIZE);
                prop_assert!(left < 0.01 && right > SIZE.width - 0.01, "{left} {right}");
                let times = view.scale() / View::world(SIZE).scale();
                prop_assert!((0.999..=CLOSEST * 1.001).contains(&times), "{times}");
            }
        }
    }
}
