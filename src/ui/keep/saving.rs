//! Writes what was done, and hears whether it is kept.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen_futures::spawn_local;

use super::begin;
use super::keeper::{Keeper, keeper};
use super::keeping::{Base, Keeping};
use super::lasting;
use super::leaf;
use super::state::{self, Health};
use super::stores::{BASES, DOCUMENTS, STEPS};
use super::turns;
use crate::dom::chance;
use crate::dom::database::{self, Database, Fault, Write};
use crate::model::format::gloss::{self, Writing};
use crate::model::ledger::{self, Head, record::SCHEMA};
use crate::model::project::Project;
use crate::ui::open::Slice;

/// Writes that are kept together or not at all.
#[derive(Default)]
pub struct Batch {
    parts: Vec<Part>,
    writes: Vec<Write>,
    /// How long the bases in it are, in bytes.
    bytes: usize,
}

/// What a write holds of one document.
pub struct Part {
    number: u32,
    /// The revision to which it leads.
    pub revision: u32,
    /// Whether it holds a base.
    pub has_base: bool,
    /// What the list says of it then.
    pub head: Head,
}

/// How long after a failure saving is tried again, in milliseconds: twice as long after
/// each further one, up to the second.
const RETRY: (u32, u32) = (3_000, 30_000);

/// How many annotations of a large document are written between two looks at the clock.
const STEP: usize = 200;

/// How many bytes of new documents are written together.
const TOGETHER: usize = 500_000;

/// A project's file, made while the page answers.
pub async fn file(project: Project) -> Vec<u8> {
    let mut writing = Writing::new(project);
    let mut slice = Slice::begin();
    while !writing.step(STEP) {
        slice.rest().await;
    }
    writing.into_file().into_bytes()
}

impl Keeper {
    /// Writes what was done since the last time, to whatever has nothing on its way;
    /// with `now`, for the page may be closed, to all.
    pub fn save(self: &Rc<Self>, now: bool) {
        let Some(database) = self.writable() else { return };
        if self.torn.get() && !now {
            return self.turn_over(database);
        }
        if now {
            let begun = self.batch.take();
            self.send(&database, begun);
        }
        let mut bases = Batch::default();
        let mut without_base = false;
        for number in self.numbers(|keeping| keeping.wants(now)) {
            match self.base_of(number) {
                None => {
                    let mut batch = Batch::default();
                    self.put_in(&mut batch, number, None);
                    self.send(&database, batch);
                }
                Some((origin, alone)) if now => {
                    let file = gloss::write(&origin).into_bytes();
                    if alone {
                        let mut batch = Batch::default();
                        self.put_in(&mut batch, number, Some(file));
                        self.send(&database, batch);
                    } else {
                        self.put_in(&mut bases, number, Some(file));
                    }
                }
                Some(_) => without_base = true,
            }
        }
        self.send(&database, bases);
        if without_base {
            self.write_bases();
        }
    }

    /// Turns a new leaf of the browser's log; what is to be written comes after it.
    fn turn_over(self: &Rc<Self>, database: Database) {
        if self.turning.replace(true) {
            return;
        }
        let (keeper, connection) = (Rc::clone(self), self.connection.get());
        spawn_local(async move {
            let turned = leaf::turn(&database).await;
            keeper.turning.set(false);
            // That of a connection that is gone says nothing of the one that is there.
            if connection == keeper.connection.get() {
                match turned {
                    Ok(()) => keeper.note_torn(false),
                    Err(fault) => keeper.broke(fault),
                }
                keeper.recover();
            }
            keeper.go_on();
        });
    }

    /// What the first base of a document is made from, if it is still to be written,
    /// and whether it is written by itself.
    fn base_of(&self, number: u32) -> Option<(Project, bool)> {
        let keepings = self.keepings.borrow();
        let keeping = keepings.get(&number)?;
        let origin = || keeping.work.origin().1.clone();
        (keeping.base == Base::Missing).then(|| (origin(), keeping.alone))
    }

    /// Writes the documents that storage does not have yet, while the page answers.
    fn write_bases(self: &Rc<Self>) {
        if self.writing.replace(true) {
            return;
        }
        let keeper = Rc::clone(self);
        spawn_local(async move {
            let mut slice = Slice::begin();
            while let Some(number) = keeper.first_without_base() {
                let Some((origin, alone)) = keeper.base_of(number) else {
                    continue;
                };
                let file = file(origin).await;
                // The page may have been about to be closed, or storage gone, meanwhile.
                if !keeper.numbers(|keeping| keeping.wants(false)).contains(&number) || keeper.base_of(number).is_none()
                {
                    continue;
                }
                let mut batch = if alone { Batch::default() } else { keeper.batch.take() };
                keeper.put_in(&mut batch, number, Some(file));
                if alone || batch.bytes > TOGETHER {
                    keeper.send_now(batch);
                } else {
                    keeper.batch.replace(batch);
                }
                slice.rest().await;
            }
            keeper.writing.set(false);
            let rest = keeper.batch.take();
            keeper.send_now(rest);
        });
    }

