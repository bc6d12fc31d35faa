//! The levels: which classes a backend must claim so that a widget can promise something of it.

use serde::{Deserialize, Serialize};

use crate::run::Run;

/// How much of the protocol a backend speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One can read: almost any platform, through a bridge or from files.
    Read,
    /// One can take part.
    Participation,
    /// Everything that the protocol describes, but for what stands for itself.
    Full,
}

/// Core, and something to read.
const READ: [&str; 2] = ["core", "comments-flat"];
const PARTICIPATION: [&str; 7] = [
    "write-contributions",
    "write-comments",
    "reactions",
    "idempotency",
    "me-state",
    "comments-tree",
    "reports",
];
const FULL: [&str; 12] = [
    "projects",
    "contributions",
    "answers",
    "trail",
    "events",
    "live",
    "edit",
    "follow",
    "moderation-log",
    "export",
    "fair-order",
    "test-support",
];

impl Level {
    /// The classes of this level that the backend does not claim.
    pub fn missing(self, run: &Run) -> Vec<String> {
        let mut wanted = READ.to_vec();
        if self != Level::Read {
            wanted.extend(PARTICIPATION);
        }
        if self == Level::Full {
            wanted.extend(FULL);
        }
        let unclaimed = wanted.into_iter().filter(|class| !run.claims(class));
        let mut missing: Vec<String> = unclaimed.map(str::to_owned).collect();
        if self != Level::Full && !run.claims("projects") && !run.claims("contributions") {
            missing.push("projects or contributions".into());
        }
        missing
    }

    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Read => "read",
            Level::Participation => "participation",
            Level::Full => "full",
        }
    }
}
