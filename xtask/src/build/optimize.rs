//! Binaryen's passes for size.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{command, tools::Tools, workspace};

/// What the compiler's modules use anyway. Never `--all-features`: browsers refuse what binaryen then writes.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The same module in fewer bytes, without the names of its functions.
pub fn optimize(tools: &Tools, wasm: &[u8]) -> Result<Vec<u8>> {
    let before = named_module();
    let after = before.with_file_name("small.wasm");
    fs::create_dir_all(before.with_file_name(""))?;
    fs::write(&before, wasm)?;
    let mut wasm_opt = tools.wasm_opt();
    wasm_opt
        .arg("-Oz")
        .args(FEATURES)
        .arg(&before)
        .arg("--output")
        .arg(&after);
    command::read(&mut wasm_opt)?;
    fs::read(&after).context("wasm-opt wrote nothing")
}

/// Where the last build's module lies as it was before, to be looked into by name.
pub fn named_module() -> PathBuf {
    workspace::target().join("widget/stage/named.wasm")
}
