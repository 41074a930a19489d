//! Files in which something is wrong: what is mended or left out, and what is said.

use gloss::model::format::gloss::read;
use gloss::model::format::problem::Record;

use crate::EXAMPLE;
use crate::check::{check, said};

#[test]
fn a_record_that_is_wrong_is_left_out_and_the_rest_is_read() {
    const PAYS: &str = "🌍 The EU said Lagos [pays].\nLagos waits. 👩🏽‍⚖️ agreed.";
    const BOTH: &str = "🌍 The [EU] said Lagos [pays].\nLagos waits. 👩🏽‍⚖️ agreed.";
    for (name, record, marked, expected) in [
        ("a number", "12", PAYS, &["12 is not an object { … }. Left out."][..]),
        ("null", "null", PAYS, &["null is not an object { … }. Left out."]),
        (
            "a list",
            "[6, 8, \"place\"]",
            PAYS,
            &["[6, 8, \"place\"] is not an object { … }. Left out."],
        ),
        ("empty", "{}", PAYS, &["there is no \"label\". Left out."]),
        (
            "no label",
            r#"{"id":"a","start":6,"end":8}"#,
            PAYS,
            &["there is no \"label\". Left out."],
        ),
        (
            "an empty label",
            r#"{"id":"a","label":"","start":6,"end":8}"#,
            PAYS,
            &["there is no \"label\". Left out."],
        ),
        (
            "a label that is null",
            r#"{"id":"a","label":null,"start":6,"end":8}"#,
            PAYS,
            &["there is no \"label\". Left out."],
        ),
        (
            "no start",
            r#"{"id":"a","label":"place","end":8}"#,
            PAYS,
            &["there is no \"start\". Left out."],
        ),
        (
            "no end",
            r#"{"id":"a","label":"place","start":6,"quote":"EU"}"#,
            PAYS,
            &["there is no \"end\". Left out."],
        ),
        (
            "a start that is words",
            r#"{"id":"a","label":"place","start":"6","end":8}"#,
            PAYS,
            &["its \"start\" is wrong, it must be a whole number from 0. Left out."],
        ),
        (
            "a start with a point",
            r#"{"id":"a","label":"place","start":6.0,"end":8}"#,
            PAYS,
            &["its \"start\" is wrong, it must be a whole number from 0. Left out."],
        ),
        (
            "a start below 0",
            r#"{"id":"a","label":"place","start":-6,"end":8}"#,
            PAYS,
            &["its \"start\" is wrong, it must be a whole number from 0. Left out."],
        ),
        (
            "an end of ten digits",
            r#"{"id":"a","label":"place","start":6,"end":4294967304}"#,
            PAYS,
            &["its \"end\" is wrong, it must be a whole number from 0. Left out."],
        ),
        (
            "an end beyond numbers",
            r#"{"id":"a","label":"place","start":6,"end":1e400}"#,
            PAYS,
            &["its \"end\" is wrong, it must be a whole number from 0. Left out."],
        ),
        (
            "the label twice",
            r#"{"id":"a","label":"place","label":"claim","start":6,"end":8}"#,
            PAYS,
            &["\"label\" stands twice. Left out."],
        ),
        (
            "an attribute twice",
            r#"{"id":"a","label":"place","start":6,"end":8,"attributes":{"use":"a","use":"b"}}"#,
            PAYS,
            &["\"use\" stands twice. Left out."],
        ),
        (
            "attributes that are a list",
            r#"{"id":"a","label":"place","start":6,"end":8,"attributes":["a"]}"#,
            PAYS,
            &["[\"a\"] is not an object { … }. Left out."],
        ),
        (
            "a note that is a number",
            r#"{"id":"a","label":"place","start":6,"end":8,"note":5}"#,
            PAYS,
            &["its \"note\" is wrong, it must be words in quotation marks. Left out."],
        ),
        (
            "a lone surrogate in the note",
            r#"{"id":"a","label":"place","start":6,"end":8,"note":"\ud83c"}"#,
            PAYS,
            &["its \"note\" is wrong, half of a surrogate pair, which is no character. Left out."],
        ),
        (
            "a day that does not exist",
            r#"{"id":"a","label":"place","start":6,"end":8,"created":"2026-02-30T10:00:00Z"}"#,
            BOTH,
            &["its \"created\" is no time like 2026-01-31T09:30:00Z and was left out."],
        ),
        (
            "a time in words",
            r#"{"id":"a","label":"place","start":6,"end":8,"modified":"yesterday"}"#,
            BOTH,
            &["its \"modified\" is no time like 2026-01-31T09:30:00Z and was left out."],
        ),
        (
            "a time that is a number",
            r#"{"id":"a","label":"place","start":6,"end":8,"modified":1700000000}"#,
            BOTH,
            &["its \"modified\" is no time like 2026-01-31T09:30:00Z and was left out."],
        ),
        (
            "everything absent or empty",
            r#"{"id":"","label":"place","start":6,"end":8,"quote":"","prefix":"","suffix":null,
                "attributes":{"use":"","place":null},"note":"","by":"","created":"","modified":null}"#,
            BOTH,
            &[],
        ),
        (
            "an unknown label",
            r#"{"id":"a","label":"of my own","start":6,"end":8}"#,
            BOTH,
            &[],
        ),
    ] {
        check(
            name,
            &format!(r#"{record},{{"id":"b","label":"claim","start":20,"end":24}}"#),
            marked,
            expected,
        );
    }
}

