//! UIMA CAS JSON 0.4 (<https://github.com/apache/uima-uimaj-io-jsoncas>), which
//! INCEpTION and DKPro Cassis read and write.
//!
//! The types stand in the file. An annotation is one of the layer
//! `webanno.custom.Gloss`: label, note and attributes are features of strings, as
//! are id, maker and times. A relation is one of `webanno.custom.GlossRelation`,
//! from its `Governor` to its `Dependent`. Title, address, id and language of the
//! article are where DKPro Core has them. Offsets are UTF-16 code units. INCEpTION
//! finds words and sentences itself; a project there needs the two layers, of which
//! a description goes with the file.
//!
//! Read is any layer whose annotations stand in a text: the label is a feature of
//! that name (or `value`), else the name of the layer. Layers of words and sentences
//! are left out, and that is said.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::identifier;
use super::json;
use super::object::{Fields, Object, words};
use super::problem::{Error, Problem, Record, Trouble};
use super::reading::{broken, not_json};
use super::table::{Format, Frame, Reader, Written};
use super::uima::{
    FEATURES, LABEL, LAYER, NOTE, RELATIONS, RESERVED, held, is_machinery, label_feature, layers, short_name, utf16,
    value,
};
use crate::model::annotation::{Annotation, Extra, Id, Relation, Timestamp, Value};
use crate::model::exchange::foreign::{Certainty, Filling, Foreign, Found, Link, Mark, Places, Source};
use crate::model::exchange::loss::{Losses, Lost};
use crate::model::exchange::unit::Unit;
use crate::model::project::Project;
use crate::model::text::{Place, Text};

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "cas-json",
    name: "UIMA CAS JSON 0.4",
    about: "All layers in one file, for INCEpTION and for Python with DKPro Cassis.",
    extension: "json",
    media: "application/json",
    frame: Frame::Alone,
    unit: Some(Unit::Utf16),
    write: Some(write),
    companion: Some(layers),
    read: Some(Reader::One { is, read }),
};

const SOFA: &str = "uima.cas.Sofa";
const VIEW: &str = "_InitialView";
const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// What UIMA says of a text whose language nobody told.
const NO_LANGUAGE: &str = "x-unspecified";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project {
        document,
        scheme,
        markup,
        ..
    } = project;
    let text = &document.text;
    let mut losses = Losses::of(project);
    losses.add_facts(&project.document, &["title", "url", "language"]);
    let language = document.language.as_deref();
    if language == Some(NO_LANGUAGE) {
        losses.add(Lost::Fact("language"));
    }
    let attributes: BTreeSet<&str> = scheme
        .labels
        .iter()
        .flat_map(|label| label.attributes.iter().map(|attribute| &*attribute.id))
        .chain(
            markup
                .annotations
                .iter()
                .flat_map(|a| a.attributes.keys().map(|name| &**name)),
        )
        .collect();
    let mut file = String::with_capacity(text.as_str().len() * 5 / 4 + markup.annotations.len() * 300);
    file.push_str("{\n\"%TYPES\": ");
    write_types(&mut file, &attributes);
    file.push_str(",\n\"%FEATURE_STRUCTURES\": [\n");
    Object::begin(&mut file)
        .number("%ID", Some(1))
        .words("%TYPE", Some(SOFA))
        .number("sofaNum", Some(1))
        .words("sofaID", Some(VIEW))
        .words("mimeType", Some("text"))
        .words("sofaString", Some(text.as_str()))
        .end();
    file.push_str(",\n");
    Object::begin(&mut file)
        .number("%ID", Some(2))
        .words("%TYPE", Some(METADATA))
        .number("@sofa", Some(1))
        .number("begin", Some(0))
        .number("end", text.utf16(text.len()).map(|at| at.0))
        .words("language", Some(language.unwrap_or(NO_LANGUAGE)))
        .words("documentTitle", document.title.as_deref())
        .words("documentId", Some(document.id.as_str()))
        .words("documentUri", document.url.as_deref())
        .raw("isLastSegment", "false")
        .end();
    let mut last = 2;
    let mut numbers = FxHashMap::default();
    for annotation in markup.annotations.iter() {
        last += 1;
        numbers.insert(&annotation.id, last);
        file.push_str(",\n");
        write_annotation(&mut file, last, annotation, text, &mut losses);
    }
    for relation in markup.relations.iter() {
        let ends = [&relation.from, &relation.to].map(|end| numbers.get(end).copied());
        last += 1;
        let target = markup.annotations.get(&relation.to).map(|target| target.span);
        let [Some(from), Some(to)] = ends else { continue };
        file.push_str(",\n");
        losses.add_unknown(relation);
        write_relation(
            &mut file,
            last,
            relation,
            [from, to],
            target.map(|span| offsets(span, text)),
        );
    }
    file.push_str("\n],\n\"%VIEWS\": {\"_InitialView\":{\"%SOFA\":1,\"%MEMBERS\":[2");
    for number in 3..=last {
        file.push_str(&format!(",{number}"));
    }
    file.push_str("]}}\n}\n");
    Written::one(FORMAT.extension, file, losses)
}

