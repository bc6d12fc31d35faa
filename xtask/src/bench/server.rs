//! A backend on a full database.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result};

use crate::{command, workspace};

/// A running backend. It ends with this value.
pub struct Server {
    process: Child,
    /// Where it can be reached.
    pub address: String,
}

/// Builds the backend as it is meant to be run.
pub fn build() -> Result<PathBuf> {
    let mut build = command::cargo("build");
    command::run(build.args(["--locked", "--release", "--package", "samskab-backend"]))?;
    Ok(workspace::target().join("release/samskab-backend"))
}

/// Fills a database.
pub fn fill(program: &Path, database: &str, contributions: usize, comments: usize) -> Result<()> {
    let mut fill = Command::new(program);
    fill.args(["fill", "--database", database]);
    fill.args(["--contributions", &contributions.to_string()]);
    command::read(fill.args(["--comments", &comments.to_string()])).map(drop)
}

impl Server {
    /// Serves a database.
    pub fn start(program: &Path, database: &str) -> Result<Self> {
        let mut process = Command::new(program)
            .args([
                "serve",
                "--port",
                "0",
                "--writes-per-minute",
                "0",
                "--database",
                database,
            ])
            .stdout(Stdio::piped())
            .spawn()?;
        let out = process.stdout.take().context("the backend has no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on ").map(str::to_owned);
        // From here on it is ended, whatever it has said.
        let mut server = Server {
            process,
            address: String::new(),
        };
        server.address = address.with_context(|| format!("the backend said {line:?}"))?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
