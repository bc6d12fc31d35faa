//! What the demo's backend keeps between two starts.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::command;

const DATABASE: &str = "samskab.sqlite";
/// The neighbor's, who shares with the municipality.
const NEIGHBOR: &str = "vesterby.sqlite";
/// What the demo's steward comes in with.
const TOKEN: &str = "steward-token";
/// SQLite's own files beside the database.
const SUFFIXES: [&str; 3] = ["-shm", "-wal", ""];

/// A folder with a database for each municipality.
pub struct Data {
    folder: PathBuf,
}

impl Data {
    /// What lies in this folder.
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The SQLite file.
    pub fn database(&self) -> PathBuf {
        self.folder.join(DATABASE)
    }

    /// The neighbor's.
    pub fn neighbor(&self) -> PathBuf {
        self.folder.join(NEIGHBOR)
    }

    /// Whether there is something to go on with.
    pub fn exists(&self) -> bool {
        self.database().is_file() && self.neighbor().is_file()
    }

    /// Throws the databases and the token away, and nothing else that lies in the folder.
    pub fn clear(&self) -> Result<()> {
        ignore_missing(fs::remove_file(self.folder.join(TOKEN)))?;
        remove_database(&self.folder, DATABASE)?;
        remove_database(&self.folder, NEIGHBOR)
    }

    /// The token of the demo's steward, who is made at the first start.
    pub fn steward(&self, backend: &Path) -> Result<String> {
        let kept = self.folder.join(TOKEN);
        if let Ok(token) = fs::read_to_string(&kept) {
            return Ok(token);
        }
        let made = command::read(
            Command::new(backend)
                .arg("steward")
                .arg("--database")
                .arg(self.database())
                .args(["--name", "Mona Lind", "--office", "Plan og Byg"]),
        )?;
        let token = String::from_utf8(made)?.trim().to_owned();
        fs::write(&kept, &token).with_context(|| kept.display().to_string())?;
        Ok(token)
    }

    /// Lets the backend make the databases that are not there, with invented content.
    pub fn seed(&self, backend: &Path) -> Result<()> {
        for (name, municipality) in [(DATABASE, "egeby"), (NEIGHBOR, "vesterby")] {
            if !self.folder.join(name).is_file() {
                self.seed_one(backend, name, municipality)?;
            }
        }
        Ok(())
    }

    /// It is made aside and moved when it is whole: an interrupted seeding is not taken for content next time.
    fn seed_one(&self, backend: &Path, name: &str, municipality: &str) -> Result<()> {
        let aside = self.folder.join("seeding");
        fs::create_dir_all(&aside).with_context(|| aside.display().to_string())?;
        remove_database(&aside, name)?;
        command::run(
            Command::new(backend)
                .args(["seed", "--municipality", municipality, "--database"])
                .arg(aside.join(name)),
        )?;
        for suffix in SUFFIXES {
            let name = format!("{name}{suffix}");
            ignore_missing(fs::rename(aside.join(&name), self.folder.join(&name)))?;
        }
        Ok(fs::remove_dir_all(&aside)?)
    }
}

fn remove_database(folder: &Path, name: &str) -> Result<()> {
    for suffix in SUFFIXES {
        let path = folder.join(format!("{name}{suffix}"));
        ignore_missing(fs::remove_file(&path)).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn ignore_missing(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
