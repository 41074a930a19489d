//! Files that cannot be read: what is said, and the place that is named.

use gloss::model::format::gloss::{read, write};

/// Reads a file that cannot be read.
fn check_refused(name: &str, json: &str, expected: &str) {
    match read(json) {
        Ok((_, problems)) => panic!("{name} was read: {problems:?}"),
        Err(error) => assert_eq!(error.to_string(), expected, "{name}"),
    }
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    for (name, json, expected) in [
        (
            "nothing",
            "",
            "The file is not JSON: EOF while parsing a value at line 1, column 1.",
        ),
        (
            "words",
            "The EU said",
            "The file is not JSON: expected value at line 1, column 1.",
        ),
        (
            "a cut file",
            "{\n\"format\": \"gloss\",\n\"version\": 1",
            "The file is not JSON: EOF while parsing an object at line 3, column 12.",
        ),
        (
            "a comma too many",
            "{\n\"format\": \"gloss\",\n}",
            "The file is not JSON: key must be a string at line 3, column 1.",
        ),
        (
            "after wide characters",
            r#"{"🌍🌍": é}"#,
            "The file is not JSON: expected value at line 1, column 8.",
        ),
        (
            "something after the end",
            "{}\n{}",
            "The file is not JSON: trailing characters at line 2, column 1.",
        ),
        (
            "a raw line end in words",
            "{\"a\": \"b\nc\"}",
            "The file is not JSON: control character (\\u0000-\\u001F) found \
                while parsing a string at line 1, column 9.",
        ),
        (
            "not a number",
            r#"{"a": NaN}"#,
            "The file is not JSON: expected value at line 1, column 7.",
        ),
        (
            "single quotes",
            "{'format': 'gloss'}",
            "The file is not JSON: key must be a string at line 1, column 2.",
        ),
    ] {
        check_refused(name, json, expected);
    }
}

