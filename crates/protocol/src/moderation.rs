//! What moderators decide, and appeals against it (S1.6).

use serde::Serialize;

use crate::identifier::Timestamp;
use crate::report::{CaseState, ReportReason};
use crate::text::Text;
use crate::{wire, words};

/// What a moderator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModerationAction {
    /// Takes it off the page.
    Hidden,
    /// Puts it back, or opens a locked debate again.
    Restored,
    /// Closes a debate to new comments.
    Locked,
    /// Lets it stand and tells its author which rule it breaks.
    Warned,
    /// Does not take what waited to be read through.
    Refused,
    /// Takes what waited to be read through.
    Accepted,
    /// Finds a report not to be right, and lets it stand.
    Kept,
    /// An action that this version does not know.
    Other,
}

words!(ModerationAction { Hidden = "hidden", Restored = "restored", Locked = "locked", Warned = "warned", Refused = "refused", Accepted = "accepted", Kept = "kept" } else Other);

/// What a moderation decision rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModerationGround {
    /// The law.
    Law,
    /// The rules of conduct.
    Rules,
    /// A ground that this version does not know.
    Other,
}

words!(ModerationGround { Law = "law", Rules = "rules" } else Other);

/// A statement of reasons, in a log that everybody can read: without names, and without the words it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModerationDecision {
    /// Opaque id.
    pub id: String,
    /// What it is about, as `<type>:<id>`.
    pub subject: String,
    /// What was done.
    pub action: ModerationAction,
    /// What it rests on.
    pub ground: ModerationGround,
    /// Which section or which rule.
    pub rule: String,
    /// Why.
    pub reason: Text,
    /// Whether a program decided.
    pub automated: bool,
    /// When it was taken.
    pub decided_at: Timestamp,
    /// The office that took it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// What its author has said against it, without their words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
}

wire!(ModerationDecision {
    id,
    subject,
    action,
    ground,
    rule,
    reason,
    automated,
    decided_at,
    by,
    appeal
});

/// Body of `POST /moderation-decisions`, by a steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateModerationDecision {
    /// What it is about, as `<type>:<id>`.
    pub subject: String,
    /// What is to be done.
    pub action: ModerationAction,
    /// What it rests on.
    pub ground: ModerationGround,
    /// Which section or which rule.
    pub rule: String,
    /// Why. Everybody can read it, so it holds neither names nor the words that it is about.
    pub reason: String,
    /// Language of the reason, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(CreateModerationDecision {
    subject,
    action,
    ground,
    rule,
    reason,
    lang
});

/// Answer to `POST /moderation-decisions` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedModerationDecision {
    /// What was stored.
    pub moderation_decision: ModerationDecision,
}

wire!(CreatedModerationDecision { moderation_decision });

/// An author's word against a moderation decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Appeal {
    /// Opaque id.
    pub id: String,
    /// Id of the moderation decision.
    pub decision: String,
    /// The author's words. Only the author and stewards are given them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// What has become of it.
    pub state: CaseState,
    /// When it came.
    pub created_at: Timestamp,
    /// When it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
    /// Why it was decided so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

wire!(Appeal {
    id,
    decision,
    text,
    state,
    created_at,
    decided_at,
    reason
});

/// Body of `POST /moderation-decisions/{id}/appeal`, by the author of what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateAppeal {
    /// What speaks against the decision.
    pub text: String,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(CreateAppeal { text, lang });

/// Answer to `POST /moderation-decisions/{id}/appeal` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedAppeal {
    /// What was stored.
    pub appeal: Appeal,
}

wire!(CreatedAppeal { appeal });

/// Body of `PATCH /appeals/{id}`, by a steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecideAppeal {
    /// `upheld` undoes the decision, `rejected` lets it stand.
    pub state: CaseState,
    /// Why. Everybody can read it.
    pub reason: String,
    /// Language of the reason, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(DecideAppeal { state, reason, lang });

/// Whether new texts are read through before others see them, or after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ModerationMode {
    /// Before.
    Pre,
    /// After.
    #[default]
    Post,
}

words!(ModerationMode { Pre = "pre", Post = "post" } else Post, missing Post);

/// How things are moderated here, as the service document tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Moderation {
    /// Before or after others see it.
    pub mode: ModerationMode,
    /// The reasons for which something can be reported.
    pub reasons: Vec<ReportReason>,
    /// Whether decisions can be appealed.
    pub appeals: bool,
}

wire!(Moderation {
    mode,
    reasons,
    appeals
});
