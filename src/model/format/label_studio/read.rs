//! Reading tasks of Label Studio: each becomes a document.
//!
//! Read are all annotations of a task that were not skipped, or the predictions if
//! there are none. Of `data`, the text is the column that regions stand on, or else
//! the longest; what stands on another one is reported and left out. What a
//! control says of a region becomes an attribute by the name of the control, less
//! that of the label before a dot; several values stay a list.
//!
//! Limitations: what is said of the whole text, columns of `data` that are no facts
//! of the article, and scores are reported and left out. In HTML, regions are found
//! by their words. How regions are shown, and how the work went (times spent,
//! reviews, counts), is not kept. In the short form (JSON-MIN) nothing tells of which
//! region a choice is, so only labels are read.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::json;
use super::super::object::{Fields, words};
use super::super::problem::{Error, Problem, Record, Trouble};
use super::super::reading::{broken, not_json};
use super::region::{Known, Region, Work, items, moment};
use super::{DOCUMENT_ID, TEXT};
use crate::model::annotation::{Extra, Id};
use crate::model::exchange::foreign::{Foreign, Found, Link, Mark, Places, Source};
use crate::model::exchange::unit::Unit;
use crate::model::short::short;

/// Whether the first task says so.
pub fn is(file: &str) -> bool {
    let file = file.trim_start_matches('\u{feff}').trim_start();
    let is_task = |json: &str| {
        let Ok(fields) = Fields::of(json) else { return false };
        if is_short(&fields) {
            return true;
        }
        let Some(data) = fields.peek("data").filter(|data| data.starts_with('{')) else {
            return false;
        };
        let results = ["annotations", "completions", "predictions"];
        let mut results = results.iter().filter_map(|name| fields.peek(name));
        let text = || Fields::of(data).is_ok_and(|data| data.peek(TEXT).is_some_and(|text| text.starts_with('"')));
        results.any(|json| json.starts_with('[')) || text()
    };
    match file.as_bytes().first() {
        Some(b'{') => is_task(file),
        Some(b'[') => {
            let children = json::children(file).unwrap_or_default();
            children
                .first()
                .is_some_and(|child| is_task(&file[child.value.clone()]))
        }
        _ => false,
    }
}

/// Whether a task is a row of the short form, in which `data` and `result` are one.
fn is_short(fields: &Fields) -> bool {
    let has = |name| fields.peek(name).is_some();
    !has("data") && has("annotation_id") && has("annotator")
}

/// What an item of the short form is of: `labels`; `None` if it is no region.
fn kind(item: &str) -> Option<String> {
    let fields = Fields::of(item).ok().filter(|fields| fields.peek("start").is_some())?;
    let mut names = fields.rest().map(|(name, _)| name);
    names.find(|name| name.ends_with("labels")).map(String::from)
}

/// Reads a list of tasks, or one.
///
/// # Errors
/// [`Error`] if the file is no JSON, or there is no document in it.
pub fn read(file: &str) -> Result<Found, Error> {
    let file = file.trim_start_matches('\u{feff}');
    let children = json::children(file).map_err(|fault| not_json(file, fault))?;
    let mut reading = Reading {
        places: Places::of(file),
        found: Found::default(),
    };
    if file.trim_start().starts_with('[') {
        for child in children {
            reading.task(&file[child.value]);
        }
    } else {
        reading.task(file.trim());
    }
    let Found { documents, problems } = &reading.found;
    match (documents.first(), problems.first()) {
        (None, Some(Problem { place, trouble, .. })) => {
            Err(broken("task", *place, trouble.to_string().trim_end_matches('.')))
        }
        (None, None) => Err(Error::NoText),
        _ => Ok(reading.found),
    }
}

struct Reading<'a> {
    places: Places<'a>,
    found: Found,
}

/// A task as far as it was read.
#[derive(Default)]
struct Task {
    marks: Vec<Mark>,
    /// What each of the marks stands on.
    on: Vec<String>,
    links: Vec<Link>,
    /// How many regions and relations there were.
    regions: usize,
    relations: usize,
    /// Names of what nobody knows.
    strange: BTreeSet<String>,
}

/// Columns of the data of a task.
type Columns<'a> = Vec<(Cow<'a, str>, &'a str)>;

/// A relation between regions, as an item tells it.
struct Item {
    source: Source,
    kinds: Vec<Rc<str>>,
    from: String,
    to: String,
}

