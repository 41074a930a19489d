//! Reading annotations on one text, and saying what was made of them.

use gloss::model::format::gloss::{read, write};
use gloss::model::format::problem::Problem;
use gloss::model::offset::TextSize;
use gloss::model::project::Project;

/// The text of the files that follow. EU is 6 to 8 in code points, 7 to 9 in
/// UTF-16 code units, 9 to 11 in bytes.
pub const TEXT: &str = "🌍 The EU said Lagos pays.\nLagos waits. 👩🏽‍⚖️ agreed.";

/// Reads annotations on [`TEXT`]: `marked` is the text with what was made of
/// them, `expected` what is said.
pub fn check(name: &str, annotations: &str, marked: &str, expected: &[&str]) {
    let json = format!(
        "{{\"format\": \"gloss\", \"version\": 1, \"document\": {{\"text\": {}}}, \"annotations\": [\n{annotations}\n]}}",
        serde_json::to_string(TEXT).expect("JSON"),
    );
    let (project, problems) = read(&json).expect(name);
    assert_eq!(said(&problems), expected, "{name}");
    assert_eq!(mark(&project), marked, "{name}");
    // Once is enough: what was mended is written as if it had never been wrong.
    assert_eq!(read(&write(&project)), Ok((project, vec![])), "{name}");
}

/// What is said of the problems, without the place that most of them have.
pub fn said(problems: &[Problem]) -> Vec<String> {
    let first = "Annotation 1 (line 2, column 1): ";
    let words = problems.iter().map(ToString::to_string);
    words
        .map(|words| words.strip_prefix(first).map(str::to_owned).unwrap_or(words))
        .collect()
}

/// The text with each annotation between [ and ].
fn mark(project: &Project) -> String {
    let mut marked = String::new();
    let at = |byte: usize| TextSize::from(byte as u32);
    for (i, c) in TEXT.char_indices().chain([(TEXT.len(), '\0')]) {
        let spans = || project.markup.annotations.iter().map(|annotation| annotation.span);
        marked.extend(spans().filter(|span| span.end() == at(i)).map(|_| ']'));
        marked.extend(spans().filter(|span| span.start() == at(i)).map(|_| '['));
        marked.push(c);
    }
    marked.trim_end_matches('\0').to_owned()
}
