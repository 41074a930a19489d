//! Labels of another tool, and those of our scheme.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::annotation::{Annotation, Extra, LabelId, Relation};
use crate::model::annotation_set::AnnotationSet;
use crate::model::project::{Markup, Project};
use crate::model::scheme::{AttributeKind, Color, Label, Line, RelationType, Scheme};
use crate::model::scheme_edit::{Edit, edited};

/// What becomes of a label of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// This label of the scheme.
    Label(LabelId),
    /// A new label of the scheme with the same name.
    New,
    /// Nothing: its annotations are left out.
    Nothing,
}

/// What becomes of each label that a file has.
pub type Mapping = BTreeMap<LabelId, Becomes>;

/// The labels of some projects, each with how many annotations have it.
pub fn labels<'a>(projects: impl IntoIterator<Item = &'a Project>) -> BTreeMap<LabelId, usize> {
    let mut labels = BTreeMap::new();
    for project in projects {
        for annotation in project.markup.annotations.iter() {
            *labels.entry(annotation.label.clone()).or_default() += 1;
        }
    }
    labels
}

/// The label of the scheme that is meant by a name in a file, if one is for
/// certain: it has this id or name, capitals, spaces and signs aside.
pub fn meant<'a>(scheme: &'a Scheme, name: &str) -> Option<&'a LabelId> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let exact = scheme.labels.iter().find(|label| label.id.as_str() == name);
    let wanted = plain(name);
    let close = |of: &dyn Fn(&Label) -> String| {
        let mut all = scheme.labels.iter().filter(|label| of(label) == wanted);
        all.next().filter(|_| all.next().is_none() && !wanted.is_empty())
    };
    exact
        .or_else(|| close(&|label| plain(label.id.as_str())))
        .or_else(|| close(&|label| plain(&label.name)))
        .map(|label| &label.id)
}

/// The scheme with all labels that are new by `mapping`, and the mapping that leads
/// to them: for several projects that go into the same scheme.
pub fn with_new(scheme: &Rc<Scheme>, mapping: &Mapping) -> (Rc<Scheme>, Mapping) {
    let mut scheme = Rc::clone(scheme);
    let mut settled = mapping.clone();
    for (name, becomes) in settled.iter_mut().filter(|(_, becomes)| **becomes == Becomes::New) {
        let called = name.as_str().to_owned();
        // What is no name for people stays new: [`adopt`] leaves it as it is.
        if let Ok(new) = edited(&scheme, Edit::AddLabel { name: called }) {
            scheme = Rc::new(new);
            if let Some(label) = scheme.labels.last() {
                *becomes = Becomes::Label(label.id.clone());
            }
        }
    }
    (scheme, settled)
}

/// The project in our scheme: each label as `mapping` says; one that it does not
/// name is [`meant`] or new. The second value is how many annotations were left
/// out, because their label becomes nothing or their mark is there already.
pub fn adopt(project: &Project, scheme: &Rc<Scheme>, mapping: &Mapping) -> (Project, usize) {
    let mut scheme = Rc::clone(scheme);
    let mut known: BTreeMap<LabelId, Option<LabelId>> = BTreeMap::new();
    for name in labels([project]).into_keys() {
        let becomes = mapping
            .get(&name)
            .cloned()
            .unwrap_or_else(|| match meant(&scheme, name.as_str()) {
                Some(label) => Becomes::Label(label.clone()),
                None => Becomes::New,
            });
        let label = match becomes {
            Becomes::Label(label) => Some(label),
            Becomes::Nothing => None,
            Becomes::New => {
                let called = name.as_str().to_owned();
                match edited(&scheme, Edit::AddLabel { name: called }) {
                    Ok(new) => {
                        scheme = Rc::new(new);
                        scheme.labels.last().map(|label| label.id.clone())
                    }
                    // No name for people: it stays as it is, outside of the scheme.
                    Err(_) => Some(name.clone()),
                }
            }
        };
        known.insert(name, label);
    }
    let all = &project.markup.annotations;
    let mut annotations = AnnotationSet::default();
    for annotation in all.iter() {
        let label = known.get(&annotation.label).cloned().flatten();
        let Some(label) = label else { continue };
        let new = Annotation {
            label,
            ..(**annotation).clone()
        };
        if annotations.twin(&new).is_none() {
            annotations = annotations.with(new);
        }
    }
    let is_there =
        |relation: &&Relation| annotations.get(&relation.from).is_some() && annotations.get(&relation.to).is_some();
    let relations = project.markup.relations.iter().filter(is_there).cloned().collect();
    let left_out = all.len() - annotations.len();
    let project = Project {
        scheme,
        markup: Markup {
            annotations,
            relations: Rc::new(relations),
        },
        ..project.clone()
    };
    (project, left_out)
}

