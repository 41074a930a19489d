//! Other tools' formats: what is written is read again as it was, but for what was
//! said to be lost; and whatever bytes come in, they are read or refused.

use gloss::model::annotation::{Id, Relation};
use gloss::model::exchange::draft::set;
use gloss::model::exchange::foreign::Found;
use gloss::model::exchange::loss::{Losses, Lost};
use gloss::model::exchange::unit::{Count, Unit};
use gloss::model::format::problem::Error;
use gloss::model::format::table::{FORMATS, Format, Frame, Reader, Written};
use gloss::model::project::Project;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::damage::{Damage, damage};
use crate::file::check_round_trip;
use crate::without::{moved, renamed, without};
use crate::{arbitrary, config};

/// A document as it stands in a file of its own.
fn framed(format: &Format, content: &str) -> String {
    match format.frame {
        Frame::List => format!("[\n{content}\n]\n"),
        Frame::Rows(header) => format!("{header}{content}"),
        Frame::Lines => format!("{content}\n"),
        Frame::Alone => content.to_owned(),
    }
}

/// Reads the files that a writer made of one document.
fn read(format: &Format, written: &Written) -> Option<Result<Found, Error>> {
    match format.read? {
        Reader::One { is, read } => {
            let file = framed(format, &written.parts[0].content);
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
    let open = written.losses.has(&Lost::Text).then_some(&*project.document);
    let nothing = open.is_some() && without(project, &written.losses).markup.annotations.is_empty();
    prop_assert_eq!(found.documents.len(), usize::from(!nothing), "{}", file);
    if let Some(open) = open {
        points_at_the_article(project, &written.losses, &found)?;
        prop_assert_eq!(&without(project, &written.losses).document.text, &open.text);
    }
    let Some(foreign) = found.documents.first() else {
        return Ok(());
    };
    let placed = |count| {
        let failed = |error| TestCaseError::fail(format!("{error}\n{file}"));
        set(foreign, open, count).map_err(failed)
    };
    let unit = format.unit.unwrap_or(Unit::Byte);
    let mut draft = placed(None)?;
    if draft.proof.quoted == 0 {
        // Nothing proves the unit, and a person says it: spans at random begin and
        // end anywhere, not where words do.
        draft = placed(Some(Count {
            unit,
            plain_ends: false,
        }))?;
    }
    prop_assert_eq!(&draft.problems, &[], "{}", file);
    if draft.proof.quoted > 0 {
        prop_assert_eq!(draft.proof.matching, draft.proof.quoted, "{} {}", draft.proof, file);
        prop_assert_eq!(draft.proof.count.unit, unit, "{}", file);
    }
    compare(project, &written.losses, draft.project, file)
}

/// A file without the text says which article it is about, but for what is lost.
fn points_at_the_article(project: &Project, losses: &Losses, found: &Found) -> Result<(), TestCaseError> {
    let left = without(project, losses).document;
    let (id, facts) = match found.documents.first() {
        Some(foreign) => (foreign.id.clone(), foreign.facts.clone()),
        None => (None, Default::default()),
    };
    prop_assert_eq!(left.facts(), facts);
    prop_assert_eq!(id, (!losses.has(&Lost::DocumentId)).then(|| left.id.clone()));
    prop_assert!(found.documents.iter().all(|foreign| foreign.text.is_none()));
    Ok(())
}

fn compare(project: &Project, losses: &Losses, read: Project, file: &str) -> Result<(), TestCaseError> {
    let mut left = without(project, losses);
    if losses.has(&Lost::Text) {
        // What is known of it was looked at before; the article that is open stays.
        left.document = read.document.clone();
    }
    moved(&mut left, losses, &read).map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{file}")))?;
    left.markup = renamed(&left.markup, losses, &read.markup);
    prop_assert_eq!(left.document, read.document, "{}", file);
    prop_assert_eq!(left.scheme, read.scheme, "{}", file);
    prop_assert_eq!(left.extra, read.extra, "{}", file);
    let list = |project: &gloss::model::project::Markup| project.annotations.iter().cloned().collect::<Vec<_>>();
    prop_assert_eq!(list(&left.markup), list(&read.markup), "{}", file);
    let nameless = losses.iter().find(|(lost, _)| **lost == Lost::RelationId);
    if nameless.is_some_and(|(_, ids)| ids.len() == left.markup.relations.len()) {
        // Nothing but their ids could tell in which order they were.
        let (left, read) = (unnamed(&left.markup.relations), unnamed(&read.markup.relations));
        prop_assert_eq!(left, read, "{}", file);
    } else {
        prop_assert_eq!(left.markup.relations, read.markup.relations, "{}", file);
    }
    Ok(())
}

/// A damaged file is read or refused, whatever it holds; what comes of it is a
/// project like any other.
fn check_damaged(format: &Format, project: &Project, damages: &[Damage]) -> Result<(), TestCaseError> {
    let Some(written) = format.write.map(|write| write(project)) else {
        return Ok(());
    };
    let damaged = |content: String| damages.iter().fold(content, |file, damage| damage.apply(file));
    let file = damaged(framed(format, &written.parts[0].content));
    let found = match format.read {
        None => return Ok(()),
        Some(Reader::One { is, read }) => {
            is(&file);
            read(&file)
        }
        Some(Reader::Beside { read, .. }) => {
            read(&written.parts[0].content, &damaged(written.parts[1].content.clone()))
        }
    };
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            prop_assert!(!error.to_string().is_empty());
            return Ok(());
        }
    };
    for document in &found.documents {
        if let Ok(draft) = set(document, Some(&project.document), None) {
            check_round_trip(&draft.project)?;
        }
    }
    Ok(())
}

