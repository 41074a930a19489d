//! Several documents in a session, of which one is shown.

use std::rc::Rc;

use super::{Said, Session};
use crate::model::intake::{counted, grouped};
use crate::model::project::Project;
use crate::model::short::short;
use crate::model::work::{Stored, Work};

impl Session {
    /// How many documents are open.
    pub fn count(&self) -> usize {
        self.others.len() + usize::from(self.work.is_some())
    }

    /// The place among the open documents, from 0, of the one that is shown, or of
    /// the next one to be opened.
    pub fn place(&self) -> usize {
        self.place
    }

    /// The open documents, in their order.
    pub fn works(&self) -> impl Iterator<Item = &Work> {
        let (before, after) = self.others.split_at(self.place);
        before.iter().chain(&self.work).chain(after)
    }

    /// Whether a document has something that no file holds yet.
    pub fn unsaved(&self) -> bool {
        self.works().any(Work::unsaved)
    }

    /// Opens documents behind the one that is shown, and shows the first of them.
    pub(super) fn add(&mut self, projects: Vec<Project>) -> Option<Said> {
        let count = projects.len();
        let marks = projects.iter().map(|project| project.markup.annotations.len());
        let marks = counted(marks.sum(), "annotation");
        let mut works = Vec::with_capacity(count);
        for project in projects {
            works.push(Work::open(project, self.opened));
            self.opened = self.opened.wrapping_add(1);
        }
        if works.is_empty() {
            return None;
        }
        let at = self.place + usize::from(self.work.is_some());
        self.set_aside();
        Rc::make_mut(&mut self.others).splice(at..at, works);
        self.show(at);
        let all = match self.count() {
            1 => String::new(),
            all => format!(" {} of {}.", grouped(at + 1), grouped(all)),
        };
        Some(Said::Good(if count == 1 {
            format!("Article open, {marks}.{all}")
        } else {
            format!("{} open, {marks}.{all}", counted(count, "article"))
        }))
    }

    /// Opens stored documents behind the one that is shown.
    pub(super) fn restore(&mut self, stored: Vec<Stored>, shown: Option<usize>, words: String) -> Option<Said> {
        let mut works = Vec::with_capacity(stored.len());
        for stored in stored {
            works.push(Work::restore(stored, self.opened));
            self.opened = self.opened.wrapping_add(1);
        }
        let at = self.place + usize::from(self.work.is_some());
        if shown.is_some() {
            self.set_aside();
        }
        let last = works.len().checked_sub(1)?;
        Rc::make_mut(&mut self.others).splice(at..at, works);
        if let Some(shown) = shown {
            self.show(at + shown.min(last));
        }
        Some(Said::Good(words))
    }

    /// Does something with the work of this number, if it is open.
    pub(super) fn with_work(&mut self, number: u32, change: impl FnOnce(&mut Work)) {
        if let Some(work) = self.work.as_mut().filter(|work| work.number == number) {
            return change(work);
        }
        let others = Rc::make_mut(&mut self.others);
        if let Some(work) = others.iter_mut().find(|work| work.number == number) {
            change(work);
        }
    }

    /// Puts the document that is shown back among the others.
    pub(super) fn set_aside(&mut self) {
        if let Some(mut work) = self.work.take() {
            work.rest();
            Rc::make_mut(&mut self.others).insert(self.place, work);
        }
    }

    /// Shows the document at a place, if there is one.
    pub(super) fn go(&mut self, place: usize) -> Option<Said> {
        if place >= self.count() || self.work.is_some() && place == self.place {
            return None;
        }
        self.set_aside();
        self.show(place);
        self.said_of_shown("")
    }

    /// Shows the document behind the one that is shown, or with `back` before it.
    pub(super) fn leaf(&mut self, back: bool) -> Option<Said> {
        let place = match back {
            true => self.place.checked_sub(1),
            false => Some(self.place + usize::from(self.work.is_some())).filter(|&place| place < self.count()),
        };
        match place {
            Some(place) => self.go(place),
            None => {
                let end = if back { "first" } else { "last" };
                Some(Said::Good(format!("This is the {end} document.")))
            }
        }
    }

    /// Closes the document at a place. In place of the one that is shown comes the
    /// one behind it, or else the one before.
    pub(super) fn close(&mut self, place: usize) -> Option<Said> {
        let shown = self.work.is_some() && place == self.place;
        if shown {
            self.work = None;
            let last = self.others.len().checked_sub(1)?;
            self.show(place.min(last));
            return self.said_of_shown("Closed. ");
        }
        let number = place - usize::from(self.work.is_some() && place > self.place);
        if number < self.others.len() {
            Rc::make_mut(&mut self.others).remove(number);
            self.place -= usize::from(number < self.place);
        }
        None
    }

    /// Notes that a file holds every document as it is now.
    pub(super) fn all_downloaded(&mut self, file: &str) -> Option<Said> {
        let others = Rc::make_mut(&mut self.others).iter_mut();
        others.chain(&mut self.work).for_each(Work::keep);
        let count = counted(self.count(), "document");
        Some(Said::Good(format!("Downloaded {file}, {count}.")))
    }

    fn show(&mut self, place: usize) {
        self.place = place;
        self.work = Some(Rc::make_mut(&mut self.others).remove(place));
    }

    fn said_of_shown(&self, before: &str) -> Option<Said> {
        let work = self.work.as_ref()?;
        let (number, all) = (grouped(self.place + 1), grouped(self.count()));
        let (heading, marks) = (short(work.document().heading(), 80), work.annotations().len());
        let marks = counted(marks, "annotation");
        Some(Said::Good(format!("{before}{number} of {all}: {heading}. {marks}.")))
    }
}