/// The scheme with all that a project has besides: labels, attributes, options and
/// types of relation of its own scheme, and labels and types that are only in use.
pub fn joined(mut scheme: Scheme, project: &Project) -> Scheme {
    for label in &project.scheme.labels {
        match scheme.labels.iter_mut().find(|known| known.id == label.id) {
            Some(known) => join_label(known, label),
            None => scheme.labels.push(label.clone()),
        }
    }
    for id in labels([project]).into_keys() {
        if scheme.label(&id).is_none() {
            scheme.labels.push(Label {
                name: id.as_str().to_owned(),
                id,
                color: Color([0x80; 3]),
                key: None,
                line: Line::default(),
                guideline: None,
                attributes: Vec::new(),
                extra: Extra::new(),
            });
        }
    }
    let used = project.markup.relations.iter().map(|relation| RelationType {
        id: Rc::clone(&relation.kind),
        name: relation.kind.to_string(),
        from: Vec::new(),
        to: Vec::new(),
        same_label: false,
        extra: Extra::new(),
    });
    for kind in project.scheme.relations.iter().cloned().chain(used) {
        if !scheme.relations.iter().any(|known| known.id == kind.id) {
            scheme.relations.push(kind);
        }
    }
    scheme
}

fn join_label(known: &mut Label, label: &Label) {
    for attribute in &label.attributes {
        let Some(same) = known.attributes.iter_mut().find(|same| same.id == attribute.id) else {
            known.attributes.push(attribute.clone());
            continue;
        };
        if let (AttributeKind::Choice(options), AttributeKind::Choice(others)) = (&mut same.kind, &attribute.kind) {
            let new: Vec<_> = others.iter().filter(|other| !options.contains(other)).collect();
            let new: Vec<_> = new.into_iter().cloned().collect();
            options.extend(new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::format::gloss;

    #[test]
    fn a_joined_scheme_has_all_that_is_in_use() {
        let file = r##"{"format":"gloss","version":1,"document":{"id":"d","text":"The EU"},
            "scheme":{"labels":[{"id":"claim","name":"Claim","color":"#000000","attributes":[
              {"id":"kind","name":"Kind","type":"choice","options":["OPTION"]}]}]},
            "annotations":[{"id":"a","label":"ORG","start":4,"end":6}],
            "relations":[{"id":"r","type":"same","from":"a","to":"a"}]}"##;
        let read = |option| {
            let (project, problems) = gloss::read(&file.replace("OPTION", option)).expect("a file of ours");
            assert_eq!(problems, []);
            project
        };
        let scheme = joined(joined(Scheme::default(), &read("event")), &read("number"));
        let labels: Vec<_> = scheme.labels.iter().map(|label| label.id.as_str()).collect();
        assert_eq!(labels, ["claim", "ORG"]);
        let kinds: Vec<_> = scheme.relations.iter().map(|kind| &*kind.id).collect();
        assert_eq!(kinds, ["same"]);
        let options = AttributeKind::Choice(vec!["event".to_owned(), "number".to_owned()]);
        assert_eq!(scheme.labels[0].attributes[0].kind, options);
    }
}
