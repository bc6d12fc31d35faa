//! Keys of the words for what a project is.

use samskab_protocol::event::EventKind;
use samskab_protocol::project::{Openness, Project, ProjectKind, ProjectState, RoleOffered};

use super::ending::has_ended;

/// What is co-created (S2.2).
pub fn kind_key(kind: ProjectKind) -> &'static str {
    match kind {
        ProjectKind::Service => "kind.service",
        ProjectKind::Development => "kind.development",
        ProjectKind::Policy => "kind.policy",
        ProjectKind::Other => "kind.other",
    }
}

/// Whether people can take part now.
pub fn state_key(state: ProjectState) -> &'static str {
    match state {
        ProjectState::Upcoming => "project.upcoming",
        ProjectState::Open => "project.open",
        ProjectState::Archived | ProjectState::Closed | ProjectState::Other => "project.closed",
    }
}

/// How open it is (S0.1).
pub fn openness_key(openness: Openness) -> &'static str {
    match openness {
        Openness::Open => "openness.open",
        Openness::Framed => "openness.framed",
        Openness::Decided => "openness.decided",
        Openness::Other => "openness.other",
    }
}

/// The role that residents have, or had where it has ended, in plain words (S1.1).
pub fn role_key(project: &Project) -> &'static str {
    match project.role_offered {
        RoleOffered::Informed if has_ended(project) => "offered.was.informed",
        RoleOffered::Consulted if has_ended(project) => "offered.was.consulted",
        RoleOffered::Involved if has_ended(project) => "offered.was.involved",
        RoleOffered::CoDeciding if has_ended(project) => "offered.was.co_deciding",
        RoleOffered::Informed => "offered.informed",
        RoleOffered::Consulted => "offered.consulted",
        RoleOffered::Involved => "offered.involved",
        RoleOffered::CoDeciding => "offered.co_deciding",
        RoleOffered::Other => "offered.other",
    }
}

/// What sort of meeting it is (S2.6).
pub fn event_key(kind: EventKind) -> &'static str {
    match kind {
        EventKind::WorkingMeeting => "event.working_meeting",
        EventKind::DebateSalon => "event.debate_salon",
        EventKind::CitizenPanel => "event.citizen_panel",
        EventKind::HostedDinner => "event.hosted_dinner",
        EventKind::ThemeWorkshop => "event.theme_workshop",
        EventKind::CouncilMeeting => "event.council_meeting",
        EventKind::Other => "event.other",
    }
}
