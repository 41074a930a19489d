//! `cargo xtask gazetteer`: the data files of places, made from packages and the lists in `xtask/gazetteer`.

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

/// The files that are made.
const FILES: [&str; 2] = ["places.tsv", "cities.tsv"];

/// Makes the files, or checks them.
///
/// # Errors
/// When a package cannot be fetched or is not what it was, when a list names what there is not, and when the files in
/// `www/` are others.
pub fn gazetteer(project: &Project, purpose: Purpose) -> Result<(), Error> {
    node::obtain()?;
    let script = project.root.join("xtask/gazetteer/build.py");
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
    for name in FILES {
        let read = |path: std::path::PathBuf| fs::read(&path).map_err(at(path));
        if read(out.join(name))? != read(www.join(name))? {
            return Err(Error::Stale {
                file: www.join(name),
                remedy: "cargo xtask gazetteer",
            });
        }
    }
    Ok(())
}
