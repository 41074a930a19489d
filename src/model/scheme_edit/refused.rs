//! Why an edit of a scheme cannot be made.

use std::fmt;

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The name is blank.
    Blank,
    /// Another one has this name, capitals or not.
    NameTaken(Part, Box<str>),
    /// There is none with this id.
    NoSuch(Part),
    /// The key does something else.
    KeyTaken(char),
    /// A choice would be left without options.
    NoOptions,
    /// The attribute is not filled in from a list.
    TakesNoOptions,
}

/// What a scheme consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A label.
    Label,
    /// An attribute of a label.
    Attribute,
    /// A type of relation.
    Relation,
}

impl Part {
    /// The id of one whose name has no letter from a to z.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Attribute => "attribute",
            Self::Relation => "relation",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Relation => "type of relation",
            part => part.id(),
        })
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => f.write_str("A name needs at least one letter."),
            Self::NameTaken(part, name) => write!(f, "Another {part} is called “{name}” already."),
            Self::NoSuch(part) => write!(f, "There is no such {part} in the scheme."),
            Self::KeyTaken(key) => write!(f, "The key “{key}” does something else already."),
            Self::NoOptions => f.write_str("A choice needs at least one option."),
            Self::TakesNoOptions => f.write_str("This attribute is not filled in from a list of options."),
        }
    }
}

impl std::error::Error for Refused {}
