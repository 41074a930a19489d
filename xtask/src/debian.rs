//! Packages of Debian and its relatives, for what has no better source.

use crate::command::{answer, run, which};
use std::{
    process::{Command, Stdio},
    sync::Once,
};

/// Installs packages and says so; whether it went well.
///
/// Does nothing where there is no apt-get, or no right to use it without a password.
pub fn install(packages: &[&str]) -> bool {
    static UPDATE: Once = Once::new();
    let Some(privilege) = privilege() else { return false };
    println!("Installing Debian packages: apt-get install {}", packages.join(" "));
    // An index that is only partly refreshed may still have what is wanted.
    UPDATE.call_once(|| {
        let _ = run(apt_get(privilege).arg("update"));
    });
    run(apt_get(privilege)
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages))
    .is_ok()
}

/// apt-get that asks nothing, shows errors only, and waits while another one is at work.
fn apt_get(privilege: &[&str]) -> Command {
    // Not set for the child process, since sudo would drop it.
    let words = [privilege, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]].concat();
    let mut command = Command::new(words[0]);
    command
        .args(&words[1..])
        .args(["-qq", "-o", "DPkg::Lock::Timeout=300"])
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

/// The words to put before a command for it to run as root, `None` if it cannot.
fn privilege() -> Option<&'static [&'static str]> {
    which("apt-get")?;
    if answer(Command::new("id").arg("-u"))? == "0" {
        return Some(&[]);
    }
    answer(Command::new("sudo").args(["-n", "true"]))?;
    Some(&["sudo", "-n"])
}
