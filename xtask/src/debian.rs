//! Packages of Debian and its relatives, for what has no better source.

use crate::command::{answer, run, which};
use std::{process::{Command, Stdio}};

/// Installs packages and says so; whether it went well.
///
/// Does nothing where there is no apt-get, or no right to use it without a password.
pub fn install(packages: &[&str]) -> bool {
    let Some(sudo) = privilege() else { return false };
    println!("Installing Debian packages: apt-get install {}", packages.join(" "));
    let apt = |arguments: &[&str]| {
        let mut words = sudo.iter().copied().chain(["apt-get"]).chain(arguments.iter().copied());
        let mut command = Command::new(words.next().unwrap_or("apt-get"));
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()).stdout(Stdio::null());
        command
    };
    // An index that is only partly refreshed may still have what is wanted.
    let _ = run(&mut apt(&["-qq", "update"]));
    let mut arguments = vec!["-qq", "-y", "--no-install-recommends", "install"];
    arguments.extend(packages);
    run(&mut apt(&arguments)).is_ok()
}

/// The words to put before `apt-get`, `None` if it cannot be used.
fn privilege() -> Option<&'static [&'static str]> {
    which("apt-get")?;
    if answer(Command::new("id").arg("-u"))? == "0" {
        return Some(&[]);
    }
    answer(Command::new("sudo").args(["-n", "true"]))?;
    Some(&["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"])
}
