//! A backend that runs while it is asked.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// A running backend; it ends with this.
pub struct Served {
    /// Where it listens.
    pub address: String,
    process: Child,
}

impl Served {
    /// Starts one and waits for the line that says where it listens.
    pub fn start(serve: &mut Command) -> Result<Self> {
        let mut process = serve
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| serve.get_program().display().to_string())?;
        let mut line = String::new();
        if let Some(said) = process.stdout.take() {
            BufReader::new(said).read_line(&mut line)?;
        }
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_default()
            .to_owned();
        let served = Served { address, process };
        if served.address.is_empty() {
            bail!("the backend said {line:?}");
        }
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself, which is well too.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
