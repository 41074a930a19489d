//! Parts of Rust that rustup brings.

use crate::command::{run_within, which};
use std::{process::Command, time::Duration};

/// Long enough for a slow line, short enough for one that swallows everything.
const LIMIT: Duration = Duration::from_secs(180);

/// Adds a `target` or `component` to the toolchain in use, and says so. Whether it is there then, the caller sees best.
pub fn add(kind: &str, name: &str, what: &str) {
    if which("rustup").is_none() {
        return;
    }
    println!("Installing {what}: rustup {kind} add {name}");
    let mut rustup = Command::new("rustup");
    rustup.args([kind, "add", name]).env("RUST_BACKTRACE", "0");
    if let Err(error) = run_within(&mut rustup, LIMIT) {
        println!("rustup could not install {what} ({error}).");
    }
}
