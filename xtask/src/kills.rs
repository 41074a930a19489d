//! `cargo xtask kills`: random ends of tabs and browsers and a disk that is full for a while, and whether work that was
//! shown as saved is missing then.

use crate::{
    build::{Mode, build},
    chromium,
    command::run,
    error::Error,
    node,
    project::Project,
    server::Server,
};
use std::{
    num::NonZeroU32,
    time::{SystemTime, UNIX_EPOCH},
};

/// How often to kill, and by what chance.
#[derive(Debug, Eq, PartialEq)]
pub struct Plan {
    /// How many kills.
    pub runs: NonZeroU32,
    /// What chance begins with; the clock says it otherwise.
    pub seed: Option<u32>,
}

/// Builds the page, kills it again and again, and prints what became of the work.
///
/// # Errors
/// When something that was shown as saved is missing; when the page cannot be built, or something is missing that
/// cannot be installed.
pub fn kills(project: &Project, plan: &Plan) -> Result<(), Error> {
    let tests = project.root.join("tests/e2e");
    node::obtain()?;
    node::install(&tests, "Playwright")?;
    let browser = chromium::obtain(&tests)?;
    build(project, Mode::Release)?;
    let server = Server::start(project, 0)?;
    let mut playwright = chromium::playwright(&tests);
    playwright
        .args(["test", "--config", "kills/playwright.config.ts"])
        .env("GLOSS_RUNS", plan.runs.to_string())
        .env("GLOSS_SEED", plan.seed.unwrap_or_else(clock).to_string())
        .env("GLOSS_URL", &server.address)
        .env("GLOSS_RESULTS", project.target.join("kills"));
    if let Some(browser) = browser {
        playwright.env(chromium::VARIABLE, browser);
    }
    run(&mut playwright)
}

fn clock() -> u32 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(1, |since| since.as_secs() as u32)
}
