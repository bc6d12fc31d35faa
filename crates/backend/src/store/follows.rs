//! What people follow. Told to nobody but themselves.

use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};
use crate::cursor::Position;

/// Something that somebody follows.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Follow {
    /// What, as `<type>:<id>`.
    pub subject: String,
    /// Since when.
    pub created_at: i64,
}

impl Store {
    /// Which of these a participant follows.
    pub async fn read_follows(&self, participant: &str, subjects: &[String]) -> Result<Vec<Follow>> {
        self.all(own(participant).push(" AND subject IN ").bind_list(subjects))
            .await
    }

    /// A page of what a participant follows, what they began with last first.
    pub async fn list_follows(
        &self,
        participant: &str,
        after: Option<&Position>,
        limit: u32,
    ) -> Result<Vec<Follow>> {
        let mut list = own(participant);
        if let Some(after) = after {
            list = list
                .push(" AND (created_at, subject) < (")
                .push_bind(after.rank)
                .push(", ")
                .push_bind(&after.id)
                .push(")");
        }
        let list = list.push(" ORDER BY created_at DESC, subject DESC LIMIT ");
        self.all(list.push_bind(i64::from(limit))).await
    }
}

impl Writing {
    /// From now on they follow it; nothing changes where they did already.
    pub async fn follow(&mut self, participant: &str, follow: &Follow) -> Result<()> {
        let statement = sql(
            "INSERT INTO follows (subject, participant, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        );
        let statement = statement
            .bind(&follow.subject)
            .bind(participant)
            .bind(follow.created_at);
        self.run(statement).await?;
        Ok(())
    }

    /// From now on they do not.
    pub async fn unfollow(&mut self, participant: &str, subject: &str) -> Result<()> {
        let statement = sql("DELETE FROM follows WHERE subject = $1 AND participant = $2");
        self.run(statement.bind(subject).bind(participant)).await?;
        Ok(())
    }

    /// From now on they follow nothing.
    pub async fn unfollow_all(&mut self, participant: &str) -> Result<()> {
        self.run(sql("DELETE FROM follows WHERE participant = $1").bind(participant))
            .await?;
        Ok(())
    }
}

fn own(participant: &str) -> Statement {
    sql("SELECT subject, created_at FROM follows WHERE participant = $1").bind(participant)
}