fn write_types(file: &mut String, attributes: &BTreeSet<&str>) {
    fn begin<'a>(file: &'a mut String, name: &str, above: &str) -> Object<'a> {
        let mut object = Object::begin(file);
        object.words("%NAME", Some(name)).words("%SUPER_TYPE", Some(above));
        object
    }
    let feature = |object: &mut Object, name: &str, range: &str| {
        let mut feature = Object::begin(object.name(name));
        feature.words("%NAME", Some(name)).words("%RANGE", Some(range)).end();
    };
    const STRING: &str = "uima.cas.String";
    file.push_str("{\n\"");
    file.push_str(LAYER);
    file.push_str("\": ");
    let mut layer = begin(file, LAYER, "uima.tcas.Annotation");
    for name in FEATURES {
        feature(&mut layer, name, STRING);
    }
    for name in attributes {
        feature(&mut layer, &identifier::encode(name, false, RESERVED), STRING);
    }
    layer.end();
    file.push_str(",\n\"");
    file.push_str(RELATIONS);
    file.push_str("\": ");
    let mut layer = begin(file, RELATIONS, "uima.tcas.Annotation");
    for name in [LABEL, "id"] {
        feature(&mut layer, name, STRING);
    }
    feature(&mut layer, "Governor", LAYER);
    feature(&mut layer, "Dependent", LAYER);
    layer.end();
    file.push_str(",\n\"");
    file.push_str(METADATA);
    file.push_str("\": ");
    let mut metadata = begin(file, METADATA, "uima.tcas.DocumentAnnotation");
    for name in [
        "documentTitle",
        "documentId",
        "documentUri",
        "collectionId",
        "documentBaseUri",
    ] {
        feature(&mut metadata, name, STRING);
    }
    feature(&mut metadata, "isLastSegment", "uima.cas.Boolean");
    metadata.end();
    file.push_str("\n}");
}

fn offsets(span: crate::model::span::Span, text: &Text) -> [Option<u32>; 2] {
    [span.start(), span.end()].map(|at| text.utf16(at).map(|at| at.0))
}

fn write_annotation(file: &mut String, number: u32, annotation: &Annotation, text: &Text, losses: &mut Losses) {
    let [begin, end] = offsets(annotation.span, text);
    let mut object = Object::begin(file);
    object
        .number("%ID", Some(number))
        .words("%TYPE", Some(LAYER))
        .number("@sofa", Some(1))
        .number("begin", begin)
        .number("end", end)
        .words(LABEL, Some(annotation.label.as_str()))
        .words(NOTE, annotation.note.as_deref())
        .words("id", Some(annotation.id.as_str()))
        .words("by", annotation.by.as_deref())
        .words("created", annotation.created.as_ref().map(Timestamp::as_str))
        .words("modified", annotation.modified.as_ref().map(Timestamp::as_str));
    for (name, value) in &annotation.attributes {
        match held(value, text) {
            Some(words) => {
                object.words(&identifier::encode(name, false, RESERVED), Some(words));
                if matches!(value, Value::Quote(_)) {
                    losses.add_of(Lost::AttributePlace(name.clone()), &annotation.id);
                }
            }
            None => losses.add_of(Lost::Attribute(name.clone()), &annotation.id),
        }
    }
    object.end();
    if !annotation.extra.is_empty() {
        losses.add_of(Lost::Unknown, &annotation.id);
    }
}

