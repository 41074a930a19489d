//! What rules propose beside the work of a person. It stands outside of the history and
//! of the file: only what is accepted gets there, and what is rejected is noted.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Work;
use crate::model::annotation::{Annotation, Extra, Id, LabelId, Timestamp};
use crate::model::annotation_set::AnnotationSet;
use crate::model::format::rejected;
use crate::model::intake::counted;
use crate::model::place::NAME;
use crate::model::project::Project;
use crate::model::scheme::Label;
use crate::model::session::Said;
use crate::model::suggest::{Suggestion, Tier};

/// The suggestions for a work.
#[derive(Clone, Debug, Default)]
pub struct Suggested {
    /// All that was proposed, by the ids that they have as long as they are proposals.
    all: Rc<Proposals>,
    /// The annotations that were made of them, which may have other words and another label by now. As long as there
    /// is such an annotation, what it was made of does not wait.
    made: FxHashMap<Id, Id>,
    /// Those that wait for a decision.
    open: AnnotationSet,
    /// Those and what is marked.
    shown: AnnotationSet,
    /// Whether faint ones are among them.
    faint: bool,
    /// What was marked, and what else the file had, when this was found.
    fits: Option<(AnnotationSet, Extra)>,
}

/// Suggestions, by the ids that they have as long as they are proposals.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// As they were added; a [`Suggesting`](crate::model::suggest::Suggesting) has them in text order.
    in_order: Vec<Proposal>,
    /// Which of these has an id.
    by_id: FxHashMap<Id, usize>,
}

/// A suggestion, and what it would be as an annotation.
#[derive(Clone, Debug)]
struct Proposal {
    annotation: Rc<Annotation>,
    suggestion: Rc<Suggestion>,
}

impl Proposals {
    /// Adds a suggestion. (One by one: there may be very many.)
    pub fn add(&mut self, suggestion: Suggestion) {
        let id = Id::suggested(&suggestion.label, suggestion.span);
        let annotation = Annotation {
            id: id.clone(),
            label: suggestion.label.clone(),
            span: suggestion.span,
            attributes: suggestion.attributes.clone(),
            note: None,
            by: Some("rule".into()),
            created: None,
            modified: None,
            extra: Extra::new(),
        };
        let proposal = Proposal {
            annotation: Rc::new(annotation),
            suggestion: Rc::new(suggestion),
        };
        self.by_id.insert(id, self.in_order.len());
        self.in_order.push(proposal);
    }

    fn get(&self, id: &Id) -> Option<&Proposal> {
        self.by_id.get(id).map(|&at| &self.in_order[at])
    }
}

/// How many changes are followed one by one.
const FOLLOWED: usize = 1_000;

impl Suggested {
    fn is_open(&self, proposal: &Proposal, project: &Project, rejected: &FxHashSet<Id>) -> bool {
        let Proposal { annotation, suggestion } = proposal;
        (self.faint || suggestion.tier != Tier::Faint)
            && !rejected.contains(&annotation.id)
            && !self.is_made(&annotation.id, &project.markup.annotations)
    }

    /// Whether there is an annotation that was made of a suggestion.
    fn is_made(&self, suggestion: &Id, annotations: &AnnotationSet) -> bool {
        self.made
            .get(suggestion)
            .is_some_and(|made| annotations.get(made).is_some())
    }

    /// Takes a suggestion out of what waits.
    fn close(&mut self, suggestion: &Id) {
        self.open = self.open.without(suggestion);
        self.shown = self.shown.without(suggestion);
    }

    /// Has what is open and shown fit the project.
    pub(super) fn fit(&mut self, project: &Project) {
        let now = &project.markup.annotations;
        if self.all.in_order.is_empty() {
            return;
        }
        if let Some((before, extra)) = &self.fits
            && *extra == project.extra
        {
            let (gone, put) = now.changes_since(before);
            if gone.len() + put.len() <= FOLLOWED {
                self.follow(project, &gone, &put);
                self.fits = Some((now.clone(), project.extra.clone()));
                return;
            }
        }
        let rejected = rejected::ids(project);
        let all = Rc::clone(&self.all);
        for Proposal { annotation, .. } in &all.in_order {
            if let Some(twin) = now.twin(annotation) {
                self.made.insert(annotation.id.clone(), twin.id.clone());
            }
        }
        let all = all.in_order.iter();
        let open = all.filter(|proposal| self.is_open(proposal, project, &rejected));
        let open: Vec<_> = open.map(|proposal| Rc::clone(&proposal.annotation)).collect();
        let both = (!now.is_empty()).then(|| now.iter().chain(&open).cloned().collect());
        self.open = AnnotationSet::of_shared(open);
        self.shown = both.map_or_else(|| self.open.clone(), AnnotationSet::of_shared);
        self.fits = Some((now.clone(), project.extra.clone()));
    }

