//! Files beside the page that are fetched once someone uses what they are for.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::page::window;

/// The text of the file with this name; `None` if it cannot be had now, or is not wanted
/// any more. While it comes, `hear` is told how much of it is there, from 0 to 1 if that
/// is known, and says whether it is still wanted.
pub async fn text(name: &str, hear: impl Fn(Option<f64>) -> bool) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(name)).await.ok()?;
    let response: Response = response.dyn_into().ok().filter(Response::ok)?;
    let size = size(&response);
    let reader: ReadableStreamDefaultReader = response.body()?.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        if !hear(size.map(|size| bytes.len() as f64 / size)) {
            let _ = reader.cancel();
            return None;
        }
        let next = JsFuture::from(reader.read()).await.ok()?;
        let value = Reflect::get(&next, &JsValue::from_str("value")).ok()?;
        let Some(piece) = value.dyn_ref::<Uint8Array>() else {
            return String::from_utf8(bytes).ok();
        };
        let before = bytes.len();
        bytes.resize(before + piece.length() as usize, 0);
        piece.copy_to(&mut bytes[before..]);
    }
}

/// How many bytes it will be. Of what comes compressed only the compressed size is told.
fn size(response: &Response) -> Option<f64> {
    let headers = response.headers();
    let told = |name| headers.get(name).ok().flatten();
    if told("content-encoding").is_some() {
        return None;
    }
    told("content-length")?.parse().ok().filter(|&size| size > 0.0)
}
