//! The Danish words of what the protocol names.

use samskab_protocol::answer::Feeling;
use samskab_protocol::author::Role;
use samskab_protocol::comment::{Alignment, CommentState};
use samskab_protocol::contribution::{Contribution, Kind, Status, StatusCategory};
use samskab_protocol::heard::Verdict;
use samskab_protocol::identifier::Timestamp;
use samskab_protocol::kinds::Ground;
use samskab_protocol::project::{Openness, PhaseState, ProjectState, RoleOffered};
use samskab_protocol::trail::StepKind;

use crate::clock;

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// The day of a moment in a zone: `21. november 2026`.
pub fn day(moment: &Timestamp, zone: &str) -> String {
    let Some(micros) = clock::from_wire(moment) else {
        return moment.as_str().to_owned();
    };
    let there = clock::in_zone(micros, zone);
    let month = MONTHS[usize::from(there.month().unsigned_abs() - 1) % 12];
    format!("{}. {month} {}", there.day(), there.year())
}

/// What sort of contribution it is; a question that the municipality asks says so (S2.4).
pub fn kind(contribution: &Contribution) -> &'static str {
    match contribution.kind {
        Kind::Question if contribution.official => "Kommunen spørger",
        Kind::Idea => "Idé",
        Kind::Question => "Spørgsmål",
        Kind::Dilemma => "Dilemma",
        Kind::Barrier => "Barriere",
        Kind::Story => "Fortælling",
        Kind::Other => "Indlæg",
    }
}

/// Where a contribution stands: the backend's own word where it has one.
pub fn status(status: &Status) -> &str {
    if let Some(label) = &status.label {
        return label;
    }
    match status.category {
        StatusCategory::Received => "Modtaget",
        StatusCategory::Considering => "Vi ser på det",
        StatusCategory::Planned => "Planlagt",
        StatusCategory::InProgress => "I gang",
        StatusCategory::Implemented => "Gennemført",
        StatusCategory::Rejected => "Gennemføres ikke",
        StatusCategory::Withdrawn => "Trukket tilbage",
        StatusCategory::Other => "Andet",
    }
}

/// The capacity in which somebody takes part.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Citizen => "borger",
        Role::Business => "virksomhed",
        Role::Association => "forening",
        Role::Politician => "politiker",
        Role::Staff => "kommunen",
        Role::Other => "deltager",
    }
}

/// What stands in the place of a contribution that was taken off the page.
pub const HIDDEN: &str = "Fjernet af kommunen";

/// At what something stops.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Law => "Loven",
        Ground::Budget => "Budgettet",
        Ground::Procedure => "Måden, tingene bliver gjort på",
        Ground::Owner => "Ejeren",
        Ground::Unknown => "Det er ikke fundet ud af endnu",
        Ground::Other => "Noget andet",
    }
}

/// Whether an author feels answered.
pub fn verdict(feeling: Feeling) -> &'static str {
    match feeling {
        Feeling::Answered => "Forfatteren mener, at det er besvaret.",
        Feeling::NotAnswered => "Forfatteren mener ikke, at det er besvaret.",
        Feeling::Other => "Forfatteren har svaret på svaret.",
    }
}

/// Whether somebody finds themselves in what was heard.
pub fn response(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Confirmed => "Bekræfter",
        Verdict::Corrected => "Retter",
        Verdict::Other => "Svarer",
    }
}

/// Where the author of a comment stands; not everyone says so.
pub fn position(alignment: Alignment) -> Option<&'static str> {
    match alignment {
        Alignment::For => Some("For"),
        Alignment::Against => Some("Imod"),
        Alignment::AnotherWay => Some("På en anden måde"),
        Alignment::Neutral | Alignment::Other => None,
    }
}

/// A step of a trail.
pub fn step(step: StepKind) -> &'static str {
    match step {
        StepKind::Received => "Modtaget",
        StepKind::Read => "Læst",
        StepKind::Understood => "Det har vi forstået",
        StepKind::Answered => "Besvaret",
        StepKind::Decided => "Besluttet",
        StepKind::Done => "Gennemført",
        StepKind::Other => "Andet skridt",
    }
}

/// What stands in the place of a comment that cannot be read.
pub fn tombstone(state: CommentState) -> &'static str {
    match state {
        CommentState::Pending => "Kommentaren venter på at blive læst igennem.",
        CommentState::Hidden => "Kommentaren er fjernet af kommunen.",
        CommentState::Withdrawn => "Forfatteren har trukket kommentaren tilbage.",
        CommentState::Missing => "Kommentaren manglede, da debatten blev flyttet hertil.",
        _ => "Kommentaren findes ikke længere.",
    }
}

/// How much is still open.
pub fn openness(openness: Openness) -> &'static str {
    match openness {
        Openness::Open => "Intet er besluttet endnu",
        Openness::Framed => "Rammen er sat",
        Openness::Decided => "Det er besluttet",
        Openness::Other => "Det er ikke oplyst, hvor meget der er besluttet",
    }
}

/// Whether people can take part now.
pub fn project_state(state: ProjectState) -> &'static str {
    match state {
        ProjectState::Upcoming => "Kommende",
        ProjectState::Open => "Åbent for bidrag",
        ProjectState::Closed => "Lukket for bidrag",
        ProjectState::Archived => "Arkiveret",
        ProjectState::Other => "Projekt",
    }
}

/// The role that residents have.
pub fn role_offered(role: RoleOffered) -> &'static str {
    match role {
        RoleOffered::Informed => "I bliver orienteret",
        RoleOffered::Consulted => "I bliver hørt, før der besluttes",
        RoleOffered::Involved => "I er med til at udvikle løsningen",
        RoleOffered::CoDeciding => "I er med til at beslutte",
        RoleOffered::Other => "I kan være med",
    }
}

/// Where a phase lies in time.
pub fn phase(state: PhaseState) -> &'static str {
    match state {
        PhaseState::Past => "afsluttet",
        PhaseState::Current => "i gang nu",
        PhaseState::Future => "kommer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_as_it_is_where_the_municipality_lies() {
        let moment = Timestamp("2026-05-31T22:30:00Z".into());
        assert_eq!(day(&moment, "Europe/Copenhagen"), "1. juni 2026");
        assert_eq!(day(&moment, "UTC"), "31. maj 2026");
    }
}