    fn first_without_base(&self) -> Option<u32> {
        self.writable()?;
        let wanting = |keeping: &Keeping| keeping.wants(false) && keeping.base == Base::Missing;
        self.numbers(wanting).first().copied()
    }

    /// The numbers of the documents of which something holds.
    fn numbers(&self, holds: impl Fn(&Keeping) -> bool) -> Vec<u32> {
        let keepings = self.keepings.borrow();
        let those = keepings.iter().filter(|(_, keeping)| holds(keeping));
        those.map(|(number, _)| *number).collect()
    }

    /// Adds what is to be written of a document, with its base if that is given.
    fn put_in(&self, batch: &mut Batch, number: u32, base: Option<Vec<u8>>) {
        let mut keepings = self.keepings.borrow_mut();
        let Some(keeping) = keepings.get_mut(&number) else {
            return;
        };
        let has_base = base.is_some();
        if let Some(file) = base {
            batch.bytes += file.len();
            let record = ledger::Base::new(&keeping.key, keeping.work.origin().0, file);
            // Not put in place of another one: the name may be taken since it was chosen.
            batch.writes.push(Write::Add(BASES, database::record(&record)));
            keeping.base = Base::Sent;
        }
        if keeping.base == Base::Kept {
            batch
                .writes
                .push(Write::Expect(BASES, Array::of1(&keeping.key.as_str().into()).into()));
        }
        let (revision, sent) = (keeping.work.revision(), keeping.progress.sent());
        let wanted = keeping.progress.send(revision);
        let by = self.author(number);
        let entries = keeping.work.entries_since(sent, &keeping.key, &by, &chance::now());
        for entry in entries.iter().filter(|entry| wanted.contains(&entry.revision)) {
            batch.writes.push(Write::Add(STEPS, database::record(entry)));
        }
        let head = self.head(keeping);
        batch.writes.push(Write::Put(DOCUMENTS, database::record(&head)));
        batch.parts.push(Part {
            number,
            revision,
            has_base,
            head,
        });
    }

    /// Who writes the steps of a document: its keeping in this tab. Opened a second time
    /// it is another one.
    pub fn author(&self, number: u32) -> String {
        format!("{}-{number}", self.tab)
    }

    fn head(&self, keeping: &Keeping) -> Head {
        let work = &keeping.work;
        let heads = self.heads.borrow();
        let old = heads.get(&keeping.key);
        let downloaded = keeping.in_a_file().or_else(|| old.and_then(|old| old.downloaded));
        let order = self.next_order();
        // Another tab is further, and nothing was done here but a download.
        if let Some(old) = old.filter(|old| old.revision > work.revision()) {
            return Head {
                order,
                downloaded,
                ..old.clone()
            };
        }
        // One that is worked on is back; of one that was closed only the rest comes after.
        let deleted = old.filter(|_| keeping.closed).and_then(|old| old.deleted.clone());
        let head = self.head_of(&keeping.key, work.revision(), work.project());
        Head {
            downloaded,
            deleted,
            ..head
        }
    }

    /// What a list says of a document that is stored now.
    pub fn head_of(&self, key: &str, revision: u32, project: &Project) -> Head {
        let now = chance::now().as_str().to_owned();
        let heads = self.heads.borrow();
        let old = heads.get(key);
        Head {
            schema: SCHEMA,
            key: key.to_owned(),
            revision,
            order: self.next_order(),
            heading: project.document.heading().to_owned(),
            annotations: project.markup.annotations.len() as u32,
            bytes: project.document.text.as_str().len() as u32,
            created: old.map_or_else(|| now.clone(), |old| old.created.clone()),
            changed: now,
            downloaded: old.and_then(|old| old.downloaded),
            deleted: None,
        }
    }

    fn send_now(self: &Rc<Self>, batch: Batch) {
        // Without it, everything is written anew once it is there again.
        if let Some(database) = self.writable() {
            self.send(&database, batch);
        }
    }

    fn send(self: &Rc<Self>, database: &Database, batch: Batch) {
        let Batch { parts, writes, .. } = batch;
        if writes.is_empty() {
            return;
        }
        let kept = database.write(&writes);
        let (keeper, connection) = (Rc::clone(self), self.connection.get());
        spawn_local(async move {
            let result = kept.await;
            // What became of a write on a connection that is gone is seen from what is stored.
            if connection == keeper.connection.get() {
                keeper.settle(parts, result);
            }
        });
    }

    /// A write is on the disk, or not.
    fn settle(self: &Rc<Self>, parts: Vec<Part>, result: Result<(), Fault>) {
        let together = parts.len() > 1;
        let (mut faults, mut heads) = (Vec::new(), Vec::new());
        {
            let mut keepings = self.keepings.borrow_mut();
            for part in parts {
                let Some(keeping) = keepings.get_mut(&part.number) else {
                    continue;
                };
                if let Some(fault) = keeping.settle(&part, &result) {
                    keeping.alone |= together;
                    faults.push((part.number, fault));
                }
                heads.push(part.head);
            }
        }
        if result.is_ok() {
            self.kept(heads);
        }
        for (number, fault) in faults {
            self.failed(number, fault, together);
        }
        self.go_on();
    }

