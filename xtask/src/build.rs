//! The build of record: from sources to `dist/`, a folder that a webmaster copies to any static server.

mod bind;
mod compile;
mod dist;
mod fingerprint;
mod gather;
mod languages;
pub mod manifest;
mod map;
mod merge;
mod minify;
mod optimize;
mod split;
mod streams;
mod trusted;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;

use self::{
    bind::Bound,
    dist::Dist,
    gather::gather,
    manifest::{Entry, Manifest, Role},
    split::Parts,
};
use crate::{
    progress::{say, step},
    toolchain::Toolchain,
    tools::Tools,
    workspace,
};

/// What `cargo xtask build` may be told.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Build even if nothing has changed since the last build.
    #[arg(long)]
    force: bool,
    /// Build for looking while working: there sooner, but larger, and not to be published.
    #[arg(long)]
    quick: bool,
}

/// How much time is spent on few bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// As much as it takes: this is what residents download.
    Small,
    /// None: somebody waits to look at it.
    Quick,
}

impl Care {
    /// The name of the profile that the widget is compiled with.
    fn profile(self) -> &'static str {
        match self {
            Care::Small => "widget",
            Care::Quick => "quick",
        }
    }

    fn optimize(self, tools: &Tools, module: &Path) -> Result<Vec<u8>> {
        match self {
            Care::Small => optimize::optimize(tools, module),
            Care::Quick => Ok(fs::read(module)?),
        }
    }

    /// From 0 to 11, as brotli counts.
    fn compression(self) -> i32 {
        match self {
            Care::Small => 11,
            Care::Quick => 1,
        }
    }
}

/// Brings `dist/` up to date and returns what is in it.
pub fn run(arguments: &Arguments) -> Result<Manifest> {
    let care = if arguments.quick { Care::Quick } else { Care::Small };
    let inputs = fingerprint::of_inputs(care.profile())?;
    if !arguments.force
        && let Some(manifest) = fingerprint::finished_build(&inputs)
    {
        say("dist/ is up to date");
        return Ok(manifest);
    }
    let tools = Tools::install()?;
    let toolchain = Toolchain::find()?;
    let parts = step("widget to wasm", || {
        let wants_parts = split::is_wanted()?;
        let module = compile::compile(&toolchain, care, wants_parts)?;
        if wants_parts {
            gather(&tools, split::split(&module)?)
        } else {
            Ok(Parts::whole(module))
        }
    })?;
    let bound = step("glue between wasm and page", || {
        bind::bind(&parts.main, !parts.chunks.is_empty())
    })?;
    let manifest = step("dist/ with small and precompressed files", || {
        fill_dist(&tools, care, &parts, &bound)
    })?;
    fingerprint::remember(&inputs)?;
    Ok(manifest)
}

/// Where the last build's main module lies as it was before it was made smaller, with the names of its functions.
pub fn named_module() -> Result<PathBuf> {
    Ok(workspace::stage()?.join("named.wasm"))
}

fn fill_dist(tools: &Tools, care: Care, parts: &Parts, bound: &Bound) -> Result<Manifest> {
    let mut dist = Dist::open(workspace::dist(), care)?;
    let link = publish_chunks(tools, care, parts, &mut dist)?;
    let glue = trusted::route_html_through_policy(&bound.glue)?;
    let glue = minify::glue(tools, &glue, &link, &minify::style(tools, "index")?)?;
    let glue = dist.put_hashed(Role::Glue, "samskab", "js", &glue)?;

    let named = named_module()?;
    fs::write(&named, &bound.wasm)?;
    let wasm = dist.put_hashed(Role::Wasm, "samskab", "wasm", &care.optimize(tools, &named)?)?;
    let staff_sheet = minify::style(tools, "staff")?;
    let staff_sheet = dist.put_hashed(Role::Later, "staff", "css", staff_sheet.as_bytes())?;
    let (mut words, mut later) = (serde_json::Map::new(), serde_json::Map::new());
    for language in languages::read(&workspace::root().join("language"))? {
        let file = dist.put_hashed(Role::Words, &language.tag, "txt", language.first.as_bytes())?;
        words.insert(language.tag.clone(), name_and_integrity(&file));
        let stem = format!("{}-staff", language.tag);
        let staff = dist.put_hashed(Role::Later, &stem, "txt", language.staff.as_bytes())?;
        // Where staff's part lies is told among the later words, and not in the script that every page loads.
        let files = json!([name_and_integrity(&staff), name_and_integrity(&staff_sheet)]);
        let text = format!("{}staff.files\t{files}\n", language.later);
        let stem = format!("{}-later", language.tag);
        let file = dist.put_hashed(Role::Later, &stem, "txt", text.as_bytes())?;
        later.insert(language.tag, name_and_integrity(&file));
    }
    let sheet = minify::style(tools, "later")?;
    let sheet = dist.put_hashed(Role::Later, "later", "css", sheet.as_bytes())?;
    let map = dist.put_hashed(Role::Map, "map", "js", &map::script(tools)?)?;
    let files = json!({
        "glue": glue.name,
        "map": map.name,
        "wasm": name_and_integrity(&wasm),
        "words": words,
        "later": later,
        "sheet": name_and_integrity(&sheet),
    });
    dist.put_named(Role::Embed, "samskab.js", &minify::embed(tools, &files)?)?;
    dist.close()
}

/// Publishes each chunk, and returns the script that finds them there.
fn publish_chunks(tools: &Tools, care: Care, parts: &Parts, dist: &mut Dist) -> Result<String> {
    let mut link = parts.link.clone();
    let optimized = parts.chunks.par_iter().map(|chunk| care.optimize(tools, chunk));
    for (chunk, content) in parts.chunks.iter().zip(optimized.collect::<Result<Vec<_>>>()?) {
        let published = dist.put_hashed(Role::Chunk, "samskab", "wasm", &content)?;
        link = split::publish_chunk(&link, chunk, &published)?;
    }
    Ok(link)
}

fn name_and_integrity(file: &Entry) -> serde_json::Value {
    json!([file.name, file.integrity])
}
