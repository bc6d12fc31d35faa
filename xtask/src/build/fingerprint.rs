//! Whether anything has changed since `dist/` was built.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::manifest::{Manifest, NAME, short_hash};
use crate::workspace;

/// Everything that decides what the build writes, the build itself included.
const INPUTS: [&str; 9] = [
    "src",
    "style",
    "language",
    "crates/protocol",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/src/build",
    "xtask/src/toolchain.rs",
    "xtask/tools",
];

/// One hash over all inputs, their names included, and the profile that they are compiled with.
pub fn of_inputs(profile: &str) -> Result<String> {
    let root = workspace::root();
    let mut hash = Sha256::new();
    hash.update(profile);
    for input in INPUTS {
        let mut files = Vec::new();
        collect_files(&root.join(input), &mut files).with_context(|| input.to_owned())?;
        files.sort();
        for file in files {
            let content = fs::read(&file)?;
            hash.update(
                file.strip_prefix(&root)
                    .unwrap_or(&file)
                    .as_os_str()
                    .as_encoded_bytes(),
            );
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The last build, if it was of these inputs and all its files are still there.
pub fn finished_build(inputs: &str) -> Option<Manifest> {
    let dist = workspace::dist();
    let manifest = Manifest::read(&dist).ok()?;
    let remembered = fs::read_to_string(place()).ok()?;
    let is_whole = manifest.files.iter().all(|file| {
        ["", ".br", ".gz"]
            .iter()
            .all(|end| dist.join(format!("{}{end}", file.name)).is_file())
    });
    (is_whole && remembered == line(inputs)?).then_some(manifest)
}

/// Remembers that `dist/` is built of these inputs.
pub fn remember(inputs: &str) -> Result<()> {
    let line = line(inputs).context("the manifest was not written")?;
    Ok(fs::write(place(), line)?)
}

/// Inputs and outcome: a `dist/` that somebody has replaced is not taken for ours.
fn line(inputs: &str) -> Option<String> {
    let manifest = fs::read(workspace::dist().join(NAME)).ok()?;
    Some(format!("{inputs} {}\n", short_hash(&manifest)))
}

fn place() -> PathBuf {
    workspace::target().join("widget/finished-build")
}

fn collect_files(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect_files(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}