    fn kept(self: &Rc<Self>, heads: Vec<Head>) {
        self.reopened.set(false);
        self.pause.set(0);
        self.waits.set(false);
        self.recover();
        if heads.iter().any(|head| head.revision > 0) {
            lasting::ask();
        }
        for head in heads {
            turns::tell_saved(self, &head.key, head.revision);
            self.note(head);
        }
    }

    /// Where saving has failed: says that it goes on, once everything is on the disk.
    pub fn recover(&self) {
        let failing = matches!(*self.health.borrow(), Health::Failing(_));
        let is_over = |keeping: &Keeping| self.has(keeping) || keeping.work.only_read().is_some();
        if failing && self.keepings.borrow().values().all(is_over) {
            self.health.replace(Health::Good);
            self.say("What you did is saved again.", false);
        }
    }

    /// What was done, or heard from other tabs, while something was on its way comes next.
    pub fn catch_up(self: &Rc<Self>) {
        for (number, write) in self.those_behind() {
            turns::catch_up(self, number, write);
        }
        if !self.waits.get() {
            self.save(false);
        }
        self.forget_finished();
    }

    /// The same, and the page is told.
    pub fn go_on(self: &Rc<Self>) {
        self.catch_up();
        if let Some(ctx) = (self.desk)() {
            self.remember(&ctx.store.session);
            self.report(&ctx.store.session);
        }
    }

    fn those_behind(&self) -> Vec<(u32, bool)> {
        let mut keepings = self.keepings.borrow_mut();
        let quiet = keepings.iter_mut().filter(|(_, keeping)| keeping.is_quiet());
        quiet
            .filter_map(|(number, keeping)| Some((*number, keeping.behind.take()?)))
            .collect()
    }

    /// A write was refused: what it held counts as not sent.
    fn failed(self: &Rc<Self>, number: u32, fault: Fault, together: bool) {
        match fault {
            // Which one it was is seen when each is written by itself.
            Fault::Taken if together => {}
            Fault::Taken => self.was_taken(number),
            Fault::Gone => self.is_gone(number),
            fault => self.broke(fault),
        }
    }

    /// Storage takes nothing.
    fn broke(self: &Rc<Self>, fault: Fault) {
        match fault {
            Fault::Dead if !self.reopened.get() => begin::reopen(self),
            Fault::Newer => {
                self.health.replace(Health::Newer);
            }
            fault => self.fail(fault),
        }
    }

    /// Storage has a record already where one was to be added.
    fn was_taken(self: &Rc<Self>, number: u32) {
        let writes = self.with(number, |keeping| {
            keeping.taken = true;
            !turns::is_followed(&keeping.hold)
        });
        if self.base_of(number).is_none() {
            return turns::catch_up(self, number, writes == Some(true));
        }
        let (keeper, key) = (Rc::clone(self), self.key_of(number));
        spawn_local(async move {
            let (Some(database), Some(key)) = (keeper.writable(), key) else {
                return;
            };
            match database.revisions(BASES, &key).await {
                // Steps without a base are from here.
                Ok(bases) if bases.is_empty() => turns::catch_up(&keeper, number, true),
                Ok(_) => keeper.rename(number),
                Err(fault) => keeper.unread(number, fault),
            }
        });
    }

    /// What took a revision cannot be read: whether it is taken is seen when it is written again.
    pub fn unread(self: &Rc<Self>, number: u32, fault: Fault) {
        if self.with(number, |keeping| std::mem::take(&mut keeping.taken)) == Some(true) {
            self.failed(number, fault, false);
        }
    }

    /// Another tab was quicker to store a document of this name.
    fn rename(self: &Rc<Self>, number: u32) {
        let hold = self.keepings.borrow_mut().get_mut(&number).map(|keeping| {
            keeping.key = chance::id().as_str().to_owned();
            keeping.taken = false;
            std::mem::take(&mut keeping.hold)
        });
        drop(hold);
        self.save(false);
        let shown = (self.desk)().and_then(|ctx| ctx.store.session.work.as_ref().map(|work| work.number));
        if shown == Some(number) {
            turns::ask(self, number);
        }
    }

    /// Says that saving fails, and tries again later.
    pub fn fail(self: &Rc<Self>, fault: Fault) {
        if !self.is_usable() {
            return;
        }
        self.note_torn(true);
        let failing = matches!(*self.health.borrow(), Health::Failing(_));
        if !failing {
            self.say(
                if fault == Fault::Full {
                    state::FULL
                } else {
                    state::FAILING
                },
                true,
            );
        }
        self.health.replace(Health::Failing(fault));
        // One timer for all that fails at once.
        if self.waits.replace(true) {
            return;
        }
        let (first, last) = RETRY;
        let pause = (self.pause.get() * 2).clamp(first, last);
        self.pause.set(pause);
        let again = Timeout::new(pause, || {
            let Some(keeper) = keeper() else { return };
            keeper.waits.set(false);
            let dead = *keeper.health.borrow() == Health::Failing(Fault::Dead);
            if dead {
                begin::reopen(&keeper);
            } else {
                keeper.save(false);
            }
        });
        self.retry.replace(Some(again));
    }
}
