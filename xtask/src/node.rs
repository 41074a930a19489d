//! Node and npm: for wasm-opt and the end-to-end tests.

use crate::{
    command::{answer, run_within},
    debian,
    error::{Error, at},
};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// The oldest Node that the packages in use run on.
const OLDEST: u32 = 20;
const NPM_LIMIT: Duration = Duration::from_secs(600);
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Whether a Node that is new enough is here, with npm.
pub fn is_here() -> bool {
    let major = answer(Command::new("node").arg("--version")).and_then(|version| major(&version));
    major.is_some_and(|major| major >= OLDEST) && answer(Command::new(NPM).arg("--version")).is_some()
}

/// Installs Node if it is not here.
///
/// # Errors
/// When it cannot be installed.
pub fn obtain() -> Result<(), Error> {
    if is_here() || (debian::install(&["nodejs", "npm"]) && is_here()) {
        return Ok(());
    }
    Err(Error::Missing {
        what: "Node 20 or later, with npm,",
        remedy: "Install it from https://nodejs.org/",
    })
}

/// Installs exactly what the lock file in a folder names, unless that is done.
///
/// # Errors
/// When npm fails.
pub fn install(folder: &Path, what: &str) -> Result<(), Error> {
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).map_err(at(lock))?;
    let done = folder.join("node_modules/.installed");
    if fs::read(&done).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing {what}: npm ci (in {})", folder.display());
    run_within(
        Command::new(NPM)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null()),
        NPM_LIMIT,
    )?;
    fs::write(&done, lock).map_err(at(done))
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn major() {
        assert_eq!(super::major("v20.20.2"), Some(20));
        assert_eq!(super::major("20"), None);
    }
}
