//! What came out of trying a clause.

use serde::Serialize;

use crate::clause::Strength;

/// What a test returns: nothing where the clause holds.
pub type Outcome<T = ()> = Result<T, Finding>;

/// Why a test ended otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The clause does not hold, for this reason.
    Fails(String),
    /// There was not enough to go by.
    Inconclusive(String),
    /// It was not tried.
    Skipped(String),
}

/// What is said of a clause in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It must hold and does not.
    Fail,
    /// It should hold and does not.
    Warn,
    /// It was not tried: not claimed, not allowed, or nobody to try it as.
    Skipped,
    /// There was not enough to go by.
    Inconclusive,
}

impl Verdict {
    /// All of them, the worst first.
    pub const ALL: [Verdict; 5] = [
        Verdict::Fail,
        Verdict::Warn,
        Verdict::Inconclusive,
        Verdict::Skipped,
        Verdict::Pass,
    ];

    /// The verdict and its reason.
    pub fn of(outcome: Outcome, strength: Strength) -> (Verdict, Option<String>) {
        match outcome {
            Ok(()) => (Verdict::Pass, None),
            Err(Finding::Skipped(why)) => (Verdict::Skipped, Some(why)),
            Err(Finding::Inconclusive(why)) => (Verdict::Inconclusive, Some(why)),
            Err(Finding::Fails(why)) if strength == Strength::Should => (Verdict::Warn, Some(why)),
            Err(Finding::Fails(why)) => (Verdict::Fail, Some(why)),
        }
    }

    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Warn => "warn",
            Verdict::Skipped => "skipped",
            Verdict::Inconclusive => "inconclusive",
        }
    }
}

/// Ends a test as failed, with the reason, unless a condition holds.
#[macro_export]
macro_rules! ensure {
    ($condition:expr, $($reason:tt)+) => {
        if !$condition {
            return Err($crate::verdict::Finding::Fails(format!($($reason)+)));
        }
    };
}

/// Ends a test that has too little to go by.
#[macro_export]
macro_rules! inconclusive {
    ($($reason:tt)+) => {
        return Err($crate::verdict::Finding::Inconclusive(format!($($reason)+)))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_hold_and_does_not_is_a_warning() {
        let broken = || Err(Finding::Fails("so".into()));
        assert_eq!(Verdict::of(broken(), Strength::Should).0, Verdict::Warn);
        assert_eq!(Verdict::of(broken(), Strength::Must).0, Verdict::Fail);
    }
}
