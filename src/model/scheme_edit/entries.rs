//! What the lists of a scheme have in common: entries with an id and a name, each
//! of which stands once in its list.

use super::refused::{Part, Refused};
use crate::model::scheme::{Attribute, Label, RelationType};

/// A label, an attribute or a type of relation.
pub(super) trait Entry {
    /// Which of them.
    const PART: Part;
    /// As it stands in files.
    fn id(&self) -> &str;
    /// As people see it.
    fn name(&mut self) -> &mut String;
}

impl Entry for Label {
    const PART: Part = Part::Label;
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn name(&mut self) -> &mut String {
        &mut self.name
    }
}

impl Entry for Attribute {
    const PART: Part = Part::Attribute;
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&mut self) -> &mut String {
        &mut self.name
    }
}

impl Entry for RelationType {
    const PART: Part = Part::Relation;
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&mut self) -> &mut String {
        &mut self.name
    }
}

/// Where the entry of this id stands.
pub(super) fn place<T: Entry>(list: &[T], id: &str) -> Result<usize, Refused> {
    let place = list.iter().position(|entry| entry.id() == id);
    place.ok_or(Refused::NoSuch(T::PART))
}

/// The entry of this id.
pub(super) fn one<'a, T: Entry>(list: &'a mut [T], id: &str) -> Result<&'a mut T, Refused> {
    let place = place(list, id)?;
    Ok(&mut list[place])
}

/// Takes out the entry of this id.
pub(super) fn remove<T: Entry>(list: &mut Vec<T>, id: &str) -> Result<(), Refused> {
    list.remove(place(list, id)?);
    Ok(())
}

/// Moves the entry of this id to a place among the others; at most to the last.
pub(super) fn shift<T: Entry>(list: &mut Vec<T>, id: &str, to: usize) -> Result<(), Refused> {
    let entry = list.remove(place(list, id)?);
    list.insert(to.min(list.len()), entry);
    Ok(())
}

/// Calls the entry of this id something else.
pub(super) fn rename<T: Entry>(list: &mut [T], id: &str, name: &str) -> Result<(), Refused> {
    let place = place(list, id)?;
    *list[place].name() = free_name(list, Some(place), name)?;
    Ok(())
}

/// The name for the entry at this place, or for a new one, if no other has it.
pub(super) fn free_name<T: Entry>(list: &mut [T], place: Option<usize>, name: &str) -> Result<String, Refused> {
    let name = said(name).ok_or(Refused::Blank)?;
    let lower = name.to_lowercase();
    for (i, other) in list.iter_mut().enumerate() {
        let other = other.name();
        if Some(i) != place && other.to_lowercase() == lower {
            return Err(Refused::NameTaken(T::PART, other.as_str().into()));
        }
    }
    Ok(name)
}

/// An id that no entry has: `worth_checking` for "Worth checking".
pub(super) fn free_id<T: Entry>(list: &[T], name: &str) -> String {
    let words: Vec<_> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut id = words.join("_").to_ascii_lowercase();
    if !id.bytes().any(|byte| byte.is_ascii_lowercase()) {
        id = T::PART.id().to_owned();
    }
    let mut free = id.clone();
    let mut number = 2;
    while place(list, &free).is_ok() {
        free = format!("{id}_{number}");
        number += 1;
    }
    free
}

/// Words without white space at the ends, if any are left.
pub(super) fn said(words: &str) -> Option<String> {
    Some(words.trim().to_owned()).filter(|words| !words.is_empty())
}
