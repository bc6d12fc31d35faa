//! Parts of the program that are fetched when they are needed: each function marked `#[wasm_split]`, with all that only
//! it uses, becomes a module of its own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

use super::{manifest::Entry, streams::without_streams};
use crate::workspace;

/// The script by which main module and chunks find each other.
pub const LINK: &str = "./__wasm_split.js";
/// Where that script finds the glue.
pub const GLUE: &str = "./bound.js";

/// The program, in parts or whole.
pub struct Parts {
    /// The module that is always loaded.
    pub main: PathBuf,
    /// The modules that are not.
    pub chunks: Vec<PathBuf>,
    /// The script named [`LINK`]; empty without chunks.
    pub link: String,
}

impl Parts {
    /// A program that is loaded at once.
    pub fn whole(main: PathBuf) -> Self {
        Self {
            main,
            chunks: Vec::new(),
            link: String::new(),
        }
    }
}

/// Whether the widget's sources ask for parts.
pub fn is_wanted() -> Result<bool> {
    Ok(asks_for_parts(&workspace::root().join("src"))?)
}

/// Splits a module that was linked with its relocations.
pub fn split(module: &Path) -> Result<Parts> {
    let folder = workspace::stage()?.join("parts");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let wasm = without_streams(&fs::read(module)?)?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&wasm);
    options.output_dir = &folder;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = GLUE;
    let split = transform(options).map_err(|error| anyhow!("the program cannot be split: {error:#}"))?;
    let link = with_fetcher(&name_failures(&fs::read_to_string(folder.join(LINK))?)?);
    let mut chunks = split.split_modules;
    chunks.sort();
    Ok(Parts { main, chunks, link })
}

/// The linking script such that a part that does not come is told by name. The widget says the rest to the person.
fn name_failures(link: &str) -> Result<String> {
    const BARE: &str = "console.error(e);";
    if !link.contains(BARE) {
        return Err(anyhow!(
            "{LINK} does not tell failures as it did: see xtask/src/build/split.rs"
        ));
    }
    Ok(link.replace(
        BARE,
        "console.warn(`samskab: a part did not come: ${e.message}`);",
    ))
}

/// The linking script with a chunk's published name and hash in place of what fetches it under the name that it was
/// written with.
pub fn publish_chunk(link: &str, chunk: &Path, published: &Entry) -> Result<String> {
    let written = chunk
        .file_name()
        .and_then(|name| name.to_str())
        .context("a chunk without a name")?;
    let fetch = format!(
        "() => {{
    const src = fetch(new URL(\"./{written}\", import.meta.url));
    src.catch(() => {{}});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}}"
    );
    if !link.contains(&fetch) {
        return Err(anyhow!(
            "{LINK} does not fetch {written} as it did: see xtask/src/build/split.rs"
        ));
    }
    let (name, integrity) = (&published.name, &published.integrity);
    Ok(link.replace(&fetch, &format!("part(\"{name}\", \"{integrity}\")")))
}

/// The linking script with what fetches a chunk, once for all of them.
fn with_fetcher(link: &str) -> String {
    const FETCHER: &str = "
function part(name, integrity) {
    return () => {
        const src = fetch(new URL(`./${name}`, import.meta.url), { integrity });
        src.catch(() => {});
        return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
    };
}
";
    [link, FETCHER].concat()
}

fn asks_for_parts(path: &Path) -> std::io::Result<bool> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            if asks_for_parts(&entry?.path())? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let is_rust = path.extension().is_some_and(|end| end == "rs");
    Ok(is_rust
        && fs::read_to_string(path)?
            .lines()
            .any(|line| line.starts_with("#[wasm_split(")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::manifest::Role;

    fn published() -> Entry {
        Entry {
            name: "samskab-0123456789.wasm".to_owned(),
            role: Role::Chunk,
            bytes: 0,
            brotli: 0,
            gzip: 0,
            integrity: "sha256-A".to_owned(),
        }
    }

    #[test]
    fn a_chunk_is_fetched_by_its_published_name_and_hash() {
        let link = "\
const __chunk_1 = makeLoad(() => {
    const src = fetch(new URL(\"./chunk_1.wasm\", import.meta.url));
    src.catch(() => {});
    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));
}
, []);";
        let link = publish_chunk(link, Path::new("out/chunk_1.wasm"), &published()).expect("it is fetched");
        assert_eq!(
            link,
            "const __chunk_1 = makeLoad(part(\"samskab-0123456789.wasm\", \"sha256-A\")\n, []);"
        );
    }

    #[test]
    fn a_part_that_does_not_come_is_told_by_name() {
        let told = name_failures("catch (e) { console.error(e); }").expect("it tells");
        assert!(told.contains("console.warn(`samskab: "), "{told}");
        assert!(name_failures("").is_err());
    }

    #[test]
    fn a_chunk_that_nobody_fetches_stops_the_build() {
        assert!(publish_chunk("", Path::new("split_a.wasm"), &published()).is_err());
    }
}
