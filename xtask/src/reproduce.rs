//! `cargo xtask reproduce`: whether the page's bytes follow from the sources alone.

use crate::{
    build::{Mode, build, collect},
    error::{Error, at},
    project::Project,
};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// What is not of the sources: what was made from them, and what others keep beside them.
const APART: &[&str] = &[".git", "dist", "node_modules", "target"];

/// Two folders whose paths differ in length, too.
const PLACES: [&str; 2] = ["reproduce/one", "reproduce/in/another"];

/// Builds the page in two new folders, with nothing that an earlier build has left, and prints the hash of each file.
///
/// # Errors
/// When the two builds differ, or one cannot be made.
pub fn reproduce(project: &Project) -> Result<(), Error> {
    let [first, second] = PLACES.map(|place| project.target.join(place));
    println!("Building the page in {} (this takes some minutes)", first.display());
    let one = built(project, &first)?;
    println!("Building the page in {}", second.display());
    let other = built(project, &second)?;
    let wrong = differing(&one, &other);
    if wrong.is_empty() {
        for (name, bytes) in &one {
            println!("{}  {name}", sha256(bytes));
        }
        println!("Both builds are the same: {} files, byte for byte.", one.len());
        fs::remove_dir_all(&first).map_err(at(&first))?;
        return fs::remove_dir_all(&second).map_err(at(&second));
    }
    for line in &wrong {
        println!("{line}");
    }
    // They stay, for a look.
    Err(Error::Differs {
        files: wrong.len(),
        folders: [first, second],
    })
}

/// The page's files, built from a copy of the sources in a folder that holds nothing else.
fn built(project: &Project, folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(at(folder))?;
    }
    copy(&project.root, folder)?;
    let copy = Project {
        root: folder.to_owned(),
        target: folder.join("target"),
    };
    build(&copy, Mode::Release)?;
    let mut files = BTreeMap::new();
    collect(&copy.dist(), "", &mut files)?;
    Ok(files)
}

/// Copies the sources in a folder.
fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let path = entry.map_err(at(from))?.path();
        let name = path.file_name().unwrap_or_default();
        // Nor the copy itself, wherever people have their builds.
        if APART.iter().any(|apart| name == *apart) || to.starts_with(&path) {
            continue;
        }
        let place = to.join(name);
        if path.is_dir() {
            copy(&path, &place)?;
        } else {
            fs::copy(&path, &place).map_err(at(&path))?;
        }
    }
    Ok(())
}

/// What differs between two builds, a line for each file.
fn differing(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut names: Vec<&String> = one.keys().chain(other.keys()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| match (one.get(name), other.get(name)) {
            (Some(one), Some(other)) if one == other => None,
            (Some(one), Some(other)) => {
                let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
                Some(format!("{name}: differs from byte {same} on"))
            }
            (Some(_), None) => Some(format!("{name}: only in the first")),
            _ => Some(format!("{name}: only in the second")),
        })
        .collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_named() {
        let site = |files: &[(&str, &str)]| {
            files
                .iter()
                .map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec()))
                .collect::<BTreeMap<_, _>>()
        };
        let one = site(&[("a.js", "same"), ("b.wasm", "bytes"), ("c-1.css", "x")]);
        assert!(differing(&one, &one).is_empty());
        let other = site(&[("a.js", "same"), ("b.wasm", "bytex"), ("c-2.css", "x"), ("d", "")]);
        assert_eq!(
            differing(&one, &other),
            [
                "b.wasm: differs from byte 4 on",
                "c-1.css: only in the first",
                "c-2.css: only in the second",
                "d: only in the second"
            ]
        );
        assert_eq!(
            differing(&site(&[("a", "b")]), &site(&[("a", "bc")])),
            ["a: differs from byte 1 on"]
        );
    }

    #[test]
    fn a_copy_has_the_sources_and_nothing_made() {
        let folder = std::env::temp_dir().join(format!("gloss-reproduce-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to/there"));
        for name in [".cargo/a", "src/ui/b", "target/c", "tests/e2e/node_modules/d", ".git/e"] {
            let path = from.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        copy(&from, &to).unwrap();
        let mut files = BTreeMap::new();
        collect(&to, "", &mut files).unwrap();
        assert_eq!(files.into_keys().collect::<Vec<_>>(), [".cargo/a", "src/ui/b"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
