//! JSONL of doccano (<https://doccano.github.io/doccano/>), as the importer of its
//! version 1.8.4 wants it and its exporter writes it: each document is one line.
//!
//! doccano has two kinds of project and so of file. In one for sequence labelling
//! spans are `"label": [[start, end, name], …]`; in one that uses relations they are
//! `"entities"`, with `"relations"` between them. Its server hands offsets on as
//! they are; the page that sets them counts UTF-16 code units (`v-annotator`), or
//! grapheme clusters where the project says so, which is not in the file.
//!
//! All other columns of a line are what doccano calls its meta: it keeps them,
//! shows them beside the text, and exports them again. The article's facts and its
//! id travel so, in each line in the same columns, as words that may be empty: its
//! importer reads lines as a table, and would put a number in place of a value
//! that is missing in some of them, which its database refuses.
//!
//! Read are both kinds, the `labels` and `annotations` of older versions, a file of
//! one object or list, and columns that were given other names.
//!
//! Limitations: doccano's numbers for documents, spans and relations are not kept,
//! for they begin anew in each installation. Where a project does not allow that
//! spans overlap, its importer leaves out each that starts inside an earlier one,
//! and fails on relations that lead to it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::json;
use super::object::{Fields, Object, Wrong, quote, words};
use super::problem::{Error, Problem, Record, Trouble};
use super::reading::{broken, not_json};
use super::table::{Format, Frame, Reader, Written};
use crate::model::annotation::{Annotation, Extra, Id};
use crate::model::exchange::foreign::{Foreign, Found, Link, Mark, Places, Source};
use crate::model::exchange::loss::{Losses, Lost, Why};
use crate::model::exchange::unit::Unit;
use crate::model::project::{Document, Facts, Project};
use crate::model::short::short;
use crate::model::text::Text;

/// Its line of the table for projects without relations.
pub const FORMAT: Format = Format {
    id: "doccano",
    name: "doccano JSONL",
    about: "For a sequence labelling project of doccano; let it allow overlapping where annotations overlap.",
    extension: "jsonl",
    media: "application/jsonl",
    frame: Frame::Lines,
    unit: Some(Unit::Utf16),
    write: Some(write),
    companion: None,
    read: Some(Reader::One { is, read }),
};

/// Its line of the table for projects with relations.
pub const WITH_RELATIONS: Format = Format {
    id: "doccano-relations",
    name: "doccano JSONL with relations",
    about: "For a sequence labelling project of doccano that uses relations; let it allow overlapping where annotations overlap.",
    write: Some(write_with_relations),
    ..FORMAT
};

/// How many characters a label or a type of relation has at most in its database.
const LONGEST: usize = 100;

/// The column of the document's id.
const ID: &str = "document_id";

/// Columns that hold spans.
const SPANS: [&str; 4] = ["label", "labels", "entities", "annotations"];

/// Columns that say nothing about the article or what is marked in it.
const ABOUT_THE_WORK: [&str; 10] = [
    "id",
    "uuid",
    "example_uuid",
    "filename",
    "upload_name",
    "annotation_approver",
    "annotations_approved_by",
    "is_confirmed",
    "created_at",
    "updated_at",
];

/// Writes a project without its relations.
pub fn write(project: &Project) -> Written {
    written(project, false)
}

/// Writes a project with its relations.
pub fn write_with_relations(project: &Project) -> Written {
    written(project, true)
}

