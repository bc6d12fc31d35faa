//! Who wrote something, equal in form whoever it is (S2.1).

use crate::{wire, words};
use serde::Serialize;

/// The capacity in which somebody takes part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    Other,
}

words!(Role { Citizen = "citizen", Business = "business", Association = "association", Politician = "politician", Staff = "staff" } else Other, missing Citizen);

/// The initiator of a contribution, comment or project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Author {
    /// Which participant it is, where the backend knows them: the same person has the same id everywhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name as it is shown: a person's, an association's or an office's.
    pub name: String,
    /// The capacity in which they write.
    pub role: Role,
    /// Whom they speak for, where that is not their own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Whether the backend has checked the role or the affiliation.
    pub verified: bool,
}

wire!(Author {
    id,
    name,
    role,
    affiliation,
    verified
});
