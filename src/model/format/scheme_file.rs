//! A scheme in a file of its own, like `www/scheme.json`: the object that stands
//! under `scheme` in a Gloss file.
//!
//! Law: reading what was written gives the same scheme, if no two of its labels,
//! attributes of a label or types of relation have the same id, and no two labels
//! the same key.

use super::gloss::VERSION;
use super::json;
use super::object::{Fields, Wrong};
use super::problem::Error;
use super::reading::{broken, not_json, place_in};
use super::scheme_json;
use crate::model::scheme::{Label, Scheme};

/// Writes a scheme: each field of a label on a line, and each attribute and type
/// of relation on one.
pub fn write(scheme: &Scheme) -> String {
    let mut json = String::new();
    scheme_json::write(&mut json, scheme);
    if scheme.labels.is_empty() {
        // What is empty is left out, but without labels nobody knows the file for a scheme.
        let comma = if json == "{}" { "" } else { "," };
        json.insert_str(1, &format!("\"labels\":[]{comma}"));
    }
    let mut file = String::with_capacity(json.len() * 5 / 4);
    lay_out(&mut file, &json, "", "\n");
    file.push('\n');
    file
}

/// Writes a value that stands at this path with what is in it on lines of its
/// own, or as it is: what a newer Gloss wrote stays as it stands.
fn lay_out(file: &mut String, json: &str, path: &str, line: &str) {
    const OPEN: [&str; 5] = [
        "",
        ".\"labels\"",
        ".\"labels\".",
        ".\"labels\"..\"attributes\"",
        ".\"relations\"",
    ];
    let children = json::children(json).unwrap_or_default();
    if children.is_empty() || !OPEN.contains(&path) {
        file.push_str(json);
        return;
    }
    let deeper = format!("{line}  ");
    for (i, child) in children.into_iter().enumerate() {
        file.push_str(if i == 0 { &json[..1] } else { "," });
        file.push_str(&deeper);
        let name = &json[child.name];
        if !name.is_empty() {
            file.push_str(name);
            file.push_str(": ");
        }
        lay_out(file, &json[child.value], &format!("{path}.{name}"), &deeper);
    }
    file.push_str(line);
    file.push_str(&json[json.len() - 1..]);
}

/// Reads a scheme, or the scheme of a whole Gloss file. Of labels with the same
/// key only the first keeps it, capitals or not.
///
/// Limitation: the file is read in one go.
pub fn read(file: &str) -> Result<Scheme, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let children = json::children(file).map_err(|fault| not_json(file, fault))?;
    if !file.trim_start().starts_with('{') {
        return Err(Error::NoScheme);
    }
    let wrong = |json: &str, wrong: Wrong| broken("scheme", place_in(file, Some(json)), &wrong.0);
    let mut fields =
        Fields::of_children(file, &mut children.iter()).map_err(|(at, found)| wrong(&file[at..], found))?;
    let json = if fields.words("format").ok().flatten().as_deref() == Some("gloss") {
        match fields.number("version") {
            Ok(Some(version)) if version > VERSION => return Err(Error::Newer { version }),
            _ => fields.raw("scheme"),
        }
    } else {
        fields.peek("labels").map(|_| file.trim_ascii())
    };
    let json = json.ok_or(Error::NoScheme)?;
    let mut scheme = scheme_json::read(json).map_err(|found| wrong(json, found))?;
    if let Some((list, number, found)) = twice(&scheme) {
        let items = Fields::of(json).and_then(|mut fields| fields.list(list));
        let item = items.ok().and_then(|items| items.get(number).copied());
        return Err(broken(list, place_in(file, item), &found));
    }
    keep_first_keys(&mut scheme.labels);
    Ok(scheme)
}

/// The list and the number in it, from 0, of the first thing whose id stands
/// twice, and what to say of it.
fn twice(scheme: &Scheme) -> Option<(&'static str, usize, String)> {
    let labels = scheme.labels.iter().map(|label| label.id.as_str());
    if let Some((number, id)) = repeated(labels) {
        return Some(("labels", number, format!("two labels have the id \"{id}\"")));
    }
    for (number, label) in scheme.labels.iter().enumerate() {
        if let Some((_, id)) = repeated(label.attributes.iter().map(|attribute| &*attribute.id)) {
            let found = format!("two attributes of \"{}\" have the id \"{id}\"", label.id.as_str());
            return Some(("labels", number, found));
        }
    }
    let (number, id) = repeated(scheme.relations.iter().map(|relation| &*relation.id))?;
    Some((
        "relations",
        number,
        format!("two types of relation have the id \"{id}\""),
    ))
}

/// The first id that stood before, and its number.
fn repeated<'a>(ids: impl Iterator<Item = &'a str>) -> Option<(usize, &'a str)> {
    let mut seen = Vec::new();
    for (number, id) in ids.enumerate() {
        if seen.contains(&id) {
            return Some((number, id));
        }
        seen.push(id);
    }
    None
}

fn keep_first_keys(labels: &mut [Label]) {
    let mut seen = Vec::new();
    for label in labels {
        let key = label.key.map(|key| key.to_ascii_lowercase());
        if seen.contains(&key) {
            label.key = None;
        } else {
            seen.push(key);
        }
    }
}
