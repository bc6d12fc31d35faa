//! Many comments at once, counted beforehand: for measurements, which need more of them than anybody has written.

use samskab_protocol::comment::Comment;

use super::{Result, Writing, sql};

/// Rows in one statement.
pub const ROWS: usize = 200;

/// A comment with what is counted of it.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The comment, published.
    pub comment: Comment,
    /// When it came, in microseconds.
    pub created_at: i64,
    /// Comments directly below.
    pub replies: i64,
    /// Comments at every depth below.
    pub descendants: i64,
}

impl Writing {
    /// Stores up to [`ROWS`] comments whose ids are free.
    pub async fn insert_counted(&mut self, rows: &[Counted]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut insert = sql(
            "INSERT INTO comments (id, subject, parent, depth, created_at, state, listed, \
             replies, descendants, author_name, document) VALUES ",
        );
        for (number, row) in rows.iter().enumerate() {
            let author = row.comment.author.as_ref().map(|author| &author.name);
            insert = insert
                .push(if number == 0 { "(" } else { "), (" })
                .push_bind(&row.comment.id)
                .push(", ")
                .push_bind(&row.comment.subject)
                .push(", ")
                .push_bind(&row.comment.parent)
                .push(", ")
                .push_bind(i64::from(row.comment.depth))
                .push(", ")
                .push_bind(row.created_at)
                .push(", 'published', 1, ")
                .push_bind(row.replies)
                .push(", ")
                .push_bind(row.descendants)
                .push(", ")
                .push_bind(author)
                .push(", ")
                .push_bind(serde_json::to_string(&row.comment)?);
        }
        self.run(insert.push(")")).await?;
        Ok(())
    }

    /// Says how many comments a contribution has.
    pub async fn set_comment_count(&mut self, contribution: &str, count: i64) -> Result<()> {
        let update = sql("UPDATE contributions SET comments = $1, heard = $1 WHERE id = $2");
        self.run(update.bind(count).bind(contribution)).await?;
        Ok(())
    }
}
