//! Running other programs.

use crate::error::Error;
use std::{
    env,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Runs a program to its end, with its output on our screen.
///
/// # Errors
/// When it cannot be started, or ends with anything but success.
pub fn run(command: &mut Command) -> Result<(), Error> {
    let status = command.status().map_err(|source| cannot_start(command, source))?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Failed { command: line(command) })
    }
}

/// Like [`run`], but ends the program after `limit`.
///
/// # Errors
/// As [`run`], and when the limit is reached.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<(), Error> {
    let mut child = command.spawn().map_err(|source| cannot_start(command, source))?;
    let start = Instant::now();
    loop {
        match child.try_wait().map_err(|source| cannot_start(command, source))? {
            Some(status) if status.success() => return Ok(()),
            Some(_) => {
                return Err(Error::Failed { command: line(command) });
            }
            None if start.elapsed() < limit => thread::sleep(Duration::from_millis(50)),
            None => {
                // It may have ended on its own in the meantime, which is as good.
                let _ = child.kill();
                let _ = child.wait();
                return Err(Error::TooSlow {
                    command: line(command),
                    seconds: limit.as_secs(),
                });
            }
        }
    }
}

/// The trimmed standard output of a program, `None` when it fails in whatever way.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs a program with `input`; what it writes.
///
/// # Errors
/// When it cannot be started, or ends with anything but success.
pub fn through(command: &mut Command, input: &str) -> Result<String, Error> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|source| cannot_start(command, source))?;
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Both ends at once: a pipe holds less than a file.
        scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
        child.wait_with_output()
    });
    let output = output.map_err(|source| cannot_start(command, source))?;
    match String::from_utf8(output.stdout) {
        Ok(text) if output.status.success() => Ok(text),
        _ => Err(Error::Failed { command: line(command) }),
    }
}

/// Where a program is on the `PATH`.
pub fn which(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

/// A command as one would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    [program]
        .into_iter()
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command, source: std::io::Error) -> Error {
    Error::Start {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    }
}
