//! The reference backend under load, on a file and on PostgreSQL.

use std::path::{Path, PathBuf};
use std::time::Duration;

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
    /// How often each page is measured; the middle measurement counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How long each page is asked for in each round.
    #[arg(long, default_value_t = 4)]
    seconds: u32,
    /// Over how many connections at once.
    #[arg(long, default_value_t = 8)]
    connections: u32,
}

/// The pages that are compared: the short debate and the long one.
const DEBATES: [[&str; 2]; 2] = [
    ["tree page of 20 comments", "tree page of 592 comments"],
    ["20 comments, put together", "592 comments, put together"],
];

/// Something that is measured.
struct Page {
    name: &'static str,
    address: String,
    /// What `wrk` sends instead of asking for the address alone.
    script: Option<PathBuf>,
}

/// Measures, and fails where a long debate takes too long.
pub fn run(arguments: &Arguments) -> Result<()> {
    wrk::install()?;
    let programs = postgres::install()?;
    let program = step("the backend, built for use", server::build)?;

    let folder = tempfile::tempdir()?;
    let file = folder.path().join("samskab.db").display().to_string();
    let on_file = measure(arguments, &program, "SQLite", &file)?;

    let cluster = Cluster::start(&programs, "")?;
    let name = cluster.create(None)?;
    let on_server = measure(arguments, &program, "PostgreSQL", &cluster.address(&name))?;

    println!("\nstore       page                             requests/s   median ms      p99 ms");
    for (store, lines) in [("SQLite", &on_file), ("PostgreSQL", &on_server)] {
        for (
            page,
            Figures {
                per_second,
                median,
                p99,
            },
        ) in lines
        {
            let (median, p99) = (milliseconds(*median), milliseconds(*p99));
            println!("{store:<12}{page:<32}{per_second:>11.0}{median:>12.1}{p99:>12.1}");
        }
    }
    for (store, lines) in [("SQLite", &on_file), ("PostgreSQL", &on_server)] {
        let p99 = |page: &str| {
            let line = lines.iter().find(|(name, _)| *name == page);
            line.map_or(f64::NAN, |(_, figures)| figures.p99.as_secs_f64())
        };
        for [short, long] in DEBATES {
            let ratio = p99(long) / p99(short);
            println!("{store}: {long} take {ratio:.2} times as long as {short}");
            ensure!(ratio <= LONGER, "that is more than {LONGER} times");
        }
    }
    Ok(())
}

/// Fills a database and measures all pages in turn, so that what disturbs one disturbs them all.
fn measure(
    arguments: &Arguments,
    program: &Path,
    store: &'static str,
    database: &str,
) -> Result<Vec<(&'static str, Figures)>> {
    let (contributions, comments) = (arguments.contributions as usize, arguments.comments as usize);
    step(&format!("{comments} comments for {store}"), || {
        server::fill(program, database, contributions, comments)
    })?;
    let server = Server::start(program, database)?;
    let pages = pages(&format!("{}/samskab/v1", server.address));
    let mut measured = vec![Vec::new(); pages.len()];
    step(&format!("{} pages on {store}", pages.len()), || {
        for _ in 0..arguments.rounds {
            for (page, measured) in pages.iter().zip(&mut measured) {
                let (connections, seconds) = (arguments.connections, arguments.seconds);
                measured.push(wrk::measure(
                    &page.address,
                    page.script.as_deref(),
                    connections,
                    seconds,
                )?);
            }
        }
        Ok(())
    })?;
    let middle = |(page, measured): (Page, Vec<Figures>)| Some((page.name, wrk::middle(measured)?));
    Ok(pages.into_iter().zip(measured).filter_map(middle).collect())
}

fn pages(base: &str) -> Vec<Page> {
    let script = |name: &str| workspace::root().join("xtask/src/bench").join(name);
    let page = |name: &'static str, path: &str, script: Option<PathBuf>| Page {
        name,
        address: format!("{base}{path}"),
        script,
    };
    let short = format!("/comments?subject=contribution:{SHORT}");
    let long = format!("/comments?subject=contribution:{LONG}");
    vec![
        page("tree page of 20 comments", &short, None),
        page("tree page of 592 comments", &long, None),
        page("list page", "/contributions", None),
        // As each is answered for the first time after somebody has written.
        page("20 comments, put together", &short, Some(script("anew.lua"))),
        page("592 comments, put together", &long, Some(script("anew.lua"))),
        page(
            "list page, put together",
            "/contributions",
            Some(script("anew.lua")),
        ),
        page("new comment", "/comments", Some(script("comment.lua"))),
    ]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
