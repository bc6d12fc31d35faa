//! Reports: somebody's word that something should not stand here (S1.8).

use serde::Serialize;

use crate::identifier::Timestamp;
use crate::text::Text;
use crate::{wire, words};

/// Why something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportReason {
    /// It is against the law.
    Illegal,
    /// It attacks or threatens somebody.
    Abuse,
    /// It advertises, or comes again and again.
    Spam,
    /// It tells what is private to somebody.
    Privacy,
    /// It does not belong here.
    OffTopic,
    /// Anything else.
    Other,
}

words!(ReportReason { Illegal = "illegal", Abuse = "abuse", Spam = "spam", Privacy = "privacy", OffTopic = "off_topic", Other = "other" } else Other);

impl ReportReason {
    /// The reasons that can be chosen, in their usual order.
    pub const ALL: [ReportReason; 6] = [
        ReportReason::Illegal,
        ReportReason::Abuse,
        ReportReason::Spam,
        ReportReason::Privacy,
        ReportReason::OffTopic,
        ReportReason::Other,
    ];
}

/// What has become of a report or an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// It waits.
    Received,
    /// It was found to be right.
    Upheld,
    /// It was found not to be right.
    Rejected,
    /// A state that this version does not know.
    Other,
}

words!(CaseState { Received = "received", Upheld = "upheld", Rejected = "rejected" } else Other);

/// Somebody's word that something should not stand here. Who it was is told to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Opaque id.
    pub id: String,
    /// What is reported, as `<type>:<id>`.
    pub subject: String,
    /// Why.
    pub reason: ReportReason,
    /// More, in the reporter's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// What has become of it.
    pub state: CaseState,
    /// When it came.
    pub created_at: Timestamp,
    /// Id of the moderation decision that settled it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
}

wire!(Report {
    id,
    subject,
    reason,
    text,
    state,
    created_at,
    decision
});

/// Body of `POST /reports`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateReport {
    /// What is reported, as `<type>:<id>`.
    pub subject: String,
    /// Why.
    pub reason: ReportReason,
    /// More, in one's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(CreateReport {
    subject,
    reason,
    text,
    lang
});

/// Answer to `POST /reports` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedReport {
    /// What was stored.
    pub report: Report,
    /// For a guest without one: lets them see what became of it, by `Authorization: Guest <secret>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(CreatedReport { report, secret });
