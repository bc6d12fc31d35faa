//! `samskab-conform check`: tries every clause that the backend's claims call for, and tells what came out.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::areas;
use crate::clause::{Clause, Reach};
use crate::expect::{self, Expected};
use crate::report::{self, Report, Tried};
use crate::run::Run;
use crate::settings::{Arguments, Settings};
use crate::verdict::{Finding, Outcome, Verdict};

/// How long one clause may take.
const PATIENCE: Duration = Duration::from_secs(180);

/// Runs the suite. Returns whether everything claimed holds.
///
/// # Errors
/// One line that says why it could not run.
pub async fn check(given: Arguments) -> Result<bool, String> {
    let settings = Settings::read(given)?;
    let expected = settings
        .expect
        .as_deref()
        .map(expect::read)
        .transpose()?
        .unwrap_or_default();
    let run = Run::begin(&settings).await?;
    let (mut tried, mut leftovers) = (Vec::new(), Vec::new());
    for clause in in_order_of(settings.seed) {
        tried.push(try_one(&run, &clause, &expected).await);
        // At once, so that what one clause has written is not in the way of another.
        leftovers.extend(run.clean_up().await);
    }
    // What holds of every answer can be said only now.
    for clause in areas::afterwards() {
        tried.push(try_one(&run, &clause, &expected).await);
    }
    tried.sort_by_key(|one| place(&one.id));
    let report = Report::new(&run, &settings, tried, leftovers);
    print!("{}", report::terminal::write(&report));
    write(settings.json.as_deref(), || report::json::write(&report))?;
    write(settings.junit.as_deref(), || report::junit::write(&report))?;
    write(settings.html.as_deref(), || Ok(report::html::write(&report)))?;
    Ok(report.holds())
}

async fn try_one(run: &Run, clause: &Clause, expected: &Expected) -> Tried {
    let from = run.http.log().len();
    let outcome = match keep_from(run, clause) {
        Some(why) => Err(Finding::Skipped(why)),
        None => try_in_time(run, clause).await,
    };
    let (verdict, reason) = Verdict::of(outcome, clause.strength);
    let requests = match verdict {
        Verdict::Pass | Verdict::Skipped => Vec::new(),
        _ => run.http.log()[from..]
            .iter()
            .map(|exchange| exchange.to_curl(&run.http.mask))
            .collect(),
    };
    Tried {
        id: clause.id.to_owned(),
        strength: clause.strength.as_str(),
        class: clause.class().to_owned(),
        verdict,
        says: clause.says,
        because: clause.because,
        source: clause.source,
        reason: reason.map(|reason| run.http.mask.apply(&reason)),
        known: expected.get(clause.id).cloned(),
        requests,
    }
}

async fn try_in_time(run: &Run, clause: &Clause) -> Outcome {
    let too_long = || Finding::Fails(format!("it took longer than {} seconds", PATIENCE.as_secs()));
    tokio::time::timeout(PATIENCE, (clause.test)(run))
        .await
        .unwrap_or_else(|_| Err(too_long()))
}

/// Why a clause is not tried, if it is not.
fn keep_from(run: &Run, clause: &Clause) -> Option<String> {
    let unclaimed = clause.classes.iter().find(|class| !run.claims(class));
    match unclaimed {
        Some(class) => Some(format!("{class} is not claimed")),
        None if clause.reach > Reach::Queries => run.why_no_writing.clone(),
        None if clause.reach == Reach::Queries && run.has_files() => Some("files take no parameters".into()),
        None => None,
    }
}

/// The clauses in an order drawn by the seed: none may lean on another.
fn in_order_of(seed: u64) -> Vec<Clause> {
    let lot = |id: &str| <[u8; 32]>::from(Sha256::digest(format!("{seed}\0{id}")));
    let drawn: BTreeMap<_, _> = areas::before()
        .into_iter()
        .map(|clause| (lot(clause.id), clause))
        .collect();
    drawn.into_values().collect()
}

/// Where a clause stands in the catalog.
fn place(id: &str) -> usize {
    let clauses = areas::all();
    clauses
        .iter()
        .position(|clause| clause.id == id)
        .unwrap_or(usize::MAX)
}

fn write(path: Option<&Path>, make: impl FnOnce() -> Result<String, String>) -> Result<(), String> {
    let Some(path) = path else { return Ok(()) };
    std::fs::write(path, make()?).map_err(|error| format!("{}: {error}", path.display()))
}
