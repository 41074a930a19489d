//! Schemes: no row of edits makes an unsound one, and their files read back.

use std::collections::HashSet;
use std::hash::Hash;
use std::rc::Rc;

use gloss::model::annotation::LabelId;
use gloss::model::format::gloss::built_in_scheme;
use gloss::model::format::scheme_file::{read, write};
use gloss::model::keys::is_reserved;
use gloss::model::scheme::{AttributeKind, Color, Line, Scheme};
use gloss::model::scheme_edit::{Edit, edited};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{arbitrary, config};

/// A name, of which some are taken and some are made of the same letters.
fn name() -> impl Strategy<Value = String> {
    const NAMES: [&str; 8] = ["Claim", "claim!", " PLACE", "Kind", "About", "北京", "", "Label 2"];
    prop_oneof![3 => select(&NAMES[..]).prop_map(str::to_owned), 1 => arbitrary::raw()]
}

/// The id of a label, one that a name would make, or none.
fn label() -> impl Strategy<Value = LabelId> {
    select(&["claim", "claim", "commitment", "place", "label", "label_2", "gone"][..]).prop_map(LabelId::new)
}

/// The id of an attribute or a type of relation, likewise.
fn id() -> impl Strategy<Value = Rc<str>> {
    const IDS: [&str; 9] = [
        "speaker",
        "kind",
        "kind",
        "cue",
        "about",
        "about",
        "same_as",
        "attribute",
        "relation",
    ];
    select(&IDS[..]).prop_map(Into::into)
}

fn kind() -> impl Strategy<Value = AttributeKind> {
    prop_oneof![
        vec(name(), 0..4).prop_map(AttributeKind::Choice),
        Just(AttributeKind::Text),
        vec(name(), 0..4).prop_map(AttributeKind::TextOrSpan),
        Just(AttributeKind::YesNo),
    ]
}

prop_compose! {
    fn ends()(
        relation in id(),
        from in vec(label(), 0..4),
        to in vec(label(), 0..4),
        same_label in any::<bool>(),
    ) -> Edit {
        Edit::SetEnds { relation, from, to, same_label }
    }
}

