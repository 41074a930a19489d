//! What makes the page's files smaller, from npm: wasm-opt (package `binaryen`) and esbuild.

use crate::{
    command::{run, through},
    error::{Error, at},
    node,
    project::Project,
};
use std::{fs, path::PathBuf, process::Command};

const PACKAGE: &str = include_str!("../tools/package.json");
const LOCK: &str = include_str!("../tools/package-lock.json");

/// What is asked of wasm-opt, with the features that rustc itself turns on. `-Os` gives the smallest module after
/// brotli, though `-Oz` gives the smallest before it.
pub const OPTIONS: &[&str] = &[
    "-Os",
    "--strip-debug",
    "--strip-producers",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What Node is told in order to make a text smaller that it reads from its input.
const MINIFY: &str = "const { readFileSync } = require('node:fs');
const { transformSync } = require('esbuild');
const options = { minify: true, loader: process.argv[1], target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'] };
process.stdout.write(transformSync(readFileSync(0, 'utf8'), options).code);";

/// The tools, installed.
pub struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// Installs them if that can be done, under the target folder, so that nothing is put beside the sources; else
    /// says why the files stay large.
    pub fn obtain(project: &Project) -> Option<Self> {
        let tools = Self {
            folder: project.target.join("npm/tools"),
        };
        let reason = if !node::is_here() {
            "Node 20 or later, with npm, is not on this machine".to_owned()
        } else if let Err(error) = tools.install() {
            error.to_string()
        } else {
            return Some(tools);
        };
        println!("Without wasm-opt and esbuild the files are larger than they could be: {reason}.");
        None
    }

    fn install(&self) -> Result<(), Error> {
        fs::create_dir_all(&self.folder).map_err(at(&self.folder))?;
        for (name, text) in [("package.json", PACKAGE), ("package-lock.json", LOCK)] {
            let path = self.folder.join(name);
            fs::write(&path, text).map_err(at(path))?;
        }
        node::install(&self.folder, "wasm-opt and esbuild")
    }

    /// Optimises a module in place.
    ///
    /// # Errors
    /// When wasm-opt fails.
    pub fn optimise(&self, module: &std::path::Path) -> Result<(), Error> {
        run(Command::new("node")
            .arg(self.folder.join("node_modules/binaryen/bin/wasm-opt"))
            .arg(module)
            .args(OPTIONS)
            .arg("-o")
            .arg(module))
    }

    /// Makes a script (`js`) or a style sheet (`css`) smaller.
    ///
    /// # Errors
    /// When esbuild fails.
    pub fn minify(&self, text: &str, kind: &str) -> Result<String, Error> {
        through(
            Command::new("node")
                .args(["-e", MINIFY, kind])
                .current_dir(&self.folder),
            text,
        )
    }
}
