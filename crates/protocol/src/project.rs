//! What the municipality or its residents are doing together, and in which frame.

use serde::{Deserialize, Serialize};

use crate::author::Author;
use crate::contribution::Place;
use crate::identifier::Timestamp;
use crate::text::{Link, Text};

/// What is co-created (S2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectKind {
    /// Services and decisions in single cases.
    Service,
    /// A development project.
    Development,
    /// A policy, vision or strategy.
    Policy,
    /// A kind that this version does not know.
    #[serde(other)]
    Other,
}

/// How much is still open (S0.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Openness {
    /// Nothing is decided yet.
    Open,
    /// The frame is set; inside it nothing is decided.
    Framed,
    /// It is decided.
    Decided,
    /// A word that this version does not know.
    #[serde(other)]
    Other,
}

/// The role that residents have here (S1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    #[serde(other)]
    Other,
}

/// Whether people can take part now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    #[serde(other)]
    Other,
}

/// What can be influenced, and what cannot (S4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Influence {
    /// What people can influence.
    #[serde(default)]
    pub open: Vec<String>,
    /// What is given beforehand.
    #[serde(default)]
    pub given: Vec<String>,
}

/// Another party with a share in the matter (S4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stakeholder {
    /// Who.
    pub name: String,
    /// What is at stake for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stake: Option<String>,
    /// Whether they were invited.
    #[serde(default)]
    pub invited: bool,
    /// Whether they take part: invited and not present is "missing".
    #[serde(default)]
    pub present: bool,
}

/// Who answers for the project (S0.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsible {
    /// The office.
    pub office: String,
    /// The accountable official.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The political committee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub committee: Option<String>,
    /// Days within which an answer is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
}

/// How well the promise to answer is kept, over all contributions of the project (S1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRecord {
    /// Contributions received.
    pub received: u32,
    /// Contributions answered.
    pub answered: u32,
    /// Contributions whose answer is late.
    pub overdue: u32,
    /// Days from received to answered for the middle one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_days: Option<u32>,
}

/// Where a phase lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhaseState {
    /// Over.
    Past,
    /// Going on.
    Current,
    /// Still to come.
    #[serde(other)]
    Future,
}

/// A stretch of the way from idea to decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Opaque id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happens in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// Its first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// Its last moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Where it lies in time.
    pub state: PhaseState,
}

/// What sort of event it is (S2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    #[serde(other)]
    Other,
}

/// A meeting of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Opaque id.
    pub id: String,
    /// What sort it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: String,
    /// What happens there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// Where it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What came out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Text>,
}

/// What a political body decided, and why (S1.5, S3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Text>,
    /// What it costs, and whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Text>,
    /// Agenda or minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// Something that residents and municipality do together. In lists only what a card shows needs to be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initiator: Option<Author>,
    /// The problem to be solved (S2.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<Text>,
    /// What can be influenced, and what is given.
    #[serde(default)]
    pub influence: Influence,
    /// The municipality's own interest (S4.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interest: Option<Text>,
    /// Who else has a share.
    #[serde(default)]
    pub stakeholders: Vec<Stakeholder>,
    /// How people work together here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Text>,
    /// What the municipality asks.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<Responsible>,
    /// How well the promise to answer is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswerRecord>,
    /// The way from idea to decision, in order.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// Meetings, soonest first.
    #[serde(default)]
    pub events: Vec<Event>,
    /// What was decided, newest first.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When people were first asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// How many contributions belong to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributions: Option<u32>,
    /// The page for people that shows it without script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
