//! Throws damaged files at every reader and counts what becomes of them.
//!
//! `cargo run --release --example fuzz -- 1000000` reads so many. It ends with an
//! error if a reader panics or takes longer than a second.

#[path = "../properties/arbitrary.rs"]
#[allow(dead_code, reason = "the laws use more of it")]
mod arbitrary;

#[path = "../properties/damage.rs"]
mod damage;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use gloss::model::exchange::draft::set;
use gloss::model::exchange::foreign::Found;
use gloss::model::format::gloss as own;
use gloss::model::format::problem::Error;
use gloss::model::format::table::{FORMATS, Frame, Reader};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// How many documents are damaged in turn.
const DOCUMENTS: usize = 100;

/// Reads a file, as a whole or beside a text.
enum Read {
    Own,
    One(fn(&str) -> bool, fn(&str) -> Result<Found, Error>),
    Beside(fn(&str, &str) -> Result<Found, Error>),
}

/// A format under attack.
struct Target {
    name: &'static str,
    read: Read,
    /// Its files, each after the text that it stands beside, if it does.
    files: Vec<(String, String)>,
    tally: Tally,
}

/// What became of its files.
#[derive(Default)]
struct Tally {
    inputs: usize,
    refused: usize,
    /// Read, with something to say about it.
    mended: usize,
    panicked: usize,
    slowest: Duration,
}

fn main() -> ExitCode {
    let wanted = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(100_000);
    let seed = std::env::args()
        .nth(2)
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(0x61_05_5E);
    let config = Config {
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let mut targets = targets(&mut runner);
    let input = (any::<Index>(), vec(damage::damage(), 1..6));
    std::panic::set_hook(Box::new(|_| {}));
    for number in 0..wanted {
        let (which, damages) = input.new_tree(&mut runner).expect("an input").current();
        let place = number % targets.len();
        let target = &mut targets[place];
        let (text, file) = which.get(&target.files).clone();
        let file = damages.iter().fold(file, |file, damage| damage.apply(file));
        target.attack(&text, &file);
    }
    println!(
        "{:<24}{:>10}{:>10}{:>10}{:>10}{:>14}",
        "", "inputs", "refused", "mended", "panics", "slowest, ms"
    );
    let mut good = true;
    for Target { name, tally, .. } in &targets {
        let slowest = tally.slowest.as_secs_f64() * 1000.0;
        println!(
            "{name:<24}{:>10}{:>10}{:>10}{:>10}{slowest:>14.1}",
            tally.inputs, tally.refused, tally.mended, tally.panicked
        );
        good &= tally.panicked == 0 && slowest < 1000.0;
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

impl Target {
    fn attack(&mut self, text: &str, file: &str) {
        let start = Instant::now();
        let read = || match self.read {
            Read::Own => own::read(file).map(|(_, problems)| problems.len()),
            Read::One(is, read) => {
                is(file);
                read(file).and_then(settle)
            }
            Read::Beside(read) => read(text, file).and_then(settle),
        };
        self.tally.inputs += 1;
        match catch_unwind(AssertUnwindSafe(read)) {
            Ok(Err(_)) => self.tally.refused += 1,
            Ok(Ok(problems)) => self.tally.mended += usize::from(problems > 0),
            Err(_) => {
                self.tally.panicked += 1;
                println!("{} panics at {file:?}", self.name);
            }
        }
        self.tally.slowest = self.tally.slowest.max(start.elapsed());
    }
}

/// Sets what was found on its text; how many problems there were.
fn settle(found: Found) -> Result<usize, Error> {
    let mut problems = found.problems.len();
    for document in &found.documents {
        problems += set(document, None, None)?.problems.len();
    }
    Ok(problems)
}

fn targets(runner: &mut TestRunner) -> Vec<Target> {
    let project = arbitrary::project();
    let projects: Vec<_> = (0..DOCUMENTS)
        .map(|_| project.new_tree(runner).expect("a project").current())
        .collect();
    let files = projects
        .iter()
        .map(|project| (String::new(), own::write(project)))
        .collect();
    let tally = Tally::default();
    let (name, read) = ("Gloss", Read::Own);
    let mut targets = vec![Target {
        name,
        read,
        files,
        tally,
    }];
    for format in FORMATS {
        let (Some(write), Some(reader)) = (format.write, format.read) else {
            continue;
        };
        let framed = |content: String| match format.frame {
            Frame::List => format!("[\n{content}\n]\n"),
            Frame::Rows(header) => format!("{header}{content}"),
            Frame::Lines | Frame::Alone => content,
        };
        let files = projects.iter().map(|project| {
            let mut parts = write(project).parts.into_iter().map(|part| part.content);
            let first = parts.next().unwrap_or_default();
            match (reader, parts.next()) {
                (Reader::Beside { .. }, Some(beside)) => (first, beside),
                _ => (String::new(), framed(first)),
            }
        });
        targets.push(Target {
            name: format.name,
            read: match reader {
                Reader::One { is, read } => Read::One(is, read),
                Reader::Beside { read, .. } => Read::Beside(read),
            },
            files: files.collect(),
            tally: Tally::default(),
        });
    }
    targets
}
