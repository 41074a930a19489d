//! Changing a scheme, one edit at a time. In reading order:

pub mod refused;

mod entries;
mod palette;

pub mod left_behind;

use std::rc::Rc;

use self::entries::{free_id, free_name, one, place, remove, rename, said, shift};
use self::palette::next_look;
use self::refused::Refused;
use super::annotation::{Extra, LabelId};
use super::keys::is_reserved;
use super::scheme::{Attribute, AttributeKind, Color, Label, Line, RelationType, Scheme};

/// A change to a scheme. Labels, attributes and types of relation are named by
/// their ids; white space at the ends of words does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Calls the scheme something else; a blank name is none.
    Rename {
        /// The new name.
        name: String,
    },
    /// Adds a label at the end, with a look and a key that are free.
    AddLabel {
        /// Its name, from which its id is made.
        name: String,
    },
    /// Calls a label something else.
    RenameLabel {
        /// The label.
        label: LabelId,
        /// The new name.
        name: String,
    },
    /// Gives a label another colour.
    Recolor {
        /// The label.
        label: LabelId,
        /// The colour.
        color: Color,
    },
    /// Draws a label's line another way.
    SetLine {
        /// The label.
        label: LabelId,
        /// The line.
        line: Line,
    },
    /// Gives a label a key, which another label that has it loses, or takes its
    /// key away.
    SetKey {
        /// The label.
        label: LabelId,
        /// The key.
        key: Option<char>,
    },
    /// Says when to mark with a label; blank words are none.
    SetGuideline {
        /// The label.
        label: LabelId,
        /// The words.
        guideline: String,
    },
    /// Moves a label.
    MoveLabel {
        /// The label.
        label: LabelId,
        /// Its place among the labels afterwards, from 0; at most the last.
        to: usize,
    },
    /// Takes a label out. Types of relation that name it go on doing so: without
    /// it they would suddenly join anything.
    RemoveLabel {
        /// The label.
        label: LabelId,
    },
    /// Adds an attribute at the end of a label's.
    AddAttribute {
        /// The label.
        label: LabelId,
        /// The attribute's name, from which its id is made.
        name: String,
        /// What fills it.
        kind: AttributeKind,
    },
    /// Calls an attribute something else.
    RenameAttribute {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
        /// The new name.
        name: String,
    },
    /// Fills an attribute another way.
    SetAttributeKind {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
        /// What fills it from now on.
        kind: AttributeKind,
    },
    /// Gives a choice other options, or an attribute of words and stretches other
    /// ready answers. Blank and repeated ones are left out.
    SetOptions {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
        /// All of its options from now on.
        options: Vec<String>,
    },
    /// Says what to put in; blank words are none.
    SetHint {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
        /// The words.
        hint: String,
    },
    /// Folds an attribute away at first, or shows it.
    FoldAttribute {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
        /// Whether it is folded away.
        folded: bool,
    },
    /// Moves an attribute.
    MoveAttribute {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
        /// Its place among the label's attributes afterwards, from 0; at most the
        /// last.
        to: usize,
    },
    /// Takes an attribute out.
    RemoveAttribute {
        /// The label that has it.
        label: LabelId,
        /// The attribute.
        attribute: Rc<str>,
    },
    /// Adds a type of relation at the end, which may join anything.
    AddRelation {
        /// Its name, from which its id is made.
        name: String,
    },
    /// Calls a type of relation something else.
    RenameRelation {
        /// The type.
        relation: Rc<str>,
        /// The new name.
        name: String,
    },
    /// Says what a type of relation may join. Labels that are not in the scheme
    /// are refused, unless the type names them already.
    SetEnds {
        /// The type.
        relation: Rc<str>,
        /// The labels that it may start from; empty for any.
        from: Vec<LabelId>,
        /// The labels that it may lead to; empty for any.
        to: Vec<LabelId>,
        /// Whether both ends must have the same label.
        same_label: bool,
    },
    /// Takes a type of relation out.
    RemoveRelation {
        /// The type.
        relation: Rc<str>,
    },
}

