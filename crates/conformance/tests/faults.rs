//! The suite can fail: against a backend that does one thing wrong, exactly the clauses that say so turn red.
//!
//! `cargo xtask conform` builds that backend, with its feature `faults`, and says by `SAMSKAB_FAULTY_BACKEND` where
//! it is.

#![allow(
    clippy::unwrap_used,
    reason = "what a test needs and does not find is its failure"
)]

mod support;

use std::collections::BTreeMap;

use support::{Backend, program};

const PROGRAM: &str = "SAMSKAB_FAULTY_BACKEND";

/// Each fault, and the clauses that must fail by it.
const FAULTS: [(&str, &[&str]); 53] = [
    ("wrong-etag", &["TAG-9"]),
    ("etag-never-matches", &["ATT-3", "TAG-2", "TAG-3"]),
    ("cursor-skips-after-withdrawal", &["LST-10"]),
    ("cursor-of-other-list-accepted", &["LST-6", "LST-7"]),
    ("seed-not-stable", &["ORD-9", "ORD-10", "ORD-11"]),
    ("seed-not-told", &["ORD-11"]),
    ("tombstone-missing", &["MES-9", "MOD-7", "TMB-2", "TMB-3"]),
    (
        "idempotency-ignored",
        &["ATT-10", "IDM-1", "IDM-2", "IDM-3", "IDM-4", "IDM-5"],
    ),
    ("idempotency-altered-accepted", &["IDM-3", "IDM-4"]),
    (
        "cors-missing",
        &[
            "COR-1", "COR-2", "COR-4", "COR-5", "COR-6", "COR-7", "COR-8", "COR-9", "COR-12",
        ],
    ),
    ("cors-expose-missing", &["COR-4", "COR-5"]),
    ("viewer-in-shared-answer", &["SHR-1", "SHR-3"]),
    ("popularity-as-default", &["ORD-6"]),
    (
        "problem-without-type",
        &[
            "CMT-9", "FOL-3", "NET-6", "PRB-1", "PRB-2", "PRB-4", "RCT-6", "WDR-6",
        ],
    ),
    ("not-found-as-success", &["PRB-1", "PRB-10", "ROB-7"]),
    ("totals-wrong", &["CMT-11", "LST-8"]),
    ("replies-page-repeats", &["CMT-1", "CMT-6"]),
    ("changes-skip", &["LIV-2", "LIV-3", "LIV-5"]),
    ("if-match-ignored", &["EDT-3", "EDT-9", "EDT-10", "EVT-6"]),
    (
        "secret-opens-others",
        &[
            "ATT-12", "EDT-6", "EXP-2", "GST-7", "MOD-12", "MOD-15", "OFF-2", "OFF-3", "TRL-8",
        ],
    ),
    ("withdrawn-words-remain", &["MES-9", "TMB-2", "TMB-4", "WDR-4"]),
    ("order-unexplained", &["ORD-1"]),
    ("limit-is-error", &["LST-4", "LST-5"]),
    (
        "timestamps-local",
        &[
            "CON-5", "DBT-3", "DEC-3", "EDT-1", "EVT-4", "EXP-1", "EXP-5", "FOL-4", "LIV-1", "MES-6",
            "MES-8", "MES-12", "MOD-1", "MOD-2", "MOD-6", "MOD-7", "NET-1", "OFF-1", "OFF-5", "POS-2",
            "SCH-5", "SUM-1", "TRL-1", "TRL-2",
        ],
    ),
    ("depth-wrong", &["DBT-4", "DBT-9"]),
    ("reaction-counts-twice", &["RCT-1"]),
    ("erasure-forgets-comments", &["MES-9"]),
    ("reporter-shown", &["MOD-2", "MOD-4"]),
    ("status-without-reason", &["TRL-7", "TRL-11"]),
    ("seats-beyond-capacity", &["EVT-7"]),
    ("hidden-words-remain", &["MOD-7"]),
    ("upload-is-public", &["ATT-2"]),
    ("picture-unprotected", &["ATT-4"]),
    ("anybodys-upload-taken", &["ATT-7"]),
    ("metadata-remains", &["ATT-5"]),
    ("alt-optional", &["ATT-6"]),
    ("map-unfiltered", &["MAP-3", "MAP-7"]),
    ("projects-unfiltered", &["MAP-7", "PRJ-6", "SRC-6"]),
    ("projects-uncounted", &["PRJ-7"]),
    ("voices-wrong", &["MAP-6"]),
    ("role-ignored", &["LST-11"]),
    ("own-appeal-decided", &["MOD-15"]),
    ("cors-missing-on304", &["COR-12"]),
    ("flat-backwards", &["ORD-13"]),
    ("order-undeclared", &["ORD-14"]),
    ("subscriber-told", &["SUB-2"]),
    ("address-unchecked", &["SUB-3"]),
    ("replies-unawaited", &["EXP-5", "OFF-5"]),
    ("taking-up-ignored", &["TRL-11"]),
    ("network-lists-own", &["NET-2"]),
    ("sharing-untold", &["NET-3"]),
    ("residents-share", &["NET-4"]),
    ("anything-shared", &["NET-5"]),
];

