//! CSV (RFC 4180, lines end in LF), one row for each annotation:
//!
//! ```python
//! pandas.read_csv("work.csv", keep_default_na=False)
//! ```
//!
//! Offsets are code points. `document` is the document's id, so that rows of several
//! documents can stand in one file. `attributes` is a JSON object as in Gloss's own
//! file: columns of their own would depend on the scheme, and a file has one header.
//! The text of the article is not in it, which would stand in each row: such a file
//! is read onto the article that is open.
//!
//! A spreadsheet runs what stands in a cell that begins with `=`, `+`, `-`, `@`, a tab
//! or a carriage return. Such a cell gets an apostrophe in front, and so does one in
//! which apostrophes stand before such a sign, so that reading can take it away again.
//!
//! A cell with U+0000 in it is left empty: pandas takes that for the end of the cell.
//!
//! Read are commas, semicolons and tabs, columns in any order, and a few other names
//! for them. What stands in a column that has no meaning for Gloss becomes an
//! attribute; if a column is called `text`, it is the whole article, or, where it is as
//! long as the annotation, its words.

use std::rc::Rc;

use ::csv::{ReaderBuilder, StringRecord, Writer};
use rustc_hash::FxHashMap;

use super::gloss::write_value;
use super::object::{Fields, Object};
use super::problem::{Error, Problem, Record, Trouble};
use super::reading::broken;
use super::records::filling;
use super::table::{Format, Frame, Reader, Written};
use crate::model::annotation::{Annotation, Id, Timestamp, Value};
use crate::model::exchange::foreign::{Filling, Foreign, Found, Mark, Places, Source, Words};
use crate::model::exchange::loss::{Losses, Lost, Why};
use crate::model::exchange::unit::Unit;
use crate::model::project::{Document, Project};
use crate::model::quote::Quote;
use crate::model::text::Place;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "csv",
    name: "CSV",
    about: "A table with a row for each annotation, for pandas, R and spreadsheets.",
    extension: "csv",
    media: "text/csv",
    frame: Frame::Rows(
        "document,title,url,author,published,language,id,label,start,end,quote,prefix,suffix,attributes,note,by,created,modified\n",
    ),
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: Some(Reader::One { is, read }),
};

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let mut losses = Losses::of(project);
    losses.add(Lost::Text);
    let none = !markup
        .annotations
        .iter()
        .any(|annotation| holds(annotation.label.as_str()));
    if none || !holds(document.id.as_str()) {
        losses.add(Lost::DocumentId);
    }
    for (name, fact) in document.named_facts() {
        if fact.is_some_and(|fact| none || !holds(fact)) {
            losses.add(Lost::Fact(name));
        }
    }
    for relation in markup.relations.iter() {
        losses.add_of(Lost::Relation, &relation.id);
    }
    let mut table = Writer::from_writer(Vec::new());
    for annotation in markup.annotations.iter() {
        let lost = [
            (!holds(annotation.id.as_str()), Lost::AnnotationId),
            (!annotation.note.as_deref().is_none_or(holds), Lost::Note),
            (!annotation.by.as_deref().is_none_or(holds), Lost::By),
            (!annotation.extra.is_empty(), Lost::Unknown),
        ];
        if !holds(annotation.label.as_str()) {
            losses.add_of(Lost::Annotation(Why::Label), &annotation.id);
            continue;
        }
        for (_, lost) in lost.into_iter().filter(|(is_lost, _)| *is_lost) {
            losses.add_of(lost, &annotation.id);
        }
        // A vector can always be written to.
        let _ = table.write_record(row(document, annotation).iter().map(|cell| guarded(cell)));
    }
    let rows = table.into_inner().unwrap_or_default();
    let rows = String::from_utf8(rows).unwrap_or_default();
    Written::one(FORMAT.extension, rows, losses)
}

/// Whether a cell can hold this.
fn holds(words: &str) -> bool {
    !words.contains('\0')
}

fn row(document: &Document, annotation: &Annotation) -> Vec<String> {
    let text = &document.text;
    let said = |words: Option<&str>| words.filter(|words| holds(words)).unwrap_or_default().to_owned();
    let offset = |at| text.code_point(at).map(|at| at.0.to_string()).unwrap_or_default();
    let quote = Quote::of(text, annotation.span);
    let mut attributes = String::new();
    if !annotation.attributes.is_empty() {
        let mut object = Object::begin(&mut attributes);
        for (name, value) in &annotation.attributes {
            write_value(object.name(name), value, text);
        }
        object.end();
    }
    let mut row = vec![said(Some(document.id.as_str()))];
    row.extend(document.named_facts().map(|(_, fact)| said(fact)));
    row.extend([
        said(Some(annotation.id.as_str())),
        said(Some(annotation.label.as_str())),
        offset(annotation.span.start()),
        offset(annotation.span.end()),
        said(Some(quote.exact)),
        said(Some(quote.prefix)),
        said(Some(quote.suffix)),
        attributes,
        said(annotation.note.as_deref()),
        said(annotation.by.as_deref()),
        said(annotation.created.as_ref().map(Timestamp::as_str)),
        said(annotation.modified.as_ref().map(Timestamp::as_str)),
    ]);
    row
}

