//! `cargo xtask bench`: how much it carries, and how fast.

use anyhow::Result;

mod backend;
mod server;
mod wrk;

/// What can be measured.
#[derive(clap::Subcommand)]
pub enum Arguments {
    /// The reference backend on both stores, with a million comments in two thousand contributions.
    Backend(backend::Arguments),
}

/// Measures, and prints a table.
pub fn run(arguments: &Arguments) -> Result<()> {
    match arguments {
        Arguments::Backend(arguments) => backend::run(arguments),
    }
}