fn written(project: &Project, with_relations: bool) -> Written {
    let Project { document, markup, .. } = project;
    let text = &document.text;
    let mut losses = Losses::of(project);
    let mut line = String::with_capacity(text.as_str().len() * 2);
    let mut object = Object::begin(&mut line);
    object.words("text", Some(text.as_str()));
    let spans = object.name(if with_relations { "entities" } else { "label" });
    spans.push('[');
    // What doccano calls each annotation, where it has a place for it.
    let mut numbers: FxHashMap<&Id, u32> = FxHashMap::default();
    for annotation in markup.annotations.iter() {
        if !has_room(annotation.label.as_str()) {
            losses.add_of(Lost::Annotation(Why::Label), &annotation.id);
            continue;
        }
        let number = numbers.len() as u32;
        if number > 0 {
            spans.push(',');
        }
        write_span(spans, annotation, text, with_relations.then_some(number));
        numbers.insert(&annotation.id, number);
        list_losses(annotation, &mut losses);
    }
    spans.push(']');
    let mut links = String::from("[");
    for relation in markup.relations.iter() {
        let ends = (numbers.get(&relation.from), numbers.get(&relation.to));
        let (true, (Some(from), Some(to))) = (with_relations && has_room(&relation.kind), ends) else {
            losses.add_of(Lost::Relation, &relation.id);
            continue;
        };
        if links.len() > 1 {
            links.push(',');
        }
        Object::begin(&mut links)
            .number("from_id", Some(*from))
            .number("to_id", Some(*to))
            .words("type", Some(&relation.kind))
            .end();
        losses.add_of(Lost::RelationId, &relation.id);
        if !relation.extra.is_empty() {
            losses.add_of(Lost::Unknown, &relation.id);
        }
    }
    links.push(']');
    if with_relations {
        object.raw("relations", &links);
    }
    write_columns(&mut object, document);
    object.end();
    Written::one(FORMAT.extension, line, losses)
}

fn write_span(spans: &mut String, annotation: &Annotation, text: &Text, number: Option<u32>) {
    let label = annotation.label.as_str();
    let start = text.utf16(annotation.span.start()).map(|at| at.0);
    let end = text.utf16(annotation.span.end()).map(|at| at.0);
    if number.is_some() {
        return Object::begin(spans)
            .number("id", number)
            .words("label", Some(label))
            .number("start_offset", start)
            .number("end_offset", end)
            .end();
    }
    let [start, end] = [start, end].map(|at| at.unwrap_or_default().to_string());
    spans.push_str(&format!("[{start},{end},"));
    quote(spans, label);
    spans.push(']');
}

/// What hangs on an annotation besides its place and label.
fn list_losses(annotation: &Annotation, losses: &mut Losses) {
    let mut lose = |lost| losses.add_of(lost, &annotation.id);
    lose(Lost::AnnotationId);
    for name in annotation.attributes.keys() {
        lose(Lost::Attribute(Rc::clone(name)));
    }
    for (has, lost) in [
        (annotation.note.is_some(), Lost::Note),
        (annotation.by.is_some(), Lost::By),
        (annotation.created.is_some(), Lost::Created),
        (annotation.modified.is_some(), Lost::Modified),
        (!annotation.extra.is_empty(), Lost::Unknown),
    ] {
        if has {
            lose(lost);
        }
    }
}

fn write_columns(object: &mut Object, document: &Document) {
    let fact = |fact: &Option<String>| fact.clone().unwrap_or_default();
    object
        .words(ID, Some(document.id.as_str()))
        .words("title", Some(&fact(&document.title)))
        .words("url", Some(&fact(&document.url)))
        .words("author", Some(&fact(&document.author)))
        .words("published", Some(&fact(&document.published)))
        .words("language", Some(&fact(&document.language)));
}

fn has_room(name: &str) -> bool {
    (1..=LONGEST).contains(&name.chars().count())
}

/// Whether one of the first lines, or the whole file, is a document of doccano.
fn is(file: &str) -> bool {
    let file = file.trim_start_matches('\u{feff}').trim_start();
    let mut lines = file.lines().filter(|line| !line.trim().is_empty()).take(8);
    match file.as_bytes().first() {
        Some(b'{') => lines.any(is_document) || is_document(file),
        Some(b'[') => {
            let children = json::children(file).unwrap_or_default();
            children
                .first()
                .is_some_and(|child| is_document(&file[child.value.clone()]))
        }
        _ => false,
    }
}

