//! Python: for other tools' own code, for a tool that comes as one of its packages, and for the end-to-end tests.

use crate::{
    command::{answer, run, run_within},
    debian,
    error::{Error, at},
};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

/// How long an installation may take: the largest packages are hundreds of megabytes.
const PIP_LIMIT: Duration = Duration::from_secs(900);

/// Where an environment has its programs.
const PROGRAMS: &str = if cfg!(windows) { "Scripts" } else { "bin" };

/// Installs Python if it is not here.
///
/// # Errors
/// When it cannot be installed.
pub fn obtain() -> Result<(), Error> {
    here(&["python3"], || {
        answer(Command::new("python3").arg("--version")).is_some()
    })
}

/// An environment in a folder.
#[derive(Debug)]
pub struct Environment {
    folder: PathBuf,
}

impl Environment {
    /// Installs packages into a folder of their own, unless that is done. They are named as in a file of requirements,
    /// one on a line.
    ///
    /// # Errors
    /// When there is no Python, or pip fails.
    pub fn obtain(folder: PathBuf, requirements: &str) -> Result<Self, Error> {
        let environment = Self { folder };
        let folder = &environment.folder;
        let done = folder.join(".installed");
        if fs::read_to_string(&done).is_ok_and(|installed| installed == requirements) {
            return Ok(environment);
        }
        here(&["python3", "python3-venv"], || {
            answer(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_some()
        })?;
        run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))?;
        if !requirements.is_empty() {
            let names: Vec<&str> = requirements.lines().filter_map(|line| line.split(' ').next()).collect();
            println!("Installing: pip install {}", names.join(" "));
            let list = folder.join("requirements.txt");
            fs::write(&list, requirements).map_err(at(&list))?;
            run_within(
                Command::new(environment.program("python"))
                    .args([
                        "-m",
                        "pip",
                        "install",
                        "--quiet",
                        "--disable-pip-version-check",
                        "--requirement",
                    ])
                    .arg(list)
                    .stdin(Stdio::null()),
                PIP_LIMIT,
            )?;
        }
        fs::write(&done, requirements).map_err(at(done))?;
        Ok(environment)
    }

    /// One of its programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder
            .join(PROGRAMS)
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

/// Sees to it that something of Python is here, by Debian's packages if need be.
fn here(packages: &[&str], is_here: impl Fn() -> bool) -> Result<(), Error> {
    if is_here() || (debian::install(packages) && is_here()) {
        return Ok(());
    }
    Err(Error::Missing {
        what: "Python 3 with venv",
        remedy: "Install it from https://www.python.org/, as python3 on the PATH",
    })
}
