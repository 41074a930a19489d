//! What each edit makes of a small scheme, and what is refused.

use std::collections::HashSet;

use gloss::model::annotation::LabelId;
use gloss::model::format::scheme_file::{read, write};
use gloss::model::keys::is_reserved;
use gloss::model::scheme::{AttributeKind, Color, Line, Scheme};
use gloss::model::scheme_edit::{Edit, edited};

/// Two labels, of which the first has two attributes, and a type of relation.
const SCHEME: &str = r##"{
  "name": "Small",
  "labels": [
    {"id": "claim", "name": "Claim", "color": "#2f6fb2", "line": "solid", "key": "1", "guideline": "Old words", "attributes": [
      {"id": "kind", "name": "Kind", "type": "choice", "options": ["event", "rule"]},
      {"id": "cue", "name": "Cue", "type": "text or span", "options": ["unnamed"], "hint": "Old hint"}
    ]},
    {"id": "place", "name": "Place", "color": "#2e7d4f", "line": "dotted", "key": "q", "new": {"a":  1}}
  ],
  "relations": [{"id": "about", "name": "about", "from": ["claim"], "to": ["gone"]}]
}"##;

fn scheme() -> Scheme {
    read(SCHEME).expect("a scheme")
}

pub fn label(id: &str) -> LabelId {
    LabelId::new(id)
}

/// The lines of the file that an edit takes out and puts in.
fn check(edit: Edit, expected: &[&str]) {
    let old = scheme();
    let new = edited(&old, edit.clone()).unwrap_or_else(|refused| panic!("{edit:?}: {refused}"));
    let (old, new) = (write(&old), write(&new));
    let lines = |file: &str| -> Vec<String> {
        file.lines()
            .map(|line| line.trim().trim_end_matches(',').to_owned())
            .collect()
    };
    let (old, new) = (lines(&old), lines(&new));
    let out = old
        .iter()
        .filter(|line| !new.contains(line))
        .map(|line| format!("- {line}"));
    let put = new
        .iter()
        .filter(|line| !old.contains(line))
        .map(|line| format!("+ {line}"));
    assert_eq!(out.chain(put).collect::<Vec<_>>(), expected, "{edit:?}");
}

