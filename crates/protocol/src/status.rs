//! Where a contribution stands, and whether it can be read.

use serde::Serialize;

use crate::{wire, words};

/// Where a contribution stands, in the categories that every backend can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusCategory {
    /// Nobody has taken it up yet.
    Received,
    /// The municipality is looking at it.
    Considering,
    /// It will be done.
    Planned,
    /// It is being done.
    InProgress,
    /// It has been done.
    Implemented,
    /// It will not be done.
    Rejected,
    /// Its author has withdrawn it.
    Withdrawn,
    /// Anything else; `label` says what.
    Other,
}

words!(StatusCategory { Received = "received", Considering = "considering", Planned = "planned", InProgress = "in_progress", Implemented = "implemented", Rejected = "rejected", Withdrawn = "withdrawn" } else Other);

impl StatusCategory {
    /// The categories that can be filtered by, in their usual order.
    pub const ALL: [StatusCategory; 6] = [
        StatusCategory::Received,
        StatusCategory::Considering,
        StatusCategory::Planned,
        StatusCategory::InProgress,
        StatusCategory::Implemented,
        StatusCategory::Rejected,
    ];
}

/// Where a contribution stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The category, for filters and for words in the reader's own language.
    pub category: StatusCategory,
    /// The backend's own word for it, where the category does not say enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

wire!(Status { category, label });

/// Whether a contribution can be read, and if not, why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContributionState {
    /// It can be read.
    #[default]
    Published,
    /// It waits to be read through; only its author sees it.
    Pending,
    /// It was read through and not taken; only its author sees it.
    Refused,
    /// A moderator has taken it off the page; its title and its words are not told.
    Hidden,
    /// Its author has withdrawn it.
    Withdrawn,
    /// It can be read, and has gone into another one: `merged_into` says which (C3).
    Merged,
    /// A state that this version does not know.
    Other,
}

words!(ContributionState { Published = "published", Pending = "pending", Refused = "refused", Hidden = "hidden", Withdrawn = "withdrawn", Merged = "merged" } else Other, missing Published);

/// Who took something off the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemovedBy {
    /// Whoever wrote it.
    Author,
    /// A moderator; the public log says why.
    Moderator,
    /// Somebody whom this version does not know.
    Other,
}

words!(RemovedBy { Author = "author", Moderator = "moderator" } else Other);
