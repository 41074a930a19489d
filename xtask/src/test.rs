//! `cargo xtask test`: everything that must hold, the quick checks first.

use crate::{
    build::{Mode, build},
    chromium,
    command::{answer, run},
    deny::deny,
    error::Error,
    library::Size,
    node,
    project::Project,
    python, rustup,
    server::{FOLDER, Server},
    size::FirstLoad,
    toolchain::{Toolchain, usual_cargo},
    validators::validate,
};
use std::{path::PathBuf, process::Command, time::Instant};

/// What can be chosen with `--only`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// How the code looks.
    Fmt,
    /// What the compiler and clippy say about it.
    Clippy,
    /// What may be among the dependencies.
    Deny,
    /// What runs without a browser.
    Model,
    /// What other tools say about the files that are written for them.
    Formats,
    /// How large the finished page is.
    Size,
    /// What the finished page does.
    E2e,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Fmt,
        Self::Clippy,
        Self::Deny,
        Self::Model,
        Self::Formats,
        Self::Size,
        Self::E2e,
    ];

    /// The part that a word on the command line means.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "fmt" => Some(Self::Fmt),
            "clippy" => Some(Self::Clippy),
            "deny" => Some(Self::Deny),
            "model" => Some(Self::Model),
            "formats" => Some(Self::Formats),
            "size" => Some(Self::Size),
            "e2e" => Some(Self::E2e),
            _ => None,
        }
    }
}

/// What to test.
#[derive(Debug, Eq, PartialEq)]
pub struct Selection {
    /// The parts, in whatever order.
    pub parts: Vec<Part>,
    /// What is handed on to Playwright.
    pub playwright: Vec<String>,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            parts: Part::ALL.to_vec(),
            playwright: vec![],
        }
    }
}

type Step = fn(&Project, &Selection) -> Result<(), Error>;

/// Each step with the parts that it belongs to.
const STEPS: &[(&[Part], &str, Step)] = &[
    (&[Part::Fmt], "rustfmt", |project, _| {
        component(project, "fmt", "rustfmt")?;
        run(cargo(project).args(["fmt", "--all", "--check"]))
    }),
    (&[Part::Clippy], "clippy on this machine", |project, _| {
        component(project, "clippy", "clippy")?;
        run(cargo(project).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
    }),
    (&[Part::Clippy], "clippy for wasm32", |project, _| {
        run(Toolchain::obtain(project, Size::Plain)?
            .clippy(project)
            .args(["--", "-D", "warnings"]))
    }),
    (&[Part::Deny], "dependencies", |project, _| deny(project)),
    (&[Part::Model], "tests without a browser", |project, _| {
        run(cargo(project).args(["test", "--workspace"]))
    }),
    (&[Part::Formats], "files for other tools", |project, _| {
        validate(project)
    }),
    (&[Part::Size, Part::E2e], "build", |project, _| {
        build(project, Mode::Release)
    }),
    (&[Part::Size], "size of first load", |project, _| {
        let load = FirstLoad::measure(project)?;
        println!("{load}");
        load.check()
    }),
    (&[Part::E2e], "types of the end-to-end tests", |project, _| {
        let tests = tests(project)?;
        run(Command::new("node")
            .arg("node_modules/typescript/bin/tsc")
            .current_dir(tests))
    }),
    (&[Part::E2e], "end-to-end tests", end_to_end),
];

/// Runs the steps up to the first that fails, and sums up in the last line.
///
/// # Errors
/// What the failing step says.
pub fn test(project: &Project, selection: &Selection) -> Result<(), Error> {
    let mut passed = 0;
    for (parts, name, step) in STEPS {
        if !parts.iter().any(|part| selection.parts.contains(part)) {
            continue;
        }
        println!("== {name}");
        let start = Instant::now();
        let result = step(project, selection);
        let seconds = start.elapsed().as_secs_f32();
        if let Err(error) = result {
            println!("== {name}: failed after {seconds:.1} s: {error}");
            println!("{passed} passed, 1 failed");
            return Err(Error::Step { name });
        }
        println!("== {name}: passed in {seconds:.1} s\n");
        passed += 1;
    }
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// The page in Chromium, by Playwright.
fn end_to_end(project: &Project, selection: &Selection) -> Result<(), Error> {
    let tests = tests(project)?;
    // Some tests read downloaded files with it.
    python::obtain()?;
    let browser = chromium::obtain(&tests)?;
    let server = Server::start(project, 0)?;
    let mut playwright = chromium::playwright(&tests);
    playwright
        .arg("test")
        .args(&selection.playwright)
        .env("GLOSS_URL", &server.address)
        .env("GLOSS_FOLDER_URL", format!("{}{FOLDER}", server.address))
        .env("GLOSS_RESULTS", project.target.join("e2e"));
    if let Some(browser) = browser {
        playwright.env(chromium::VARIABLE, browser);
    }
    run(&mut playwright)
}

/// The folder of the end-to-end tests, with what they need from npm.
fn tests(project: &Project) -> Result<PathBuf, Error> {
    let tests = project.root.join("tests/e2e");
    node::obtain()?;
    node::install(&tests, "Playwright")?;
    Ok(tests)
}

fn cargo(project: &Project) -> Command {
    let mut command = Command::new(usual_cargo());
    command.current_dir(&project.root);
    command
}

/// Sees to it that a part of Rust is here, or says what is not.
fn component(project: &Project, command: &str, name: &'static str) -> Result<(), Error> {
    let is_here = || answer(cargo(project).args([command, "--version"])).is_some();
    if is_here() {
        return Ok(());
    }
    rustup::add("component", name, name);
    if is_here() {
        Ok(())
    } else {
        Err(Error::Missing {
            what: name,
            remedy: "Install it with: rustup component add rustfmt clippy",
        })
    }
}
