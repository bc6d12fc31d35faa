//! The glue that lets page and wasm call each other, by wasm-bindgen as a library of the widget's own version.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// A module and the script that loads it.
pub struct Bound {
    /// The module, still with the names of its functions.
    pub wasm: Vec<u8>,
    /// An ES module whose default export takes the module.
    pub glue: String,
}

/// Binds the compiled module. Chunks need what the linker exports for them.
pub fn bind(module: &Path, has_chunks: bool) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    // `cargo xtask size` reads the names itself, without the hashes that would be written into them here.
    bindgen
        .input_path(module)
        .web(true)?
        .typescript(false)
        .demangle(false);
    bindgen
        .keep_lld_exports(has_chunks)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen")?;
    Ok(Bound {
        glue: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}
