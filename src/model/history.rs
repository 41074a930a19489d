//! Undo and redo by snapshots.

use std::rc::Rc;

/// A value with its past and its future. Cloning copies two pointers and the
/// present.
///
/// Laws: `change` then `undo` gives the value back, `undo` then `redo` too.
///
/// ```
/// # use gloss::model::history::History;
/// let history = History::new(1).change(2).undo();
/// assert_eq!(*history.present(), 1);
/// assert_eq!(*history.redo().present(), 2);
/// ```
#[derive(Clone, Debug)]
pub struct History<T> {
    past: Stack<T>,
    present: T,
    future: Stack<T>,
}

impl<T: Clone + PartialEq> History<T> {
    /// A value without a past.
    pub fn new(present: T) -> Self {
        Self {
            past: Stack::default(),
            present,
            future: Stack::default(),
        }
    }

    /// The value now.
    pub fn present(&self) -> &T {
        &self.present
    }

    /// One step on, after which nothing can be redone. A step that changes
    /// nothing is none.
    #[must_use]
    pub fn change(self, next: T) -> Self {
        if next == self.present {
            return self;
        }
        Self {
            past: self.past.push(self.present),
            present: next,
            future: Stack::default(),
        }
    }

    /// One step back, if there is one.
    #[must_use]
    pub fn undo(self) -> Self {
        match self.past.pop() {
            Some((present, past)) => Self {
                past,
                present,
                future: self.future.push(self.present),
            },
            None => self,
        }
    }

    /// One step forward, if there is one.
    #[must_use]
    pub fn redo(self) -> Self {
        match self.future.pop() {
            Some((present, future)) => Self {
                past: self.past.push(self.present),
                present,
                future,
            },
            None => self,
        }
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        self.past.0.is_some()
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        self.future.0.is_some()
    }
}

/// A stack whose tail is shared between its copies.
#[derive(Clone, Debug)]
struct Stack<T>(Option<Rc<Item<T>>>);

#[derive(Debug)]
struct Item<T> {
    value: T,
    below: Stack<T>,
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Clone> Stack<T> {
    fn push(&self, value: T) -> Self {
        let below = Self(self.0.clone());
        Self(Some(Rc::new(Item { value, below })))
    }

    fn pop(&self) -> Option<(T, Self)> {
        let top = self.0.as_ref()?;
        Some((top.value.clone(), Self(top.below.0.clone())))
    }
}

impl<T> Drop for Stack<T> {
    /// Item by item: a long history would overflow the call stack otherwise.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(Ok(mut item)) = next.map(Rc::try_unwrap) {
            next = item.below.0.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_back_and_forth() {
        let history = History::new('a').change('b').change('b').change('c');
        let back = history.clone().undo().undo().undo();
        assert_eq!((*back.present(), back.can_undo(), back.can_redo()), ('a', false, true));
        assert_eq!(*back.clone().redo().redo().redo().present(), 'c');
        let other = back.redo().change('d');
        assert_eq!((*other.present(), other.can_redo()), ('d', false));
        assert_eq!(*other.undo().present(), 'b');
        assert_eq!(*history.present(), 'c');
    }

    #[test]
    fn a_long_history_can_be_dropped() {
        let long = (1..300_000).fold(History::new(0), History::change);
        assert!(long.can_undo());
        drop(long);
    }
}
