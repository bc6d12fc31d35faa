//! The reference backend keeps every clause of every class, on one file and on PostgreSQL.
//!
//! `cargo xtask conform` builds it, and says by `SAMSKAB_BACKEND` where it is.

#![allow(
    clippy::unwrap_used,
    reason = "what a test needs and does not find is its failure"
)]

mod support;

use std::path::Path;

use samskab_cluster::{Cluster, find_programs};
use support::{Backend, program};

/// What cannot be told of the invented municipality: its texts have one language, it shows new ones at once, and it
/// asks nobody to come later.
const UNTOLD: [&str; 3] = ["SMK-ALL-3", "SMK-MOD-14", "SMK-PRB-6"];

#[test]
fn every_clause_holds_on_one_file() {
    must_hold(&Backend::on_file(program("SAMSKAB_BACKEND")));
}

#[test]
fn every_clause_holds_on_postgres() {
    let programs = find_programs().expect("PostgreSQL's programs are installed");
    let cluster = Cluster::start(Path::new(&programs), "-F").unwrap();
    let name = cluster.create(None).unwrap();
    let address = cluster.address(&name);
    must_hold(&Backend::seed(program("SAMSKAB_BACKEND"), address.into()));
}

fn must_hold(backend: &Backend) {
    let found = backend.serve(&[]).check(&["--level", "full"]);
    println!("{}", found.text);
    assert!(found.holds, "{:?}", found.with("fail"));
    assert_eq!(found.with("warn"), [""; 0]);
    // What was not tried would hold of anything.
    assert_eq!(found.with("skipped"), [""; 0]);
    let mut untold = found.with("inconclusive");
    untold.sort_unstable();
    assert_eq!(untold, UNTOLD);
    assert!(found.with("pass").len() > 200);
}
