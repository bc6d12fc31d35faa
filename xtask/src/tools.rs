//! The tools from npm, at the versions that `xtask/tools/package-lock.json` holds.

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
        let folder = workspace::target().join("tools");
        let tools = Self {
            modules: folder.join("node_modules"),
        };
        let wanted = workspace::root().join("xtask/tools");
        let lock = fs::read(wanted.join("package-lock.json")).context("xtask/tools/package-lock.json")?;
        let installed = folder.join("installed-lock.json");
        if fs::read(&installed).is_ok_and(|last| last == lock) {
            return Ok(tools);
        }
        if command::find("npm").is_none() {
            apt::install("minifying the widget", &["nodejs", "npm"])?;
        }
        step("tools from npm", || {
            fs::create_dir_all(&folder)?;
            for file in ["package.json", "package-lock.json"] {
                fs::copy(wanted.join(file), folder.join(file)).context(file)?;
            }
            let flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            command::read(Command::new("npm").args(flags).current_dir(&folder))?;
            Ok(fs::write(&installed, &lock)?)
        })?;
        Ok(tools)
    }

    /// Bundles and minifies scripts and styles.
    pub fn esbuild(&self) -> Command {
        self.node("esbuild/bin/esbuild")
    }

    /// Makes a wasm module smaller.
    pub fn wasm_opt(&self) -> Command {
        self.node("binaryen/bin/wasm-opt")
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
