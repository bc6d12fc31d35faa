//! The build of record: from sources to `dist/`, a folder that a webmaster copies to any static server.

mod bind;
mod compile;
mod dist;
mod fingerprint;
pub mod manifest;
mod minify;
mod optimize;
mod trusted;

use std::fs;

use anyhow::{Context, Result};
use serde_json::json;

use self::{
    dist::Dist,
    manifest::{Entry, Manifest, Role},
};
use crate::{
    progress::{say, step},
    toolchain::Toolchain,
    tools::Tools,
    workspace,
};

pub use self::optimize::named_module;

/// What `cargo xtask build` may be told.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Build even if nothing has changed since the last build.
    #[arg(long)]
    force: bool,
}

/// Brings `dist/` up to date and returns what is in it.
pub fn run(arguments: &Arguments) -> Result<Manifest> {
    let inputs = fingerprint::of_inputs()?;
    if !arguments.force
        && let Some(manifest) = fingerprint::finished_build(&inputs)
    {
        say("dist/ is up to date");
        return Ok(manifest);
    }
    let tools = Tools::install()?;
    let toolchain = Toolchain::find()?;
    let module = step("widget to wasm", || compile::compile(&toolchain))?;
    let bound = step("glue between wasm and page", || bind::bind(&module))?;
    let wasm = step("smaller wasm", || optimize::optimize(&tools, &bound.wasm))?;
    let manifest = step("dist/ with precompressed files", || {
        let glue = trusted::route_html_through_policy(&bound.glue)?;
        let glue = minify::glue(&tools, &glue, &minify::style(&tools)?)?;
        fill_dist(&tools, &wasm, &glue)
    })?;
    fingerprint::remember(&inputs, &manifest)?;
    Ok(manifest)
}

fn fill_dist(tools: &Tools, wasm: &[u8], glue: &[u8]) -> Result<Manifest> {
    let mut dist = Dist::open(workspace::dist())?;
    let wasm = dist.put_hashed(Role::Wasm, "samskab", "wasm", wasm)?;
    let glue = dist.put_hashed(Role::Glue, "samskab", "js", glue)?;
    let mut words = serde_json::Map::new();
    for (language, text) in read_languages()? {
        let file = dist.put_hashed(Role::Words, &language, "txt", text.as_bytes())?;
        words.insert(language, name_and_integrity(&file));
    }
    let files = json!({ "glue": glue.name, "wasm": name_and_integrity(&wasm), "words": words });
    let embed = minify::embed(tools, &files)?;
    dist.put_named(Role::Embed, "samskab.js", &embed)?;
    dist.close()
}

fn name_and_integrity(file: &Entry) -> serde_json::Value {
    json!([file.name, file.integrity])
}

/// Each `language/*.txt` by its language, in the order of their names.
fn read_languages() -> Result<Vec<(String, String)>> {
    let mut languages = Vec::new();
    for file in fs::read_dir(workspace::root().join("language")).context("language/")? {
        let path = file?.path();
        if let (Some("txt"), Some(stem)) = (path.extension().and_then(|end| end.to_str()), path.file_stem()) {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            languages.push((stem.to_string_lossy().into_owned(), text));
        }
    }
    languages.sort();
    Ok(languages)
}
