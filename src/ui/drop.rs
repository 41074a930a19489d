//! Files that are dropped on the page.

use web_sys::{File, FileList};
use yew::prelude::*;

/// Files that are dropped anywhere on the page are opened.
pub fn dropping(onfiles: &Callback<Vec<File>>) -> (Callback<DragEvent>, Callback<DragEvent>) {
    let carries_file = |event: &DragEvent| {
        let types = event.data_transfer().map(|data| data.types());
        types.is_some_and(|types| types.includes(&"Files".into(), 0))
    };
    let over = Callback::from(move |event: DragEvent| {
        if carries_file(&event) {
            event.prevent_default();
        }
    });
    let onfiles = onfiles.clone();
    let dropped = Callback::from(move |event: DragEvent| {
        if take(event.data_transfer().and_then(|data| data.files()), &onfiles) {
            event.prevent_default();
        }
    });
    (over, dropped)
}

/// Hands files on, if there are any; whether there are.
pub fn take(list: Option<FileList>, onfiles: &Callback<Vec<File>>) -> bool {
    let files = list.map(|list| (0..list.length()).filter_map(|number| list.get(number)).collect());
    let files: Vec<File> = files.unwrap_or_default();
    let any = !files.is_empty();
    if any {
        onfiles.emit(files);
    }
    any
}
