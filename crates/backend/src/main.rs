//! The reference backend of the Samskab protocol, on one SQLite file or on PostgreSQL.
//!
//! Five commands: `serve` answers over HTTP, `seed` fills an empty database with invented content, `import` takes
//! over what an older system has exported, `steward` makes those who answer for the municipality, and `sandbox`
//! makes a project to try things out in.

mod actor;
mod app;
mod attention;
mod calendar;
mod clock;
mod cursor;
mod faults;
mod feed;
mod fill;
mod idempotency;
mod import;
mod language;
mod mail;
mod map;
mod moments;
mod network;
mod order;
mod picture;
mod problem;
mod ranking;
mod reactions;
mod reference;
mod router;
mod routes;
mod sandbox;
mod secret;
mod seed;
mod serve;
mod shelf;
mod spaces;
mod steward;
mod store;
mod summary;
mod throttle;
mod trail;
mod veil;
mod voices;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use mail::MailArguments;
use map::MapArguments;
use samskab_protocol::moderation::ModerationMode;
use samskab_protocol::service::CountsVisibility;
use store::Database;

/// The reference backend of the Samskab protocol, on one SQLite file or on PostgreSQL.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answers over HTTP until it is stopped.
    Serve(ServeArguments),
    /// Fills an empty database with invented content.
    Seed(SeedArguments),
    /// Takes over what an older system has exported as CSV.
    Import(ImportArguments),
    /// Makes a project in which everything may be tried out, and prints its id.
    Sandbox(SandboxArguments),
    /// Fills an empty database with very much, for measurements.
    #[command(hide = true)]
    Fill(FillArguments),
    /// Makes somebody who answers for the municipality and prints their token, once; or revokes one.
    Steward(StewardArguments),
}

#[derive(Args)]
struct ServeArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
    /// Another municipality, below /spaces/ID, with a database of its own; as often as needed.
    #[arg(long, value_name = "ID=DATABASE")]
    space: Vec<String>,
    /// The municipality's own page on which the widget stands, to which the others lead; with ID= that of a --space.
    #[arg(long, value_name = "[ID=]URL")]
    site: Vec<String>,
    /// The port on localhost; 0 takes a free one.
    #[arg(long, default_value_t = 8301)]
    port: u16,
    /// The address under which people reach this server, if it is not http://localhost:PORT.
    #[arg(long)]
    public_url: Option<String>,
    /// How much one participant may write in a minute, and twenty times that from one address; 0 for any amount.
    #[arg(long, default_value_t = 30)]
    writes_per_minute: u32,
    /// Something that the backend does wrong, to see whether it is noticed.
    #[cfg(feature = "faults")]
    #[arg(long)]
    fault: Option<faults::Fault>,
    /// To whom the counts of reactions are told: always, after_own_reaction or never.
    #[arg(long, default_value = "always", value_parser = read_visibility)]
    counts: CountsVisibility,
    /// Whether new texts are read through before others see them: pre or post. Kept in the database.
    #[arg(long, value_parser = read_moderation)]
    moderation: Option<ModerationMode>,
    #[command(flatten)]
    map: MapArguments,
    #[command(flatten)]
    mail: MailArguments,
}

#[derive(Args)]
struct SeedArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
    /// Which invented municipality.
    #[arg(long, value_enum, default_value_t)]
    municipality: seed::Municipality,
}

#[derive(Args)]
struct FillArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
    /// How many contributions.
    #[arg(long, default_value_t = 2000)]
    contributions: usize,
    /// How many comments on all of them together.
    #[arg(long, default_value_t = 1_000_000)]
    comments: usize,
    /// How many projects.
    #[arg(long, default_value_t = 0)]
    projects: usize,
}

#[derive(Args)]
struct ImportArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
    /// The mapping file: which columns become what.
    #[arg(long)]
    mapping: PathBuf,
    /// The folder in which the mapping's CSV files lie; the mapping's own folder if not given.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The CSV file, for a mapping of a single one.
    #[arg(long, conflicts_with = "data")]
    csv: Option<PathBuf>,
    /// What parts the columns, instead of what the mapping says.
    #[arg(long)]
    delimiter: Option<char>,
}

#[derive(Args)]
struct SandboxArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
}

#[derive(Args)]
struct StewardArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
    /// Who it is. Told to nobody but themselves.
    #[arg(long, required_unless_present = "revoke", requires = "office")]
    name: Option<String>,
    /// The office in whose name they answer.
    #[arg(long, requires = "name")]
    office: Option<String>,
    /// The participant, or the token, that is to open nothing from now on.
    #[arg(long, conflicts_with_all = ["name", "office"])]
    revoke: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(given) => {
            #[cfg(feature = "faults")]
            faults::choose(given.fault);
            serve::serve(given.into()).await
        }
        Command::Seed(given) => seed::seed(&given.database, given.municipality).await,
        Command::Fill(given) => fill::fill(&given.database.clone(), given.into()).await,
        Command::Import(given) => import::import(&given.into()).await,
        Command::Sandbox(given) => sandbox::sandbox(&given.database).await,
        Command::Steward(given) => steward::steward(&given.database.clone(), given.into()).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("samskab-backend: {}", failure.in_one_line());
            failure.exit_code()
        }
    }
}

impl From<FillArguments> for fill::Amount {
    fn from(given: FillArguments) -> Self {
        fill::Amount {
            contributions: given.contributions,
            comments: given.comments,
            projects: given.projects,
        }
    }
}

impl From<ImportArguments> for import::Order {
    fn from(given: ImportArguments) -> Self {
        import::Order {
            database: given.database,
            mapping: given.mapping,
            data: given.data,
            csv: given.csv,
            delimiter: given.delimiter,
        }
    }
}

impl From<StewardArguments> for steward::Task {
    fn from(given: StewardArguments) -> Self {
        match given.revoke {
            Some(id) => steward::Task::Revoke { id },
            None => steward::Task::Appoint {
                name: given.name.unwrap_or_default(),
                office: given.office.unwrap_or_default(),
            },
        }
    }
}

impl From<ServeArguments> for serve::Order {
    fn from(given: ServeArguments) -> Self {
        serve::Order {
            database: given.database,
            spaces: given.space,
            sites: given.site,
            port: given.port,
            public_url: given.public_url,
            writes_per_minute: given.writes_per_minute,
            counts: given.counts,
            moderation: given.moderation,
            map: given.map,
            mail: given.mail,
        }
    }
}

fn read_visibility(word: &str) -> Result<CountsVisibility, String> {
    match CountsVisibility::parse(word) {
        CountsVisibility::AfterClose | CountsVisibility::Other => {
            Err("always, after_own_reaction or never".into())
        }
        visibility => Ok(visibility),
    }
}

fn read_moderation(word: &str) -> Result<ModerationMode, String> {
    let mode = ModerationMode::parse(word);
    (mode.as_str() == word)
        .then_some(mode)
        .ok_or_else(|| "pre or post".into())
}

/// Why a command ended without doing what was asked.
#[derive(Debug)]
enum Failure {
    /// What was given or what was found here does not allow it: exit code 2.
    Refused(String),
    /// It went wrong on the way: exit code 1.
    Broken(anyhow::Error),
}

impl Failure {
    fn in_one_line(&self) -> String {
        match self {
            Failure::Refused(reason) => reason.clone(),
            Failure::Broken(error) => format!("{error:#}").replace('\n', " "),
        }
    }

    fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Refused(_) => ExitCode::from(2),
            Failure::Broken(_) => ExitCode::FAILURE,
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Broken(error.into())
    }
}
