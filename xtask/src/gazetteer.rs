//! `cargo xtask gazetteer` and `cargo xtask map`: data files of places and of the map, made from packages and the lists in
//! `xtask/gazetteer`.

use crate::{
    command::run,
    error::{Error, at},
    node,
    project::Project,
    python::Environment,
};
use std::{fs, process::Command};

/// What to make the files for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// To have them in `www/`.
    Make,
    /// To see whether those in `www/` are the same.
    Check,
}

/// Files that a script makes of packages.
struct Data {
    /// The command that makes them.
    command: &'static str,
    /// The script, in `xtask/gazetteer`.
    script: &'static str,
    files: &'static [&'static str],
}

const PLACES: Data = Data {
    command: "cargo xtask gazetteer",
    script: "build.py",
    files: &["places.tsv", "cities.tsv"],
};

const WORLD: Data = Data {
    command: "cargo xtask map",
    script: "world.py",
    files: &["world.tsv"],
};

/// Makes the files of places, or checks them.
///
/// # Errors
/// When a package cannot be fetched or is not what it was, when a list names what there is not, and when the files in
/// `www/` are others.
pub fn gazetteer(project: &Project, purpose: Purpose) -> Result<(), Error> {
    make(project, purpose, &PLACES)
}

/// Makes the file of land and borders, or checks it.
///
/// # Errors
/// When the package cannot be fetched or is not what it was, when it has Crimea elsewhere than in Ukraine, and when the
/// file in `www/` is another.
pub fn map(project: &Project, purpose: Purpose) -> Result<(), Error> {
    make(project, purpose, &WORLD)
}

fn make(project: &Project, purpose: Purpose, data: &Data) -> Result<(), Error> {
    node::obtain()?;
    let script = project.root.join("xtask/gazetteer").join(data.script);
    let work = project.target.join("gazetteer");
    let python = Environment::obtain(work.join("python"), "")?.program("python");
    let www = project.root.join("www");
    let out = match purpose {
        Purpose::Make => www.clone(),
        Purpose::Check => work.join("made"),
    };
    fs::create_dir_all(&out).map_err(at(&out))?;
    run(Command::new(python)
        .arg("-B")
        .arg(&script)
        .arg(work.join("packages"))
        .arg(&out))?;
    for name in data.files {
        let read = |path: std::path::PathBuf| fs::read(&path).map_err(at(path));
        if read(out.join(name))? != read(www.join(name))? {
            return Err(Error::Stale {
                file: www.join(name),
                remedy: data.command,
            });
        }
    }
    Ok(())
}
