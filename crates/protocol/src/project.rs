//! What the municipality or its residents are doing together, and in which frame.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::author::Author;
use crate::contribution::Place;
use crate::decision::Decision;
use crate::event::Event;
use crate::identifier::Timestamp;
use crate::priorities::{Choice, RankingRules};
use crate::service::Action;
use crate::text::{Link, Text};
use crate::{wire, words};

mod frame;

pub use frame::{
    AnswerRecord, CouncilReply, Experiment, Influence, Learned, Mandate, Member, Partner, Responsible,
    Stakeholder,
};

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
    /// What is taken in it: kinds of contribution, `comment`, `offer`, `expectation`, `priorities`. Everything
    /// where it is empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepts: Vec<String>,
}

wire!(Phase {
    id,
    title,
    body,
    starts_at,
    ends_at,
    state,
    accepts
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
    /// Who works along (S2.5).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Partner>,
    /// What is missing: hands, knowledge, somebody's view (S2.5).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// How to join.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<Text>,
    /// How people work together here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<Text>,
    /// What the municipality asks.
    pub questions: Vec<String>,
    /// What is tried out, and what it showed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub experiments: Vec<Experiment>,
    /// The mandate of a task committee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mandate: Option<Mandate>,
    /// Who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responsible: Option<Responsible>,
    /// How well the promise to answer is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<AnswerRecord>,
    /// The way from idea to decision, in order.
    pub phases: Vec<Phase>,
    /// Meetings, soonest first: the first page of `/events?project=`.
    pub events: Vec<Event>,
    /// What was decided, newest first: the first page of `/decisions?project=`.
    pub decisions: Vec<Decision>,
    /// What can be put in order by those who take part (S1.7).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// How long the options can be put in order, and who sees the result when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranking: Option<RankingRules>,
    /// What was learned, once it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub learned: Option<Learned>,
    /// The municipality's own number of the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_number: Option<String>,
    /// The case, minutes, reports.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Where it was first published: by whoever shared it, such as another municipality (S3.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Link>,
    /// Since when it is shared with other municipalities (S3.4). May be left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_at: Option<Timestamp>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Which parts of the municipality it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// When people were first asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
    /// When the decision is expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_due: Option<Timestamp>,
    /// Days from `starts_at` to the last decision, or to `decision_due` while it is not decided: how early people
    /// were asked (S0.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_to_decision: Option<u32>,
    /// When it was put here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// When its own words last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// How many contributions belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributions: Option<u32>,
    /// What can be done here where that differs from the service document, by the action's name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub actions: BTreeMap<String, Action>,
    /// Whether it is there to try things out; what is in it stands in no list, feed or search.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sandbox: bool,
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
    partners,
    needs,
    join,
    method,
    questions,
    experiments,
    mandate,
    responsible,
    answers,
    phases,
    events,
    decisions,
    options,
    ranking,
    learned,
    case_number,
    links,
    source,
    shared_at,
    topics,
    areas,
    place,
    starts_at,
    ends_at,
    decision_due,
    days_to_decision,
    created_at,
    updated_at,
    contributions,
    actions,
    sandbox,
    url
});

impl Project {
    /// Whether something is taken now: the project is open, and a phase that goes on accepts it. Where no phase goes
    /// on, or one names nothing, everything is taken.
    pub fn takes(&self, what: &str) -> bool {
        let mut current = self
            .phases
            .iter()
            .filter(|phase| phase.state == PhaseState::Current)
            .peekable();
        self.state == ProjectState::Open
            && (current.peek().is_none()
                || current
                    .any(|phase| phase.accepts.is_empty() || phase.accepts.iter().any(|word| word == what)))
    }
}
