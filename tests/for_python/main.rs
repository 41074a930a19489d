//! Formats of tools in Python: what is written letter by letter, and what comes of
//! files that others wrote.

mod conll;
mod csv;
mod prodigy;
mod spacy;

use gloss::model::exchange::batch::recognise;
use gloss::model::exchange::draft::set;
use gloss::model::format::gloss as own_format;
use gloss::model::format::table::{Written, format};
use gloss::model::project::{Document, Project};

/// The example of the formats' units, with overlap, an attribute and a relation.
pub fn example() -> Project {
    let file = r#"{"format": "gloss", "version": 1,
        "document": {"id": "d1", "title": "=1+1", "language": "en",
            "text": "🌍 Mayor Ana Ruiz said crime fell 12% in Lagos.\nShe left."},
        "annotations": [
            {"id": "a1", "label": "claim", "start": 22, "end": 45, "note": "-5%",
                "attributes": {"speaker": {"text": "Ana Ruiz", "start": 8, "end": 16}, "kind": "number"}},
            {"id": "a2", "label": "place", "start": 40, "end": 45},
            {"id": "a3", "label": "a b", "start": 51, "end": 54}],
        "relations": [{"id": "r1", "type": "about", "from": "a1", "to": "a2"}]}"#;
    let (project, problems) = own_format::read(file).expect("a project");
    assert_eq!(problems, []);
    project
}

/// What the format with this id makes of the example.
pub fn written(id: &str) -> Written {
    let write = format(id).and_then(|format| format.write).expect("it is written");
    write(&example())
}

/// Its losses, in words, each with the records that it is about.
pub fn losses(written: &Written) -> Vec<String> {
    let said = |(lost, ids): (&gloss::model::exchange::loss::Lost, &[_])| format!("{lost} {ids:?}").replace("Id(", "(");
    written
        .losses
        .iter()
        .map(said)
        .map(|words| words.replace(['(', ')', '"'], "").replace(" []", ""))
        .collect()
}

/// What is read from a file: each document's marks as "label[words]" and relations
/// as "type(words, words)", and what is said of it.
pub fn check(id: &str, file: &str, open: Option<&Document>, expected: &[&str], said: &[&str]) {
    let (format, found) = recognise(file).unwrap_or_else(|| panic!("no format: {file}"));
    assert_eq!(format.id, id, "{file}");
    let found = found.expect("it can be read");
    let mut problems = found.problems;
    let mut seen = Vec::new();
    for foreign in &found.documents {
        let draft = set(foreign, open, None).expect("a text");
        let Project { document, markup, .. } = &draft.project;
        let words = |id| markup.annotations.get(id).map_or("", |a| a.span.quote(&document.text));
        let mut shown: Vec<_> = markup
            .annotations
            .iter()
            .map(|a| format!("{}[{}]", a.label.as_str(), a.span.quote(&document.text)))
            .collect();
        let links = markup.relations.iter();
        shown.extend(links.map(|link| format!("{}({}, {})", link.kind, words(&link.from), words(&link.to))));
        seen.push(shown.join(" "));
        problems.extend(draft.problems);
    }
    assert_eq!(seen, expected, "{problems:?} {file}");
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), said.len(), "{problems:#?}");
    for (problem, said) in problems.iter().zip(said) {
        assert!(problem.contains(said), "{problem}");
    }
}
