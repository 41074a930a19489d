//! The session as Yew's reducer sees it.

use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

use yew::{Reducible, UseReducerDispatcher};

use crate::dom::failure;
use crate::model::session::{Action, Session};
use crate::model::work::Work;

/// The session, in one place.
#[derive(Default)]
pub struct Store {
    /// The state of the work.
    pub session: Session,
    /// Rises with each change of the session.
    pub version: u32,
}

thread_local! {
    /// The state after the last action that was done to its end.
    static LAST: RefCell<Option<Rc<Store>>> = const { RefCell::new(None) };
}

/// The session as it is now, whatever is drawn; as it was before, if the program has failed.
pub fn last() -> Option<Session> {
    LAST.with(|last| last.try_borrow().ok()?.as_ref().map(|last| last.session.clone()))
}

/// What components get to act with; compares by pointer.
pub type Dispatch = UseReducerDispatcher<Store>;

impl Store {
    /// The work that is open, at this moment.
    pub fn now(&self) -> Option<Now> {
        let work = self.session.work.clone()?;
        let version = self.version;
        Some(Now { work, version })
    }
}

/// The work at one moment. The same moment is the same work, so that components
/// compare it in no time.
#[derive(Clone)]
pub struct Now {
    work: Work,
    version: u32,
}

impl PartialEq for Now {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Deref for Now {
    type Target = Work;

    fn deref(&self) -> &Work {
        &self.work
    }
}

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        if failure::stopped() {
            return self;
        }
        // The browser says again and again what is selected: nothing new, nothing to draw.
        if let (Action::Select(span), Some(work)) = (&action, &self.session.work)
            && work.selected == *span
        {
            return self;
        }
        let next = Rc::new(Self {
            session: self.session.clone().apply(action),
            version: self.version.wrapping_add(1),
        });
        LAST.replace(Some(Rc::clone(&next)));
        next
    }
}
