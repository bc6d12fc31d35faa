//! `cargo xtask conform`: does the reference backend keep the protocol, on both stores, and would it be noticed if not?
//! And does another one keep it, which is a folder of files?

mod schemathesis;
mod served;

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use self::served::Served;
use crate::{command, postgres, progress::step, test::native_tests, tools, workspace};

/// The suite against the backend as it is, and against the backend with something wrong.
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// Leave out the backend that does things wrong.
    #[arg(long)]
    no_faults: bool,
    /// Leave out Schemathesis, the second opinion.
    #[arg(long)]
    no_schemathesis: bool,
}

/// Sees to it that what it needs is there.
pub fn install(arguments: &Arguments) -> Result<()> {
    postgres::install()?;
    tools::install_backend_of_files()?;
    if arguments.no_schemathesis {
        Ok(())
    } else {
        schemathesis::install()
    }
}

/// Builds, runs the suite, and prints what it found.
pub fn run(arguments: &Arguments) -> Result<()> {
    install(arguments)?;
    // This one first: the last one built is the one that stays.
    let faulty = step("a backend that can do things wrong", || {
        keep(&build(&["--features", "samskab-backend/faults"])?, "faulty")
    })?;
    let backend = step("the backend", || keep(&build(&[])?, "real"))?;
    let mut suite = native_tests();
    suite.args(["--test", "reference"]);
    if !arguments.no_faults {
        suite.args(["--test", "faults"]);
    }
    suite.args(["--", "--nocapture", "--test-threads=1"]);
    suite
        .env("SAMSKAB_BACKEND", &backend)
        .env("SAMSKAB_FAULTY_BACKEND", &faulty);
    command::run(&mut suite)?;
    check_files()?;
    if arguments.no_schemathesis {
        return Ok(());
    }
    step("schemathesis", || schemathesis::run(&backend))
}

/// Asks the backend of files for what anybody can read.
fn check_files() -> Result<()> {
    let mut serve = Command::new("node");
    serve.arg(workspace::root().join("tests/backends/files/serve.mjs"));
    let served = Served::start(serve.args(["--port", "0"]))?;
    let mut suite = Command::new(workspace::target().join("debug/samskab-conform"));
    command::run(suite.args(["check", &served.address, "--level", "read", "--rate", "0"]))
}

/// Builds the backend as the tests do, so that nothing is compiled twice.
fn build(features: &[&str]) -> Result<PathBuf> {
    let mut build = command::cargo("build");
    build.args([
        "--locked",
        "--workspace",
        "--exclude",
        "xtask",
        "--bin",
        "samskab-backend",
    ]);
    command::run(build.args(features))?;
    Ok(workspace::target()
        .join("debug/samskab-backend")
        .with_extension(env::consts::EXE_EXTENSION))
}

/// Lays a program aside, out of the way of the next build.
fn keep(program: &PathBuf, name: &str) -> Result<PathBuf> {
    let folder = workspace::target().join("conform").join(name);
    fs::create_dir_all(&folder)?;
    let kept = folder.join("samskab-backend");
    fs::copy(program, &kept).with_context(|| program.display().to_string())?;
    Ok(kept)
}