fn is_document(json: &str) -> bool {
    let Ok(fields) = Fields::of(json) else { return false };
    let text = ["text", "data"]
        .iter()
        .any(|name| fields.peek(name).is_some_and(is_words));
    let mut spans = SPANS.iter().filter_map(|name| fields.peek(name));
    if text {
        return spans.any(|json| {
            let fits = |item: &&str| is_words(item) || is_span(item);
            json.starts_with('[') && items(json).first().is_none_or(fits)
        });
    }
    // Columns may have any names; what spans look like tells.
    let others: Vec<_> = fields.rest().map(|(_, json)| json).collect();
    others.iter().any(|json| is_words(json)) && others.iter().any(|json| is_spans(json))
}

fn is_words(json: &str) -> bool {
    json.starts_with('"')
}

/// Whether this is a list of `[start, end, name]`.
fn is_spans(json: &str) -> bool {
    let items = items(json);
    !items.is_empty() && items.iter().all(|item| item.starts_with('[') && is_span(item))
}

fn is_span(json: &str) -> bool {
    if json.starts_with('{') {
        return Fields::of(json).is_ok_and(|fields| fields.peek("start_offset").is_some());
    }
    let items = items(json);
    let is_number = |json: &&str| json.parse::<u32>().is_ok();
    items.len() == 3 && items[..2].iter().all(is_number) && is_words(items[2])
}

/// The items of a list; none of what is none.
fn items(json: &str) -> Vec<&str> {
    let children = json::children(json).ok().filter(|_| json.starts_with('['));
    let items = children.into_iter().flatten();
    items.map(|child| &json[child.value]).collect()
}

/// Reads a file. A line that is broken is reported, and the others are read.
///
/// # Errors
/// [`Error`] if there is no document in it.
pub fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let mut reading = Reading {
        places: Places::of(file),
        found: Found::default(),
        spans: 0,
        links: 0,
    };
    let whole = || json::children(file).ok().filter(|_| file.trim_start().starts_with('['));
    let first = file.trim_start().lines().next().unwrap_or_default();
    if let Some(children) = whole() {
        for child in children {
            reading.document(&file[child.value]);
        }
    } else if Fields::of(first).is_err() && json::children(file).is_ok() {
        reading.document(file.trim());
    } else {
        for line in file.lines().filter(|line| !line.trim().is_empty()) {
            reading.document(line);
        }
    }
    let Found { documents, problems } = &reading.found;
    match (documents.first(), problems.first()) {
        (None, Some(problem)) => Err(broken("line", problem.place, &reason(problem))),
        (None, None) => Err(json::children(file).map_or_else(|fault| not_json(file, fault), |_| Error::NoText)),
        _ => Ok(reading.found),
    }
}

/// What is wrong, as a part of a sentence.
fn reason(problem: &Problem) -> String {
    problem.trouble.to_string().trim_end_matches('.').to_owned()
}

struct Reading<'a> {
    places: Places<'a>,
    found: Found,
    /// How many spans and relations of the document were met.
    spans: usize,
    links: usize,
}

/// What the columns of a line say.
struct Columns {
    foreign: Foreign,
    /// Words in a column of another name: the text, if no other column has it.
    maybe_text: Option<(String, String)>,
    /// Names of columns that say nothing that Gloss knows.
    strange: Vec<String>,
}

