//! Scripts and styles as they are sent: bundled and minified by esbuild.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{command, tools::Tools, workspace};

/// The oldest browsers the widget is for; newer syntax is written for them in older words.
const BROWSERS: &str = "--target=chrome111,firefox115,safari16.4";

/// The one sheet that every widget adopts: `style/index.css` with what it imports, in its order.
pub fn style(tools: &Tools) -> Result<String> {
    let sheet = workspace::root().join("style/index.css");
    let text = command::read(minifier(tools).arg("--bundle").arg(&sheet))?;
    Ok(String::from_utf8(text)?.trim_end().to_owned())
}

/// The glue with the sheet as its export `STYLE`: one request less than a sheet of its own.
pub fn glue(tools: &Tools, glue: &str, style: &str) -> Result<Vec<u8>> {
    let stage = stage()?;
    let style = serde_json::to_string(style)?;
    fs::write(stage.join("bound.js"), glue)?;
    let entry = format!(
        "export * from './bound.js';\nexport {{ default }} from './bound.js';\nexport const STYLE = {style};\n"
    );
    fs::write(stage.join("glue.js"), entry)?;
    let mut esbuild = minifier(tools);
    esbuild
        .args(["--bundle", "--format=esm"])
        .arg(stage.join("glue.js"));
    command::read(&mut esbuild).context("the glue")
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

fn stage() -> Result<PathBuf> {
    let stage = workspace::target().join("widget/stage");
    fs::create_dir_all(&stage)?;
    Ok(stage)
}
