//! Style that comes with a later part of the program.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::page::{document, window};

/// Adds a style sheet behind those that are there: the policy against inline styles allows
/// sheets that a script makes.
///
/// # Errors
/// When the browser does not know such sheets (before Safari 16.4, of March 2023).
pub fn add(rules: &str) -> Result<(), JsValue> {
    let class: Function = Reflect::get(&window(), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheet = Reflect::construct(&class, &Array::new())?;
    let replace: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
    replace.call1(&sheet, &rules.into())?;
    let name = "adoptedStyleSheets".into();
    let sheets = Array::from(&Reflect::get(&document(), &name)?);
    sheets.push(&sheet);
    Reflect::set(&document(), &name, &sheets)?;
    Ok(())
}
