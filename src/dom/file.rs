//! Files: from the disk, and to it.

use js_sys::{Array, Function, JsString, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Event, File, HtmlAnchorElement, HtmlDocument, HtmlTextAreaElement, Url};

use super::page::document;
use crate::model::format::gloss;
use crate::model::intake::{self, Intake};
use crate::model::project::Document;
use crate::model::work::Work;

/// Gives the person a file to keep, by the browser's own download.
pub fn download(name: &str, media: &str, content: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(content));
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    let url = Url::create_object_url_with_blob(&blob)?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken its reference by now: the click is synchronous.
    Url::revoke_object_url(&url)
}

/// What a document's own file is called.
pub fn name(document: &Document) -> String {
    format!("{}.gloss.json", document.slug())
}

/// Gives the person work as Gloss's own file, whose name this is; `None` if the
/// browser makes none.
pub fn save(work: &Work) -> Option<String> {
    let name = name(work.document());
    let content = gloss::write(work.project());
    download(&name, "application/json", content.as_bytes()).ok()?;
    Some(name)
}

/// How many bytes are fetched at once.
const PIECE: f64 = 16_000_000.0;

/// The bytes of a file; `None` if it could not be read (moved, or not allowed), or
/// once `go_on`, which is told how many there are so far, says no.
pub async fn read(file: &File, go_on: &dyn Fn(usize) -> bool) -> Option<Vec<u8>> {
    let size = file.size();
    let mut bytes = Vec::with_capacity(size as usize);
    while go_on(bytes.len()) {
        let start = bytes.len() as f64;
        let piece = file.slice_with_f64_and_f64(start, start + PIECE).ok()?;
        let piece = Uint8Array::new(&JsFuture::from(piece.array_buffer()).await.ok()?);
        let from = bytes.len();
        bytes.resize(from + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[from..]);
        if bytes.len() as f64 >= size {
            return Some(bytes);
        }
        if piece.length() == 0 {
            // It became shorter since it was picked.
            return None;
        }
    }
    None
}

/// What stands in a text field.
pub fn field(field: &HtmlTextAreaElement) -> JsString {
    let value = Reflect::get(field, &"value".into()).unwrap_or_default();
    value.unchecked_into()
}

/// What a paste brings of a media type, such as `text/plain`; `None` if it brings
/// none. As the browser has it: a `String` would lose what is no character without
/// a word.
pub fn pasted(event: &Event, media: &str) -> Option<JsString> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let get: Function = Reflect::get(&data, &"getData".into()).ok()?.dyn_into().ok()?;
    get.call1(&data, &media.into()).ok()?.dyn_into().ok()
}

/// Types words into the field that has the focus, so that the browser's own undo
/// takes them back. The command is old and marked so, but nothing else does this.
pub fn insert(words: &str) {
    let document: HtmlDocument = document().unchecked_into();
    let _ = document.exec_command_with_show_ui_and_value("insertText", false, words);
}

/// The browser's text as an article.
pub fn clean(text: &JsString) -> Result<Intake, intake::Error> {
    if text.is_well_formed() {
        intake::clean(String::from(text))
    } else {
        let units: Vec<u16> = (0..text.length()).map(|i| text.char_code_at(i) as u16).collect();
        intake::clean_utf16(&units)
    }
}
