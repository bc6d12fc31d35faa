//! "What have you heard today that matters?": told by the municipality, and confirmed or corrected by those who
//! were there (S1.4, S2.8).

use serde::Serialize;

use crate::author::Author;
use crate::create::Guest;
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::{wire, words};

/// What a decision says to a minority (S1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MinorityAnswer {
    /// The words.
    pub text: Text,
    /// The council or committee that decided.
    pub by: String,
    /// When it did.
    pub at: Timestamp,
    /// Where the whole decision can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

wire!(MinorityAnswer { text, by, at, link });

/// What a minority holds, and why. It is named, so that a decision can answer it (S1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MinorityPosition {
    /// What they hold.
    pub position: String,
    /// Who or how many hold it: `bordet fra Bagergade`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_by: Option<String>,
    /// Their reasons. There is at least one.
    pub reasons: Vec<String>,
    /// What the decision says to them, once it has been taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<MinorityAnswer>,
}

wire!(MinorityPosition {
    position,
    held_by,
    reasons,
    answer
});

/// Whether somebody who was there finds themselves in a summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// So it was.
    Confirmed,
    /// It was otherwise; `text` says how.
    Corrected,
    /// A word that this version does not know.
    Other,
}

words!(Verdict { Confirmed = "confirmed", Corrected = "corrected" } else Other);

/// What somebody who took part says to a summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SummaryResponse {
    /// Opaque id.
    pub id: String,
    /// Whether they find themselves in it.
    pub verdict: Verdict,
    /// What was otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Who.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// When they said so first.
    pub created_at: Timestamp,
}

wire!(SummaryResponse {
    id,
    verdict,
    text,
    author,
    created_at
});

/// What we heard: after a phase, an event or a debate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Opaque id.
    pub id: String,
    /// What it sums up, as `project:<id>`, `event:<id>` or `contribution:<id>`.
    pub subject: String,
    /// The phase of the project that it sums up, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// What it is called.
    pub title: String,
    /// What was heard, point by point.
    pub points: Vec<String>,
    /// What minorities hold, with their reasons.
    pub minorities: Vec<MinorityPosition>,
    /// The office that wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Language of its words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// When it was put here.
    pub created_at: Timestamp,
    /// When its words last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// How many of those who took part confirm it.
    pub confirmed: u32,
    /// How many correct it.
    pub corrected: u32,
    /// The responses, oldest first. Left out in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responses: Vec<SummaryResponse>,
}

wire!(Summary {
    id,
    subject,
    phase,
    title,
    points,
    minorities,
    by,
    lang,
    created_at,
    updated_at,
    confirmed,
    corrected,
    responses
});

/// Body of `POST /summaries/{id}/responses`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateResponse {
    /// Whether one finds oneself in it.
    pub verdict: Verdict,
    /// What was otherwise. Needed for a correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// What one is called from now on. Needed by whoever takes part without a name so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Guest>,
}

wire!(CreateResponse {
    verdict,
    text,
    lang,
    author
});

/// Answer to `POST /summaries/{id}/responses` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedResponse {
    /// What was stored.
    pub response: SummaryResponse,
}

wire!(CreatedResponse { response });
