//! An open document, and what happens to it.

use std::rc::Rc;

use super::annotation::{Annotation, Id, LabelId, Timestamp, Value};
use super::annotation_set::AnnotationSet;
use super::history::History;
use super::intake::counted;
use super::ledger::record::Kind;
use super::merge::Merge;
use super::project::{Document, Markup, Project};
use super::scheme::Scheme;
use super::session::{Action, Mode, Said};
use super::short::short;
use super::span::Span;
use super::text::Text;
use steps::Steps;
use suggested::Suggested;

mod editing;

pub mod suggested;

pub mod steps;

/// An open document. What is selected or chosen stands outside the history, so
/// that a click never clears redo.
#[derive(Clone, Debug)]
pub struct Work {
    /// The words that are selected and can be tagged.
    pub selected: Option<Span>,
    /// The annotation or suggestion that is looked at. Always one of what is shown.
    pub chosen: Option<Id>,
    /// What a selection is for. If for an annotation, then for one of the
    /// annotations.
    pub mode: Mode,
    /// Tells it from all other works of the session.
    pub number: u32,
    /// Its name in storage, if it came from there.
    pub stored: Option<Rc<str>>,
    history: History<Project>,
    steps: Steps,
    /// Why it is only read here, if it is.
    only_read: Option<OnlyRead>,
    /// What the last download, or the file that was opened, held.
    kept: Option<Project>,
    unsaved: bool,
    suggested: Suggested,
}

/// Why a document is only read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnlyRead {
    /// Another tab writes in it.
    Followed,
    /// A newer Gloss has changed it in ways that are not known here.
    Newer,
}

/// Work as storage has it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its name in storage; `None` if it is new there.
    pub key: Option<Rc<str>>,
    /// The document, and the steps that led to it.
    pub history: History<Project>,
    /// Its revision.
    pub revision: u32,
    /// It as the last downloaded file has it, if one does.
    pub downloaded: Option<Project>,
    /// Why it is only read, if it is.
    pub only_read: Option<OnlyRead>,
}

impl Work {
    pub(super) fn open(project: Project, number: u32) -> Self {
        let stored = Stored {
            key: None,
            history: History::new(project.clone()),
            revision: 0,
            downloaded: Some(project),
            only_read: None,
        };
        Self::restore(stored, number)
    }

    /// Goes on with work that was stored.
    pub(super) fn restore(stored: Stored, number: u32) -> Self {
        let Stored {
            key: stored,
            history,
            revision,
            downloaded,
            only_read,
        } = stored;
        let mut work = Self {
            selected: None,
            chosen: None,
            mode: Mode::Mark,
            number,
            stored,
            history,
            steps: Steps::from(revision),
            only_read,
            kept: downloaded,
            unsaved: false,
            suggested: Suggested::default(),
        };
        work.fit();
        work
    }

    /// Lets go of what lasts only while it is shown.
    pub(super) fn rest(&mut self) {
        self.selected = None;
        self.mode = Mode::Mark;
    }

    /// Notes that a file holds it as it is now.
    pub(super) fn keep(&mut self) {
        self.kept = Some(self.project().clone());
        self.unsaved = false;
    }

    /// All that a file should hold.
    pub fn project(&self) -> &Project {
        self.history.present()
    }

    /// The article. Its text is the same as long as the work is open; what is
    /// known about it can change.
    pub fn document(&self) -> &Rc<Document> {
        &self.project().document
    }

    /// The article's text.
    pub fn text(&self) -> &Text {
        &self.document().text
    }

    /// What can be marked.
    pub fn scheme(&self) -> &Rc<Scheme> {
        &self.project().scheme
    }

    /// What is marked now.
    pub fn markup(&self) -> &Markup {
        &self.project().markup
    }

    /// The annotations, in text order.
    pub fn annotations(&self) -> &AnnotationSet {
        &self.markup().annotations
    }

    /// The annotation that is looked at.
    pub fn chosen(&self) -> Option<&Rc<Annotation>> {
        self.annotations().get(self.chosen.as_ref()?)
    }

