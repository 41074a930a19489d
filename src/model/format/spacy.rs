//! spaCy's JSON: what `Doc.to_json()` gives and `Doc.from_json()` takes, one
//! document on each line (<https://spacy.io/api/doc#to_json>).
//!
//! ```python
//! doc = Doc(nlp.vocab).from_json(json.loads(line), validate=True)
//! doc.spans["sc"]                # all annotations, also those that overlap
//! doc.ents                       # of those that overlap, the longest
//! json.loads(line)["gloss"]      # all that Gloss knows of them, as in its own file
//! ```
//!
//! Offsets are code points. Entities must not overlap in spaCy (its E103), so that
//! only some of the annotations are in `ents`; all of them are in the span group
//! "sc", where the span categorizer looks for them. What spaCy has no place for is in
//! the field `gloss`, which it passes over: facts of the article, and `annotations`
//! and `relations` as Gloss writes them. It is no user data (`_`), because
//! `Doc.from_json` refuses user data whose extension was not set before (its E083);
//! who sets `doc._.gloss` to it and writes that out has it read all the same.
//!
//! Read are such lines, lists, and single documents. A span is a mark; so is an
//! entity, unless a span is the same. One that stands in `gloss`, too, has what is
//! said there. A group's name is the label of spans without one.
//!
//! Limitation: sentences, categories and tags of tokens are reported and left out.
//! A few characters cannot be at the edge of a token ([`Tokens`]): there spaCy's
//! spans are those of whole tokens, and only `gloss` has the exact place.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::described::{describe, facts, identity, write_offsets};
use super::gloss::{write_annotation, write_relation};
use super::json_lines::{self, Reading, first};
use super::object::{Fields, Object};
use super::problem::{Error, Problem, Record, Trouble};
use super::table::{Format, Frame, Reader, Written};
use crate::model::annotation::{Id, Value};
use crate::model::exchange::foreign::{Filling, Foreign, Found, Link, Mark, Source, Words};
use crate::model::exchange::loss::Losses;
use crate::model::exchange::tokens::{Tokens, flat, is_white};
use crate::model::exchange::unit::Unit;
use crate::model::project::Project;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "spacy",
    name: "spaCy JSON",
    about: "For training and evaluation in Python with spaCy: a line for Doc.from_json.",
    extension: "jsonl",
    media: "application/jsonl",
    frame: Frame::Lines,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: None,
    read: Some(Reader::One { is, read }),
};

/// The span group that spaCy's span categorizer reads.
const GROUP: &str = "sc";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project { document, markup, .. } = project;
    let losses = Losses::of(project);
    let text = &document.text;
    let annotations = &markup.annotations;
    let stretches: Vec<_> = annotations
        .iter()
        .map(|annotation| annotation.span.range().into())
        .collect();
    let tokens = Tokens::of(text.as_str(), &stretches);
    let around: Vec<_> = stretches.iter().map(|stretch| tokens.around(stretch.clone())).collect();
    // Every stretch touches a token: one of its characters is no space.
    let at = |place: usize| around[place].as_ref().map_or(&stretches[place], |around| &around.at);
    let in_tokens = around.iter().flatten().map(|around| around.first..around.last + 1);
    let mut file = String::with_capacity(text.as_str().len() * 8);
    let mut object = Object::begin(&mut file);
    object.words("text", Some(text.as_str()));
    let entities = flat(&in_tokens.collect::<Vec<_>>());
    let is_entity =
        |&place: &usize| entities.get(place) == Some(&true) && !is_padded(&text.as_str()[at(place).clone()]);
    let labels: Vec<_> = annotations.iter().map(|annotation| annotation.label.as_str()).collect();
    let write_span = |file: &mut String, place: usize, group: bool| {
        let mut span = Object::begin(file);
        write_offsets(&mut span, text, at(place));
        span.words("label", Some(labels[place]));
        span.words("kb_id", group.then_some(""));
        span.end();
    };
    let all: Vec<_> = (0..around.len()).collect();
    let chosen: Vec<_> = all.iter().copied().filter(is_entity).collect();
    write_list(object.name("ents"), chosen, |file, place| {
        write_span(file, place, false)
    });
    write_list(
        object.name("tokens"),
        tokens.iter().enumerate(),
        |file, (number, token)| {
            let mut object = Object::begin(file);
            object.number("id", Some(number as u32));
            write_offsets(&mut object, text, &token.at);
            object.end();
        },
    );
    let mut spans = Object::begin(object.name("spans"));
    write_list(spans.name(GROUP), all, |file, place| write_span(file, place, true));
    spans.end();
    let mut own = Object::begin(object.name("gloss"));
    own.words("id", Some(document.id.as_str()));
    for (name, fact) in document.named_facts() {
        own.words(name, fact);
    }
    write_list(own.name("annotations"), annotations.iter(), |file, annotation| {
        write_annotation(file, annotation, text);
    });
    write_list(own.name("relations"), markup.relations.iter(), write_relation);
    own.end();
    object.end();
    Written::one(FORMAT.extension, file, losses)
}

