//! Reactions: one of a kind from each participant. They are only ever counted, and shown to nobody but whoever
//! reacted.
//!
//! What an import or the seeds say was counted elsewhere stands in the document, and counts until somebody reacts
//! here: from then on the column is the truth.

use samskab_protocol::identifier::{Ref, RefType};
use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};
use crate::faults::Fault;

/// A reaction of somebody.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Reaction {
    /// What to, as `<type>:<id>`.
    pub subject: String,
    /// Of which kind.
    pub kind: String,
    /// When.
    pub created_at: i64,
}

impl Store {
    /// A participant's reactions to these.
    pub async fn read_reactions(&self, participant: &str, subjects: &[String]) -> Result<Vec<Reaction>> {
        self.all(own(participant).push(" AND subject IN ").bind_list(subjects))
            .await
    }

    /// All of a participant's reactions, the oldest first.
    pub async fn read_all_reactions(&self, participant: &str) -> Result<Vec<Reaction>> {
        self.all(own(participant).push(" ORDER BY created_at, subject"))
            .await
    }
}

impl Writing {
    /// Adds a reaction; `before` is how many of its kind there were. `false` where it was there already.
    pub async fn add_reaction(
        &mut self,
        reaction: &Reaction,
        participant: &str,
        before: u32,
    ) -> Result<bool> {
        let statement = sql(
            "INSERT INTO reactions (subject, kind, participant, created_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        );
        let statement = statement
            .bind(&reaction.subject)
            .bind(&reaction.kind)
            .bind(participant)
            .bind(reaction.created_at);
        let is_new = self.run(statement).await? == 1 || Fault::ReactionCountsTwice.is_on();
        if is_new {
            self.count_reaction(reaction, i64::from(before) + 1).await?;
        }
        Ok(is_new)
    }

    /// Takes a reaction back. `false` where there was none.
    pub async fn remove_reaction(
        &mut self,
        reaction: &Reaction,
        participant: &str,
        before: u32,
    ) -> Result<bool> {
        let statement = sql("DELETE FROM reactions WHERE subject = $1 AND kind = $2 AND participant = $3");
        let statement = statement
            .bind(&reaction.subject)
            .bind(&reaction.kind)
            .bind(participant);
        let was_there = self.run(statement).await? == 1;
        if was_there {
            self.count_reaction(reaction, (i64::from(before) - 1).max(0))
                .await?;
        }
        Ok(was_there)
    }

    /// A participant's reactions to one thing.
    pub async fn read_reactions(&mut self, participant: &str, subject: &str) -> Result<Vec<Reaction>> {
        self.all(own(participant).push(" AND subject = ").push_bind(subject))
            .await
    }

    /// All of a participant's reactions.
    pub async fn read_all_reactions(&mut self, participant: &str) -> Result<Vec<Reaction>> {
        self.all(own(participant)).await
    }

    async fn count_reaction(&mut self, reaction: &Reaction, count: i64) -> Result<()> {
        let Some(subject) = Ref::parse(&reaction.subject) else {
            return Ok(());
        };
        let statement = match (subject.of, reaction.kind.as_str()) {
            (RefType::Contribution, "support") => sql("UPDATE contributions SET support = $1 WHERE id = $2"),
            (RefType::Comment, "agree") => sql("UPDATE comments SET agree = $1 WHERE id = $2"),
            (RefType::Comment, "disagree") => sql("UPDATE comments SET disagree = $1 WHERE id = $2"),
            _ => return Ok(()),
        };
        self.run(statement.bind(count).bind(subject.id)).await?;
        Ok(())
    }
}

fn own(participant: &str) -> Statement {
    sql("SELECT subject, kind, created_at FROM reactions WHERE participant = $1").bind(participant)
}
