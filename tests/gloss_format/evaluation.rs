//! The articles that were annotated by hand: they are what Gloss writes, they are
//! annotated in full, and their README counts them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use gloss::model::annotation::{Annotation, Value};
use gloss::model::format::gloss::{built_in_scheme, read, write};
use gloss::model::scheme::AttributeKind;

/// What was filled in for every annotation with a label.
const FILLED_IN: [(&str, &[&str]); 3] = [
    ("claim", &["speaker", "kind", "certainty", "polarity"]),
    (
        "commitment",
        &["committer", "stage", "strength", "polarity", "testable"],
    ),
    ("place", &["place", "use"]),
];

const README: &str = include_str!("../evaluation/README.md");

#[test]
fn hand_annotated_articles_are_read_without_a_problem_and_written_as_they_were() {
    for (name, file) in articles() {
        let (project, problems) = read(&file).expect(&name);
        assert_eq!(problems, [], "{name}");
        // Not `assert_eq`: what is held back should not stand in a log.
        assert!(write(&project) == file, "{name} is written otherwise");
        // As a reader would that knows nothing of Gloss.
        let json: serde_json::Value = serde_json::from_str(&file).expect(&name);
        let text: Vec<char> = json["document"]["text"].as_str().expect(&name).chars().collect();
        for annotation in json["annotations"].as_array().expect(&name) {
            let [start, end] = ["start", "end"].map(|end| annotation[end].as_u64().expect(&name) as usize);
            let quote: String = text[start..end].iter().collect();
            assert_eq!(annotation["quote"], *quote, "{name}");
        }
    }
}

#[test]
fn hand_annotated_articles_are_annotated_in_full() {
    let scheme = built_in_scheme();
    for (name, file) in articles() {
        let (project, _) = read(&file).expect(&name);
        for annotation in project.markup.annotations.iter() {
            let quote = annotation.span.quote(&project.document.text);
            let (_, label) = scheme.label(&annotation.label).expect(&name);
            for attribute in &label.attributes {
                if let (AttributeKind::Choice(options), Some(value)) =
                    (&attribute.kind, annotation.attributes.get(&attribute.id))
                {
                    let known = matches!(value, Value::Text(words) if options.contains(words));
                    assert!(known, "{name}: {quote}: {} is {value:?}", attribute.id);
                }
            }
            for id in filled_in(annotation) {
                assert!(annotation.attributes.contains_key(id), "{name}: {quote}: no {id}");
            }
        }
    }
}

#[test]
fn the_readme_of_the_hand_annotated_articles_counts_them() {
    let mut sums = BTreeMap::<String, [usize; 3]>::new();
    for (name, file) in articles() {
        let (project, _) = read(&file).expect(&name);
        let count = |label: &str| {
            let annotations = project.markup.annotations.iter();
            annotations
                .filter(|annotation| annotation.label.as_str() == label)
                .count()
        };
        let counts = FILLED_IN.map(|(label, _)| count(label));
        assert_row(&format!("`{name}`"), counts);
        let (part, _) = name.split_once('/').expect("it is in a folder");
        let sum = sums.entry(part.to_owned()).or_default();
        for (sum, count) in sum.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    for (part, counts) in sums {
        assert_row(&format!("all of `{part}/`"), counts);
    }
}

/// Whether the README has a row that begins with `name` and ends with the counts.
fn assert_row(name: &str, [claims, commitments, places]: [usize; 3]) {
    let end = format!("| {claims} | {commitments} | {places} |");
    let begin = format!("| {name} |");
    let row = README.lines().find(|line| line.starts_with(&begin)).unwrap_or_default();
    assert!(row.ends_with(&end), "{begin} … {end} is not a row of the README: {row}");
}

/// What has to be there: a metonymic place also stands for something.
fn filled_in(annotation: &Annotation) -> impl Iterator<Item = &'static str> {
    let of_label = |(label, _): &&(&str, _)| *label == annotation.label.as_str();
    let metonymic = annotation.attributes.get("use") == Some(&Value::Text("metonymic".to_owned()));
    let always = FILLED_IN.iter().find(of_label).map_or(&[][..], |(_, ids)| ids);
    always.iter().copied().chain(metonymic.then_some("stands_for"))
}

/// The articles with their paths, `development/name`, in order.
fn articles() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evaluation");
    let mut articles = Vec::new();
    for part in ["development", "held-back"] {
        for entry in fs::read_dir(folder.join(part)).expect(part) {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = name.strip_suffix(".gloss.json").expect("only such files");
            articles.push((format!("{part}/{name}"), fs::read_to_string(&path).expect(name)));
        }
    }
    assert!(articles.len() > 13, "they were found");
    articles.sort();
    articles
}
