//! Scripts and styles as they are sent: bundled and minified by esbuild.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result};

use super::split;
use crate::{command, tools::Tools, workspace};

/// The oldest browsers the widget is for; newer syntax is written for them in older words.
const BROWSERS: &str = "--target=chrome111,firefox115,safari16.4";

/// A sheet that every widget adopts: `style/<name>.css` with what it imports, in its order.
pub fn style(tools: &Tools, name: &str) -> Result<String> {
    let sheet = workspace::root().join("style").join(name).with_extension("css");
    let text = command::read(minifier(tools).arg("--bundle").arg(&sheet))?;
    Ok(String::from_utf8(text)?.trim_end().to_owned())
}

/// The glue, with the sheet as its export `STYLE`: one request less than a sheet of its own. `link` is the script
/// by which it finds the program's later parts.
pub fn glue(tools: &Tools, glue: &str, link: &str, style: &str) -> Result<Vec<u8>> {
    let stage = workspace::stage()?;
    let style = serde_json::to_string(style)?;
    fs::write(stage.join(split::GLUE), glue)?;
    fs::write(stage.join(split::LINK), link)?;
    let bound = split::GLUE;
    let entry = format!(
        "export * from '{bound}';\nexport {{ default }} from '{bound}';\nexport const STYLE = {style};\n"
    );
    let glue = stage.join("glue.js");
    fs::write(&glue, entry)?;
    command::read(minifier(tools).args(["--bundle", "--format=esm"]).arg(&glue)).context("the glue")
}

/// A script with everything that it imports, not yet made smaller. It is not told of pointer events: for those Leaflet
/// would keep listeners on the page for ever, and for touch and mouse it does not.
pub fn bundle(tools: &Tools, script: &Path) -> Result<Vec<u8>> {
    let mut esbuild = tools.esbuild();
    esbuild.args([
        "--bundle",
        "--format=esm",
        "--charset=utf8",
        "--log-level=warning",
    ]);
    esbuild.args([
        "--define:window.PointerEvent=false",
        "--define:window.MSPointerEvent=false",
    ]);
    let name = script.display().to_string();
    command::read(esbuild.arg(script)).context(name)
}

/// A whole script made smaller, with the names of those whose work is in it.
pub fn credited(tools: &Tools, script: &Path, credits: &str) -> Result<Vec<u8>> {
    let name = script.display().to_string();
    let mut esbuild = minifier(tools);
    esbuild
        .arg(format!("--banner:js={credits}"))
        .args(["--bundle", "--format=esm"]);
    command::read(esbuild.arg(script)).context(name)
}

/// The script tag's file, which knows the names and hashes of all others.
pub fn embed(tools: &Tools, files: &serde_json::Value) -> Result<Vec<u8>> {
    let mut esbuild = minifier(tools);
    esbuild
        .args(["--bundle", "--format=esm"])
        .arg(format!("--define:__SAMSKAB_FILES__={files}"));
    command::read(esbuild.arg(workspace::root().join("src/embed.js"))).context("src/embed.js")
}

fn minifier(tools: &Tools) -> Command {
    let mut esbuild = tools.esbuild();
    esbuild.args([
        "--minify",
        "--charset=utf8",
        "--legal-comments=none",
        "--log-level=warning",
        BROWSERS,
    ]);
    esbuild
}
