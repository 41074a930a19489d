//! Prodigy's tasks, one on each line (<https://prodi.gy/docs/api-interfaces>): what
//! `prodigy db-in` takes and `prodigy db-out` gives.
//!
//! ```json
//! {"text":"In Lagos.","meta":{},"tokens":[{"text":"In","start":0,"end":2,"id":0,"ws":true}],
//!  "spans":[{"start":3,"end":8,"token_start":1,"token_end":1,"label":"place","text":"Lagos"}],
//!  "relations":[],"answer":"accept"}
//! ```
//!
//! Offsets are code points; `token_end` is the number of the *last* token. Tokens
//! are those of spaCy, cut at the edges of spans. A relation goes from `head` to
//! `child`, the numbers of the last tokens of its ends, which `head_span` and
//! `child_span` tell exactly. Prodigy keeps fields that it does not know: spans have
//! `id`, `attributes`, `note`, `by`, `created` and `modified`, and the article's facts
//! are in `meta`, which Prodigy shows in a corner of the task.
//!
//! Read are the tasks of the interfaces for entities, spans and relations. Spans of
//! a task that was rejected or ignored are no annotations; what the fields that
//! Prodigy adds (`_input_hash`) say is kept as it is. Who made a span is its `by`, or
//! else the task's `_annotator_id`.
//!
//! Limitation: a relation between words that are no spans is reported and left out.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::described::{describe, facts, identity, write_offsets};
use super::gloss::write_value;
use super::json_lines::{self, Reading, first};
use super::object::{Fields, Object, kept};
use super::problem::{Error, Record, Trouble};
use super::table::{Format, Frame, Reader, Written};
use crate::model::annotation::{Annotation, Extra, Id, Relation, Timestamp};
use crate::model::exchange::foreign::{Foreign, Found, Link, Mark, Source, Words};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::exchange::tokens::Tokens;
use crate::model::exchange::unit::Unit;
use crate::model::project::Project;
use crate::model::text::Text;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "prodigy",
    name: "Prodigy JSONL",
    about: "For going on in Prodigy: overlapping spans and relations stay as they are.",
    extension: "jsonl",
    media: "application/jsonl",
    frame: Frame::Lines,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: Some(Reader::One { is, read }),
};

/// Fields of a span that mean something to Prodigy, and those of a relation.
const OF_SPANS: [&str; 6] = ["start", "end", "token_start", "token_end", "label", "text"];
const OF_RELATIONS: [&str; 6] = ["head", "child", "head_span", "child_span", "label", "color"];

/// Fields of an annotation, a relation and a document of Gloss that have another
/// name or no place here: nothing else can be called so.
const ANNOTATION: [&str; 3] = ["quote", "prefix", "suffix"];
const RELATION: [&str; 3] = ["type", "from", "to"];
const DOCUMENT: [&str; 6] = ["title", "url", "author", "published", "language", "sha256"];

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let mut losses = Losses::of(project);
    let text = &document.text;
    let stretches: Vec<_> = markup
        .annotations
        .iter()
        .map(|annotation| annotation.span.range().into())
        .collect();
    let tokens = Tokens::of(text.as_str(), &stretches);
    let mut file = String::with_capacity(text.as_str().len() * 10);
    let mut task = Object::begin(&mut file);
    task.words("text", Some(text.as_str()));
    task.words("id", Some(document.id.as_str()));
    let mut meta = Object::begin(task.name("meta"));
    for (name, fact) in document.named_facts() {
        meta.words(name, fact);
    }
    meta.end();
    let list = task.name("tokens");
    list.push('[');
    for (number, token) in tokens.iter().enumerate() {
        next(list);
        let mut object = Object::begin(list);
        object.words("text", text.as_str().get(token.at.clone()));
        write_offsets(&mut object, text, &token.at);
        object.number("id", Some(number as u32));
        object.raw("ws", if token.space { "true" } else { "false" });
        object.end();
    }
    list.push(']');
    let list = task.name("spans");
    list.push('[');
    for annotation in markup.annotations.iter() {
        next(list);
        write_span(list, annotation, text, &tokens, &mut losses);
    }
    list.push(']');
    let list = task.name("relations");
    list.push('[');
    for relation in markup.relations.iter() {
        let ends = [&relation.from, &relation.to].map(|id| markup.annotations.get(id));
        if let [Some(from), Some(to)] = ends {
            next(list);
            write_relation(list, relation, [from, to], text, &tokens, &mut losses);
        }
    }
    list.push(']');
    task.words("answer", Some("accept")).end();
    Written::one(FORMAT.extension, file, losses)
}