/// Whether a spreadsheet would run a cell, apostrophes at its start aside.
fn runs(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn guarded(cell: &str) -> String {
    let guard = if runs(cell) { "'" } else { "" };
    format!("{guard}{cell}")
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|cell| runs(cell)).unwrap_or(cell)
}

/// What a column is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Document,
    Title,
    Url,
    Author,
    Published,
    Language,
    Id,
    Label,
    Start,
    End,
    Quote,
    Prefix,
    Suffix,
    Attributes,
    Note,
    By,
    Created,
    Modified,
    Text,
    Other(Rc<str>),
}

impl Column {
    fn of(name: &str) -> Self {
        let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
        match plain.as_str() {
            "document" | "document_id" | "doc" | "doc_id" => Self::Document,
            "title" => Self::Title,
            "url" => Self::Url,
            "author" => Self::Author,
            "published" => Self::Published,
            "language" => Self::Language,
            "id" => Self::Id,
            "label" | "labels" | "tag" | "category" | "entity_type" => Self::Label,
            "start" | "begin" | "start_offset" | "start_char" => Self::Start,
            "end" | "stop" | "end_offset" | "end_char" => Self::End,
            "quote" | "exact" | "span_text" | "mention" => Self::Quote,
            "prefix" => Self::Prefix,
            "suffix" => Self::Suffix,
            "attributes" => Self::Attributes,
            "note" | "comment" => Self::Note,
            "by" | "annotator" => Self::By,
            "created" => Self::Created,
            "modified" => Self::Modified,
            "text" => Self::Text,
            _ => Self::Other(name.trim().into()),
        }
    }
}

/// The columns of a file and what is between them; `None` if it has no columns that
/// tell a label and a place.
fn header(file: &str) -> Option<(u8, Vec<Column>)> {
    /// The longest header that is looked at.
    const LONGEST: usize = 4_096;
    let line = file.split('\n').next().filter(|line| line.len() <= LONGEST)?;
    [b',', b';', b'\t'].into_iter().find_map(|between| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .delimiter(between)
            .from_reader(line.as_bytes());
        let names = reader.records().next()?.ok()?;
        let mut columns: Vec<Column> = Vec::new();
        for name in &names {
            let column = Column::of(unguarded(name));
            let again = columns.contains(&column);
            columns.push(if again {
                Column::Other(name.trim().into())
            } else {
                column
            });
        }
        let has = |column| columns.contains(&column);
        let placed = has(Column::Start) && has(Column::End) || has(Column::Quote);
        (has(Column::Label) && placed && columns.len() > 1).then_some((between, columns))
    })
}

fn is(file: &str) -> bool {
    header(file.trim_start_matches('\u{feff}')).is_some()
}

/// Reads a file.
///
/// # Errors
/// [`Error::Broken`] if its header has no columns for labels and places.
pub fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let Some((between, mut columns)) = header(file) else {
        let wanted = "it needs columns \"label\", and \"start\" and \"end\" or \"quote\"";
        return Err(broken("header", Place::START, wanted));
    };
    let mut reader = ReaderBuilder::new()
        .delimiter(between)
        .flexible(true)
        .from_reader(file.as_bytes());
    // Bytes of a string can always be read, and are UTF-8.
    let rows: Vec<_> = reader.records().filter_map(Result::ok).collect();
    if let (Some(text), false) = (
        columns.iter().position(|column| *column == Column::Text),
        columns.contains(&Column::Quote),
    ) {
        let is_quote = rows.first().is_some_and(|row| {
            let cell = |wanted| {
                columns
                    .iter()
                    .position(|column| *column == wanted)
                    .and_then(|at| row.get(at))
            };
            let number = |wanted| cell(wanted).and_then(number);
            let length = number(Column::End)
                .zip(number(Column::Start))
                .map(|(end, start)| end.saturating_sub(start));
            let words = row.get(text).map(|words| unguarded(words).chars().count() as u32);
            words.is_some() && words == length
        });
        if is_quote {
            columns[text] = Column::Quote;
        }
    }
    let mut places = Places::of(file);
    let mut found = Found::default();
    let mut known: FxHashMap<(String, String), usize> = FxHashMap::default();
    for (number, row) in rows.iter().enumerate() {
        if row.iter().all(str::is_empty) {
            continue;
        }
        let record = Record::Annotation(number + 1);
        let at = row.position().map_or(0, |position| position.byte() as usize);
        let place = places.at(at);
        let source = Source { record, place };
        match Row::of(row, &columns, source, &mut found.problems) {
            Ok(Row { document, mark }) => {
                let key = (
                    document.id.as_ref().map(|id| id.to_string()).unwrap_or_default(),
                    document.text.clone().unwrap_or_default(),
                );
                let number = *known.entry(key).or_insert(found.documents.len());
                if number == found.documents.len() {
                    found.documents.push(document);
                }
                found.documents[number].marks.push(mark);
            }
            Err(trouble) => found.problems.push(Problem { record, place, trouble }),
        }
    }
    Ok(found)
}

