//! What the municipality or its residents are doing together, and in which frame.

use serde::Serialize;

use crate::author::Author;
use crate::contribution::Place;
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::{wire, words};

/// What is co-created (S2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectKind {
    /// Services and decisions in single cases.
    Service,
    /// A development project.
    Development,
    /// A policy, vision or strategy.
    Policy,
    /// A kind that this version does not know.
    Other,
}

words!(ProjectKind { Service = "service", Development = "development", Policy = "policy" } else Other);

/// How much is still open (S0.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// Nothing is decided yet.
    Open,
    /// The frame is set; inside it nothing is decided.
    Framed,
    /// It is decided.
    Decided,
    /// A word that this version does not know.
    Other,
}

words!(Openness { Open = "open", Framed = "framed", Decided = "decided" } else Other);

/// The role that residents have here (S1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleOffered {
    /// They are told.
    Informed,
    /// They are asked.
    Consulted,
    /// They work along.
    Involved,
    /// They decide along.
    CoDeciding,
    /// A role that this version does not know.
    Other,
}

words!(RoleOffered { Informed = "informed", Consulted = "consulted", Involved = "involved", CoDeciding = "co_deciding" } else Other);

/// Whether people can take part now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectState {
    /// Not yet.
    Upcoming,
    /// Now.
    Open,
    /// No longer.
    Closed,
    /// No longer, and kept for reference.
    Archived,
    /// A state that this version does not know.
    Other,
}

words!(ProjectState { Upcoming = "upcoming", Open = "open", Closed = "closed", Archived = "archived" } else Other);

/// What can be influenced, and what cannot (S4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Influence {
    /// What people can influence.
    pub open: Vec<String>,
    /// What is given beforehand.
    pub given: Vec<String>,
}

wire!(Influence { open, given });

/// Another party with a share in the matter (S4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stakeholder {
    /// Who.
    pub name: String,
    /// What is at stake for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stake: Option<String>,
    /// Whether they were invited.
    pub invited: bool,
    /// Whether they take part: invited and not present is "missing".
    pub present: bool,
}

wire!(Stakeholder {
    name,
    stake,
    invited,
    present
});

/// Who answers for the project (S0.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Responsible {
    /// The office.
    pub office: String,
    /// The accountable official.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The political committee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub committee: Option<String>,
    /// Days within which an answer is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
}

wire!(Responsible {
    office,
    name,
    committee,
    answer_days
});

/// How well the promise to answer is kept, over all contributions of the project (S1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerRecord {
    /// Contributions received.
    pub received: u32,
    /// Contributions answered.
    pub answered: u32,
    /// Contributions whose answer is late.
    pub overdue: u32,
    /// Days from received to answered for the middle one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<u32>,
}

wire!(AnswerRecord {
    received,
    answered,
    overdue,
    median_days
});

/// Where a phase lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhaseState {
    /// Over.
    Past,
    /// Going on.
    Current,
    /// Still to come.
    Future,
}

words!(PhaseState { Past = "past", Current = "current", Future = "future" } else Future);

/// A stretch of the way from idea to decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Phase {
    /// Opaque id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happens in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// Its first moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// Its last moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Where it lies in time.
    pub state: PhaseState,
}

wire!(Phase {
    id,
    title,
    body,
    starts_at,
    ends_at,
    state
});

/// What sort of event it is (S2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A working meeting of residents and municipality.
    WorkingMeeting,
    /// A debate salon.
    DebateSalon,
    /// A citizen panel.
    CitizenPanel,
    /// A hosted dinner (gæstebud).
    HostedDinner,
    /// Anything else.
    Other,
}

words!(EventKind { WorkingMeeting = "working_meeting", DebateSalon = "debate_salon", CitizenPanel = "citizen_panel", HostedDinner = "hosted_dinner" } else Other);

/// A meeting of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Opaque id.
    pub id: String,
    /// What sort it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: String,
    /// What happens there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What came out of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Text>,
}

wire!(Event {
    id,
    kind,
    title,
    body,
    starts_at,
    ends_at,
    place,
    outcome
});

/// What a political body decided, and why (S1.5, S3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Opaque id.
    pub id: String,
    /// When it was taken.
    pub decided_at: Timestamp,
    /// The council or committee that took it.
    pub by: String,
    /// What was decided.
    pub outcome: Text,
    /// Why.
    pub reasons: Text,
    /// What was weighed against what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Text>,
    /// What it costs, and whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Text>,
    /// Agenda or minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

wire!(Decision {
    id,
    decided_at,
    by,
    outcome,
    reasons,
    weighed,
    cost,
    link
});

/// Something that residents and municipality do together. In lists only what a card shows needs to be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Project {
    /// Opaque id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// What is co-created.
    pub kind: ProjectKind,
    /// Whether people can take part now.
    pub state: ProjectState,
    /// How much is still open.
    pub openness: Openness,
    /// The role that residents have here.
    pub role_offered: RoleOffered,
    /// Who began it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Author>,
    /// The problem to be solved (S2.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mission: Option<Text>,
    /// What can be influenced, and what is given.
    pub influence: Influence,
    /// The municipality's own interest (S4.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interest: Option<Text>,
    /// Who else has a share.
    pub stakeholders: Vec<Stakeholder>,
    /// How people work together here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Text>,
    /// What the municipality asks.
    pub questions: Vec<String>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible: Option<Responsible>,
    /// How well the promise to answer is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswerRecord>,
    /// The way from idea to decision, in order.
    pub phases: Vec<Phase>,
    /// Meetings, soonest first.
    pub events: Vec<Event>,
    /// What was decided, newest first.
    pub decisions: Vec<Decision>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When people were first asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// How many contributions belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributions: Option<u32>,
    /// The page for people that shows it without script.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

wire!(Project {
    id,
    title,
    summary,
    kind,
    state,
    openness,
    role_offered,
    initiator,
    mission,
    influence,
    interest,
    stakeholders,
    method,
    questions,
    responsible,
    answers,
    phases,
    events,
    decisions,
    place,
    starts_at,
    ends_at,
    contributions,
    url
});
