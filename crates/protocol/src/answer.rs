//! What the municipality answers, how a contribution gets on, and what its author says to that (S1.2, S1.5).

use serde::Serialize;

use crate::contribution::{Contribution, Status};
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::trail::StepKind;
use crate::{wire, words};

/// An answer in the name of an office (S1.8): what changes, or why not. It is also the trail's `answered` step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Opaque id.
    pub id: String,
    /// What it answers, as `<type>:<id>`.
    pub subject: String,
    /// The words.
    pub body: Text,
    /// The office that answers.
    pub by: String,
    /// When it was given.
    pub published_at: Timestamp,
    /// Where the subject stands since then, if the answer has moved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_after: Option<Status>,
    /// Agenda, minutes or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Id of the answer that it takes the place of. The old one can still be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
}

wire!(Answer {
    id,
    subject,
    body,
    by,
    published_at,
    status_after,
    link,
    supersedes
});

/// Whether an author feels answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeling {
    /// It is an answer to what they brought.
    Answered,
    /// It is not.
    NotAnswered,
    /// A word that this version does not know.
    Other,
}

words!(Feeling { Answered = "answered", NotAnswered = "not_answered" } else Other);

/// What the author of a contribution says to the answer (S1.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether they feel answered.
    pub verdict: Feeling,
    /// Why, in their own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
    /// When they said so.
    pub at: Timestamp,
}

wire!(Verdict { verdict, reason, at });

/// Body of `POST /answers`, by a steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateAnswer {
    /// The contribution that is answered, as `contribution:<id>`.
    pub subject: String,
    /// The words. They are the reason for the new status too.
    pub body: String,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where the contribution stands from now on, if that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Id of the project that takes the contribution up, if one does. The words are the reason for that too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Agenda, minutes or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Id of the answer that it takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
}

wire!(CreateAnswer {
    subject,
    body,
    lang,
    status,
    project,
    link,
    supersedes
});

/// Answer to `POST /answers` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedAnswer {
    /// What was stored.
    pub answer: Answer,
    /// The contribution as it now stands.
    pub contribution: Contribution,
}

wire!(CreatedAnswer { answer, contribution });

/// Body of `POST /contributions/{id}/steps`, by a steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TakeStep {
    /// `read`, `understood`, `decided` or `done`. A contribution is answered by `POST /answers`.
    pub step: StepKind,
    /// What was understood or decided, and why. Needed for these two, and wherever the status changes or a project takes
    /// it up (S1.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The committee or council that took it, where that is not the steward's own office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Agenda, minutes or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Where the contribution stands from now on, if that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Id of the project that takes the contribution up, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// For a barrier: who works on removing it from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_on_it: Option<String>,
}

wire!(TakeStep {
    step,
    text,
    lang,
    by,
    link,
    status,
    project,
    working_on_it
});

/// Answer to what moves a contribution on: the contribution as it now stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChangedContribution {
    /// The contribution.
    pub contribution: Contribution,
}

wire!(ChangedContribution { contribution });

/// Body of `PUT /contributions/{id}/verdict`, by its author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GiveVerdict {
    /// Whether they feel answered.
    pub verdict: Feeling,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Language of the reason, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(GiveVerdict {
    verdict,
    reason,
    lang
});

/// Body of `POST /contributions/{id}/merge`, by a steward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merge {
    /// Id of the contribution that this one goes into.
    pub into: String,
    /// Why; everybody can read it.
    pub reason: String,
    /// Language of the reason, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(Merge { into, reason, lang });
