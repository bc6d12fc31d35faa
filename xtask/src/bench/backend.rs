//! The reference backend under load, on a file and on PostgreSQL.

use std::path::Path;

use anyhow::{Result, ensure};
use samskab_cluster::Cluster;

use super::server::{self, Server};
use super::wrk::{self, Figures};
use crate::{postgres, progress::step, workspace};

/// The contributions that the backend's `fill` gives 20 and 592 comments.
const SHORT: &str = "fill-1";
const LONG: &str = "fill-0";
/// A page of a long debate may take so many times as long as one of a short debate.
const LONGER: f64 = 1.5;

/// What `cargo xtask bench backend` may be told.
#[derive(clap::Args)]
pub struct Arguments {
    /// Contributions, at least 1000.
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(1000..))]
    contributions: u32,
    /// Comments on all of them together.
    #[arg(long, default_value_t = 1_000_000)]
    comments: u32,
    /// How long each page is asked for.
    #[arg(long, default_value_t = 10)]
    seconds: u32,
    /// Over how many connections at once.
    #[arg(long, default_value_t = 16)]
    connections: u32,
}

/// One line of the table.
struct Line {
    store: &'static str,
    page: &'static str,
    figures: Figures,
}

/// Measures, and fails where a long debate takes too long.
pub fn run(arguments: &Arguments) -> Result<()> {
    wrk::install()?;
    let programs = postgres::install()?;
    let program = step("the backend, built for use", server::build)?;

    let folder = tempfile::tempdir()?;
    let file = folder.path().join("samskab.db").display().to_string();
    let mut lines = measure(arguments, &program, "SQLite", &file)?;

    let cluster = Cluster::start(&programs, "")?;
    let name = cluster.create(None)?;
    lines.extend(measure(
        arguments,
        &program,
        "PostgreSQL",
        &cluster.address(&name),
    )?);

    println!("\nstore       page                         requests/s   median ms      p99 ms");
    for Line { store, page, figures } in &lines {
        let (median, p99) = (milliseconds(figures.median), milliseconds(figures.p99));
        println!(
            "{store:<12}{page:<28}{:>11.0}{median:>12.1}{p99:>12.1}",
            figures.per_second
        );
    }
    for [short, long] in lines.chunks(4).filter_map(|lines| lines.first_chunk()) {
        let ratio = long.figures.p99.as_secs_f64() / short.figures.p99.as_secs_f64();
        println!(
            "{}: a long debate takes {ratio:.2} times as long as a short one",
            short.store
        );
        ensure!(ratio <= LONGER, "that is more than {LONGER} times");
    }
    Ok(())
}

fn measure(arguments: &Arguments, program: &Path, store: &'static str, database: &str) -> Result<Vec<Line>> {
    let (contributions, comments) = (arguments.contributions as usize, arguments.comments as usize);
    step(&format!("{comments} comments for {store}"), || {
        server::fill(program, database, contributions, comments)
    })?;
    let server = Server::start(program, database)?;
    let base = format!("{}/samskab/v1", server.address);
    let script = workspace::root().join("xtask/src/bench/comment.lua");
    let pages = [
        (
            "tree page of 20 comments",
            format!("/comments?subject=contribution:{SHORT}"),
            None,
        ),
        (
            "tree page of 592 comments",
            format!("/comments?subject=contribution:{LONG}"),
            None,
        ),
        ("list page", "/contributions".to_owned(), None),
        ("new comment", "/comments".to_owned(), Some(script.as_path())),
    ];
    let mut lines = Vec::new();
    for (page, path, script) in pages {
        let address = format!("{base}{path}");
        // Once for the caches, as on any day but the first.
        wrk::measure(&address, script, arguments.connections, 1)?;
        let figures = step(&format!("{page} on {store}"), || {
            wrk::measure(&address, script, arguments.connections, arguments.seconds)
        })?;
        lines.push(Line { store, page, figures });
    }
    Ok(lines)
}

fn milliseconds(time: std::time::Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
