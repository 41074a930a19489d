//! The project's own commands: `cargo xtask help` lists them.

mod arguments;
mod bench;
mod build;
mod deny;
mod eval;
mod gazetteer;
mod kills;
mod reproduce;
mod serve;
mod size;
mod split;
mod test;

mod bindgen;
mod hash;
mod library;
mod offline;
mod optimise;
mod page;
mod policy;
mod toolchain;

mod mime;
mod server;

mod chromium;
mod debian;
mod node;
mod python;
mod rustup;
mod validators;

mod command;
mod error;
mod project;

use crate::{
    arguments::{HELP, Request, parse},
    bench::bench,
    build::{Mode, build},
    deny::deny,
    error::{Error, report},
    eval::eval,
    gazetteer::{gazetteer, map},
    kills::kills,
    project::Project,
    reproduce::reproduce,
    serve::serve,
    size::FirstLoad,
    test::test,
};
use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match start(&words.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

fn start(words: &[&str]) -> Result<(), Error> {
    let request = parse(words)?;
    let project = Project::locate()?;
    match request {
        Request::Help => print!("{HELP}"),
        Request::Build(mode) => {
            build(&project, mode)?;
            println!("The page is in {}", project.dist().display());
            if mode == Mode::Release {
                println!("{}", FirstLoad::measure(&project)?);
            }
        }
        Request::Size => {
            let load = FirstLoad::measure(&project)?;
            println!("{load}");
            load.check()?;
        }
        Request::Serve(how) => serve(&project, &how)?,
        Request::Test(selection) => test(&project, &selection)?,
        Request::Deny => deny(&project)?,
        Request::Reproduce => reproduce(&project)?,
        Request::Bench(plan) => bench(&project, &plan)?,
        Request::Kills(plan) => kills(&project, &plan)?,
        Request::Gazetteer(purpose) => gazetteer(&project, purpose)?,
        Request::Map(purpose) => map(&project, purpose)?,
        Request::Eval(words) => eval(&project, &words)?,
    }
    Ok(())
}
