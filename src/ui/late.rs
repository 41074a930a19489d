//! Values that come a frame late.

use yew::prelude::*;

use crate::dom::motion;

/// The value as it was before the last frame: what someone does is seen at once
/// where they look, and what goes with it follows.
#[hook]
pub fn use_late<T: Clone + PartialEq + 'static>(now: &T) -> UseStateHandle<T> {
    let late = use_state_eq(|| now.clone());
    {
        let late = late.clone();
        use_effect_with(now.clone(), move |now| {
            let now = now.clone();
            let frame = (*late != now).then(|| motion::after_frame(move || late.set(now)));
            move || drop(frame)
        });
    }
    late
}

/// Whether a frame was shown since this is there: what is beside it waits so
/// long, for it to be seen first.
#[hook]
pub fn use_settled<T: PartialEq + 'static>(it: Option<T>) -> bool {
    let settled = use_state_eq(|| false);
    let there = it.is_some();
    {
        let settled = settled.clone();
        use_effect_with(it, move |it| {
            settled.set(false);
            let frame = it.is_some().then(|| motion::after_frame(move || settled.set(true)));
            move || drop(frame)
        });
    }
    there && *settled
}
