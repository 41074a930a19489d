//! What can be said about a text: labels, their attributes, and relations.
//!
//! A scheme is data. The built-in one is `www/scheme.json`, in the shape that it
//! has inside every file that Gloss writes.

use std::rc::Rc;

use super::annotation::{Extra, LabelId};

/// A set of labels, with what can be filled in for each and how they relate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scheme {
    /// What people call it.
    pub name: Option<String>,
    /// Its version, as its author counts.
    pub version: Option<String>,
    /// The labels, in the order in which they are offered.
    pub labels: Vec<Label>,
    /// The types of relation.
    pub relations: Vec<RelationType>,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

impl Scheme {
    /// The label with this id and its number among the labels, from 0.
    pub fn label(&self, id: &LabelId) -> Option<(usize, &Label)> {
        self.labels.iter().enumerate().find(|(_, label)| label.id == *id)
    }

    /// What people call the label; the id of one that is not in the scheme.
    pub fn label_name<'a>(&'a self, id: &'a LabelId) -> &'a str {
        self.label(id).map_or(id.as_str(), |(_, label)| &label.name)
    }

    /// The number of the label that has this key, capitals or not.
    pub fn label_of_key(&self, key: &str) -> Option<usize> {
        let has = |label: &Label| label.key.is_some_and(|its| key.chars().eq([its.to_ascii_lowercase()]));
        self.labels.iter().position(has)
    }

    /// What people call an attribute of a label; the id of one that is not there.
    pub fn attribute_name<'a>(&'a self, label: &LabelId, id: &'a str) -> &'a str {
        let label = self.label(label).map(|(_, label)| label);
        let attribute = label.and_then(|label| label.attributes.iter().find(|attribute| *attribute.id == *id));
        attribute.map_or(id, |attribute| &attribute.name)
    }

    /// Whether a relation of this type may lead from one label to another. One that
    /// is not in the scheme may lead anywhere.
    pub fn joins(&self, id: &str, from: &LabelId, to: &LabelId) -> bool {
        let kind = self.relations.iter().find(|kind| *kind.id == *id);
        kind.is_none_or(|kind| {
            let among = |labels: &[LabelId], label| labels.is_empty() || labels.contains(label);
            among(&kind.from, from) && among(&kind.to, to) && (!kind.same_label || from == to)
        })
    }

    /// What people call a type of relation; the id of one that is not in the scheme.
    pub fn relation_name<'a>(&'a self, id: &'a str) -> &'a str {
        let kind = self.relations.iter().find(|kind| *kind.id == *id);
        kind.map_or(id, |kind| &kind.name)
    }
}

/// A kind of thing to mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As it stands in files: `claim`.
    pub id: LabelId,
    /// As people see it: "Claim".
    pub name: String,
    /// Its colour.
    pub color: Color,
    /// The key that tags with it.
    pub key: Option<char>,
    /// How its line is drawn: colour is never the only cue.
    pub line: Line,
    /// When to mark and when not to.
    pub guideline: Option<String>,
    /// What can be filled in.
    pub attributes: Vec<Attribute>,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

/// A colour, sRGB, eight bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(pub [u8; 3]);

impl Color {
    /// Reads `#1a2b3c`; `None` for anything else.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// How a label's line is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// One unbroken line.
    #[default]
    Solid,
    /// Two lines.
    Double,
    /// A wave.
    Wavy,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
}

impl Line {
    /// Each with its name, in files and in CSS.
    pub const NAMES: [(Self, &'static str); 5] = [
        (Self::Solid, "solid"),
        (Self::Double, "double"),
        (Self::Wavy, "wavy"),
        (Self::Dotted, "dotted"),
        (Self::Dashed, "dashed"),
    ];

    /// Its name in files and in CSS.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(line, _)| *line == self)
            .map_or("solid", |(_, name)| name)
    }

    /// The line of this name.
    pub fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, n)| *n == name).map(|(line, _)| *line)
    }
}

/// Something that can be filled in for an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// As it stands in files: `speaker`.
    pub id: Rc<str>,
    /// As people see it: "Speaker".
    pub name: String,
    /// What fills it.
    pub kind: AttributeKind,
    /// Whether it is folded away at first.
    pub folded: bool,
    /// What to put in, in a few words.
    pub hint: Option<String>,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}

/// What fills an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// One of these.
    Choice(Vec<String>),
    /// Typed words.
    Text,
    /// Typed words, a stretch of the article, or one of these ready answers.
    TextOrSpan(Vec<String>),
    /// Yes or no.
    YesNo,
}

/// A type of relation and what it may join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationType {
    /// As it stands in files: `about`.
    pub id: Rc<str>,
    /// As people see it.
    pub name: String,
    /// The labels that it may start from; empty for any.
    pub from: Vec<LabelId>,
    /// The labels that it may lead to; empty for any.
    pub to: Vec<LabelId>,
    /// Whether both ends must have the same label.
    pub same_label: bool,
    /// What a newer Gloss wrote.
    pub extra: Extra,
}