impl Reading<'_> {
    fn document(&mut self, json: &str) {
        let place = self.places.of_piece(json);
        let record = Record::Document;
        let source = Source { record, place };
        (self.spans, self.links) = (0, 0);
        let before = self.found.problems.len();
        match self.columns(json, source) {
            Ok(foreign) => self.found.documents.push(foreign),
            Err(trouble) => {
                // Its spans are gone with it.
                self.found.problems.truncate(before);
                self.report(source, trouble);
            }
        }
    }

    fn columns(&mut self, json: &str, source: Source) -> Result<Foreign, Trouble> {
        if let Err(fault) = json::children(json) {
            return Err(Trouble::Unreadable(
                format!("the line is not JSON: {}", fault.found).into(),
            ));
        }
        let mut columns = Columns {
            foreign: Foreign::new(None, Unit::Utf16),
            maybe_text: None,
            strange: Vec::new(),
        };
        for (name, json) in Fields::of(json)?.rest() {
            self.column(&name, json, source, &mut columns)?;
        }
        let Columns {
            mut foreign,
            maybe_text,
            mut strange,
        } = columns;
        match maybe_text {
            Some((_, text)) if foreign.text.is_none() => foreign.text = Some(text),
            Some((name, _)) => strange.insert(0, name),
            None => {}
        }
        if foreign.text.is_none() {
            return Err(Trouble::Missing("text"));
        }
        if !strange.is_empty() {
            let names: Vec<_> = strange.iter().map(|name| format!("“{}”", short(name, 40))).collect();
            self.report(source, Trouble::Ignored(format!("column {}", names.join(", ")).into()));
        }
        Ok(foreign)
    }

    /// Reads a column, in the file's order, so that places are soon found.
    fn column(&mut self, name: &str, json: &str, source: Source, columns: &mut Columns) -> Result<(), Trouble> {
        let Columns {
            foreign,
            maybe_text,
            strange,
        } = columns;
        let says_nothing = matches!(json, "null" | "\"\"" | "{}" | "[]");
        if says_nothing || ABOUT_THE_WORK.contains(&name) {
            return Ok(());
        }
        if matches!(name, "text" | "data") && is_words(json) {
            foreign.text = Some(read_words(json)?);
        } else if SPANS.contains(&name) || is_spans(json) {
            for item in items(json) {
                self.span(item, foreign);
            }
            if !json.starts_with('[') {
                strange.push(name.to_owned());
            }
        } else if name == "relations" {
            for item in items(json) {
                self.link(item, foreign);
            }
        } else if matches!(name, "meta" | "metadata") && json.starts_with('{') {
            for (name, json) in Fields::of(json)?.rest() {
                if !is_known(&name, json, foreign)? && !matches!(json, "null" | "\"\"" | "{}" | "[]") {
                    strange.push(name.into_owned());
                }
            }
        } else if matches!(name, "Comments" | "comments") {
            for item in items(json) {
                let said = comment(item);
                self.report(
                    source,
                    Trouble::Ignored(format!("comment “{}”", short(&said, 60)).into()),
                );
            }
        } else if !is_known(name, json, foreign)? {
            if is_words(json) && maybe_text.is_none() {
                *maybe_text = Some((name.to_owned(), read_words(json)?));
            } else {
                strange.push(name.to_owned());
            }
        }
        Ok(())
    }

    fn span(&mut self, json: &str, foreign: &mut Foreign) {
        self.spans += 1;
        let record = Record::Annotation(self.spans);
        let place = self.places.of_piece(json);
        let source = Source { record, place };
        match span(json, source) {
            Ok(mark) => foreign.marks.push(mark),
            Err(trouble) => self.report(source, trouble),
        }
    }

    fn link(&mut self, json: &str, foreign: &mut Foreign) {
        self.links += 1;
        let record = Record::Relation(self.links);
        let place = self.places.of_piece(json);
        let source = Source { record, place };
        match link(json, source) {
            Ok(link) => foreign.links.push(link),
            Err(trouble) => self.report(source, trouble),
        }
    }

    fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.found.problems.push(Problem { record, place, trouble });
    }
}

