//! JSON of Label Studio (<https://labelstud.io/guide/export>): each document is a
//! task with one annotation, whose `result` lists what was marked.
//!
//! A region is several items with one id: one of type `labels`, and one of type
//! `choices` or `textarea` for each attribute, whose `from_name` names the control
//! of the labelling configuration that it belongs to ([`config`]). Offsets are code
//! points; before October 2021 its page counted UTF-16 code units. Relations are
//! items too, and the editor keeps one for each pair of regions, with all its
//! labels. It cuts ids at `#`.
//!
//! What its editor shows of ours: labels, notes (`meta.text`), attributes that the
//! scheme has, relations. All else stands in the `meta` of a region, under `gloss`:
//! the editor keeps what it does not know there, and its export has it again. So do
//! the columns of `data`, in which the article's facts and its id stand.

mod config;
mod read;
mod region;

use std::borrow::Cow;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::gloss::{write_relation, write_value};
use super::object::{Object, quote};
use super::table::{Format, Frame, Reader, Written};
use crate::model::annotation::{Annotation, Id, Relation, Timestamp, Value};
use crate::model::exchange::loss::Losses;
use crate::model::exchange::unit::Unit;
use crate::model::project::{Document, Project};
use crate::model::scheme::Scheme;
use crate::model::text::Text;

/// Its line of the table.
pub const FORMAT: Format = Format {
    id: "label-studio",
    name: "Label Studio JSON",
    about: "Tasks for Label Studio, with the labelling configuration that its project needs.",
    extension: "json",
    media: "application/json",
    frame: Frame::List,
    unit: Some(Unit::CodePoint),
    write: Some(write),
    companion: Some(config::write),
    read: Some(Reader::One {
        is: read::is,
        read: read::read,
    }),
};

/// What the configuration calls the text.
const TEXT: &str = "text";

/// What the configuration calls the labels.
const LABELS: &str = "label";

/// The column of the document's id.
const DOCUMENT_ID: &str = "document_id";

/// Writes a project.
pub fn write(project: &Project) -> Written {
    let Project {
        document,
        scheme,
        markup,
        ..
    } = project;
    let losses = Losses::of(project);
    let mut file = String::with_capacity(document.text.as_str().len() * 2);
    let mut task = Object::begin(&mut file);
    task.number("id", Some(number(document.id.as_str())));
    write_data(task.name("data"), document);
    let result = task.name("annotations");
    result.push_str("[{\"result\":[");
    let mut first = true;
    let mut next = |file: &mut String| file.push_str(if std::mem::take(&mut first) { "\n" } else { ",\n" });
    let mut links: FxHashMap<&Id, Vec<(usize, &Relation)>> = FxHashMap::default();
    for (number, relation) in markup.relations.iter().enumerate() {
        links.entry(&relation.from).or_default().push((number, relation));
    }
    for annotation in markup.annotations.iter() {
        let links = links.get(&annotation.id).map_or(&[][..], |links| links);
        next(result);
        let region = Region::of(annotation, scheme, &document.text);
        region.write(result, links);
        for (control, kind, words) in &region.shown {
            next(result);
            region.write_attribute(result, control, kind, words);
        }
    }
    for (from, to, kinds) in pairs(&markup.relations) {
        next(result);
        Object::begin(result)
            .words("from_id", Some(&region_id(from)))
            .words("to_id", Some(&region_id(to)))
            .words("type", Some("relation"))
            .words("direction", Some("right"))
            .list("labels", &kinds, |file, kind| quote(file, kind))
            .end();
    }
    result.push_str("\n]}]");
    task.end();
    Written::one(FORMAT.extension, file, losses)
}

/// A number for a task: Label Studio's own converter wants one, and its server
/// gives it another.
fn number(id: &str) -> u32 {
    // FNV-1a, of which any number will do that fits into 31 bits.
    id.bytes().fold(0x811C_9DC5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    }) >> 1
}

fn write_data(file: &mut String, document: &Document) {
    Object::begin(file)
        .words(TEXT, Some(document.text.as_str()))
        .words(DOCUMENT_ID, Some(document.id.as_str()))
        .words("title", document.title.as_deref())
        .words("url", document.url.as_deref())
        .words("author", document.author.as_deref())
        .words("published", document.published.as_deref())
        .words("language", document.language.as_deref())
        .end();
}

/// An annotation as Label Studio sees it.
struct Region<'a> {
    annotation: &'a Annotation,
    text: &'a Text,
    /// The attributes that the configuration has controls for: the control, its
    /// type, and the words in it.
    shown: Vec<(String, &'static str, &'a str)>,
    /// Attributes that only `meta` has.
    hidden: Vec<(&'a Rc<str>, &'a Value)>,
    /// Attributes of which the words that are shown do not tell all.
    exact: Vec<(&'a Rc<str>, &'a Value)>,
}

