//! Debian's packages: installed when root, else the exact line to run is printed.

use std::process::Command;

use anyhow::Result;

use crate::{command, failure::YourTurn, progress};

/// Sees to it that the packages are there. `purpose` completes the sentence "… needs Debian packages".
pub fn install(purpose: &str, packages: &[&str]) -> Result<()> {
    let line = format!(
        "apt-get install --yes --no-install-recommends {}",
        packages.join(" ")
    );
    if command::find("apt-get").is_none() {
        return Err(YourTurn(format!(
            "{purpose} needs what Debian packages as: {}",
            packages.join(" ")
        ))
        .into());
    }
    if !rustix::process::geteuid().is_root() {
        return Err(YourTurn(format!("{purpose} needs Debian packages; run: sudo {line}")).into());
    }
    progress::step(&format!("{purpose}: {line}"), || {
        command::read(apt_get().arg("update"))?;
        command::read(
            apt_get()
                .args(["install", "--yes", "--no-install-recommends"])
                .args(packages),
        )
        .map(drop)
    })
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