impl<'a> Reading<'a> {
    fn task(&mut self, json: &'a str) {
        let record = Record::Document;
        let place = self.places.of_piece(json);
        let source = Source { record, place };
        let before = self.found.problems.len();
        match self.document(json, source) {
            Ok(document) => self.found.documents.push(document),
            Err(trouble) => {
                self.found.problems.truncate(before);
                self.report(source, trouble);
            }
        }
    }

    fn document(&mut self, json: &'a str, source: Source) -> Result<Foreign, Trouble> {
        let mut fields = Fields::of(json)?;
        let mut task = Task::default();
        if is_short(&fields) {
            let columns = self.short(fields, source, &mut task);
            return self.assembled(task, columns, source);
        }
        let mut annotations = fields.list("annotations")?;
        annotations.append(&mut fields.list("completions")?);
        let mut any = false;
        for annotation in annotations {
            any |= self.annotation(annotation, source, &mut task)?;
        }
        let predictions = fields.list("predictions")?;
        let predictions = predictions.into_iter().filter(|json| json.starts_with('{'));
        if any && predictions.clone().count() > 0 {
            task.strange.insert("predictions".to_owned());
        }
        for prediction in predictions.filter(|_| !any) {
            self.annotation(prediction, source, &mut task)?;
        }
        if !fields.list("drafts")?.is_empty() {
            task.strange.insert("drafts".to_owned());
        }
        let data = fields.raw("data").ok_or(Trouble::Missing("data"))?;
        self.assembled(task, Fields::of(data)?.rest().collect(), source)
    }

