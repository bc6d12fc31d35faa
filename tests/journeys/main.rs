//! Residents' journeys in real browsers.
//!
//! `cargo test -p samskab-tests --test journeys -- firefox` makes those in one engine, `-- sends` those with the
//! word in their name. A journey that fails leaves a picture in `target/journeys`.

mod acting;
mod acts;
mod barriers;
mod composing;
mod contributions;
mod debating;
mod demo;
mod depth;
mod embedding;
mod failing;
mod files;
mod finding;
mod hearing;
mod keyboard;
mod malice;
mod mapping;
mod mine;
mod mishaps;
mod network;
mod picturing;
mod places;
mod projects;
mod reading;
mod restraint;
mod sending;
mod threads;
mod width;
mod wording;

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, anyhow};
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use samskab_tests::engine::Engine;
use samskab_tests::journey::{Journey, Outcome};
use samskab_tests::tools::Tools;
use tokio::runtime::{Builder, Runtime};

/// Browsers are heavy: more at a time would only wait for each other. One more than there are cores, since some
/// journeys mostly wait.
const AT_A_TIME: usize = 3;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_A_TIME);
    match make(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("journeys: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn make(arguments: &Arguments) -> Result<ExitCode> {
    let chosen: Vec<(String, Engine, Journey)> =
        all().filter(|(name, ..)| is_chosen(arguments, name)).collect();
    let tools = if arguments.list {
        None
    } else {
        let mut engines: Vec<Engine> = chosen.iter().map(|(_, engine, _)| *engine).collect();
        engines.sort();
        engines.dedup();
        Some(Arc::new((
            Tools::find(&engines)?,
            Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()?,
        )))
    };
    let trials = chosen.into_iter().map(|(name, engine, journey)| {
        let tools = tools.clone();
        Trial::ignorable_test(name, move || match &tools {
            Some(tools) => complete(&tools.1, journey, &tools.0, engine),
            None => Err(Failed::without_message()),
        })
    });
    Ok(libtest_mimic::run(arguments, trials.collect()).exit_code())
}

/// Every journey in every engine in which it is made.
fn all() -> impl Iterator<Item = (String, Engine, Journey)> {
    let journeys = [
        mishaps::reading::all(),
        mishaps::sending::all(),
        reading::all(),
        sending::all(),
        composing::all(),
        picturing::all(),
        network::all(),
        mine::all(),
        debating::all(),
        hearing::all(),
        acting::all(),
        contributions::all(),
        depth::all(),
        threads::all(),
        projects::all(),
        places::all(),
        embedding::all(),
        failing::all(),
        files::all(),
        finding::all(),
        keyboard::all(),
        barriers::all(),
        width::all(),
        wording::all(),
        restraint::all(),
        malice::all(),
        mapping::all(),
        demo::all(),
    ]
    .into_iter()
    .flatten();
    journeys.flat_map(|journey| {
        journey
            .engines
            .iter()
            .map(move |engine| (format!("{engine}::{}", journey.name), *engine, journey))
    })
}

fn is_chosen(arguments: &Arguments, name: &str) -> bool {
    !arguments.is_filtered_out(&Trial::test(name, || Ok(())))
}

/// Makes a journey on this thread; a panic in it fails this journey alone.
fn complete(
    runtime: &Runtime,
    journey: Journey,
    tools: &Tools,
    engine: Engine,
) -> Result<Completion, Failed> {
    let made = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(journey.make(tools, engine))));
    match made.unwrap_or_else(|_| Err(anyhow!("the journey panicked"))) {
        Ok(Outcome::Arrived) => Ok(Completion::Completed),
        Ok(Outcome::Skipped(reason)) => Ok(Completion::ignored_with(reason)),
        Err(error) => Err(Failed::from(format!("{error:#}"))),
    }
}