/// Takes what a column says of the article, if it is one of those.
fn is_known(name: &str, json: &str, foreign: &mut Foreign) -> Result<bool, Trouble> {
    let Facts {
        title,
        url,
        author,
        published,
        language,
    } = &mut foreign.facts;
    let fact = match name {
        ID if is_words(json) => {
            foreign.id = Some(Id::new(&read_words(json)?));
            return Ok(true);
        }
        "title" => title,
        "url" => url,
        "author" => author,
        "published" => published,
        "language" => language,
        _ => return Ok(false),
    };
    if is_words(json) {
        *fact = Some(read_words(json)?);
    }
    Ok(is_words(json))
}

fn span(json: &str, source: Source) -> Result<Mark, Trouble> {
    if is_words(json) {
        let label = read_words(json)?;
        return Err(Trouble::Unreadable(
            format!(
                "“{}” is a label of the whole text, not of a stretch of it",
                short(&label, 60)
            )
            .into(),
        ));
    }
    if json.starts_with('[') {
        let items = items(json);
        let [start, end, label] = items[..] else {
            return Err(Trouble::Unreadable(
                format!("{} is not [start, end, label]", short(json, 60)).into(),
            ));
        };
        return Ok(Mark::new(
            source,
            read_name(label)?,
            Some((offset(start)?, offset(end)?)),
        ));
    }
    let mut fields = Fields::of(json)?;
    let id = fields.raw("id").map(Id::new);
    let start = fields.raw("start_offset").ok_or(Trouble::Missing("start_offset"))?;
    let end = fields.raw("end_offset").ok_or(Trouble::Missing("end_offset"))?;
    let label = fields.raw("label").ok_or(Trouble::Missing("label"))?;
    let mut mark = Mark::new(source, read_name(label)?, Some((offset(start)?, offset(end)?)));
    mark.id = id;
    Ok(mark)
}

fn link(json: &str, source: Source) -> Result<Link, Trouble> {
    let mut fields = Fields::of(json)?;
    let mut end = |name| fields.raw(name).map(Id::new).ok_or(Trouble::Missing(name));
    let (from, to) = (end("from_id")?, end("to_id")?);
    let kind = fields.raw("type").ok_or(Trouble::Missing("type"))?;
    Ok(Link {
        source,
        id: None,
        kind: read_name(kind)?,
        from,
        to,
        extra: Extra::new(),
    })
}

fn offset(json: &str) -> Result<u32, Trouble> {
    let wrong = |_| Trouble::Unreadable(format!("the offset {} is not a whole number from 0", short(json, 20)).into());
    json.parse().map_err(wrong)
}

/// A label or a type; old versions have their numbers instead of their names.
fn read_name(json: &str) -> Result<Rc<str>, Trouble> {
    if json.parse::<u32>().is_ok() {
        return Ok(json.into());
    }
    let name = words(json).map_err(|_| Trouble::Unreadable(format!("{} is no label", short(json, 40)).into()))?;
    if name.is_empty() {
        return Err(Trouble::Missing("label"));
    }
    Ok(Rc::from(&*name))
}

fn read_words(json: &str) -> Result<String, Trouble> {
    let wrong = |found: Option<json::Found>| Wrong(found.map_or_else(Box::default, |found| found.to_string().into()));
    Ok(words(json).map_err(wrong)?.into_owned())
}

