//! `cargo xtask demo`: one command to a municipal page on which residents take part.

use anyhow::Result;

/// What `cargo xtask demo` may be told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Where the municipal page is served, at 127.0.0.1.
    #[arg(long, default_value_t = 8300)]
    host_port: u16,
}

/// Builds, seeds and serves until Ctrl-C.
pub fn run(arguments: &Arguments) -> Result<()> {
    anyhow::bail!("not yet {}", arguments.host_port)
}
