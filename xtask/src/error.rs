//! What can go wrong, each with what to do about it.

use std::{fmt, io, path::PathBuf};

/// Why a command of `cargo xtask` stopped.
#[derive(Debug)]
pub enum Error {
    /// A wrong word on the command line.
    Usage { found: String },
    /// Something that the machine must have is absent and could not be installed.
    Missing { what: &'static str, remedy: &'static str },
    /// A program could not be started.
    Start { program: String, source: io::Error },
    /// A program ran and failed; what it had to say is on the screen already.
    Failed { command: String },
    /// A program was stopped because it took too long.
    TooSlow { command: String, seconds: u64 },
    /// A file or folder could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// wasm-bindgen refused the compiled app.
    Bindgen { source: anyhow::Error },
    /// The compiled app could not be split.
    Split { reason: String },
    /// A file of `www/` lacks words that the build rewrites.
    Page { file: &'static str, expected: &'static str },
    /// No free port at or above the one asked for.
    Port { first: u16, reason: String },
    /// A step of the test failed; why is on the screen already.
    Step { name: &'static str },
    /// Two builds of the same sources are not the same.
    Differs { files: usize, folders: [PathBuf; 2] },
    /// A file that is made from others is not what would be made now.
    Stale { file: PathBuf, remedy: &'static str },
    /// First load is over its budget.
    Budget { bytes: usize, budget: usize },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { found } => write!(f, "`{found}` is not understood here; see `cargo xtask help`"),
            Self::Missing { what, remedy } => write!(f, "{what} is missing. {remedy}"),
            Self::Start { program, source } => write!(f, "`{program}` cannot be started: {source}"),
            Self::Failed { command } => write!(f, "failed: {command}"),
            Self::TooSlow { command, seconds } => {
                write!(f, "stopped after {seconds} s without an end: {command}")
            }
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Bindgen { source } => write!(f, "wasm-bindgen: {source:#}"),
            Self::Split { reason } => write!(f, "wasm-split: {reason}"),
            Self::Page { file, expected } => write!(f, "www/{file} must contain `{expected}` once"),
            Self::Port { first, reason } => write!(f, "no free port from {first} on: {reason}"),
            Self::Step { name } => write!(f, "the test stopped at: {name}"),
            Self::Differs {
                files,
                folders: [one, other],
            } => write!(
                f,
                "{files} files differ between {} and {}",
                one.display(),
                other.display()
            ),
            Self::Stale { file, remedy } => {
                write!(
                    f,
                    "{} is not what would be made now; `{remedy}` makes it",
                    file.display()
                )
            }
            Self::Budget { bytes, budget } => write!(
                f,
                "first load is {bytes} bytes with brotli, over the budget of {budget}"
            ),
        }
    }
}

impl std::error::Error for Error {}

/// Shows an error to the user.
pub fn report(error: &Error) {
    eprintln!("xtask: {error}");
}

/// Puts the path to an I/O error.
pub fn at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |source| Error::File { path, source }
}
