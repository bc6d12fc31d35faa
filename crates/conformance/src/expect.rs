//! Failures that are known, so that only a new one stops anybody.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::areas;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    id: String,
    reason: String,
}

/// The known failures: the reason by the clause's id.
pub type Expected = BTreeMap<String, String>;

/// Reads the list of known failures.
///
/// # Errors
/// One line: the file cannot be read, or names a clause that does not exist.
pub fn read(path: &Path) -> Result<Expected, String> {
    let tell = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| tell(&error))?;
    let known: Vec<Known> = serde_norway::from_str(&text).map_err(|error| tell(&error))?;
    let clauses = areas::all();
    for one in &known {
        if !clauses.iter().any(|clause| clause.id == one.id) {
            return Err(tell(&format!("there is no clause {}", one.id)));
        }
    }
    Ok(known.into_iter().map(|one| (one.id, one.reason)).collect())
}
