//! The three browsers and their drivers.

use std::path::PathBuf;

use anyhow::Result;

use crate::{apt, command, progress::step, workspace};

/// A program that is there once its Debian package is installed.
const PROGRAMS: [(&str, &str); 5] = [
    ("chromium", "chromium"),
    ("chromedriver", "chromium-driver"),
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
];
/// Pages are drawn with the same font on every machine.
const FONTS: (&str, &str) = ("/usr/share/fonts/truetype/dejavu", "fonts-dejavu-core");
const GECKODRIVER: &str = "0.37.1";

/// Sees to it that the browsers are there.
pub fn install() -> Result<()> {
    let missing = missing_packages(|program| command::find(program).is_some());
    if missing.is_empty() {
        Ok(())
    } else {
        apt::install("testing in browsers", &missing)
    }
}

/// Firefox's driver: the installed one, else the one from its crate, which Debian does not have.
pub fn install_geckodriver() -> Result<PathBuf> {
    let folder = workspace::target().join("tools");
    let own = folder.join("bin/geckodriver");
    if own.is_file() {
        return Ok(own);
    }
    if let Some(installed) = command::find("geckodriver") {
        return Ok(installed);
    }
    step("geckodriver from its crate", || {
        let mut install = command::cargo("install");
        install.args([
            "geckodriver",
            "--version",
            GECKODRIVER,
            "--locked",
            "--debug",
            "--root",
        ]);
        command::run(install.arg(&folder))
    })?;
    Ok(own)
}

fn missing_packages(is_there: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let mut missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, _)| !is_there(program))
        .map(|(_, package)| *package)
        .collect();
    let (fonts, package) = FONTS;
    if !std::path::Path::new(fonts).is_dir() {
        missing.push(package);
    }
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_packages_whose_program_is_missing_are_asked_for() {
        let missing = missing_packages(|program| program != "Xvfb");
        assert!(missing.contains(&"xvfb"));
        assert!(!missing.contains(&"chromium"));
    }
}
