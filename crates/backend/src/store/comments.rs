//! Single comments: one by its id, what lies above it, and a new one.

use samskab_protocol::comment::{Comment, CommentCounts, CommentState};
use samskab_protocol::contribution::ReactionCounts;
use samskab_protocol::identifier::{Ref, RefType};
use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};

/// The columns of a [`Kept`] comment; `comments` stands for itself and `above` for the comment that it answers.
macro_rules! kept {
    () => {
        "comments.id, comments.parent, comments.depth, comments.created_at, comments.replies, comments.descendants, \
         comments.agree, comments.disagree, comments.document, above.author_name AS parent_author"
    };
}
pub(super) use kept;

/// A comment as it is kept, with what was counted.
#[derive(Clone, Debug, FromRow)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// The comment it answers.
    pub parent: Option<String>,
    /// When it came, to the microsecond: what threads are sorted by.
    pub created_at: i64,
    /// Listed comments directly below.
    pub replies: i64,
    depth: i64,
    descendants: i64,
    agree: Option<i64>,
    disagree: Option<i64>,
    parent_author: Option<String>,
    document: String,
}

/// What a reply needs to know of the comment that it answers.
#[derive(Clone, Debug, FromRow)]
pub struct Parent {
    /// What it is about.
    pub subject: String,
    /// How many comments lie above it.
    pub depth: i64,
    /// Who wrote it.
    pub author_name: Option<String>,
}

impl Kept {
    /// The comment as the protocol has it, without its replies.
    pub fn decode(&self) -> Result<Comment> {
        let mut comment: Comment = serde_json::from_str(&self.document)?;
        comment.depth = u32::try_from(self.depth).unwrap_or_default();
        comment.parent_author.clone_from(&self.parent_author);
        comment.counts = CommentCounts {
            replies: u32::try_from(self.replies).unwrap_or_default(),
            descendants: u32::try_from(self.descendants).ok(),
            by_reaction: ReactionCounts {
                agree: counted(self.agree).or(comment.counts.by_reaction.agree),
                disagree: counted(self.disagree).or(comment.counts.by_reaction.disagree),
                support: None,
            },
        };
        Ok(comment)
    }
}

/// What was counted here; nothing where nobody has reacted here yet.
pub(super) fn counted(count: Option<i64>) -> Option<u32> {
    count.and_then(|count| u32::try_from(count).ok())
}

fn find_replies(id: &str) -> Statement {
    sql("SELECT document FROM comments WHERE parent = $1 AND state = 'published'").bind(id)
}

