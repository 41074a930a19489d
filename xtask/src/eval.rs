//! `cargo xtask eval`: how good suggestions are, measured by articles that people have annotated.

use crate::{command::run, error::Error, project::Project, toolchain::usual_cargo};
use std::{env, path::PathBuf, process::Command};

/// Compiles the scoring, which knows the model, and runs it where the command was given, so that
/// the files are found.
///
/// # Errors
/// When it does not compile, or a file cannot be read.
pub fn eval(project: &Project, words: &[String]) -> Result<(), Error> {
    let mut cargo = Command::new(usual_cargo());
    // Paths are meant from where the person stands; cargo xtask itself runs at the top.
    let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    cargo
        .current_dir(here)
        .args(["run", "--quiet", "--release", "--example", "eval", "--manifest-path"])
        .arg(project.root.join("Cargo.toml"))
        .arg("--")
        .args(words);
    run(&mut cargo)
}
