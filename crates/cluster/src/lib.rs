//! A PostgreSQL server of one's own, for tests and measurements, from the programs that are installed here.
//!
//! It lies in a temporary folder, listens on a socket in it and nowhere else, and ends with the program that has
//! started it, however that ends.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Result, bail, ensure};

use crate::program::{keep, read_log, run, start};

mod program;

pub use program::find_programs;

const USER: &str = "samskab";

/// A running server.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    options: &'static str,
    /// Each ends its server once nobody holds its input any longer.
    keepers: Vec<Child>,
}

impl Cluster {
    /// A new one from these programs, with these options of `postgres`.
    pub fn start(programs: &Path, options: &'static str) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("samskab-postgres-")
            .tempdir()?
            .keep();
        program::own(&folder)?;
        let mut initdb = start(&programs.join("initdb"), &folder)?;
        initdb.args(["-D", "data", "-U", USER, "--auth=trust", "--encoding=UTF8"]);
        run(initdb.args(["--locale=C", "--no-sync"]), &folder)?;
        let keeper = keep(programs, &folder, options)?;
        let cluster = Cluster {
            programs: programs.to_owned(),
            folder,
            options,
            keepers: vec![keeper],
        };
        ensure!(cluster.becomes_ready(60)?, "{}", read_log(&cluster.folder));
        Ok(cluster)
    }

    /// Makes a database, as a copy of another one if so wanted, and answers its name.
    pub fn create(&self, template: Option<&str>) -> Result<String> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("d{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let template = template.unwrap_or("template0");
        self.execute("postgres", &format!("CREATE DATABASE {name} TEMPLATE {template}"))?;
        Ok(name)
    }

    /// Removes a database, whoever uses it.
    pub fn remove(&self, name: &str) -> Result<()> {
        self.execute(
            "postgres",
            &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        )
    }

    /// Does something in a database.
    pub fn execute(&self, name: &str, statement: &str) -> Result<()> {
        let mut psql = start(&self.programs.join("psql"), &self.folder)?;
        psql.args(["-X", "-q", "-U", USER, "-d", name, "-c", statement, "-h"]);
        run(psql.arg(&self.folder), &self.folder)
    }

    /// What `--database` is told to use this database.
    pub fn address(&self, name: &str) -> String {
        format!(
            "postgres://{USER}@localhost/{name}?host={}",
            self.folder.display()
        )
    }

    /// Ends it without a word, with all its processes, as when its machine goes down.
    pub fn kill(&self) -> Result<()> {
        let server = std::fs::read_to_string(self.folder.join("pid"))?;
        let server = server.trim();
        let below = std::fs::read_to_string(format!("/proc/{server}/task/{server}/children"))?;
        let kill = |processes: &str| {
            Command::new("kill")
                .arg("-KILL")
                .args(processes.split_whitespace())
                .status()
        };
        ensure!(kill(server)?.success(), "the server could not be killed");
        // One of these may have ended by itself meanwhile.
        kill(&below)?;
        Ok(())
    }

    /// Starts it again on what it has left.
    pub fn restart(&mut self) -> Result<()> {
        for _ in 0..20 {
            // It does not start before all of the old one has gone.
            self.keepers
                .push(keep(&self.programs, &self.folder, self.options)?);
            if self.becomes_ready(3)? {
                return Ok(());
            }
        }
        bail!("{}", read_log(&self.folder))
    }

    fn becomes_ready(&self, seconds: u32) -> Result<bool> {
        for _ in 0..10 * seconds {
            let mut ready = start(&self.programs.join("pg_isready"), &self.folder)?;
            if ready.args(["-q", "-h"]).arg(&self.folder).status()?.success() {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "what a test needs and does not find is its failure"
    )]

    use super::*;

    #[test]
    fn a_server_that_was_killed_still_has_what_was_committed_and_leaves_nothing_behind() {
        let Some(programs) = find_programs() else {
            println!("skipped: PostgreSQL's programs are not installed here");
            return;
        };
        let mut cluster = Cluster::start(&programs, "").unwrap();
        let name = cluster.create(None).unwrap();
        cluster
            .execute(&name, "CREATE TABLE kept (number BIGINT)")
            .unwrap();
        cluster.kill().unwrap();
        assert!(cluster.execute(&name, "SELECT * FROM kept").is_err());
        cluster.restart().unwrap();
        cluster.execute(&name, "SELECT * FROM kept").unwrap();
        let folder = cluster.folder.clone();
        drop(cluster);
        for _ in 0..100 {
            if !folder.exists() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{} is still there", folder.display());
    }
}
