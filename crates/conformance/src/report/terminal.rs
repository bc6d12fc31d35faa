//! The report for the terminal: short, the claims that are not kept first.

use std::fmt::Write;

use super::{Report, Tried, count};
use crate::verdict::Verdict;

/// How many requests are shown of a clause; the rest is in the other reports.
const REQUESTS_SHOWN: usize = 4;

/// Writes it.
pub fn write(report: &Report) -> String {
    let mut text = String::new();
    let _ = fill(&mut text, report);
    text
}

fn fill(text: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(text, "{}, {}", report.publisher, report.target)?;
    writeln!(
        text,
        "writing {}; {} requests; seed {}",
        report.writing, report.requests, report.seed
    )?;
    for remark in &report.remarks {
        writeln!(text, "{remark}")?;
    }
    writeln!(text)?;
    for headline in report.headlines() {
        writeln!(text, "✗ {headline}")?;
    }
    for verdict in [Verdict::Fail, Verdict::Warn, Verdict::Inconclusive] {
        for one in report.clauses.iter().filter(|one| one.verdict == verdict) {
            tell_one(text, one)?;
        }
    }
    for one in report.surprises() {
        let known = one.known.as_deref().unwrap_or_default();
        writeln!(
            text,
            "\n{} holds, though it was expected to fail: {known}",
            one.id
        )?;
    }
    tell_classes(text, report)?;
    if !report.leftovers.is_empty() {
        writeln!(text, "\nleft behind, since it cannot be taken back:")?;
    }
    for left in &report.leftovers {
        writeln!(text, "  {left}")?;
    }
    let counts = Verdict::ALL.iter().rev();
    let counts = counts.map(|verdict| format!("{} {}", count(&report.clauses, *verdict), verdict.as_str()));
    writeln!(text, "\n{}", counts.collect::<Vec<_>>().join(", "))
}

fn tell_one(text: &mut String, one: &Tried) -> std::fmt::Result {
    let verdict = one.verdict.as_str();
    writeln!(text, "\n{verdict} {} {} ({})", one.id, one.strength, one.class)?;
    writeln!(text, "  {}", one.says)?;
    if let Some(known) = &one.known {
        writeln!(text, "  known:  {known}")?;
    }
    writeln!(text, "  found:  {}", one.reason.as_deref().unwrap_or_default())?;
    if one.verdict == Verdict::Inconclusive {
        return Ok(());
    }
    writeln!(text, "  why:    {}", one.because)?;
    let hidden = one.requests.len().saturating_sub(REQUESTS_SHOWN);
    if hidden > 0 {
        writeln!(text, "  (after {hidden} requests that the other reports hold)")?;
    }
    for request in &one.requests[hidden..] {
        writeln!(text, "  {request}")?;
    }
    Ok(())
}

fn tell_classes(text: &mut String, report: &Report) -> std::fmt::Result {
    writeln!(text, "\n{:<22} pass fail warn  n/a    ?", "class")?;
    for (class, members) in report.by_class() {
        let of = |verdict| count(members.iter().copied(), verdict);
        writeln!(
            text,
            "{class:<22}{:>5}{:>5}{:>5}{:>5}{:>5}",
            of(Verdict::Pass),
            of(Verdict::Fail),
            of(Verdict::Warn),
            of(Verdict::Skipped),
            of(Verdict::Inconclusive)
        )?;
    }
    Ok(())
}
