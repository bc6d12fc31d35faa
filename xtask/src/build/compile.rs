//! From Rust to one wasm module, with the names of its functions still in it.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Care;
use crate::{
    command,
    toolchain::{TARGET, Toolchain},
    workspace,
};

/// Compiles the widget alone, so that no other member's features get into it. A module that is to be split needs
/// its relocations.
pub(super) fn compile(toolchain: &Toolchain, care: Care, with_relocations: bool) -> Result<PathBuf> {
    // A folder of its own: neither the host's builds nor a build by another compiler wait for it or undo it.
    let folder = workspace::target().join("widget");
    let flags = match care {
        Care::Small => nameless_paths(toolchain)?,
        Care::Quick => Vec::new(),
    };
    let mut cargo = toolchain.cargo("rustc", care.profile(), &flags);
    cargo.args(["--package", "samskab", "--lib", "--crate-type", "cdylib"]);
    cargo
        .arg("--target-dir")
        .arg(&folder)
        .current_dir(workspace::root());
    if with_relocations {
        // For the last link alone: as a flag for all crates it would rebuild them.
        cargo.args(["--", "-Clink-args=--emit-relocs"]);
    }
    command::run(&mut cargo)?;
    Ok(folder.join(TARGET).join(care.profile()).join("samskab.wasm"))
}

/// The same bytes wherever it is built, and no folder of the builder's in what everybody downloads.
fn nameless_paths(toolchain: &Toolchain) -> Result<Vec<String>> {
    let home = std::env::home_dir().context("no home directory")?;
    let cargo_home = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), PathBuf::from);
    let mut places = vec![(workspace::root(), "samskab"), (cargo_home, "cargo")];
    if let Some(sysroot) = toolchain.sysroot() {
        places.push((sysroot.join("lib/rustlib/src/rust"), "rust"));
    }
    let flag = |(place, name): (PathBuf, &str)| format!("--remap-path-prefix={}={name}", place.display());
    Ok(places.into_iter().map(flag).collect())
}
