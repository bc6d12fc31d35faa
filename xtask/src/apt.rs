//! Debian's packages: installed when root, else the exact line to run is printed.

use std::process::Command;

use anyhow::Result;

use crate::{command, failure::YourTurn, progress};

const INSTALL: [&str; 3] = ["install", "--yes", "--no-install-recommends"];

/// Installs the packages that `purpose` needs.
pub fn install(purpose: &str, packages: &[&str]) -> Result<()> {
    let can_install = command::find("apt-get").is_some() && rustix::process::geteuid().is_root();
    if !can_install {
        return Err(YourTurn(request(purpose, packages)).into());
    }
    progress::step(&format!("{purpose}: {}", packages.join(" ")), || {
        command::read(apt_get().arg("update"))?;
        command::read(apt_get().args(INSTALL).args(packages)).map(drop)
    })
}

fn request(purpose: &str, packages: &[&str]) -> String {
    let (install, packages) = (INSTALL.join(" "), packages.join(" "));
    format!("{purpose} needs Debian packages; as root run: apt-get update && apt-get {install} {packages}")
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_install_is_told_the_whole_line() {
        let line = request("building wasm", &["rustc-web", "lld-22"]);
        assert!(line.ends_with("apt-get install --yes --no-install-recommends rustc-web lld-22"));
    }
}
