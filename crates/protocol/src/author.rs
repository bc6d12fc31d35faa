//! Who wrote something, equal in form whoever it is (S2.1).

use serde::{Deserialize, Serialize};

/// The capacity in which somebody takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A private individual.
    #[default]
    Citizen,
    /// A company.
    Business,
    /// An association or another organisation.
    Association,
    /// An elected politician.
    Politician,
    /// An employee of the municipality, in the name of an office (S1.8).
    Staff,
    /// A role that this version does not know.
    #[serde(other)]
    Other,
}

/// The initiator of a contribution, comment or project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The name as it is shown: a person's, an association's or an office's.
    pub name: String,
    /// The capacity in which they write.
    #[serde(default)]
    pub role: Role,
    /// Whom they speak for, where that is not their own name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Whether the backend has checked the role or the affiliation.
    #[serde(default)]
    pub verified: bool,
}
