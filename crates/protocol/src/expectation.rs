//! What people expect of a project, and whether they are right to (S4.2).

use serde::Serialize;

use crate::author::Author;
use crate::create::Guest;
use crate::identifier::Timestamp;
use crate::offer::Reply;
use crate::text::Text;
use crate::{wire, words};

/// What the municipality says to an expectation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpectationState {
    /// Nothing yet.
    #[default]
    Stated,
    /// It can be expected.
    Confirmed,
    /// Something else is to be expected; `reply` says what.
    Corrected,
    /// It was taken back.
    Withdrawn,
    /// A state that this version does not know.
    Other,
}

words!(ExpectationState { Stated = "stated", Confirmed = "confirmed", Corrected = "corrected", Withdrawn = "withdrawn" } else Other, missing Stated);

/// An expectation and the municipality's reply: both are shown again when the project ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expectation {
    /// Opaque id.
    pub id: String,
    /// The project's id.
    pub project: String,
    /// What is expected; missing once it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Who expects it; missing once it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// When it was said.
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// What the municipality says to it.
    pub state: ExpectationState,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// How it came, told at the project's end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Reply>,
}

wire!(Expectation {
    id,
    project,
    text,
    author,
    created_at,
    updated_at,
    state,
    reply,
    outcome
});

/// Body of `POST /expectations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateExpectation {
    /// The project's id.
    pub project: String,
    /// What is expected.
    pub text: String,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Who expects it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Guest>,
}

wire!(CreateExpectation {
    project,
    text,
    lang,
    author
});

/// What `PATCH /expectations/{id}` can change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditExpectation {
    /// The words: for whoever expects it, while nothing has been replied.
    pub text: String,
    /// Whether it can be expected: for stewards.
    pub state: ExpectationState,
    /// What the municipality says to it: for stewards, and needed for a new state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    /// How it came: for stewards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
}

wire!(EditExpectation {
    text,
    state,
    reply,
    outcome
});

/// Answer to `POST /expectations` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedExpectation {
    /// What was stored.
    pub expectation: Expectation,
    /// Lets the guest change or withdraw it later: `Authorization: Guest <secret>`. Shown to nobody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(CreatedExpectation { expectation, secret });