    fn follow(&mut self, project: &Project, gone: &[Rc<Annotation>], put: &[Rc<Annotation>]) {
        for annotation in put {
            let twin = Id::suggested(&annotation.label, annotation.span);
            if self.all.get(&twin).is_some() {
                self.made.insert(twin, annotation.id.clone());
            }
        }
        let changed: FxHashSet<Id> = gone.iter().chain(put).map(|annotation| annotation.id.clone()).collect();
        let made = self.made.iter().filter(|(_, made)| changed.contains(*made));
        let touched: Vec<Id> = made.map(|(suggestion, _)| suggestion.clone()).collect();
        for suggestion in &touched {
            self.close(suggestion);
        }
        for annotation in gone {
            self.shown = self.shown.without(&annotation.id);
        }
        for annotation in put {
            self.shown = self.shown.with((**annotation).clone());
        }
        let mut rejected = None;
        for proposal in touched
            .iter()
            .filter_map(|suggestion| self.all.get(suggestion).cloned())
        {
            let rejected = rejected.get_or_insert_with(|| rejected::ids(project));
            if self.is_open(&proposal, project, rejected) {
                self.open = self.open.with((*proposal.annotation).clone());
                self.shown = self.shown.with((*proposal.annotation).clone());
            }
        }
    }
}

/// Whether a label has a field for which place it is.
fn is_of_places(label: &Label) -> bool {
    label.attributes.iter().any(|attribute| &*attribute.id == NAME)
}

impl Work {
    /// What is marked and what is suggested, in text order: what the article shows.
    pub fn shown(&self) -> &AnnotationSet {
        if self.suggested.all.in_order.is_empty() {
            self.annotations()
        } else {
            &self.suggested.shown
        }
    }

    /// The suggestions that wait for a decision.
    pub fn suggestions(&self) -> &AnnotationSet {
        &self.suggested.open
    }

    /// Whether rules have read the article.
    pub fn is_suggested(&self) -> bool {
        self.suggested.fits.is_some()
    }

    /// Whether faint suggestions are shown.
    pub fn shows_faint(&self) -> bool {
        self.suggested.faint
    }

    /// The suggestion with this id, if it waits for a decision, and why it was made.
    pub fn suggestion(&self, id: &Id) -> Option<(&Rc<Annotation>, &Suggestion)> {
        self.suggested.open.get(id)?;
        let proposal = self.suggested.all.get(id)?;
        Some((&proposal.annotation, &proposal.suggestion))
    }

    /// The suggestion that is looked at.
    pub fn chosen_suggestion(&self) -> Option<(&Rc<Annotation>, &Suggestion)> {
        self.suggestion(self.chosen.as_ref()?)
    }

    /// The annotation or suggestion that is looked at.
    pub fn looked_at(&self) -> Option<&Rc<Annotation>> {
        self.shown().get(self.chosen.as_ref()?)
    }

    /// The annotation or suggestion that is looked at, if its label has a field for which
    /// place it is.
    pub fn chosen_place(&self) -> Option<&Rc<Annotation>> {
        let chosen = self.looked_at()?;
        let (_, label) = self.scheme().label(&chosen.label)?;
        is_of_places(label).then_some(chosen)
    }

    /// How many suggestions with such a label wait for a decision.
    pub fn suggested_places(&self) -> usize {
        let labels = self.scheme().labels.iter().filter(|label| is_of_places(label));
        labels.map(|label| self.suggested.open.count(&label.id)).sum()
    }

    /// The open suggestions that are made for the same words with the same label as
    /// this one, itself among them.
    pub fn alike(&self, id: &Id) -> Vec<Id> {
        let Some((like, _)) = self.suggestion(id) else {
            return Vec::new();
        };
        let words = like.span.quote(self.text());
        let alike = self.suggested.open.iter().filter(|other| other.label == like.label);
        // Most are seen to be others without a look at the text.
        alike
            .filter(|other| {
                other.span.range().len() == like.span.range().len() && other.span.quote(self.text()) == words
            })
            .map(|other| other.id.clone())
            .collect()
    }

