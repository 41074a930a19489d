//! What a file of another format cannot hold, counted and listed before it is
//! written.

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use crate::model::annotation::{Annotation, Id, Relation};
use crate::model::project::{Document, Project};

/// Something that a project has and a file of another format has not.
///
/// Law: what is read from the file is the project without what is listed here,
/// and nothing else is missing (`tests/formats`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lost {
    /// The document's id.
    DocumentId,
    /// What is known about the article: `title`, `url`, `author`, `published` or
    /// `language`.
    Fact(&'static str),
    /// The scheme: names, looks, guidelines and attributes of labels, and types of
    /// relation. The labels' ids stay on the annotations.
    Scheme,
    /// White space of the text that is not in the file, or is other white space
    /// there. Ids of annotations do not matter here.
    WhiteSpace,
    /// The text outside of the annotations.
    Text,
    /// Whole annotations, with all that hangs on them but their relations, which
    /// are listed too.
    Annotation(Why),
    /// The exact place of annotations: they grow to whole words.
    Edges,
    /// Where annotations stand in the text; their words stay.
    Position,
    /// The annotations' own ids.
    AnnotationId,
    /// The label's id is written another way.
    Label,
    /// The values of this attribute.
    Attribute(Rc<str>),
    /// Where in the article the words of this attribute stand; the words stay.
    AttributePlace(Rc<str>),
    /// Notes.
    Note,
    /// Who made the annotations.
    By,
    /// When they were made.
    Created,
    /// When they were last changed.
    Modified,
    /// Whole relations.
    Relation,
    /// The relations' own ids; they stay.
    RelationId,
    /// Fields of a newer Gloss, of the document, annotations and relations.
    Unknown,
}

/// Why a whole annotation cannot be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Another one overlaps it, and the format has only one label for each word.
    Overlap,
    /// The format has no place for this label.
    Label,
    /// It has no coordinates.
    NoCoordinates,
    /// It stands on no word, only on separators.
    NoWord,
}

/// What a file does not hold, and of which records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<Lost, Vec<Id>>);

impl Losses {
    /// Notes a loss that is not one of an annotation or a relation.
    pub fn add(&mut self, lost: Lost) {
        self.0.entry(lost).or_default();
    }

    /// Notes a loss of this annotation or relation.
    pub fn add_of(&mut self, lost: Lost, record: &Id) {
        self.0.entry(lost).or_default().push(record.clone());
    }

    /// What every format of another tool loses: the scheme, and fields of a newer Gloss
    /// beside the annotations and relations.
    pub fn of(project: &Project) -> Self {
        let mut losses = Self::default();
        losses.add(Lost::Scheme);
        if !(project.extra.is_empty() && project.document.extra.is_empty()) {
            losses.add(Lost::Unknown);
        }
        losses
    }

    /// Those of a file that holds only some of the annotations, by their labels, and
    /// neither the rest of the text, nor the scheme, relations, and what a newer
    /// Gloss wrote.
    pub fn of_some(project: &Project, held: impl Fn(&Annotation) -> bool) -> Self {
        let markup = &project.markup;
        let mut losses = Self::of(project);
        losses.add(Lost::Text);
        for annotation in markup.annotations.iter() {
            if !held(annotation) {
                losses.add_of(Lost::Annotation(Why::Label), &annotation.id);
            } else if !annotation.extra.is_empty() {
                losses.add_of(Lost::Unknown, &annotation.id);
            }
        }
        for relation in markup.relations.iter() {
            losses.add_of(Lost::Relation, &relation.id);
        }
        losses
    }

    /// Notes what is known about an article (`title` …) and not among `kept`.
    pub fn add_facts(&mut self, document: &Document, kept: &[&str]) {
        for (fact, value) in document.named_facts() {
            if value.is_some() && !kept.contains(&fact) {
                self.add(Lost::Fact(fact));
            }
        }
    }

    /// Notes what an annotation has of who made it and when, and of fields of a
    /// newer Gloss.
    pub fn add_origin(&mut self, annotation: &Annotation) {
        for (lost, has) in [
            (Lost::By, annotation.by.is_some()),
            (Lost::Created, annotation.created.is_some()),
            (Lost::Modified, annotation.modified.is_some()),
            (Lost::Unknown, !annotation.extra.is_empty()),
        ] {
            if has {
                self.add_of(lost, &annotation.id);
            }
        }
    }

    /// Notes that a relation has fields of a newer Gloss.
    pub fn add_unknown(&mut self, relation: &Relation) {
        if !relation.extra.is_empty() {
            self.add_of(Lost::Unknown, &relation.id);
        }
    }

    /// Whether nothing is lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each loss with the records that suffer it; none if it is not one of records.
    pub fn iter(&self) -> impl Iterator<Item = (&Lost, &[Id])> {
        self.0.iter().map(|(lost, records)| (lost, &**records))
    }

    /// Whether this is lost.
    pub fn has(&self, lost: &Lost) -> bool {
        self.0.contains_key(lost)
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DocumentId => f.write_str("The document’s id"),
            Self::Fact("url") => f.write_str("The article’s address"),
            Self::Fact("published") => f.write_str("The article’s date"),
            Self::Fact(fact) => write!(f, "The article’s {fact}"),
            Self::Scheme => f.write_str("The scheme: names, looks, guidelines and fields of labels"),
            Self::WhiteSpace => f.write_str("White space of the text as it was"),
            Self::Text => f.write_str("The text outside of annotations"),
            Self::Annotation(Why::Overlap) => f.write_str("Annotations that overlap others"),
            Self::Annotation(Why::Label) => f.write_str("Annotations with other labels"),
            Self::Annotation(Why::NoCoordinates) => f.write_str("Places without coordinates"),
            Self::Annotation(Why::NoWord) => f.write_str("Annotations on no word"),
            Self::Edges => f.write_str("Exact edges: annotations grow to whole words"),
            Self::Position => f.write_str("Where annotations stand in the text (their words stay)"),
            Self::AnnotationId => f.write_str("Ids of annotations"),
            Self::Label => f.write_str("Labels as they are written"),
            Self::Attribute(name) => write!(f, "Values of “{name}”"),
            Self::AttributePlace(name) => write!(f, "Where the words of “{name}” stand (the words stay)"),
            Self::Note => f.write_str("Notes"),
            Self::By => f.write_str("Who made the annotations"),
            Self::Created => f.write_str("When they were made"),
            Self::Modified => f.write_str("When they were changed"),
            Self::Relation => f.write_str("Links between annotations"),
            Self::RelationId => f.write_str("Ids of links"),
            Self::Unknown => f.write_str("Fields that a newer Gloss wrote"),
        }
    }
}
