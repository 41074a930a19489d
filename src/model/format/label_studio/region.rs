//! A region of Label Studio: the items of a result that have the same id.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::super::json;
use super::super::object::{Fields, words};
use super::super::problem::Trouble;
use super::super::records::filling;
use crate::model::annotation::{Extra, Id, Timestamp, Value};
use crate::model::exchange::foreign::{Filling, Mark, Source, Words};

/// What a region is called that has no label.
const UNLABELLED: &str = "highlight";

/// Fields of an item that say how it is shown, or how it came to be.
const VIEW: [&str; 10] = [
    "origin",
    "readonly",
    "hidden",
    "locked",
    "item_index",
    "image_rotation",
    "original_width",
    "original_height",
    "pid",
    "dynamic",
];

/// What is known about an annotation of a task, and so about each of its regions.
#[derive(Debug, Default)]
pub struct Work {
    /// Who made it.
    pub by: Option<Rc<str>>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
}

/// A region as far as it was read.
#[derive(Debug)]
pub struct Region<'a> {
    /// Its first item.
    pub source: Source,
    /// What it stands on.
    pub on: String,
    at: Option<(u32, u32)>,
    exact: Option<String>,
    labels: Vec<Rc<str>>,
    /// What controls say of it.
    said: Vec<(String, Filling)>,
    note: Option<Rc<str>>,
    /// What Gloss wrote besides.
    rest: Option<&'a str>,
}

/// A link that Gloss wrote into the region that it starts from.
#[derive(Debug)]
pub struct Known {
    /// Its place among the links of the document.
    pub number: u32,
    /// Its id.
    pub id: Id,
    /// Its type.
    pub kind: Rc<str>,
    /// Where it leads to.
    pub to: Id,
    /// Fields that only a newer Gloss knows.
    pub extra: Extra,
}

impl<'a> Region<'a> {
    /// One of which nothing is known yet.
    pub fn new(source: Source) -> Self {
        Self {
            source,
            on: String::new(),
            at: None,
            exact: None,
            labels: Vec::new(),
            said: Vec::new(),
            note: None,
            rest: None,
        }
    }

    /// Adds what an item says. What nobody knows is added to `strange`.
    pub fn add(&mut self, mut item: Fields<'a>, strange: &mut BTreeSet<String>) -> Result<(), Trouble> {
        let kind = item.words("type")?.ok_or(Trouble::Missing("type"))?;
        let control = item.words("from_name")?.unwrap_or_default().into_owned();
        if let Some(on) = item.words("to_name")? {
            self.on = on.into_owned();
        }
        let json = item.raw("value").ok_or(Trouble::Missing("value"))?;
        self.read_meta(&mut item, strange)?;
        let rest = item.rest().map(|(name, _)| name);
        strange.extend(rest.filter(|name| !VIEW.contains(&&**name)).map(String::from));
        self.add_value(&kind, control, json, strange)
    }

    /// Adds what a control of this kind says.
    pub fn add_value(
        &mut self,
        kind: &str,
        control: String,
        json: &str,
        strange: &mut BTreeSet<String>,
    ) -> Result<(), Trouble> {
        let mut value = Fields::of(json)?;
        let ends = [value.raw("start"), value.raw("end")].map(|end| end.and_then(offset));
        if let [Some(start), Some(end)] = ends {
            self.at = Some((start, end));
        }
        for name in ["startOffset", "endOffset", "globalOffsets"] {
            value.raw(name);
        }
        if kind.ends_with("labels") {
            let labels = value.raw(kind).or_else(|| value.raw("labels"));
            for label in labels.map(items).unwrap_or_default() {
                let label = words(label).map_err(|_| Trouble::Unreadable("a label is no words".into()))?;
                self.labels.push(Rc::from(&*label));
            }
            self.exact = value.words("text")?.map(String::from).or(self.exact.take());
        } else {
            let field = if kind == "textarea" { "text" } else { kind };
            let said = value.raw(field);
            if field != "text" {
                // The words that it stands on.
                self.exact = value.words("text")?.map(String::from).or(self.exact.take());
            }
            let filling = said.and_then(|said| match items(said)[..] {
                [only] => filling(only),
                _ => filling(said),
            });
            match filling {
                Some(filling) => self.said.push((control, filling)),
                None => strange.extend([kind.to_owned()]),
            }
        }
        strange.extend(value.rest().map(|(name, _)| name.into_owned()));
        Ok(())
    }

    fn read_meta(&mut self, item: &mut Fields<'a>, strange: &mut BTreeSet<String>) -> Result<(), Trouble> {
        let mut notes = Vec::new();
        // As versions before 1.0 have it.
        notes.extend(item.words("normalization")?.map(String::from));
        if let Some(meta) = item.raw("meta") {
            let mut meta = Fields::of(meta)?;
            if let Some(text) = meta.raw("text") {
                let all = if text.starts_with('[') { items(text) } else { vec![text] };
                notes.extend(all.into_iter().filter_map(|note| words(note).ok()).map(String::from));
            }
            if let Some(rest) = meta.raw("gloss").filter(|rest| rest.starts_with('{')) {
                self.rest = Some(rest);
            }
            let others = meta.rest().map(|(name, _)| name.into_owned());
            strange.extend(others.filter(|name| name != "lead_time"));
        }
        let note = notes.join("\n");
        if self.note.is_none() && !note.is_empty() {
            self.note = Some(note.into());
        }
        Ok(())
    }

