//! Who was there: only those who took part say whether a summary is right (S2.8), and what it was worth (S0.3).

use samskab_protocol::identifier::{Ref, RefType};

use super::{Result, Statement, Writing, sql};

impl Writing {
    /// Whether somebody took part in something. In a project: by a contribution, a comment, an offer, an
    /// expectation, an order of its options, or a seat at one of its events. In a contribution or an event: by
    /// having written it, commented on it, offered something to it, or had a seat at it.
    pub async fn has_taken_part(&mut self, of: &Ref, participant: &str) -> Result<bool> {
        let found: Option<(String,)> = match of.of {
            RefType::Project => self.one(in_project(&of.id, participant)).await?,
            _ => self.one(in_one_thing(of, participant)).await?,
        };
        Ok(found.is_some())
    }
}

fn in_one_thing(of: &Ref, participant: &str) -> Statement {
    sql(
        "SELECT id FROM contributions WHERE $1 = 'contribution' AND id = $2 AND owner = $3 \
         UNION ALL SELECT id FROM comments WHERE subject = $4 AND owner = $3 AND state = 'published' \
         UNION ALL SELECT id FROM records WHERE subject = $4 AND owner = $3 AND type = 'offer' \
             AND state <> 'withdrawn' \
         UNION ALL SELECT event FROM registrations WHERE $1 = 'event' AND event = $2 AND participant = $3 \
             AND seat = 1 \
         LIMIT 1",
    )
    .bind(of.of.as_str())
    .bind(&of.id)
    .bind(participant)
    .bind(of.to_string())
}

fn in_project(project: &str, participant: &str) -> Statement {
    sql("SELECT id FROM contributions WHERE project = $1 AND owner = $2 \
         UNION ALL SELECT id FROM comments WHERE owner = $2 AND state = 'published' AND (subject = $3 OR subject IN \
             (SELECT 'contribution:' || id FROM contributions WHERE project = $1)) \
         UNION ALL SELECT id FROM records WHERE owner = $2 AND subject = $3 AND state <> 'withdrawn' \
             AND type IN ('offer', 'expectation') \
         UNION ALL SELECT project FROM rankings WHERE project = $1 AND participant = $2 \
         UNION ALL SELECT events.id FROM registrations JOIN events ON events.id = registrations.event \
             WHERE registrations.participant = $2 AND seat = 1 AND events.project = $1 \
         LIMIT 1")
    .bind(project)
    .bind(participant)
    .bind(Ref::project(project).to_string())
}
