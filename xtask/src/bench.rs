//! `cargo xtask bench`: the page beside other ways to annotate, measured in a real browser.

use crate::{
    build::{Mode, build},
    chromium,
    command::run,
    error::Error,
    node,
    project::Project,
    server::Server,
};
use std::{num::NonZeroU32, process::Command};

/// The sizes of the texts that are measured.
pub const SIZES: [&str; 4] = ["S", "M", "L", "XL"];
/// Who is measured.
pub const CONTENDERS: [&str; 4] = ["limit", "codemirror", "recogito", "gloss"];

/// What to measure.
#[derive(Debug, Eq, PartialEq)]
pub struct Plan {
    /// Some of [`SIZES`].
    pub sizes: Vec<&'static str>,
    /// Some of [`CONTENDERS`].
    pub contenders: Vec<&'static str>,
    /// How often each contender has its turn at each size.
    pub runs: NonZeroU32,
    /// Whether to take few samples, for a first look.
    pub quick: bool,
    /// Whether to show hard texts to Gloss too.
    pub hard: bool,
    /// Whether to measure its suggestions too.
    pub suggestions: bool,
}

impl Plan {
    /// Whether it is everything, so that its tables are worth keeping.
    pub fn is_full(&self) -> bool {
        let has_all = |all: &[&str], chosen: &[&str]| all.iter().all(|one| chosen.contains(one));
        !self.quick && has_all(&SIZES, &self.sizes) && has_all(&CONTENDERS, &self.contenders)
    }

    /// The plan as the program in Node reads it.
    fn words(&self) -> Vec<String> {
        let mut words = vec![
            "--sizes".to_owned(),
            self.sizes.join(","),
            "--only".to_owned(),
            self.contenders.join(","),
            "--runs".to_owned(),
            self.runs.to_string(),
        ];
        if self.quick {
            words.push("--quick".to_owned());
        }
        if self.hard || self.is_full() {
            words.push("--hard".to_owned());
        }
        if self.suggestions || self.is_full() {
            words.push("--suggestions".to_owned());
        }
        words
    }
}

/// Builds the page and measures it; prints the tables, and keeps them if the plan is full.
///
/// # Errors
/// When the page cannot be built, or something is missing that cannot be installed.
pub fn bench(project: &Project, plan: &Plan) -> Result<(), Error> {
    let folder = project.root.join("tests/bench");
    node::obtain()?;
    node::install(&folder, "the other contenders")?;
    let browser = chromium::obtain(&folder)?;
    build(project, Mode::Release)?;
    // The others' pages are a site of their own, served as ours is.
    let others = Project {
        root: project.target.join("bench"),
        target: project.target.clone(),
    };
    let (server, others_server) = (Server::start(project, 0)?, Server::start(&others, 0)?);
    let mut node = Command::new("node");
    node.arg(folder.join("bench.mjs"))
        .args(plan.words())
        .env("GLOSS_URL", &server.address)
        .env("GLOSS_PAGES", others.dist())
        .env("GLOSS_PAGES_URL", &others_server.address);
    if let Some(browser) = browser {
        node.env(chromium::VARIABLE, browser);
    }
    if plan.is_full() {
        node.env("GLOSS_RESULTS", folder.join("RESULTS.md"));
    }
    run(&mut node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_full_is_kept() {
        let plan = |sizes: &[&'static str], quick| Plan {
            sizes: sizes.to_vec(),
            contenders: CONTENDERS.to_vec(),
            runs: NonZeroU32::MIN,
            quick,
            hard: false,
            suggestions: false,
        };
        let full = plan(&SIZES, false);
        assert!(full.is_full());
        assert_eq!(
            full.words().join(" "),
            "--sizes S,M,L,XL --only limit,codemirror,recogito,gloss --runs 1 --hard --suggestions"
        );
        assert!(!plan(&SIZES, true).is_full());
        let part = plan(&["S", "XL"], false);
        assert!(!part.is_full());
        assert_eq!(
            part.words().join(" "),
            "--sizes S,XL --only limit,codemirror,recogito,gloss --runs 1"
        );
    }
}
