//! The state of the work, and everything that can happen to it.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::rc::Rc;

use super::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use super::annotation_set::AnnotationSet;
use super::history::History;
use super::intake::counted;
use super::project::{Document, Markup, Project};
use super::scheme::Scheme;
use super::span::Span;

/// All that the page shows. A value: [`Session::apply`] makes the next one.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The work that is open; `None` on the start screen.
    pub work: Option<Work>,
    /// What happened last, for the status line.
    pub news: News,
}

/// An open document. What is selected or chosen stands outside the history, so
/// that a click never clears redo.
#[derive(Clone, Debug)]
pub struct Work {
    /// The article.
    pub document: Rc<Document>,
    /// What can be marked.
    pub scheme: Rc<Scheme>,
    /// The words that are selected and can be tagged.
    pub selected: Option<Span>,
    /// The annotation that is looked at. Always one of the annotations.
    pub chosen: Option<Id>,
    history: History<Markup>,
    /// What the last download, or the file that was opened, held.
    kept: Markup,
    extra: super::annotation::Extra,
}

/// Something that can happen. New ids and the time come as fields.
#[derive(Clone, Debug)]
pub enum Action {
    /// Opens a document in place of what is there.
    Open(Box<Project>),
    /// Closes the document.
    Close,
    /// Selects words, or none.
    Select(Option<Span>),
    /// Marks the selected words with a label; with nothing selected, gives the
    /// chosen annotation that label.
    Tag {
        /// The label.
        label: LabelId,
        /// The id of the new annotation.
        id: Id,
        /// Now.
        at: Timestamp,
    },
    /// Gives an annotation another label.
    Relabel {
        /// The annotation.
        id: Id,
        /// The label.
        label: LabelId,
        /// Now.
        at: Timestamp,
    },
    /// Fills in an attribute of an annotation, or takes it out; blank words are
    /// none.
    Fill {
        /// The annotation.
        id: Id,
        /// The attribute's id.
        attribute: Rc<str>,
        /// What was chosen, if anything.
        value: Option<Value>,
        /// Now.
        at: Timestamp,
    },
    /// Writes the note of an annotation; a blank one is none.
    Note {
        /// The annotation.
        id: Id,
        /// The words.
        note: String,
        /// Now.
        at: Timestamp,
    },
    /// Removes an annotation and the relations that end in it.
    Remove(Id),
    /// Looks at an annotation, or at none.
    Choose(Option<Id>),
    /// Looks at the next annotation, or with `back` at the one before; after the
    /// last comes the first.
    Step {
        /// Towards the start.
        back: bool,
    },
    /// Adds what a file holds for the same text.
    Merge(Markup),
    /// Takes back the last change.
    Undo,
    /// Makes the last change that was taken back again.
    Redo,
    /// Notes that a file of this markup is on its way to the disk.
    Downloaded {
        /// Its name.
        file: String,
    },
    /// Says something that happened outside of the work.
    Say(String),
    /// Says that something went wrong.
    Fail(String),
}

/// What happened last, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Rises with each piece of news, so that the same words are said again.
    pub number: u32,
    /// The words.
    pub words: String,
    /// Whether something went wrong.
    pub bad: bool,
}

impl Session {
    /// The session after `action`. Never fails: what cannot be done is said in
    /// [`Session::news`] and changes nothing else.
    #[must_use]
    pub fn apply(mut self, action: Action) -> Self {
        let said = match (action, &mut self.work) {
            (Action::Open(project), work) => {
                let (said, opened) = Work::open(*project);
                *work = Some(opened);
                Some(Ok(said))
            }
            (Action::Close, work) => {
                *work = None;
                None
            }
            (Action::Say(words), _) => Some(Ok(words)),
            (Action::Fail(words), _) => Some(Err(words)),
            (_, None) => None,
            (action, Some(work)) => work.apply(action),
        };
        if let Some(said) = said {
            self.news = News {
                number: self.news.number.wrapping_add(1),
                bad: said.is_err(),
                words: said.unwrap_or_else(|bad| bad),
            };
        }
        self
    }
}

