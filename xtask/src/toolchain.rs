//! A Rust compiler that has a standard library for wasm32.
//!
//! The compiler in use has it, or rustup brings it. Where rustup's server is out of reach, Debian's `rustc-web`
//! does: its packages hold the library's source only, so it is compiled here. For the release build it is compiled
//! here in any case if its source can be had, in a way that makes the page smaller.

use crate::{
    command::answer,
    debian,
    error::Error,
    library::{Library, SMALL, Size, linker},
    project::Project,
    rustup,
};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The target's name.
pub const WASM: &str = "wasm32-unknown-unknown";

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy"];
const REMEDY: &str = "Install it with: rustup target add wasm32-unknown-unknown (or, on Debian as root: \
                      apt-get install rustc-web cargo-web rust-web-src rust-web-clippy rust-web-llvm)";

/// Compiles for wasm32.
#[derive(Debug)]
pub struct Toolchain {
    compiler: Compiler,
    /// The library, if not the one that came with the compiler.
    library: Option<Library>,
}

/// Which Rust it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Compiler {
    /// The one that cargo uses anyhow.
    Usual,
    /// Debian's.
    Debian,
}

impl Toolchain {
    /// Finds a compiler with the library, or installs what is missing.
    ///
    /// # Errors
    /// When there is none and it cannot be installed.
    pub fn obtain(project: &Project, size: Size) -> Result<Self, Error> {
        let compiler = Compiler::obtain()?;
        if size == Size::Small {
            let why = match Library::obtain(project, compiler, Size::Small) {
                Ok(library @ Some(_)) => return Ok(Self { compiler, library }),
                Ok(None) => "its source is not on this machine (rustup component add rust-src)".to_owned(),
                Err(error) => error.to_string(),
            };
            println!("With the library that came with Rust the page is a tenth larger: {why}.");
        }
        let library = match compiler {
            Compiler::Usual => None,
            Compiler::Debian => Some(Library::obtain(project, compiler, Size::Plain)?.ok_or(MISSING)?),
        };
        Ok(Self { compiler, library })
    }

    /// `cargo build` of the app.
    pub fn build(&self, project: &Project) -> Command {
        let mut command = Command::new(self.compiler.cargo_path());
        command.arg("build");
        self.for_wasm(project, command)
    }

    /// `cargo clippy` of the app.
    pub fn clippy(&self, project: &Project) -> Command {
        let mut command = match self.compiler {
            Compiler::Usual => Command::new(usual_cargo()),
            // Debian's cargo would find rustup's clippy first.
            Compiler::Debian => Command::new(DEBIAN_CLIPPY),
        };
        command.arg("clippy");
        self.for_wasm(project, command)
    }

    /// Lets a cargo command compile for wasm32, in a target folder of its own.
    ///
    /// Paths of this machine are mapped to fixed names, so that two builds of one tree give the same bytes.
    fn for_wasm(&self, project: &Project, mut command: Command) -> Command {
        // What `split.rs` needs to know of the module.
        let mut flags = vec!["-Clink-arg=--emit-relocs".to_owned()];
        if let Some(Library { sysroot, linker, size }) = &self.library {
            flags.push(format!("--sysroot={}", sysroot.display()));
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            if *size == Size::Small {
                flags.extend(SMALL.iter().map(|&flag| flag.to_owned()));
                command.env("RUSTC_BOOTSTRAP", "1");
            }
        }
        for (from, to) in renamed(project) {
            flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        }
        self.compiler
            .rustc(&mut command)
            .current_dir(&project.root)
            .args(["--package", "gloss", "--target", WASM, "--target-dir"])
            .arg(target(project))
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        command
    }
}

const MISSING: Error = Error::Missing {
    what: "The wasm32 standard library of Rust",
    remedy: REMEDY,
};

impl Compiler {
    /// The usual one if it can compile for wasm32, also after rustup has helped; else Debian's.
    fn obtain() -> Result<Self, Error> {
        if usual_has_wasm() {
            return Ok(Self::Usual);
        }
        if debian_is_here() {
            return Ok(Self::Debian);
        }
        rustup::add("target", WASM, "the wasm32 standard library");
        if usual_has_wasm() {
            return Ok(Self::Usual);
        }
        let mut packages = DEBIAN_PACKAGES.to_vec();
        if linker().is_none() {
            packages.push("rust-web-llvm");
        }
        if debian::install(&packages) && debian_is_here() {
            return Ok(Self::Debian);
        }
        Err(MISSING)
    }

    /// Its cargo.
    pub fn cargo_path(self) -> OsString {
        match self {
            Self::Usual => usual_cargo(),
            Self::Debian => DEBIAN_CARGO.into(),
        }
    }

    /// Its rustc.
    pub fn rustc_path(self) -> &'static str {
        match self {
            Self::Usual => "rustc",
            Self::Debian => DEBIAN_RUSTC,
        }
    }

    /// Has a command use this compiler: Debian's must be set in place of the one that rustup's cargo put into our
    /// environment.
    pub fn rustc(self, command: &mut Command) -> &mut Command {
        match self {
            Self::Usual => command,
            Self::Debian => command
                .env("CARGO", DEBIAN_CARGO)
                .env("RUSTC", DEBIAN_RUSTC)
                .env_remove("LD_LIBRARY_PATH"),
        }
    }
}

/// Cargo's target folder for wasm32.
///
/// Apart from the usual one, because two compilers in one folder would rebuild everything at each change.
pub fn target(project: &Project) -> PathBuf {
    project.target.join("wasm")
}

/// The cargo that started this program.
pub fn usual_cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Folders of this machine and the names that stand for them in the compiled app, the more special ones last,
/// since the compiler takes the last that fits.
fn renamed(project: &Project) -> Vec<(PathBuf, String)> {
    let mut names = vec![
        (project.root.clone(), "gloss".to_owned()),
        (project.target.clone(), "target".to_owned()),
    ];
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    if let Some(home) = home {
        names.push((home.clone(), "cargo".to_owned()));
        // Each registry has a folder here that is named by a hash of its address.
        let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
        names.extend(registries.map(|entry| (entry.path(), "crates".to_owned())));
    }
    // Where the library's source is installed, rustc names its files by their place on this machine rather than by
    // the name that is in the compiled library; with this both are the same whether it is installed or not.
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]));
    let version = answer(Command::new("rustc").arg("-vV"));
    if let (Some(sysroot), Some(version)) = (sysroot, version)
        && let Some(commit) = version.lines().find_map(|line| line.strip_prefix("commit-hash: "))
    {
        names.push((
            PathBuf::from(sysroot).join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ));
    }
    names
}

fn usual_has_wasm() -> bool {
    answer(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))
        .is_some_and(|folder| has_std(Path::new(&folder)))
}

fn has_std(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
    })
}

/// Whether Debian's compiler is here with all that goes with it.
fn debian_is_here() -> bool {
    let programs = [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_CLIPPY];
    programs.iter().all(|program| Path::new(program).is_file())
        && Path::new("/usr/lib/rustlib/src/rust/library/std").is_dir()
        && linker().is_some()
}