/// Noticed only where the backend looks at new texts before it shows them.
const FAULT_OF_LOOKING_FIRST: (&str, &str) = ("pending-leaks", "SMK-MOD-14");

#[test]
fn each_fault_turns_exactly_its_clauses_red_and_without_one_all_are_green() {
    let seeded = Backend::on_file(program(PROGRAM));
    let mut wanted: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::from([(None, Vec::new())]);
    for (fault, clauses) in FAULTS {
        let mut clauses: Vec<_> = clauses.iter().map(|clause| format!("SMK-{clause}")).collect();
        clauses.sort();
        wanted.insert(Some(fault), clauses);
    }
    let queue = std::sync::Mutex::new(wanted.clone());
    let found = std::sync::Mutex::new(BTreeMap::new());
    // A run waits more than it works: it listens to streams.
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while let Some((fault, _)) = { queue.lock().unwrap().pop_first() } {
                    let backend = seeded.copy();
                    let options: Vec<String> = fault.iter().map(|fault| format!("--fault={fault}")).collect();
                    let run = backend.serve(&options).check(&[]);
                    let mut failed: Vec<String> = run.with("fail").into_iter().map(str::to_owned).collect();
                    failed.sort();
                    assert_eq!(run.holds, failed.is_empty(), "{}", run.text);
                    found.lock().unwrap().insert(fault, failed);
                }
            });
        }
    });
    let found = found.into_inner().unwrap();
    let mut surprises = Vec::new();
    for (fault, wanted) in &wanted {
        let found = &found[fault];
        if found != wanted {
            surprises.push(format!(
                "{}: {found:?} and not {wanted:?}",
                fault.unwrap_or("no fault")
            ));
        }
    }
    assert!(surprises.is_empty(), "{surprises:#?}");
}

#[test]
fn a_backend_that_looks_first_passes_unless_it_shows_what_waits() {
    let (fault, clause) = FAULT_OF_LOOKING_FIRST;
    for (options, wanted) in [(vec![], vec![]), (vec![format!("--fault={fault}")], vec![clause])] {
        let backend = Backend::on_file(program(PROGRAM));
        let looking = [vec!["--moderation=pre".to_owned()], options].concat();
        let run = backend.serve(&looking).check(&[]);
        assert_eq!(run.with("fail"), wanted, "{}", run.text);
        let is_tried = !run.with("inconclusive").contains(&clause);
        assert!(is_tried, "{}", run.text);
    }
}

#[test]
fn every_fault_that_the_backend_has_is_mapped() {
    let help = std::process::Command::new(program(PROGRAM))
        .args(["serve", "--fault", "no-such-fault", "--database", "x"])
        .output()
        .unwrap();
    let told = String::from_utf8(help.stderr).unwrap();
    let (_, listed) = told.split_once("[possible values: ").unwrap();
    let mut listed: Vec<&str> = listed.split_once(']').unwrap().0.split(", ").collect();
    let mut mapped: Vec<&str> = FAULTS.iter().map(|(fault, _)| *fault).collect();
    mapped.push(FAULT_OF_LOOKING_FIRST.0);
    listed.sort_unstable();
    mapped.sort_unstable();
    assert_eq!(listed, mapped);
}