#[test]
fn no_two_annotations_have_an_id_or_a_mark_in_common() {
    let ids = |annotations: &str| -> Vec<String> {
        let json = format!(
            "{{\"format\":\"gloss\",\"version\":1,\"document\":{{\"text\":\"one two three four\"}},\"annotations\":[{annotations}]}}"
        );
        let (project, _) = read(&json).expect("it is ours");
        project
            .markup
            .annotations
            .iter()
            .map(|annotation| annotation.id.to_string())
            .collect()
    };
    let mark = |id: &str, start: u32| format!(r#"{{"id":"{id}","label":"x","start":{start},"end":{}}}"#, start + 3);
    for (given, expected) in [
        (["x", "x", "x"], ["x", "x-2", "x-3"]),
        (["x", "x", "x-2"], ["x", "x-3", "x-2"]),
        (["", "", ""], ["a1", "a2", "a3"]),
        (["", "a1", "a1"], ["a2", "a1", "a1-3"]),
    ] {
        let marks = [mark(given[0], 0), mark(given[1], 4), mark(given[2], 8)];
        assert_eq!(ids(&marks.join(",")), expected, "{given:?}");
    }
    let twice = r#"{"id":"a","label":"place","start":6,"end":8},{"id":"a","label":"claim","start":6,"end":8}"#;
    check(
        "an id twice",
        twice,
        "🌍 The [[EU]] said Lagos pays.\nLagos waits. 👩🏽‍⚖️ agreed.",
        &["Annotation 2 (line 2, column 46): another one has the id a too, so this one got a new id."],
    );
    let twice = r#"{"id":"a","label":"place","start":6,"end":8},{"id":"b","label":"place","start":5,"end":8}"#;
    check(
        "a mark twice",
        twice,
        "🌍 The [EU] said Lagos pays.\nLagos waits. 👩🏽‍⚖️ agreed.",
        &[
            "Annotation 2 (line 2, column 46): white space at its ends was left out, or half a character made whole.",
            "Annotation 2 (line 2, column 46): the same words have the same label already. Left out.",
        ],
    );
}

#[test]
fn relations_without_both_ends_are_left_out() {
    let file = |relation: &str| {
        format!(
            r#"{{"format":"gloss","version":1,"document":{{"text":"one two"}},"annotations":[
{{"id":"a","label":"x","start":0,"end":3}},{{"id":"b","label":"x","start":4,"end":7}}],
"relations":[{relation}]}}"#
        )
    };
    for (relation, kept, expected) in [
        (r#"{"id":"r","type":"about","from":"a","to":"b"}"#, &["r"][..], &[][..]),
        (r#"{"type":"about","from":"a","to":"b"}"#, &["r1"], &[]),
        (
            r#"{"type":"about","from":"a","to":"b"},{"id":"r1","type":"about","from":"b","to":"a"}"#,
            &["r2", "r1"],
            &[],
        ),
        (
            r#"{"id":"r","type":"x","from":"a","to":"b"},{"id":"r","type":"y","from":"a","to":"b"}"#,
            &["r", "r-2"],
            &["Relation 2 (line 3, column 56): another one has the id r too, so this one got a new id."],
        ),
        (
            r#"{"id":"r","type":"about","from":"a","to":"c"}"#,
            &[],
            &["Relation 1 (line 3, column 14): there is no annotation with the id c. Left out."],
        ),
        (
            r#"{"id":"r","type":"about","from":"","to":"b"}"#,
            &[],
            &["Relation 1 (line 3, column 14): there is no \"from\". Left out."],
        ),
        (
            r#"{"id":"r","from":"a","to":"b"}"#,
            &[],
            &["Relation 1 (line 3, column 14): there is no \"type\". Left out."],
        ),
        (
            r#"{"id":"r","type":7,"from":"a","to":"b"}"#,
            &[],
            &["Relation 1 (line 3, column 14): its \"type\" is wrong, it must be words in quotation marks. Left out."],
        ),
        (
            r#""about""#,
            &[],
            &["Relation 1 (line 3, column 14): \"about\" is not an object { … }. Left out."],
        ),
    ] {
        let (project, problems) = read(&file(relation)).expect("it is ours");
        assert_eq!(said(&problems), expected, "{relation}");
        let ids: Vec<_> = project
            .markup
            .relations
            .iter()
            .map(|relation| relation.id.as_str())
            .collect();
        assert_eq!(ids, kept, "{relation}");
    }
}

#[test]
fn a_changed_text_is_noticed() {
    let changed = EXAMPLE.replace("12% in Lagos. ", "13% in Lagos. ");
    let (project, problems) = read(&changed).expect("it is ours");
    assert_eq!(
        said(&problems),
        [
            "Document (line 4, column 13): the text was changed after the file was written \
            (its SHA-256 differs); every quote was checked.",
            "Annotation 1 (line 8, column 1): “crime fell 12% in Lagos” stands neither at its offsets \
            nor anywhere else in the text. Left out.",
            "Relation 1 (line 13, column 1): there is no annotation with the id a1. Left out."
        ]
    );
    assert_eq!(project.markup.annotations.len(), 2);
}

#[test]
fn each_of_many_problems_has_its_place() {
    let records: Vec<_> = (0..9_000)
        .map(|i| {
            format!(
                "{{\"id\":\"a\",\"label\":\"🌍{i}\",{}\"start\":1,\"end\":4,\"quote\":\"one\"}}",
                if i % 3 == 0 { "\n" } else { "" }
            )
        })
        .collect();
    let file = format!(
        // The relations stand first, though they are read last.
        "{{\"format\":\"gloss\",\"version\":1,\"relations\":[\n12,\n {{}}],\"document\":{{\"text\":\"one two\"}},\"annotations\":[{}]}}",
        records.join(",")
    );
    let (project, problems) = read(&file).expect("it is ours");
    // Each was moved, and each but the first has an id that was there.
    assert_eq!((project.markup.annotations.len(), problems.len()), (9_000, 2 + 17_999));
    let place = |at: usize| {
        let line_start = file[..at].rfind('\n').map_or(0, |lf| lf + 1);
        (
            file[..at].matches('\n').count() + 1,
            file[line_start..at].chars().count() + 1,
        )
    };
    for problem in problems.iter().step_by(250).chain(&problems[17_999..]) {
        let at = match problem.record {
            Record::Document => file.find("{\"text\"").expect("the document"),
            Record::Annotation(number) => file.find(&records[number - 1]).expect("the annotation"),
            Record::Relation(number) => file.find(["12", "{}"][number - 1]).expect("the relation"),
        };
        assert_eq!((problem.place.line, problem.place.column), place(at), "{problem}");
    }
}
