//! The scheme's colours and lines as rules of the style sheet.
//!
//! The policy against inline styles allows rules that a script inserts, and a
//! colour is three numbers by then, so nothing from a file gets into the rules
//! as text.

use wasm_bindgen::JsCast;
use web_sys::CssStyleSheet;

use super::page::document;
use crate::model::annotation::LabelId;
use crate::model::scheme::{Line, Scheme};

/// The class of what has this label.
pub fn class(scheme: &Scheme, label: &LabelId) -> String {
    match scheme.label(label) {
        Some((number, _)) => format!("label-{number}"),
        None => "label-unknown".to_owned(),
    }
}

/// Makes the rules for a scheme's labels, after those of earlier schemes.
pub fn set(scheme: &Scheme) {
    let Some(sheet) = document().style_sheets().get(0) else {
        return;
    };
    let sheet: CssStyleSheet = sheet.unchecked_into();
    for (number, label) in scheme.labels.iter().enumerate() {
        let rule = format!(
            ".label-{number} {{ --label: {}; --line: {}; --thick: {}; }}",
            label.color,
            label.line.name(),
            // A double line is three times as thick as each of its parts.
            if label.line == Line::Double { "1px" } else { "2px" }
        );
        let end = sheet.css_rules().map_or(0, |rules| rules.length());
        let _ = sheet.insert_rule_with_index(&rule, end);
    }
}
