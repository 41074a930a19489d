//! Files of JSON objects: one on each line, the items of a list, or only one.

use super::json::{self, Fault, Scan};
use super::object::Fields;
use super::problem::{Error, Problem, Record, Trouble};
use super::reading::not_json;
use crate::model::exchange::foreign::{Found, Places, Source};

/// What stands in a file.
#[derive(Debug, Default)]
struct Objects<'a> {
    /// The objects, in the file's order.
    good: Vec<&'a str>,
    /// The lines that are no JSON, each with what is wrong with it.
    bad: Vec<(&'a str, Fault)>,
}

/// A file of documents that is being read.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Places in it.
    pub places: Places<'a>,
    /// What was found.
    pub found: Found,
    /// How many annotations were read, in all documents.
    pub marks: usize,
    /// How many relations.
    pub links: usize,
}

impl Reading<'_> {
    /// Says what is wrong with a record.
    pub fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.found.problems.push(Problem { record, place, trouble });
    }
}

/// Reads each object of a file as a document. An object that is none, and a line
/// that is no JSON, is reported.
///
/// # Errors
/// [`Error::NotJson`] if neither the whole is JSON nor most of its lines.
pub fn read<'a>(
    file: &'a str,
    document: fn(&mut Reading<'a>, &'a str, Source) -> Result<(), Trouble>,
) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let objects = objects(file)?;
    let mut reading = Reading {
        places: Places::of(file),
        found: Found::default(),
        marks: 0,
        links: 0,
    };
    let record = Record::Document;
    for json in objects.good {
        let place = reading.places.of_piece(json);
        let source = Source { record, place };
        if let Err(trouble) = document(&mut reading, json, source) {
            reading.report(source, trouble);
        }
    }
    for (line, fault) in objects.bad {
        let place = reading.places.of_piece(line);
        let trouble = Trouble::Unreadable(format!("the line is no JSON: {}", fault.found).into());
        reading.report(Source { record, place }, trouble);
    }
    Ok(reading.found)
}

/// The objects of a file. A line that is no JSON is left out, and the others are
/// read.
///
/// # Errors
/// [`Error::NotJson`] if neither the whole is JSON nor most of its lines.
fn objects(file: &str) -> Result<Objects<'_>, Error> {
    let is_list = file.trim_start().starts_with('[');
    let alone = || lines(file).next().is_some_and(|line| json::children(line).is_ok());
    if is_list || !alone() {
        match json::children(file) {
            Ok(children) if is_list => {
                let good = children.into_iter().map(|child| &file[child.value]).collect();
                return Ok(Objects { good, bad: Vec::new() });
            }
            Ok(_) => {
                return Ok(Objects {
                    good: vec![file.trim()],
                    bad: Vec::new(),
                });
            }
            Err(fault) => {
                let objects = by_line(file);
                let mostly = !is_list && objects.good.len() > objects.bad.len();
                return if mostly {
                    Ok(objects)
                } else {
                    Err(not_json(file, fault))
                };
            }
        }
    }
    Ok(by_line(file))
}

fn by_line(file: &str) -> Objects<'_> {
    let mut objects = Objects::default();
    for line in lines(file) {
        match json::children(line) {
            Ok(_) => objects.good.push(line),
            Err(fault) => objects.bad.push((line, fault)),
        }
    }
    objects
}

/// The lines in which something stands. White space of Unicode ends none.
fn lines(file: &str) -> impl Iterator<Item = &str> {
    let lines = file.split('\n').map(|line| line.trim_matches([' ', '\t', '\r']));
    lines.filter(|line| !line.is_empty())
}

/// The first object of a file, field by field; `None` if it is none. Looks no
/// further than it must.
pub fn first(file: &str) -> Option<Fields<'_>> {
    /// How many bytes of a list are looked at at once.
    const STEP: usize = 1 << 16;
    let file = file.trim_start_matches('\u{feff}').trim_start();
    match file.as_bytes().first()? {
        b'{' => lines(file)
            .next()
            .and_then(|line| Fields::of(line).ok())
            .or_else(|| Fields::of(file).ok()),
        b'[' => {
            let mut scan = Scan::new(1);
            let mut looked = 0;
            loop {
                looked += STEP;
                let end = scan.step(file, STEP).ok()?;
                if let Some(first) = scan.take_children().first() {
                    return Fields::of(&file[first.value.clone()]).ok();
                }
                if end || looked > file.len() {
                    return None;
                }
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, good: &[&str], bad: usize) {
        let objects = objects(file).expect("JSON");
        assert_eq!(objects.good, good, "{file}");
        assert_eq!(objects.bad.len(), bad, "{file}");
        assert_eq!(first(file).is_some(), good.first() == Some(&"{\"a\":1}"), "{file}");
    }

    #[test]
    fn lines_lists_and_one_object() {
        check(
            "{\"a\":1}\r\n\n{\"b\":\"\u{2028}\"}\n",
            &["{\"a\":1}", "{\"b\":\"\u{2028}\"}"],
            0,
        );
        check(" [ {\"a\":1},\n{\"b\":2} ]", &["{\"a\":1}", "{\"b\":2}"], 0);
        check("{\"a\":1}", &["{\"a\":1}"], 0);
        check("{\"a\":1}\n{\"b\n{\"c\":3}", &["{\"a\":1}", "{\"c\":3}"], 1);
        check("{\"a\":1\n{\"b\":2}\n{\"c\":3}", &["{\"b\":2}", "{\"c\":3}"], 1);
        let pretty = "{\n \"a\": [\n {\"b\": 1}\n ]\n}";
        assert_eq!(objects(pretty).expect("JSON").good, [pretty]);
        assert!(first(pretty).is_some());
        assert!(objects("{ a brace").is_err() && first("{ a brace").is_none());
        assert!(objects("[1, 2").is_err() && first("[] ").is_none());
    }
}
