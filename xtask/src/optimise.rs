//! wasm-opt of the npm package `binaryen`, which makes the module smaller.

use crate::{
    command::run,
    error::{Error, at},
    node,
    project::Project,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const PACKAGE: &str = include_str!("../wasm-opt/package.json");
const LOCK: &str = include_str!("../wasm-opt/package-lock.json");

/// What is asked of wasm-opt, with the features that rustc itself turns on. `-Os` gives the smallest module after
/// brotli, though `-Oz` gives the smallest before it.
pub const OPTIONS: &[&str] = &[
    "-Os",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The program, as a JavaScript file for Node; installs it if it can, and else says why the module stays large.
pub fn wasm_opt(project: &Project) -> Option<PathBuf> {
    let folder = project.target.join("npm/wasm-opt");
    let reason = if !node::is_here() {
        "Node 20 or later, with npm, is not on this machine".to_owned()
    } else if let Err(error) = install(&folder) {
        error.to_string()
    } else {
        return Some(folder.join("node_modules/binaryen/bin/wasm-opt"));
    };
    println!("Without wasm-opt the wasm file is larger than it could be: {reason}.");
    None
}

/// Installs it under the target folder, so that nothing is put beside the sources.
fn install(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    for (name, text) in [("package.json", PACKAGE), ("package-lock.json", LOCK)] {
        let path = folder.join(name);
        fs::write(&path, text).map_err(at(path))?;
    }
    node::install(folder, "wasm-opt")
}

/// Optimises a module in place.
///
/// # Errors
/// When wasm-opt fails.
pub fn optimise(wasm_opt: &Path, module: &Path) -> Result<(), Error> {
    run(Command::new("node")
        .arg(wasm_opt)
        .arg(module)
        .args(OPTIONS)
        .arg("-o")
        .arg(module))
}
