//! `cargo xtask test`: everything that CI runs, each step by name and with its time.

mod browsers;

use std::{path::Path, process::Command, time::Instant};

use anyhow::{Context, Result};
use clap::ValueEnum;

use crate::{
    build, command, conform, postgres, size,
    toolchain::Toolchain,
    tools::{self, Tools},
    workspace,
};

/// What `cargo xtask test` may be told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Run only these steps, in the usual order.
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    only: Vec<Step>,
}

/// One thing that must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// The code is formatted.
    Format,
    /// Clippy finds nothing, nor does the linter of the protocol's description.
    Lint,
    /// Everything that needs no browser, the backend over HTTP included.
    Native,
    /// The reference backend keeps the protocol on both stores, and faults are noticed.
    Conform,
    /// The build tool's own tests.
    Xtask,
    /// The widget can be built and keeps its budgets.
    Widget,
    /// Residents' journeys in Chromium.
    Chromium,
    /// Residents' journeys in Firefox.
    Firefox,
    /// Residents' journeys in WebKitGTK.
    Webkit,
}

/// Runs the steps until one fails, and says what each has taken.
pub fn run(arguments: &Arguments) -> Result<()> {
    let steps = chosen(&arguments.only);
    // What is missing is said now, not after minutes of compiling.
    if steps
        .iter()
        .any(|step| step.needs_browser() || *step == Step::Widget)
    {
        Tools::install()?;
        Toolchain::find()?;
    }
    if steps.iter().any(|step| step.needs_browser()) {
        tools::install_backend_of_files()?;
        browsers::install()?;
    }
    if steps.contains(&Step::Native) {
        postgres::install()?;
    }
    if steps.contains(&Step::Conform) {
        conform::install(&conform::Arguments::default())?;
    }
    let geckodriver = steps
        .contains(&Step::Firefox)
        .then(browsers::install_geckodriver)
        .transpose()?;
    let mut times = Vec::new();
    for step in steps {
        eprintln!("· {}", step.name());
        let started = Instant::now();
        step.run(geckodriver.as_deref())
            .with_context(|| format!("step {}", step.name()))?;
        times.push((step.name(), started.elapsed().as_secs_f32()));
    }
    println!("\nstep        seconds");
    for (name, seconds) in times {
        println!("{name:<10}{seconds:>9.1}");
    }
    Ok(())
}

/// The wanted steps, or all of them, in the order in which they are declared.
fn chosen(only: &[Step]) -> Vec<Step> {
    let all = Step::value_variants().iter().copied();
    all.filter(|step| only.is_empty() || only.contains(step))
        .collect()
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }

    fn needs_browser(self) -> bool {
        matches!(self, Self::Chromium | Self::Firefox | Self::Webkit)
    }

    fn run(self, geckodriver: Option<&Path>) -> Result<()> {
        match self {
            Self::Format => command::run(command::cargo("fmt").args(["--all", "--check"])),
            Self::Lint => lint(),
            Self::Native => command::run(&mut native_tests()),
            Self::Conform => conform::run(&conform::Arguments::default()),
            Self::Xtask => command::run(command::cargo("test").args([
                "--locked",
                "--profile",
                "xtask",
                "--package",
                "xtask",
            ])),
            Self::Widget => size::check(&build::run(&build::Arguments::default())?),
            Self::Chromium | Self::Firefox | Self::Webkit => self.make_journeys(geckodriver),
        }
    }

    fn make_journeys(self, geckodriver: Option<&Path>) -> Result<()> {
        build::run(&build::Arguments::default())?;
        // The whole workspace's tests, so that the backend is the one that the native tests have built.
        command::run(native_tests().arg("--no-run"))?;
        let mut journeys = native_tests();
        journeys.args(["--test", "journeys", "--", &format!("{}::", self.name())]);
        journeys.env("SAMSKAB_DIST", workspace::dist());
        journeys.env(
            "SAMSKAB_BACKEND",
            workspace::target().join("debug/samskab-backend"),
        );
        journeys.env("SAMSKAB_AXE", Tools::install()?.axe());
        if let Some(geckodriver) = geckodriver {
            journeys.env("SAMSKAB_GECKODRIVER", geckodriver);
        }
        command::run(&mut journeys)
    }
}

fn lint() -> Result<()> {
    let description = [
        "lint",
        "crates/protocol/openapi.yaml",
        "--quiet",
        "--fail-severity",
        "warn",
    ];
    let mut linter = tools::linter()?;
    linter
        .args(description)
        .args(["--ruleset", "crates/protocol/spectral.yaml"]);
    command::run(linter.current_dir(workspace::root()))?;
    // `--all-targets` leaves out what `cargo test` alone does not run, even where it is named beside it.
    let apart = ["journeys", "reference", "faults"].map(|test| ["--test", test]);
    let apart = apart.as_flattened();
    for targets in [&["--all-targets"][..], apart] {
        let mut clippy = command::cargo("clippy");
        clippy.args(["--locked", "--workspace"]).args(targets);
        command::run(clippy.args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

/// All members but this one, which is built in a profile of its own: one set of features, so that nothing that
/// they share is built twice.
pub fn native_tests() -> Command {
    let mut tests = command::cargo("test");
    tests.args(["--locked", "--workspace", "--exclude", "xtask"]);
    tests
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_steps_run_unless_some_are_chosen() {
        assert_eq!(chosen(&[]), Step::value_variants());
    }

    #[test]
    fn chosen_steps_keep_the_usual_order() {
        assert_eq!(
            chosen(&[Step::Firefox, Step::Format]),
            [Step::Format, Step::Firefox]
        );
    }
}
