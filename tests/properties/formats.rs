//! Other tools' formats: what is written is read again as it was, but for what was
//! said to be lost; and whatever bytes come in, they are read or refused.

use gloss::model::exchange::draft::set;
use gloss::model::exchange::foreign::Found;
use gloss::model::exchange::loss::Losses;
use gloss::model::exchange::unit::Unit;
use gloss::model::format::problem::Error;
use gloss::model::format::table::{FORMATS, Format, Reader, Written};
use gloss::model::project::Project;
use proptest::prelude::*;

use crate::without::{renamed, without};
use crate::{arbitrary, config};

/// Reads the files that a writer made of one document.
fn read(format: &Format, written: &Written) -> Option<Result<Found, Error>> {
    let framed = |content: &str| {
        use gloss::model::format::table::Frame;
        match format.frame {
            Frame::List => format!("[\n{content}\n]\n"),
            Frame::Rows(header) => format!("{header}{content}"),
            Frame::Lines => format!("{content}\n"),
            Frame::Alone => content.to_owned(),
        }
    };
    match format.read? {
        Reader::One { is, read } => {
            let file = framed(&written.parts[0].content);
            assert!(is(&file), "{} does not know its own file: {file}", format.name);
            Some(read(&file))
        }
        Reader::Beside { extension, read } => {
            let part = |wanted: &str| written.parts.iter().find(|part| part.extension == wanted);
            let (text, beside) = (part("txt").expect("a text"), part(extension).expect("its file"));
            Some(read(&text.content, &beside.content))
        }
    }
}

/// The law of every format that is written and read: what comes back is the
/// project without its losses, each offset as the format counts.
fn check(format: &Format, project: &Project) -> Result<(), TestCaseError> {
    let Some(write) = format.write else { return Ok(()) };
    let written = write(project);
    let Some(found) = read(format, &written) else {
        return Ok(());
    };
    let file = &written
        .parts
        .iter()
        .map(|part| &*part.content)
        .collect::<Vec<_>>()
        .join("\n---\n");
    let found = found.map_err(|error| TestCaseError::fail(format!("{error}\n{file}")))?;
    prop_assert_eq!(&found.problems, &[], "{}", file);
    prop_assert_eq!(found.documents.len(), 1);
    let draft =
        set(&found.documents[0], None, None).map_err(|error| TestCaseError::fail(format!("{error}\n{file}")))?;
    prop_assert_eq!(&draft.problems, &[], "{}", file);
    let unit = format.unit.unwrap_or(Unit::Byte);
    if draft.proof.quoted > 0 {
        prop_assert_eq!(draft.proof.matching, draft.proof.quoted, "{} {}", draft.proof, file);
        prop_assert_eq!(draft.proof.count.unit, unit, "{}", file);
    }
    compare(project, &written.losses, draft.project, file)
}

fn compare(project: &Project, losses: &Losses, read: Project, file: &str) -> Result<(), TestCaseError> {
    let mut left = without(project, losses);
    left.markup = renamed(&left.markup, losses, &read.markup);
    prop_assert_eq!(left.document, read.document, "{}", file);
    prop_assert_eq!(left.scheme, read.scheme, "{}", file);
    prop_assert_eq!(left.extra, read.extra, "{}", file);
    let list = |project: &gloss::model::project::Markup| project.annotations.iter().cloned().collect::<Vec<_>>();
    prop_assert_eq!(list(&left.markup), list(&read.markup), "{}", file);
    prop_assert_eq!(left.markup.relations, read.markup.relations, "{}", file);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_comes_back_is_the_project_without_its_losses(project in arbitrary::project()) {
        for format in FORMATS {
            check(format, &project)?;
        }
    }

    #[test]
    fn an_article_is_of_no_format(content in arbitrary::raw()) {
        for format in FORMATS {
            if let Some(Reader::One { is, .. }) = format.read {
                prop_assert!(!is(&content), "{}", format.name);
            }
        }
    }
}
