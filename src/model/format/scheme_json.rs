//! The scheme, as it stands in a Gloss file and in `www/scheme.json`.

use std::borrow::Cow;
use std::rc::Rc;

use super::object::{Fields, Items, Object, Wrong, quote, words};
use crate::model::annotation::LabelId;
use crate::model::scheme::{Attribute, AttributeKind, Color, Label, Line, RelationType, Scheme};

/// Reads a scheme. What is empty is absent. What it lacks is made up from what is there: a label without
/// a name is called by its id, one without a colour is grey; labels, attributes
/// and relations without an id are unusable and an error.
pub(super) fn read(json: &str) -> Result<Scheme, Wrong> {
    let mut fields = Fields::of(json)?;
    Ok(Scheme {
        name: fields.words("name")?.map(Cow::into_owned),
        version: fields.words("version")?.map(Cow::into_owned),
        labels: all(fields.list("labels")?, label)?,
        relations: all(fields.list("relations")?, relation_type)?,
        extra: fields.extra(),
    })
}

/// Writes a scheme on one line.
pub(super) fn write(file: &mut String, scheme: &Scheme) {
    Object::begin(file)
        .words("name", scheme.name.as_deref())
        .words("version", scheme.version.as_deref())
        .list("labels", &scheme.labels, write_label)
        .list("relations", &scheme.relations, write_relation_type)
        .extra(&scheme.extra)
        .end();
}

fn label(json: &str) -> Result<Label, Wrong> {
    let mut fields = Fields::of(json)?;
    let id = id(&mut fields, "a label")?;
    let color = match fields.words("color")? {
        Some(hex) => Color::parse(&hex).ok_or_else(|| no(&hex, "a color like \"#2f6fb2\""))?,
        None => Color([0x70; 3]),
    };
    let line = match fields.words("line")? {
        Some(name) => Line::of(&name).ok_or_else(|| no(&name, "a line like \"solid\""))?,
        None => Line::default(),
    };
    let key = match fields.words("key")? {
        Some(key) => Some(single(&key).ok_or_else(|| no(&key, "a single key"))?),
        None => None,
    };
    Ok(Label {
        name: name(&mut fields, &id)?,
        id: LabelId::new(&*id),
        color,
        key,
        line,
        guideline: fields.words("guideline")?.map(Cow::into_owned),
        attributes: all(fields.list("attributes")?, attribute)?,
        extra: fields.extra(),
    })
}

fn write_label(file: &mut String, label: &Label) {
    Object::begin(file)
        .words("id", Some(label.id.as_str()))
        .words("name", Some(&label.name))
        .words("color", Some(&label.color.to_string()))
        .words("line", Some(label.line.name()))
        .words("key", label.key.map(String::from).as_deref())
        .words("guideline", label.guideline.as_deref())
        .list("attributes", &label.attributes, write_attribute)
        .extra(&label.extra)
        .end();
}

fn attribute(json: &str) -> Result<Attribute, Wrong> {
    let mut fields = Fields::of(json)?;
    let id = id(&mut fields, "an attribute")?;
    let mut options = strings(fields.list("options")?)?;
    options.retain(|option| !option.is_empty());
    let kind = match fields.words("type")?.as_deref() {
        Some("choice") => AttributeKind::Choice(options),
        Some("text") | None => AttributeKind::Text,
        Some("text or span") => AttributeKind::TextOrSpan(options),
        Some("yes or no") => AttributeKind::YesNo,
        Some(other) => return Err(no(other, "a type of attribute")),
    };
    Ok(Attribute {
        name: name(&mut fields, &id)?,
        id: Rc::from(&*id),
        kind,
        folded: fields.flag("folded")?.unwrap_or_default(),
        hint: fields.words("hint")?.map(Cow::into_owned),
        extra: fields.extra(),
    })
}

fn write_attribute(file: &mut String, attribute: &Attribute) {
    let (kind, options): (_, &[String]) = match &attribute.kind {
        AttributeKind::Choice(options) => ("choice", options),
        AttributeKind::Text => ("text", &[]),
        AttributeKind::TextOrSpan(options) => ("text or span", options),
        AttributeKind::YesNo => ("yes or no", &[]),
    };
    Object::begin(file)
        .words("id", Some(&attribute.id))
        .words("name", Some(&attribute.name))
        .words("type", Some(kind))
        .list("options", options, |file, option| quote(file, option))
        .words("hint", attribute.hint.as_deref())
        .flag("folded", attribute.folded)
        .extra(&attribute.extra)
        .end();
}

fn relation_type(json: &str) -> Result<RelationType, Wrong> {
    let mut fields = Fields::of(json)?;
    let id = id(&mut fields, "a relation type")?;
    let labels = |items| Ok(strings(items)?.iter().map(|id| LabelId::new(id.as_str())).collect());
    Ok(RelationType {
        name: name(&mut fields, &id)?,
        id: Rc::from(&*id),
        from: labels(fields.list("from")?)?,
        to: labels(fields.list("to")?)?,
        same_label: fields.flag("same_label")?.unwrap_or_default(),
        extra: fields.extra(),
    })
}

fn write_relation_type(file: &mut String, kind: &RelationType) {
    let write_id = |file: &mut String, label: &LabelId| quote(file, label.as_str());
    Object::begin(file)
        .words("id", Some(&kind.id))
        .words("name", Some(&kind.name))
        .list("from", &kind.from, write_id)
        .list("to", &kind.to, write_id)
        .flag("same_label", kind.same_label)
        .extra(&kind.extra)
        .end();
}

fn all<T>(items: Items, read: fn(&str) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    items.into_iter().map(read).collect()
}

fn strings(items: Items) -> Result<Vec<String>, Wrong> {
    all(items, |item| {
        let words = words(item).map_err(|_| Wrong(format!("{item} is not words in quotation marks").into()));
        words.map(Cow::into_owned)
    })
}

fn id<'a>(fields: &mut Fields<'a>, whose: &str) -> Result<Cow<'a, str>, Wrong> {
    let id = fields.words("id")?;
    id.ok_or_else(|| Wrong(format!("{whose} has no \"id\"").into()))
}

fn name(fields: &mut Fields, id: &str) -> Result<String, Wrong> {
    Ok(fields.words("name")?.map_or_else(|| id.to_owned(), Cow::into_owned))
}

fn single(key: &str) -> Option<char> {
    let mut chars = key.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn no(found: &str, wanted: &str) -> Wrong {
    Wrong(format!("\"{found}\" is not {wanted}").into())
}
