//! What people bring: ideas, questions, dilemmas, barriers, stories.

use serde::{Deserialize, Serialize};

use crate::author::Author;
use crate::identifier::Timestamp;
use crate::text::{Link, Text};
use crate::trail::Step;

/// What sort of contribution it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A proposal for something better.
    Idea,
    /// A question to be debated, by anyone (S2.4).
    Question,
    /// A tension with arguments on both sides and no forced winner (S4.5).
    Dilemma,
    /// Something that stands in the way: law, budget, procedure, an owner (S3.3).
    Barrier,
    /// What happened, and what was learned (S3.5).
    Story,
    /// A kind that this version does not know.
    #[serde(other)]
    Other,
}

/// Where a contribution stands, in the categories that every backend can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    #[serde(other)]
    Other,
}

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

    /// The word on the wire, as in the `status` filter.
    pub fn as_str(self) -> &'static str {
        match self {
            StatusCategory::Received => "received",
            StatusCategory::Considering => "considering",
            StatusCategory::Planned => "planned",
            StatusCategory::InProgress => "in_progress",
            StatusCategory::Implemented => "implemented",
            StatusCategory::Rejected => "rejected",
            StatusCategory::Withdrawn => "withdrawn",
            StatusCategory::Other => "other",
        }
    }

    /// Reads the word on the wire; an unknown one is `Other`.
    pub fn parse(word: &str) -> Self {
        let known = Self::ALL.into_iter().chain([StatusCategory::Withdrawn]);
        known
            .into_iter()
            .find(|category| category.as_str() == word)
            .unwrap_or(StatusCategory::Other)
    }
}

impl Kind {
    /// The word on the wire, as in the `kind` filter.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Idea => "idea",
            Kind::Question => "question",
            Kind::Dilemma => "dilemma",
            Kind::Barrier => "barrier",
            Kind::Story => "story",
            Kind::Other => "other",
        }
    }

    /// Reads the word on the wire; an unknown one is `Other`.
    pub fn parse(word: &str) -> Self {
        let known = [
            Kind::Idea,
            Kind::Question,
            Kind::Dilemma,
            Kind::Barrier,
            Kind::Story,
        ];
        known
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .unwrap_or(Kind::Other)
    }
}

/// Where a contribution stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The category, for filters and for words in the reader's own language.
    pub category: StatusCategory,
    /// The backend's own word for it, where the category does not say enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Where something is. A name is always enough; never a map alone (C12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// What people call it.
    pub name: String,
}

/// How many there are of what hangs on something. `None` where the backend does not tell: hidden is not zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Comments below it, at every depth, tombstones not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments: Option<u32>,
    /// Reactions by kind.
    #[serde(default)]
    pub by_reaction: ReactionCounts,
}

/// Reactions by kind. Reactions are only ever counted: who reacted is nobody's business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReactionCounts {
    /// How many support a contribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<u32>,
    /// How many agree with a comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agree: Option<u32>,
}

/// The project that something belongs to, with enough to link to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectLink {
    /// The project's id.
    pub id: String,
    /// The project's title.
    pub title: String,
}

/// An idea, question, dilemma, barrier or story.
///
/// In lists `problem`, `body` and the texts of the trail may be left out; `summary` is always there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// Opaque id.
    pub id: String,
    /// What sort it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its beginning: at most [`crate::limits::SUMMARY_MAX`] characters of plain text.
    pub summary: String,
    /// The problem, in the author's words: asked for before the solution (S2.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Text>,
    /// The text itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// Who wrote it; missing where the backend cannot or may not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// When it was received.
    pub created_at: Timestamp,
    /// When it last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Where it stands.
    pub status: Status,
    /// What has become of it, and what is promised.
    #[serde(default)]
    pub trail: Vec<Step>,
    /// When the municipality has promised to answer at the latest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_due: Option<Timestamp>,
    /// The project it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectLink>,
    /// What it is about.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Where it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What hangs on it.
    #[serde(default)]
    pub counts: Counts,
    /// Whether the municipality itself put it (S2.4).
    #[serde(default)]
    pub official: bool,
    /// The number that people can quote, on paper or by telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where it was first published, for one that came from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Link>,
    /// The page for people that shows it without script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_this_version_does_not_know_become_other() {
        let status: Status = serde_json::from_str(r#"{"category":"on_holiday","label":"Ferie"}"#).unwrap();
        assert_eq!(status.category, StatusCategory::Other);
        let kind: Kind = serde_json::from_str(r#""poem""#).unwrap();
        assert_eq!(kind, Kind::Other);
    }

    #[test]
    fn members_that_this_version_does_not_know_are_ignored_and_missing_ones_tolerated() {
        let text = r#"{"id":"1","kind":"idea","title":"t","summary":"s","created_at":"2026-01-01T00:00:00Z",
            "status":{"category":"received"},"ext":{"dk.example":1}}"#;
        let idea: Contribution = serde_json::from_str(text).unwrap();
        assert_eq!(idea.counts.comments, None);
        assert_eq!(idea.author, None);
    }

    #[test]
    fn each_word_reads_as_it_is_written() {
        for category in StatusCategory::ALL {
            assert_eq!(StatusCategory::parse(category.as_str()), category);
            assert_eq!(
                serde_json::to_string(&category).unwrap(),
                format!("\"{}\"", category.as_str())
            );
        }
        assert_eq!(Kind::parse("dilemma"), Kind::Dilemma);
    }
}
