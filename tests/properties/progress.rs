//! What counts as saved is on the disk, whatever fails and whoever else writes.

use std::collections::{BTreeMap, VecDeque};

use gloss::model::ledger::Progress;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::config;

#[derive(Clone, Debug)]
enum Event {
    /// A step is made.
    Does,
    /// What was not sent is, unless something is on its way; with `true` all the same.
    Sends(bool),
    /// The first write on its way is kept, if no step of it is there; with `false` it is not.
    Ends(bool),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Does),
        3 => any::<bool>().prop_map(Event::Sends),
        3 => prop::bool::weighted(0.7).prop_map(Event::Ends),
    ]
}

/// A tab that makes steps, and a disk that takes a revision only once.
struct World {
    progress: Progress,
    revision: u32,
    under_way: VecDeque<(u32, Vec<u32>)>,
    /// How often each revision was written.
    disk: BTreeMap<u32, u32>,
}

impl World {
    fn send(&mut self, now: bool) {
        let quiet = !self.progress.is_under_way() || now;
        if quiet && !self.progress.has_failed() && self.progress.sent() < self.revision {
            let steps = self.progress.send(self.revision);
            self.under_way.push_back((self.revision, steps));
        }
    }

    fn end(&mut self, works: bool) {
        let Some((revision, steps)) = self.under_way.pop_front() else {
            return;
        };
        let kept = works && steps.iter().all(|step| !self.disk.contains_key(step));
        if kept {
            for step in steps {
                *self.disk.entry(step).or_default() += 1;
            }
        }
        if self.progress.settle(revision, kept) {
            let after = self.progress.saved() + 1;
            let found: Vec<u32> = self.disk.range(after..).map(|(revision, _)| *revision).collect();
            self.progress.found(&found);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_saved_is_on_the_disk(events in vec(event(), 0..60)) {
        let mut world = World {
            progress: Progress::new(0),
            revision: 0,
            under_way: VecDeque::new(),
            disk: BTreeMap::new(),
        };
        for event in events {
            match event {
                Event::Does => world.revision += 1,
                Event::Sends(now) => world.send(now),
                Event::Ends(works) => world.end(works),
            }
            let saved = world.progress.saved();
            prop_assert!((1..=saved).all(|revision| world.disk.contains_key(&revision)), "{saved} is not all there");
        }
        // Once nothing fails any more, everything comes to be saved.
        for _ in 0..4 {
            world.send(true);
            while !world.under_way.is_empty() {
                world.end(true);
            }
        }
        prop_assert_eq!(world.progress.saved(), world.revision);
        prop_assert!(world.disk.values().all(|times| *times == 1));
    }
}
