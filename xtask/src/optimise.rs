//! wasm-opt of the npm package `binaryen`, which makes the module about half as large.

use crate::{
    command::{run, run_within, which},
    error::{Error, at},
    project::Project,
};
use std::{fs, path::{Path, PathBuf}, process::{Command, Stdio}, time::Duration};

const PACKAGE: &str = include_str!("../wasm-opt/package.json");
const LOCK: &str = include_str!("../wasm-opt/package-lock.json");
const NPM_LIMIT: Duration = Duration::from_secs(300);

/// What is asked of wasm-opt: the smallest module, from the features that rustc itself turns on.
pub const OPTIONS: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The installed program, as a JavaScript file for Node; installs it if it can.
///
/// Else says in one line why the module stays as large as it is.
pub fn wasm_opt(project: &Project) -> Option<PathBuf> {
    let folder = project.target.join("npm/wasm-opt");
    let program = folder.join("node_modules/binaryen/bin/wasm-opt");
    let installed = fs::read_to_string(folder.join("installed")).is_ok_and(|lock| lock == LOCK);
    if which("node").is_none() || which("npm").is_none() {
        println!("Without wasm-opt the wasm file is about twice as large: Node and npm are not on this machine.");
        return None;
    }
    if installed && program.is_file() {
        return Some(program);
    }
    println!("Installing wasm-opt: npm ci (package binaryen, into {})", folder.display());
    match install(&folder) {
        Ok(()) => Some(program),
        Err(error) => {
            println!("Without wasm-opt the wasm file is about twice as large: {error}.");
            None
        }
    }
}

fn install(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    for (name, text) in [("package.json", PACKAGE), ("package-lock.json", LOCK)] {
        fs::write(folder.join(name), text).map_err(at(folder.join(name)))?;
    }
    run_within(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--silent"])
            .current_dir(folder)
            .stdout(Stdio::null()),
        NPM_LIMIT,
    )?;
    fs::write(folder.join("installed"), LOCK).map_err(at(folder.join("installed")))
}

/// Optimises a module in place.
///
/// # Errors
/// When wasm-opt fails.
pub fn optimise(wasm_opt: &Path, module: &Path) -> Result<(), Error> {
    run(Command::new("node").arg(wasm_opt).arg(module).args(OPTIONS).arg("-o").arg(module))
}
