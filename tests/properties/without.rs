//! A project without what a format says that it loses.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Extra, Id, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::exchange::loss::{Losses, Lost};
use gloss::model::offset::{TextRange, TextSize};
use gloss::model::project::{Markup, Project};
use gloss::model::scheme::Scheme;
use gloss::model::span::Span;
use gloss::model::text::Text;

/// What should be left of a project.
pub fn without(project: &Project, losses: &Losses) -> Project {
    let mut left = project.clone();
    let mut document = (*left.document).clone();
    let mut annotations: Vec<Annotation> = project.markup.annotations.iter().map(|a| (**a).clone()).collect();
    let mut relations = (*project.markup.relations).clone();
    for (lost, ids) in losses.iter() {
        let ids: HashSet<&Id> = ids.iter().collect();
        let mut each = |change: &dyn Fn(&mut Annotation)| {
            annotations.iter_mut().filter(|a| ids.contains(&a.id)).for_each(change);
        };
        match lost {
            Lost::DocumentId => document.id = Id::new(&document.text.sha256()[..32]),
            Lost::Fact("title") => document.title = None,
            Lost::Fact("url") => document.url = None,
            Lost::Fact("author") => document.author = None,
            Lost::Fact("published") => document.published = None,
            Lost::Fact(_) => document.language = None,
            Lost::Scheme => left.scheme = Rc::new(Scheme::default()),
            Lost::Attribute(name) => each(&|a| drop(a.attributes.remove(name))),
            Lost::AttributePlace(name) => each(&|a| {
                if let Some(value @ Value::Quote(_)) = a.attributes.get_mut(name) {
                    *value = Value::Text(value.shown(&document.text).to_owned());
                }
            }),
            Lost::Note => each(&|a| a.note = None),
            Lost::By => each(&|a| a.by = None),
            Lost::Created => each(&|a| a.created = None),
            Lost::Modified => each(&|a| a.modified = None),
            Lost::Unknown => {
                each(&|a| a.extra = Extra::new());
                document.extra = Extra::new();
                left.extra = Extra::new();
                for relation in &mut relations {
                    if ids.contains(&relation.id) {
                        relation.extra = Extra::new();
                    }
                }
            }
            Lost::Annotation(_) => annotations.retain(|a| !ids.contains(&a.id)),
            Lost::Relation => relations.retain(|relation| !ids.contains(&relation.id)),
            // Told apart by `renamed`.
            Lost::AnnotationId | Lost::RelationId => {}
            // Seen to by `respaced`.
            Lost::WhiteSpace => {}
            Lost::Text | Lost::Edges | Lost::Position | Lost::Label => {
                unreachable!("{lost:?} is compared elsewhere")
            }
        }
    }
    left.document = Rc::new(document);
    left.markup = Markup {
        annotations: AnnotationSet::of(annotations),
        relations: Rc::new(relations),
    };
    left
}

/// The markup with ids of `other` in place of those that are lost: the first
/// annotation, in the order of the text, has the id of the first one there, and so on.
pub fn renamed(markup: &Markup, losses: &Losses, other: &Markup) -> Markup {
    let lost = |lost| {
        losses
            .iter()
            .find(|(one, _)| **one == lost)
            .map_or(&[][..], |(_, ids)| ids)
    };
    let (annotations, relations) = (lost(Lost::AnnotationId), lost(Lost::RelationId));
    let mut new: BTreeMap<Id, Id> = BTreeMap::new();
    for (here, there) in markup.annotations.iter().zip(other.annotations.iter()) {
        if annotations.contains(&here.id) {
            new.insert(here.id.clone(), there.id.clone());
        }
    }
    let named = |id: &Id| new.get(id).unwrap_or(id).clone();
    let all = markup.annotations.iter().map(|annotation| Annotation {
        id: named(&annotation.id),
        ..(**annotation).clone()
    });
    let links = markup.relations.iter().enumerate().map(|(place, relation)| {
        let mut link = relation.clone();
        (link.from, link.to) = (named(&link.from), named(&link.to));
        if let (true, Some(there)) = (relations.contains(&relation.id), other.relations.get(place)) {
            link.id = there.id.clone();
        }
        link
    });
    Markup {
        annotations: AnnotationSet::of(all),
        relations: Rc::new(links.collect()),
    }
}

/// The project on a text that is another one only in its white space, each span
/// from the same first to the same last character that is not white space. `None`
/// if more is different.
pub fn respaced(project: &Project, text: &Text) -> Option<Project> {
    let signs = |content: &'_ str| -> Vec<(usize, char)> {
        let all = content.char_indices();
        all.filter(|(_, c)| !c.is_whitespace()).collect()
    };
    let (old, new) = (signs(project.document.text.as_str()), signs(text.as_str()));
    let same = old.iter().map(|(_, c)| c).eq(new.iter().map(|(_, c)| c));
    let moved = |span: Span| -> Option<Span> {
        let inside = |at: TextSize| old.partition_point(|(sign, _)| *sign < at.into());
        let (first, end) = (inside(span.start()), inside(span.end()));
        let (last, c) = new.get(end.checked_sub(1)?)?;
        let size = |at: usize| TextSize::try_from(at).ok();
        let range = TextRange::new(size(new.get(first)?.0)?, size(last + c.len_utf8())?);
        Span::new(text, range)
    };
    let annotations = project.markup.annotations.iter().map(|annotation| {
        let mut annotation = (**annotation).clone();
        annotation.span = moved(annotation.span)?;
        for value in annotation.attributes.values_mut() {
            if let Value::Quote(span) = value {
                *span = moved(*span)?;
            }
        }
        Some(annotation)
    });
    let annotations = AnnotationSet::of(annotations.collect::<Option<Vec<_>>>()?);
    let mut respaced = project.clone();
    respaced.markup.annotations = annotations;
    let mut document = (*project.document).clone();
    document.text = text.clone();
    respaced.document = Rc::new(document);
    same.then_some(respaced)
}
