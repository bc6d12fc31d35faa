//! What a dilemma, a barrier and a story have that other contributions have not.
//!
//! The text itself always stands in `body`, so that a reader who does not know a kind can still show it.

use serde::Serialize;

use crate::contribution::ContributionLink;
use crate::text::{Link, Text};
use crate::{wire, words};

/// A tension between things that are both right (S4.5). Nobody has to win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dilemma {
    /// What pulls against what, in a sentence or two.
    pub tension: Text,
    /// The sides, at least two.
    pub sides: Vec<Side>,
}

wire!(Dilemma { tension, sides });

/// One side of a dilemma.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its id within the dilemma: what a comment names to speak for it.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What speaks for it.
    pub arguments: Vec<String>,
}

wire!(Side { id, label, arguments });

/// At what something stops (S3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A law or a regulation.
    Law,
    /// There is no money for it.
    Budget,
    /// The way that things are done.
    Procedure,
    /// Somebody else owns it.
    Owner,
    /// Whoever is stopped does not know at what.
    Unknown,
    /// A ground that this version does not know.
    Other,
}

words!(Ground { Law = "law", Budget = "budget", Procedure = "procedure", Owner = "owner", Unknown = "unknown" } else Other);

/// What stands in the way (S3.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Barrier {
    /// At what it stops.
    pub ground: Ground,
    /// The section, the budget line, the rule or the owner, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where that can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Who works on removing it; said by the municipality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_on_it: Option<String>,
    /// What is stopped by it. May be left out in lists.
    pub stops: Vec<ContributionLink>,
}

wire!(Barrier {
    ground,
    reference,
    link,
    working_on_it,
    stops
});

/// What happened, which stands in `body`, and what came of it (S3.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Story {
    /// What was learned.
    pub learned: Text,
}

wire!(Story { learned });

/// A dilemma as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewDilemma {
    /// What pulls against what, in a sentence or two.
    pub tension: String,
    /// The sides, at least two.
    pub sides: Vec<NewSide>,
}

wire!(NewDilemma { tension, sides });

/// One side of a dilemma as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewSide {
    /// What it is called.
    pub label: String,
    /// What speaks for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
}

wire!(NewSide { label, arguments });

/// What stands in the way, as it is sent. Who works on it is said by the municipality alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewBarrier {
    /// At what it stops.
    pub ground: Ground,
    /// The section, the budget line, the rule or the owner, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where that can be read; `https` or `http`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Ids of the contributions that it stops.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<String>,
}

wire!(NewBarrier {
    ground,
    reference,
    link,
    stops
});

/// What came of it, as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewStory {
    /// What was learned.
    pub learned: String,
}

wire!(NewStory { learned });