/// What an action came to: what to say, or what was wrong.
type Said = Option<Result<String, String>>;

impl Work {
    fn open(project: Project) -> (String, Self) {
        let said = format!("Article open, {}.", count(&project.markup.annotations));
        let work = Self {
            document: project.document,
            scheme: project.scheme,
            selected: None,
            chosen: None,
            history: History::new(project.markup.clone()),
            kept: project.markup,
            extra: project.extra,
        };
        (said, work)
    }

    /// What is marked now.
    pub fn markup(&self) -> &Markup {
        self.history.present()
    }

    /// The annotations, in text order.
    pub fn annotations(&self) -> &AnnotationSet {
        &self.markup().annotations
    }

    /// The annotation that is looked at.
    pub fn chosen(&self) -> Option<&Rc<Annotation>> {
        self.annotations().get(self.chosen.as_ref()?)
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Whether something was marked that no file holds yet.
    pub fn unsaved(&self) -> bool {
        *self.markup() != self.kept
    }

    /// All that a file should hold.
    pub fn project(&self) -> Project {
        Project {
            document: Rc::clone(&self.document),
            scheme: Rc::clone(&self.scheme),
            markup: self.markup().clone(),
            extra: self.extra.clone(),
        }
    }

    fn apply(&mut self, action: Action) -> Said {
        match action {
            Action::Open(_) | Action::Close | Action::Say(_) | Action::Fail(_) => None,
            Action::Select(span) => {
                self.selected = span;
                None
            }
            Action::Tag { label, id, at } => match (self.selected, &self.chosen) {
                (Some(span), _) => self.tag(span, label, id, at),
                (None, Some(chosen)) => self.relabel(&chosen.clone(), label, at),
                (None, None) => Some(Err("Nothing is selected: select words of the article first.".to_owned())),
            },
            Action::Relabel { id, label, at } => self.relabel(&id, label, at),
            Action::Fill {
                id,
                attribute,
                value,
                at,
            } => self.edit(&id, at, |annotation| {
                match value.filter(|value| !matches!(value, Value::Text(words) if words.trim().is_empty())) {
                    Some(value) => annotation.attributes.insert(attribute, value),
                    None => annotation.attributes.remove(&attribute),
                };
            }),
            Action::Note { id, note, at } => self.edit(&id, at, |annotation| {
                annotation.note = Some(note.trim()).filter(|note| !note.is_empty()).map(Rc::from);
            }),
            Action::Remove(id) => self.remove(&id),
            Action::Choose(id) => {
                let id = id.filter(|id| self.annotations().get(id).is_some());
                self.selected = None;
                self.look_at(id)
            }
            Action::Step { back } => {
                let all = self.annotations();
                let next = match &self.chosen {
                    Some(id) => all.neighbour(id, back),
                    None => None,
                };
                let wrapped = if back {
                    all.iter().next_back()
                } else {
                    all.iter().next()
                };
                let next = next.or(wrapped).map(|annotation| annotation.id.clone());
                if next.is_none() {
                    return Some(Ok("There is no annotation yet.".to_owned()));
                }
                self.selected = None;
                self.look_at(next)
            }
            Action::Merge(markup) => Some(Ok(self.merge(markup))),
            Action::Undo if !self.can_undo() => Some(Ok("Nothing to undo.".to_owned())),
            Action::Redo if !self.can_redo() => Some(Ok("Nothing to redo.".to_owned())),
            Action::Undo => Some(Ok(self.travel("Undone", History::undo))),
            Action::Redo => Some(Ok(self.travel("Redone", History::redo))),
            Action::Downloaded { file } => {
                self.kept = self.markup().clone();
                Some(Ok(format!("Downloaded {file}, {}.", count(self.annotations()))))
            }
        }
    }

    fn tag(&mut self, span: Span, label: LabelId, id: Id, at: Timestamp) -> Said {
        let annotation = Annotation {
            id,
            label,
            span,
            attributes: Default::default(),
            note: None,
            by: Some("person".into()),
            created: Some(at.clone()),
            modified: Some(at),
            extra: Default::default(),
        };
        self.selected = None;
        if let Some(twin) = self.annotations().twin(&annotation) {
            let said = format!("Already there. {}", self.describe(twin));
            self.chosen = Some(twin.id.clone());
            return Some(Ok(said));
        }
        let said = format!("Added. {}", self.describe(&annotation));
        self.chosen = Some(annotation.id.clone());
        self.annotate(self.annotations().with(annotation));
        Some(Ok(said))
    }

    fn relabel(&mut self, id: &Id, label: LabelId, at: Timestamp) -> Said {
        let old = self.annotations().get(id)?;
        if old.label == label {
            return Some(Ok(format!(
                "Already a {}.",
                self.scheme.label_name(&label).to_ascii_lowercase()
            )));
        }
        let new = Annotation {
            label,
            modified: Some(at),
            ..(**old).clone()
        };
        if let Some(twin) = self.annotations().twin(&new) {
            return Some(Err(format!(
                "These words are marked as {} already: remove one of the two instead.",
                self.scheme.label_name(&twin.label).to_ascii_lowercase()
            )));
        }
        let said = format!("Relabelled. {}", self.describe(&new));
        self.annotate(self.annotations().with(new));
        Some(Ok(said))
    }

    fn edit(&mut self, id: &Id, at: Timestamp, change: impl FnOnce(&mut Annotation)) -> Said {
        let old = self.annotations().get(id)?;
        let mut new = (**old).clone();
        change(&mut new);
        if new != **old {
            new.modified = Some(at);
            self.annotate(self.annotations().with(new));
        }
        None
    }

    fn remove(&mut self, id: &Id) -> Said {
        let all = self.annotations();
        let old = all.get(id)?;
        let said = format!("Removed. {}", self.describe(old));
        // What stands nearby is looked at next, so that removing several in a row goes on.
        let near = all.neighbour(id, false).or_else(|| all.neighbour(id, true));
        self.chosen = near.map(|annotation| annotation.id.clone());
        let markup = self.markup().without(id);
        self.change(markup);
        Some(Ok(said))
    }

    fn look_at(&mut self, id: Option<Id>) -> Said {
        let changed = self.chosen != id;
        self.chosen = id;
        let chosen = self.chosen().filter(|_| changed)?;
        Some(Ok(self.describe(chosen)))
    }

    /// Adds what is not there yet. What is there stays as it is, and relations
    /// lead to it. An annotation whose id is here but stands somewhere else
    /// altogether is another one and gets a new id.
    fn merge(&mut self, incoming: Markup) -> String {
        let here = self.annotations();
        let by_id: HashMap<&Id, &Annotation> = here.iter().map(|a| (&a.id, &**a)).collect();
        let given = incoming.annotations.iter().map(|a| &a.id);
        let mut ids: HashSet<Id> = by_id.keys().copied().chain(given).cloned().collect();
        let mut stands_for: HashMap<&Id, Id> = HashMap::new();
        let mut new: Vec<Annotation> = Vec::new();
        for annotation in incoming.annotations.iter() {
            if let Some(twin) = here.twin(annotation) {
                stands_for.insert(&annotation.id, twin.id.clone());
                continue;
            }
            match by_id.get(&annotation.id) {
                // The same one, changed here since.
                Some(same) if same.span.overlaps(annotation.span) => {}
                // Another one: hand-made files often count a1, a2, and so on.
                Some(_) => {
                    let mut fresh = (2..).map(|n| Id::new(&format!("{}-{n}", annotation.id)));
                    let id = fresh.find(|id| ids.insert(id.clone())).unwrap_or(annotation.id.clone());
                    stands_for.insert(&annotation.id, id.clone());
                    new.push(Annotation {
                        id,
                        ..(**annotation).clone()
                    });
                }
                None => new.push((**annotation).clone()),
            }
        }
        let (added, known) = (new.len(), incoming.annotations.len() - new.len());
        let ends: HashSet<&Id> = by_id.keys().copied().chain(new.iter().map(|a| &a.id)).collect();
        let mut relations = (*self.markup().relations).clone();
        let mut named: HashSet<Id> = relations.iter().map(|relation| relation.id.clone()).collect();
        for relation in incoming.relations.iter() {
            let end = |id: &Id| stands_for.get(id).unwrap_or(id).clone();
            let (from, to) = (end(&relation.from), end(&relation.to));
            if ends.contains(&from) && ends.contains(&to) && named.insert(relation.id.clone()) {
                relations.push(Relation {
                    from,
                    to,
                    ..relation.clone()
                });
            }
        }
        let relations = Rc::new(relations);
        let annotations = AnnotationSet::of(here.iter().map(|a| (**a).clone()).chain(new));
        self.change(Markup { annotations, relations });
        let added = counted(added, "annotation");
        if known == 0 {
            format!("Imported {added}.")
        } else {
            format!("Imported {added}; {known} were here already and stay as they are.")
        }
    }

    fn travel(&mut self, done: &str, step: fn(History<Markup>) -> History<Markup>) -> String {
        self.history = step(self.history.clone());
        self.chosen = self
            .chosen
            .take()
            .filter(|id| self.history.present().annotations.get(id).is_some());
        format!("{done}. {}.", count(self.annotations()))
    }

    fn annotate(&mut self, annotations: AnnotationSet) {
        let relations = Rc::clone(&self.markup().relations);
        self.change(Markup { annotations, relations });
    }

    fn change(&mut self, next: Markup) {
        self.history = self.history.clone().change(next);
    }

    /// "Claim: “crime fell 12% in Lagos”".
    fn describe(&self, annotation: &Annotation) -> String {
        let name = self.scheme.label_name(&annotation.label);
        format!("{name}: “{}”", Short(annotation.span.quote(&self.document.text)))
    }
}

fn count(annotations: &AnnotationSet) -> String {
    counted(annotations.len(), "annotation")
}

/// Words on one line, cut off after 80 characters.
pub struct Short<'a>(pub &'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONG: usize = 80;
        let end = super::segmentation::grapheme_floor(
            self.0,
            self.0.char_indices().nth(LONG).map_or(self.0.len(), |(at, _)| at),
        );
        for c in self.0[..end].chars() {
            fmt::Write::write_char(f, if c == '\n' { ' ' } else { c })?;
        }
        if end < self.0.len() { f.write_str("…") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::format::gloss;
    use super::*;

    fn project(annotations: &str) -> Project {
        let file = format!(
            r#"{{"format":"gloss","version":1,"document":{{"id":"d","text":"The EU pays Rome."}},"annotations":[{annotations}],
            "relations":[{{"id":"r","type":"about","from":"a1","to":"a2"}}]}}"#
        );
        gloss::read(&file).expect("a file").0
    }

    #[test]
    fn a_file_of_the_same_text_adds_what_is_new() {
        let here =
            project(r#"{"id":"a1","label":"claim","start":4,"end":6},{"id":"a2","label":"place","start":12,"end":16}"#);
        let file = project(
            r#"{"id":"a1","label":"claim","start":7,"end":11},{"id":"a2","label":"claim","start":12,"end":16},
            {"id":"b","label":"claim","start":4,"end":6}"#,
        );
        let session = Session::default().apply(Action::Open(Box::new(here)));
        let session = session.apply(Action::Merge(file.markup));
        let work = session.work.as_ref().expect("it is open");
        let marks: Vec<_> = work
            .annotations()
            .iter()
            .map(|a| (a.id.as_str(), a.label.as_str()))
            .collect();
        // a1 of the file is another one; a2 was relabelled here since; b marks what a1 marks here.
        assert_eq!(marks, [("a1", "claim"), ("a1-2", "claim"), ("a2", "place")]);
        assert_eq!(
            session.news.words,
            "Imported 1 annotation; 2 were here already and stay as they are."
        );
        assert_eq!(work.markup().relations.len(), 1);
        let undone = session.clone().apply(Action::Undo);
        assert_eq!(undone.work.expect("it is open").annotations().len(), 2);
    }
}
