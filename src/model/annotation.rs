//! Annotations and the relations between them.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use super::span::Span;

/// Names an annotation, a relation or a document, for ever. Ours are UUIDs;
/// those of imported files are kept as they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Rc<str>);

impl Id {
    /// An id that stands in a file.
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// A UUID of version 4 (RFC 9562) from 16 bytes of chance.
    pub fn random(mut chance: [u8; 16]) -> Self {
        chance[6] = chance[6] & 0x0F | 0x40;
        chance[8] = chance[8] & 0x3F | 0x80;
        let mut id = String::with_capacity(36);
        for (i, byte) in chance.iter().enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                id.push('-');
            }
            id.push_str(&format!("{byte:02x}"));
        }
        Self(id.into())
    }

    /// As it stands in a file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A moment, as RFC 3339 writes it: `2026-11-23T10:00:00Z`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp(Rc<str>);

impl Timestamp {
    /// `None` if `moment` is not of the form of RFC 3339.
    pub fn new(moment: &str) -> Option<Self> {
        let shape: String = moment
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c.to_ascii_uppercase() })
            .collect();
        let rest = shape.strip_prefix("0000-00-00T00:00:00")?;
        let zone = match rest.strip_prefix('.') {
            Some(fraction) if fraction.starts_with('0') => fraction.trim_start_matches('0'),
            Some(_) => return None,
            None => rest,
        };
        matches!(zone, "Z" | "+00:00" | "-00:00").then(|| Self(moment.into()))
    }

    /// As it stands in a file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The id of a label in the scheme: `claim`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(Rc<str>);

impl LabelId {
    /// The label with this id.
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// As it stands in a file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What someone chose for an attribute of an annotation. What nobody chose is
/// absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// One of a choice's options, or typed words.
    Text(String),
    /// Words of the article.
    Quote(Span),
    /// Yes or no.
    Flag(bool),
    /// Something that this version does not know, as it stood in the file.
    Unknown(Json),
}

/// A piece of JSON that this version does not understand and hands on unread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub Rc<str>);

/// The fields of a record that this version does not know, in the file's order.
pub type Extra = Vec<(Rc<str>, Json)>;

/// A label on a stretch of text, with what matters about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its name for ever.
    pub id: Id,
    /// The label; it need not be in the scheme.
    pub label: LabelId,
    /// Where it stands.
    pub span: Span,
    /// What was chosen, by the attribute's id.
    pub attributes: BTreeMap<Rc<str>, Value>,
    /// Free words of the annotator.
    pub note: Option<Rc<str>>,
    /// Who made it: `person` or `rule`.
    pub by: Option<Rc<str>>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

/// A typed link from one annotation to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name for ever.
    pub id: Id,
    /// The type's id in the scheme: `about`.
    pub kind: Rc<str>,
    /// The annotation that it starts from.
    pub from: Id,
    /// The annotation that it leads to.
    pub to: Id,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ids_are_uuids() {
        assert_eq!(Id::random([0xFF; 16]).as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(Id::random([0; 16]).as_str(), "00000000-0000-4000-8000-000000000000");
    }

    #[test]
    fn timestamps_look_like_rfc_3339() {
        for good in ["2026-11-23T10:00:00Z", "2026-11-23t10:00:00.123z", "2026-11-23T10:00:00+05:30"] {
            assert!(Timestamp::new(good).is_some(), "{good}");
        }
        for bad in ["", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00:00.Z", "23.11.2026 10:00"] {
            assert!(Timestamp::new(bad).is_none(), "{bad}");
        }
    }
}
