//! The state of the work, and everything that can happen to it.

use std::rc::Rc;

use super::annotation::{Annotation, Id, LabelId, Relation, Timestamp, Value};
use super::ledger::Delta;
use super::ledger::record::Kind;
use super::merge::Merge;
use super::offset::TextSize;
use super::project::{Facts, Markup, Project};
use super::scheme::Scheme;
use super::span::Span;
use super::work::steps::Rebase;
use super::work::suggested::Proposals;
use super::work::{OnlyRead, Stored, Work};

mod documents;

/// All that the page shows. A value: [`Session::apply`] makes the next one.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The work that is shown; `None` on the start screen.
    pub work: Option<Work>,
    /// The other documents that are open, in their order.
    others: Rc<Vec<Work>>,
    /// Where among the others the work that is shown belongs.
    place: usize,
    /// How many documents were opened so far.
    opened: u32,
    /// What happened last, for the status line.
    pub news: News,
}

/// Something that can happen. New ids and the time come as fields.
#[derive(Clone, Debug)]
pub enum Action {
    /// Opens a document and shows it.
    Open(Box<Project>),
    /// Opens documents and shows the first of them.
    Add(Vec<Project>),
    /// Opens documents again that were stored, behind the one that is shown, and shows
    /// the one at this place among them.
    Restore {
        /// The documents, in their order.
        stored: Vec<Stored>,
        /// Which of them is shown, from 0; `None` if none is.
        shown: Option<usize>,
        /// What is said of it.
        words: String,
    },
    /// Brings in what another tab did to a document.
    Rebase {
        /// The number of the work.
        number: u32,
        /// The revision on which the steps follow. What was done here after it is done
        /// again on top of them.
        since: u32,
        /// The revision to which they lead.
        to: u32,
        /// The steps, in their order.
        steps: Vec<(Kind, Delta)>,
        /// How: a value, so that the page can start without the code for it
        /// ([`rebasing`](super::work::steps::rebasing)).
        by: Rebase,
    },
    /// Has a document be only read from now on, or not any more.
    Bar {
        /// The number of the work.
        number: u32,
        /// Why, if it is.
        only_read: Option<OnlyRead>,
    },
    /// Shows the document at this place, from 0.
    Show(usize),
    /// Shows the next document, or with `back` the one before.
    Leaf {
        /// Towards the first.
        back: bool,
    },
    /// Goes to the start screen; all documents stay open.
    SetAside,
    /// Closes the document that is shown.
    Close,
    /// Closes the document at this place, from 0.
    CloseAt(usize),
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
    /// Has an annotation stand on other words.
    Respan {
        /// The annotation.
        id: Id,
        /// Where it stands from now on.
        span: Span,
        /// Now.
        at: Timestamp,
    },
    /// Cuts an annotation in two. Both have its label and attributes; its note and
    /// relations stay with the first.
    Split {
        /// The annotation.
        id: Id,
        /// Where to cut.
        cut: TextSize,
        /// The id of the second part.
        second: Id,
        /// Now.
        at: Timestamp,
    },
    /// Makes one annotation of this one and the next with the same label.
    Join {
        /// The annotation.
        id: Id,
        /// Now.
        at: Timestamp,
    },
    /// Marks the words of an annotation with another label too.
    Duplicate {
        /// The annotation.
        id: Id,
        /// The other label.
        label: LabelId,
        /// The id of the new annotation.
        new: Id,
        /// Now.
        at: Timestamp,
    },
    /// Marks many stretches with one label, in one step.
    TagAll {
        /// The label.
        label: LabelId,
        /// The stretches, each with the id of its new annotation.
        spans: Vec<(Span, Id)>,
        /// Now.
        at: Timestamp,
    },
    /// Links two annotations.
    Relate(Relation),
    /// Takes a link out.
    Unrelate(Id),
    /// Changes what is known about the article, all but its text and id.
    Describe(Facts),
    /// Puts a scheme in place of the present one; annotations stay as they are.
    Rescheme(Rc<Scheme>),
    /// Changes what a selection is for.
    Turn(Mode),
    /// Does with the selected words what the mode says; in [`Mode::Mark`] nothing.
    Settle {
        /// The id of a new annotation.
        id: Id,
        /// Now.
        at: Timestamp,
    },
    /// Looks at an annotation, or at none.
    Choose(Option<Id>),
    /// Looks at the next annotation, or with `back` at the one before; after the
    /// last comes the first.
    Step {
        /// Towards the start.
        back: bool,
    },
    /// Adds what a file holds for the same text, in one step
    /// ([`merging`](super::merge::merging)).
    Merge {
        /// The scheme that it is in, if not the present one.
        scheme: Option<Rc<Scheme>>,
        /// What is marked.
        markup: Markup,
        /// How: a value, so that the page can start without the code for it.
        by: Merge,
    },
    /// Puts annotations beside those that are there, or in place of those with the same
    /// ids, in one step.
    Annotate {
        /// The annotations.
        annotations: Vec<Annotation>,
        /// What is said then.
        said: String,
    },
    /// Has rules' suggestions wait beside the work of this number for a decision, in place
    /// of those before.
    Suggest {
        /// The number of the work.
        number: u32,
        /// The suggestions.
        found: Rc<Proposals>,
    },
    /// Looks at the first suggestion for the work of this number, unless something else is shown, was chosen or selected
    /// since the rules began to read it.
    FirstSuggestion {
        /// The number of the work.
        number: u32,
        /// What was chosen then.
        chosen: Option<Id>,
        /// What was selected then.
        selected: Option<Span>,
    },
    /// Has faint suggestions be among those that wait, or not.
    ShowFaint(bool),
    /// Looks at the next suggestion, or with `back` at the one before.
    StepSuggestion {
        /// Towards the start.
        back: bool,
    },
    /// Makes suggestions annotations, in one step. To reject one is to remove it.
    Accept {
        /// The suggestions, each with the id of the annotation.
        ids: Vec<(Id, Id)>,
        /// The label, if it is another than the suggested one.
        label: Option<LabelId>,
        /// Now.
        at: Timestamp,
        /// Whether what was made is looked at then, not the next suggestion.
        edit: bool,
    },
    /// Takes back the last change.
    Undo,
    /// Makes the last change that was taken back again.
    Redo,
    /// Notes that a file of this markup is on its way to the disk.
    Downloaded {
        /// Its name.
        file: String,
    },
    /// Notes that a file of all open documents is on its way to the disk.
    AllDownloaded {
        /// Its name.
        file: String,
    },
    /// Says something that happened outside of the work.
    Say(String),
    /// Says that something went wrong.
    Fail(String),
}

