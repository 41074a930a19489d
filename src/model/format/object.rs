//! JSON objects, field by field: what is known is taken out by name, and what is
//! left is kept as it stands.
//!
//! Derived code would read a record of twelve fields with a function of its own
//! for each record, several kilobytes of the page each. Here one function reads
//! every object, and there is one for each type of a field.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::annotation::{Extra, Json};

/// The fields of an object that nobody has taken yet, in the file's order.
#[derive(Debug)]
pub struct Fields<'a>(Vec<(Cow<'a, str>, &'a str)>);

/// A field that is not of the kind that it must be.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong(pub Box<str>);

/// A list's items, each as it stands in the file.
pub type Items<'a> = Vec<&'a RawValue>;

impl<'a> Fields<'a> {
    /// Reads an object. A field that stands twice is an error.
    pub fn of(json: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Takes out the field of this name, as it stands in the file. `null` is
    /// absent.
    pub fn raw(&mut self, name: &str) -> Option<&'a str> {
        let at = self.0.iter().position(|(n, _)| n == name)?;
        Some(self.0.remove(at).1).filter(|json| *json != "null")
    }

    /// A field as it stands in the file, left where it is.
    pub fn peek(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, json)| *json)
    }

    /// Takes out a field that must be words. `""` says nothing and is absent.
    pub fn words(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, Wrong> {
        let read = |json| serde_json::from_str::<Words>(json).map(|words| words.0);
        let words = self.take(name, read, "words in quotation marks")?;
        Ok(words.filter(|words| !words.is_empty()))
    }

    /// Takes out a field that must be a whole number from 0.
    pub fn number(&mut self, name: &str) -> Result<Option<u32>, Wrong> {
        self.take(name, serde_json::from_str, "a whole number from 0")
    }

    /// Takes out a field that must be true or false.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Wrong> {
        self.take(name, serde_json::from_str, "true or false")
    }

    /// Takes out a field that must be a list; an absent one is empty.
    pub fn list(&mut self, name: &str) -> Result<Items<'a>, Wrong> {
        let items = self.take(name, serde_json::from_str, "a list [ … ]")?;
        Ok(items.unwrap_or_default())
    }

    /// Whether every field was taken.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that are left, each as it stands in the file.
    pub fn rest(self) -> impl Iterator<Item = (Cow<'a, str>, &'a str)> {
        self.0.into_iter()
    }

    /// The fields that are left, for the model to keep.
    pub fn extra(self) -> Extra {
        self.rest().map(|(name, json)| (Rc::from(&*name), kept(json))).collect()
    }

    fn take<T>(
        &mut self,
        name: &str,
        read: impl Fn(&'a str) -> Result<T, serde_json::Error>,
        wanted: &str,
    ) -> Result<Option<T>, Wrong> {
        let Some(json) = self.raw(name) else {
            return Ok(None);
        };
        read(json).map(Some).map_err(|error| {
            // A broken escape is worth naming; a wrong type is named by what is wanted.
            let found = if error.is_syntax() {
                said(&error)
            } else {
                format!("it must be {wanted}").into()
            };
            Wrong(format!("its \"{name}\" is wrong, {found}").into())
        })
    }
}

/// A piece of JSON for the model to keep, on one line: between JSON's tokens a
/// line end is white space, and inside of them there is none.
pub fn kept(json: &str) -> Json {
    Json(json.replace(['\n', '\r'], "").into())
}

/// Words, borrowed from the file where nothing in them is escaped.
#[derive(Deserialize)]
struct Words<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object { … }")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
        let mut fields: Vec<(Cow<'de, str>, &'de str)> = Vec::new();
        while let Some((name, json)) = map.next_entry::<Words, &RawValue>()? {
            if fields.iter().any(|(n, _)| *n == name.0) {
                return Err(A::Error::custom(format_args!("\"{}\" stands twice", name.0)));
            }
            fields.push((name.0, json.get()));
        }
        Ok(Fields(fields))
    }
}

/// What the parser said, without its own way of naming the place.
pub fn said(error: &serde_json::Error) -> Box<str> {
    let said = error.to_string();
    let end = said.rfind(" at line ").unwrap_or(said.len());
    said[..end].into()
}

/// Writes an object on one line, field by field. What is `None` is left out.
pub struct Object<'a>(&'a mut String, bool);

impl<'a> Object<'a> {
    /// Begins an object.
    pub fn begin(file: &'a mut String) -> Self {
        file.push('{');
        Self(file, true)
    }

    /// Words.
    pub fn words(&mut self, name: &str, words: Option<&str>) -> &mut Self {
        if let Some(words) = words {
            quote(self.name(name), words);
        }
        self
    }

    /// A whole number.
    pub fn number(&mut self, name: &str, number: Option<u32>) -> &mut Self {
        if let Some(number) = number {
            self.name(name).push_str(&number.to_string());
        }
        self
    }

    /// JSON as it is.
    pub fn raw(&mut self, name: &str, json: &str) -> &mut Self {
        self.name(name).push_str(json);
        self
    }

    /// True, or absent.
    pub fn flag(&mut self, name: &str, flag: bool) -> &mut Self {
        if flag { self.raw(name, "true") } else { self }
    }

    /// A list on the same line; an empty one is left out.
    pub fn list<T>(&mut self, name: &str, items: &[T], write: impl Fn(&mut String, &T)) -> &mut Self {
        if !items.is_empty() {
            let file = self.name(name);
            for (i, item) in items.iter().enumerate() {
                file.push(if i == 0 { '[' } else { ',' });
                write(file, item);
            }
            file.push(']');
        }
        self
    }

    /// What a newer Gloss wrote.
    pub fn extra(&mut self, extra: &Extra) -> &mut Self {
        for (name, json) in extra {
            self.raw(name, &json.0);
        }
        self
    }

    /// Ends the object.
    pub fn end(&mut self) {
        self.0.push('}');
    }

    /// Writes a field's name; what comes next is its value.
    pub fn name(&mut self, name: &str) -> &mut String {
        if !std::mem::take(&mut self.1) {
            self.0.push(',');
        }
        quote(self.0, name);
        self.0.push(':');
        self.0
    }
}

/// Writes words as JSON.
pub fn quote(file: &mut String, words: &str) {
    // Words are never refused: every str is valid JSON once it is escaped.
    file.push_str(&serde_json::to_string(words).unwrap_or_default());
}
