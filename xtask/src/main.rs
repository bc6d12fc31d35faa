//! `cargo xtask`: builds the widget, shows it, tests it and weighs it. One file a task.

mod apt;
mod bench;
mod build;
mod command;
mod conform;
mod demo;
mod failure;
mod postgres;
mod progress;
mod size;
mod test;
mod toolchain;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

/// Builds, shows, tests and weighs Samskab.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Measure how much it carries, and how fast.
    #[command(subcommand)]
    Bench(bench::Arguments),
    /// Build the widget into dist/: a folder to copy to any static server.
    Build(build::Arguments),
    /// Show the widget on a municipal page, with a backend of its own behind it.
    Demo(demo::Arguments),
    /// Ask the reference backend whether it keeps the protocol, on both stores, and see that faults are noticed.
    Conform(conform::Arguments),
    /// Weigh what residents' phones download, by file and by crate, against size-budget.toml.
    Size(size::Arguments),
    /// Check everything that CI checks: format, lints, tests, sizes, and journeys in three browsers.
    Test(test::Arguments),
}

fn main() -> ExitCode {
    let done = match Task::parse() {
        Task::Bench(arguments) => bench::run(&arguments),
        Task::Build(arguments) => build::run(&arguments).map(drop),
        Task::Conform(arguments) => conform::run(&arguments),
        Task::Demo(arguments) => demo::run(&arguments),
        Task::Size(arguments) => size::run(&arguments),
        Task::Test(arguments) => test::run(&arguments),
    };
    failure::exit_code(done)
}
