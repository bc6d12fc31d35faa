//! The report as one page that needs nothing else.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Report, Tried, count};
use crate::verdict::Verdict;

/// The page's sheet.
const STYLE: &str = include_str!("page.css");

/// Writes it.
pub fn write(report: &Report) -> String {
    page(report).into_string()
}

fn page(report: &Report) -> Markup {
    let title = format!("Conformance of {}", report.target);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p { (report.publisher) ", " (report.ended_at) ", " (report.requests) " requests, seed " (report.seed) }
                p { "Writing " (report.writing) }
                @for remark in &report.remarks { p { (remark) } }
                @for headline in report.headlines() { p.headline { (headline) } }
                (summary(report))
                @for (class, members) in report.by_class() { (section(class, &members)) }
                @if !report.leftovers.is_empty() {
                    h2 { "Left behind" }
                    ul { @for left in &report.leftovers { li { code { (left) } } } }
                }
            }
        }
    }
}

fn summary(report: &Report) -> Markup {
    html! {
        ul.summary {
            @for verdict in Verdict::ALL {
                li class=(verdict.as_str()) { b { (count(&report.clauses, verdict)) } " " (verdict.as_str()) }
            }
        }
    }
}

fn section(class: &str, members: &[&Tried]) -> Markup {
    let fails = count(members.iter().copied(), Verdict::Fail);
    html! {
        details open[fails > 0] {
            summary { h2 { (class) } " " (members.len()) " clauses, " (fails) " failing" }
            @for one in members { (entry(one)) }
        }
    }
}

fn entry(one: &Tried) -> Markup {
    html! {
        article class=(one.verdict.as_str()) id=(one.id) {
            h3 { (one.id) " " (one.strength) ": " (one.verdict.as_str()) }
            p { (one.says) }
            p.because { (one.because) " (" (one.source) ")" }
            @if let Some(reason) = &one.reason { p.reason { (reason) } }
            @if let Some(known) = &one.known { p { "Expected to fail: " (known) } }
            @if !one.requests.is_empty() { pre { (one.requests.join("\n")) } }
        }
    }
}
