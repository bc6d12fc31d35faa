//! Those who take part, as everyone may see them.

use serde::Serialize;

use crate::author::Role;
use crate::wire;

/// Somebody who takes part, as everyone may see them. One who has erased themselves keeps the id and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// Opaque id.
    pub id: String,
    /// The name that is shown: a person's, an association's or an office's. Missing where none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The capacity in which they take part (S2.1).
    pub role: Role,
    /// Whom they speak for, where that is not their own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Whether the backend has checked the role or the affiliation.
    pub verified: bool,
    /// Whether they have erased themselves (S1.6).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

wire!(Participant {
    id,
    name,
    role,
    affiliation,
    verified,
    deleted
});

/// Body of `POST /participants`: a guest who wants to react or follow before they write anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CreateParticipant {
    /// The name that is shown. Without one nothing can be written, unless it brings a name of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// In which capacity they take part. `politician` and `staff` are refused: a guest cannot claim them.
    pub role: Role,
}

wire!(CreateParticipant { name, role });

/// Answer to `POST /participants` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedParticipant {
    /// Who it is now.
    pub participant: Participant,
    /// By which they are known from now on: `Authorization: Guest <secret>`. Shown to nobody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(CreatedParticipant { participant, secret });
