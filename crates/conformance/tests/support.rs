//! A backend that does one thing wrong, and the suite asking it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// The backend that was built with the feature `faults`.
pub fn faulty_backend() -> PathBuf {
    let path = std::env::var_os("SAMSKAB_FAULTY_BACKEND");
    path.map(PathBuf::from)
        .expect("`cargo xtask conform` runs these tests and says where the backend is")
}

/// A seeded database with a steward.
pub struct Backend {
    folder: tempfile::TempDir,
    steward: String,
    sandbox: String,
}

/// A running backend; it ends with this.
pub struct Running {
    process: Child,
    address: String,
    backend: Backend,
}

impl Backend {
    /// Seeds a database of its own.
    pub fn seed() -> Self {
        let folder = tempfile::tempdir().unwrap();
        run(&["seed"], folder.path());
        let steward = run(
            &["steward", "--name", "Conform", "--office", "Borgmesterkontoret"],
            folder.path(),
        );
        let sandbox = run(&["sandbox"], folder.path());
        Backend {
            folder,
            steward,
            sandbox,
        }
    }

    /// The same content in another database.
    pub fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for file in std::fs::read_dir(self.folder.path()).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
        }
        Backend {
            folder,
            steward: self.steward.clone(),
            sandbox: self.sandbox.clone(),
        }
    }

    /// Serves it, with one thing done wrong.
    pub fn serve(self, fault: Option<&str>) -> Running {
        let mut process = Command::new(faulty_backend())
            .args(["serve", "--port", "0", "--writes-per-minute", "0", "--database"])
            .arg(self.folder.path().join("samskab.db"))
            .args(fault.map(|fault| format!("--fault={fault}")))
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

impl Running {
    /// Runs the whole suite, and returns the ids of the clauses that must hold and do not.
    pub fn check(&self) -> Vec<String> {
        let report = self.backend.folder.path().join("report.json");
        let done = Command::new(env!("CARGO_BIN_EXE_samskab-conform"))
            .args(["check", &self.address, "--rate", "0", "--seed", "1"])
            .args([
                "--allow-writes",
                "--sandbox",
                &self.backend.sandbox,
                "--steward",
                &self.backend.steward,
            ])
            .arg("--json")
            .arg(&report)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        let text = std::fs::read_to_string(&report).unwrap_or_else(|error| panic!("{error}: {told}"));
        let report: Value = serde_json::from_str(&text).unwrap();
        let clauses = report["clauses"].as_array().unwrap();
        let failed = clauses.iter().filter(|clause| clause["verdict"] == "fail");
        let mut failed: Vec<String> = failed
            .map(|clause| clause["id"].as_str().unwrap().to_owned())
            .collect();
        failed.sort();
        assert_eq!(done.status.code(), Some(i32::from(!failed.is_empty())), "{told}");
        failed
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn run(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(faulty_backend())
        .args(arguments)
        .arg("--database")
        .arg(folder.join("samskab.db"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
