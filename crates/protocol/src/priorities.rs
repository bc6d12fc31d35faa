//! Many people's order of the same options, put together by a method that is told (S1.7).

use serde::Serialize;

use crate::identifier::Timestamp;
use crate::service::{CountsVisibility, Localized};
use crate::wire;

/// Something that can be put before or after something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Opaque id, unique in its project.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it would mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

wire!(Choice { id, title, body });

/// How long options can be put in order, and who sees the result when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RankingRules {
    /// When it is over; open while the project is where it is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Timestamp>,
    /// Who sees the result when. Where it is hidden it is missing, never zero.
    pub counts_visibility: CountsVisibility,
}

wire!(RankingRules {
    closes_at,
    counts_visibility
});

/// How orders are put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Method {
    /// Its name: `borda`.
    pub id: String,
    /// What it does, in one plain sentence.
    pub explanation: Localized,
    /// The same, exactly.
    pub formula: String,
}

wire!(Method {
    id,
    explanation,
    formula
});

/// How an option fared, and how far people agree on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The option's id.
    pub option: String,
    /// Its place, 1 for the first. Options with as many points share a place.
    pub place: u32,
    /// Its points by the method.
    pub points: u32,
    /// The spread: how many put it first, second and so on; as many numbers as there are options.
    pub spread: Vec<u32>,
    /// How many left it out.
    pub unplaced: u32,
}

wire!(Standing {
    option,
    place,
    points,
    spread,
    unplaced
});

/// Answer to `GET /projects/{id}/priorities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Priorities {
    /// The project's id.
    pub project: String,
    /// Whether one can still put the options in order.
    pub open: bool,
    /// What can be put in order.
    pub options: Vec<Choice>,
    /// How long, and who sees the result when.
    pub rules: RankingRules,
    /// How the orders are put together.
    pub method: Method,
    /// How many took part; missing while that is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub participants: Option<u32>,
    /// The result, the first place first; missing while it is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<Vec<Standing>>,
}

wire!(Priorities {
    project,
    open,
    options,
    rules,
    method,
    participants,
    result
});

/// Body of `PUT /projects/{id}/priorities`, and one's own order in the answer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// Ids of options, the most important one first. Those left out count as equal, after all that are named.
    pub ranking: Vec<String>,
}

wire!(Ranking { ranking });

/// Answer to `PUT /projects/{id}/priorities`: told to nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnRanking {
    /// One's own order.
    pub ranking: Vec<String>,
    /// The state of things with it.
    pub priorities: Priorities,
}

wire!(OwnRanking { ranking, priorities });
