//! The scheme, as it stands in a Gloss file and in `www/scheme.json`.

use std::borrow::Cow;
use std::rc::Rc;

use super::record::{Unknown, record};
use crate::model::annotation::LabelId;
use crate::model::scheme::{Attribute, AttributeKind, Color, Label, Line, RelationType, Scheme};

record!(SchemeRecord {
    name: Cow<'de, str> = "name",
    version: Cow<'de, str> = "version",
    labels: Vec<LabelRecord<'de>> = "labels",
    relations: Vec<RelationTypeRecord<'de>> = "relations",
});

record!(LabelRecord {
    id: Cow<'de, str> = "id",
    name: Cow<'de, str> = "name",
    color: Cow<'de, str> = "color",
    line: Cow<'de, str> = "line",
    key: char = "key",
    guideline: Cow<'de, str> = "guideline",
    attributes: Vec<AttributeRecord<'de>> = "attributes",
});

record!(AttributeRecord {
    id: Cow<'de, str> = "id",
    name: Cow<'de, str> = "name",
    kind: Cow<'de, str> = "type",
    options: Vec<Cow<'de, str>> = "options",
    hint: Cow<'de, str> = "hint",
    folded: bool = "folded",
});

record!(RelationTypeRecord {
    id: Cow<'de, str> = "id",
    name: Cow<'de, str> = "name",
    from: Vec<Cow<'de, str>> = "from",
    to: Vec<Cow<'de, str>> = "to",
    same_label: bool = "same_label",
});

/// Reads a scheme. What it lacks is made up from what is there: a label without
/// a name is called by its id, one without a colour is grey; labels, attributes
/// and relations without an id are unusable and an error.
pub(super) fn read(json: &str) -> Result<Scheme, serde_json::Error> {
    let record: SchemeRecord = serde_json::from_str(json)?;
    let labels = record.labels.unwrap_or_default().into_iter().map(label);
    let relations = record.relations.unwrap_or_default().into_iter().map(relation_type);
    Ok(Scheme {
        name: record.name.map(Cow::into_owned),
        version: record.version.map(Cow::into_owned),
        labels: labels.collect::<Result<_, _>>()?,
        relations: relations.collect::<Result<_, _>>()?,
        extra: record.unknown.kept(),
    })
}

/// The scheme as one line of JSON.
pub(super) fn write(scheme: &Scheme) -> String {
    super::gloss::json(&SchemeRecord {
        name: scheme.name.as_deref().map(Cow::Borrowed),
        version: scheme.version.as_deref().map(Cow::Borrowed),
        labels: Some(scheme.labels.iter().map(label_record).collect()),
        relations: Some(scheme.relations.iter().map(relation_type_record).collect()),
        unknown: Unknown::of(&scheme.extra),
    })
}

fn label(record: LabelRecord) -> Result<Label, serde_json::Error> {
    let id = required(record.id, "a label", "id")?;
    let color = match record.color {
        Some(hex) => Color::parse(&hex).ok_or_else(|| wrong(&format!("\"{hex}\" is no color like \"#2f6fb2\"")))?,
        None => Color([0x70; 3]),
    };
    let line = match record.line {
        Some(name) => Line::of(&name).ok_or_else(|| wrong(&format!("\"{name}\" is no line like \"solid\"")))?,
        None => Line::default(),
    };
    let attributes = record.attributes.unwrap_or_default().into_iter().map(attribute);
    Ok(Label {
        name: record.name.unwrap_or_else(|| id.clone()).into_owned(),
        id: LabelId::new(&id),
        color,
        key: record.key,
        line,
        guideline: record.guideline.map(Cow::into_owned),
        attributes: attributes.collect::<Result<_, _>>()?,
        extra: record.unknown.kept(),
    })
}

fn label_record(label: &Label) -> LabelRecord<'_> {
    LabelRecord {
        id: Some(label.id.as_str().into()),
        name: Some(label.name.as_str().into()),
        color: Some(label.color.to_string().into()),
        line: Some(label.line.name().into()),
        key: label.key,
        guideline: label.guideline.as_deref().map(Cow::Borrowed),
        attributes: Some(label.attributes.iter().map(attribute_record).collect()),
        unknown: Unknown::of(&label.extra),
    }
}

fn attribute(record: AttributeRecord) -> Result<Attribute, serde_json::Error> {
    let id = required(record.id, "an attribute", "id")?;
    let options = || record.options.iter().flatten().map(|o| o.to_string()).collect();
    let kind = match record.kind.as_deref() {
        Some("choice") => AttributeKind::Choice(options()),
        Some("text") | None => AttributeKind::Text,
        Some("text or span") => AttributeKind::TextOrSpan(options()),
        Some("yes or no") => AttributeKind::YesNo,
        Some(other) => return Err(wrong(&format!("\"{other}\" is no type of attribute"))),
    };
    Ok(Attribute {
        name: record.name.unwrap_or_else(|| id.clone()).into_owned(),
        id: Rc::from(&*id),
        kind,
        folded: record.folded.unwrap_or_default(),
        hint: record.hint.map(Cow::into_owned),
        extra: record.unknown.kept(),
    })
}

fn attribute_record(attribute: &Attribute) -> AttributeRecord<'_> {
    let (kind, options) = match &attribute.kind {
        AttributeKind::Choice(options) => ("choice", Some(options)),
        AttributeKind::Text => ("text", None),
        AttributeKind::TextOrSpan(options) => ("text or span", Some(options)),
        AttributeKind::YesNo => ("yes or no", None),
    };
    let options = options.filter(|options| !options.is_empty());
    AttributeRecord {
        id: Some((*attribute.id).into()),
        name: Some(attribute.name.as_str().into()),
        kind: Some(kind.into()),
        options: options.map(|options| options.iter().map(|o| Cow::Borrowed(&**o)).collect()),
        hint: attribute.hint.as_deref().map(Cow::Borrowed),
        folded: attribute.folded.then_some(true),
        unknown: Unknown::of(&attribute.extra),
    }
}

fn relation_type(record: RelationTypeRecord) -> Result<RelationType, serde_json::Error> {
    let id = required(record.id, "a relation type", "id")?;
    let labels = |ids: Option<Vec<Cow<str>>>| ids.iter().flatten().map(|id| LabelId::new(id)).collect();
    Ok(RelationType {
        name: record.name.unwrap_or_else(|| id.clone()).into_owned(),
        id: Rc::from(&*id),
        from: labels(record.from),
        to: labels(record.to),
        same_label: record.same_label.unwrap_or_default(),
        extra: record.unknown.kept(),
    })
}

fn relation_type_record(kind: &RelationType) -> RelationTypeRecord<'_> {
    fn ids(labels: &[LabelId]) -> Option<Vec<Cow<'_, str>>> {
        (!labels.is_empty()).then(|| labels.iter().map(|id| id.as_str().into()).collect())
    }
    RelationTypeRecord {
        id: Some((*kind.id).into()),
        name: Some(kind.name.as_str().into()),
        from: ids(&kind.from),
        to: ids(&kind.to),
        same_label: kind.same_label.then_some(true),
        unknown: Unknown::of(&kind.extra),
    }
}

fn required<'a>(field: Option<Cow<'a, str>>, whose: &str, name: &str) -> Result<Cow<'a, str>, serde_json::Error> {
    field
        .filter(|field| !field.is_empty())
        .ok_or_else(|| wrong(&format!("{whose} has no \"{name}\"")))
}

fn wrong(what: &str) -> serde_json::Error {
    serde::de::Error::custom(what)
}
