//! JSON objects with optional fields, where unknown ones are kept as they stand.

use std::borrow::Cow;
use std::rc::Rc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::model::annotation::{Extra, Json};

/// A field's name, borrowed from the file where nothing in it is escaped.
#[derive(Deserialize)]
pub struct Name<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// A piece of JSON as it stands in the file, or as it is to stand there.
#[derive(Clone, Debug)]
pub struct Raw<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|raw| Self(Cow::Borrowed(raw.get())))
    }
}

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone().into_owned())
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

/// The unknown fields of a record, in the file's order.
#[derive(Debug, Default)]
pub struct Unknown<'de>(pub Vec<(Cow<'de, str>, Raw<'de>)>);

impl<'de> Unknown<'de> {
    /// For the model to keep.
    pub fn kept(&self) -> Extra {
        let keep = |(name, raw): &(Cow<str>, Raw)| (Rc::from(&**name), Json(Rc::from(&*raw.0)));
        self.0.iter().map(keep).collect()
    }

    /// For the file again.
    pub fn of(extra: &'de Extra) -> Self {
        let write = |(name, json): &'de (Rc<str>, Json)| (Cow::Borrowed(&**name), Raw(Cow::Borrowed(&*json.0)));
        Self(extra.iter().map(write).collect())
    }
}

/// Defines a record: a struct of `Option`s which reads and writes a JSON object.
/// A field that is `null` reads as absent, a field that stands twice is an
/// error, and fields of other names go to `unknown`. Absent fields are not written.
macro_rules! record {
    ($(#[$meta:meta])* $record:ident { $($field:ident: $type:ty = $name:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        struct $record<'de> {
            $($field: Option<$type>,)*
            unknown: $crate::model::format::record::Unknown<'de>,
        }

        impl<'de> serde::Deserialize<'de> for $record<'de> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;

                impl<'de> serde::de::Visitor<'de> for Visitor {
                    type Value = $record<'de>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object { … }")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                        let mut record = $record::default();
                        while let Some($crate::model::format::record::Name(name)) = map.next_key()? {
                            match &*name {
                                $($name if record.$field.is_some() => {
                                    return Err(serde::de::Error::duplicate_field($name));
                                })*
                                $($name => record.$field = map.next_value()?,)*
                                _ => {
                                    let raw = map.next_value()?;
                                    record.unknown.0.push((name, raw));
                                }
                            }
                        }
                        Ok(record)
                    }
                }

                deserializer.deserialize_map(Visitor)
            }
        }

        impl serde::Serialize for $record<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serde::Serializer::serialize_map(serializer, None)?;
                $(if let Some(value) = &self.$field {
                    serde::ser::SerializeMap::serialize_entry(&mut map, $name, value)?;
                })*
                for (name, raw) in &self.unknown.0 {
                    serde::ser::SerializeMap::serialize_entry(&mut map, name, raw)?;
                }
                serde::ser::SerializeMap::end(map)
            }
        }
    };
}

pub(super) use record;
