//! The file: what is written says what is meant, and reads back as it was.

use gloss::model::format::gloss::{read, write};
use gloss::model::project::Project;
use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::damage::damage;
use crate::gesture::{gesture, run};
use crate::{arbitrary, config};

/// Reading what was written gives the same project without a problem, and the
/// same bytes again.
pub fn check_round_trip(project: &Project) -> Result<String, TestCaseError> {
    let file = write(project);
    let (again, problems) = read(&file).map_err(|error| TestCaseError::fail(format!("{error} {file}")))?;
    prop_assert_eq!(problems, [], "{}", file);
    prop_assert_eq!(&again, project, "{}", file);
    prop_assert_eq!(&write(&again), &file);
    Ok(file)
}

/// The offsets of every quote, counted in the way of Python: on a list of code points.
fn check_offsets(file: &Value) -> Result<(), TestCaseError> {
    let text: Vec<char> = string(&file["document"]["text"]).chars().collect();
    let slice = |start: usize, end: usize| text[start..end].iter().collect::<String>();
    let mut previous = (0, usize::MAX);
    for annotation in file["annotations"].as_array().into_iter().flatten() {
        let (start, end) = ends(annotation);
        prop_assert_eq!(slice(start, end), string(&annotation["quote"]));
        let prefix = annotation.get("prefix").map_or("", string);
        let suffix = annotation.get("suffix").map_or("", string);
        prop_assert_eq!(slice(start.saturating_sub(32), start), prefix);
        prop_assert_eq!(slice(end, text.len().min(end + 32)), suffix);
        prop_assert!(
            previous.0 < start || (previous.0 == start && end <= previous.1),
            "in text order"
        );
        previous = (start, end);
        let attributes = annotation.get("attributes").and_then(Value::as_object);
        for value in attributes.into_iter().flat_map(|attributes| attributes.values()) {
            // Any other object is one that this version does not know.
            let parts = (value["text"].as_str(), value["start"].as_u64(), value["end"].as_u64());
            if let (Some(quote), Some(start), Some(end)) = parts
                && value
                    .as_object()
                    .is_some_and(|fields| fields.len() == 3 && !quote.is_empty())
            {
                prop_assert_eq!(slice(start as usize, end as usize), quote);
            }
        }
    }
    Ok(())
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn ends(record: &Value) -> (usize, usize) {
    let end = |name: &str| record[name].as_u64().expect("an offset") as usize;
    (end("start"), end("end"))
}

/// Whether the schema that the page ships says that the file is one of ours.
fn check_schema(file: &Value) -> Result<(), TestCaseError> {
    thread_local! {
        static SCHEMA: Validator = {
            let schema = serde_json::from_str(include_str!("../../www/gloss.schema.json")).expect("JSON");
            jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema")
        };
    }
    SCHEMA.with(|schema| match schema.iter_errors(file).next() {
        Some(error) => Err(TestCaseError::fail(format!(
            "{error} at {}: {file}",
            error.instance_path()
        ))),
        None => Ok(()),
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_written_reads_back(project in arbitrary::project()) {
        let file = check_round_trip(&project)?;
        let records = project.markup.annotations.len() + project.markup.relations.len();
        let opening = file.lines().filter(|line| line.starts_with("{\"id\":")).count();
        prop_assert_eq!(opening, records, "each on a line of its own: {}", file);
        let json = serde_json::from_str(&file).expect("JSON");
        check_offsets(&json)?;
        check_schema(&json)?;
    }

    #[test]
    fn what_was_written_in_a_session_reads_back(project in arbitrary::project(), gestures in vec(gesture(), 0..20)) {
        if let Some(work) = run(project, gestures).work {
            let file = check_round_trip(work.project())?;
            check_schema(&serde_json::from_str(&file).expect("JSON"))?;
        }
    }

    #[test]
    fn damaged_files_are_refused_or_mended(project in arbitrary::project(), damages in vec(damage(), 1..4)) {
        let file = damages.iter().fold(write(&project), |file, damage| damage.apply(file));
        match read(&file) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok((mended, problems)) => {
                let lines = file.lines().count();
                prop_assert!(problems.iter().all(|problem| problem.place.line <= lines), "{:?}", problems);
                // What was made of it is a project like any other: it is written without a fault.
                let file = check_round_trip(&mended)?;
                if let Ok(json) = serde_json::from_str(&file) {
                    check_offsets(&json)?;
                    check_schema(&json)?;
                }
            }
        }
    }

    #[test]
    fn any_string_is_read_or_refused(
        words in arbitrary::raw(),
        json in "[\\[\\]{}\",:0-9.eE+\\-truefalsn\\\\ ]{0,40}",
    ) {
        prop_assert!(read(&words).is_err() && read(&json).is_err());
        let wrapped = format!("{{\"format\":\"gloss\",\"version\":1,\"document\":{{\"text\":\"a\"}},\"x\":{json}}}");
        if let Ok((project, _)) = read(&wrapped) {
            check_round_trip(&project)?;
        }
    }
}
