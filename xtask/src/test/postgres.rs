//! PostgreSQL's programs, for the tests that make a server of their own.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::{apt, command};

const PACKAGE: &str = "postgresql";
/// A program that is there once the package is installed; Debian keeps it off the search path, by version.
const PROGRAM: &str = "initdb";
const DEBIAN: &str = "/usr/lib/postgresql";

/// Sees to it that the programs are there.
pub fn install() -> Result<()> {
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let versions: Vec<PathBuf> = versions.map(|version| version.path()).collect();
    if is_installed(&versions, Path::is_file) || command::find(PROGRAM).is_some() {
        Ok(())
    } else {
        apt::install("testing on PostgreSQL", &[PACKAGE])
    }
}

/// Whether any version has it; a package that was removed may leave its folder behind.
fn is_installed(versions: &[PathBuf], is_file: impl Fn(&Path) -> bool) -> bool {
    versions
        .iter()
        .any(|version| is_file(&version.join("bin").join(PROGRAM)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_version_of_it_will_do_but_an_empty_folder_will_not() {
        let versions = ["/usr/lib/postgresql/13", "/usr/lib/postgresql/17"].map(PathBuf::from);
        assert!(is_installed(&versions, |path| path.ends_with("17/bin/initdb")));
        assert!(!is_installed(&versions, |_| false));
        assert!(!is_installed(&[], |_| true));
    }
}