/// spaCy trains on no entity with white space at its ends (its E024).
fn is_padded(words: &str) -> bool {
    words.starts_with(is_white) || words.ends_with(is_white)
}

/// Writes a list, also an empty one: spaCy wants it to be there.
fn write_list<T>(file: &mut String, items: impl IntoIterator<Item = T>, write: impl Fn(&mut String, T)) {
    file.push('[');
    for (number, item) in items.into_iter().enumerate() {
        if number > 0 {
            file.push(',');
        }
        write(file, item);
    }
    file.push(']');
}

fn is(file: &str) -> bool {
    first(file).is_some_and(|fields| {
        let begins = |name, with| fields.peek(name).is_none_or(|json| json.starts_with(with));
        let tokens = fields.peek("tokens").filter(|tokens| tokens.starts_with('['));
        // Those of Prodigy have words.
        let bare = tokens.is_some_and(|tokens| {
            let first = tokens[1..].trim_start();
            let end = first.find('}').map_or(first.len(), |end| end + 1);
            first.starts_with(']') || Fields::of(&first[..end]).is_ok_and(|token| token.peek("text").is_none())
        });
        bare && fields.peek("text").is_some() && begins("spans", '{') && begins("ents", '[')
    })
}

/// Reads a file.
///
/// # Errors
/// [`Error::NotJson`] if it is none.
pub fn read(file: &str) -> Result<Found, Error> {
    json_lines::read(file, document)
}

/// A record of a document, in the order of the file.
enum Item {
    /// An entity, or a span of the group of this number.
    Span(usize),
    /// An annotation as Gloss writes it.
    Own,
    /// A relation as Gloss writes it.
    Relation,
}

/// Which mark is meant: its offsets and its label.
type Key = (u32, u32, Rc<str>);