fn check_refused(edit: Edit, expected: &str) {
    match edited(&scheme(), edit.clone()) {
        Ok(_) => panic!("{edit:?} was made"),
        Err(refused) => assert_eq!(refused.to_string(), expected, "{edit:?}"),
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().copied().map(str::to_owned).collect()
}

fn add(name: &str) -> Edit {
    Edit::AddLabel { name: name.to_owned() }
}

fn options(attribute: &str, options: &[&str]) -> Edit {
    Edit::SetOptions {
        label: label("claim"),
        attribute: attribute.into(),
        options: words(options),
    }
}

fn key(of: &str, key: impl Into<Option<char>>) -> Edit {
    Edit::SetKey {
        label: label(of),
        key: key.into(),
    }
}

fn rename(of: &str, name: &str) -> Edit {
    Edit::RenameLabel {
        label: label(of),
        name: name.to_owned(),
    }
}

#[test]
fn labels_change() {
    let place = || label("place");
    let rename_scheme = |name: &str| Edit::Rename { name: name.to_owned() };
    check(
        rename_scheme(" Mine "),
        &[r#"- "name": "Small""#, r#"+ "name": "Mine""#],
    );
    check(rename_scheme(" "), &[r#"- "name": "Small""#]);
    check(
        add(" Worth  checking? "),
        &[
            r#"+ "id": "worth_checking""#,
            r#"+ "name": "Worth  checking?""#,
            r##"+ "color": "#b4531a""##,
            r#"+ "line": "double""#,
            r#"+ "key": "2""#,
        ],
    );
    check(
        rename("place", "Site"),
        &[r#"- "name": "Place""#, r#"+ "name": "Site""#],
    );
    check(
        rename("place", "PLACE"),
        &[r#"- "name": "Place""#, r#"+ "name": "PLACE""#],
    );
    check(
        Edit::Recolor {
            label: place(),
            color: Color([255, 0, 10]),
        },
        &[r##"- "color": "#2e7d4f""##, r##"+ "color": "#ff000a""##],
    );
    check(
        Edit::SetLine {
            label: place(),
            line: Line::Wavy,
        },
        &[r#"- "line": "dotted""#, r#"+ "line": "wavy""#],
    );
    check(key("place", 'V'), &[r#"- "key": "q""#, r#"+ "key": "v""#]);
    check(key("place", None), &[r#"- "key": "q""#]);
    check(key("place", 'Q'), &[]);
    check(key("claim", 'Q'), &[r#"- "key": "1""#]);
    let guideline = |words: &str| Edit::SetGuideline {
        label: label("claim"),
        guideline: words.to_owned(),
    };
    let old = r#"- "guideline": "Old words""#;
    check(guideline("New\nwords\n"), &[old, r#"+ "guideline": "New\nwords""#]);
    check(guideline("\n"), &[old]);
    check(
        Edit::RemoveLabel { label: place() },
        &[
            r#"- "id": "place""#,
            r#"- "name": "Place""#,
            r##"- "color": "#2e7d4f""##,
            r#"- "line": "dotted""#,
            r#"- "key": "q""#,
            r#"- "new": {"a":  1}"#,
        ],
    );
}

#[test]
fn attributes_change() {
    let kind = r#"- {"id":"kind","name":"Kind","type":"choice","options":["event","rule"]}"#;
    let cue = r#"- {"id":"cue","name":"Cue","type":"text or span","options":["unnamed"],"hint":"Old hint"}"#;
    let add = |name: &str, kind| Edit::AddAttribute {
        label: label("claim"),
        name: name.to_owned(),
        kind,
    };
    check(
        add("Cue 2", AttributeKind::YesNo),
        &[r#"+ {"id":"cue_2","name":"Cue 2","type":"yes or no"}"#],
    );
    check(
        add("Größe", AttributeKind::Choice(words(&[" a", "", "b ", "a"]))),
        &[r#"+ {"id":"gr_e","name":"Größe","type":"choice","options":["a","b"]}"#],
    );
    check(
        Edit::RenameAttribute {
            label: label("claim"),
            attribute: "kind".into(),
            name: "Type".to_owned(),
        },
        &[
            kind,
            r#"+ {"id":"kind","name":"Type","type":"choice","options":["event","rule"]}"#,
        ],
    );
    let set_kind = |attribute: &str, kind| Edit::SetAttributeKind {
        label: label("claim"),
        attribute: attribute.into(),
        kind,
    };
    check(
        set_kind("kind", AttributeKind::Text),
        &[kind, r#"+ {"id":"kind","name":"Kind","type":"text"}"#],
    );
    check(
        options("kind", &["rule ", "", "law", "rule"]),
        &[
            kind,
            r#"+ {"id":"kind","name":"Kind","type":"choice","options":["rule","law"]}"#,
        ],
    );
    check(
        options("cue", &[]),
        &[
            cue,
            r#"+ {"id":"cue","name":"Cue","type":"text or span","hint":"Old hint"}"#,
        ],
    );
    let hint = |hint: &str| Edit::SetHint {
        label: label("claim"),
        attribute: "cue".into(),
        hint: hint.to_owned(),
    };
    check(
        hint(" "),
        &[
            cue,
            r#"+ {"id":"cue","name":"Cue","type":"text or span","options":["unnamed"]}"#,
        ],
    );
    check(
        Edit::FoldAttribute {
            label: label("claim"),
            attribute: "kind".into(),
            folded: true,
        },
        &[
            kind,
            r#"+ {"id":"kind","name":"Kind","type":"choice","options":["event","rule"],"folded":true}"#,
        ],
    );
    check(
        Edit::RemoveAttribute {
            label: label("claim"),
            attribute: "cue".into(),
        },
        &[cue],
    );
}

#[test]
fn types_of_relation_change() {
    let about = r#"- {"id":"about","name":"about","from":["claim"],"to":["gone"]}"#;
    let relation = || "about".into();
    check(
        Edit::AddRelation { name: "北".to_owned() },
        &[r#"+ {"id":"relation","name":"北"}"#],
    );
    check(
        Edit::RenameRelation {
            relation: relation(),
            name: "is about".to_owned(),
        },
        &[
            about,
            r#"+ {"id":"about","name":"is about","from":["claim"],"to":["gone"]}"#,
        ],
    );
    check(
        Edit::SetEnds {
            relation: relation(),
            from: vec![],
            to: vec![label("place"), label("gone"), label("place")],
            same_label: true,
        },
        &[
            about,
            r#"+ {"id":"about","name":"about","to":["place","gone"],"same_label":true}"#,
        ],
    );
    check(
        Edit::RemoveRelation { relation: relation() },
        &[r#"- "relations": ["#, about],
    );
}

#[test]
fn labels_and_attributes_move() {
    let order = |scheme: &Scheme| -> String {
        let labels = scheme.labels.iter().map(|label| label.id.as_str());
        let attributes = scheme.labels.iter().flat_map(|label| &label.attributes);
        let ids: Vec<_> = labels.chain(attributes.map(|attribute| &*attribute.id)).collect();
        ids.join(" ")
    };
    let scheme = edited(&scheme(), add("Third")).expect("a scheme");
    assert_eq!(order(&scheme), "claim place third kind cue");
    for (id, to, expected) in [
        ("third", 0, "third claim place kind cue"),
        ("claim", 1, "place claim third kind cue"),
        ("claim", 9, "place third claim kind cue"),
        ("place", 1, "claim place third kind cue"),
    ] {
        let label = label(id);
        let moved = edited(&scheme, Edit::MoveLabel { label, to }).expect("a scheme");
        assert_eq!(order(&moved), expected, "{id} to {to}");
    }
    for (id, to, expected) in [
        ("kind", 1, "claim place third cue kind"),
        ("cue", 0, "claim place third cue kind"),
        ("cue", 9, "claim place third kind cue"),
    ] {
        let (label, attribute) = (label("claim"), id.into());
        let edit = Edit::MoveAttribute { label, attribute, to };
        assert_eq!(
            order(&edited(&scheme, edit).expect("a scheme")),
            expected,
            "{id} to {to}"
        );
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let blank = "A name needs at least one letter.";
    check_refused(add(" \t"), blank);
    check_refused(rename("claim", ""), blank);
    let taken = "Another label is called “Claim” already.";
    check_refused(add("cLAIM "), taken);
    check_refused(rename("place", "claim"), taken);
    let add_attribute = |name: &str, kind| Edit::AddAttribute {
        label: label("claim"),
        name: name.to_owned(),
        kind,
    };
    check_refused(
        add_attribute("KIND", AttributeKind::Text),
        "Another attribute is called “Kind” already.",
    );
    check_refused(
        Edit::AddRelation {
            name: "About".to_owned(),
        },
        "Another type of relation is called “about” already.",
    );
    check_refused(rename("gone", "x"), "There is no such label in the scheme.");
    check_refused(key("gone", '1'), "There is no such label in the scheme.");
    check_refused(
        Edit::RemoveAttribute {
            label: label("place"),
            attribute: "kind".into(),
        },
        "There is no such attribute in the scheme.",
    );
    check_refused(
        Edit::RemoveRelation {
            relation: "claim".into(),
        },
        "There is no such type of relation in the scheme.",
    );
    check_refused(
        Edit::SetEnds {
            relation: "about".into(),
            // The type names it, but on the other end.
            from: vec![label("gone")],
            to: vec![],
            same_label: false,
        },
        "There is no such label in the scheme.",
    );
    check_refused(key("claim", 'n'), "The key “n” does something else already.");
    check_refused(key("claim", '?'), "The key “?” does something else already.");
    let no_options = "A choice needs at least one option.";
    check_refused(options("kind", &["", " "]), no_options);
    check_refused(add_attribute("New", AttributeKind::Choice(vec![])), no_options);
    let yes_no = edited(&scheme(), add_attribute("Yes", AttributeKind::YesNo)).expect("a scheme");
    let refused = edited(&yes_no, options("yes", &["no"])).expect_err("it has no options");
    assert_eq!(
        refused.to_string(),
        "This attribute is not filled in from a list of options."
    );
}

#[test]
fn a_label_takes_the_key_of_another() {
    for (edit, expected) in [
        (key("claim", 'Q'), [Some('q'), None]),
        (key("claim", '1'), [Some('1'), Some('q')]),
        (key("claim", None), [None, Some('q')]),
        (key("place", '1'), [None, Some('1')]),
    ] {
        let scheme = edited(&scheme(), edit.clone()).expect("a scheme");
        let keys: Vec<_> = scheme.labels.iter().map(|label| label.key).collect();
        assert_eq!(keys, expected, "{edit:?}");
    }
}

#[test]
fn fifty_labels_stay_apart() {
    let mut scheme = Scheme::default();
    for number in 0..50 {
        // By turns, names with and without a letter of an id.
        let name = if number % 2 == 0 { "Über " } else { "北京 " };
        scheme = edited(&scheme, add(&format!("{name}{number}"))).expect("a scheme");
    }
    let labels = &scheme.labels;
    let looks: HashSet<_> = labels.iter().map(|label| (label.color.0, label.line.name())).collect();
    let ids: HashSet<_> = labels.iter().map(|label| &label.id).collect();
    assert_eq!((looks.len(), ids.len()), (50, 50));
    assert_eq!(labels[3].id.as_str(), "label_2");
    let keys: String = labels.iter().filter_map(|label| label.key).collect();
    let free: String = ('1'..='9').chain('a'..='z').filter(|&key| !is_reserved(key)).collect();
    assert_eq!(keys, free);
    // Twelve colours come before one comes again.
    let first: HashSet<_> = labels[..12].iter().map(|label| label.color.0).collect();
    assert_eq!(first.len(), 12);
    assert_eq!(read(&write(&scheme)), Ok(scheme));
}

#[test]
fn a_color_that_is_nearly_there_counts_as_taken() {
    let label = || label("claim");
    let nearly_blue = Edit::Recolor {
        label: label(),
        color: Color([0x35, 0x6f, 0xb2]),
    };
    let double = Edit::SetLine {
        label: label(),
        line: Line::Double,
    };
    let edits = [nearly_blue, double, add("New")];
    let scheme = edits
        .into_iter()
        .try_fold(scheme(), |scheme, edit| edited(&scheme, edit));
    let look = scheme.map(|scheme| (scheme.labels[2].color.to_string(), scheme.labels[2].line));
    assert_eq!(look, Ok(("#ad8604".to_owned(), Line::Dashed)));
}
