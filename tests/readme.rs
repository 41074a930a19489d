//! The README's table of formats says what the program says.

use gloss::model::exchange::loss::{Lost, Why};
use gloss::model::format::gloss as own;
use gloss::model::format::table::{FORMATS, Format};
use gloss::model::project::Project;

/// A project that has something of everything that a format could lose: two
/// annotations overlap, an edge is inside of a word, a place has coordinates and
/// another none.
const EVERYTHING: &str = r#"{"format":"gloss","version":1,"x":1,
"document":{"id":"d","title":"Talks","url":"https://example.org/a","author":"Ana","published":"2026-01-06","language":"en",
"text":"Mayor Ana Ruiz said  crime fell in Lagos.\n\nWe will build homes, she pledged."},
"annotations":[
{"id":"a1","label":"claim","start":21,"end":40,"quote":"crime fell in Lagos","attributes":{"speaker":{"text":"Ana Ruiz","start":6,"end":14},"kind":"event","odd":[1]},
 "note":"two\nlines","by":"person","created":"2026-11-23T10:00:00+01:00","modified":"2026-11-23T10:00:00Z","x":1},
{"id":"a2","label":"place","start":35,"end":40,"quote":"Lagos","attributes":{"lat":"6.45","lon":"3.39"},"by":"rule"},
{"id":"a3","label":"commitment","start":43,"end":60,"quote":"We will build hom"}],
"relations":[{"id":"r1","type":"about","from":"a1","to":"a2","x":1}]}"#;

/// A format's line of the table.
fn row(format: &Format, project: &Project) -> String {
    let ways = match (format.write.is_some(), format.read.is_some()) {
        (true, true) => "out and in",
        (true, false) => "out",
        (false, _) => "in",
    };
    let unit = format.unit.map_or("–", |unit| unit.name());
    let losses = format.write.map(|write| write(project).losses).unwrap_or_default();
    let mut lost: Vec<&str> = Vec::new();
    for words in losses.iter().filter_map(|(lost, _)| in_short(lost)) {
        if !lost.contains(&words) {
            lost.push(words);
        }
    }
    if lost.contains(&"fields") {
        lost.retain(|words| *words != "values of a newer Gloss");
    }
    let lost = if lost.is_empty() {
        "–".to_owned()
    } else {
        lost.join(", ")
    };
    format!("| {} | {ways} | {unit} | {lost} |", format.name)
}

/// A loss in a few words; `None` for what every other format loses, which stands
/// above the table.
fn in_short(lost: &Lost) -> Option<&'static str> {
    Some(match lost {
        Lost::Scheme | Lost::Unknown => return None,
        Lost::DocumentId => "the document’s id",
        Lost::Fact(_) => "facts about the article",
        Lost::WhiteSpace => "white space",
        Lost::Text => "the text",
        Lost::Annotation(Why::Overlap) => "overlapping annotations",
        Lost::Annotation(_) => "other labels",
        Lost::Edges => "edges inside of words",
        Lost::Position => "offsets",
        Lost::AnnotationId => "ids of annotations",
        Lost::Label => "ids of labels",
        Lost::Attribute(name) if &**name == "odd" => "values of a newer Gloss",
        Lost::Attribute(_) => "fields",
        Lost::AttributePlace(_) => "where a field’s words stand",
        Lost::Note => "notes",
        Lost::By | Lost::Created | Lost::Modified => "who and when",
        Lost::Relation => "links",
        Lost::RelationId => "ids of links",
    })
}

#[test]
fn the_table_of_formats_is_true() {
    let (project, problems) = own::read(EVERYTHING).expect("a project");
    assert_eq!(problems, []);
    let table: Vec<String> = FORMATS.iter().map(|format| row(format, &project)).collect();
    let table = table.join("\n");
    let readme = include_str!("../README.md");
    assert!(readme.contains(&table), "the README should have these lines:\n{table}");
}