    /// Reads a row of the short form (JSON-MIN), and says which fields are columns.
    fn short(&mut self, mut fields: Fields<'a>, source: Source, task: &mut Task) -> Columns<'a> {
        let mut troubles = Vec::new();
        let work = Work {
            by: made_by(&mut fields, "annotator"),
            created: moment(&mut fields, "created_at", &mut troubles),
            modified: moment(&mut fields, "updated_at", &mut troubles),
        };
        for trouble in troubles {
            self.report(source, trouble);
        }
        let mut regions = Vec::new();
        let mut columns = Columns::new();
        for (name, json) in fields.rest() {
            let (listed, others): (Vec<_>, Vec<_>) = items(json).into_iter().partition(|item| kind(item).is_some());
            if !listed.is_empty() {
                task.strange.extend(others.first().map(|_| name.to_string()));
            } else if !["id", "annotation_id", "lead_time", "agreement", "history"].contains(&&*name) {
                columns.push((name, json));
            }
            for item in listed {
                task.regions += 1;
                let record = Record::Annotation(task.regions);
                let place = self.places.of_piece(item);
                let source = Source { record, place };
                let mut region = Region::new(source);
                let kind = kind(item).unwrap_or_default();
                match region.add_value(&kind, String::new(), item, &mut task.strange) {
                    Ok(()) => regions.push((None, region)),
                    Err(trouble) => self.report(source, trouble),
                }
            }
        }
        self.finish(regions, Vec::new(), &work, task);
        columns
    }

    /// The document that a task is.
    fn assembled(&mut self, task: Task, columns: Columns, source: Source) -> Result<Foreign, Trouble> {
        let Task {
            marks,
            on,
            links,
            mut strange,
            ..
        } = task;
        let mut document = Foreign::new(None, Unit::CodePoint);
        let (name, others) = read_data(columns, most_common(&on), &mut document, &mut strange)?;
        for (mut mark, on) in marks.into_iter().zip(on) {
            if on != name && others.contains(&on) {
                let said = format!("it stands on “{}”, another text of the task", short(&on, 40));
                self.report(mark.source, Trouble::Unreadable(said.into()));
                continue;
            }
            unescape(&mut mark, document.text.as_deref());
            document.marks.push(mark);
        }
        document.links = links;
        if !strange.is_empty() {
            let names: Vec<_> = strange.iter().map(|name| format!("“{}”", short(name, 40))).collect();
            self.report(source, Trouble::Ignored(names.join(", ").into()));
        }
        Ok(document)
    }

    /// Reads an annotation or a prediction; `false` if it was skipped.
    fn annotation(&mut self, json: &'a str, source: Source, task: &mut Task) -> Result<bool, Trouble> {
        let mut fields = Fields::of(json)?;
        let result = fields.list("result")?;
        if fields.flag("was_cancelled").ok().flatten() == Some(true) {
            if !result.is_empty() {
                task.strange.insert("skipped annotation".to_owned());
            }
            return Ok(false);
        }
        let mut troubles = Vec::new();
        let work = Work {
            by: made_by(&mut fields, "completed_by"),
            created: moment(&mut fields, "created_at", &mut troubles),
            modified: moment(&mut fields, "updated_at", &mut troubles),
        };
        let mut regions: Vec<(Option<String>, Region)> = Vec::new();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        let mut relations = Vec::new();
        for json in result {
            let place = self.places.of_piece(json);
            let read = Fields::of(json).map_err(Trouble::from);
            let is_relation = |fields: &Fields| fields.peek("type") == Some("\"relation\"");
            if read.as_ref().is_ok_and(is_relation) {
                task.relations += 1;
                let record = Record::Relation(task.relations);
                let source = Source { record, place };
                match read.and_then(|fields| relation(fields, source)) {
                    Ok((relation, trouble)) => {
                        relations.push(relation);
                        trouble.into_iter().for_each(|trouble| self.report(source, trouble));
                    }
                    Err(trouble) => self.report(source, trouble),
                }
                continue;
            }
            let fresh = Record::Annotation(task.regions + 1);
            let fresh = Source { record: fresh, place };
            let added = read.and_then(|mut fields| {
                let id = fields.words("id")?.map(String::from);
                let at = match id.as_ref().and_then(|id| known.get(id)) {
                    Some(&at) => at,
                    None => {
                        task.regions += 1;
                        known.extend(id.clone().map(|id| (id, regions.len())));
                        regions.push((id, Region::new(fresh)));
                        regions.len() - 1
                    }
                };
                regions[at].1.add(fields, &mut task.strange)
            });
            if let Err(trouble) = added {
                self.report(fresh, trouble);
            }
        }
        for trouble in troubles {
            self.report(source, trouble);
        }
        self.finish(regions, relations, &work, task);
        Ok(true)
    }

    /// Adds the regions and relations of an annotation to the task.
    fn finish(&mut self, regions: Vec<(Option<String>, Region)>, items: Vec<Item>, work: &Work, task: &mut Task) {
        let mut ids: FxHashMap<String, Id> = FxHashMap::default();
        let mut known: Vec<(Id, Known)> = Vec::new();
        for (id, region) in regions {
            let (source, on) = (region.source, region.on.clone());
            let mut troubles = Vec::new();
            let marks = region.marks(id.as_deref(), work, &mut troubles);
            for trouble in troubles {
                self.report(source, trouble);
            }
            let Some((marks, links)) = marks else { continue };
            if let (Some(id), Some(own)) = (id, marks.first().and_then(|mark| mark.id.clone())) {
                known.extend(links.into_iter().map(|link| (own.clone(), link)));
                ids.insert(id, own);
            }
            task.on.extend(marks.iter().map(|_| on.clone()));
            task.marks.extend(marks);
        }
        task.links.append(&mut linked(items, &ids, known));
    }

    fn report(&mut self, Source { record, place }: Source, trouble: Trouble) {
        self.found.problems.push(Problem { record, place, trouble });
    }
}

/// The links that items tell of: those that Gloss knew first, in their order.
fn linked(items: Vec<Item>, ids: &FxHashMap<String, Id>, mut known: Vec<(Id, Known)>) -> Vec<Link> {
    let own = |id: &String| ids.get(id).cloned().unwrap_or_else(|| Id::new(id));
    let mut told: Vec<Link> = Vec::new();
    for Item {
        source,
        kinds,
        from,
        to,
    } in items
    {
        told.extend(kinds.into_iter().map(|kind| Link {
            source,
            id: None,
            kind,
            from: own(&from),
            to: own(&to),
            extra: Extra::new(),
        }));
    }
    let key = |link: &Link| (link.from.clone(), link.to.clone(), Rc::clone(&link.kind));
    let sources: FxHashMap<_, _> = told.iter().map(|link| (key(link), link.source)).collect();
    known.sort_by_key(|(_, known)| known.number);
    let mut links = Vec::new();
    let mut used = FxHashSet::default();
    for (
        from,
        Known {
            id, kind, to, extra, ..
        },
    ) in known
    {
        let key = (from, to, kind);
        // A link that has no item was taken out in Label Studio.
        if let Some(&source) = sources.get(&key) {
            used.insert(key.clone());
            let (from, to, kind) = key;
            let id = Some(id);
            links.push(Link {
                source,
                id,
                kind,
                from,
                to,
                extra,
            });
        }
    }
    links.extend(told.into_iter().filter(|link| !used.contains(&key(link))));
    links
}

/// A relation, and what is odd about it.
fn relation(mut fields: Fields, source: Source) -> Result<(Item, Option<Trouble>), Trouble> {
    let mut end = |name| fields.words(name)?.map(String::from).ok_or(Trouble::Missing(name));
    let (mut from, mut to) = (end("from_id")?, end("to_id")?);
    let direction = fields.words("direction")?.unwrap_or_default();
    let mut trouble = None;
    match &*direction {
        "left" => (from, to) = (to, from),
        "bi" => trouble = Some(Trouble::Ignored("other direction".into())),
        _ => {}
    }
    let labels = fields.list("labels")?.into_iter().filter_map(|label| words(label).ok());
    let mut kinds: Vec<Rc<str>> = labels.map(|label| Rc::from(&*label)).collect();
    if kinds.is_empty() {
        kinds.push("relation".into());
    }
    let item = Item {
        source,
        kinds,
        from,
        to,
    };
    Ok((item, trouble))
}

/// Who made an annotation: a person by name or number, or a model.
fn made_by(fields: &mut Fields, field: &str) -> Option<Rc<str>> {
    let person = fields.raw(field);
    if let Some(json) = person.filter(|json| json.starts_with('{')) {
        let mut person = Fields::of(json).ok()?;
        let mut name = |name| person.words(name).ok().flatten();
        return name("email").or_else(|| name("username")).map(|name| Rc::from(&*name));
    }
    let number = |json: &str| Rc::from(format!("annotator {json}"));
    let person = person.map(|json| words(json).map_or_else(|_| number(json), |name| Rc::from(&*name)));
    person.or_else(|| {
        fields
            .words("model_version")
            .ok()
            .flatten()
            .map(|model| Rc::from(&*model))
    })
}

/// What most of these are.
fn most_common(names: &[String]) -> Option<&str> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|&(name, count)| (count, name));
    best.map(|(name, _)| name)
}

