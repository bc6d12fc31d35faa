//! What is sent to a backend, and what comes back.

use serde::Serialize;

use crate::attachment::NewAttachment;
use crate::author::Role;
use crate::comment::{Alignment, Comment};
use crate::contribution::{Contribution, Kind, Place};
use crate::identifier::Timestamp;
use crate::kinds::{NewBarrier, NewDilemma, NewStory};
use crate::text::Format;
use crate::wire;

/// A guest who writes without an account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Guest {
    /// The name that is shown.
    pub name: String,
    /// In which capacity they write. `politician` and `staff` are refused: a guest cannot claim them.
    pub role: Role,
}

wire!(Guest { name, role });

/// Body of `POST /contributions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CreateContribution {
    /// What sort it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The problem. Required for an idea.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The text.
    pub body: String,
    /// The tension and the sides. Required for a dilemma, and for no other kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dilemma: Option<NewDilemma>,
    /// What stands in the way. Required for a barrier, and for no other kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barrier: Option<NewBarrier>,
    /// What was learned. Required for a story, and for no other kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<NewStory>,
    /// Who else it touches (S4.1).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affected: Vec<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Which parts of the municipality it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Ids of the contributions that it builds on (C3).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<String>,
    /// Its pictures, which were uploaded before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<NewAttachment>,
    /// How the text is meant to be read, for a backend that claims `markup`.
    #[serde(skip_serializing_if = "Format::is_plain")]
    pub format: Format,
    /// Language of the text, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Id of the project it is meant for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Who writes. May be left out by whoever is known by a secret or a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Guest>,
}

wire!(CreateContribution {
    kind,
    title,
    problem,
    body,
    dilemma,
    barrier,
    story,
    affected,
    topics,
    areas,
    based_on,
    attachments,
    format,
    lang,
    place,
    project,
    author
});

/// Body of `POST /comments`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CreateComment {
    /// What it is about, as `<type>:<id>`.
    pub subject: String,
    /// The comment it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The words.
    pub body: String,
    /// The author's own position on the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alignment: Option<Alignment>,
    /// The side that they speak for, by its id, where the subject is a dilemma (S4.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// How the words are meant to be read, for a backend that claims `markup`.
    #[serde(skip_serializing_if = "Format::is_plain")]
    pub format: Format,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Who writes. May be left out by whoever is known by a secret or a token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Guest>,
}

wire!(CreateComment {
    subject,
    parent,
    body,
    alignment,
    side,
    format,
    lang,
    author
});

/// What a contribution's author may change by `PATCH /contributions/{id}`, as a JSON merge patch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditContribution {
    /// Its title.
    pub title: String,
    /// The problem. Required for an idea.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The text.
    pub body: String,
    /// How the texts are meant to be read, for a backend that claims `markup`.
    #[serde(skip_serializing_if = "Format::is_plain")]
    pub format: Format,
    /// Language of the texts, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

wire!(EditContribution {
    title,
    problem,
    body,
    format,
    lang,
    place
});

/// What a comment's author may change by `PATCH /comments/{id}`, as a JSON merge patch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditComment {
    /// The words.
    pub body: String,
    /// How the words are meant to be read, for a backend that claims `markup`.
    #[serde(skip_serializing_if = "Format::is_plain")]
    pub format: Format,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
}

wire!(EditComment { body, format, lang });

/// Answer to `POST /contributions` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedContribution {
    /// What was stored.
    pub contribution: Contribution,
    /// When an answer is promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_due: Option<Timestamp>,
    /// By which a new guest is known from now on: `Authorization: Guest <secret>`. Shown to nobody else, and missing
    /// where the request came with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(CreatedContribution {
    contribution,
    answer_due,
    secret
});

/// Answer to `POST /comments` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedComment {
    /// What was stored.
    pub comment: Comment,
    /// By which a new guest is known from now on: `Authorization: Guest <secret>`. Shown to nobody else, and missing
    /// where the request came with one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(CreatedComment { comment, secret });
