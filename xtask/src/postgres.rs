//! PostgreSQL's programs, for tests and measurements that make a server of their own.

use std::path::PathBuf;

use anyhow::Result;
use samskab_cluster::find_programs;

use crate::{apt, failure::YourTurn};

const PACKAGE: &str = "postgresql";

/// Sees to it that the programs are there, and says where.
pub fn install() -> Result<PathBuf> {
    if let Some(programs) = find_programs() {
        return Ok(programs);
    }
    apt::install("a PostgreSQL server of one's own", &[PACKAGE])?;
    find_programs().ok_or_else(|| YourTurn(format!("initdb was not found after installing {PACKAGE}")).into())
}
