//! Other tools' own code judges what Gloss writes for them.

use crate::{
    command::run,
    error::{Error, at},
    node,
    project::Project,
    python::Environment,
    toolchain::usual_cargo,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

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
        let python = environment(&script, &work)?.program("python");
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

/// An environment with what a script needs: scripts that need something else have another one, since tools disagree
/// about the versions of others.
fn environment(script: &Path, work: &Path) -> Result<Environment, Error> {
    let content = fs::read_to_string(script).map_err(at(script))?;
    let needs = needs(&content);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let name: String = format!("needs {needs}").chars().map(plain).collect();
    let requirements = needs.split_whitespace().collect::<Vec<_>>().join("\n");
    Environment::obtain(work.join("python").join(name), &requirements)
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
