//! A browser for the end-to-end tests.

use crate::{
    command::{run_within, which},
    debian,
    error::Error,
};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// The variable with the browser's path, for the user to choose and for Playwright to read.
pub const VARIABLE: &str = "GLOSS_CHROMIUM";

const NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PLACES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(600);

/// The browser to test in; installs one if there is none. `None` means the one that Playwright has downloaded.
///
/// # Errors
/// When there is none and it cannot be installed.
pub fn obtain(tests: &Path) -> Result<Option<PathBuf>, Error> {
    if let Some(chosen) = env::var_os(VARIABLE) {
        return Ok(Some(chosen.into()));
    }
    if let Some(here) = find() {
        return Ok(Some(here));
    }
    if debian::install(&["chromium"])
        && let Some(here) = find()
    {
        return Ok(Some(here));
    }
    println!("Looking for Playwright's own Chromium: playwright install chromium");
    run_within(playwright(tests).args(["install", "chromium"]), DOWNLOAD_LIMIT).map_err(|_| Error::Missing {
        what: "Chromium",
        remedy: "Install it (on Debian: apt-get install chromium), or name one with GLOSS_CHROMIUM=/its/path",
    })?;
    Ok(None)
}

/// Playwright's command line.
pub fn playwright(tests: &Path) -> Command {
    let mut command = Command::new("node");
    command
        .arg(tests.join("node_modules/@playwright/test/cli.js"))
        .current_dir(tests);
    command
}

fn find() -> Option<PathBuf> {
    let usual = PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    NAMES.iter().find_map(|name| which(name)).or(usual)
}
