//! What the demo's backend keeps between two starts.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::command;

const DATABASE: &str = "samskab.sqlite";
/// What the demo's steward comes in with.
const TOKEN: &str = "steward-token";
/// SQLite's own files beside the database.
const SUFFIXES: [&str; 3] = ["-shm", "-wal", ""];

/// A folder with one database.
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

    /// Whether there is something to go on with.
    pub fn exists(&self) -> bool {
        self.database().is_file()
    }

    /// Throws the database and the token for it away, and nothing else that lies in the folder.
    pub fn clear(&self) -> Result<()> {
        ignore_missing(fs::remove_file(self.folder.join(TOKEN)))?;
        remove_database(&self.folder)
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

    /// Lets the backend make a database with invented content.
    ///
    /// It is made aside and moved when it is whole: an interrupted seeding is not taken for content next time.
    pub fn seed(&self, backend: &Path) -> Result<()> {
        let aside = self.folder.join("seeding");
        fs::create_dir_all(&aside).with_context(|| aside.display().to_string())?;
        remove_database(&aside)?;
        command::run(
            Command::new(backend)
                .arg("seed")
                .arg("--database")
                .arg(aside.join(DATABASE)),
        )?;
        for suffix in SUFFIXES {
            let name = format!("{DATABASE}{suffix}");
            ignore_missing(fs::rename(aside.join(&name), self.folder.join(&name)))?;
        }
        Ok(fs::remove_dir_all(&aside)?)
    }
}

fn remove_database(folder: &Path) -> Result<()> {
    for suffix in SUFFIXES {
        let path = folder.join(format!("{DATABASE}{suffix}"));
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