/// Reads the columns of a task, and says which one is the text and which others
/// could be.
fn read_data(
    columns: Columns,
    on: Option<&str>,
    document: &mut Foreign,
    strange: &mut BTreeSet<String>,
) -> Result<(String, Vec<String>), Trouble> {
    let read = |json: &str| words(json).ok().map(String::from).filter(|words| !words.is_empty());
    let mut all = Columns::new();
    for (name, json) in columns {
        let facts = &mut document.facts;
        let fact = match &*name {
            "url" => &mut facts.url,
            "author" => &mut facts.author,
            "published" => &mut facts.published,
            "language" => &mut facts.language,
            DOCUMENT_ID if json.starts_with('"') => {
                document.id = read(json).map(|id| Id::new(&id));
                continue;
            }
            _ => {
                all.push((name, json));
                continue;
            }
        };
        *fact = read(json);
        if fact.is_none() && !matches!(json, "null" | "\"\"") {
            strange.insert(name.into_owned());
        }
    }
    let length = |name: &str, json: &str| match name {
        _ if !json.starts_with('"') || json == "\"\"" => None,
        _ if on.is_some_and(|on| on == name) => Some(usize::MAX),
        TEXT => Some(usize::MAX - 1),
        _ => Some(json.len()),
    };
    let texts = || {
        all.iter()
            .filter_map(|(name, json)| Some((length(name, json)?, name, json)))
    };
    let (_, name, json) = texts()
        .max_by_key(|(length, ..)| *length)
        .ok_or(Trouble::Missing("text"))?;
    document.text = read(json);
    let mut others = Vec::new();
    for (other, json) in all.iter().filter(|(other, _)| other != name) {
        others.push(other.to_string());
        match &**other {
            "title" if json.starts_with('"') => document.facts.title = read(json),
            _ if matches!(*json, "null" | "\"\"") => {}
            _ => drop(strange.insert(other.to_string())),
        }
    }
    Ok((name.to_string(), others))
}