/// With another digit somewhere nothing vanishes without a word: each annotation
/// comes in, or is spoken of.
fn check_digit(format: &Format, project: &Project, place: &Index, digit: u8) -> Result<(), TestCaseError> {
    let (Some(write), Some(Reader::One { read, .. })) = (format.write, format.read) else {
        return Ok(());
    };
    let count = |file: &str| {
        let found = read(file).ok()?;
        let drafts = found.documents.iter().map(|document| set(document, None, None));
        let drafts: Vec<_> = drafts.collect::<Result<_, _>>().ok()?;
        let annotations = drafts.iter().map(|draft| draft.project.markup.annotations.len());
        let problems = drafts.iter().map(|draft| draft.problems.len());
        Some((
            annotations.sum::<usize>(),
            problems.sum::<usize>() + found.problems.len(),
        ))
    };
    let mut file = framed(format, &write(project).parts[0].content);
    let digits: Vec<usize> = file
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let Some((all, _)) = count(&file).filter(|_| !digits.is_empty()) else {
        return Ok(());
    };
    let at = *place.get(&digits);
    file.replace_range(at..=at, &digit.to_string());
    if let Some((annotations, problems)) = count(&file) {
        prop_assert!(
            annotations + problems >= all,
            "{}: {} of {} at {}: {}",
            format.name,
            annotations,
            all,
            at,
            file
        );
    }
    Ok(())
}

/// Relations without their ids, in an order of their own.
fn unnamed(relations: &[Relation]) -> Vec<Relation> {
    let unnamed = |relation: &Relation| Relation {
        id: Id::new(""),
        ..relation.clone()
    };
    let mut all: Vec<_> = relations.iter().map(unnamed).collect();
    all.sort_by(|a, b| (&a.kind, &a.from, &a.to).cmp(&(&b.kind, &b.from, &b.to)));
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn damaged_files_are_refused_or_mended(project in arbitrary::project(), damages in vec(damage(), 1..4)) {
        for format in FORMATS {
            check_damaged(format, &project, &damages)?;
        }
    }

    #[test]
    fn nothing_vanishes_without_a_word(project in arbitrary::project(), place in any::<Index>(), digit in 0..10_u8) {
        for format in FORMATS {
            check_digit(format, &project, &place, digit)?;
        }
    }

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
