//! What stays in the work when something is taken out of its scheme.

use gloss::model::format::gloss::read;
use gloss::model::scheme::AttributeKind;
use gloss::model::scheme_edit::Edit;
use gloss::model::scheme_edit::left_behind::left_behind;

use crate::edits::label;

/// "one two three", each word a claim and the first a place too.
const FILE: &str = r#"{"format": "gloss", "version": 1, "document": {"text": "one two three"},
"annotations": [
{"id": "1", "label": "claim", "start": 0, "end": 3, "attributes": {"kind": "event", "speaker": {"text": "two", "start": 4, "end": 7}}},
{"id": "2", "label": "claim", "start": 4, "end": 7, "attributes": {"kind": "event", "speaker": "she", "worth_checking": true}},
{"id": "3", "label": "claim", "start": 8, "end": 13, "attributes": {"kind": "ode", "worth_checking": 7}},
{"id": "4", "label": "place", "start": 0, "end": 3, "attributes": {"kind": "event", "place": "One"}}
],
"relations": [{"id": "r", "type": "about", "from": "1", "to": "4"}, {"id": "s", "type": "odd", "from": "2", "to": "4"}]}"#;

fn check(edit: Edit, expected: usize) {
    let (project, problems) = read(FILE).expect("a file");
    assert_eq!(problems, []);
    assert_eq!(
        left_behind(&project.scheme, &project.markup, &edit),
        expected,
        "{edit:?}"
    );
}

#[test]
fn what_is_taken_out_is_counted() {
    check(Edit::RemoveLabel { label: label("claim") }, 3);
    check(
        Edit::RemoveLabel {
            label: label("commitment"),
        },
        0,
    );
    let remove = |of: &str, attribute: &str| Edit::RemoveAttribute {
        label: label(of),
        attribute: attribute.into(),
    };
    check(remove("claim", "kind"), 3);
    check(remove("claim", "speaker"), 2);
    check(remove("claim", "cue"), 0);
    check(remove("commitment", "stage"), 0);
    let relation = |relation: &str| Edit::RemoveRelation {
        relation: relation.into(),
    };
    check(relation("about"), 1);
    check(relation("supports"), 0);
}

#[test]
fn what_does_not_fit_any_more_is_counted() {
    let options = |attribute: &str, options: &[&str]| Edit::SetOptions {
        label: label("claim"),
        attribute: attribute.into(),
        options: options.iter().copied().map(str::to_owned).collect(),
    };
    check(options("kind", &["event"]), 0);
    // "ode" was no option before.
    check(options("kind", &["number"]), 2);
    check(options("kind", &["number", " event "]), 0);
    check(options("kind", &[]), 0);
    check(options("speaker", &[]), 0);
    let kind = |attribute: &str, kind| Edit::SetAttributeKind {
        label: label("claim"),
        attribute: attribute.into(),
        kind,
    };
    check(kind("kind", AttributeKind::Text), 0);
    check(kind("kind", AttributeKind::YesNo), 2);
    check(kind("speaker", AttributeKind::Text), 1);
    check(kind("speaker", AttributeKind::YesNo), 2);
    check(kind("worth_checking", AttributeKind::Text), 1);
}

#[test]
fn other_edits_leave_nothing_behind() {
    let name = || "New".to_owned();
    check(Edit::AddLabel { name: name() }, 0);
    check(
        Edit::RenameLabel {
            label: label("claim"),
            name: name(),
        },
        0,
    );
}
