//! The standard library for wasm32, compiled here from its source.

use crate::{
    command::{answer, run, which},
    error::{Error, at},
    project::Project,
    rustup,
    toolchain::{Compiler, WASM},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A standard library in a sysroot of our own, rather than by `-Zbuild-std` at each build: the app is compiled by
/// plain commands, the profiles share the library, and nothing of the machine's Rust is touched.
#[derive(Debug)]
pub struct Library {
    pub sysroot: PathBuf,
    pub linker: PathBuf,
    pub size: Size,
}

/// How the standard library is compiled.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Size {
    /// As rustup's is.
    Plain,
    /// For the smallest page: see [`SMALL`].
    Small,
}

/// What makes the page a tenth smaller: a panic stops the program without a message, and without the code that
/// would write one. (The page says that it stopped, see `src/dom/failure.rs`; `build --dev` keeps the messages.)
/// These options are not stable, so a compiler may refuse them; then the plain library is used.
pub const SMALL: &[&str] = &[
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
];

impl Library {
    /// Compiles the library unless that is done already. `None` if the source or a linker is not here.
    ///
    /// # Errors
    /// When it cannot be compiled.
    pub fn obtain(project: &Project, compiler: Compiler, size: Size) -> Result<Option<Self>, Error> {
        let Some(version) = answer(compiler.rustc(&mut Command::new(compiler.rustc_path())).arg("-vV")) else {
            return Ok(None);
        };
        let (Some(source), Some(linker)) = (source(compiler), linker()) else {
            return Ok(None);
        };
        let name = match size {
            Size::Plain => "wasm-sysroot",
            Size::Small => "wasm-sysroot-small",
        };
        let sysroot = project.target.join(name);
        let stamp = sysroot.join("rustc-version");
        let library = Self { sysroot, linker, size };
        if fs::read_to_string(&stamp).is_ok_and(|built| built == version) {
            return Ok(Some(library));
        }
        println!("Compiling the wasm32 standard library from its source (once, about half a minute)");
        compile(
            compiler,
            size,
            &project.target.join("wasm-std"),
            &source,
            &library.sysroot,
        )?;
        fs::write(&stamp, version).map_err(at(&stamp))?;
        Ok(Some(library))
    }
}

/// Where the library's source is; rustup brings it.
fn source(compiler: Compiler) -> Option<PathBuf> {
    let sysroot = || match compiler {
        Compiler::Usual => answer(Command::new("rustc").args(["--print", "sysroot"])),
        Compiler::Debian => Some("/usr".to_owned()),
    };
    let source = PathBuf::from(sysroot()?).join("lib/rustlib/src/rust");
    if !source.join("library/std").is_dir() && compiler == Compiler::Usual {
        rustup::add("component", "rust-src", "the standard library's source");
    }
    let source = source.canonicalize().ok()?;
    source.join("library/std").is_dir().then_some(source)
}

/// Compiles it with an empty crate as pretext, and puts its files together as a sysroot.
fn compile(compiler: Compiler, size: Size, work: &Path, source: &Path, sysroot: &Path) -> Result<(), Error> {
    let manifest = "[package]\nname = \"pretext\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
                    [profile.release]\nopt-level = \"z\"\ncodegen-units = 1\npanic = \"abort\"\n";
    for (path, text) in [("Cargo.toml", manifest), ("src/lib.rs", "#![no_std]\n")] {
        let path = work.join(path);
        fs::create_dir_all(work.join("src")).map_err(at(work))?;
        fs::write(&path, text).map_err(at(path))?;
    }
    // With bitcode, so that link-time optimisation reaches into the library as it does in rustup's.
    let mut flags = vec![
        "-Cembed-bitcode=yes".to_owned(),
        format!("--remap-path-prefix={}=rust", source.display()),
        "--remap-path-prefix=/usr/lib/rustlib/src/rust=rust".to_owned(),
    ];
    let mut cargo = Command::new(compiler.cargo_path());
    cargo.args(["build", "--quiet", "--release", "--target", WASM]);
    match size {
        Size::Plain => cargo.arg("-Zbuild-std=std,panic_abort"),
        Size::Small => {
            flags.extend(SMALL.iter().map(|&flag| flag.to_owned()));
            cargo.args(["-Zbuild-std=std", "-Zbuild-std-features=optimize_for_size"])
        }
    };
    run(compiler
        .rustc(&mut cargo)
        .current_dir(work)
        .arg("--target-dir")
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

/// A linker for wasm: the one of either compiler, or LLVM's own.
pub fn linker() -> Option<PathBuf> {
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
