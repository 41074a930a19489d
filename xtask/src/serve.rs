//! `cargo xtask serve`: the page in a browser on this machine.

use crate::{
    arguments::Serve,
    build::{Mode, build},
    error::{Error, report},
    project::Project,
    server::Server,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, SystemTime},
};

/// How often to look for changes.
const LOOK: Duration = Duration::from_millis(300);

/// Builds the page and serves it until the program is stopped.
///
/// # Errors
/// When the page cannot be built, except later on in [`Mode::Dev`], or no port is free.
pub fn serve(project: &Project, how: &Serve) -> Result<(), Error> {
    let before = seen(project);
    match build(project, how.mode) {
        // While one is at work on the code an error is something to read, not to stop at.
        Err(error) if how.mode == Mode::Dev => report(&error),
        built => built?,
    }
    let server = Server::start(project, how.port)?;
    println!("Gloss is at {} (Ctrl+C stops it)", server.address);
    if how.open {
        open(&server.address);
    }
    match how.mode {
        Mode::Dev => watch(project, before),
        Mode::Release => loop {
            thread::park();
        },
    }
}

/// What is known of each file without opening it.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Builds again after each change, once nothing has changed for a moment, since editors write in several steps.
///
/// Looking at about a hundred files three times a second costs nothing that can be measured, works on every file
/// system, and needs no library.
fn watch(project: &Project, mut built: Seen) -> ! {
    let mut last = built.clone();
    loop {
        let now = seen(project);
        if now == last && now != built {
            println!("Changed: building again");
            match build(project, Mode::Dev) {
                Ok(()) => println!("Built; reload the page"),
                Err(error) => report(&error),
            }
            built = now.clone();
        }
        last = now;
        thread::sleep(LOOK);
    }
}

fn seen(project: &Project) -> Seen {
    let mut seen = Seen::new();
    for name in ["src", "www", "Cargo.toml", "Cargo.lock"] {
        look(&project.root.join(name), &mut seen);
    }
    seen
}

fn look(path: &Path, seen: &mut Seen) {
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries.flatten() {
            look(&entry.path(), seen);
        }
    } else if let Ok(metadata) = fs::metadata(path) {
        seen.insert(path.to_owned(), (metadata.modified().ok(), metadata.len()));
    }
}

/// Shows an address in the browser; if that fails, it has been printed at least.
fn open(address: &str) {
    let program: &[&str] = match std::env::consts::OS {
        "macos" => &["open"],
        "windows" => &["cmd", "/C", "start"],
        _ => &["xdg-open"],
    };
    let opened = Command::new(program[0])
        .args(&program[1..])
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if opened.is_err() {
        println!(
            "No browser could be opened ({} is missing); open the address by hand.",
            program[0]
        );
    }
}