    /// The marks that it is, one for each label, and the links that Gloss wrote.
    pub fn marks(self, id: Option<&str>, work: &Work, troubles: &mut Vec<Trouble>) -> Option<(Vec<Mark>, Vec<Known>)> {
        let mut labels = self.labels;
        if self.at.is_none() && self.exact.is_none() && labels.is_empty() {
            if self.said.is_empty() {
                // Why nothing is known of it was said when it was read.
                return None;
            }
            let names: Vec<_> = self.said.iter().map(|(name, _)| format!("“{name}”")).collect();
            let names = names.join(", ");
            let said = format!("{names} is said of the whole text, not of a stretch of it");
            troubles.push(Trouble::Unreadable(said.into()));
            return None;
        }
        if labels.is_empty() {
            labels.push(UNLABELLED.into());
        }
        let rest = self.rest.map(|json| Rest::of(json, troubles));
        let mut rest = match rest.transpose() {
            Ok(rest) => rest.unwrap_or_default(),
            Err(_) => {
                troubles.push(Trouble::Ignored("meta “gloss”".into()));
                Rest::default()
            }
        };
        let prefix = format!("{}.", labels[0]);
        let mut attributes = Vec::new();
        for (control, said) in self.said {
            let name: Rc<str> = control.strip_prefix(&prefix).unwrap_or(&control).into();
            let exact = rest
                .values
                .iter()
                .position(|(of, value)| *of == name && shown(value) == shown(&said));
            let said = exact.map_or(said, |at| rest.values.swap_remove(at).1);
            attributes.push((name, said));
        }
        attributes.append(&mut rest.attributes);
        let mut id = rest.id.or_else(|| id.map(Id::new));
        let marks = labels.into_iter().map(|label| Mark {
            id: id.take(),
            words: self.exact.clone().map(|exact| Words {
                exact,
                ..Words::default()
            }),
            attributes: std::mem::take(&mut attributes),
            note: self.note.clone(),
            by: rest.by.clone().or_else(|| work.by.clone()),
            created: rest.created.clone().or_else(|| work.created.clone()),
            modified: rest.modified.clone().or_else(|| work.modified.clone()),
            extra: std::mem::take(&mut rest.extra),
            ..Mark::new(self.source, label, self.at)
        });
        Some((marks.collect(), rest.links))
    }
}

/// What Gloss writes into `meta`.
#[derive(Default)]
struct Rest {
    id: Option<Id>,
    by: Option<Rc<str>>,
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
    attributes: Vec<(Rc<str>, Filling)>,
    values: Vec<(Rc<str>, Filling)>,
    links: Vec<Known>,
    extra: Extra,
}

impl Rest {
    fn of(json: &str, troubles: &mut Vec<Trouble>) -> Result<Self, Trouble> {
        let mut fields = Fields::of(json)?;
        let mut rest = Self {
            id: fields.words("id")?.map(|id| Id::new(&id)),
            by: fields.words("by")?.as_deref().map(Rc::from),
            created: moment(&mut fields, "created", troubles),
            modified: moment(&mut fields, "modified", troubles),
            ..Self::default()
        };
        for (field, attributes) in [("attributes", &mut rest.attributes), ("values", &mut rest.values)] {
            if let Some(json) = fields.raw(field) {
                let all = Fields::of(json)?.rest();
                attributes.extend(all.filter_map(|(name, json)| Some((Rc::from(&*name), filling(json)?))));
            }
        }
        for json in fields.list("links")? {
            let mut fields = Fields::of(json)?;
            let number = fields.number("number")?.unwrap_or(u32::MAX);
            let mut link = Fields::of(fields.raw("link").ok_or(Trouble::Missing("link"))?)?;
            let mut needed = |name| link.words(name)?.map(String::from).ok_or(Trouble::Missing(name));
            let (id, kind, to) = (needed("id")?, needed("type")?, needed("to")?);
            link.raw("from");
            rest.links.push(Known {
                number,
                id: Id::new(&id),
                kind: kind.into(),
                to: Id::new(&to),
                extra: link.extra(),
            });
        }
        if let Some(extra) = fields.raw("extra") {
            rest.extra = Fields::of(extra)?.extra();
        }
        Ok(rest)
    }
}

/// A time. One that is none is reported.
pub fn moment(fields: &mut Fields, name: &'static str, troubles: &mut Vec<Trouble>) -> Option<Timestamp> {
    let json = fields.raw(name)?;
    let moment = words(json).ok().and_then(|words| Timestamp::new(&words));
    if moment.is_none() {
        troubles.push(Trouble::NoTime(name));
    }
    moment
}

/// The words of a value that the editor shows.
fn shown(filling: &Filling) -> Option<&str> {
    match filling {
        Filling::Value(Value::Text(words)) | Filling::Quote { words, .. } => Some(words),
        Filling::Value(Value::Flag(flag)) => Some(if *flag { "yes" } else { "no" }),
        Filling::Value(_) => None,
    }
}

/// An offset, which some write in quotation marks or with a fraction of nothing.
fn offset(json: &str) -> Option<u32> {
    json.trim_matches('"').trim_end_matches(".0").parse().ok()
}

/// The items of a list; none of what is none.
pub fn items(json: &str) -> Vec<&str> {
    let children = json::children(json).ok().filter(|_| json.starts_with('['));
    let items = children.into_iter().flatten();
    items.map(|child| &json[child.value]).collect()
}
