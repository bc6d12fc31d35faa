//! A folder of JSON files as a backend, served by a program in another language: `tests/backends/files`.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use samskab_protocol::page::Page;
use samskab_protocol::wire::Wire;
use serde::de::DeserializeOwned;
use tokio::process::Command;

use crate::process::{Process, listening};

const FOLDER: &str = "tests/backends/files";

/// The running program.
pub struct Files {
    _process: Process,
    port: u16,
    public: String,
}

impl Files {
    /// Serves the files; what they name begins with `public`. The error says what to run where a part is missing.
    pub async fn serve(root: &Path, public: String) -> Result<Self> {
        let folder = root.join(FOLDER);
        ensure!(
            folder.join("node_modules").exists(),
            "what {FOLDER} is written with is missing: run `npm ci` there, or `cargo xtask test`"
        );
        let mut command = Command::new("node");
        command.arg(folder.join("serve.mjs"));
        command.args(["--port", "0", "--origin", &public]);
        let (process, port) = Process::start(command, listening).await?;
        Ok(Files {
            _process: process,
            port,
            public,
        })
    }

    /// The port at which it listens itself, behind the network.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What one file says, by its path below the folder, without its ending.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        self.get(&format!("/samskab/{path}.json")).await
    }

    /// Page after page of a list.
    pub async fn pages<T: Wire>(&self, path: &str) -> Result<Vec<Vec<T>>> {
        let mut pages = Vec::new();
        let mut next = Some(format!("/samskab/{path}.json"));
        while let Some(path) = next {
            let page: Page<T> = self.get(&path).await?;
            pages.push(page.items);
            next = page.page.next.map(|next| next.replace(&self.public, ""));
        }
        Ok(pages)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let address = format!("http://127.0.0.1:{}{path}", self.port);
        let answer = reqwest::get(&address).await?.error_for_status()?;
        answer
            .json()
            .await
            .with_context(|| format!("{address} answers something else than expected"))
    }
}
