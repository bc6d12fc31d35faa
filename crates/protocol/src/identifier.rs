//! How things are pointed at, and when they happened.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::wire::{self, Reader, Wire};

/// A moment as RFC 3339 text in UTC, for example `2026-11-21T08:00:00Z`. Kept as text: the widget shows it by
/// the browser's `Intl`, and text in one zone and one form also sorts as time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Timestamp(pub String);

impl Timestamp {
    /// The text as it stands on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Wire for Timestamp {
    fn read(value: Option<&Value>, reader: &mut Reader) -> Self {
        Timestamp(String::read(value, reader))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        wire::deserialize(from)
    }
}

/// How exact a moment is. What is coarser stands at the beginning of its hour or day, and readers show no more of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Precision {
    /// To the second.
    #[default]
    Second,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
}

crate::words!(Precision { Second = "second", Hour = "hour", Day = "day" } else Day, missing Second);

impl Precision {
    /// Whether it is as exact as moments usually are.
    pub fn is_usual(&self) -> bool {
        *self == Precision::Second
    }
}

/// What a [`Ref`] can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefType {
    /// An idea, question, dilemma, barrier or story.
    Contribution,
    /// A comment in a debate.
    Comment,
    /// A project.
    Project,
    /// A meeting of people.
    Event,
    /// Something that somebody offers.
    Offer,
    /// What somebody expects of a project.
    Expectation,
    /// What was heard.
    Summary,
    /// What a council or committee decided.
    Decision,
    /// What the municipality answers.
    Answer,
    /// Somebody's word that something should not stand here.
    Report,
    /// What a moderator decided.
    ModerationDecision,
    /// What an author says against that.
    Appeal,
}

/// Each type with its word on the wire and with the collection in which it lies.
const TYPES: [(RefType, &str, &str); 12] = [
    (RefType::Contribution, "contribution", "contributions"),
    (RefType::Comment, "comment", "comments"),
    (RefType::Project, "project", "projects"),
    (RefType::Event, "event", "events"),
    (RefType::Offer, "offer", "offers"),
    (RefType::Expectation, "expectation", "expectations"),
    (RefType::Summary, "summary", "summaries"),
    (RefType::Decision, "decision", "decisions"),
    (RefType::Answer, "answer", "answers"),
    (RefType::Report, "report", "reports"),
    (
        RefType::ModerationDecision,
        "moderation-decision",
        "moderation-decisions",
    ),
    (RefType::Appeal, "appeal", "appeals"),
];

impl RefType {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        self.find().1
    }

    /// The collection below the base in which it lies.
    pub fn collection(self) -> &'static str {
        self.find().2
    }

    /// Reads the word on the wire.
    pub fn parse(word: &str) -> Option<Self> {
        TYPES
            .iter()
            .find(|(_, known, _)| *known == word)
            .map(|(of, _, _)| *of)
    }

    fn find(self) -> (RefType, &'static str, &'static str) {
        let found = TYPES.iter().find(|(of, _, _)| *of == self);
        *found.unwrap_or(&TYPES[0])
    }
}

/// Anything that can be debated or followed, written `<type>:<id>`, for example `contribution:42`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref {
    /// Which collection the id belongs to.
    pub of: RefType,
    /// The id, opaque to everyone but the backend that made it.
    pub id: String,
}

impl Ref {
    /// A pointer at something of a type.
    pub fn new(of: RefType, id: impl Into<String>) -> Self {
        Ref { of, id: id.into() }
    }

    /// A pointer at a contribution.
    pub fn contribution(id: impl Into<String>) -> Self {
        Ref {
            of: RefType::Contribution,
            id: id.into(),
        }
    }

    /// A pointer at a project.
    pub fn project(id: impl Into<String>) -> Self {
        Ref {
            of: RefType::Project,
            id: id.into(),
        }
    }

    /// Reads `<type>:<id>`; `None` where the type is unknown or the id is empty.
    pub fn parse(text: &str) -> Option<Self> {
        let (of, id) = text.split_once(':')?;
        let of = RefType::parse(of)?;
        (!id.is_empty()).then(|| Ref {
            of,
            id: id.to_owned(),
        })
    }
}

impl fmt::Display for Ref {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.of.as_str())?;
        out.write_str(":")?;
        out.write_str(&self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ref_reads_what_it_writes() {
        let reference = Ref::contribution("a:b");
        assert_eq!(reference.to_string(), "contribution:a:b");
        assert_eq!(Ref::parse("contribution:a:b"), Some(reference));
    }

    #[test]
    fn every_type_has_a_word_and_a_collection_of_its_own() {
        for (of, word, collection) in TYPES {
            assert_eq!((of.as_str(), of.collection()), (word, collection));
            assert_eq!(RefType::parse(word), Some(of));
        }
    }

    #[test]
    fn a_ref_of_an_unknown_type_or_without_an_id_is_refused() {
        assert_eq!(Ref::parse("galaxy:1"), None);
        assert_eq!(Ref::parse("project:"), None);
        assert_eq!(Ref::parse("project"), None);
    }
}
