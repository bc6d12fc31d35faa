//! `samskab-conform`: is this backend conforming? Asks any backend of the Samskab protocol, and says what is wrong.
//!
//! It reads only, unless writing is allowed and the backend itself names the sandbox project to write into. It
//! exits with 0 where everything claimed holds, with 1 where something does not, with 2 where it could not run.

mod answer;
mod areas;
mod check;
mod clause;
mod description;
mod exchange;
mod expect;
mod http;
mod level;
mod mask;
mod people;
mod report;
mod run;
mod samples;
mod settings;
mod stage;
mod stream;
mod verdict;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Is this backend conforming?
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Asks a backend, and says which clauses of the protocol it keeps.
    Check(Box<settings::Arguments>),
    /// Lists every clause.
    List {
        /// Only those of this conformance class.
        #[arg(long)]
        class: Option<String>,
    },
    /// Says what a clause demands, why, and where that is written.
    Explain {
        /// Its id, as `SMK-CMT-4`.
        id: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Check(given) => check::check(*given).await,
        Command::List { class } => {
            print!("{}", report::catalog::list(class.as_deref()));
            Ok(true)
        }
        Command::Explain { id } => report::catalog::explain(&id).map(|text| {
            print!("{text}");
            true
        }),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("samskab-conform: {}", why.replace('\n', " "));
            ExitCode::from(2)
        }
    }
}
