//! What people offer beside money (S4.4).

use serde::Serialize;

use crate::author::Author;
use crate::create::Guest;
use crate::identifier::Timestamp;
use crate::text::Text;
use crate::{wire, words};

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// Hours.
    Time,
    /// People whom one knows.
    Network,
    /// Commitment over a longer time.
    Engagement,
    /// Knowledge from everyday life or from a trade.
    Knowledge,
    /// Somewhere to be.
    Place,
    /// Things to work with.
    Tools,
    /// A resource that this version does not know.
    Other,
}

words!(Resource { Time = "time", Network = "network", Engagement = "engagement", Knowledge = "knowledge", Place = "place", Tools = "tools" } else Other);

/// What has become of an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OfferState {
    /// It was made.
    #[default]
    Offered,
    /// Somebody has said thank you, and where it may be needed.
    Thanked,
    /// It is agreed on what it will be used for.
    Matched,
    /// It was used; it is named in the result.
    Used,
    /// It was taken back.
    Withdrawn,
    /// A state that this version does not know.
    Other,
}

words!(OfferState { Offered = "offered", Thanked = "thanked", Matched = "matched", Used = "used", Withdrawn = "withdrawn" } else Other, missing Offered);

/// What an office replied to a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// When.
    pub at: Timestamp,
    /// The office in whose name it was written (S1.8).
    pub by: String,
    /// The words.
    pub text: Text,
}

wire!(Reply { at, by, text });

/// Something offered to a contribution or a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// Opaque id.
    pub id: String,
    /// What it is offered to, as `contribution:<id>` or `project:<id>`.
    pub subject: String,
    /// What is offered.
    pub resource: Resource,
    /// In the words of whoever offers it; missing once it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// How much of it: `to aftener om måneden`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Who offers it; missing once it is withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// What has become of it.
    pub state: OfferState,
    /// What the municipality says to it: thanks, and what it is used for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
}

wire!(Offer {
    id,
    subject,
    resource,
    text,
    amount,
    author,
    created_at,
    updated_at,
    state,
    reply
});

/// Body of `POST /offers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateOffer {
    /// What it is offered to.
    pub subject: String,
    /// What is offered.
    pub resource: Resource,
    /// In one's own words.
    pub text: String,
    /// How much of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Language of the words, BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Who offers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Guest>,
}

wire!(CreateOffer {
    subject,
    resource,
    text,
    amount,
    lang,
    author
});

/// What `PATCH /offers/{id}` can change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EditOffer {
    /// What is offered: for whoever offers it.
    pub resource: Resource,
    /// The words: for whoever offers it.
    pub text: String,
    /// How much of it: for whoever offers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// What has become of it: for stewards.
    pub state: OfferState,
    /// What the municipality says to it: for stewards, and needed for a new state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
}

wire!(EditOffer {
    resource,
    text,
    amount,
    state,
    reply
});

/// Answer to `POST /offers` (201).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreatedOffer {
    /// What was stored.
    pub offer: Offer,
    /// Lets the guest change or withdraw it later: `Authorization: Guest <secret>`. Shown to nobody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

wire!(CreatedOffer { offer, secret });
