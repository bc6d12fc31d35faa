//! What is somebody's own, at `/me`: told to nobody else, and part of no shared answer.

use serde::Serialize;

use crate::author::Role;
use crate::comment::Comment;
use crate::contribution::{Contribution, ReactionCounts};
use crate::evaluation::EvaluationAnswers;
use crate::event::SeatState;
use crate::identifier::Timestamp;
use crate::moderation::ModerationDecision;
use crate::wire;

/// What somebody may know of themselves, at `/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Me {
    /// Opaque id.
    pub id: String,
    /// The name that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The capacity in which they take part.
    pub role: Role,
    /// Whom they speak for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Whether the backend has checked the role or the affiliation.
    pub verified: bool,
    /// The office in whose name they answer (S1.8).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Whether they may answer, decide and moderate for the municipality.
    pub steward: bool,
    /// Since when they take part.
    pub created_at: Timestamp,
}

wire!(Me {
    id,
    name,
    role,
    affiliation,
    verified,
    office,
    steward,
    created_at
});

/// What somebody may change of themselves by `PATCH /me`, as a JSON merge patch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct EditMe {
    /// The name that is shown, on everything that they wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The capacity in which they take part.
    pub role: Role,
}

wire!(EditMe { name, role });

/// Answer to `PUT /reactions/{ref}/{kind}`: the reactions that one has there now, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reacted {
    /// One's own, by kind.
    pub reactions: Vec<String>,
    /// Everybody's, as far as it is told.
    pub counts: ReactionCounts,
}

wire!(Reacted { reactions, counts });

/// Something that one follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Follow {
    /// What, as `<type>:<id>`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Since when.
    pub since: Timestamp,
}

wire!(Follow { reference = "ref", since });

/// Answer to `GET /me/state?refs=`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MyState {
    /// How one stands to each of the things that were asked for and are there, in the order in which they were.
    pub items: Vec<Standing>,
    /// One's own texts that nobody else can read: what waits to be read through, and what was taken off the page.
    pub withheld: Vec<Withheld>,
}

wire!(MyState { items, withheld });

/// How one stands to one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What, as `<type>:<id>`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// One's own reactions to it, by kind.
    pub reactions: Vec<String>,
    /// Everybody's reactions, where the backend tells them to those who have reacted only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<ReactionCounts>,
    /// Whether one follows it.
    pub follows: bool,
    /// Whether one wrote it.
    pub own: bool,
    /// Until when one can edit it; missing where one cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit_until: Option<Timestamp>,
    /// Whether one can take it back.
    pub may_withdraw: bool,
    /// One's place at an event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<SeatState>,
    /// One's own order of a project's options; empty where one has given none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ranking: Vec<String>,
    /// One's own answers to the two questions at a project's end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<EvaluationAnswers>,
}

wire!(Standing {
    reference = "ref",
    reactions,
    counts,
    follows,
    own,
    edit_until,
    may_withdraw,
    registration,
    ranking,
    evaluation
});

/// A text of one's own that nobody else can read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// What, as `<type>:<id>`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Why nobody else can read it: `pending`, `refused`, `hidden`.
    pub state: String,
    /// What the municipality decided about it, with its reason: by its id one can appeal (S1.6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<ModerationDecision>,
    /// The text, where it is a contribution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contribution: Option<Contribution>,
    /// The text, where it is a comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<Comment>,
}

wire!(Withheld {
    reference = "ref",
    state,
    decision,
    contribution,
    comment
});
