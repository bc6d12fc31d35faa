//! What a political body decided, and why (S1.5, S3.2).

use serde::Serialize;

use crate::contribution::ProjectLink;
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::wire;

/// A decision on a project. One without reasons is not taken: cuts are explained too (S1.5).
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
    /// What was weighed against what; the minority's reasons among it (S1.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighed: Option<Text>,
    /// What it costs, and whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Text>,
    /// The agenda.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<Link>,
    /// The minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// The contributions that it answers, as `contribution:<id>`. It stands in their trails as the step `decided`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// The project that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectLink>,
}

wire!(Decision {
    id,
    decided_at,
    by,
    outcome,
    reasons,
    weighed,
    cost,
    agenda,
    link,
    answers,
    project
});