#[test]
fn what_is_not_ours_is_refused() {
    let no_format = r#"The file is JSON but not a Gloss file: it has no "format": "gloss"."#;
    for (name, json, expected) in [
        ("a list", "[1, 2]", no_format),
        ("words", r#""gloss""#, no_format),
        ("null", "null", no_format),
        ("an empty object", "{}", no_format),
        ("a format that is a number", r#"{"format": 1, "version": 1}"#, no_format),
        (
            "no format, wrong everything",
            r#"{"version": "x", "annotations": 3}"#,
            no_format,
        ),
        (
            "another format",
            r#"{"format": "web-annotation"}"#,
            r#"The file is JSON but not a Gloss file: its "format" is "web-annotation", not "gloss"."#,
        ),
        (
            "in capitals",
            r#"{"format": "GLOSS", "version": 1}"#,
            r#"The file is JSON but not a Gloss file: its "format" is "GLOSS", not "gloss"."#,
        ),
    ] {
        check_refused(name, json, expected);
    }
}

#[test]
fn versions_are_whole_numbers() {
    let file = |version: &str| format!("{{\"format\": \"gloss\", {version}\n\"document\": {{\"text\": \"a\"}}}}");
    assert!(read(&file(r#""version": 1,"#)).is_ok());
    let newer = |version: &str| {
        format!(
            "The file has version {version} of the Gloss format, and this page reads version 1. \
            Reload the page to get the newest Gloss, then try again."
        )
    };
    let broken = r#"The file’s "version" (line 1, column 32) is broken: it must be the number 1."#;
    check_refused("newer", &file(r#""version": 2,"#), &newer("2"));
    check_refused("much newer", &file(r#""version": 4294967295,"#), &newer("4294967295"));
    for version in [
        "1.0",
        r#""1""#,
        "-1",
        "0",
        "1e400",
        "1e0",
        "4294967296",
        "true",
        "[1]",
        "{}",
    ] {
        check_refused(version, &file(&format!(r#""version": {version},"#)), broken);
    }
    let absent = r#"The file’s "version" (line 1, column 1) is broken: it must be the number 1."#;
    check_refused("no version", &file(""), absent);
    check_refused(
        "null",
        &file(r#""version": null,"#),
        r#"The file’s "version" (line 1, column 32) is broken: it must be the number 1."#,
    );
    // What else stands in a file of the future does not matter.
    let future = r#"{"format": "gloss", "version": 3, "document": 1, "annotations": {}}"#;
    check_refused("the future", future, &newer("3"));
}

/// A file that says that it is ours, with these parts on its second line.
fn ours(rest: &str) -> String {
    format!("{{\"format\": \"gloss\", \"version\": 1,\n{rest}}}")
}

#[test]
fn broken_parts_are_named_with_their_place() {
    for (name, rest, part, place, found) in [
        (
            "no document",
            r#""annotations": []"#,
            "document",
            "line 1, column 1",
            "it is missing",
        ),
        (
            "offsets in another unit",
            r#""document": {"text": "a"}, "offsets": {"unit": "byte"}"#,
            "offsets",
            "line 2, column 39",
            "version 1 counts in units of one code point",
        ),
        (
            "a document that is null",
            r#""document": null"#,
            "document",
            "line 1, column 1",
            "it is missing",
        ),
        (
            "a document that is words",
            r#""document": "The EU said""#,
            "document",
            "line 2, column 13",
            r#""The EU said" is not an object { … }"#,
        ),
        (
            "a document without a text",
            r#""document": {"title": "a"}"#,
            "document",
            "line 2, column 13",
            r#"it has no "text""#,
        ),
        (
            "an empty text",
            r#""document": {"text": ""}"#,
            "document",
            "line 2, column 13",
            r#"it has no "text""#,
        ),
        (
            "a text that is a number",
            r#""document": {"text": 1}"#,
            "document",
            "line 2, column 13",
            r#"its "text" is wrong, it must be words in quotation marks"#,
        ),
        (
            "a lone surrogate in the text",
            "\"document\": {\"text\": \"a\\ud83c\"}",
            "document",
            "line 2, column 13",
            r#"its "text" is wrong, half of a surrogate pair, which is no character"#,
        ),
        (
            "a pair the wrong way round",
            "\"document\": {\"text\": \"a\\udf0d\\ud83c\"}",
            "document",
            "line 2, column 13",
            r#"its "text" is wrong, half of a surrogate pair, which is no character"#,
        ),
        (
            "a title that is a list",
            r#""document": {"text": "a", "title": [1]}"#,
            "document",
            "line 2, column 13",
            r#"its "title" is wrong, it must be words in quotation marks"#,
        ),
        (
            "the text twice",
            r#""document": {"text": "a", "text": "b"}"#,
            "document",
            "line 2, column 13",
            r#""text" stands twice"#,
        ),
        (
            "an unknown field twice",
            r#""document": {"text": "a", "x": 1, "x": 2}"#,
            "document",
            "line 2, column 13",
            r#""x" stands twice"#,
        ),
        (
            "the document twice",
            r#""document": {"text": "a"}, "document": {"text": "b"}"#,
            "file",
            "line 2, column 28",
            r#""document" stands twice"#,
        ),
        (
            "the version twice",
            r#""version": 1, "document": {"text": "b"}"#,
            "file",
            "line 2, column 1",
            r#""version" stands twice"#,
        ),
        (
            "annotations that are an object",
            "\"document\": {\"text\": \"a\"},\n\"annotations\": {}",
            "annotations",
            "line 3, column 16",
            r#"its "annotations" is wrong, it must be a list [ … ]"#,
        ),
        (
            "relations that are words",
            "\"document\": {\"text\": \"a\"},\n\"relations\": \"r\"",
            "relations",
            "line 3, column 14",
            r#"its "relations" is wrong, it must be a list [ … ]"#,
        ),
        (
            "a scheme that is a list",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": []",
            "scheme",
            "line 3, column 11",
            "[] is not an object { … }",
        ),
        (
            "a label without an id",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": {\"labels\": [{\"name\": \"Claim\"}]}",
            "scheme",
            "line 3, column 11",
            r#"a label has no "id""#,
        ),
        (
            "a color by name",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": {\"labels\": [{\"id\": \"c\", \"color\": \"red\"}]}",
            "scheme",
            "line 3, column 11",
            r##""red" is not a color like "#2f6fb2""##,
        ),
        (
            "a line of no kind",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": {\"labels\": [{\"id\": \"c\", \"line\": \"zigzag\"}]}",
            "scheme",
            "line 3, column 11",
            r#""zigzag" is not a line like "solid""#,
        ),
        (
            "two keys",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": {\"labels\": [{\"id\": \"c\", \"key\": \"12\"}]}",
            "scheme",
            "line 3, column 11",
            r#""12" is not a single key"#,
        ),
        (
            "an attribute of no type",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": {\"labels\": [{\"id\": \"c\", \"attributes\": [{\"id\": \"a\", \"type\": \"date\"}]}]}",
            "scheme",
            "line 3, column 11",
            r#""date" is not a type of attribute"#,
        ),
        (
            "a relation type without an id",
            "\"document\": {\"text\": \"a\"},\n\"scheme\": {\"relations\": [{}]}",
            "scheme",
            "line 3, column 11",
            r#"a relation type has no "id""#,
        ),
    ] {
        let expected = format!(r#"The file’s "{part}" ({place}) is broken: {found}."#);
        check_refused(name, &ours(rest), &expected);
    }
}

#[test]
fn texts_that_are_none_are_refused() {
    for (name, rest, expected) in [
        (
            "a blank text",
            "\"document\": {\"text\": \" \\n\\u00a0\"}",
            "There is no text yet: paste or type an article first.",
        ),
        (
            "NUL in the text",
            "\"document\": {\"text\": \"one\\ntwo\\u0000\"}",
            "There is a NUL character (U+0000) at line 2, column 4. Articles never hold one, \
                so this is probably not a text file. Remove it and try again.",
        ),
    ] {
        let expected = format!("The article in the file cannot be opened. {expected}");
        check_refused(name, &ours(rest), &expected);
    }
}

#[test]
fn deep_nesting_neither_crashes_nor_hangs() {
    const DEEP: usize = 100_000;
    let (open, close) = ("[".repeat(DEEP), "]".repeat(DEEP));
    let start = r#"{"format":"gloss","version":1,"document":{"text":"one two""#;
    check_refused(
        "only opened",
        &open,
        "The file is not JSON: EOF while parsing a list at line 1, column 100000.",
    );
    check_refused(
        "a list",
        &format!("{open}{close}"),
        r#"The file is JSON but not a Gloss file: it has no "format": "gloss"."#,
    );
    check_refused(
        "in a title",
        &format!(r#"{start},"title":{open}{close}}}}}"#),
        r#"The file’s "document" (line 1, column 42) is broken: its "title" is wrong, it must be words in quotation marks."#,
    );
    check_refused(
        "objects",
        &r#"{"a":"#.repeat(DEEP),
        "The file is not JSON: EOF while parsing a value at line 1, column 500000.",
    );
    for kept in [
        format!(r#"{start}}},"x":{open}{close}}}"#),
        format!(r#"{start}}},"annotations":[{{"label":"x","start":0,"end":3,"attributes":{{"a":{open}{close}}}}}]}}"#),
    ] {
        let (project, problems) = read(&kept).expect("it is ours");
        assert_eq!(problems, []);
        assert_eq!(read(&write(&project)), Ok((project, vec![])));
    }
}
