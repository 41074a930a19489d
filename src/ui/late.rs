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
