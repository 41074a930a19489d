//! The map as a person moves it.

use std::rc::Rc;

use super::projection::Position;
use super::spots::Places;
use super::view::{Pixel, Size, View};

/// The map of an article's places, in what it is shown in.
#[derive(Clone, Debug, Default)]
pub struct Chart {
    places: Rc<Places>,
    size: Size,
    /// What the person has moved it to; all places are in sight until then.
    moved: Option<View>,
}

impl PartialEq for Chart {
    /// The same places are the same list: comparing takes no time.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.places, &other.places) && self.size == other.size && self.moved == other.moved
    }
}

/// What can happen to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It is shown in another size.
    Resize(Size),
    /// The article has other places.
    Show(Rc<Places>),
    /// It gets so many times larger, with the same position at a pixel.
    Zoom(f64, Pixel),
    /// It gets so many times larger around a position, if that is seen, or else around the middle.
    ZoomOn(f64, Option<Position>),
    /// It moves to the right and down.
    Move(Pixel),
    /// Two fingers have gone from one pair of pixels to another.
    Pinch([Pixel; 2], [Pixel; 2]),
    /// A position comes into sight.
    Reveal(Position),
    /// All places come into sight.
    All,
}

impl Chart {
    /// Which places it has.
    pub fn places(&self) -> &Rc<Places> {
        &self.places
    }

    /// What it is shown in; nothing before that was measured.
    pub fn size(&self) -> Size {
        self.size
    }

    /// What is seen of it.
    pub fn view(&self) -> View {
        self.moved.unwrap_or_else(|| self.all())
    }

    /// What is seen of it when all places are in sight.
    fn all(&self) -> View {
        let positions = self.places.spots.iter().map(|spot| spot.position);
        View::of(positions, self.size)
    }

    /// What stands at the top left when all places are in sight; `None` when it is larger or
    /// smaller than then.
    pub fn corner(&self) -> Option<Position> {
        let all = self.all();
        let as_large = self.moved.is_none_or(|moved| moved.scale() == all.scale());
        as_large.then(|| all.position((0.0, 0.0), self.size))
    }

    /// The same after a step.
    #[must_use]
    pub fn apply(&self, step: Step) -> Self {
        let (view, size) = (self.view(), self.size);
        let middle = (size.width / 2.0, size.height / 2.0);
        let moved = |view: View| Self {
            moved: Some(view),
            ..self.clone()
        };
        match step {
            Step::Resize(now) => Self {
                size: now,
                moved: self.moved.map(|view| view.resized(size, now)),
                ..self.clone()
            },
            Step::Show(places) if places == self.places => self.clone(),
            Step::Show(places) => Self { places, ..self.clone() },
            Step::Zoom(times, about) => moved(view.zoomed(times, about, size)),
            Step::ZoomOn(times, on) => {
                let on = on.filter(|on| view.sees(*on, size)).map(|on| view.pixel(on, size));
                moved(view.zoomed(times, on.unwrap_or(middle), size))
            }
            Step::Move(by) => moved(view.moved(by, size)),
            Step::Pinch(from, to) => moved(view.pinched(from, to, size)),
            Step::Reveal(position) => {
                let shown = view.showing(position, size);
                if shown == view { self.clone() } else { moved(shown) }
            }
            Step::All => Self {
                moved: None,
                ..self.clone()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::map::projection::project;
    use crate::model::place::Point;

    const SIZE: Size = Size {
        width: 700.0,
        height: 360.0,
    };

    fn chart(steps: &[Step]) -> Chart {
        let start = Chart::default().apply(Step::Resize(SIZE));
        steps.iter().fold(start, |chart, step| chart.apply(step.clone()))
    }

    #[test]
    fn it_shows_all_until_someone_moves_it_and_when_told_to() {
        let larger = Size {
            width: 1400.0,
            height: 720.0,
        };
        let all = View::world(SIZE);
        let kyiv = project(Point { lat: 50.45, lon: 30.52 });
        for (steps, as_at_first) in [
            (vec![], true),
            (vec![Step::Reveal(kyiv)], true),
            (vec![Step::ZoomOn(4.0, None)], false),
            (vec![Step::Zoom(4.0, (10.0, 10.0)), Step::All], true),
            (vec![Step::Zoom(4.0, (10.0, 10.0)), Step::Move((40.0, 0.0))], false),
            (
                vec![
                    Step::ZoomOn(4.0, None),
                    Step::Resize(larger),
                    Step::Resize(SIZE),
                    Step::ZoomOn(0.25, None),
                ],
                true,
            ),
        ] {
            assert_eq!(chart(&steps).view() == all, as_at_first, "{steps:?}");
        }
        assert_eq!(chart(&[Step::Resize(larger)]).view(), View::world(larger));
    }

    #[test]
    fn it_grows_around_what_is_chosen_and_seen() {
        let kyiv = project(Point { lat: 50.45, lon: 30.52 });
        let bogota = project(Point { lat: 4.6, lon: -74.1 });
        let near = Step::Zoom(8.0, chart(&[]).view().pixel(kyiv, SIZE));
        let before = chart(std::slice::from_ref(&near)).view();
        let after = |on| chart(&[near.clone(), Step::ZoomOn(3.0, Some(on))]).view();
        let moved = |view: View| {
            let ((a, b), (x, y)) = (before.pixel(kyiv, SIZE), view.pixel(kyiv, SIZE));
            (x - a).hypot(y - b)
        };
        assert!(moved(after(kyiv)) < 0.01 && moved(after(bogota)) > 1.0);
    }

    #[test]
    fn what_is_out_of_sight_is_revealed() {
        let bogota = project(Point { lat: 4.6, lon: -74.1 });
        let east = Step::Zoom(20.0, (600.0, 180.0));
        let (x, y) = chart(std::slice::from_ref(&east)).view().pixel(bogota, SIZE);
        assert!(x < 0.0, "{x} {y}");
        let (x, y) = chart(&[east, Step::Reveal(bogota)]).view().pixel(bogota, SIZE);
        assert!((x - 350.0).abs() < 0.01 && (y - 180.0).abs() < 0.01, "{x} {y}");
    }
}
