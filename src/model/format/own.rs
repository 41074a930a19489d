//! Our own format as rows like those of other tools, for many documents at once.

use super::gloss;
use super::table::{Format, Frame, Written};
use crate::model::exchange::loss::Losses;
use crate::model::exchange::unit::Unit;

/// Each document in a file of its own.
pub const GLOSS: Format = Format {
    id: "gloss",
    name: "Gloss JSON",
    about: "Holds everything. What Gloss itself opens.",
    extension: "gloss.json",
    media: "application/json",
    frame: Frame::Alone,
    unit: Some(Unit::CodePoint),
    write: Some(|project| Written::one("gloss.json", gloss::write(project), Losses::default())),
    companion: None,
    read: None,
};

/// Each document on a line of one file.
pub const GLOSS_LINES: Format = Format {
    id: "gloss-lines",
    name: "Gloss JSON Lines",
    about: "Holds everything, a document on each line: for scripts, and to open all at once.",
    extension: "gloss.jsonl",
    media: "application/jsonl",
    frame: Frame::Lines,
    unit: Some(Unit::CodePoint),
    write: Some(|project| {
        // In strings a line end is written as \n.
        let line = gloss::write(project).replace('\n', "");
        Written::one("gloss.jsonl", line, Losses::default())
    }),
    companion: None,
    read: None,
};

/// The documents of a file that has one on each line; `None` if it is no such file.
pub fn lines(content: &str) -> Option<Vec<&str>> {
    if !content.starts_with('{') {
        return None;
    }
    let lines: Vec<_> = content.lines().filter(|line| !line.trim().is_empty()).collect();
    let is_object = |line: &&str| line.trim().starts_with('{') && line.trim().ends_with('}');
    let first = lines
        .first()
        .filter(|_| lines.len() > 1 && lines.iter().all(is_object))?;
    let start: String = first.chars().filter(|c| !c.is_whitespace()).take(40).collect();
    start.starts_with("{\"format\":\"gloss\"").then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::Id;
    use crate::model::exchange::batch::{Batch, Kind};
    use crate::model::exchange::package::Packing;
    use crate::model::format::incoming::Incoming;
    use crate::model::intake;
    use crate::model::project::{Document, Project};

    #[test]
    fn documents_come_back_from_one_file() {
        let project = |text: &str| {
            let text = intake::clean(text).expect("a text").text;
            Project::new(Document::new(Id::new(text.as_str()), text), gloss::built_in_scheme())
        };
        let projects = [project("One.\nTwo, {a}\u{2028}."), project("Three.\n"), project("🌍")];
        for format in [&GLOSS, &GLOSS_LINES] {
            let mut packing = Packing::begin(format);
            for project in &projects {
                let written = format.write.expect("it is written")(project);
                packing.add(project, written.parts);
            }
            let package = packing.finish().expect("a file");
            let mut batch = Batch::begin(vec![(package.name, package.bytes)]);
            let mut back = Vec::new();
            while let Some(arrived) = batch.step() {
                match arrived.content {
                    Ok(Kind::Own(Incoming::Project(project, _))) => back.push(project),
                    other => panic!("{other:?}"),
                }
            }
            assert_eq!(back, projects);
        }
    }
}
