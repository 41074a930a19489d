//! A Rust compiler that has a standard library for wasm32.
//!
//! The compiler in use has it, or rustup brings it. Where rustup's server is out of reach, Debian's `rustc-web`
//! does: its packages hold the library's source only, so it is compiled once, into a folder of its own under
//! the target folder. A sysroot of our own rather than `-Zbuild-std` at each build means that the app is compiled
//! by plain stable commands, that the release, dev and clippy profiles share one library, and that nothing
//! under `/usr` is touched.

use crate::{
    command::{answer, run, which},
    debian,
    error::{Error, at},
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
pub enum Toolchain {
    /// The compiler that cargo uses anyhow.
    Usual,
    /// Debian's compiler, with a sysroot and a linker from elsewhere.
    Debian { sysroot: PathBuf, linker: PathBuf },
}

impl Toolchain {
    /// Finds a compiler with the library, or installs what is missing.
    ///
    /// # Errors
    /// When there is none and it cannot be installed.
    pub fn obtain(project: &Project) -> Result<Self, Error> {
        if usual_has_wasm() {
            return Ok(Self::Usual);
        }
        if let Some(ready) = debian(project)? {
            return Ok(ready);
        }
        rustup::add("target", WASM, "the wasm32 standard library");
        if usual_has_wasm() {
            return Ok(Self::Usual);
        }
        let mut packages = DEBIAN_PACKAGES.to_vec();
        if linker().is_none() {
            packages.push("rust-web-llvm");
        }
        if debian::install(&packages)
            && let Some(ready) = debian(project)?
        {
            return Ok(ready);
        }
        Err(Error::Missing {
            what: "The wasm32 standard library of Rust",
            remedy: REMEDY,
        })
    }

    /// `cargo build` of the app.
    pub fn build(&self, project: &Project) -> Command {
        let mut command = match self {
            Self::Usual => Command::new(usual_cargo()),
            Self::Debian { .. } => Command::new(DEBIAN_CARGO),
        };
        command.arg("build");
        self.for_wasm(project, command)
    }

    /// `cargo clippy` of the app.
    pub fn clippy(&self, project: &Project) -> Command {
        let mut command = match self {
            Self::Usual => Command::new(usual_cargo()),
            // Debian's cargo would find rustup's clippy first.
            Self::Debian { .. } => Command::new(DEBIAN_CLIPPY),
        };
        command.arg("clippy");
        self.for_wasm(project, command)
    }

    /// Lets a cargo command compile for wasm32, in a target folder of its own.
    ///
    /// Paths of this machine are mapped to fixed names, so that two builds of one tree give the same bytes.
    fn for_wasm(&self, project: &Project, mut command: Command) -> Command {
        let mut flags = vec![];
        if let Self::Debian { sysroot, linker } = self {
            flags.push(format!("--sysroot={}", sysroot.display()));
            use_debian(&mut command).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        for (from, to) in renamed(project) {
            flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        }
        command
            .current_dir(&project.root)
            .args(["--package", "gloss", "--target", WASM, "--target-dir"])
            .arg(target(project))
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        command
    }
}

/// Cargo's target folder for wasm32.
///
/// Apart from the usual one, because two compilers in one folder would rebuild everything at each change.
pub fn target(project: &Project) -> PathBuf {
    project.target.join("wasm")
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

/// Debian's compiler, if it and a linker are here; compiles its standard library when that is not done yet.
fn debian(project: &Project) -> Result<Option<Toolchain>, Error> {
    let Some(version) = answer(Command::new(DEBIAN_RUSTC).arg("-vV").env_remove("LD_LIBRARY_PATH")) else {
        return Ok(None);
    };
    let source = Path::new("/usr/lib/rustlib/src/rust");
    let (Some(linker), Ok(source)) = (linker(), source.canonicalize()) else {
        return Ok(None);
    };
    let here = [DEBIAN_CARGO, DEBIAN_CLIPPY]
        .iter()
        .all(|program| Path::new(program).is_file());
    if !here || !source.join("library/std").is_dir() {
        return Ok(None);
    }
    let sysroot = project.target.join("wasm-sysroot");
    let stamp = sysroot.join("rustc-version");
    if fs::read_to_string(&stamp).is_ok_and(|built| built == version) {
        return Ok(Some(Toolchain::Debian { sysroot, linker }));
    }
    println!("Compiling the wasm32 standard library from Debian's source (once, about half a minute)");
    compile_std(&project.target.join("wasm-std"), &source, &sysroot)?;
    fs::write(&stamp, version).map_err(at(&stamp))?;
    Ok(Some(Toolchain::Debian { sysroot, linker }))
}

/// Compiles the standard library with an empty crate as pretext, and puts its files together as a sysroot.
fn compile_std(work: &Path, source: &Path, sysroot: &Path) -> Result<(), Error> {
    let manifest = "[package]\nname = \"pretext\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    for (path, text) in [("Cargo.toml", manifest), ("src/lib.rs", "#![no_std]\n")] {
        let path = work.join(path);
        fs::create_dir_all(work.join("src")).map_err(at(work))?;
        fs::write(&path, text).map_err(at(path))?;
    }
    // With bitcode, so that link-time optimisation reaches into the library as it does in rustup's.
    let flags = [
        "-Cembed-bitcode=yes".to_owned(),
        format!("--remap-path-prefix={}=rust", source.display()),
        format!("--remap-path-prefix={}=rust", "/usr/lib/rustlib/src/rust"),
    ];
    run(use_debian(&mut Command::new(DEBIAN_CARGO))
        .current_dir(work)
        .args([
            "build",
            "--quiet",
            "--release",
            "-Zbuild-std=std,panic_abort",
            "--target",
            WASM,
            "--target-dir",
        ])
        .arg(work.join("target"))
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))?;
    let made = work.join("target").join(WASM).join("release/deps");
    let library = sysroot.join("lib/rustlib").join(WASM).join("lib");
    // Anything of an older compiler must go.
    let _ = fs::remove_dir_all(sysroot);
    fs::create_dir_all(&library).map_err(at(&library))?;
    for entry in fs::read_dir(&made).map_err(at(&made))? {
        let path = entry.map_err(at(&made))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libpretext") {
            fs::copy(&path, library.join(name)).map_err(at(path))?;
        }
    }
    fs::remove_dir_all(work).map_err(at(work))
}

/// Sets Debian's cargo and compiler in place of those that rustup's cargo put into our environment.
fn use_debian(command: &mut Command) -> &mut Command {
    command
        .env("CARGO", DEBIAN_CARGO)
        .env("RUSTC", DEBIAN_RUSTC)
        .env_remove("LD_LIBRARY_PATH")
}

/// The cargo that started this program.
pub fn usual_cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A linker for wasm: the one of either compiler, or LLVM's own.
fn linker() -> Option<PathBuf> {
    let sysroots = [
        answer(Command::new("rustc").args(["--print", "sysroot"])),
        Some("/usr".to_owned()),
    ];
    let of_rust = sysroots.into_iter().flatten().find_map(|sysroot| {
        let hosts = fs::read_dir(Path::new(&sysroot).join("lib/rustlib")).ok()?;
        hosts
            .flatten()
            .map(|host| host.path().join("bin/rust-lld"))
            .find(|path| path.is_file())
    });
    of_rust
        .or_else(|| (20..=30).rev().find_map(|version| which(&format!("wasm-ld-{version}"))))
        .or_else(|| which("wasm-ld"))
}
