//! What is told of a run.

pub mod catalog;
pub mod html;
pub mod json;
pub mod junit;
pub mod terminal;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::level::Level;
use crate::run::Run;
use crate::settings::Settings;
use crate::verdict::Verdict;

/// What came out of a run. Nothing in it is secret, and nobody is named in it.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The form of the JSON report.
    pub schema: &'static str,
    /// The version of this program.
    pub version: &'static str,
    /// The address that was given.
    pub target: String,
    /// What the backend's publisher calls itself.
    pub publisher: String,
    /// When the run ended, in UTC.
    pub ended_at: String,
    /// What every text that was written began with.
    pub mark: String,
    /// What drew the order of the clauses.
    pub seed: u64,
    /// The level that was to be reached.
    pub level: Option<Level>,
    /// The classes of that level that are not claimed.
    pub missing: Vec<String>,
    /// The classes that are claimed.
    pub claims: Vec<String>,
    /// Whether anything was written, or why not.
    pub writing: String,
    /// How many requests were made.
    pub requests: usize,
    /// What a reader of the report should know.
    pub remarks: Vec<String>,
    /// What could not be taken back.
    pub leftovers: Vec<String>,
    /// How many clauses came out how.
    pub summary: BTreeMap<&'static str, usize>,
    /// The clauses.
    pub clauses: Vec<Tried>,
}

/// A clause and what came out of trying it.
#[derive(Debug, Serialize)]
pub struct Tried {
    /// `SMK-<AREA>-<n>`.
    pub id: String,
    /// `MUST` or `SHOULD`.
    pub strength: &'static str,
    /// The class that it belongs to.
    pub class: String,
    /// What came out.
    pub verdict: Verdict,
    /// What should hold.
    pub says: &'static str,
    /// Why.
    pub because: &'static str,
    /// Where it is written.
    pub source: &'static str,
    /// Why it came out so.
    pub reason: Option<String>,
    /// Why its failing was expected, if it was.
    pub known: Option<String>,
    /// The requests by which it can be tried again, unless it holds.
    pub requests: Vec<String>,
}

impl Report {
    /// Puts it together.
    pub fn new(run: &Run, settings: &Settings, clauses: Vec<Tried>, leftovers: Vec<String>) -> Self {
        let claimed = run.service["conformsTo"].as_array().into_iter().flatten();
        let mut remarks = Vec::new();
        if run.origin.starts_with("http:") {
            remarks.push("asked over plain http, which is for trying things out alone".into());
        }
        let summary = Verdict::ALL.map(|verdict| (verdict.as_str(), count(&clauses, verdict)));
        Report {
            schema: "urn:samskab:conform:report:1",
            version: env!("CARGO_PKG_VERSION"),
            target: run.document.clone(),
            publisher: run.service["publisher"]["name"]
                .as_str()
                .unwrap_or_default()
                .into(),
            ended_at: jiff::Timestamp::now().strftime("%FT%TZ").to_string(),
            mark: run.mark.clone(),
            seed: run.seed,
            level: settings.level,
            missing: settings.level.map_or_else(Vec::new, |level| level.missing(run)),
            claims: claimed.filter_map(|uri| Some(uri.as_str()?.to_owned())).collect(),
            writing: match (&run.sandbox, &run.why_no_writing) {
                (Some(project), _) => format!("into the sandbox project {project}"),
                (None, why) => format!("none: {}", why.clone().unwrap_or_default()),
            },
            requests: run.http.log().len(),
            remarks,
            leftovers,
            summary: summary.into_iter().collect(),
            clauses,
        }
    }

    /// Whether everything claimed holds, but for what is known not to.
    pub fn holds(&self) -> bool {
        self.missing.is_empty() && self.failures().next().is_none()
    }

    /// The failures that nobody expected.
    pub fn failures(&self) -> impl Iterator<Item = &Tried> {
        let is_new = |one: &&Tried| one.verdict == Verdict::Fail && one.known.is_none();
        self.clauses.iter().filter(is_new)
    }

    /// The clauses that were expected to fail and hold.
    pub fn surprises(&self) -> impl Iterator<Item = &Tried> {
        let holds = |one: &&Tried| one.verdict == Verdict::Pass && one.known.is_some();
        self.clauses.iter().filter(holds)
    }

    /// The clauses by class, in the order of the catalog.
    pub fn by_class(&self) -> Vec<(&str, Vec<&Tried>)> {
        let mut classes: Vec<(&str, Vec<&Tried>)> = Vec::new();
        for one in &self.clauses {
            match classes.iter_mut().find(|(class, _)| *class == one.class) {
                Some((_, members)) => members.push(one),
                None => classes.push((&one.class, vec![one])),
            }
        }
        classes
    }

    /// What comes first in every report: claims that are not kept.
    pub fn headlines(&self) -> Vec<String> {
        let broken = self.by_class().into_iter().filter_map(|(class, members)| {
            let failing = members
                .iter()
                .filter(|one| one.verdict == Verdict::Fail && one.known.is_none());
            let failing = failing.count();
            (failing > 0).then(|| {
                format!(
                    "claims {class} but fails {failing} of its {} clauses",
                    members.len()
                )
            })
        });
        let level = self.level.filter(|_| !self.missing.is_empty());
        let missing = level.map(|level| {
            let missing = self.missing.join(", ");
            format!(
                "does not reach the level {}: {missing} not claimed",
                level.as_str()
            )
        });
        broken.chain(missing).collect()
    }
}

/// How many clauses came out so.
pub fn count<'a>(clauses: impl IntoIterator<Item = &'a Tried>, verdict: Verdict) -> usize {
    clauses.into_iter().filter(|one| one.verdict == verdict).count()
}