impl Action {
    /// Whether it changes what a file of the work would hold.
    pub(super) fn changes(&self) -> bool {
        !matches!(
            self,
            Self::Select(_)
                | Self::Choose(_)
                | Self::Step { .. }
                | Self::StepSuggestion { .. }
                | Self::FirstSuggestion { .. }
                | Self::ShowFaint(_)
                | Self::Turn(Mode::Mark)
                | Self::Downloaded { .. }
        )
    }
}

/// What selected words are for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// They wait for a label.
    #[default]
    Mark,
    /// They get this label at once.
    Brush(LabelId),
    /// They fill in an attribute of an annotation.
    Pick {
        /// The annotation.
        id: Id,
        /// The attribute's id.
        attribute: Rc<str>,
    },
    /// The next annotation that is chosen is what this one is linked to.
    Link {
        /// The annotation that the link starts from.
        from: Id,
        /// The type of the link.
        kind: Rc<str>,
    },
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
    /// Whether it is seen anyhow, so that it need only be heard.
    pub heard: bool,
}

/// What an action has to say.
pub(super) enum Said {
    /// What was done.
    Good(String),
    /// Why it was not done.
    Bad(String),
    /// What is seen anyhow.
    Heard(String),
}

impl Session {
    /// The session after `action`. Never fails: what cannot be done is said in
    /// [`Session::news`] and changes nothing else.
    #[must_use]
    pub fn apply(mut self, action: Action) -> Self {
        let said = match action {
            Action::Open(project) => self.add(vec![*project]),
            Action::Add(projects) => self.add(projects),
            Action::Restore { stored, shown, words } => self.restore(stored, shown, words),
            Action::Rebase {
                number,
                since,
                to,
                steps,
                by,
            } => {
                self.with_work(number, |work| by(work, since, to, &steps));
                None
            }
            Action::Suggest { number, found } => {
                let mut said = None;
                self.with_work(number, |work| said = work.suggest(found.clone()));
                said
            }
            Action::FirstSuggestion {
                number,
                chosen,
                selected,
            } => self.work.as_mut().and_then(|work| {
                let unmoved = (work.number, &work.chosen, work.selected) == (number, &chosen, selected);
                unmoved.then(|| work.step_suggestion(false)).flatten()
            }),
            Action::Bar { number, only_read } => {
                self.with_work(number, |work| work.bar(only_read));
                None
            }
            Action::Show(place) => self.go(place),
            Action::Leaf { back } => self.leaf(back),
            Action::SetAside => {
                self.set_aside();
                None
            }
            Action::Close if self.work.is_some() => self.close(self.place),
            Action::CloseAt(place) => self.close(place),
            Action::AllDownloaded { file } => self.all_downloaded(&file),
            Action::Say(words) => Some(Said::Good(words)),
            Action::Fail(words) => Some(Said::Bad(words)),
            action => self.work.as_mut().and_then(|work| work.apply(action)),
        };
        let (words, bad, heard) = match said {
            None => return self,
            Some(Said::Good(words)) => (words, false, false),
            Some(Said::Bad(words)) => (words, true, false),
            Some(Said::Heard(words)) => (words, false, true),
        };
        let number = self.news.number.wrapping_add(1);
        self.news = News {
            number,
            words,
            bad,
            heard,
        };
        self
    }
}
