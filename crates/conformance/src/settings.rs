//! What a run is told: by flags, and by a file for what flags do not say.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::level::Level;
use crate::people::Principal;

/// Requests a second, where nothing else is said.
const RATE_USUAL: u32 = 5;

/// What `samskab-conform check` may be told.
#[derive(clap::Args, Debug, Default)]
pub struct Arguments {
    /// The backend's address, as a widget is given it.
    url: Option<String>,
    /// The level that must be reached.
    #[arg(long, value_enum)]
    level: Option<Level>,
    /// Allow writing into the sandbox project.
    #[arg(long)]
    allow_writes: bool,
    /// The sandbox project, which the backend itself must name.
    #[arg(long, value_name = "PROJECT")]
    sandbox: Option<String>,
    /// A resident's token, or `exec:COMMAND` that prints one; else a guest is made where guests are claimed.
    #[arg(long, value_name = "TOKEN")]
    alice: Option<String>,
    /// Another resident's token.
    #[arg(long, value_name = "TOKEN")]
    bob: Option<String>,
    /// The token of somebody who acts for the municipality.
    #[arg(long, value_name = "TOKEN")]
    steward: Option<String>,
    /// The token of somebody else who does: nobody decides an appeal against their own decision.
    #[arg(long, value_name = "TOKEN")]
    second_steward: Option<String>,
    /// A YAML file that says the same as the flags; a flag counts for more.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write the report as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the report as JUnit XML.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Write the report as one HTML page.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// A YAML list of known failures: `- { id: SMK-CMT-4, reason: why }`.
    #[arg(long, value_name = "FILE")]
    expect: Option<PathBuf>,
    /// Draws the order of the clauses and the samples [default: drawn by lot].
    #[arg(long)]
    seed: Option<u64>,
    /// Requests a second at most [default: 5]; 0, for as many as it takes, only on this machine.
    #[arg(long)]
    rate: Option<u32>,
}

/// The file that says the same as the flags.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Config {
    url: Option<String>,
    level: Option<Level>,
    allow_writes: bool,
    sandbox: Option<String>,
    alice: Option<String>,
    bob: Option<String>,
    steward: Option<String>,
    second_steward: Option<String>,
    expect: Option<PathBuf>,
    seed: Option<u64>,
    rate: Option<u32>,
}

/// What a run goes by.
#[derive(Debug)]
pub struct Settings {
    /// The address that was given.
    pub address: String,
    /// The level that must be reached.
    pub level: Option<Level>,
    /// Whether more than reading was allowed.
    pub allow_writes: bool,
    /// The project that may be written into.
    pub sandbox: Option<String>,
    /// A resident.
    pub alice: Principal,
    /// Another one.
    pub bob: Principal,
    /// The municipality.
    pub steward: Principal,
    /// Somebody else of it.
    pub second_steward: Principal,
    /// Where the JSON report goes.
    pub json: Option<PathBuf>,
    /// Where the JUnit report goes.
    pub junit: Option<PathBuf>,
    /// Where the page goes.
    pub html: Option<PathBuf>,
    /// The known failures.
    pub expect: Option<PathBuf>,
    /// What draws orders and samples.
    pub seed: u64,
    /// Requests a second; 0 for as many as it takes.
    pub rate: u32,
}

impl Settings {
    /// Puts flags and file together.
    ///
    /// # Errors
    /// One line that says what cannot be used.
    pub fn read(given: Arguments) -> Result<Self, String> {
        let config = given
            .config
            .as_deref()
            .map(read_config)
            .transpose()?
            .unwrap_or_default();
        let address = given
            .url
            .or(config.url)
            .ok_or("which backend? give its address")?;
        let parsed = reqwest::Url::parse(&address).map_err(|error| format!("{address}: {error}"))?;
        if !["http", "https"].contains(&parsed.scheme()) {
            return Err(format!("{address} is no http or https address"));
        }
        let rate = given.rate.or(config.rate).unwrap_or(RATE_USUAL);
        if rate == 0 && !is_this_machine(&parsed) {
            return Err("--rate 0 is for a backend on this machine alone".into());
        }
        let principal = |flag: Option<String>, file: Option<String>| {
            flag.or(file)
                .map_or(Principal::Guest, |token| match token.parse() {
                    Ok(principal) => principal,
                    Err(never) => match never {},
                })
        };
        Ok(Settings {
            address,
            level: given.level.or(config.level),
            allow_writes: given.allow_writes || config.allow_writes,
            sandbox: given.sandbox.or(config.sandbox),
            alice: principal(given.alice, config.alice),
            bob: principal(given.bob, config.bob),
            steward: principal(given.steward, config.steward),
            second_steward: principal(given.second_steward, config.second_steward),
            json: given.json,
            junit: given.junit,
            html: given.html,
            expect: given.expect.or(config.expect),
            seed: given.seed.or(config.seed).unwrap_or_else(draw),
            rate,
        })
    }
}

fn read_config(path: &Path) -> Result<Config, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_norway::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn is_this_machine(address: &reqwest::Url) -> bool {
    let host = address.host_str().unwrap_or("").trim_matches(['[', ']']);
    let is_loopback = |ip: std::net::IpAddr| ip.is_loopback();
    host == "localhost" || host.parse().is_ok_and(is_loopback)
}

fn draw() -> u64 {
    uuid::Uuid::now_v7().as_u64_pair().1 >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str, rate: Option<u32>) -> Result<Settings, String> {
        Settings::read(Arguments {
            url: Some(url.into()),
            rate,
            ..Arguments::default()
        })
    }

    #[test]
    fn only_this_machine_may_be_asked_without_pause() {
        assert!(read("http://localhost:8301", Some(0)).is_ok());
        assert!(read("http://[::1]:8301", Some(0)).is_ok());
        assert!(read("https://samskab.kommune.example", Some(0)).is_err());
        assert_eq!(
            read("https://samskab.kommune.example", None).unwrap().rate,
            RATE_USUAL
        );
    }

    #[test]
    fn what_is_no_address_is_said() {
        assert!(read("ftp://somewhere", None).is_err());
        assert!(read("somewhere", None).is_err());
    }
}
