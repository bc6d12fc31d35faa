//! Residents' journeys in real browsers.
//!
//! `cargo test -p samskab-tests --test journeys -- firefox` makes those in one engine, `-- sends` those with the
//! word in their name. A journey that fails leaves a picture in `target/journeys`.

mod acting;
mod acts;
mod barriers;
mod calm;
mod composing;
mod contributions;
mod debating;
mod demo;
mod depth;
mod elsewhere;
mod embedding;
mod ending;
mod failing;
mod files;
mod finding;
mod hearing;
mod keeping_up;
mod keyboard;
mod live;
mod malice;
mod mapping;
mod meeting;
mod mine;
mod mishaps;
mod neighbors;
mod network;
mod overview;
mod own_comments;
mod picturing;
mod places;
mod projects;
mod ranking;
mod reading;
mod restraint;
mod sending;
mod sifting;
mod stewarding;
mod story;
mod subscribing;
mod threads;
mod width;
mod withheld_comments;
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
use tokio::sync::Semaphore;

/// Browsers are heavy: more at a time would only wait for each other. One more than there are cores, since each
/// journey waits now and then.
const AT_A_TIME: usize = 3;
/// As many more may be under way, if they mostly wait.
const IDLE: usize = 2;

static BUSY: Semaphore = Semaphore::const_new(AT_A_TIME);

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_A_TIME + IDLE);
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
    let conclusion = libtest_mimic::run(arguments, trials.collect());
    if let Some(tools) = tools {
        tools.1.block_on(tools.0.idle.close())?;
    }
    Ok(conclusion.exit_code())
}

/// Every journey in every engine in which it is made.
fn all() -> impl Iterator<Item = (String, Engine, Journey)> {
    let journeys = [
        mishaps::reading::all(),
        mishaps::sending::all(),
        mishaps::sending::debating::all(),
        mishaps::listening::all(),
        // Long ones early, so that nothing waits for them at the end.
        depth::all(),
        reading::all(),
        sending::all(),
        composing::ideas::all(),
        composing::kinds::all(),
        composing::placing::all(),
        picturing::all(),
        network::all(),
        mine::all(),
        debating::all(),
        acting::supporting::all(),
        acting::offering::all(),
        acting::passing_on::all(),
        acting::own_words::all(),
        live::all(),
        stewarding::entering::all(),
        stewarding::answering::all(),
        stewarding::moderating::all(),
        stewarding::telling::all(),
        stewarding::gathering::all(),
        stewarding::framing::all(),
        stewarding::replying::all(),
        story::all(),
        subscribing::all(),
        sifting::all(),
        calm::all(),
        own_comments::all(),
        withheld_comments::all(),
        hearing::all(),
        contributions::all(),
        threads::all(),
        projects::all(),
        keeping_up::all(),
        overview::all(),
        neighbors::all(),
        meeting::all(),
        ranking::all(),
        ending::all(),
        places::all(),
        embedding::all(),
        failing::all(),
        files::all(),
        elsewhere::all(),
        finding::all(),
        keyboard::all(),
        barriers::all(),
        width::all(),
        wording::all(),
        restraint::all(),
        malice::all(),
        malice::writing::all(),
        malice::debating::all(),
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
    let make = async {
        let _turn = if journey.idle {
            None
        } else {
            Some(BUSY.acquire().await?)
        };
        journey.make(tools, engine).await
    };
    let made = std::panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(make)));
    match made.unwrap_or_else(|_| Err(anyhow!("the journey panicked"))) {
        Ok(Outcome::Arrived) => Ok(Completion::Completed),
        Ok(Outcome::Skipped(reason)) => Ok(Completion::ignored_with(reason)),
        Err(error) => Err(Failed::from(format!("{error:#}"))),
    }
}