impl<'a> Region<'a> {
    fn of(annotation: &'a Annotation, scheme: &Scheme, text: &'a Text) -> Self {
        let mut region = Self {
            annotation,
            text,
            shown: Vec::new(),
            hidden: Vec::new(),
            exact: Vec::new(),
        };
        for (name, value) in &annotation.attributes {
            let Some((control, kind)) = config::control(scheme, &annotation.label, name, value) else {
                region.hidden.push((name, value));
                continue;
            };
            region.shown.push((control, kind, value.shown(text)));
            if !matches!(value, Value::Text(_)) {
                region.exact.push((name, value));
            }
        }
        region
    }

    /// Writes the item with its label, and with all that others have no place for.
    fn write(&self, file: &mut String, links: &[(usize, &Relation)]) {
        let annotation = self.annotation;
        let mut object = self.begin(file, LABELS, "labels");
        let mut value = Object::begin(object.name("value"));
        self.write_offsets(&mut value)
            .words("text", Some(annotation.span.quote(self.text)));
        write_list(value.name("labels"), annotation.label.as_str());
        value.end();
        let mut gloss = String::new();
        self.write_rest(&mut gloss, links);
        if annotation.note.is_some() || gloss.len() > "{}".len() {
            let mut meta = Object::begin(object.name("meta"));
            if let Some(note) = &annotation.note {
                write_list(meta.name("text"), note);
            }
            if gloss.len() > "{}".len() {
                meta.raw("gloss", &gloss);
            }
            meta.end();
        }
        object.end();
    }

    /// What Label Studio keeps without knowing it.
    fn write_rest(&self, file: &mut String, links: &[(usize, &Relation)]) {
        let Annotation {
            id,
            by,
            created,
            modified,
            extra,
            ..
        } = self.annotation;
        let other_id = region_id(id) != id.as_str();
        let mut object = Object::begin(file);
        object
            .words("id", Some(id.as_str()).filter(|_| other_id))
            .words("by", by.as_deref())
            .words("created", created.as_ref().map(Timestamp::as_str))
            .words("modified", modified.as_ref().map(Timestamp::as_str));
        for (field, attributes) in [("attributes", &self.hidden), ("values", &self.exact)] {
            if attributes.is_empty() {
                continue;
            }
            let mut object = Object::begin(object.name(field));
            for (name, value) in attributes {
                write_value(object.name(name), value, self.text);
            }
            object.end();
        }
        object.list("links", links, |file, (number, relation)| {
            file.push_str(&format!("{{\"number\":{number},\"link\":"));
            write_relation(file, relation);
            file.push('}');
        });
        if !extra.is_empty() {
            Object::begin(object.name("extra")).extra(extra).end();
        }
        object.end();
    }

    fn write_attribute(&self, file: &mut String, control: &str, kind: &'static str, words: &str) {
        let mut object = self.begin(file, control, kind);
        let mut value = Object::begin(object.name("value"));
        self.write_offsets(&mut value);
        write_list(value.name(if kind == "textarea" { "text" } else { kind }), words);
        value.end();
        object.end();
    }

    fn begin<'f>(&self, file: &'f mut String, control: &str, kind: &str) -> Object<'f> {
        let mut object = Object::begin(file);
        object
            .words("id", Some(&region_id(&self.annotation.id)))
            .words("from_name", Some(control))
            .words("to_name", Some(TEXT))
            .words("type", Some(kind));
        object
    }

    fn write_offsets<'o, 'f>(&self, value: &'o mut Object<'f>) -> &'o mut Object<'f> {
        let span = self.annotation.span;
        value
            .number("start", self.text.code_point(span.start()).map(|at| at.0))
            .number("end", self.text.code_point(span.end()).map(|at| at.0))
    }
}

/// A list of one.
fn write_list(file: &mut String, words: &str) {
    file.push('[');
    quote(file, words);
    file.push(']');
}

/// Relations between the same two annotations in the same direction as one, with
/// each type once.
fn pairs(relations: &[Relation]) -> Vec<(&Id, &Id, Vec<&str>)> {
    let mut places: FxHashMap<(&Id, &Id), usize> = FxHashMap::default();
    let mut pairs: Vec<(&Id, &Id, Vec<&str>)> = Vec::new();
    for Relation { kind, from, to, .. } in relations {
        let place = *places.entry((from, to)).or_insert(pairs.len());
        match pairs.get_mut(place) {
            Some((_, _, kinds)) if kinds.contains(&&**kind) => {}
            Some((_, _, kinds)) => kinds.push(kind),
            None => pairs.push((from, to, vec![kind])),
        }
    }
    pairs
}