fn write_relation(
    file: &mut String,
    number: u32,
    relation: &Relation,
    [from, to]: [u32; 2],
    at: Option<[Option<u32>; 2]>,
) {
    // DKPro Core's relations stand where their target does.
    let [begin, end] = at.unwrap_or_default();
    Object::begin(file)
        .number("%ID", Some(number))
        .words("%TYPE", Some(RELATIONS))
        .number("@sofa", Some(1))
        .number("begin", begin)
        .number("end", end)
        .words(LABEL, Some(&relation.kind))
        .words("id", Some(relation.id.as_str()))
        .number("@Governor", Some(from))
        .number("@Dependent", Some(to))
        .end();
}

fn is(file: &str) -> bool {
    let file = file.trim_start_matches('\u{feff}').trim_start();
    let inside = file.strip_prefix('{').unwrap_or_default().trim_start();
    [
        "\"%TYPES\"",
        "\"%FEATURE_STRUCTURES\"",
        "\"%VIEWS\"",
        "\"%FLAGS\"",
        "\"%HEADER\"",
    ]
    .iter()
    .any(|name| inside.starts_with(name))
}

/// Reads a file.
pub fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let children = json::children(file).map_err(|fault| not_json(file, fault))?;
    let structures = children
        .iter()
        .find(|child| words(&file[child.name.clone()]).is_ok_and(|name| name == "%FEATURE_STRUCTURES"))
        .map(|child| &file[child.value.clone()])
        .ok_or_else(|| broken("%FEATURE_STRUCTURES", Place::START, "there is none"))?;
    let mut reading = Reading {
        places: Places::of(file),
        documents: Vec::new(),
        sofas: FxHashMap::default(),
        left_out: BTreeMap::new(),
        problems: Vec::new(),
        marks: FxHashMap::default(),
        links: Vec::new(),
        number: 0,
    };
    let mut items = Vec::new();
    for child in json::children(structures).map_err(|fault| not_json(structures, fault))? {
        let item = &structures[child.value];
        // In the older form each stands under its number.
        let number = words(&structures[child.name]).ok().and_then(|name| name.parse().ok());
        match Structure::of(item, number) {
            Ok(structure) => items.push(structure),
            Err(trouble) => reading.report(Record::Document, item, trouble),
        }
    }
    // Texts may stand after what stands in them.
    for item in items.iter_mut().filter(|item| item.kind == SOFA) {
        let text = item.fields.words("sofaString");
        let text = text.map_err(|wrong| broken(SOFA, Place::START, &wrong.0))?;
        if let Some(text) = text {
            reading.sofas.insert(item.number, reading.documents.len());
            reading
                .documents
                .push(Foreign::new(Some(text.into_owned()), Unit::Utf16));
        }
    }
    for item in items {
        let (record, json) = (Record::Annotation(reading.number + 1), item.json);
        if let Err(trouble) = reading.structure(item) {
            reading.report(record, json, trouble);
        }
    }
    reading.finish()
}

/// A feature structure.
struct Structure<'a> {
    json: &'a str,
    number: u32,
    kind: String,
    fields: Fields<'a>,
}

impl<'a> Structure<'a> {
    fn of(json: &'a str, number: Option<u32>) -> Result<Self, Trouble> {
        let mut fields = Fields::of(json)?;
        let number = fields.number("%ID")?.or(number).ok_or(Trouble::Missing("%ID"))?;
        let kind = fields.words("%TYPE")?.ok_or(Trouble::Missing("%TYPE"))?.into_owned();
        Ok(Self {
            json,
            number,
            kind,
            fields,
        })
    }
}

struct Reading<'a> {
    places: Places<'a>,
    documents: Vec<Foreign>,
    /// Which document has which sofa.
    sofas: FxHashMap<u32, usize>,
    /// How many of each type were left out, and where the first is.
    left_out: BTreeMap<String, (usize, &'a str)>,
    problems: Vec<Problem>,
    /// The document and the id of each mark.
    marks: FxHashMap<u32, (usize, Id)>,
    /// Relations, whose ends may be read after them.
    links: Vec<Loose>,
    number: usize,
}

/// A relation of a document, between annotations of these numbers.
struct Loose {
    document: usize,
    source: Source,
    id: Option<Id>,
    kind: Rc<str>,
    ends: [u32; 2],
}

impl<'a> Reading<'a> {
    fn report(&mut self, record: Record, piece: &str, trouble: Trouble) {
        let place = self.places.of_piece(piece);
        self.problems.push(Problem { record, place, trouble });
    }

