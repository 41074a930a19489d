//! Annotations and the relations between them.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use super::span::Span;
use super::text::Text;

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

    /// The id of what a rule suggests to mark with a label: of the same words always the
    /// same, and of no annotation.
    pub fn suggested(label: &LabelId, span: Span) -> Self {
        let (start, end) = (u32::from(span.start()), u32::from(span.end()));
        Self(format!("{SUGGESTED}{start}-{end} {}", label.as_str()).into())
    }

    /// Whether it is that of a suggestion.
    pub fn is_suggested(&self) -> bool {
        self.0.starts_with(SUGGESTED)
    }
}

/// What ids of suggestions begin with.
const SUGGESTED: &str = "suggested ";

/// A moment, as RFC 3339 writes it: `2026-11-23T10:00:00Z`.
///
/// Limitation: a leap second, `23:59:60`, is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp(Rc<str>);

impl Timestamp {
    /// `None` if `moment` is not of the form of RFC 3339, or no such day or time
    /// exists.
    pub fn new(moment: &str) -> Option<Self> {
        let shape: String = moment
            .chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '0'
                } else {
                    c.to_ascii_uppercase()
                }
            })
            .collect();
        let rest = shape.strip_prefix("0000-00-00T00:00:00")?;
        let zone = match rest.strip_prefix('.') {
            Some(fraction) if fraction.starts_with('0') => fraction.trim_start_matches('0'),
            Some(_) => return None,
            None => rest,
        };
        let shift = match zone {
            "Z" => "00:00",
            "+00:00" | "-00:00" => &moment[moment.len() - 5..],
            _ => return None,
        };
        // All are digits at these places, as the shape says.
        let number = |digits: &str| {
            digits
                .bytes()
                .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
        };
        let within = |clock: &str| number(&clock[..2]) < 24 && number(&clock[3..5]) < 60;
        let days = days_of_month(number(&moment[..4]), number(&moment[5..7]));
        let day = (1..=days).contains(&number(&moment[8..10]));
        let time = within(&moment[11..16]) && number(&moment[17..19]) < 60 && within(shift);
        (day && time).then(|| Self(moment.into()))
    }

    /// As it stands in a file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How many days the month of this number has; a month that does not exist has none.
fn days_of_month(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    }
}

/// The id of a label in the scheme: `claim`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(Rc<str>);

impl LabelId {
    /// The label with this id.
    pub fn new(id: impl Into<Rc<str>>) -> Self {
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

impl Value {
    /// As people see it, in an annotation of this text: the words, "yes" or "no".
    /// What this version does not know is shown as it stands in the file.
    pub fn shown<'a>(&'a self, text: &'a Text) -> &'a str {
        match self {
            Self::Text(words) => words,
            Self::Quote(span) => span.quote(text),
            Self::Flag(true) => "yes",
            Self::Flag(false) => "no",
            Self::Unknown(json) => &json.0,
        }
    }
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

impl Annotation {
    /// What a person marked just now.
    pub fn new(id: Id, label: LabelId, span: Span, at: Timestamp) -> Self {
        Self {
            id,
            label,
            span,
            attributes: BTreeMap::new(),
            note: None,
            by: Some("person".into()),
            created: Some(at.clone()),
            modified: Some(at),
            extra: Extra::new(),
        }
    }
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

impl Relation {
    /// A link that a person made just now.
    pub fn new(id: Id, kind: Rc<str>, from: Id, to: Id) -> Self {
        let extra = Extra::new();
        Self {
            id,
            kind,
            from,
            to,
            extra,
        }
    }
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
    fn timestamps_are_those_of_rfc_3339() {
        for good in [
            "2026-11-23T10:00:00Z",
            "2026-11-23t10:00:00.123z",
            "2026-11-23T10:00:00+05:30",
            "2024-02-29T23:59:59-23:59",
            "2000-02-29T00:00:00Z",
        ] {
            assert!(Timestamp::new(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2026-11-23",
            "2026-11-23T10:00:00",
            "2026-11-23T10:00:00.Z",
            "23.11.2026 10:00",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-04-00T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z",
            "2026-01-01T00:00:00+24:00",
            "2026-01-01T00:00:00+00:60",
            "２０２６-01-01T00:00:00Z",
        ] {
            assert!(Timestamp::new(bad).is_none(), "{bad}");
        }
    }
}