fn is_any_official(documents: Vec<(String,)>) -> Result<bool> {
    for (document,) in documents {
        if serde_json::from_str::<Comment>(&document)?.official {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What can be debated beside contributions.
fn find_subject(of: RefType) -> Option<Statement> {
    match of {
        RefType::Project => Some(sql("SELECT id FROM projects WHERE id = $1")),
        RefType::Event => Some(sql("SELECT id FROM events WHERE id = $1")),
        RefType::Summary => Some(sql("SELECT id FROM records WHERE id = $1 AND type = 'summary'")),
        RefType::Decision => Some(sql("SELECT id FROM records WHERE id = $1 AND type = 'decision'")),
        _ => None,
    }
}

fn find(id: &str) -> Statement {
    sql(concat!(
        "SELECT ",
        kept!(),
        " FROM comments LEFT JOIN comments above ON above.id = comments.parent WHERE comments.id = $1"
    ))
    .bind(id)
}

impl Store {
    /// One comment, readable or not.
    pub async fn read_comment(&self, id: &str) -> Result<Option<Kept>> {
        self.one(find(id)).await
    }

    /// Whether the municipality has answered a comment (S1.8).
    pub async fn has_official_reply(&self, id: &str) -> Result<bool> {
        is_any_official(self.all(find_replies(id)).await?)
    }

    /// What lies above a comment, the one at the top first.
    pub async fn read_ancestors(&self, id: &str) -> Result<Vec<Kept>> {
        let query = sql(concat!(
            "WITH RECURSIVE line (id) AS (SELECT parent FROM comments WHERE id = $1 \
             UNION SELECT comments.parent FROM comments JOIN line ON comments.id = line.id) \
             SELECT ",
            kept!(),
            " FROM line JOIN comments ON comments.id = line.id \
             LEFT JOIN comments above ON above.id = comments.parent ORDER BY comments.depth"
        ));
        self.all(query.bind(id)).await
    }

    /// Whether there is something of this kind and id.
    pub async fn has_subject(&self, subject: &Ref) -> Result<bool> {
        let query = match subject.of {
            RefType::Contribution => {
                sql("SELECT id FROM contributions WHERE id = $1 AND state NOT IN ('pending', 'refused')")
            }
            _ => match find_subject(subject.of) {
                Some(query) => query,
                None => return Ok(false),
            },
        };
        let found: Option<(String,)> = self.one(query.bind(&subject.id)).await?;
        Ok(found.is_some())
    }
}

impl Writing {
    /// One comment, readable or not, as it is before anything else is written.
    pub async fn read_comment(&mut self, id: &str) -> Result<Option<Kept>> {
        self.one(find(id)).await
    }

    /// Stores a comment, without counting it anywhere. `false` where its id is taken.
    pub async fn insert_comment(&mut self, new: &Comment, created_at: i64) -> Result<bool> {
        // The name above belongs to the comment above, and goes when that one is withdrawn.
        let document = Comment {
            parent_author: None,
            ..new.clone()
        };
        let insert = sql(
            "INSERT INTO comments (id, subject, parent, depth, created_at, state, listed, author_name, document) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING",
        )
        .bind(&new.id)
        .bind(&new.subject)
        .bind(&new.parent)
        .bind(i64::from(new.depth))
        .bind(created_at)
        .bind(state_word(new.state))
        .bind(i64::from(new.state == CommentState::Published))
        .bind(new.author.as_ref().map(|author| &author.name))
        .bind(serde_json::to_string(&document)?);
        Ok(self.run(insert).await? == 1)
    }

    /// Whether something can be debated: everyone can read it, and it has not gone into something else.
    pub async fn is_open(&mut self, subject: &Ref) -> Result<bool> {
        let query = match subject.of {
            RefType::Contribution => {
                sql("SELECT id FROM contributions WHERE id = $1 AND state = 'published'")
            }
            _ => match find_subject(subject.of) {
                Some(query) => query,
                None => return Ok(false),
            },
        };
        let found: Option<(String,)> = self.one(query.bind(&subject.id)).await?;
        Ok(found.is_some())
    }

    /// Whether the debate on something takes no new comments (S1.6).
    pub async fn is_locked(&mut self, subject: &Ref) -> Result<bool> {
        if subject.of != RefType::Contribution {
            return Ok(false);
        }
        let query = sql("SELECT id FROM contributions WHERE id = $1 AND locked = 1").bind(&subject.id);
        let found: Option<(String,)> = self.one(query).await?;
        Ok(found.is_some())
    }

    /// The comment that is to be answered, if it can be read.
    pub async fn read_parent(&mut self, id: &str) -> Result<Option<Parent>> {
        let query =
            sql("SELECT subject, depth, author_name FROM comments WHERE id = $1 AND state = 'published'");
        self.one(query.bind(id)).await
    }

    /// What a comment is about.
    pub async fn read_subject(&mut self, id: &str) -> Result<Option<String>> {
        let query = sql("SELECT subject FROM comments WHERE id = $1").bind(id);
        let found: Option<(String,)> = self.one(query).await?;
        Ok(found.map(|(subject,)| subject))
    }

    /// Puts a comment in the place of its placeholder, without counting it. `false` where there is none.
    pub async fn fill_placeholder(&mut self, new: &Comment, created_at: i64) -> Result<bool> {
        let update = sql(
            "UPDATE comments SET parent = $1, created_at = $2, state = 'published', author_name = $3, document = $4 \
             WHERE id = $5 AND subject = $6 AND state = 'missing'",
        )
        .bind(&new.parent)
        .bind(created_at)
        .bind(new.author.as_ref().map(|author| &author.name))
        .bind(serde_json::to_string(new)?)
        .bind(&new.id)
        .bind(&new.subject);
        Ok(self.run(update).await? == 1)
    }

    /// Replaces a comment's document by one with other words or another author, as its next version.
    pub async fn replace_comment(&mut self, edited: &Comment) -> Result<()> {
        let document = Comment {
            parent_author: None,
            ..edited.clone()
        };
        let update =
            sql("UPDATE comments SET author_name = $1, document = $2, version = version + 1 WHERE id = $3")
                .bind(edited.author.as_ref().map(|author| &author.name))
                .bind(serde_json::to_string(&document)?)
                .bind(&edited.id);
        self.run(update).await?;
        Ok(())
    }

    /// Whether the municipality has answered a comment (S1.8).
    pub async fn has_official_reply(&mut self, id: &str) -> Result<bool> {
        is_any_official(self.all(find_replies(id)).await?)
    }

    /// Replaces a comment by what is left of it once it is withdrawn. `false` where it could not be read before
    /// either.
    pub async fn withdraw_comment(&mut self, erased: &Comment) -> Result<bool> {
        let update = sql(
            "UPDATE comments SET state = 'withdrawn', author_name = NULL, document = $1, version = version + 1 \
             WHERE id = $2 AND state <> 'withdrawn'",
        )
        .bind(serde_json::to_string(erased)?)
        .bind(&erased.id);
        Ok(self.run(update).await? == 1)
    }
}

/// The word by which a state is kept.
pub(super) fn state_word(state: CommentState) -> &'static str {
    match state {
        CommentState::Published => "published",
        CommentState::Pending => "pending",
        CommentState::Refused => "refused",
        CommentState::Hidden => "hidden",
        CommentState::Withdrawn => "withdrawn",
        CommentState::Deleted => "deleted",
        CommentState::Missing => "missing",
        CommentState::Other => "other",
    }
}
