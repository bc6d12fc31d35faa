//! A reference backend on a database of its own, and the suite asking it.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Lets it claim what it can do by e-mail. Nobody listens there, and nothing needs to arrive.
const MAIL: [&str; 4] = ["--smtp", "smtp://127.0.0.1:9", "--mail-from", "nyt@egeby.example"];

/// A database with the invented municipality, a steward and a sandbox, and one with its neighbor.
pub struct Backend {
    program: PathBuf,
    database: OsString,
    /// Where the neighbor's database lies, and its own if it is one file; they go with this.
    folder: TempDir,
    steward: String,
    second_steward: String,
    sandbox: String,
}

/// A running backend; it ends with this.
pub struct Running<'a> {
    process: Child,
    address: String,
    backend: &'a Backend,
}

/// What the suite found.
pub struct Found {
    /// What it printed.
    pub text: String,
    /// Whether it said by its exit code that all holds.
    pub holds: bool,
    /// The clauses of the report: id and verdict.
    pub clauses: Vec<(String, String)>,
}

impl Backend {
    /// Seeds one file.
    pub fn on_file(program: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = file_in(folder.path());
        Self::seed_beside(program, database, folder)
    }

    /// Seeds an empty database.
    #[allow(dead_code, reason = "only where the database is no file")]
    pub fn seed(program: PathBuf, database: OsString) -> Self {
        Self::seed_beside(program, database, tempfile::tempdir().unwrap())
    }

    fn seed_beside(program: PathBuf, database: OsString, folder: TempDir) -> Self {
        let run = |arguments: &[&str], database: &OsString| {
            let mut command = Command::new(&program);
            let output = command
                .args(arguments)
                .arg("--database")
                .arg(database)
                .output()
                .unwrap();
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        };
        run(
            &["seed", "--municipality", "vesterby"],
            &neighbor_in(folder.path()),
        );
        run(&["seed"], &database);
        let appoint = |name: &str| {
            run(
                &["steward", "--name", name, "--office", "Borgmesterkontoret"],
                &database,
            )
        };
        Backend {
            sandbox: run(&["sandbox"], &database),
            steward: appoint("Conform"),
            second_steward: appoint("Conform To"),
            program,
            database,
            folder,
        }
    }

    /// The same content in another file.
    #[allow(dead_code, reason = "only where each fault needs a database of its own")]
    pub fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(&self.folder).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        Backend {
            program: self.program.clone(),
            database: file_in(folder.path()),
            folder,
            steward: self.steward.clone(),
            second_steward: self.second_steward.clone(),
            sandbox: self.sandbox.clone(),
        }
    }

    /// Serves it, with these options.
    pub fn serve(&self, options: &[String]) -> Running<'_> {
        let mut neighbor = OsString::from("--space=vesterby=");
        neighbor.push(neighbor_in(self.folder.path()));
        let mut process = Command::new(&self.program)
            .args(["serve", "--port", "0", "--writes-per-minute", "0", "--database"])
            .arg(&self.database)
            .arg(neighbor)
            .args(MAIL)
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Running {
            process,
            address,
            backend: self,
        }
    }
}

impl Running<'_> {
    /// Runs the whole suite.
    pub fn check(&self, options: &[&str]) -> Found {
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report.json");
        let done = Command::new(env!("CARGO_BIN_EXE_samskab-conform"))
            .args([
                "check",
                &self.address,
                "--rate",
                "0",
                "--seed",
                "1",
                "--allow-writes",
            ])
            .args([
                "--sandbox",
                &self.backend.sandbox,
                "--steward",
                &self.backend.steward,
                "--second-steward",
                &self.backend.second_steward,
            ])
            .args(options)
            .arg("--json")
            .arg(&report)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        let report = std::fs::read_to_string(&report).unwrap_or_else(|error| panic!("{error}: {told}"));
        assert!(
            !report.contains(&self.backend.steward),
            "the report has a token in it"
        );
        let report: Value = serde_json::from_str(&report).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let clauses = report["clauses"].as_array().unwrap().iter();
        Found {
            text: String::from_utf8(done.stdout).unwrap(),
            holds: done.status.success(),
            clauses: clauses
                .map(|clause| (text(&clause["id"]), text(&clause["verdict"])))
                .collect(),
        }
    }
}

impl Found {
    /// The ids of the clauses with this verdict.
    pub fn with(&self, verdict: &str) -> Vec<&str> {
        let with = self.clauses.iter().filter(|(_, found)| found == verdict);
        with.map(|(id, _)| id.as_str()).collect()
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A program that `cargo xtask conform` has built and names by this variable.
pub fn program(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable);
    path.map(PathBuf::from)
        .unwrap_or_else(|| panic!("`cargo xtask conform` runs these tests and sets {variable}"))
}

fn file_in(folder: &Path) -> OsString {
    folder.join("samskab.db").into()
}

fn neighbor_in(folder: &Path) -> OsString {
    folder.join("neighbor.db").into()
}