fn edit_of_attribute() -> impl Strategy<Value = Edit> {
    let of = || (label(), id());
    prop_oneof![
        (label(), name(), kind()).prop_map(|(label, name, kind)| Edit::AddAttribute { label, name, kind }),
        (of(), name()).prop_map(|((label, attribute), name)| Edit::RenameAttribute { label, attribute, name }),
        (of(), kind()).prop_map(|((label, attribute), kind)| Edit::SetAttributeKind { label, attribute, kind }),
        (of(), vec(name(), 0..4)).prop_map(|((label, attribute), options)| Edit::SetOptions {
            label,
            attribute,
            options
        }),
        (of(), name()).prop_map(|((label, attribute), hint)| Edit::SetHint { label, attribute, hint }),
        (of(), any::<bool>()).prop_map(|((label, attribute), folded)| Edit::FoldAttribute {
            label,
            attribute,
            folded
        }),
        (of(), 0..9_usize).prop_map(|((label, attribute), to)| Edit::MoveAttribute { label, attribute, to }),
        of().prop_map(|(label, attribute)| Edit::RemoveAttribute { label, attribute }),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let key =
        prop_oneof![4 => "[123xXyn? ]", 1 => any::<char>().prop_map(String::from)].prop_map(|key| key.chars().next());
    let line = select(&Line::NAMES[..]).prop_map(|(line, _)| line);
    prop_oneof![
        1 => name().prop_map(|name| Edit::Rename { name }),
        3 => name().prop_map(|name| Edit::AddLabel { name }),
        2 => (label(), name()).prop_map(|(label, name)| Edit::RenameLabel { label, name }),
        1 => (label(), any::<[u8; 3]>()).prop_map(|(label, color)| Edit::Recolor { label, color: Color(color) }),
        1 => (label(), line).prop_map(|(label, line)| Edit::SetLine { label, line }),
        2 => (label(), option::of(key)).prop_map(|(label, key)| Edit::SetKey { label, key: key.flatten() }),
        1 => (label(), name()).prop_map(|(label, guideline)| Edit::SetGuideline { label, guideline }),
        1 => (label(), 0..9_usize).prop_map(|(label, to)| Edit::MoveLabel { label, to }),
        1 => label().prop_map(|label| Edit::RemoveLabel { label }),
        6 => edit_of_attribute(),
        2 => name().prop_map(|name| Edit::AddRelation { name }),
        1 => (id(), name()).prop_map(|(relation, name)| Edit::RenameRelation { relation, name }),
        2 => ends(),
        1 => id().prop_map(|relation| Edit::RemoveRelation { relation }),
    ]
}

/// Whether each stands once.
fn once<T: Eq + Hash>(mut all: impl Iterator<Item = T>) -> bool {
    let mut seen = HashSet::new();
    all.all(|one| seen.insert(one))
}

/// Every id in a scheme, those of attributes after their label's.
fn ids(scheme: &Scheme) -> Vec<String> {
    let labels = scheme.labels.iter().flat_map(|label| {
        let of = label.id.as_str();
        let attributes = label
            .attributes
            .iter()
            .map(move |attribute| format!("{of} {}", attribute.id));
        attributes.chain([of.to_owned()])
    });
    let relations = scheme.relations.iter().map(|relation| format!("-> {}", relation.id));
    let mut ids: Vec<_> = labels.chain(relations).collect();
    ids.sort();
    ids
}

fn check_sound(scheme: &Scheme) -> Result<(), TestCaseError> {
    let Scheme { labels, relations, .. } = scheme;
    prop_assert!(once(ids(scheme).into_iter()), "ids");
    prop_assert!(once(labels.iter().map(|label| label.name.to_lowercase())), "labels");
    prop_assert!(
        once(relations.iter().map(|relation| relation.name.to_lowercase())),
        "relations"
    );
    prop_assert!(once(labels.iter().filter_map(|label| label.key)), "keys");
    prop_assert!(!labels.iter().filter_map(|label| label.key).any(is_reserved), "keys");
    for label in labels {
        let names = label.attributes.iter().map(|attribute| attribute.name.to_lowercase());
        prop_assert!(once(names), "attributes");
        for attribute in &label.attributes {
            if let AttributeKind::Choice(options) = &attribute.kind {
                prop_assert!(!options.is_empty() && once(options.iter()), "{:?}", options);
            }
        }
    }
    prop_assert_eq!(read(&write(scheme)), Ok(scheme.clone()));
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_scheme_in_a_file_reads_back(scheme in arbitrary::scheme()) {
        let mut scheme = scheme;
        // The generator gives every label the same key, which no page could tell apart.
        for label in &mut scheme.labels[1..] {
            label.key = None;
        }
        let file = write(&scheme);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok(), "{}", file);
        prop_assert_eq!(read(&file), Ok(scheme), "{}", file);
        prop_assert_eq!(read(&file).map(|scheme| write(&scheme)), Ok(file));
    }

    #[test]
    fn edits_keep_a_scheme_sound(empty in any::<bool>(), edits in vec(edit(), 0..30)) {
        let mut scheme = if empty { Scheme::default() } else { built_in_scheme() };
        for edit in edits {
            let Ok(new) = edited(&scheme, edit.clone()) else {
                continue;
            };
            let (old, new_ids) = (ids(&scheme), ids(&new));
            match edit {
                Edit::AddLabel { .. } | Edit::AddAttribute { .. } | Edit::AddRelation { .. } => {
                    prop_assert!(new_ids.len() == old.len() + 1 && old.iter().all(|id| new_ids.contains(id)));
                }
                Edit::RemoveLabel { .. } | Edit::RemoveAttribute { .. } | Edit::RemoveRelation { .. } => {
                    prop_assert!(new_ids.len() < old.len() && new_ids.iter().all(|id| old.contains(id)));
                }
                _ => prop_assert_eq!(old, new_ids),
            }
            scheme = new;
        }
        check_sound(&scheme)?;
    }
}