    pub(in crate::model) fn suggest(&mut self, found: Rc<Proposals>) -> Option<Said> {
        self.suggested.all = found;
        self.suggested.made.clear();
        self.suggested.fits = None;
        self.fit();
        // With nothing to suggest it was read all the same.
        self.suggested.fits.get_or_insert_with(Default::default);
        let open = self.suggested.open.len();
        Some(Said::Good(match open {
            0 => "There is nothing to suggest.".to_owned(),
            open => format!("{}: press g for the first.", counted(open, "suggestion")),
        }))
    }

    pub(super) fn show_faint(&mut self, faint: bool) {
        self.suggested.faint = faint;
        self.suggested.fits = None;
        self.fit();
    }

    /// Looks at the next suggestion, or with `back` at the one before; after the last
    /// comes the first.
    pub(in crate::model) fn step_suggestion(&mut self, back: bool) -> Option<Said> {
        let next = self.next_suggestion(back, |_| false);
        if next.is_none() {
            return Some(Said::Good("No suggestion waits for a decision.".to_owned()));
        }
        self.selected = None;
        self.look_at(next)
    }

    /// The suggestion after what is looked at that is not one of those that `leaves`.
    fn next_suggestion(&self, back: bool, leaves: impl Fn(&Id) -> bool) -> Option<Id> {
        let (shown, open) = (&self.suggested.shown, &self.suggested.open);
        let mut next = match &self.chosen {
            Some(id) => shown.neighbour(id, back),
            None => None,
        };
        while let Some(other) = next {
            if open.get(&other.id).is_some() && !leaves(&other.id) {
                return Some(other.id.clone());
            }
            next = shown.neighbour(&other.id, back);
        }
        let mut stays = open.iter().filter(|other| !leaves(&other.id));
        let wrapped = if back { stays.next_back() } else { stays.next() };
        wrapped.map(|other| other.id.clone())
    }

    /// Makes suggestions annotations, each with its new id. With another label than the
    /// suggested one they are a person's. Then looks at the next suggestion or, to `edit`
    /// it, at what was made.
    pub(super) fn accept(
        &mut self,
        ids: &[(Id, Id)],
        label: Option<&LabelId>,
        at: &Timestamp,
        edit: bool,
    ) -> Option<Said> {
        let mut all = self.annotations().clone();
        let mut made = None;
        for (id, new) in ids {
            let Some(proposal) = self.suggested.open.get(id) else {
                continue;
            };
            let mut annotation = Annotation {
                id: new.clone(),
                created: Some(at.clone()),
                modified: Some(at.clone()),
                ..(**proposal).clone()
            };
            if let Some(label) = label.filter(|label| **label != annotation.label) {
                annotation.label = label.clone();
                annotation.attributes.clear();
                annotation.by = Some("person".into());
            }
            let said = self.describe(&annotation);
            // With another label it may be there already.
            let there = all.twin(&annotation).map_or(new, |twin| &twin.id).clone();
            self.suggested.made.insert(id.clone(), there.clone());
            made = Some((there, said));
            all = all.with(annotation);
        }
        let (made, mut said) = made?;
        let added = all.len() - self.annotations().len();
        if added != 1 {
            said = counted(added, "annotation");
        }
        let leaves = |id: &Id| ids.iter().any(|(leaving, _)| leaving == id);
        let next = self.next_suggestion(false, leaves);
        self.annotate(all);
        // Where all of it was there already nothing has changed that would be followed.
        for (id, _) in ids {
            self.suggested.close(id);
        }
        self.chosen = if edit { Some(made) } else { next };
        let left = self.suggested.open.len();
        Some(Said::Good(format!("Accepted. {said}. {left} left.")))
    }

    /// Notes that a suggestion is none, and looks at the next.
    pub(super) fn reject(&mut self, id: &Id) -> Option<Said> {
        let proposal = self.suggested.open.get(id)?;
        let said = format!("Rejected. {}", self.describe(proposal));
        let next = self.next_suggestion(false, |other| other == id);
        let extra = rejected::with(self.project(), proposal);
        self.change_project(Project {
            extra,
            ..self.project().clone()
        });
        self.chosen = next;
        Some(Said::Good(said))
    }
}
