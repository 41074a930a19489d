//! A project without what a format says that it loses.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use gloss::model::annotation::{Annotation, Extra, Id, Value};
use gloss::model::annotation_set::AnnotationSet;
use gloss::model::exchange::loss::{Losses, Lost};
use gloss::model::project::{Markup, Project};
use gloss::model::scheme::Scheme;
use gloss::model::span::Span;

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
            // `moved` sees to them.
            Lost::WhiteSpace | Lost::Edges => {}
            // The file is read onto the article.
            Lost::Text => {}
            Lost::Position | Lost::Label => unreachable!("{lost:?} is compared elsewhere"),
        }
    }
    left.document = Rc::new(document);
    left.markup = Markup {
        annotations: AnnotationSet::of(annotations),
        relations: Rc::new(relations),
    };
    left
}

/// Moves a project to the text that was read, if white space was lost; annotations
/// that lost their edges have those that were read.
///
/// Nothing but white space may be different, and it must be different somewhere.
/// Edges may only have moved out, by characters of the same word, and must have moved.
pub fn moved(left: &mut Project, losses: &Losses, read: &Project) -> Result<(), String> {
    let edges: HashSet<&Id> = losses
        .iter()
        .filter(|(lost, _)| **lost == Lost::Edges)
        .flat_map(|(_, ids)| ids)
        .collect();
    let (before, after) = (left.document.text.clone(), read.document.text.clone());
    if losses.has(&Lost::WhiteSpace) == (before == after) {
        return Err(format!("white space: {:?}, {:?}", before.as_str(), after.as_str()));
    }
    if !losses.has(&Lost::WhiteSpace) && edges.is_empty() {
        return Ok(());
    }
    let (here, there) = (Solid::of(before.as_str()), Solid::of(after.as_str()));
    if here.characters != there.characters {
        return Err(format!("other characters: {:?}, {:?}", before.as_str(), after.as_str()));
    }
    let mut all = Vec::new();
    for (annotation, other) in left.markup.annotations.iter().zip(read.markup.annotations.iter()) {
        let (start, end) = here.of_span(annotation.span);
        let (first, last) = there.of_span(other.span);
        if edges.contains(&annotation.id) {
            let out = first <= start && end <= last && (first, last) != (start, end);
            if !out || !here.is_one_word(first, start + 1) || !here.is_one_word(end - 1, last) {
                return Err(format!("edges of {}: {start}-{end}, {first}-{last}", annotation.id));
            }
        } else if (first, last) != (start, end) {
            return Err(format!("place of {}: {start}-{end}, {first}-{last}", annotation.id));
        }
        let mut annotation = (**annotation).clone();
        annotation.span = other.span;
        all.push(annotation);
    }
    if left.markup.annotations.len() != read.markup.annotations.len() {
        return Err("other annotations".to_owned());
    }
    left.markup.annotations = AnnotationSet::of(all);
    let mut document = (*left.document).clone();
    document.text = after;
    if losses.has(&Lost::DocumentId) {
        document.id = Id::new(&document.text.sha256()[..32]);
    }
    left.document = Rc::new(document);
    Ok(())
}

/// The characters of a text that are no white space, for Python either.
struct Solid {
    characters: Vec<char>,
    /// The byte at which each starts.
    starts: Vec<usize>,
}

impl Solid {
    fn of(content: &str) -> Self {
        let solid = |c: char| !c.is_whitespace() && !('\u{1C}'..='\u{1F}').contains(&c);
        let all = content.char_indices().filter(|(_, c)| solid(*c));
        let (starts, characters) = all.unzip();
        Self { characters, starts }
    }

    /// How many of them stand before a span and before its end.
    fn of_span(&self, span: Span) -> (usize, usize) {
        let before = |at: usize| self.starts.partition_point(|&start| start < at);
        (before(span.start().into()), before(span.end().into()))
    }

    /// Whether no white space is between any of these characters.
    fn is_one_word(&self, from: usize, to: usize) -> bool {
        let next_to = |at: usize| self.starts[at + 1] == self.starts[at] + self.characters[at].len_utf8();
        (from..to.saturating_sub(1)).all(next_to)
    }
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
