//! The reference backend of the Samskab protocol, on one SQLite file or on PostgreSQL.
//!
//! Three commands: `serve` answers over HTTP, `seed` fills an empty database with invented content, and `import`
//! takes over what an older system has exported.

mod app;
mod attention;
mod clock;
mod cursor;
mod feed;
mod idempotency;
mod import;
mod language;
mod order;
mod problem;
mod reference;
mod router;
mod routes;
mod secret;
mod seed;
mod serve;
mod store;
mod summary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
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
}

#[derive(Args)]
struct ServeArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
    /// The port on localhost; 0 takes a free one.
    #[arg(long, default_value_t = 8301)]
    port: u16,
    /// The address under which people reach this server, if it is not http://localhost:PORT.
    #[arg(long)]
    public_url: Option<String>,
}

#[derive(Args)]
struct SeedArguments {
    /// A path for one SQLite file, made if it is not there, or postgres://user:password@host/name.
    #[arg(long)]
    database: Database,
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

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(given) => serve::serve(&given.database, given.port, given.public_url).await,
        Command::Seed(given) => seed::seed(&given.database).await,
        Command::Import(given) => import::import(&given.into()).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("samskab-backend: {}", failure.in_one_line());
            failure.exit_code()
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
