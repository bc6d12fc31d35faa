//! Binaryen's passes for size.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{command, tools::Tools};

/// What the compiler's modules use anyway. Never `--all-features`: browsers refuse what binaryen then writes.
pub const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// For size. The lowest kilobyte is the far end of the compiler's stack, where nothing is ever addressed.
const PASSES: [&str; 2] = ["-Oz", "--low-memory-unused"];

/// The same module in fewer bytes, without the names of its functions.
pub fn optimize(tools: &Tools, module: &Path) -> Result<Vec<u8>> {
    let small = module.with_extension("small.wasm");
    let mut wasm_opt = tools.wasm_opt();
    wasm_opt
        .args(PASSES)
        .args(FEATURES)
        .arg(module)
        .arg("--output")
        .arg(&small);
    command::read(&mut wasm_opt)?;
    fs::read(&small).context("wasm-opt wrote nothing")
}
