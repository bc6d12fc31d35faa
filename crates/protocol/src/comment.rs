//! What people answer each other.

use serde::Serialize;

use crate::author::Author;
use crate::contribution::{ReactionCounts, RemovedBy};
use crate::identifier::{Precision, Timestamp};
use crate::page::Page;
use crate::text::Text;
use crate::{wire, words};

/// The author's own position on the subject; never inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// For.
    For,
    /// Against.
    Against,
    /// Neither for nor against.
    Neutral,
    /// In another way.
    AnotherWay,
    /// A position that this version does not know.
    Other,
}

words!(Alignment { For = "for", Against = "against", Neutral = "neutral", AnotherWay = "another_way" } else Other);

/// Whether a comment can be read, and if not, why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CommentState {
    /// It can be read.
    #[default]
    Published,
    /// It waits to be read through; only its author sees it.
    Pending,
    /// It was read through and not taken; only its author sees it.
    Refused,
    /// A moderator has taken it off the page.
    Hidden,
    /// Its author has withdrawn it.
    Withdrawn,
    /// It is gone for good.
    Deleted,
    /// It was answered but never arrived: an import without the comment that others replied to.
    Missing,
    /// A state that this version does not know.
    Other,
}

words!(CommentState { Published = "published", Pending = "pending", Refused = "refused", Hidden = "hidden", Withdrawn = "withdrawn", Deleted = "deleted", Missing = "missing" } else Other, missing Published);

/// How many there are of what hangs on a comment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CommentCounts {
    /// Direct replies, tombstones among them.
    pub replies: u32,
    /// Replies at every depth, where the backend knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub descendants: Option<u32>,
    /// Reactions by kind.
    pub by_reaction: ReactionCounts,
}

wire!(CommentCounts {
    replies,
    descendants,
    by_reaction
});

/// A comment on anything that has a [`crate::identifier::Ref`].
///
/// One that was withdrawn or removed stays as a **tombstone** while it has replies: `body` and `author` are
/// missing and `state` says why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comment {
    /// Opaque id.
    pub id: String,
    /// What it is about, as `<type>:<id>`.
    pub subject: String,
    /// The comment it answers; missing at the top. A reader that does not find it shows the comment at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Name of the author it answers, so that a deep reply can say whom it answers (C4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_author: Option<String>,
    /// How many comments lie above it: 0 at the top.
    pub depth: u32,
    /// The words; missing on a tombstone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Author>,
    /// The position that its author took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alignment: Option<Alignment>,
    /// The side of a dilemma that its author speaks for, by its id (S4.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Whether the municipality speaks here (S1.8).
    pub official: bool,
    /// When it was received.
    pub created_at: Timestamp,
    /// How exact its moments are.
    #[serde(skip_serializing_if = "Precision::is_usual")]
    pub precision: Precision,
    /// When its words were last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// Whether it can be read.
    pub state: CommentState,
    /// Who took it off the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_by: Option<RemovedBy>,
    /// What hangs on it.
    pub counts: CommentCounts,
    /// The first replies, oldest first, and where the rest are. Missing in flat lists and where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replies: Option<Page<Comment>>,
}

wire!(Comment {
    id,
    subject,
    parent,
    parent_author,
    depth,
    body,
    author,
    alignment,
    side,
    official,
    created_at,
    precision,
    edited_at,
    state,
    removed_by,
    counts,
    replies
});

impl Comment {
    /// Whether only its place is left.
    pub fn is_tombstone(&self) -> bool {
        self.body.is_none()
    }

    /// Whether only its author sees it, until somebody has read it through or for good.
    pub fn waits(&self) -> bool {
        matches!(self.state, CommentState::Pending | CommentState::Refused) && !self.is_tombstone()
    }
}

/// A comment in its place, for a link that leads to it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentContext {
    /// What lies above it, the one at the top first, each without its replies.
    pub ancestors: Vec<Comment>,
    /// The comment with its first replies.
    pub comment: Comment,
}

wire!(CommentContext { ancestors, comment });
