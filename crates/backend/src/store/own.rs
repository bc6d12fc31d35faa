//! All that one participant wrote: to be told to them, to be renamed, to be erased.

use samskab_protocol::comment::Comment;
use samskab_protocol::contribution::Contribution;

use super::records::Record;
use super::{Result, Statement, Store, Writing, comments, contributions, sql};

impl Store {
    /// Their contributions in whatever state, the oldest first.
    pub async fn read_own_contributions(&self, participant: &str) -> Result<Vec<Contribution>> {
        let rows: Vec<contributions::Kept> = self.all(own_contributions(participant)).await?;
        rows.into_iter().map(contributions::Kept::decode).collect()
    }

    /// Their comments in whatever state, the oldest first.
    pub async fn read_own_comments(&self, participant: &str) -> Result<Vec<Comment>> {
        let rows: Vec<comments::Kept> = self.all(own_comments(participant)).await?;
        rows.iter().map(comments::Kept::decode).collect()
    }

    /// Everything else that they wrote, the oldest first.
    pub async fn read_own_records(&self, participant: &str) -> Result<Vec<Record>> {
        self.all(own_records(participant)).await
    }
}

impl Writing {
    /// Their contributions in whatever state.
    pub async fn read_own_contributions(&mut self, participant: &str) -> Result<Vec<Contribution>> {
        let rows: Vec<contributions::Kept> = self.all(own_contributions(participant)).await?;
        rows.into_iter().map(contributions::Kept::decode).collect()
    }

    /// Their comments in whatever state.
    pub async fn read_own_comments(&mut self, participant: &str) -> Result<Vec<Comment>> {
        let rows: Vec<comments::Kept> = self.all(own_comments(participant)).await?;
        rows.iter().map(comments::Kept::decode).collect()
    }

    /// Everything else that they wrote.
    pub async fn read_own_records(&mut self, participant: &str) -> Result<Vec<Record>> {
        self.all(own_records(participant)).await
    }

    /// From now on what they wrote belongs to nobody.
    pub async fn disown(&mut self, participant: &str) -> Result<()> {
        for statement in [
            "UPDATE contributions SET owner = NULL WHERE owner = $1",
            "UPDATE comments SET owner = NULL WHERE owner = $1",
            "UPDATE records SET owner = NULL WHERE owner = $1",
            // What was answered to them is not told again either.
            "DELETE FROM answers WHERE owner = $1",
        ] {
            self.run(sql(statement).bind(participant)).await?;
        }
        Ok(())
    }
}

fn own_contributions(participant: &str) -> Statement {
    let own = "WHERE contributions.owner = $1 ORDER BY contributions.created_at, contributions.id";
    sql(contributions::COLUMNS).push(own).bind(participant)
}

fn own_comments(participant: &str) -> Statement {
    sql(concat!(
        "SELECT ",
        comments::kept!(),
        " FROM comments LEFT JOIN comments above ON above.id = comments.parent \
         WHERE comments.owner = $1 ORDER BY comments.created_at, comments.id"
    ))
    .bind(participant)
}

fn own_records(participant: &str) -> Statement {
    sql(
        "SELECT id, type, subject, owner, state, created_at, updated_at, version, document FROM records \
         WHERE owner = $1 ORDER BY created_at, id",
    )
    .bind(participant)
}
