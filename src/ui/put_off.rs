//! Nothing that a person did before is still to be drawn when the next key or click is heard.
//!
//! Where drawing takes longer than 16 ms Yew lets events in before all is drawn, and before effects have run
//! (<https://github.com/yewstack/yew/pull/4033>). A key that comes then would be answered by what was on the page
//! before: Enter by the list of commands from before the last letter. React does the same before such events.

use std::cell::RefCell;
use std::pin::pin;
use std::task::{Context, Waker};

use gloo_events::{EventListener, EventListenerOptions};
use web_sys::{Event, EventTarget};

use crate::dom::page;

thread_local! {
    /// Where the focus went before the key that is pressed, and too late for the browser to say so.
    static LED: RefCell<Option<EventTarget>> = const { RefCell::new(None) };
}

/// Has Yew draw all that it has put off before anything else hears of a key, or of a click. (Where that begins what is
/// below the pointer must not move yet, and at the click itself a checkbox has changed already.)
pub fn watch() {
    for kind in ["keydown", "pointerup"] {
        let first = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&page::window(), kind, first, |event| {
            // What a script does may come in the middle of a drawing.
            if event.is_trusted() {
                let before = page::focused();
                draw();
                let after = page::focused().filter(|after| before.as_ref() != Some(after));
                LED.set(after.map(EventTarget::from));
            }
        })
        .forget();
    }
}

/// What a key is meant for: a letter that follows on the key for the finder is meant for its field.
pub fn target(event: &Event) -> Option<EventTarget> {
    LED.take().or_else(|| event.target())
}

/// Draws what was put off. Asked once, `flush` has done that; what it would wait for is a time at which nothing is left
/// to be asked.
fn draw() {
    let flushed = pin!(yew::scheduler::flush());
    let _ = flushed.poll(&mut Context::from_waker(Waker::noop()));
}
