//! The project's own commands.

mod bindgen;
mod build;
mod command;
mod debian;
mod error;
mod hash;
mod optimise;
mod page;
mod project;
mod toolchain;

use crate::{build::Mode, error::Error, project::Project};
use std::process::ExitCode;

fn main() -> ExitCode {
    match start(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

fn start(words: Vec<String>) -> Result<(), Error> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let project = Project::locate()?;
    match words.as_slice() {
        ["build"] => build::build(&project, Mode::Release),
        ["build", "--dev"] => build::build(&project, Mode::Dev),
        _ => Err(Error::Usage { found: words.join(" ") }),
    }
}
