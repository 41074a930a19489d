//! The scheme's colours and lines as rules of the style sheet.
//!
//! The policy against inline styles allows rules that a script inserts, and a
//! colour is three numbers by then, so nothing from a file gets into the rules
//! as text.

use std::cell::Cell;

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

thread_local! {
    /// How many rules the style sheet has of its own.
    static OWN: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Makes the rules for a scheme's labels, in place of those of the scheme before.
pub fn set(scheme: &Scheme) {
    let Some(sheet) = document().style_sheets().get(0) else {
        return;
    };
    let sheet: CssStyleSheet = sheet.unchecked_into();
    let len = || sheet.css_rules().map_or(0, |rules| rules.length());
    let own = OWN.get().unwrap_or_else(len);
    OWN.set(Some(own));
    while len() > own {
        let _ = sheet.delete_rule(len() - 1);
    }
    for (number, label) in scheme.labels.iter().enumerate() {
        let rule = format!(
            ".label-{number} {{ --label: {}; --line: {}; --border: {}; --thick: {}; }}",
            label.color,
            label.line.name(),
            // Borders know no waves.
            if label.line == Line::Wavy {
                "ridge"
            } else {
                label.line.name()
            },
            // A double line is three times as thick as each of its parts.
            if label.line == Line::Double { "1px" } else { "2px" }
        );
        let _ = sheet.insert_rule_with_index(&rule, len());
    }
}