/// The scheme after an edit. It keeps what it does not name.
///
/// Laws: only what adds or removes something changes which ids there are, as
/// annotations refer to them. In a scheme where no two labels, attributes of a
/// label or types of relation have the same id or name, and no two labels the
/// same key, none have afterwards.
///
/// Limitation: a label that was taken out and is added again by its old name has
/// its old id again, and so the annotations that it left behind.
///
/// ```
/// # use gloss::model::scheme::Scheme;
/// # use gloss::model::scheme_edit::{Edit, edited};
/// let name = "Worth checking".to_owned();
/// let scheme = edited(&Scheme::default(), Edit::AddLabel { name })?;
/// assert_eq!(scheme.labels[0].id.as_str(), "worth_checking");
/// # Ok::<_, gloss::model::scheme_edit::refused::Refused>(())
/// ```
pub fn edited(scheme: &Scheme, edit: Edit) -> Result<Scheme, Refused> {
    let mut new = scheme.clone();
    let Scheme { labels, relations, .. } = &mut new;
    match edit {
        Edit::Rename { name } => new.name = said(&name),
        Edit::AddLabel { name } => add_label(labels, &name)?,
        Edit::RenameLabel { label, name } => rename(labels, label.as_str(), &name)?,
        Edit::Recolor { label, color } => one(labels, label.as_str())?.color = color,
        Edit::SetLine { label, line } => one(labels, label.as_str())?.line = line,
        Edit::SetKey { label, key } => set_key(labels, &label, key)?,
        Edit::SetGuideline { label, guideline } => one(labels, label.as_str())?.guideline = said(&guideline),
        Edit::MoveLabel { label, to } => shift(labels, label.as_str(), to)?,
        Edit::RemoveLabel { label } => remove(labels, label.as_str())?,
        Edit::AddAttribute { label, name, kind } => add_attribute(one(labels, label.as_str())?, &name, kind)?,
        Edit::RenameAttribute { label, attribute, name } => {
            rename(&mut one(labels, label.as_str())?.attributes, &attribute, &name)?;
        }
        Edit::SetAttributeKind { label, attribute, kind } => {
            attribute_of(labels, &label, &attribute)?.kind = cleaned(kind)?;
        }
        Edit::SetOptions {
            label,
            attribute,
            options,
        } => {
            let attribute = attribute_of(labels, &label, &attribute)?;
            attribute.kind = cleaned(match attribute.kind {
                AttributeKind::Choice(_) => AttributeKind::Choice(options),
                AttributeKind::TextOrSpan(_) => AttributeKind::TextOrSpan(options),
                AttributeKind::Text | AttributeKind::YesNo => return Err(Refused::TakesNoOptions),
            })?;
        }
        Edit::SetHint { label, attribute, hint } => {
            attribute_of(labels, &label, &attribute)?.hint = said(&hint);
        }
        Edit::FoldAttribute {
            label,
            attribute,
            folded,
        } => {
            attribute_of(labels, &label, &attribute)?.folded = folded;
        }
        Edit::MoveAttribute { label, attribute, to } => {
            shift(&mut one(labels, label.as_str())?.attributes, &attribute, to)?;
        }
        Edit::RemoveAttribute { label, attribute } => {
            remove(&mut one(labels, label.as_str())?.attributes, &attribute)?;
        }
        Edit::AddRelation { name } => add_relation(relations, &name)?,
        Edit::RenameRelation { relation, name } => rename(relations, &relation, &name)?,
        Edit::SetEnds {
            relation,
            from,
            to,
            same_label,
        } => {
            let relation = one(relations, &relation)?;
            *relation = RelationType {
                from: ends(from, &relation.from, labels)?,
                to: ends(to, &relation.to, labels)?,
                same_label,
                ..relation.clone()
            };
        }
        Edit::RemoveRelation { relation } => remove(relations, &relation)?,
    }
    Ok(new)
}

fn add_label(labels: &mut Vec<Label>, name: &str) -> Result<(), Refused> {
    let name = free_name(labels, None, name)?;
    let (color, line) = next_look(labels);
    let free = |key: &char| !is_reserved(*key) && !labels.iter().any(|label| has_key(label, *key));
    let key = ('1'..='9').chain('a'..='z').find(free);
    labels.push(Label {
        id: LabelId::new(free_id(labels, &name)),
        name,
        color,
        key,
        line,
        guideline: None,
        attributes: Vec::new(),
        extra: Extra::new(),
    });
    Ok(())
}

fn add_attribute(label: &mut Label, name: &str, kind: AttributeKind) -> Result<(), Refused> {
    let name = free_name(&mut label.attributes, None, name)?;
    label.attributes.push(Attribute {
        id: free_id(&label.attributes, &name).into(),
        name,
        kind: cleaned(kind)?,
        folded: false,
        hint: None,
        extra: Extra::new(),
    });
    Ok(())
}

fn add_relation(relations: &mut Vec<RelationType>, name: &str) -> Result<(), Refused> {
    let name = free_name(relations, None, name)?;
    relations.push(RelationType {
        id: free_id(relations, &name).into(),
        name,
        from: Vec::new(),
        to: Vec::new(),
        same_label: false,
        extra: Extra::new(),
    });
    Ok(())
}

fn attribute_of<'a>(labels: &'a mut [Label], label: &LabelId, id: &str) -> Result<&'a mut Attribute, Refused> {
    one(&mut one(labels, label.as_str())?.attributes, id)
}

fn set_key(labels: &mut [Label], label: &LabelId, key: Option<char>) -> Result<(), Refused> {
    let at = place(labels, label.as_str())?;
    if let Some(key) = key {
        if is_reserved(key) {
            return Err(Refused::KeyTaken(key));
        }
        for label in labels.iter_mut().filter(|label| has_key(label, key)) {
            label.key = None;
        }
    }
    labels[at].key = key.map(|key| key.to_ascii_lowercase());
    Ok(())
}

/// Whether this key tags with the label: the page does not tell "A" from "a".
fn has_key(label: &Label, key: char) -> bool {
    label.key.is_some_and(|own| own.eq_ignore_ascii_case(&key))
}

/// What fills an attribute, its options without white space at the ends, blank
/// ones and those that stood before.
fn cleaned(kind: AttributeKind) -> Result<AttributeKind, Refused> {
    let each_once = |options: Vec<String>| {
        let mut kept: Vec<String> = Vec::with_capacity(options.len());
        for option in options.iter().filter_map(|option| said(option)) {
            if !kept.contains(&option) {
                kept.push(option);
            }
        }
        kept
    };
    Ok(match kind {
        AttributeKind::Choice(options) => match each_once(options) {
            options if options.is_empty() => return Err(Refused::NoOptions),
            options => AttributeKind::Choice(options),
        },
        AttributeKind::TextOrSpan(options) => AttributeKind::TextOrSpan(each_once(options)),
        AttributeKind::Text | AttributeKind::YesNo => kind,
    })
}

/// The labels of an end, each once, if each can be named.
fn ends(new: Vec<LabelId>, old: &[LabelId], labels: &[Label]) -> Result<Vec<LabelId>, Refused> {
    let mut kept = Vec::with_capacity(new.len());
    for label in new {
        if !old.contains(&label) {
            place(labels, label.as_str())?;
        }
        if !kept.contains(&label) {
            kept.push(label);
        }
    }
    Ok(kept)
}
