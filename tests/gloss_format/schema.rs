//! Every file that is written is valid by the schema that the page ships.

use std::rc::Rc;

use gloss::model::annotation::{Extra, Id};
use gloss::model::format::gloss::{built_in_scheme, write};
use gloss::model::intake;
use gloss::model::project::{Document, Markup, Project};
use gloss::model::samples::SAMPLES;

use crate::{BARE, EXAMPLE, NEWER_MINOR};

const SCHEMA: &str = include_str!("../../www/gloss.schema.json");

#[test]
fn written_files_are_valid_by_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("JSON");
    assert_eq!(
        jsonschema::meta::validate(&schema).map_err(|error| error.to_string()),
        Ok(())
    );
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema");
    let errors = |file: &str| -> Vec<String> {
        let file = serde_json::from_str(file).expect("JSON");
        validator
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    };
    let samples = SAMPLES.iter().map(|sample| {
        let text = intake::clean(sample.text).expect("a text").text;
        write(&Project {
            document: Rc::new(Document::new(Id::new("d"), text)),
            scheme: Rc::new(built_in_scheme()),
            markup: Markup::default(),
            extra: Extra::new(),
        })
    });
    for file in [EXAMPLE, NEWER_MINOR, BARE]
        .map(str::to_owned)
        .into_iter()
        .chain(samples)
    {
        assert_eq!(errors(&file), [""; 0], "{file}");
    }
    // The schema is no rubber stamp: each of these breaks the example.
    for (right, wrong) in [
        (r#""gloss""#, r#""glos""#),
        (r#""version": 1"#, r#""version": 2"#),
        (r#""version": 1"#, r#""version": "1""#),
        ("code point", "UTF-16"),
        (r#""start":22"#, r#""start":-1"#),
        (r#""start":22"#, r#""start":22.5"#),
        (r#""end":45"#, r#""end":0"#),
        (r#""quote":"Lagos""#, r#""quote":"""#),
        (r#""quote":"Lagos","#, ""),
        (r#""prefix":"Ana"#, r#""prefix":"yor Ana"#),
        (r#""label":"claim""#, r#""label":null"#),
        (r#""note":"Since when?""#, r#""note":"""#),
        ("2026-11-23T10:00:00Z", "2026-11-31T10:00:00Z"),
        ("2026-11-23T10:00:00Z", "23 November"),
        (r#""kind":"number""#, r#""kind":"""#),
        (r#""kind":"number""#, r#""kind":null"#),
        (r#""sha256":"62"#, r#""sha256":"6"#),
        ("#2f6fb2", "#2F6FB2"),
        (r#""solid""#, r#""zigzag""#),
        (r#""key":"1""#, r#""key":"12""#),
        (r#""type":"choice""#, r#""type":"date""#),
        (r#""folded":true"#, r#""folded":"yes""#),
        (r#""from":"a1""#, r#""from":"""#),
        ("Lagos. “We", "Lagos.\\r\\n“We"),
    ] {
        assert!(EXAMPLE.contains(right), "{right}");
        assert_ne!(errors(&EXAMPLE.replacen(right, wrong, 1)), [""; 0], "{wrong}");
    }
}
