//! Schemathesis, a second opinion that is not ours: it makes requests up from the description alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::served::Served;
use crate::{apt, command, progress::step, workspace};

/// At the versions that this file holds.
const WANTED: &str = "xtask/tools/schemathesis/requirements.txt";
/// What it holds answers against. Left out is what it guesses: that whatever a schema lets pass is taken (limits
/// stand in the service document), and that whatever it does not let pass is refused (null counts as missing).
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance,unsupported_method";
/// The service document lies at another address than the rest, and a stream has no end.
const LEFT_OUT: [&str; 2] = ["/.well-known/samskab", "/changes/stream"];
/// Requests made up for each operation, by a seed that stays: about a minute in all.
const EXAMPLES: &str = "12";

/// Installs it if the list of versions says something else than last time.
pub fn install() -> Result<()> {
    let wanted = fs::read(workspace::root().join(WANTED)).context(WANTED)?;
    let installed = folder().join("installed.txt");
    if fs::read(&installed).is_ok_and(|last| last == wanted) {
        return Ok(());
    }
    let python = || Command::new("python3");
    if !command::succeeds(python().args(["-c", "import ensurepip, venv"])) {
        apt::install("schemathesis", &["python3-venv"])?;
    }
    step("schemathesis from PyPI", || {
        command::read(python().args(["-m", "venv", "--clear"]).arg(folder()))?;
        let mut pip = Command::new(folder().join("bin/pip"));
        pip.args([
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ]);
        command::read(pip.arg(workspace::root().join(WANTED)))?;
        Ok(fs::write(&installed, &wanted)?)
    })
}

/// Runs it against this backend, on an invented municipality of its own.
pub fn run(backend: &Path) -> Result<()> {
    let data = folder().join("data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    fs::create_dir_all(&data)?;
    let database = data.join("samskab.db");
    let prepare = |arguments: &[&str]| {
        let mut command = Command::new(backend);
        command::read(command.args(arguments).arg("--database").arg(&database))
    };
    prepare(&["seed"])?;
    let token = String::from_utf8(prepare(&[
        "steward",
        "--name",
        "Prøve",
        "--office",
        "Prøvekontoret",
    ])?)?;
    let mut serve = Command::new(backend);
    serve
        .args(["serve", "--port", "0", "--writes-per-minute", "0", "--database"])
        .arg(&database);
    let served = Served::start(&mut serve)?;
    let mut schemathesis = Command::new(folder().join("bin/schemathesis"));
    schemathesis
        // It leaves what it found where it runs.
        .current_dir(folder())
        .arg("run")
        .arg(workspace::root().join("crates/protocol/openapi.yaml"))
        .args(["--url", &format!("{}/samskab/v1", served.address)])
        .args(["--seed", "1", "--max-examples", EXAMPLES, "--checks", CHECKS])
        .args([
            "--phases",
            "examples,coverage,fuzzing",
            "--request-timeout",
            "10",
            "--no-color",
        ])
        .args(LEFT_OUT.iter().flat_map(|path| ["--exclude-path", path]))
        .args(["--header", &format!("Authorization: Bearer {}", token.trim())])
        .current_dir(&data);
    command::run(&mut schemathesis)
}

fn folder() -> PathBuf {
    workspace::target().join("tools/schemathesis")
}
