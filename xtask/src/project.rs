//! Where things are.

use crate::error::{Error, at};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The project's folders.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// Cargo's target folder, where everything that is made on the way goes too.
    pub target: PathBuf,
}

impl Project {
    /// The project that this program was started in by cargo.
    ///
    /// # Errors
    /// When it was started in another way, or the folder is gone.
    pub fn locate() -> Result<Self, Error> {
        let package = env::var_os("CARGO_MANIFEST_DIR").ok_or(Error::Missing {
            what: "the project's folder",
            remedy: "Start this program as: cargo xtask",
        })?;
        let root = Path::new(&package).join("..");
        let root = root.canonicalize().map_err(at(root))?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
        fs::create_dir_all(&target).map_err(at(&target))?;
        Ok(Self { root, target })
    }

    /// The finished site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }
}