/// The id of a region: ours, without the `#` at which the editor would cut it.
fn region_id(id: &Id) -> Cow<'_, str> {
    let id = id.as_str();
    if !id.contains(['#', '%']) {
        return Cow::Borrowed(id);
    }
    Cow::Owned(id.replace('%', "%25").replace('#', "%23"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::set;
    use crate::model::exchange::foreign::Found;
    use crate::model::exchange::loss::Lost;
    use crate::model::format::gloss::{self, built_in_scheme};

    /// A document of ours with an attribute of each kind, a note and relations.
    fn project() -> Project {
        let file = r#"{"format":"gloss","version":1,"document":{"id":"d","title":"T","text":"🌍 Ana said crime fell."},
            "offsets":{"unit":"code point","end":"exclusive"},"annotations":[
            {"id":"a#1","label":"claim","start":11,"end":21,"quote":"crime fell","note":"Sure?","by":"person","attributes":
              {"kind":"event","speaker":{"text":"Ana","start":2,"end":5},"worth_checking":true,"size":12}},
            {"id":"b","label":"PER","start":2,"end":5,"quote":"Ana"}],"relations":[
            {"id":"r1","type":"about","from":"a#1","to":"b"},{"id":"r2","type":"by","from":"b","to":"a#1"},
            {"id":"r3","type":"by","from":"a#1","to":"b"}]}"#;
        let (project, problems) = gloss::read(file).expect("a file of ours");
        assert_eq!(problems, []);
        Project {
            scheme: Rc::new(built_in_scheme()),
            ..project
        }
    }

    /// What comes back of a file, without the scheme.
    fn back(file: &str) -> Project {
        let Found { documents, problems } = read::read(&format!("[{file}]")).expect("a file of Label Studio");
        assert_eq!(problems, []);
        let draft = set(&documents[0], None, None).expect("a text");
        assert_eq!(draft.problems, []);
        let scheme = Rc::new(built_in_scheme());
        Project {
            scheme,
            ..draft.project
        }
    }

    const WRITTEN: &str = r##"{"id":1887834681,"data":{"text":"🌍 Ana said crime fell.","document_id":"d","title":"T"},"annotations":[{"result":[
{"id":"b","from_name":"label","to_name":"text","type":"labels","value":{"start":2,"end":5,"text":"Ana","labels":["PER"]},"meta":{"gloss":{"links":[{"number":1,"link":{"id":"r2","type":"by","from":"b","to":"a#1"}}]}}},
{"id":"a%231","from_name":"label","to_name":"text","type":"labels","value":{"start":11,"end":21,"text":"crime fell","labels":["claim"]},"meta":{"text":["Sure?"],"gloss":{"id":"a#1","by":"person","attributes":{"size":12},"values":{"speaker":{"text":"Ana","start":2,"end":5},"worth_checking":true},"links":[{"number":0,"link":{"id":"r1","type":"about","from":"a#1","to":"b"}},{"number":2,"link":{"id":"r3","type":"by","from":"a#1","to":"b"}}]}}},
{"id":"a%231","from_name":"claim.kind","to_name":"text","type":"choices","value":{"start":11,"end":21,"choices":["event"]}},
{"id":"a%231","from_name":"claim.speaker","to_name":"text","type":"textarea","value":{"start":11,"end":21,"text":["Ana"]}},
{"id":"a%231","from_name":"claim.worth_checking","to_name":"text","type":"choices","value":{"start":11,"end":21,"choices":["yes"]}},
{"from_id":"a%231","to_id":"b","type":"relation","direction":"right","labels":["about","by"]},
{"from_id":"b","to_id":"a%231","type":"relation","direction":"right","labels":["by"]}
]}]}"##;

    #[test]
    fn a_document_is_a_task() {
        let project = project();
        let written = write(&project);
        assert_eq!(written.parts[0].content, WRITTEN);
        let lost: Vec<_> = written.losses.iter().map(|(lost, _)| lost.clone()).collect();
        assert_eq!(lost, [Lost::Scheme]);
        assert_eq!(back(WRITTEN), project);
    }

    #[test]
    fn what_was_changed_there_counts() {
        let edited = WRITTEN
            .replace(r#""text":["Ana"]"#, r#""text":["Ana Ruiz"]"#)
            .replace(r#"["about","by"]"#, r#"["by","of"]"#)
            .replace(r#""choices":["yes"]"#, r#""choices":["no"]"#);
        let project = back(&edited);
        let claim = project.markup.annotations.get(&Id::new("a#1")).expect("the claim");
        let value = |name: &str| claim.attributes[name].clone();
        assert_eq!(value("speaker"), Value::Text("Ana Ruiz".to_owned()));
        assert_eq!(value("worth_checking"), Value::Text("no".to_owned()));
        let links = project.markup.relations.iter();
        let links: Vec<_> = links.map(|link| (link.id.as_str(), &*link.kind)).collect();
        assert_eq!(links, [("r2", "by"), ("r3", "by"), ("r4", "of")]);
    }

    #[test]
    fn the_configuration_names_what_is_in_results() {
        let (name, file) = config::write(&built_in_scheme());
        assert_eq!(name, "labeling-config.xml");
        for line in [
            r##"    <Label value="claim" background="#2f6fb2" hotkey="1"/>"##,
            r#"  <Text name="text" value="$text"/>"#,
            r#"    <Choices name="claim.kind" toName="text" perRegion="true" whenLabelValue="claim" choice="single" showInline="true">"#,
            r#"      <Choice value="prediction"/>"#,
            r#"    <TextArea name="claim.speaker" toName="text" perRegion="true" whenLabelValue="claim" editable="true" maxSubmissions="1"/>"#,
            r#"    <Relation value="part_of"/>"#,
        ] {
            assert!(file.lines().any(|its| its == line), "{line}\n{file}");
        }
    }
}
