//! What happened to what readers can see, in the order in which it was committed.
//!
//! Writers stand in one line and number their changes there, so a change with a lower number is never seen after
//! one with a higher number, and whoever reads on from a number misses nothing.

use samskab_protocol::identifier::{Ref, RefType};

use super::{Result, Writing, sql};
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

impl Change {
    fn as_str(self) -> &'static str {
        match self {
            Change::Created => "created",
            Change::Updated => "updated",
            Change::Removed => "removed",
        }
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
        };
        let insert = sql("INSERT INTO changes (position, type, ref, subject, at) \
             SELECT coalesce(max(position), 0) + 1, $1, $2, $3, $4 FROM changes")
        .bind(format!("{}.{}", of.of.as_str(), change.as_str()))
        .bind(of.to_string())
        .bind(subject.map_or_else(|| of.to_string(), |(subject,)| subject))
        .bind(clock::now());
        self.run(insert).await?;
        Ok(())
    }
}
