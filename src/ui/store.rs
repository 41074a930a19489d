//! The session as Yew's reducer sees it.

use std::rc::Rc;

use yew::{Reducible, UseReducerDispatcher};

use crate::model::session::{Action, Session};

/// The session, in one place.
#[derive(Default)]
pub struct Store {
    /// The state of the work.
    pub session: Session,
    /// Rises with each change of the session.
    pub version: u32,
}

/// What components get to act with; compares by pointer.
pub type Dispatch = UseReducerDispatcher<Store>;

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        // The browser says again and again what is selected: nothing new, nothing to draw.
        if let (Action::Select(span), Some(work)) = (&action, &self.session.work)
            && work.selected == *span
        {
            return self;
        }
        Rc::new(Self {
            session: self.session.clone().apply(action),
            version: self.version.wrapping_add(1),
        })
    }
}
