//! The labelling configuration that a project of Label Studio needs
//! (<https://labelstud.io/guide/setup>): what can be marked and filled in.
//!
//! Each attribute of a label is a control of its own, `label.attribute`, for the
//! same name may stand for other values under another label.
//!
//! Limitations: labels, attributes and options with characters that XML cannot hold
//! are left out, and names of attributes are for controls only if they are made of
//! letters, digits, `_` and `-`. Their annotations have them all the same.

use super::{LABELS, TEXT};
use crate::model::annotation::{LabelId, Value};
use crate::model::scheme::{Attribute, AttributeKind, Label, Scheme};

/// The control that holds a value of an attribute, and its type in results; `None`
/// if none does.
pub fn control(scheme: &Scheme, label: &LabelId, name: &str, value: &Value) -> Option<(String, &'static str)> {
    let (_, label) = scheme.label(label)?;
    let attribute = label.attributes.iter().find(|attribute| *attribute.id == *name)?;
    let kind = match (&attribute.kind, value) {
        (AttributeKind::Choice(options), Value::Text(words)) if options.contains(words) && is_xml(words) => "choices",
        (AttributeKind::YesNo, Value::Flag(_)) => "choices",
        (AttributeKind::Text | AttributeKind::TextOrSpan(_), Value::Text(_) | Value::Quote(_)) => "textarea",
        _ => return None,
    };
    Some((named(label, attribute)?, kind))
}

/// The control of an attribute; `None` if it cannot have one.
fn named(label: &Label, attribute: &Attribute) -> Option<String> {
    let is_name = |name: &str| {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        !name.is_empty() && name.chars().all(plain)
    };
    let names = [label.id.as_str(), &attribute.id];
    names.into_iter().all(is_name).then(|| names.join("."))
}

/// Whether XML 1.0 can hold these words.
fn is_xml(words: &str) -> bool {
    let fits = |c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    words.chars().all(fits)
}

/// Writes the configuration.
pub fn write(scheme: &Scheme) -> (&'static str, String) {
    // Without the style, white space would not be shown as it is.
    let mut file = "<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n".to_owned();
    let labels = || scheme.labels.iter().filter(|label| is_xml(label.id.as_str()));
    if labels().next().is_some() {
        open(&mut file, 2, "Labels", &[("name", LABELS), ("toName", TEXT)]);
        for label in labels() {
            let key = label.key.filter(char::is_ascii_alphanumeric);
            let key = key.map(String::from).unwrap_or_default();
            let color = label.color.to_string();
            let named = [("value", label.id.as_str()), ("background", &*color), ("hotkey", &key)];
            element(&mut file, 4, "Label", &named);
        }
        file.push_str("  </Labels>\n");
    }
    element(&mut file, 2, "Text", &[("name", TEXT), ("value", "$text")]);
    for label in labels() {
        for attribute in &label.attributes {
            write_attribute(&mut file, label, attribute);
        }
    }
    let kinds = || scheme.relations.iter().filter(|kind| is_xml(&kind.id));
    if kinds().next().is_some() {
        file.push_str("  <Relations>\n");
        for kind in kinds() {
            element(&mut file, 4, "Relation", &[("value", &kind.id)]);
        }
        file.push_str("  </Relations>\n");
    }
    file.push_str("</View>\n");
    ("labeling-config.xml", file)
}

fn write_attribute(file: &mut String, label: &Label, attribute: &Attribute) {
    let Some(name) = named(label, attribute) else { return };
    let when = label.id.as_str();
    let yes_no = ["yes".to_owned(), "no".to_owned()];
    let options = match &attribute.kind {
        AttributeKind::Choice(options) => options,
        AttributeKind::YesNo => &yes_no[..],
        AttributeKind::Text | AttributeKind::TextOrSpan(_) => &[],
    };
    let mut options = options.iter().filter(|option| is_xml(option)).peekable();
    let is_choice = matches!(attribute.kind, AttributeKind::Choice(_) | AttributeKind::YesNo);
    if is_choice && options.peek().is_none() {
        return;
    }
    let shown = [("visibleWhen", "region-selected"), ("whenLabelValue", when)];
    open(file, 2, "View", &shown);
    let heading = Some(&*attribute.name)
        .filter(|name| is_xml(name))
        .unwrap_or(&attribute.id);
    element(file, 4, "Header", &[("value", heading), ("size", "5")]);
    let control = [
        ("name", &*name),
        ("toName", TEXT),
        ("perRegion", "true"),
        ("whenLabelValue", when),
    ];
    if is_choice {
        open(
            file,
            4,
            "Choices",
            &[&control[..], &[("choice", "single"), ("showInline", "true")]].concat(),
        );
        for option in options {
            element(file, 6, "Choice", &[("value", option)]);
        }
        file.push_str("    </Choices>\n");
    } else {
        element(
            file,
            4,
            "TextArea",
            &[&control[..], &[("editable", "true"), ("maxSubmissions", "1")]].concat(),
        );
    }
    file.push_str("  </View>\n");
}

/// Writes an element that holds others.
fn open(file: &mut String, indent: usize, name: &str, attributes: &[(&str, &str)]) {
    start(file, indent, name, attributes);
    file.push_str(">\n");
}

/// Writes an element that holds nothing.
fn element(file: &mut String, indent: usize, name: &str, attributes: &[(&str, &str)]) {
    start(file, indent, name, attributes);
    file.push_str("/>\n");
}

fn start(file: &mut String, indent: usize, name: &str, attributes: &[(&str, &str)]) {
    file.push_str(&" ".repeat(indent));
    file.push('<');
    file.push_str(name);
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        file.push_str(&format!(" {name}=\""));
        for c in value.chars() {
            match c {
                '&' => file.push_str("&amp;"),
                '<' => file.push_str("&lt;"),
                '>' => file.push_str("&gt;"),
                '"' => file.push_str("&quot;"),
                // A line end would be read as a space.
                '\n' | '\r' | '\t' => file.push_str(&format!("&#{};", u32::from(c))),
                c => file.push(c),
            }
        }
        file.push('"');
    }
}
