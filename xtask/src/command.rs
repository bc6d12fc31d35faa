//! Other programs: started without a shell, and when they fail it is said in one line which one and how.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use anyhow::{Result, bail};

use crate::{failure::YourTurn, workspace};

/// The cargo that runs this task.
pub fn cargo(subcommand: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(subcommand).current_dir(workspace::root());
    cargo
}

/// Runs a program whose own output the person should see.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a program quietly and returns what it wrote to stdout; what it wrote to stderr is shown if it fails.
pub fn read(command: &mut Command) -> Result<Vec<u8>> {
    let output = finish(command)?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        bail!("`{}` failed ({})", line(command), output.status);
    }
    Ok(output.stdout)
}

/// Runs a program quietly, just to know whether it succeeds.
pub fn succeeds(command: &mut Command) -> bool {
    finish(command).is_ok_and(|output| output.status.success())
}

/// The first program of that name on the search path.
pub fn find(name: impl AsRef<Path>) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}

fn finish(command: &mut Command) -> Result<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))
}

fn not_started(command: &Command, error: &io::Error) -> anyhow::Error {
    let program = command.get_program().to_string_lossy();
    if error.kind() == io::ErrorKind::NotFound {
        return YourTurn(format!("`{program}` is needed and was not found")).into();
    }
    anyhow::anyhow!("`{program}` could not be started: {error}")
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).expect_err("it fails");
        assert_eq!(error.to_string(), "`sh -c exit 3` failed (exit status: 3)");
    }

    #[test]
    fn a_missing_program_is_for_the_person_to_install() {
        let error = run(&mut Command::new("no-such-program")).expect_err("it is missing");
        assert!(error.downcast_ref::<YourTurn>().is_some());
        assert_eq!(error.to_string(), "`no-such-program` is needed and was not found");
    }
}
