//! Files that are dropped on the page.

use web_sys::File;
use yew::prelude::*;

/// A file that is dropped anywhere on the page is opened.
pub fn dropping(onfile: &Callback<File>) -> (Callback<DragEvent>, Callback<DragEvent>) {
    let carries_file = |event: &DragEvent| {
        let types = event.data_transfer().map(|data| data.types());
        types.is_some_and(|types| types.includes(&"Files".into(), 0))
    };
    let over = Callback::from(move |event: DragEvent| {
        if carries_file(&event) {
            event.prevent_default();
        }
    });
    let onfile = onfile.clone();
    let dropped = Callback::from(move |event: DragEvent| {
        if let Some(file) = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0))
        {
            event.prevent_default();
            onfile.emit(file);
        }
    });
    (over, dropped)
}