/// What was said of a document: words, or an object that holds them.
fn comment(json: &str) -> String {
    let in_object = || Fields::of(json).ok()?.words("comment").ok().flatten().map(String::from);
    let said = words(json).ok().map(String::from).or_else(in_object);
    said.unwrap_or_else(|| json.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::set;

    /// What is read from a file: each document's marks as "label:words" and links as
    /// "kind:from>to", and what was said.
    fn check(file: &str, expected: &[&[&str]], said: &[&str]) {
        assert!(is(file), "{file}");
        let Found { documents, problems } = read(file).expect("a file of doccano");
        let mut problems: Vec<_> = problems.iter().map(Problem::to_string).collect();
        let mut found = Vec::new();
        for foreign in &documents {
            let draft = set(foreign, None, None).expect("a text");
            let Project { document, markup, .. } = &draft.project;
            let of = |id: &Id| markup.annotations.get(id).map_or("?", |a| a.span.quote(&document.text));
            let marks = markup.annotations.iter();
            let marks = marks.map(|a| format!("{}:{}", a.label.as_str(), a.span.quote(&document.text)));
            let links = markup.relations.iter();
            let links = links.map(|link| format!("{}:{}>{}", link.kind, of(&link.from), of(&link.to)));
            found.push(marks.chain(links).collect::<Vec<_>>());
            problems.extend(draft.problems.iter().map(Problem::to_string));
        }
        assert_eq!(found, expected, "{file}");
        assert_eq!(problems.len(), said.len(), "{problems:?}");
        for (problem, said) in problems.iter().zip(said) {
            assert!(problem.contains(said), "{problem}");
        }
    }

    #[test]
    fn spans_and_relations_come_in() {
        check(
            r#"{"text":"🌍 The EU rejects lamb.","label":[[7,9,"ORG"],[3,9,"claim"]]}"#,
            &[&["claim:The EU", "ORG:EU"]],
            &[],
        );
        check(
            r#"{"id":7,"text":"Ana said so","Comments":[{"id":1,"comment":"Sure?"}],
                "relations":[{"id":1,"from_id":4,"to_id":9,"type":"by"}],
                "entities":[{"id":9,"label":"PER","start_offset":0,"end_offset":3},
                {"id":4,"label":"cue","start_offset":4,"end_offset":8}]}"#,
            &[&["PER:Ana", "cue:said", "by:said>Ana"]],
            &["comment “Sure?”"],
        );
    }

    #[test]
    fn old_versions_and_columns_of_other_names_come_in() {
        check(
            r#"{"id":1,"text":"The EU","meta":{"title":"T","wiki":1},"annotation_approver":null,"labels":[[4,6,"ORG"]]}
               {"text":"The EU","annotations":[{"label":12,"start_offset":4,"end_offset":6,"user":1}]}"#,
            &[&["ORG:EU"], &["12:EU"]],
            &["column “wiki”"],
        );
        check(
            r#"{"column_data": "EU rejects", "column_label": [[0, 2, "ORG"]]}"#,
            &[&["ORG:EU"]],
            &[],
        );
        check(
            r#"[{"text":"EU","label":[]},{"text":"UN","label":[[0,2,"ORG"]]}]"#,
            &[&[], &["ORG:UN"]],
            &[],
        );
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        check(
            concat!(
                r#"{"text":"EU","label":[[0,2,"A"],[0,2,"A"],[1],[0,9,"B"],[0,-1,"C"],[0,2],"all"]}"#,
                "\n{\"label\": [[0, 1, \"PER\"]], \"meta\": {\"x\": 3}}\n{\"text\": oh}\n",
            ),
            &[&["A:EU"]],
            &[
                "Annotation 3 (line 1, column 43): [1] is not [start, end, label]",
                "Annotation 5 (line 1, column 57): the offset -1",
                "[0,2] is not",
                "“all” is a label of the whole text",
                "Document (line 2, column 1): there is no \"text\"",
                "Document (line 3, column 1): the line is not JSON",
                "same label already",
                "stands at 0 to 9",
            ],
        );
        let error = read(r#"{"text":"","label":[]}"#).expect_err("nothing to read");
        assert!(error.to_string().contains("line 1, column 1"), "{error}");
    }

    #[test]
    fn other_files_are_not_of_doccano() {
        for file in [
            r#"{"text":"EU","ents":[{"start":0,"end":2,"label":"ORG"}]}"#,
            r#"{"text":"EU","spans":[{"start":0,"end":2,"label":"ORG"}],"label":"x"}"#,
            r#"[{"text":"EU","label":[{"start":0,"end":2,"labels":["ORG"]}]}]"#,
            r#"{ "text" is the first word"#,
            "[1]",
            "",
        ] {
            assert!(!is(file), "{file}");
        }
    }
}
