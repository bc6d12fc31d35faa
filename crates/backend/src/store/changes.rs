//! What happened to what readers can see, in the order in which it was committed.
//!
//! Writers stand in one line and number their changes there, so a change with a lower number is never seen after
//! one with a higher number, and whoever reads on from a number misses nothing.

use samskab_protocol::identifier::{Ref, RefType};
use sqlx::FromRow;

use super::{Result, Statement, Store, Writing, sql};
use crate::clock;

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It can be read from now on.
    Created,
    /// It reads differently.
    Updated,
    /// It was withdrawn, hidden or deleted.
    Removed,
}

/// A change, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Entry {
    /// Its number. Those that follow each other were committed one after the other.
    pub position: i64,
    /// For example `comment.created`.
    #[sqlx(rename = "type")]
    pub of: String,
    /// What has changed, as `<type>:<id>`.
    #[sqlx(rename = "ref")]
    pub what: String,
    /// What that is about, or itself.
    pub subject: String,
    /// When, in microseconds.
    pub at: i64,
}

/// A place in the list of changes: the last one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its number; 0 before the first.
    pub position: i64,
    /// When it was, in microseconds: a list that was taken back to an older copy has other changes at the same place.
    pub at: i64,
}

impl Mark {
    /// Before the first change.
    const BEGINNING: Mark = Mark { position: 0, at: 0 };
}

impl Entry {
    /// The place of this change.
    pub fn mark(&self) -> Mark {
        Mark {
            position: self.position,
            at: self.at,
        }
    }
}

impl Change {
    fn as_str(self) -> &'static str {
        match self {
            Change::Created => "created",
            Change::Updated => "updated",
            Change::Removed => "removed",
        }
    }
}

impl Store {
    /// The changes that follow a number, in order: all of them, or those of what is named and of what is about it.
    pub async fn read_changes(&self, after: i64, refs: &[String], limit: u32) -> Result<Vec<Entry>> {
        let changes = narrow(sql(CHANGES).bind(after), refs);
        let limited = changes
            .push(" ORDER BY position LIMIT ")
            .push_bind(i64::from(limit));
        self.all(limited).await
    }

    /// The last changes that there were, in order.
    pub async fn read_last_changes(&self, refs: &[String], limit: u32) -> Result<Vec<Entry>> {
        let changes = narrow(sql(CHANGES).bind(0), refs);
        let limited = changes
            .push(" ORDER BY position DESC LIMIT ")
            .push_bind(i64::from(limit));
        let mut entries: Vec<Entry> = self.all(limited).await?;
        entries.reverse();
        Ok(entries)
    }

    /// The place behind which everything is still to come.
    pub async fn newest_change(&self) -> Result<Mark> {
        let newest = sql("SELECT position, at FROM changes ORDER BY position DESC LIMIT 1");
        let newest: Option<(i64, i64)> = self.one(newest).await?;
        Ok(newest.map_or(Mark::BEGINNING, |(position, at)| Mark { position, at }))
    }

    /// The first changes of these types that follow a number and were before a moment, in order.
    pub async fn read_changes_of(
        &self,
        types: &[&str],
        after: i64,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Entry>> {
        let changes = sql(CHANGES).bind(after).push(" AND at < ").push_bind(before);
        let changes = changes.push(" AND type IN ").bind_list(types.iter().copied());
        let limited = changes
            .push(" ORDER BY position LIMIT ")
            .push_bind(i64::from(limit));
        self.all(limited).await
    }

    /// The number of the last change before a moment; 0 where there was none.
    pub async fn last_change_before(&self, moment: i64) -> Result<i64> {
        let last = sql("SELECT position FROM changes WHERE at < $1 ORDER BY position DESC LIMIT 1");
        let last: Option<(i64,)> = self.one(last.bind(moment)).await?;
        Ok(last.map_or(0, |(position,)| position))
    }

    /// Whether everything that follows this place is still there. It is not where the change at this place was
    /// forgotten meanwhile, or where the database is an older copy that has never come that far.
    pub async fn can_go_on_from(&self, mark: Mark) -> Result<bool> {
        if mark == Mark::BEGINNING {
            let oldest: Option<(i64,)> = self
                .one(sql("SELECT position FROM changes ORDER BY position LIMIT 1"))
                .await?;
            return Ok(oldest.is_none_or(|(position,)| position == 1));
        }
        let there = sql("SELECT position FROM changes WHERE position = $1 AND at = $2");
        let there: Option<(i64,)> = self.one(there.bind(mark.position).bind(mark.at)).await?;
        Ok(there.is_some())
    }
}
impl Writing {
    /// Tells everyone who follows the changes, once this is committed. Belongs to every write that readers can see,
    /// after the thing itself is written, and to none that they cannot: what is pending or hidden is not told.
    pub async fn note_change(&mut self, change: Change, of: &Ref) -> Result<()> {
        // What is about something else is found again by that.
        let subject = match of.of {
            RefType::Contribution | RefType::Project => Some((of.to_string(),)),
            RefType::Comment => {
                let subject = sql("SELECT subject FROM comments WHERE id = $1").bind(&of.id);
                self.one(subject).await?
            }
            RefType::Event => {
                let project =
                    sql("SELECT 'project:' || project FROM events WHERE id = $1 AND project IS NOT NULL");
                self.one(project.bind(&of.id)).await?
            }
            _ => {
                let subject = sql("SELECT subject FROM records WHERE type = $1 AND id = $2");
                self.one(subject.bind(of.of.as_str()).bind(&of.id)).await?
            }
        };
        let insert = sql("INSERT INTO changes (position, type, ref, subject, at) \
             SELECT coalesce(max(position), 0) + 1, $1, $2, $3, $4 FROM changes")
        .bind(format!("{}.{}", of.of.as_str(), change.as_str()))
        .bind(of.to_string())
        .bind(
            subject
                .map(|(subject,)| subject)
                .filter(|subject| !subject.is_empty())
                .unwrap_or_else(|| of.to_string()),
        )
        .bind(clock::now());
        self.run(insert).await?;
        Ok(())
    }

    /// Forgets the changes that were before a moment. The last one stays, so that numbers go on from it.
    pub async fn forget_changes(&mut self, before: i64) -> Result<()> {
        let old = sql("DELETE FROM changes WHERE at < $1 AND position < (SELECT max(position) FROM changes)");
        self.run(old.bind(before)).await?;
        Ok(())
    }
}

const CHANGES: &str = "SELECT position, type, ref, subject, at FROM changes WHERE position > $1";

fn narrow(changes: Statement, refs: &[String]) -> Statement {
    if refs.is_empty() {
        return changes;
    }
    changes
        .push(" AND (subject IN ")
        .bind_list(refs)
        .push(" OR ref IN ")
        .bind_list(refs)
        .push(")")
}
