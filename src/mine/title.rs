//! What a text of one's own is called.

use samskab_protocol::report::ReportReason;

use crate::app::App;

/// The title of a text that belongs to `subject`, where `begun` is its title or how it begins: what was only chosen
/// from answers is called by the answer, or by what it is.
pub fn title(app: App, subject: &str, begun: String) -> String {
    let sort = sort_key(subject);
    let is_reason = || ReportReason::ALL.iter().any(|reason| reason.as_str() == begun);
    match begun.as_str() {
        "" => app.say(sort),
        reason if sort == "what.report" && is_reason() => app.say(&["report", ".", reason].concat()),
        _ => begun,
    }
}

/// Key of the word for what something is, by what it belongs to.
pub fn sort_key(subject: &str) -> &'static str {
    match subject.split([' ', ':']).next() {
        Some("idea") => "what.idea",
        Some("question") => "what.question",
        Some("dilemma") => "what.dilemma",
        Some("barrier") => "what.barrier",
        Some("story") => "what.story",
        Some("contribution" | "comment" | "project") => "what.comment",
        Some("appeal") => "what.appeal",
        Some("offer") => "what.offer",
        Some("report") => "what.report",
        Some("edit") => "what.edit",
        Some("verdict") => "what.verdict",
        Some("response") => "what.response",
        Some("ranking") => "what.ranking",
        Some("evaluation") => "what.evaluation",
        Some("subscribe") => "what.subscribe",
        Some(staff) if staff.starts_with("steward") => "what.steward",
        _ => "what.other",
    }
}
