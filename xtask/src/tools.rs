//! The tools from npm, at the versions that the lock files in `xtask/tools` hold.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{apt, command, progress::step, workspace};

/// The installed tools.
pub struct Tools {
    modules: PathBuf,
}

impl Tools {
    /// Installs them if the lock file says something else than last time.
    pub fn install() -> Result<Self> {
        install("xtask/tools", workspace::target().join("tools"))
    }

    /// Bundles and minifies scripts and styles; scripts find the packages that they import.
    pub fn esbuild(&self) -> Command {
        let mut esbuild = self.node("esbuild/bin/esbuild");
        esbuild.env("NODE_PATH", &self.modules);
        esbuild
    }

    /// Where a package lies.
    pub fn package(&self, name: &str) -> PathBuf {
        self.modules.join(name)
    }

    /// Makes a wasm module smaller.
    pub fn wasm_opt(&self) -> Command {
        self.node("binaryen/bin/wasm-opt")
    }

    /// Makes one wasm module out of several.
    pub fn wasm_merge(&self) -> Command {
        self.node("binaryen/bin/wasm-merge")
    }

    /// The accessibility checker's script.
    pub fn axe(&self) -> PathBuf {
        self.modules.join("axe-core/axe.min.js")
    }

    fn node(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.modules.join(script));
        command
    }
}

/// The linter of the protocol's description. It is large and no build needs it, so it is installed apart.
pub fn linter() -> Result<Command> {
    let tools = install("xtask/tools/linter", workspace::target().join("tools/linter"))?;
    Ok(tools.node("@stoplight/spectral-cli/dist/index.js"))
}

/// What the backend of files is written with. Node looks for it beside the program that asks for it.
pub fn install_backend_of_files() -> Result<()> {
    let wanted = "tests/backends/files";
    install(wanted, workspace::root().join(wanted)).map(drop)
}

fn install(wanted: &str, folder: PathBuf) -> Result<Tools> {
    let tools = Tools {
        modules: folder.join("node_modules"),
    };
    let source = workspace::root().join(wanted);
    let lock = source.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| lock.display().to_string())?;
    let installed = tools.modules.join("installed-lock.json");
    if fs::read(&installed).is_ok_and(|last| last == lock) {
        return Ok(tools);
    }
    if command::find("npm").is_none() {
        apt::install("the tools from npm", &["nodejs", "npm"])?;
    }
    step(&format!("tools from npm for {wanted}"), || {
        if folder != source {
            fs::create_dir_all(&folder)?;
            for file in ["package.json", "package-lock.json"] {
                fs::copy(source.join(file), folder.join(file)).context(file)?;
            }
        }
        let flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
        command::read(Command::new("npm").args(flags).current_dir(&folder))?;
        Ok(fs::write(&installed, &lock)?)
    })?;
    Ok(tools)
}
