//! What a mouse or fingers do with the map.

use super::chart::Step;
use super::view::Pixel;

/// How far a pointer may go and still mean a click, in CSS pixels.
const STILL: f64 = 4.0;

/// The pointers that are down on the map, with where they are, and how far that has got.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gesture {
    held: Vec<(i32, Pixel)>,
    /// Where the first one went down, as long as it may mean a click.
    still: Option<Pixel>,
}

impl Gesture {
    /// Whether any pointer is down.
    pub fn is_on(&self) -> bool {
        !self.held.is_empty()
    }

    /// A pointer goes down. From the third on they mean nothing.
    pub fn press(&mut self, id: i32, at: Pixel) {
        if self.held.len() < 2 {
            self.still = (!self.is_on()).then_some(at);
            self.held.push((id, at));
        }
    }

    /// A pointer is somewhere else: one moves the map, two make it larger or smaller, too.
    pub fn drag(&mut self, id: i32, to: Pixel) -> Option<Step> {
        let before = self.held.clone();
        let held = self.held.iter_mut().find(|(held, _)| *held == id)?;
        let from = self.still.unwrap_or(held.1);
        let (right, down) = (to.0 - from.0, to.1 - from.1);
        held.1 = to;
        if self.still.is_some() && right.hypot(down) <= STILL {
            return None;
        }
        self.still = None;
        match (&before[..], &self.held[..]) {
            (&[(_, a), (_, b)], &[(_, x), (_, y)]) => Some(Step::Pinch([a, b], [x, y])),
            _ => Some(Step::Move((right, down))),
        }
    }

    /// A pointer goes up, or is lost; whether that was a click.
    pub fn release(&mut self, id: i32) -> bool {
        self.held.retain(|(held, _)| *held != id);
        self.still.take().is_some() && !self.is_on()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_hardly_moves() {
        let mut gesture = Gesture::default();
        gesture.press(1, (10.0, 10.0));
        assert_eq!(gesture.drag(1, (12.0, 11.0)), None);
        assert!(gesture.release(1) && !gesture.is_on());
        assert!(!gesture.release(1));
    }

    #[test]
    fn one_pointer_moves_the_map_all_the_way() {
        let mut gesture = Gesture::default();
        gesture.press(1, (10.0, 10.0));
        assert_eq!(gesture.drag(1, (13.0, 10.0)), None);
        assert_eq!(gesture.drag(1, (20.0, 10.0)), Some(Step::Move((10.0, 0.0))));
        assert_eq!(gesture.drag(1, (21.0, 15.0)), Some(Step::Move((1.0, 5.0))));
        assert_eq!(gesture.drag(2, (0.0, 0.0)), None);
        assert!(!gesture.release(1));
    }

    #[test]
    fn two_pointers_pinch_and_the_one_that_stays_goes_on() {
        let mut gesture = Gesture::default();
        gesture.press(1, (10.0, 10.0));
        gesture.press(2, (20.0, 10.0));
        gesture.press(3, (90.0, 90.0));
        let pinch = Step::Pinch([(10.0, 10.0), (20.0, 10.0)], [(10.0, 10.0), (30.0, 10.0)]);
        assert_eq!(gesture.drag(2, (30.0, 10.0)), Some(pinch));
        assert_eq!(gesture.drag(3, (0.0, 0.0)), None);
        assert!(!gesture.release(1));
        assert_eq!(gesture.drag(2, (31.0, 12.0)), Some(Step::Move((1.0, 2.0))));
        assert!(!gesture.release(2));
    }
}