    /// Whether an annotation or suggestion follows the chosen one, or with `back`
    /// precedes it; with none chosen, whether there is a first.
    pub fn has_more(&self, back: bool) -> bool {
        match &self.chosen {
            Some(id) => self.shown().neighbour(id, back).is_some(),
            None => !back && !self.shown().is_empty(),
        }
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether there is a change to make again.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Why it is only read here, if it is.
    pub fn only_read(&self) -> Option<OnlyRead> {
        self.only_read
    }

    /// Notes why it is only read from now on, if it is.
    pub(super) fn bar(&mut self, only_read: Option<OnlyRead>) {
        // What a newer Gloss has changed stays so, whoever writes.
        if self.only_read != Some(OnlyRead::Newer) {
            self.only_read = only_read;
        }
        if only_read.is_some() {
            self.rest();
        }
    }

    /// Whether something was marked that no file holds yet.
    pub fn unsaved(&self) -> bool {
        self.unsaved
    }

    pub(super) fn apply(&mut self, action: Action) -> Option<Said> {
        if let Some(only_read) = self.only_read.filter(|_| action.changes()) {
            return Some(Said::Bad(only_read.words().to_owned()));
        }
        match action {
            Action::Select(span) => {
                self.selected = span;
                None
            }
            Action::Tag { label, id, at } => match (self.selected, &self.chosen) {
                (Some(span), _) => self.tag(span, label, id, at),
                (None, Some(chosen)) if chosen.is_suggested() => {
                    self.accept(&[(chosen.clone(), id)], Some(&label), &at, false)
                }
                (None, Some(chosen)) => self.relabel(&chosen.clone(), label, at),
                (None, None) => Some(Said::Bad(
                    "Nothing is selected: select words of the article first.".to_owned(),
                )),
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
            Action::Remove(id) if id.is_suggested() => self.reject(&id),
            Action::Remove(id) => self.remove(&id),
            Action::Respan { id, span, at } => self.respan(&id, span, at),
            Action::Split { id, cut, second, at } => self.split(&id, cut, second, at),
            Action::Join { id, at } => self.join(&id, at),
            Action::Duplicate { id, label, new, at } => self.duplicate(&id, label, new, at),
            Action::TagAll { label, spans, at } => self.tag_all(&label, spans, &at),
            Action::Relate(relation) => self.relate(relation),
            Action::Unrelate(id) => self.unrelate(&id),
            Action::Describe(facts) => self.describe_document(facts),
            Action::Rescheme(scheme) => {
                self.change_project(Project {
                    scheme,
                    ..self.project().clone()
                });
                None
            }
            Action::Turn(mode) => self.turn(mode),
            Action::Settle { id, at } => self.settle(id, at),
            Action::Choose(id) => {
                let id = id.filter(|id| self.shown().get(id).is_some());
                self.selected = None;
                self.look_at(id)
            }
            Action::Step { back } => {
                let all = self.shown();
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
                    return Some(Said::Good("There is no annotation yet.".to_owned()));
                }
                self.selected = None;
                self.look_at(next)
            }
            Action::ShowFaint(faint) => {
                self.show_faint(faint);
                None
            }
            Action::StepSuggestion { back } => self.step_suggestion(back),
            Action::Accept { ids, label, at, edit } => self.accept(&ids, label.as_ref(), &at, edit),
            Action::Annotate { annotations, said } => {
                // What is made of the suggestion that is looked at is looked at then.
                let looked_at = |one: &&Annotation| self.chosen == Some(Id::suggested(&one.label, one.span));
                let made = annotations.iter().find(looked_at).map(|made| made.id.clone());
                self.chosen = made.or(self.chosen.take());
                let put = |all: AnnotationSet, one| all.with(one);
                self.annotate(annotations.into_iter().fold(self.annotations().clone(), put));
                Some(Said::Good(said))
            }
            Action::Merge { scheme, markup, by } => Some(Said::Good(self.merge(scheme, &markup, by))),
            Action::Undo if !self.can_undo() => Some(Said::Good("Nothing to undo.".to_owned())),
            Action::Redo if !self.can_redo() => Some(Said::Good("Nothing to redo.".to_owned())),
            Action::Undo => Some(Said::Good(self.travel("Undone", Kind::Undo, History::undo))),
            Action::Redo => Some(Said::Good(self.travel("Redone", Kind::Redo, History::redo))),
            Action::Downloaded { file } => {
                self.keep();
                Some(Said::Good(format!("Downloaded {file}, {}.", count(self.annotations()))))
            }
            // What is done to the session.
            _ => None,
        }
    }

    fn tag(&mut self, span: Span, label: LabelId, id: Id, at: Timestamp) -> Option<Said> {
        let annotation = Annotation::new(id, label, span, at);
        self.selected = None;
        if let Some(twin) = self.annotations().twin(&annotation) {
            let said = format!("Already there. {}", self.describe(twin));
            self.chosen = Some(twin.id.clone());
            return Some(Said::Good(said));
        }
        let said = format!("Added. {}", self.describe(&annotation));
        self.chosen = Some(annotation.id.clone());
        self.annotate(self.annotations().with(annotation));
        Some(Said::Good(said))
    }

    fn relabel(&mut self, id: &Id, label: LabelId, at: Timestamp) -> Option<Said> {
        let old = self.annotations().get(id)?;
        if old.label == label {
            return Some(Said::Good(format!("Already a {}.", self.called(&label))));
        }
        let new = Annotation {
            label,
            by: edited(old),
            modified: Some(at),
            ..(**old).clone()
        };
        if let Some(twin) = self.annotations().twin(&new) {
            return Some(self.twice(&twin.label));
        }
        let said = format!("Relabelled. {}", self.describe(&new));
        self.annotate(self.annotations().with(new));
        Some(Said::Good(said))
    }

    fn edit(&mut self, id: &Id, at: Timestamp, change: impl FnOnce(&mut Annotation)) -> Option<Said> {
        let old = self.annotations().get(id)?;
        let mut new = (**old).clone();
        change(&mut new);
        if new != **old {
            new.modified = Some(at);
            new.by = edited(old);
            self.annotate(self.annotations().with(new));
        }
        None
    }

    fn remove(&mut self, id: &Id) -> Option<Said> {
        let all = self.annotations();
        let old = all.get(id)?;
        let said = format!("Removed. {}", self.describe(old));
        // What stands nearby is looked at next, so that removing several in a row goes on.
        let near = all.neighbour(id, false).or_else(|| all.neighbour(id, true));
        self.chosen = near.map(|annotation| annotation.id.clone());
        let markup = self.markup().without(id);
        self.change(markup);
        Some(Said::Good(said))
    }

    fn look_at(&mut self, id: Option<Id>) -> Option<Said> {
        let changed = self.chosen != id;
        self.chosen = id;
        let chosen = self.looked_at().filter(|_| changed)?;
        let suggested = if chosen.id.is_suggested() { "Suggested: " } else { "" };
        Some(Said::Heard(format!("{suggested}{}", self.describe(chosen))))
    }

    fn merge(&mut self, scheme: Option<Rc<Scheme>>, incoming: &Markup, merge: Merge) -> String {
        let merged = merge(self.markup(), incoming);
        let known = incoming.annotations.len() - merged.added;
        self.change_project(Project {
            scheme: scheme.unwrap_or_else(|| Rc::clone(self.scheme())),
            markup: merged.markup,
            ..self.project().clone()
        });
        let added = counted(merged.added, "annotation");
        if known == 0 {
            format!("Imported {added}.")
        } else {
            format!("Imported {added}; {known} were here already and stay as they are.")
        }
    }

    fn travel(&mut self, done: &str, kind: Kind, step: fn(History<Project>) -> History<Project>) -> String {
        self.go(kind, step(self.history.clone()));
        format!("{done}. {}.", count(self.annotations()))
    }

    fn annotate(&mut self, annotations: AnnotationSet) {
        let relations = Rc::clone(&self.markup().relations);
        self.change(Markup { annotations, relations });
    }

    fn change(&mut self, markup: Markup) {
        let project = Project {
            markup,
            ..self.project().clone()
        };
        self.change_project(project);
    }

    fn change_project(&mut self, next: Project) {
        self.go(Kind::Change, self.history.clone().change(next));
    }

    fn go(&mut self, kind: Kind, history: History<Project>) {
        self.note(kind, &history);
        self.history = history;
        self.fit();
    }

    /// Sees to it that what stands beside the history fits the present.
    fn fit(&mut self) {
        // An article in which nothing was done yet is nothing to lose.
        let nothing = self.kept.is_none() && !self.can_undo() && self.annotations().is_empty();
        self.unsaved = !nothing && self.kept.as_ref() != Some(self.project());
        self.suggested.fit(self.history.present());
        if self.chosen.as_ref().is_some_and(|id| self.shown().get(id).is_none()) {
            self.chosen = None;
        }
        if let Mode::Pick { id, .. } | Mode::Link { from: id, .. } = &self.mode
            && self.annotations().get(id).is_none()
        {
            self.mode = Mode::Mark;
        }
    }

    /// The label's name within a sentence.
    fn called(&self, label: &LabelId) -> String {
        self.scheme().label_name(label).to_ascii_lowercase()
    }

    /// "Claim: “crime fell 12% in Lagos”".
    fn describe(&self, annotation: &Annotation) -> String {
        let name = self.scheme().label_name(&annotation.label);
        format!("{name}: “{}”", short(annotation.span.quote(self.text()), 80))
    }
}

/// Whose work an annotation is once a person has changed it.
fn edited(annotation: &Annotation) -> Option<Rc<str>> {
    match annotation.by.as_deref() {
        Some("rule") => Some("person".into()),
        _ => annotation.by.clone(),
    }
}

impl OnlyRead {
    /// What is said of a change that is not made.
    fn words(self) -> &'static str {
        match self {
            Self::Followed => {
                "Another tab writes in this article, so it is only read here. Choose “Take over” to go on here."
            }
            Self::Newer => {
                "A newer version of Gloss has changed this article, so it is only read here. Reload the page to get that version."
            }
        }
    }
}

fn count(annotations: &AnnotationSet) -> String {
    counted(annotations.len(), "annotation")
}