/// Old versions wrote line ends of words as `\n`: a backslash and a letter.
fn unescape(mark: &mut Mark, text: Option<&str>) {
    if let Some(words) = &mut mark.words
        && words.exact.contains("\\n")
        && text.is_some_and(|text| !text.contains("\\n"))
    {
        words.exact = words.exact.replace("\\n", "\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::draft::{Draft, set};
    use crate::model::project::Project;

    /// What is read from a file of one task: marks as "label:words (attributes) note",
    /// links as "kind:from>to", how offsets were read, and what was said.
    fn check(file: &str, expected: &[&str], proof: &str, said: &[&str]) -> Project {
        assert!(is(file), "{file}");
        let Found { documents, problems } = read(file).expect("a file of Label Studio");
        let draft = set(&documents[0], None, None).expect("a text");
        let Draft {
            project, proof: found, ..
        } = draft;
        let text = &project.document.text;
        let of = |id: &Id| project.markup.annotations.get(id).map_or("?", |a| a.span.quote(text));
        let marks = project.markup.annotations.iter().map(|a| {
            let attributes = a
                .attributes
                .iter()
                .map(|(name, value)| format!(" {name}={}", value.shown(text)));
            let note = a.note.iter().map(|note| format!(" “{note}”"));
            let rest: String = attributes.chain(note).collect();
            format!("{}:{}{rest}", a.label.as_str(), a.span.quote(text))
        });
        let links = project.markup.relations.iter();
        let links = links.map(|link| format!("{}:{}>{}", link.kind, of(&link.from), of(&link.to)));
        assert_eq!(marks.chain(links).collect::<Vec<_>>(), expected, "{file}");
        assert!(found.to_string().starts_with(proof), "{found}");
        let problems = problems.iter().chain(&draft.problems).map(Problem::to_string);
        let problems: Vec<_> = problems.collect();
        assert_eq!(problems.len(), said.len(), "{problems:?}");
        for (problem, said) in problems.iter().zip(said) {
            assert!(problem.contains(said), "{problem}");
        }
        project
    }

    /// A file of one task with these items.
    fn task(text: &str, items: &[&str]) -> String {
        let items = items.join(",\n");
        format!(r#"[{{"id":1,"annotations":[{{"completed_by":2,"result":[{items}]}}],"data":{{"text":"{text}"}}}}]"#)
    }

    #[test]
    fn regions_have_labels_attributes_and_notes() {
        let project = check(
            &task(
                "🌍 Ana said crime fell.",
                &[
                    r#"{"id":"a","from_name":"label","to_name":"text","type":"labels","origin":"manual","meta":{"text":["Sure?"]},
                        "value":{"start":11,"end":21,"text":"crime fell","labels":["claim"]}}"#,
                    r#"{"id":"a","from_name":"claim.kind","to_name":"text","type":"choices","value":{"start":11,"end":21,"text":"crime fell","choices":["event"]}}"#,
                    r#"{"id":"a","from_name":"who","to_name":"text","type":"textarea","value":{"start":11,"end":21,"text":["Ana"]}}"#,
                    r#"{"id":"a","from_name":"many","to_name":"text","type":"choices","value":{"start":11,"end":21,"choices":["x","y"]}}"#,
                    r#"{"id":"a","from_name":"stars","to_name":"text","type":"rating","value":{"start":11,"end":21,"rating":4}}"#,
                    r#"{"id":"b","from_name":"label","to_name":"text","type":"labels","value":{"start":"2","end":5.0,"text":"Ana","labels":["PER","source"]}}"#,
                    r#"{"from_id":"a","to_id":"b","type":"relation","direction":"right","labels":["by","of"]}"#,
                    r#"{"from_id":"a","to_id":"b","type":"relation","direction":"left"}"#,
                ],
            ),
            &[
                "PER:Ana",
                "source:Ana",
                "claim:crime fell kind=event many=[\"x\",\"y\"] stars=4 who=Ana “Sure?”",
                "by:crime fell>Ana",
                "of:crime fell>Ana",
                "relation:Ana>crime fell",
            ],
            "Offsets were code points; 3 of 3",
            &[],
        );
        let by = project.markup.annotations.iter().filter_map(|a| a.by.as_deref());
        assert_eq!(by.collect::<Vec<_>>(), ["annotator 2"; 3]);
    }

    #[test]
    fn old_exports_come_in() {
        let file = r#"{"data":{"text":"🌍 Ana\n\nRuiz said"},"completions":[{"created_at":1602,"result":[
            {"id":"a","from_name":"l","to_name":"text","type":"labels","normalization":"she","value":{"start":3,"end":12,"text":"Ana\\n\\nRuiz","labels":["PER"]}}]}]}"#;
        check(
            file,
            &["PER:Ana\n\nRuiz “she”"],
            "Offsets were UTF-16 code units; 1 of 1",
            &["\"created_at\" is no time"],
        );
    }

    #[test]
    fn the_short_form_comes_in() {
        check(
            r#"[{"text":"🌍 Ana said","title":"T","id":1,"label":[{"start":2,"end":5,"text":"Ana","labels":["PER"]}],
                "tone":"calm","annotator":1,"annotation_id":3,"created_at":"2021-03-09T22:16:08.7Z","updated_at":null,"lead_time":1.5}]"#,
            &["PER:Ana"],
            "Offsets were code points; 1 of 1",
            &["“tone”"],
        );
    }

    #[test]
    fn predictions_come_in_where_nobody_annotated() {
        let mark = |label: &str| {
            format!(
                r#"{{"id":"a","score":0.5,"from_name":"l","to_name":"text","type":"labels","value":{{"start":0,"end":3,"text":"Ana","labels":["{label}"]}}}}"#
            )
        };
        let file = |annotations: &str| {
            let (person, model) = (mark("PER"), mark("ORG"));
            let annotations = annotations.replace("MARK", &person);
            format!(
                r#"[{{"annotations":[{annotations}],"predictions":[5,{{"model_version":"m1","result":[{model}]}}],"data":{{"text":"Ana"}}}}]"#
            )
        };
        let proof = "Offsets were code points";
        check(
            &file(r#"{"result":[MARK]}"#),
            &["PER:Ana"],
            proof,
            &["its “predictions”, “score” says"],
        );
        let skipped = r#"{"was_cancelled":true,"result":[MARK]}"#;
        let project = check(&file(skipped), &["ORG:Ana"], proof, &["“score”, “skipped annotation”"]);
        assert_eq!(
            project.markup.annotations.nth(0).and_then(|a| a.by.as_deref()),
            Some("m1")
        );
    }

    #[test]
    fn what_cannot_be_used_is_said() {
        let file = r#"[{"data":{"text":"Ana said","headline":"The EU","n":1,"title":"T","url":5},"annotations":[{"result":[
            {"id":"x","from_name":"tone","to_name":"text","type":"choices","value":{"choices":["calm"]}},
            {"id":"h","from_name":"l","to_name":"headline","type":"labels","value":{"start":4,"end":6,"text":"EU","labels":["ORG"]}},
            {"id":"o","from_name":"l","to_name":"text","type":"labels"},
            {"id":"s","from_name":"l","to_name":"text","type":"labels","value":{"start":4,"end":8,"text":"said","labels":[]}},
            {"id":"p","parentID":"s","from_name":"l","to_name":"text","type":"labels","value":{"start":0,"end":3,"text":"Ana","labels":["PER"]}},
            {"from_id":"p","to_id":"gone","type":"relation","direction":"bi"},
            7]}]},{"data":{"image":5}}]"#;
        let project = check(
            file,
            &["PER:Ana", "highlight:said"],
            "Offsets were code points; 2 of 2",
            &[
                "Annotation 3 (line 4, column 13): there is no \"value\"",
                "Relation 1 (line 7, column 13): its other direction",
                "Annotation 6 (line 8, column 13): 7 is not an object",
                "Annotation 1 (line 2, column 13): “tone” is said of the whole text",
                "Annotation 2 (line 3, column 13): it stands on “headline”, another text",
                "Document (line 1, column 2): its “headline”, “n”, “parentID”, “url” says",
                "Document (line 8, column 19): there is no \"text\"",
                "Relation 1 (line 7, column 13): there is no annotation with the id gone",
            ],
        );
        assert_eq!(project.document.title.as_deref(), Some("T"));
    }

    #[test]
    fn other_files_are_none() {
        for file in [
            r#"{"format":"gloss","annotations":[]}"#,
            r#"[{"data":{"image":"x.png"}}]"#,
            r#"[{"text":"Ana","annotations":[]}]"#,
            "[citation needed]",
            "",
        ] {
            assert!(!is(file), "{file}");
        }
        let error = read("[{\"data\":{}},\n{\"data\":7}]").expect_err("nothing to read");
        assert!(error.to_string().contains("line 1, column 2"), "{error}");
    }
}
