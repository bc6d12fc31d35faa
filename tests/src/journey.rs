//! One journey: what somebody does, and the trial that it becomes in each engine.

use std::path::PathBuf;
use std::pin::Pin;
use std::time::Duration;

use anyhow::{Context, Error, Result, anyhow};

use crate::browser::Scheme;
use crate::engine::Engine;
use crate::stage::Stage;
use crate::tools::Tools;

/// How long a journey may take, from the browser's start to its end.
const LONGEST: Duration = Duration::from_secs(600);

/// What somebody does, step by step; it fails where a step does not lead where it should.
pub type Steps = for<'a> fn(&'a mut Stage<'_>) -> Pin<Box<dyn Future<Output = Result<Outcome>> + 'a>>;

/// How a journey ended that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All steps led where they should.
    Arrived,
    /// It was not made, for this reason.
    Skipped(String),
}

impl From<()> for Outcome {
    fn from((): ()) -> Self {
        Outcome::Arrived
    }
}

/// A journey with what it needs.
#[derive(Clone, Copy)]
pub struct Journey {
    /// A claim in words.
    pub name: &'static str,
    /// The engines in which it is made.
    pub engines: &'static [Engine],
    /// Light or dark.
    pub scheme: Scheme,
    /// Whether it mostly waits, so that others need not wait for it.
    pub idle: bool,
    /// The steps.
    pub steps: Steps,
}

impl Journey {
    /// A journey that is made in every engine.
    pub fn new(name: &'static str, steps: Steps) -> Self {
        Journey {
            name,
            engines: &Engine::ALL,
            scheme: Scheme::Light,
            idle: false,
            steps,
        }
    }

    /// The same, made by somebody who prefers dark pages.
    pub fn in_the_dark(self) -> Self {
        Journey {
            scheme: Scheme::Dark,
            ..self
        }
    }

    /// The same, of which most is waiting.
    pub fn mostly_waiting(self) -> Self {
        Journey { idle: true, ..self }
    }

    /// The same in Chromium alone, for what does not depend on the engine or what others cannot tell.
    pub fn in_chromium(self) -> Self {
        Journey {
            engines: &[Engine::Chromium],
            ..self
        }
    }

    /// The same in the engines that have not made it as Chromium's alone.
    pub fn beside_chromium(self) -> Self {
        Journey {
            engines: &[Engine::Firefox, Engine::WebKit],
            ..self
        }
    }

    /// Makes the journey in one engine, on a stage of its own; a failure leaves a picture.
    pub async fn make(self, tools: &Tools, engine: Engine) -> Result<Outcome> {
        let mut stage = Stage::set(tools, engine, self.scheme)
            .await
            .context("the stage cannot be set")?;
        let outcome = match tokio::time::timeout(LONGEST, (self.steps)(&mut stage)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(anyhow!("the journey took longer than {LONGEST:?}")),
        };
        let outcome = match outcome {
            Ok(outcome) => Ok(outcome),
            Err(error) => {
                let evidence = stage.keep_evidence(&format!("{engine}::{}", self.name)).await;
                Err(with_evidence(error, evidence))
            }
        };
        stage.strike(outcome.is_ok()).await?;
        outcome
    }
}

fn with_evidence(error: Error, evidence: Result<PathBuf>) -> Error {
    match evidence {
        Ok(picture) => anyhow!("{error:#}\nA picture: {}", picture.display()),
        Err(failed) => anyhow!("{error:#}\nNo picture: {failed:#}"),
    }
}

/// Lists journeys by the names of the functions that make them.
#[macro_export]
macro_rules! journeys {
    ($($name:ident $(. $change:ident())*),* $(,)?) => {
        /// The journeys of this file.
        pub fn all() -> Vec<$crate::journey::Journey> {
            vec![$($crate::journey::Journey::new(stringify!($name), |stage| {
                Box::pin(async move { Ok($name(stage).await?.into()) })
            })$(.$change())*),*]
        }
    };
}
