//! Other tools' own code judges what Gloss writes for them.

use crate::{
    command::{answer, run, run_within},
    debian,
    error::{Error, at},
    node,
    project::Project,
    toolchain::usual_cargo,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

/// How long an installation may take: the largest packages are hundreds of megabytes.
const PIP_LIMIT: Duration = Duration::from_secs(900);

/// How the first line of a script in Python names the packages that it needs.
const NEEDS: &str = "# needs: ";

/// Writes generated documents in every format, and has each script of `tests/validators` look at them.
///
/// # Errors
/// When a tool refuses a file or understands something else, or cannot be installed.
pub fn validate(project: &Project) -> Result<(), Error> {
    let scripts = project.root.join("tests/validators");
    let work = project.target.join("validators");
    let files = work.join("files");
    if files.exists() {
        fs::remove_dir_all(&files).map_err(at(&files))?;
    }
    let generate = ["run", "--quiet", "--example", "generate", "--"];
    run(Command::new(usual_cargo())
        .current_dir(&project.root)
        .args(generate)
        .arg(&files))?;
    for script in listed(&scripts, "mjs")? {
        node::obtain()?;
        node::install(&scripts, "annotation tools from npm")?;
        run(Command::new("node").arg(&script).arg(&files))?;
    }
    for script in listed(&scripts, "py")? {
        let python = environment(&script, &work)?;
        // Apart from its folder, where others have the names of packages; nothing that a tool caches or warns about is
        // of interest.
        run(Command::new(python)
            .args(["-I", "-B", "-W", "ignore"])
            .arg(&script)
            .arg(&files)
            .current_dir(&work))?;
    }
    Ok(())
}

/// The files in a folder with this extension, in order.
fn listed(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if path.extension().is_some_and(|its| its == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The Python of an environment with what a script needs, which is installed unless that is done: scripts that need
/// something else have another one, since tools disagree about the versions of others.
fn environment(script: &Path, work: &Path) -> Result<PathBuf, Error> {
    let content = fs::read_to_string(script).map_err(at(script))?;
    let needs = needs(&content);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = format!("needs {needs}").chars().map(plain).collect();
    let folder = work.join("python").join(name);
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let done = folder.join(".installed");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == needs) {
        return Ok(python);
    }
    let create = || run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    let can = || answer(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_some();
    let missing = Error::Missing {
        what: "Python 3 with venv",
        remedy: "Install it from https://www.python.org/, as python3 on the PATH",
    };
    let is_here = can() || (debian::install(&["python3", "python3-venv"]) && can());
    if !is_here {
        return Err(missing);
    }
    create()?;
    if !needs.is_empty() {
        println!("Installing: pip install {needs}");
        run_within(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(needs.split_whitespace())
                .stdin(Stdio::null()),
            PIP_LIMIT,
        )?;
    }
    fs::write(&done, needs).map_err(at(done))?;
    Ok(python)
}

/// The packages that a script needs, as pip wants them; none if it names none.
fn needs(script: &str) -> String {
    let first = script.lines().next().unwrap_or_default();
    first.strip_prefix(NEEDS).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn needs() {
        assert_eq!(
            super::needs("# needs: spacy==3.8.* numpy<3\nimport spacy\n"),
            "spacy==3.8.* numpy<3"
        );
        assert_eq!(super::needs("import json\n"), "");
    }
}