/// A whole number; pandas writes some as 22.0.
fn number(cell: &str) -> Option<u32> {
    let cell = cell.trim();
    cell.strip_suffix(".0").unwrap_or(cell).parse().ok()
}

/// What a row says.
struct Row {
    /// The document, without marks.
    document: Foreign,
    mark: Mark,
}

impl Row {
    fn of(
        row: &StringRecord,
        columns: &[Column],
        source: Source,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, Trouble> {
        let Source { record, place } = source;
        let mut report = |trouble| problems.push(Problem { record, place, trouble });
        let mut document = Foreign::new(None, Unit::CodePoint);
        let mut mark = Mark::new(source, "", None);
        let mut words = Words::default();
        let (mut start, mut end) = (None, None);
        for (at, cell) in row.iter().enumerate() {
            let said = unguarded(cell);
            // A column without a name is the row's number, as pandas writes it.
            let is_number = columns.get(at) == Some(&Column::Other("".into()));
            if said.is_empty() || is_number {
                continue;
            }
            let Some(column) = columns.get(at) else {
                report(Trouble::Ignored(
                    format!("cell {}, which has no column,", at + 1).into(),
                ));
                continue;
            };
            let offset = |name| {
                let wrong =
                    || Trouble::Unreadable(format!("its \"{name}\" is wrong, it must be a whole number from 0").into());
                number(said).map(Some).ok_or_else(wrong)
            };
            let facts = &mut document.facts;
            match column {
                Column::Document => document.id = Some(Id::new(said)),
                Column::Title => facts.title = Some(said.to_owned()),
                Column::Url => facts.url = Some(said.to_owned()),
                Column::Author => facts.author = Some(said.to_owned()),
                Column::Published => facts.published = Some(said.to_owned()),
                Column::Language => facts.language = Some(said.to_owned()),
                Column::Text => document.text = Some(said.to_owned()),
                Column::Id => mark.id = Some(Id::new(said)),
                Column::Label => mark.label = said.into(),
                Column::Start => start = offset("start")?,
                Column::End => end = offset("end")?,
                Column::Quote => words.exact = said.to_owned(),
                Column::Prefix => words.prefix = said.to_owned(),
                Column::Suffix => words.suffix = said.to_owned(),
                Column::Note => mark.note = Some(said.into()),
                Column::By => mark.by = Some(said.into()),
                Column::Created => {
                    mark.created = Timestamp::new(said);
                    if mark.created.is_none() {
                        report(Trouble::NoTime("created"));
                    }
                }
                Column::Modified => {
                    mark.modified = Timestamp::new(said);
                    if mark.modified.is_none() {
                        report(Trouble::NoTime("modified"));
                    }
                }
                Column::Attributes => match Fields::of(said) {
                    Ok(fields) => mark.attributes.extend(
                        fields
                            .rest()
                            .filter_map(|(name, json)| Some((Rc::from(&*name), filling(json)?))),
                    ),
                    Err(_) => report(Trouble::Ignored("\"attributes\"".into())),
                },
                Column::Other(name) => {
                    let value = Filling::Value(Value::Text(said.to_owned()));
                    mark.attributes.push((Rc::clone(name), value));
                }
            }
        }
        if mark.label.is_empty() {
            return Err(Trouble::Missing("label"));
        }
        mark.at = start.zip(end);
        mark.words = Some(words).filter(|words| !words.exact.is_empty());
        match (mark.at, &mark.words, start) {
            (None, None, None) => Err(Trouble::Missing("start")),
            (None, None, Some(_)) => Err(Trouble::Missing("end")),
            _ => Ok(Self { document, mark }),
        }
    }
}
