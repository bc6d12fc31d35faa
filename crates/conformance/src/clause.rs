//! A clause: one thing that a backend must or should do, why, and the function that tries it.

use std::pin::Pin;

use crate::run::Run;
use crate::verdict::Outcome;

/// One thing that a backend must or should do.
pub struct Clause {
    /// `SMK-<AREA>-<n>`; never given to anything else.
    pub id: &'static str,
    /// Whether a backend may do otherwise.
    pub strength: Strength,
    /// How far trying it reaches.
    pub reach: Reach,
    /// The conformance classes that must be claimed for it to hold; the first is the one that it belongs to.
    pub classes: &'static [&'static str],
    /// What holds, in one sentence.
    pub says: &'static str,
    /// Why, in plain words.
    pub because: &'static str,
    /// Where it is written.
    pub source: &'static str,
    /// Tries it.
    pub test: Test,
}

/// The function that tries a clause.
pub type Test = for<'a> fn(&'a Run) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// Whether a backend may do otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// A backend that does otherwise does not conform.
    Must,
    /// There may be reasons to do otherwise; it is a warning.
    Should,
}

/// How far trying a clause reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// GET and HEAD of what also files can be.
    Reads,
    /// GET, HEAD and OPTIONS of what only a program can answer.
    Queries,
    /// Writes into the sandbox project as a resident.
    Writes,
    /// Also acts there as the municipality.
    Steward,
}

impl Clause {
    /// The class that it belongs to.
    pub fn class(&self) -> &'static str {
        self.classes.first().copied().unwrap_or("core")
    }
}

impl Strength {
    /// The word of RFC 2119.
    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Must => "MUST",
            Strength::Should => "SHOULD",
        }
    }
}

impl Reach {
    /// The word in listings.
    pub fn as_str(self) -> &'static str {
        match self {
            Reach::Reads | Reach::Queries => "reads",
            Reach::Writes => "writes",
            Reach::Steward => "acts as the municipality",
        }
    }
}

/// Lists clauses:
/// `clauses![ "SMK-X-1" Must Reads ["core"] "What holds." because "Why." source "Where" => function, … ]`.
#[macro_export]
macro_rules! clauses {
    ($($id:literal $strength:ident $reach:ident [$($class:literal),+] $says:literal
        because $because:literal source $source:literal => $test:expr),* $(,)?) => {
        vec![$($crate::clause::Clause {
            id: $id,
            strength: $crate::clause::Strength::$strength,
            reach: $crate::clause::Reach::$reach,
            classes: &[$($class),+],
            says: $says,
            because: $because,
            source: $source,
            test: |run| Box::pin($test(run)),
        }),*]
    };
}
