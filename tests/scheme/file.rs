//! Schemes in files of their own.

use gloss::model::format::gloss::{built_in_scheme, read as read_gloss};
use gloss::model::format::scheme_file::{read, write};
use gloss::model::scheme::Scheme;

#[test]
fn a_scheme_is_laid_out_for_people() {
    let json = r##"{"x": [1,  {"labels": []}], "labels": [
        {"id": "a", "name": "A", "color": "#2f6fb2", "labels.": [{ }], "attributes": [{"id": "b"}, {"id": "c", "options": ["d"], "type": "choice"}]},
        {"id": "e"}], "relations": [{"id": "r", "from": ["a", "e"]}]}"##;
    let expected = r##"{
  "labels": [
    {
      "id": "a",
      "name": "A",
      "color": "#2f6fb2",
      "line": "solid",
      "attributes": [
        {"id":"b","name":"b","type":"text"},
        {"id":"c","name":"c","type":"choice","options":["d"]}
      ],
      "labels.": [{ }]
    },
    {
      "id": "e",
      "name": "e",
      "color": "#707070",
      "line": "solid"
    }
  ],
  "relations": [
    {"id":"r","name":"r","from":["a","e"]}
  ],
  "x": [1,  {"labels": []}]
}
"##;
    let scheme = read(json).expect("a scheme");
    assert_eq!(write(&scheme), expected);
    assert_eq!(read(expected), Ok(scheme));
}

#[test]
fn an_empty_scheme_is_a_scheme() {
    let named = Scheme {
        name: Some("Mine".to_owned()),
        ..Scheme::default()
    };
    for (scheme, expected) in [
        (Scheme::default(), "{\n  \"labels\": []\n}\n"),
        (named, "{\n  \"labels\": [],\n  \"name\": \"Mine\"\n}\n"),
    ] {
        assert_eq!(write(&scheme), expected);
        assert_eq!(read(expected), Ok(scheme));
    }
}

#[test]
fn the_scheme_of_a_gloss_file_is_taken() {
    assert_eq!(read(include_str!("../../www/scheme.json")), Ok(built_in_scheme()));
    let file = include_str!("../golden/example.json");
    let (project, _) = read_gloss(file).expect("a file");
    assert_eq!(read(file).as_ref(), Ok(&*project.scheme));
    assert_eq!(read(&format!("\u{feff}{file}")).as_ref(), Ok(&*project.scheme));
}

#[test]
fn of_two_labels_with_one_key_the_first_keeps_it() {
    let scheme = read(
        r#"{"labels": [{"id": "a"}, {"id": "b", "key": "k"}, {"id": "c", "key": "K"}, {"id": "d"}, {"id": "e", "key": "1"}]}"#,
    );
    let keys: Vec<_> = scheme.expect("a scheme").labels.iter().map(|label| label.key).collect();
    assert_eq!(keys, [None, Some('k'), None, None, Some('1')]);
}

#[test]
fn what_is_no_scheme_is_refused() {
    let no_scheme = "The file is JSON but there is no scheme in it: \
        it has no \"labels\", nor is it a Gloss file with a \"scheme\".";
    for (json, expected) in [
        (
            "",
            "The file is not JSON: EOF while parsing a value at line 1, column 1.",
        ),
        (
            "{\n\"labels\": [,]}",
            "The file is not JSON: expected value at line 2, column 12.",
        ),
        ("[]", no_scheme),
        ("\"labels\"", no_scheme),
        ("{}", no_scheme),
        (r#"{"name": "x", "relations": []}"#, no_scheme),
        (r#"{"format": "gloss", "version": 1, "labels": []}"#, no_scheme),
        (
            r#"{"format": "gloss", "version": 2, "scheme": {}}"#,
            "The file has version 2 of the Gloss format, and this page reads version 1. \
                Reload the page to get the newest Gloss, then try again.",
        ),
        (
            "\n{\"labels\": {}}",
            "The file’s \"scheme\" (line 2, column 1) is broken: its \"labels\" is wrong, it must be a list [ … ].",
        ),
        (
            "{\"labels\": [],\n \"labels\": []}",
            "The file’s \"scheme\" (line 2, column 2) is broken: \"labels\" stands twice.",
        ),
        (
            "{\"format\": \"gloss\",\n\"scheme\": {\"labels\": [{}]}}",
            "The file’s \"scheme\" (line 2, column 11) is broken: a label has no \"id\".",
        ),
        (
            "{\"labels\": [\n{\"id\": \"a\"},\n{\"id\": \"b\"},\n{\"id\": \"a\"}]}",
            "The file’s \"labels\" (line 4, column 1) is broken: two labels have the id \"a\".",
        ),
        (
            "{\"labels\": [{\"id\": \"a\"},\n  {\"id\": \"b\", \"attributes\": [{\"id\": \"c\"}, {\"id\": \"c\"}]}]}",
            "The file’s \"labels\" (line 2, column 3) is broken: two attributes of \"b\" have the id \"c\".",
        ),
        (
            "{\"labels\": [], \"relations\": [{\"id\": \"a\"},\n{\"id\": \"a\"}]}",
            "The file’s \"relations\" (line 2, column 1) is broken: two types of relation have the id \"a\".",
        ),
    ] {
        match read(json) {
            Ok(scheme) => panic!("{json} was read: {scheme:?}"),
            Err(error) => assert_eq!(error.to_string(), expected, "{json}"),
        }
    }
}