    fn structure(&mut self, item: Structure<'a>) -> Result<(), Trouble> {
        let Structure {
            json,
            number,
            kind,
            mut fields,
        } = item;
        if kind == SOFA {
            return Ok(());
        }
        let document = fields.number("@sofa")?.and_then(|sofa| self.sofas.get(&sofa).copied());
        let ends = (fields.number("begin")?, fields.number("end")?);
        if let (METADATA | "uima.tcas.DocumentAnnotation", Some(document)) = (&*kind, document) {
            return self.facts(&mut fields, document, ends.1);
        }
        let (Some(document), (Some(begin), Some(end)), false) = (document, ends, is_machinery(&kind)) else {
            self.left_out.entry(kind).or_insert((0, json)).0 += 1;
            return Ok(());
        };
        let place = self.places.of_piece(json);
        let label = {
            let features: Vec<_> = fields.names().map(str::to_owned).collect();
            let feature = label_feature(features.iter().map(String::as_str));
            let label = feature.and_then(|feature| fields.words(feature).ok().flatten());
            label.map_or_else(|| short_name(&kind).to_owned(), |label| label.into_owned())
        };
        let ours = kind == LAYER || kind == RELATIONS;
        let id = if ours { fields.words("id")? } else { None };
        if let (Some(from), Some(to)) = (fields.number("@Governor")?, fields.number("@Dependent")?) {
            let record = Record::Relation(self.links.len() + 1);
            let source = Source { record, place };
            self.links.push(Loose {
                document,
                source,
                id: id.map(|id| Id::new(&id)),
                kind: label.into(),
                ends: [from, to],
            });
            return self.rest(fields, source).map(drop);
        }
        self.number += 1;
        let record = Record::Annotation(self.number);
        let source = Source { record, place };
        let id = id.map_or_else(|| Id::new(&number.to_string()), |id| Id::new(&id));
        let mut mark = Mark::new(source, label, Some((begin, end)));
        if ours {
            mark.note = fields.words(NOTE)?.as_deref().map(Rc::from);
            mark.by = fields.words("by")?.as_deref().map(Rc::from);
            for (name, moment) in [("created", &mut mark.created), ("modified", &mut mark.modified)] {
                let words = fields.words(name)?;
                *moment = words.as_deref().and_then(Timestamp::new);
                if words.is_some() && moment.is_none() {
                    let trouble = Trouble::NoTime(name);
                    self.problems.push(Problem { record, place, trouble });
                }
            }
        }
        mark.attributes = self.rest(fields, source)?;
        self.marks.insert(number, (document, id.clone()));
        mark.id = Some(id);
        self.documents[document].marks.push(mark);
        Ok(())
    }

    /// Features as attributes; what refers to something else is reported.
    fn rest(&mut self, fields: Fields<'a>, source: Source) -> Result<Vec<(Rc<str>, Filling)>, Trouble> {
        let Source { record, place } = source;
        let is_link = matches!(record, Record::Relation(_));
        let mut attributes = Vec::new();
        for (name, json) in fields.rest().filter(|(_, json)| !matches!(*json, "null" | "\"\"")) {
            let filling = match json.as_bytes().first() {
                _ if is_link || name.starts_with('@') || name.starts_with('%') => None,
                Some(b'"') => Some(value(&words(json).unwrap_or_default())),
                Some(b't' | b'f') => Some(Value::Flag(json == "true")),
                Some(b'-' | b'0'..=b'9') => Some(Value::Text(json.to_owned())),
                _ => None,
            };
            match filling {
                Some(filling) => {
                    let name = identifier::decode(name.trim_start_matches('#'));
                    attributes.push((name.into(), Filling::Value(filling)));
                }
                None => {
                    let trouble = Trouble::Ignored(format!("“{name}”").into());
                    self.problems.push(Problem { record, place, trouble });
                }
            }
        }
        Ok(attributes)
    }

    /// What is said of the article. Its annotation is as long as its text.
    fn facts(&mut self, fields: &mut Fields, document: usize, end: Option<u32>) -> Result<(), Trouble> {
        let mut fact = |name| Ok::<_, Trouble>(fields.words(name)?.map(String::from));
        let document = &mut self.documents[document];
        let proven = end.is_some() && end == document.text.as_deref().map(utf16);
        document.certain = proven.then_some(Certainty::Length);
        document.facts.title = fact("documentTitle")?;
        document.facts.url = fact("documentUri")?;
        document.facts.language = fact("language")?.filter(|language| language != NO_LANGUAGE);
        document.id = fact("documentId")?.map(|id| Id::new(&id));
        Ok(())
    }