fn document<'a>(reading: &mut Reading<'a>, json: &'a str, source: Source) -> Result<(), Trouble> {
    let mut fields = Fields::of(json)?;
    let text = fields.words("text")?.ok_or(Trouble::Missing("text"))?.into_owned();
    let mut document = Foreign::new(Some(text), Unit::CodePoint);
    let mut items: Vec<(&str, Item)> = Vec::new();
    // The first group stands for the entities, which have a label of their own.
    let mut groups = vec![Rc::from("")];
    items.extend(fields.list("ents")?.into_iter().map(|json| (json, Item::Span(0))));
    if let Some(spans) = fields.raw("spans") {
        for (name, json) in Fields::of(spans)?.rest() {
            if !json.starts_with('[') {
                return Err(Trouble::Unreadable(
                    format!("the span group \"{name}\" is no list").into(),
                ));
            }
            let number = groups.len();
            groups.push(Rc::from(&*name));
            items.extend(listed(json).into_iter().map(|json| (json, Item::Span(number))));
        }
    }
    let tokens = fields.list("tokens")?;
    let mut ignored: Vec<String> = Vec::new();
    let mut own = fields.raw("gloss");
    if let Some(underscore) = fields.raw("_") {
        let mut underscore = Fields::of(underscore)?;
        own = own.or(underscore.raw("gloss"));
        ignored.extend(underscore.rest().map(|(name, _)| format!("user data \"{name}\"")));
    }
    if let Some(own) = own {
        let mut own = Fields::of(own)?;
        document.id = identity(&mut own);
        document.facts = facts(&mut own);
        items.extend(own.list("annotations")?.into_iter().map(|json| (json, Item::Own)));
        items.extend(own.list("relations")?.into_iter().map(|json| (json, Item::Relation)));
        ignored.extend(own.rest().map(|(name, _)| format!("\"{name}\" of Gloss")));
    }
    let tagged = tokens.first().and_then(|token| Fields::of(token).ok());
    let tag = tagged.and_then(|token| {
        token
            .rest()
            .find(|(name, _)| !["id", "start", "end"].contains(&&**name))
    });
    ignored.extend(tag.map(|(name, _)| format!("\"{name}\" of tokens")));
    let empty = |json: &str| matches!(json, "[]" | "{}" | "null");
    ignored.extend(
        fields
            .rest()
            .filter(|(_, json)| !empty(json))
            .map(|(name, _)| format!("\"{name}\"")),
    );
    for what in ignored {
        reading.report(source, Trouble::Ignored(what.into()));
    }
    // To ask for places in another order would take for ever.
    items.sort_by_key(|(json, _)| json.as_ptr());
    let mut marks = Marks {
        groups,
        known: FxHashMap::default(),
        seen: FxHashMap::default(),
        tokens,
        edges: None,
    };
    for (json, item) in items {
        let place = reading.places.of_piece(json);
        let trouble = match item {
            Item::Span(group) => {
                let record = Record::Annotation(reading.marks + 1);
                let trouble = marks.span(json, group, Source { record, place }, &mut document);
                reading.marks += usize::from(trouble != Ok(false));
                trouble.map(|_| ()).map_err(|trouble| (record, trouble))
            }
            Item::Own => {
                let record = Record::Annotation(reading.marks.max(1));
                let problems = &mut reading.found.problems;
                marks
                    .own(json, &mut document, problems)
                    .map_err(|trouble| (record, trouble))
            }
            Item::Relation => {
                reading.links += 1;
                let record = Record::Relation(reading.links);
                relation(json, Source { record, place }, &mut document).map_err(|trouble| (record, trouble))
            }
        };
        if let Err((record, trouble)) = trouble {
            reading.report(Source { record, place }, trouble);
        }
    }
    reading.found.documents.push(document);
    Ok(())
}

fn listed(json: &str) -> Vec<&str> {
    let children = super::json::children(json).unwrap_or_default();
    children.into_iter().map(|child| &json[child.value]).collect()
}

/// The marks of a document.
struct Marks<'a> {
    /// The names of its span groups.
    groups: Vec<Rc<str>>,
    /// Which marks stand there with this label.
    known: FxHashMap<Key, Vec<usize>>,
    /// How many of them each group has had, and how many were described.
    seen: FxHashMap<(Key, usize), usize>,
    tokens: Vec<&'a str>,
    /// Where tokens start and end, once asked for.
    edges: Option<[Vec<u32>; 2]>,
}

