//! The glue that lets page and wasm call each other, by wasm-bindgen as a library of the widget's own version.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// A module and the script that loads it.
pub struct Bound {
    /// The module, without the names of its functions.
    pub wasm: Vec<u8>,
    /// An ES module whose default export takes the module.
    pub glue: String,
}

/// Binds the compiled module.
pub fn bind(module: &Path) -> Result<Bound> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .web(true)?
        .typescript(false)
        .remove_name_section(true);
    bindgen.remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen")?;
    Ok(Bound {
        glue: output.js().to_owned(),
        wasm: output.wasm_mut().emit_wasm(),
    })
}
