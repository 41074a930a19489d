//! The file as it is written, byte for byte, by files that another program made.

use std::rc::Rc;

use gloss::model::annotation::{Annotation, Extra, Id, LabelId, Relation, Timestamp, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::format::gloss::{built_in_scheme, read, write};
use gloss::model::intake;
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::project::{Document, Markup, Project};
use gloss::model::scheme::{Attribute, AttributeKind, Color, Label, Line, RelationType, Scheme};
use gloss::model::span::Span;
use gloss::model::text::Text;

use crate::{BARE, EXAMPLE, NEWER_MINOR};

#[test]
fn the_example_is_written_byte_for_byte() {
    assert_eq!(write(&example()), EXAMPLE);
    assert_eq!(read(EXAMPLE), Ok((example(), vec![])));
}

#[test]
fn what_a_newer_gloss_wrote_is_kept_at_each_level() {
    for (name, file) in [("newer minor", NEWER_MINOR), ("bare", BARE)] {
        let (project, problems) = read(file).expect(name);
        assert_eq!(problems, [], "{name}");
        assert_eq!(write(&project), file, "{name}");
    }
}

#[test]
fn unknown_fields_stay_on_their_line() {
    let file = r#"{"format": "gloss", "version": 1, "document": {"text": "The EU said"}, "later": [
        1,
        {"a": 2}
    ], "annotations": [{"label": "place", "start": 4, "end": 6, "attributes": {"new": {
        "b": "two words"
    }}, "also": [
    ]}]}"#;
    let (project, problems) = read(file).expect("it is ours");
    assert_eq!(problems, []);
    let written = write(&project);
    let line = written
        .lines()
        .find(|line| line.contains("\"start\""))
        .expect("an annotation");
    assert!(
        line.contains(r#""attributes":{"new":{        "b": "two words"    }}"#),
        "{line}"
    );
    assert!(line.ends_with(r#""also":[    ]}"#), "{line}");
    assert_eq!(read(&written), Ok((project, vec![])));
}

#[test]
fn marks_and_line_ends_of_other_systems_are_taken() {
    let marked = format!("\u{feff}{}", EXAMPLE.replace('\n', "\r\n"));
    assert_eq!(read(&marked), Ok((example(), vec![])));
    let text = r#"{"format":"gloss","version":1,"document":{"text":"\ufeffone\r\ntwo\rthree"}}"#;
    let (project, problems) = read(text).expect("it is ours");
    assert_eq!(
        (project.document.text.as_str(), &problems[..]),
        ("one\ntwo\nthree", &[][..])
    );
    assert_eq!(*project.scheme, built_in_scheme());
}

/// The project of `golden/example.json`, which was made by another program.
fn example() -> Project {
    let text = "🌍 Mayor Ana Ruiz said crime fell 12% in Lagos. “We will build 500 homes by 2027,” she pledged.";
    let text = intake::clean(text).expect("a text").text;
    let quote = |marked| Value::Quote(span(&text, marked));
    let person = |annotation: Annotation| Annotation {
        by: Some("person".into()),
        created: Timestamp::new("2026-11-23T10:00:00Z"),
        modified: Timestamp::new("2026-11-23T10:05:00Z"),
        ..annotation
    };
    let claim = annotation("a1", "claim", span(&text, "said [crime fell 12% in Lagos]."));
    let place = annotation("a2", "place", span(&text, "in [Lagos]."));
    let commitment = annotation("a3", "commitment", span(&text, "“[We will build 500 homes by 2027],"));
    let annotations = [
        person(Annotation {
            attributes: [
                ("speaker".into(), quote("Mayor [Ana Ruiz] said")),
                ("kind".into(), Value::Text("number".to_owned())),
                ("worth_checking".into(), Value::Flag(true)),
            ]
            .into(),
            note: Some("Since when?".into()),
            ..claim
        }),
        person(Annotation {
            attributes: [("deadline".into(), quote("by [2027],"))].into(),
            ..commitment
        }),
        Annotation {
            attributes: [("place".into(), Value::Text("Lagos, Nigeria".to_owned()))].into(),
            by: Some("rule".into()),
            ..place
        },
    ];
    let about = Relation {
        id: Id::new("r1"),
        kind: "about".into(),
        from: Id::new("a1"),
        to: Id::new("a2"),
        extra: Extra::new(),
    };
    let document = Document {
        title: Some("Crime falls, says mayor".to_owned()),
        url: Some("https://example.org/crime".to_owned()),
        author: Some("Kim Doe".to_owned()),
        published: Some("2026-01-06".to_owned()),
        language: Some("en".to_owned()),
        ..Document::new(Id::new("0b9c5c1e-6a3f-4c56-9d3b-2f6f6a1f3c11"), text)
    };
    Project {
        document: Rc::new(document),
        scheme: Rc::new(example_scheme()),
        markup: Markup {
            annotations: AnnotationSet::of(annotations),
            relations: Rc::new(vec![about]),
        },
        extra: Extra::new(),
    }
}

fn example_scheme() -> Scheme {
    let attribute = |id: &str, name: &str, kind| Attribute {
        id: id.into(),
        name: name.to_owned(),
        kind,
        folded: false,
        hint: None,
        extra: Extra::new(),
    };
    let label = |id, name: &str, color, line, key, attributes| Label {
        id: LabelId::new(id),
        name: name.to_owned(),
        color: Color(color),
        key,
        line,
        guideline: None,
        attributes,
        extra: Extra::new(),
    };
    let strings = |all: &[&str]| all.iter().map(|&one| one.to_owned()).collect();
    let ids = |all: &[&str]| all.iter().map(|id| LabelId::new(*id)).collect();
    let relation = |id: &str, name: &str, from, to, same_label| RelationType {
        id: id.into(),
        name: name.to_owned(),
        from: ids(from),
        to: ids(to),
        same_label,
        extra: Extra::new(),
    };
    let speaker = Attribute {
        hint: Some("Who says it".to_owned()),
        ..attribute(
            "speaker",
            "Speaker",
            AttributeKind::TextOrSpan(strings(&["article (own voice)", "unnamed"])),
        )
    };
    let kind = attribute("kind", "Kind", AttributeKind::Choice(strings(&["event", "number"])));
    let worth_checking = Attribute {
        folded: true,
        ..attribute("worth_checking", "Worth checking", AttributeKind::YesNo)
    };
    let deadline = attribute("deadline", "Deadline", AttributeKind::TextOrSpan(vec![]));
    let place = attribute("place", "Place", AttributeKind::Text);
    let claim = [speaker, kind, worth_checking].into();
    Scheme {
        name: Some("Example".to_owned()),
        version: Some("1".to_owned()),
        labels: vec![
            Label {
                guideline: Some("What could be checked.".to_owned()),
                ..label("claim", "Claim", [0x2f, 0x6f, 0xb2], Line::Solid, Some('1'), claim)
            },
            label(
                "commitment",
                "Commitment",
                [0xb4, 0x53, 0x1a],
                Line::Double,
                Some('2'),
                vec![deadline],
            ),
            label("place", "Place", [0x2e, 0x7d, 0x4f], Line::Dotted, None, vec![place]),
        ],
        relations: vec![
            relation("about", "about", &["claim", "commitment"], &["place"], false),
            relation("same_as", "same as", &[], &[], true),
        ],
        extra: Extra::new(),
    }
}

/// The span between [ and ], which stand in a piece of the text.
fn span(text: &Text, marked: &str) -> Span {
    let before = marked.find('[').expect("a [");
    let length = marked.find(']').expect("a ]") - before - 1;
    let piece = text
        .as_str()
        .find(&marked.replace(['[', ']'], ""))
        .expect("it stands there");
    let range = TextRange::at(TextSize::from((piece + before) as u32), TextSize::from(length as u32));
    Span::new(text, range).expect("a span")
}

fn annotation(id: &str, label: &str, span: Span) -> Annotation {
    Annotation {
        id: Id::new(id),
        label: LabelId::new(label),
        span,
        attributes: Default::default(),
        note: None,
        by: None,
        created: None,
        modified: None,
        extra: Extra::new(),
    }
}