impl Marks<'_> {
    /// What stands for a group in `seen` where marks are counted that were described.
    const DESCRIBED: usize = usize::MAX;

    /// Reads a span; whether it is no other group's.
    fn span(&mut self, json: &str, group: usize, source: Source, document: &mut Foreign) -> Result<bool, Trouble> {
        let mut fields = Fields::of(json)?;
        let start = fields.number("start")?.ok_or(Trouble::Missing("start"))?;
        let end = fields.number("end")?.ok_or(Trouble::Missing("end"))?;
        let name = &self.groups[group];
        let label = match fields.words("label")? {
            Some(label) => Rc::from(&*label),
            None if name.is_empty() => return Err(Trouble::Missing("label")),
            None => Rc::clone(name),
        };
        let key = (start, end, Rc::clone(&label));
        let seen = self.seen.entry((key.clone(), group)).or_default();
        *seen += 1;
        let known = self.known.entry(key).or_default();
        if *seen <= known.len() {
            return Ok(false);
        }
        known.push(document.marks.len());
        let mut mark = Mark::new(source, label, Some((start, end)));
        if let Some(link) = fields.words("kb_id")? {
            let value = Filling::Value(Value::Text(link.into_owned()));
            mark.attributes.push(("kb_id".into(), value));
        }
        document.marks.push(mark);
        Ok(true)
    }

    /// Reads what Gloss knows of a mark.
    fn own(&mut self, json: &str, document: &mut Foreign, problems: &mut Vec<Problem>) -> Result<(), Trouble> {
        let mut fields = Fields::of(json)?;
        let start = fields.number("start")?.ok_or(Trouble::Missing("start"))?;
        let end = fields.number("end")?.ok_or(Trouble::Missing("end"))?;
        let label: Rc<str> = Rc::from(&*fields.words("label")?.ok_or(Trouble::Missing("label"))?);
        let key = (start, end, Rc::clone(&label));
        let place = match self.next(key) {
            Some(place) => Some(place),
            None => self
                .grown(start, end)
                .and_then(|(start, end)| self.next((start, end, label))),
        };
        // Someone took the span away.
        let mark = place
            .and_then(|place| document.marks.get_mut(place))
            .ok_or(Trouble::Missing("span"))?;
        mark.at = Some((start, end));
        let mut words = |name| fields.words(name).map(|words| words.unwrap_or_default().into_owned());
        let (prefix, exact, suffix) = (words("prefix")?, words("quote")?, words("suffix")?);
        mark.words = Some(Words { prefix, exact, suffix }).filter(|words| !words.exact.is_empty());
        describe(mark, &mut fields, problems);
        mark.extra = fields.extra();
        Ok(())
    }

    /// The next mark at this place with this label of which nothing was said yet.
    fn next(&mut self, key: Key) -> Option<usize> {
        let known = self.known.get(&key)?;
        let seen = self.seen.entry((key, Self::DESCRIBED)).or_default();
        let place = known.get(*seen).copied();
        *seen += usize::from(place.is_some());
        place
    }

    /// The offsets of the tokens that a stretch touches.
    fn grown(&mut self, start: u32, end: u32) -> Option<(u32, u32)> {
        let tokens = &self.tokens;
        let [starts, ends] = self.edges.get_or_insert_with(|| {
            let read = |name| {
                let number = |token: &&str| Fields::of(token).ok()?.number(name).ok()?;
                tokens.iter().filter_map(number).collect()
            };
            [read("start"), read("end")]
        });
        let first = ends.partition_point(|&token| token <= start);
        let last = starts.partition_point(|&token| token < end).checked_sub(1)?;
        Some((*starts.get(first)?, *ends.get(last)?))
    }
}

/// Reads a relation as Gloss writes it.
fn relation(json: &str, source: Source, document: &mut Foreign) -> Result<(), Trouble> {
    let mut fields = Fields::of(json)?;
    let id = identity(&mut fields);
    let mut words = |name: &'static str| fields.words(name)?.ok_or(Trouble::Missing(name));
    let (kind, from, to) = (words("type")?, words("from")?, words("to")?);
    document.links.push(Link {
        source,
        id,
        kind: Rc::from(&*kind),
        from: Id::new(&from),
        to: Id::new(&to),
        extra: fields.extra(),
    });
    Ok(())
}
