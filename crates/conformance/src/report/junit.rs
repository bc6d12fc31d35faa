//! The report as JUnit XML, for the machines that build things.

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};

use super::{Report, Tried};
use crate::verdict::Verdict;

/// Writes it: a suite for each class.
///
/// # Errors
/// One line, where it cannot be written as XML.
pub fn write(report: &Report) -> Result<String, String> {
    let mut suites = Suites::new(format!("samskab-conform {}", report.target));
    for (class, members) in report.by_class() {
        let mut suite = TestSuite::new(class);
        suite.add_test_cases(members.into_iter().map(to_case));
        suites.add_test_suite(suite);
    }
    suites.to_string().map_err(|error| error.to_string())
}

fn to_case(one: &Tried) -> TestCase {
    let mut status = match one.verdict {
        Verdict::Fail if one.known.is_none() => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Verdict::Pass | Verdict::Warn => TestCaseStatus::success(),
        _ => TestCaseStatus::skipped(),
    };
    if one.verdict != Verdict::Pass && one.verdict != Verdict::Warn {
        status.set_message(one.reason.clone().unwrap_or_default());
        status.set_description(one.requests.join("\n"));
    }
    let mut case = TestCase::new(format!("{} {}", one.id, one.says), status);
    case.set_classname(one.class.clone());
    if one.verdict == Verdict::Warn {
        case.set_system_out(one.reason.clone().unwrap_or_default());
    }
    case
}
