//! The glue that lets page and wasm call each other, by wasm-bindgen as a library of the widget's own version.

use std::{cmp::Reverse, path::Path};

use anyhow::{Context, Result};
use walrus::Module;
use wasm_bindgen_cli_support::Bindgen;

use super::streams::unoffered;

const NAME: &str = "samskab";
/// Where the module imports from what wasm-bindgen itself has written.
const OWN: &str = "./samskab_bg.js";

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
        .out_name(NAME)
        .web(true)?
        .typescript(false)
        .demangle(false);
    bindgen
        .keep_lld_exports(has_chunks)
        .remove_producers_section(true);
    let mut output = bindgen.generate_output().context("wasm-bindgen")?;
    let glue = output.js().to_owned();
    let module = output.wasm_mut();
    let glue = shorten_names(unoffered(&glue), module);
    Ok(Bound {
        glue,
        wasm: module.emit_wasm(),
    })
}

/// What the module and the page call of each other has names of forty letters and more in both files: numbers do
/// as well.
fn shorten_names(mut glue: String, wasm: &mut Module) -> String {
    let imports = wasm.imports.iter_mut().filter(|import| import.module == OWN);
    let exports = wasm
        .exports
        .iter_mut()
        .filter(|export| export.name.starts_with("_R"));
    let mut names: Vec<&mut String> = imports.map(|import| &mut import.name).collect();
    names.extend(exports.map(|export| &mut export.name));
    // A name may begin with another one.
    names.sort_by_key(|name| Reverse(name.len()));
    for (number, name) in names.into_iter().enumerate() {
        let short = format!("_{number}");
        glue = glue.replace(name.as_str(), &short);
        *name = short;
    }
    glue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module() -> Module {
        let mut module = Module::default();
        let kind = module.types.add(&[], &[]);
        let (alert, _) = module.add_import_func(OWN, "__wbg_alert_0123456789abcdef", kind);
        module.add_import_func(OWN, "__wbg_alert_0123456789abcdef_twice", kind);
        module.add_import_func("./elsewhere.js", "load", kind);
        module.exports.add("mount", alert);
        module
    }

    #[test]
    fn both_sides_call_what_they_share_by_the_same_short_name() {
        let mut module = module();
        let glue = "__wbg_alert_0123456789abcdef: a, __wbg_alert_0123456789abcdef_twice: b".to_owned();
        assert_eq!(shorten_names(glue, &mut module), "_1: a, _0: b");
        let names: Vec<&str> = module.imports.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(names, ["_1", "_0", "load"]);
    }
}
