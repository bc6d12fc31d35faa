//! Binaryen's passes for size.

use std::fs;

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

/// The same module in fewer bytes.
pub fn optimize(tools: &Tools, wasm: &[u8]) -> Result<Vec<u8>> {
    let stage = workspace::target().join("widget/stage");
    fs::create_dir_all(&stage)?;
    let (before, after) = (stage.join("bound.wasm"), stage.join("small.wasm"));
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
