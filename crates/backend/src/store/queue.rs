//! What waits for the municipality, found in the places where it lies.

use sqlx::FromRow;

use super::{Result, Statement, Store, sql};
use crate::clock;
use crate::faults::Fault;

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Waiting {
    /// Unique within the queue.
    pub key: String,
    /// What waits, as `<type>:<id>`.
    pub subject: String,
    /// For what; a word of the protocol.
    pub waiting_for: String,
    /// Since when.
    pub since: i64,
    /// By when it should be done.
    pub due: i64,
    /// The report or appeal; empty where there is none.
    pub record: String,
}

/// How long the municipality has to read through what waits for that.
const READ_WITHIN: i64 = 2 * clock::DAY;
/// How long it has to look at a report.
const LOOK_WITHIN: i64 = 2 * clock::DAY;
/// How long it has to decide an appeal.
const DECIDE_WITHIN: i64 = 14 * clock::DAY;
/// How long it has to say whether something can be expected, and to thank for what is offered.
const REPLY_WITHIN: i64 = 14 * clock::DAY;
/// How long before the promised day an answer counts as due soon.
const SOON: i64 = 7 * clock::DAY;

impl Store {
    /// A part of what waits, what is due first at the top: after this due date and key, and only what waits for one
    /// of these; for anything where empty.
    pub async fn read_queue(
        &self,
        waiting_for: &[String],
        after: Option<(i64, &str)>,
        limit: u32,
    ) -> Result<Vec<Waiting>> {
        let columns = "SELECT key, subject, waiting_for, since, due, record FROM (";
        let mut query = find_waiting(columns, waiting_for);
        if let Some((due, key)) = after {
            query = query.push(" AND (due, key) > (").push_bind(due);
            query = query.push(", ").push_bind(key).push(")");
        }
        query = query.push(" ORDER BY due, key LIMIT ");
        self.all(query.push_bind(i64::from(limit))).await
    }

    /// How much waits in all.
    pub async fn count_queue(&self, waiting_for: &[String]) -> Result<u32> {
        let query = find_waiting("SELECT count(*) FROM (", waiting_for);
        let count: Option<(i64,)> = self.one(query).await?;
        Ok(count.map_or(0, |(count,)| u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

fn find_waiting(columns: &'static str, waiting_for: &[String]) -> Statement {
    let now = clock::now();
    let query = sql(columns)
        .push(
            "SELECT 'pending ' || id AS key, 'contribution:' || id AS subject, 'pending' AS waiting_for, \
             created_at AS since, created_at + ",
        )
        .push_bind(READ_WITHIN)
        .push(
            " AS due, '' AS record FROM contributions WHERE state = 'pending' \
             UNION ALL SELECT 'pending ' || id, 'comment:' || id, 'pending', created_at, created_at + ",
        )
        .push_bind(READ_WITHIN)
        .push(
            ", '' FROM comments WHERE state = 'pending' \
             UNION ALL SELECT 'reported ' || id, subject, 'reported', created_at, created_at + ",
        )
        .push_bind(LOOK_WITHIN)
        .push(
            ", id FROM records WHERE type = 'report' AND state = 'received' \
             UNION ALL SELECT 'appealed ' || id, subject, 'appealed', created_at, created_at + ",
        )
        .push_bind(DECIDE_WITHIN)
        .push(
            ", id FROM records WHERE type = 'appeal' AND state = 'received' \
             UNION ALL SELECT 'answer ' || id, 'contribution:' || id, CASE WHEN answer_due < ",
        )
        .push_bind(now)
        .push(
            " THEN 'overdue' ELSE 'due_soon' END, created_at, answer_due, '' FROM contributions \
             WHERE state = 'published' AND answered_at IS NULL AND answer_due < ",
        )
        .push_bind(now + SOON);
    let query = match Fault::RepliesUnawaited.is_on() {
        true => query,
        false => add_replies(query),
    };
    let query = query.push(") AS waiting WHERE due IS NOT NULL");
    if waiting_for.is_empty() {
        query
    } else {
        query.push(" AND waiting_for IN ").bind_list(waiting_for)
    }
}

/// What people expect and offer waits until somebody has replied to it; what is offered to something that nobody can
/// see waits with it.
fn add_replies(query: Statement) -> Statement {
    query
        .push(" UNION ALL SELECT 'expected ' || id, 'expectation:' || id, 'expected', created_at, created_at + ")
        .push_bind(REPLY_WITHIN)
        .push(
            ", id FROM records WHERE type = 'expectation' AND state = 'stated' \
             UNION ALL SELECT 'offered ' || id, 'offer:' || id, 'offered', created_at, created_at + ",
        )
        .push_bind(REPLY_WITHIN)
        .push(
            ", id FROM records WHERE type = 'offer' AND state = 'offered' AND (subject LIKE 'project:%' OR EXISTS \
             (SELECT 1 FROM contributions WHERE contributions.id = substr(records.subject, 14) \
             AND contributions.state = 'published'))",
        )
}