/// A comma, unless the list has just begun.
fn next(list: &mut String) {
    if !list.ends_with('[') {
        list.push(',');
    }
}

/// Where an annotation stands, in characters and tokens, and its label.
fn write_place<'a>(file: &'a mut String, annotation: &Annotation, text: &Text, tokens: &Tokens) -> Object<'a> {
    let range: Range<usize> = annotation.span.range().into();
    let mut object = Object::begin(file);
    write_offsets(&mut object, text, &range);
    if let Some(around) = tokens.around(range) {
        object.number("token_start", Some(around.first as u32));
        object.number("token_end", Some(around.last as u32));
    }
    object.words("label", Some(annotation.label.as_str()));
    object
}

/// What a newer Gloss wrote, unless Prodigy would take it for something of its own.
fn write_extra(object: &mut Object, extra: &Extra, taken: &[&str], id: &Id, losses: &mut Losses) {
    if extra.iter().any(|(name, _)| taken.contains(&&**name)) {
        losses.add_of(Lost::Unknown, id);
    } else {
        object.extra(extra);
    }
}

fn write_span(file: &mut String, annotation: &Annotation, text: &Text, tokens: &Tokens, losses: &mut Losses) {
    let mut span = write_place(file, annotation, text, tokens);
    span.words("text", Some(annotation.span.quote(text)));
    span.words("id", Some(annotation.id.as_str()));
    if !annotation.attributes.is_empty() {
        let mut attributes = Object::begin(span.name("attributes"));
        for (name, value) in &annotation.attributes {
            write_value(attributes.name(name), value, text);
        }
        attributes.end();
    }
    span.words("note", annotation.note.as_deref())
        .words("by", annotation.by.as_deref())
        .words("created", annotation.created.as_ref().map(Timestamp::as_str))
        .words("modified", annotation.modified.as_ref().map(Timestamp::as_str));
    write_extra(&mut span, &annotation.extra, &OF_SPANS, &annotation.id, losses);
    span.end();
}

fn write_relation(
    file: &mut String,
    relation: &Relation,
    ends: [&Rc<Annotation>; 2],
    text: &Text,
    tokens: &Tokens,
    losses: &mut Losses,
) {
    let mut object = Object::begin(file);
    for (name, end) in ["head", "child"].into_iter().zip(ends) {
        let last = tokens.around(end.span.range().into()).map(|around| around.last as u32);
        object.number(name, last);
    }
    for (name, end) in ["head_span", "child_span"].into_iter().zip(ends) {
        write_place(object.name(name), end, text, tokens).end();
    }
    object.words("label", Some(&relation.kind));
    object.words("id", Some(relation.id.as_str()));
    write_extra(&mut object, &relation.extra, &OF_RELATIONS, &relation.id, losses);
    object.end();
}

fn is(file: &str) -> bool {
    first(file).is_some_and(|fields| {
        let list = |name| fields.peek(name).is_some_and(|json| json.starts_with('['));
        let has = |name| fields.peek(name).is_some();
        let begun = |json: &str| {
            json.split('}')
                .next()
                .is_some_and(|item| item.contains("\"start\"") && item.contains("\"end\""))
        };
        let spans = list("spans") && fields.peek("spans").is_some_and(begun);
        let own = ["_input_hash", "_task_hash", "_view_id", "answer"].into_iter().any(has);
        let words = fields.peek("text").is_some_and(|json| json.starts_with('"'));
        words && (spans || own && (list("spans") || list("tokens"))) && !list("label") && !list("entities")
    })
}

