//! JSON objects, field by field: what is known is taken out by name, and what is
//! left is kept as it stands.
//!
//! Derived code would read a record of twelve fields with a function of its own
//! for each record, several kilobytes of the page each. Here one function reads
//! every object, and there is one for each type of a field.

use std::borrow::Cow;
use std::fmt::Write;
use std::rc::Rc;

use smallvec::SmallVec;

use super::json::{self, Child};
use crate::model::annotation::{Extra, Json};
use crate::model::short::short;

/// The fields of an object that nobody has taken yet, in the file's order.
#[derive(Debug)]
pub struct Fields<'a>(SmallVec<[(Cow<'a, str>, &'a str); 12]>);

/// Something, or a field of it, that is not of the kind that it must be.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong(pub Box<str>);

/// A list's items, each as it stands in the file.
pub type Items<'a> = Vec<&'a str>;

impl<'a> Fields<'a> {
    /// Reads an object. A field that stands twice is an error.
    pub fn of(json: &'a str) -> Result<Self, Wrong> {
        if !json.trim_start().starts_with('{') {
            return Err(Wrong(format!("{} is not an object {{ … }}", short(json, 40)).into()));
        }
        let children = json::children(json).map_err(|fault| Wrong(fault.found.to_string().into()))?;
        Self::of_children(json, &mut children.iter()).map_err(|(_, wrong)| wrong)
    }

    /// Reads an object whose fields a scan of `json` has found. An error comes with
    /// the byte of the field's name.
    pub fn of_children(json: &'a str, children: &mut dyn Iterator<Item = &Child>) -> Result<Self, (usize, Wrong)> {
        let mut fields: SmallVec<[(Cow<'a, str>, &'a str); 12]> = SmallVec::new();
        for Child { name: at, value, .. } in children {
            let wrong = |words: String| (at.start, Wrong(words.into()));
            let name = json::words(&json[at.clone()]).map_err(|fault| wrong(fault.found.to_string()))?;
            if fields.iter().any(|(n, _)| *n == name) {
                return Err(wrong(format!("\"{name}\" stands twice")));
            }
            fields.push((name, &json[value.clone()]));
        }
        Ok(Self(fields))
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
        let words = self.take(name, words, "words in quotation marks")?;
        Ok(words.filter(|words| !words.is_empty()))
    }

    /// Takes out a field that must be a whole number from 0.
    pub fn number(&mut self, name: &str) -> Result<Option<u32>, Wrong> {
        self.take(name, |json| json.parse().map_err(|_| None), "a whole number from 0")
    }

    /// Takes out a field that must be true or false.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Wrong> {
        self.take(name, |json| json.parse().map_err(|_| None), "true or false")
    }

    /// Takes out a field that must be a list; an absent one is empty.
    pub fn list(&mut self, name: &str) -> Result<Items<'a>, Wrong> {
        let items = self.take(name, |json| items(json).ok_or(None), "a list [ … ]")?;
        Ok(items.unwrap_or_default())
    }

    /// The names of the fields that nobody has taken yet.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
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

    /// Takes out a field. What is wrong with it is named, if there is a name for
    /// it; else what is wanted is.
    fn take<T>(
        &mut self,
        name: &str,
        read: impl Fn(&'a str) -> Result<T, Option<json::Found>>,
        wanted: &str,
    ) -> Result<Option<T>, Wrong> {
        let Some(json) = self.raw(name) else {
            return Ok(None);
        };
        read(json).map(Some).map_err(|found| {
            let found = found.map_or_else(|| format!("it must be {wanted}"), |found| found.to_string());
            Wrong(format!("its \"{name}\" is wrong, {found}").into())
        })
    }
}

/// The words of a string; nothing if it is none.
pub fn words(json: &str) -> Result<Cow<'_, str>, Option<json::Found>> {
    if json.starts_with('"') {
        json::words(json).map_err(|fault| Some(fault.found))
    } else {
        Err(None)
    }
}

/// The items of a list; `None` if it is none.
pub fn items(json: &str) -> Option<Items<'_>> {
    let children = json::children(json).ok().filter(|_| json.starts_with('['))?;
    Some(children.into_iter().map(|item| &json[item.value]).collect())
}

/// A piece of JSON for the model to keep, on one line: between JSON's tokens a
/// line end is white space, and inside of them there is none.
pub fn kept(json: &str) -> Json {
    Json(json.replace(['\n', '\r'], "").into())
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
            let _ = write!(self.name(name), "{number}");
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

/// Writes words as JSON: with quotation marks, and what must be escaped escaped.
pub fn quote(file: &mut String, words: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    file.push('"');
    let (mut done, mut at) = (0, 0);
    loop {
        at = json::plain_end(words.as_bytes(), at);
        let Some(&byte) = words.as_bytes().get(at) else {
            break;
        };
        at += 1;
        let escape = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            ..=0x1F => b'u',
            _ => continue,
        };
        // What is escaped is ASCII, so both ends are whole characters.
        file.push_str(&words[done..at - 1]);
        file.push('\\');
        file.push(char::from(escape));
        if escape == b'u' {
            file.push_str("00");
            file.push(char::from(HEX[usize::from(byte >> 4)]));
            file.push(char::from(HEX[usize::from(byte & 15)]));
        }
        done = at;
    }
    file.push_str(&words[done..]);
    file.push('"');
}
