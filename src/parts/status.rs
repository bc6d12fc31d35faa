//! Where a contribution stands, and what is promised of it.

use samskab_protocol::contribution::{Contribution, StatusCategory};
use samskab_protocol::trail::{StepKind, furthest, is_overdue};

use crate::app::App;
use crate::language::{days_between, now};
use crate::parts::markup::{Tag, classed};

/// Key of the word for a status.
pub fn status_key(category: StatusCategory) -> &'static str {
    match category {
        StatusCategory::Received => "status.received",
        StatusCategory::Considering => "status.considering",
        StatusCategory::Planned => "status.planned",
        StatusCategory::InProgress => "status.in_progress",
        StatusCategory::Implemented => "status.implemented",
        StatusCategory::Rejected => "status.rejected",
        StatusCategory::Withdrawn => "status.withdrawn",
        StatusCategory::Other => "status.other",
    }
}

/// Where it stands, in the backend's own word if it has one.
pub fn status(app: App, contribution: &Contribution) -> String {
    let label = contribution.status.label.clone();
    label.unwrap_or_else(|| app.say(status_key(contribution.status.category)))
}

/// The promised day of an answer, or in words that it has passed; nothing once it has been given.
pub fn promise(app: App, contribution: &Contribution) -> Option<Tag> {
    let due = contribution.answer_due.as_ref()?;
    let now = now();
    if is_overdue(&contribution.trail, Some(due), &now) {
        let days = days_between(due, &now).unwrap_or_default().max(1);
        return Some(classed("span", "late").child(app.language.count("answer.late", days as u32)));
    }
    let waiting = furthest(&contribution.trail) < Some(StepKind::Answered);
    let words = || {
        app.language
            .say_with("answer.due", &[("date", &app.language.day(due))])
    };
    waiting.then(|| classed("span", "small").child(words()))
}
