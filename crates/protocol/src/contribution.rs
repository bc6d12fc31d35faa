//! What people bring: ideas, questions, dilemmas, barriers, stories.

use serde::Serialize;

use crate::answer::Verdict;
use crate::attachment::Attachment;
use crate::author::Author;
use crate::identifier::{Precision, Timestamp};
use crate::kinds::{Barrier, Dilemma, Story};
use crate::later::Later;
pub use crate::place::{Place, Point};
pub use crate::status::{ContributionState, RemovedBy, Status, StatusCategory};
use crate::text::{Link, Text};
use crate::trail::Step;
use crate::{wire, words};

/// What sort of contribution it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A proposal for something better.
    #[default]
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
    Other,
}

words!(Kind { Idea = "idea", Question = "question", Dilemma = "dilemma", Barrier = "barrier", Story = "story" } else Other);

impl Kind {
    /// The kinds that are known, in their usual order.
    pub const ALL: [Kind; 5] = [
        Kind::Idea,
        Kind::Question,
        Kind::Dilemma,
        Kind::Barrier,
        Kind::Story,
    ];
}

/// Another contribution, with enough to link to it and to give credit for it (C3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContributionLink {
    /// The contribution's id.
    pub id: String,
    /// What sort it is.
    pub kind: Kind,
    /// Its title; empty where it was taken off the page.
    pub title: String,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// Why it was linked, where somebody had to give a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

wire!(ContributionLink {
    id,
    kind,
    title,
    author,
    reason
});

/// How many there are of what hangs on something. `None` where the backend does not tell: hidden is not zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Comments below it, at every depth, tombstones not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<u32>,
    /// Reactions by kind.
    pub by_reaction: ReactionCounts,
}

wire!(Counts {
    comments,
    by_reaction
});

/// Reactions by kind. Reactions are only ever counted: who reacted is nobody's business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReactionCounts {
    /// How many support a contribution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<u32>,
    /// How many agree with a comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agree: Option<u32>,
    /// How many disagree with a comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disagree: Option<u32>,
}

wire!(ReactionCounts {
    support,
    agree,
    disagree
});

/// The project that something belongs to, with enough to link to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectLink {
    /// The project's id.
    pub id: String,
    /// The project's title.
    pub title: String,
}

wire!(ProjectLink { id, title });

/// An idea, question, dilemma, barrier or story.
///
/// In lists `problem`, `body` and the texts of the trail may be left out; `summary` is always there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Text>,
    /// The text itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// What a dilemma has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dilemma: Option<Dilemma>,
    /// What a barrier has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barrier: Option<Barrier>,
    /// What a story has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<Story>,
    /// Who else it touches (S4.1).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affected: Vec<String>,
    /// Its pictures. May be left out in lists.
    #[serde(skip_serializing_if = "Later::is_missing")]
    pub attachments: Later<Vec<Attachment>>,
    /// Who wrote it; missing where the backend cannot or may not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// When it was received.
    pub created_at: Timestamp,
    /// How exact its moments are.
    #[serde(skip_serializing_if = "Precision::is_usual")]
    pub precision: Precision,
    /// When it last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// When its author last changed its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// Where it stands.
    pub status: Status,
    /// What has become of it, and what is promised.
    pub trail: Vec<Step>,
    /// When the municipality has promised to answer at the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_due: Option<Timestamp>,
    /// Whether its author feels answered (S1.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author_verdict: Option<Verdict>,
    /// The project it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectLink>,
    /// What it is about.
    pub topics: Vec<String>,
    /// Which parts of the municipality it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Where it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What hangs on it.
    pub counts: Counts,
    /// Whether it can be read.
    pub state: ContributionState,
    /// Who took it off the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_by: Option<RemovedBy>,
    /// Whether its debate is closed to new comments.
    #[serde(skip_serializing_if = "is_false")]
    pub locked: bool,
    /// What it builds on. This and what follows may be left out in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub based_on: Vec<ContributionLink>,
    /// What builds on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub built_on_by: Vec<ContributionLink>,
    /// What it has gone into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<ContributionLink>,
    /// What has gone into it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<ContributionLink>,
    /// The barriers that stop it (S3.3).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stopped_by: Vec<ContributionLink>,
    /// Whether the municipality itself put it (S2.4).
    pub official: bool,
    /// The number that people can quote, on paper or by telephone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where it was first published, for one that came from elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Link>,
    /// Since when it is shared with other municipalities (S3.4). May be left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_at: Option<Timestamp>,
    /// The page for people that shows it without script.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

wire!(Contribution {
    id,
    kind,
    title,
    summary,
    problem,
    body,
    dilemma,
    barrier,
    story,
    affected,
    attachments,
    author,
    created_at,
    precision,
    updated_at,
    edited_at,
    status,
    trail,
    answer_due,
    author_verdict,
    project,
    topics,
    areas,
    place,
    counts,
    state,
    removed_by,
    locked,
    based_on,
    built_on_by,
    merged_into,
    merged_from,
    stopped_by,
    official,
    reference,
    source,
    shared_at,
    url
});

fn is_false(value: &bool) -> bool {
    !value
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