/// Reads a file.
///
/// # Errors
/// [`Error::NotJson`] if it is none.
pub fn read(file: &str) -> Result<Found, Error> {
    json_lines::read(file, task)
}

fn task<'a>(reading: &mut Reading<'a>, json: &'a str, source: Source) -> Result<(), Trouble> {
    let mut fields = Fields::of(json)?;
    let text = fields.words("text")?.ok_or(Trouble::Missing("text"))?.into_owned();
    let mut document = Foreign::new(Some(text), Unit::CodePoint);
    document.id = identity(&mut fields);
    let answer = fields.words("answer")?.unwrap_or(Cow::Borrowed("accept"));
    let by = fields.peek("_annotator_id").or(fields.peek("_session_id"));
    let by: Option<Rc<str>> = by.and_then(|by| super::object::words(by).ok()).map(|by| Rc::from(&*by));
    let spans = fields.list("spans")?;
    let links = fields.list("relations")?;
    // Tokens follow from the text.
    fields.list("tokens")?;
    if let Some(meta) = fields.raw("meta") {
        let mut meta = Fields::of(meta)?;
        document.facts = facts(&mut meta);
        if !meta.is_empty() {
            let mut json = String::new();
            Object::begin(&mut json).extra(&meta.extra()).end();
            document.extra.push(("meta".into(), kept(&json)));
        }
    }
    let extra = rest(reading, fields, &DOCUMENT, source);
    document.extra.extend(extra);
    if answer != "accept" {
        let trouble = Trouble::Unreadable(format!("its answer is “{answer}”, so its spans are no annotations").into());
        reading.report(source, trouble);
        reading.found.documents.push(document);
        return Ok(());
    }
    // To ask for places in another order would take for ever.
    let order = if links.first().map(|link| link.as_ptr()) < spans.first().map(|span| span.as_ptr()) {
        [&links, &spans]
    } else {
        [&spans, &links]
    };
    let places = order.map(|items| {
        items
            .iter()
            .map(|item| reading.places.of_piece(item))
            .collect::<Vec<_>>()
    });
    let [spans_at, links_at] = if std::ptr::eq(order[0], &spans) {
        places
    } else {
        let [links_at, spans_at] = places;
        [spans_at, links_at]
    };
    let mut ends = Ends::default();
    for (json, place) in spans.into_iter().zip(spans_at) {
        reading.marks += 1;
        let record = Record::Annotation(reading.marks);
        let source = Source { record, place };
        match span(reading, json, source, by.as_ref()) {
            Ok((mark, tokens)) => {
                ends.note(&mark, tokens, document.marks.len());
                document.marks.push(mark);
            }
            Err(trouble) => reading.report(source, trouble),
        }
    }
    if !links.is_empty() {
        name(&mut document.marks);
    }
    for (json, place) in links.into_iter().zip(links_at) {
        reading.links += 1;
        let record = Record::Relation(reading.links);
        let source = Source { record, place };
        match relation(reading, json, source, &ends, &document.marks) {
            Ok(link) => document.links.push(link),
            Err(trouble) => reading.report(source, trouble),
        }
    }
    reading.found.documents.push(document);
    Ok(())
}