    fn finish(mut self) -> Result<Found, Error> {
        if self.documents.is_empty() {
            return Err(broken(SOFA, Place::START, "there is no text in it"));
        }
        for loose in std::mem::take(&mut self.links) {
            let Loose {
                document,
                source,
                id,
                kind,
                ends,
            } = loose;
            let Source { record, place } = source;
            let [from, to] = ends.map(|end| self.marks.get(&end).filter(|mark| mark.0 == document));
            if let (Some((_, from)), Some((_, to))) = (from, to) {
                let (from, to) = (from.clone(), to.clone());
                let extra = Extra::new();
                self.documents[document].links.push(Link {
                    source,
                    id,
                    kind,
                    from,
                    to,
                    extra,
                });
            } else {
                let missing = if from.is_none() { ends[0] } else { ends[1] };
                let trouble = Trouble::NoSuchEnd(missing.to_string().into());
                self.problems.push(Problem { record, place, trouble });
            }
        }
        for (kind, (count, first)) in std::mem::take(&mut self.left_out) {
            let what = format!("{count} × “{}”", short_name(&kind));
            self.report(Record::Document, first, Trouble::Ignored(what.into()));
        }
        Ok(Found {
            documents: self.documents,
            problems: self.problems,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::set;

    #[test]
    fn layers_of_others_are_read() {
        let file = r##"{"%TYPES": {}, "%FEATURE_STRUCTURES": [
            {"%ID": 5, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "@sofa": 1, "begin": 3, "end": 8, "value": "LOC", "identifier": "Q8673", "@x": 4},
            {"%ID": 6, "%TYPE": "webanno.custom.Sure", "@sofa": 1, "begin": 0, "end": 2, "sure": true, "#how": 0.5},
            {"%ID": 7, "%TYPE": "webanno.custom.Rel", "@sofa": 1, "begin": 0, "end": 2, "@Governor": 5, "@Dependent": 6},
            {"%ID": 8, "%TYPE": "webanno.custom.Rel", "@sofa": 1, "begin": 0, "end": 2, "@Governor": 5, "@Dependent": 9},
            {"%ID": 9, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "@sofa": 1, "begin": 0, "end": 2},
            {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "🌍 Lagos"}
        ], "%VIEWS": {}}"##;
        assert!(is(file) && !is("{\"types\": 1}"));
        let found = read(file).expect("it is read");
        let said: Vec<_> = found.problems.iter().map(Problem::to_string).collect();
        assert!(said[0].contains("its “@x”"), "{said:?}");
        assert!(
            said[1].contains("Relation 2 (line 5") && said[1].contains("id 9"),
            "{said:?}"
        );
        assert!(said[2].contains("1 × “Token”") && said.len() == 3, "{said:?}");
        let draft = set(&found.documents[0], None, None).expect("a text");
        assert_eq!(draft.problems, []);
        let all: Vec<_> = draft.project.markup.annotations.iter().collect();
        let text = &draft.project.document.text;
        assert_eq!((all[0].label.as_str(), all[0].span.quote(text)), ("Sure", "🌍"));
        assert_eq!(all[0].attributes.get("sure"), Some(&Value::Flag(true)));
        assert_eq!(all[0].attributes.get("how"), Some(&Value::Text("0.5".to_owned())));
        assert_eq!((all[1].label.as_str(), all[1].span.quote(text)), ("LOC", "Lagos"));
        let relation = &draft.project.markup.relations[0];
        assert_eq!(
            (relation.from.as_str(), &*relation.kind, relation.to.as_str()),
            ("5", "Rel", "6")
        );
    }

    #[test]
    fn the_older_form_is_read() {
        let file = r#"{"%FEATURE_STRUCTURES": {"2": {"%TYPE": "a.B", "@sofa": 1, "begin": 0, "end": 2},
            "1": {"%TYPE": "uima.cas.Sofa", "sofaString": "EU"}}, "%VIEWS": {}}"#;
        let found = read(file).expect("it is read");
        assert_eq!((found.problems.len(), found.documents[0].marks.len()), (0, 1));
        assert!(matches!(
            read(r#"{"%TYPES":{},"%FEATURE_STRUCTURES":[]}"#),
            Err(Error::Broken { .. })
        ));
        assert!(matches!(read(r#"{"%TYPES":"#), Err(Error::NotJson { .. })));
    }
}
