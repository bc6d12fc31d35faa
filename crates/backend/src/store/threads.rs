//! Pages of comments: those at the top, those below one, and the first few below each of many.

use super::comments::{Kept, kept};
use super::{Result, Statement, Store, sql};
use crate::cursor::Position;

/// A list of comments that is paged by time.
#[derive(Clone, Debug)]
pub enum Thread {
    /// What stands at the top below a subject.
    Roots(String),
    /// What answers a comment.
    Replies(String),
    /// All below a subject, at every depth.
    All(String),
    /// What the municipality says below a subject, at every depth.
    Official(String),
    /// Those below a subject whose authors speak for a side of it, at every depth (S4.5).
    Side {
        /// The dilemma.
        subject: String,
        /// The id of the side.
        side: String,
    },
}

/// Which part of a thread.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Whether the newest comes first.
    pub newest_first: bool,
    /// The last comment that was shown.
    pub after: Option<&'a Position>,
    /// How many at most.
    pub limit: u32,
}

impl Store {
    /// Reads a part of a thread.
    pub async fn read_thread(&self, thread: &Thread, part: Part<'_>) -> Result<Vec<Kept>> {
        let query = sql(concat!(
            "SELECT ",
            kept!(),
            " FROM comments LEFT JOIN comments above ON above.id = comments.parent WHERE "
        ));
        let mut query = push_thread(query, thread);
        let (beyond, direction) = if part.newest_first {
            (" < (", " DESC")
        } else {
            (" > (", "")
        };
        if let Some(after) = part.after {
            query = query
                .push(" AND (comments.created_at, comments.id)")
                .push(beyond)
                .push_bind(after.rank)
                .push(", ")
                .push_bind(&after.id)
                .push(")");
        }
        let query = query
            .push(" ORDER BY comments.created_at")
            .push(direction)
            .push(", comments.id")
            .push(direction)
            .push(" LIMIT ")
            .push_bind(i64::from(part.limit));
        self.all(query).await
    }

    /// How many comments a thread has in all.
    pub async fn count_thread(&self, thread: &Thread) -> Result<u32> {
        let query = push_thread(sql("SELECT count(*) FROM comments WHERE "), thread);
        let count: Option<(i64,)> = self.one(query).await?;
        Ok(count.map_or(0, |(count,)| u32::try_from(count).unwrap_or(u32::MAX)))
    }

    /// The first `each` replies to each of these comments, oldest first, in one statement. Where that would be more
    /// than `most`, each comment gets fewer of them, but always its first ones.
    pub async fn read_first_replies(&self, parents: &[String], each: u32, most: usize) -> Result<Vec<Kept>> {
        if parents.is_empty() || each == 0 || most == 0 {
            return Ok(Vec::new());
        }
        // The numbering runs over the index alone; only what is shown is then read.
        let query = sql(concat!(
            "SELECT ",
            kept!(),
            " FROM (SELECT id, row_number() OVER (PARTITION BY parent ORDER BY created_at, id) AS place \
             FROM comments WHERE listed = 1 AND parent IN "
        ))
        .bind_list(parents)
        .push(
            ") AS numbered JOIN comments ON comments.id = numbered.id \
             LEFT JOIN comments above ON above.id = comments.parent WHERE numbered.place <= ",
        )
        .push_bind(i64::from(each))
        .push(" ORDER BY numbered.place, comments.created_at, comments.id LIMIT ")
        .push_bind(i64::try_from(most).unwrap_or(i64::MAX));
        self.all(query).await
    }
}

fn push_thread(query: Statement, thread: &Thread) -> Statement {
    let query = match thread {
        Thread::Roots(subject) => query
            .push("comments.depth = 0 AND comments.subject = ")
            .push_bind(subject),
        Thread::Replies(parent) => query.push("comments.parent = ").push_bind(parent),
        Thread::All(subject) => query.push("comments.subject = ").push_bind(subject),
        // Quotes in what people write are escaped in a document, so that nobody's words look like this.
        Thread::Official(subject) => query
            .push("comments.document LIKE '%\"official\":true%' AND comments.subject = ")
            .push_bind(subject),
        Thread::Side { subject, side } => query
            .push("comments.subject = ")
            .push_bind(subject)
            .push(" AND comments.document LIKE ")
            .push_bind(holds_side(side))
            .push(" ESCAPE '!'"),
    };
    query.push(" AND comments.listed = 1")
}

/// A pattern for documents with this side. In what somebody wrote the quotation marks are escaped, so that only the
/// member itself reads like this.
fn holds_side(side: &str) -> String {
    let member = format!("\"side\":{}", serde_json::Value::from(side));
    let literal = member.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{literal}%")
}