/// A span, and the numbers of its first and last token.
fn span(
    reading: &mut Reading,
    json: &str,
    source: Source,
    by: Option<&Rc<str>>,
) -> Result<(Mark, [Option<u32>; 2]), Trouble> {
    let mut fields = Fields::of(json)?;
    let start = fields.number("start")?.ok_or(Trouble::Missing("start"))?;
    let end = fields.number("end")?.ok_or(Trouble::Missing("end"))?;
    let label = fields.words("label")?.ok_or(Trouble::Missing("label"))?;
    let tokens = [fields.number("token_start")?, fields.number("token_end")?];
    let mut mark = Mark::new(source, &*label, Some((start, end)));
    let exact = fields.words("text")?.map(Cow::into_owned);
    mark.words = exact.map(|exact| Words {
        exact,
        ..Words::default()
    });
    describe(&mut mark, &mut fields, &mut reading.found.problems);
    mark.by = mark.by.or_else(|| by.cloned());
    mark.extra = rest(reading, fields, &ANNOTATION, source);
    Ok((mark, tokens))
}

fn relation(reading: &mut Reading, json: &str, source: Source, ends: &Ends, marks: &[Mark]) -> Result<Link, Trouble> {
    let mut fields = Fields::of(json)?;
    let mut end = |token, span| {
        let number = fields.number(token)?;
        let place = match fields.raw(span) {
            Some(json) => ends.of_span(json)?,
            None => number.and_then(|number| ends.by_token.get(&number)).copied(),
        };
        let id = place
            .and_then(|place| marks.get(place))
            .and_then(|mark| mark.id.clone());
        let said = || number.map_or_else(|| token.to_owned(), |number| format!("token {number}"));
        id.ok_or_else(|| Trouble::NoSuchEnd(said().into()))
    };
    let (from, to) = (end("head", "head_span")?, end("child", "child_span")?);
    let kind = fields.words("label")?.ok_or(Trouble::Missing("label"))?;
    // Only a look.
    fields.raw("color");
    Ok(Link {
        source,
        id: identity(&mut fields),
        kind: Rc::from(&*kind),
        from,
        to,
        extra: rest(reading, fields, &RELATION, source),
    })
}

/// The fields that are left, for the model to keep. Those that files of Gloss call
/// so for something else are reported and left out.
fn rest(reading: &mut Reading, fields: Fields, taken: &[&str], source: Source) -> Extra {
    let mut extra = Extra::new();
    for (name, json) in fields.rest() {
        if taken.contains(&&*name) {
            reading.report(source, Trouble::Ignored(format!("\"{name}\"").into()));
        } else {
            extra.push((Rc::from(&*name), kept(json)));
        }
    }
    extra
}

/// Gives ids to the marks that have none: relations go by them.
fn name(marks: &mut [Mark]) {
    let taken: FxHashSet<_> = marks.iter().filter_map(|mark| mark.id.clone()).collect();
    let mut free = (1..)
        .map(|number| Id::new(&format!("s{number}")))
        .filter(|id| !taken.contains(id));
    for mark in marks.iter_mut().filter(|mark| mark.id.is_none()) {
        mark.id = free.next();
    }
}

/// Which spans a relation can mean.
#[derive(Default)]
struct Ends {
    by_label: FxHashMap<(u32, u32, Rc<str>), usize>,
    by_place: FxHashMap<(u32, u32), usize>,
    /// By the number of the last token.
    by_token: FxHashMap<u32, usize>,
}

impl Ends {
    fn note(&mut self, mark: &Mark, [_, last]: [Option<u32>; 2], number: usize) {
        if let Some((start, end)) = mark.at {
            self.by_label
                .entry((start, end, Rc::clone(&mark.label)))
                .or_insert(number);
            self.by_place.entry((start, end)).or_insert(number);
        }
        if let Some(last) = last {
            self.by_token.entry(last).or_insert(number);
        }
    }

    fn of_span(&self, json: &str) -> Result<Option<usize>, Trouble> {
        let mut fields = Fields::of(json)?;
        let start = fields.number("start")?.ok_or(Trouble::Missing("start"))?;
        let end = fields.number("end")?.ok_or(Trouble::Missing("end"))?;
        let label = fields.words("label")?;
        Ok(match label {
            Some(label) => self.by_label.get(&(start, end, Rc::from(&*label))),
            None => self.by_place.get(&(start, end)),
        }
        .copied())
    }
}
