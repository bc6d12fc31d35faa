//! What was answered to requests with an idempotency key. Written together with what they brought, or not at all.

use samskab_protocol::identifier::Ref;
use serde::Serialize;
use sqlx::FromRow;

use super::{Result, Writing, sql};

/// A request that may come twice.
#[derive(Clone, Debug)]
pub struct Request {
    /// The verb.
    pub method: &'static str,
    /// The address below the base.
    pub path: String,
    /// The key that the sender chose.
    pub key: String,
    /// A hash of what was sent.
    pub fingerprint: String,
}

/// What was answered.
#[derive(Clone, Debug, FromRow)]
pub struct Answer {
    /// A hash of what was sent.
    pub fingerprint: String,
    /// What was stored, as `<type>:<id>`.
    pub created: String,
    /// Where it lies, below the base.
    pub location: String,
    /// The HTTP status.
    pub status: i64,
    /// What was answered, without its secret.
    pub document: String,
    /// Whose secret goes with it: who began to take part by this request.
    pub participant: Option<String>,
    /// Whose request it was.
    pub owner: Option<String>,
}

impl Writing {
    /// What was answered to a request with this key, if there was one.
    pub async fn find_answer(&mut self, request: &Request) -> Result<Option<Answer>> {
        let statement = sql(
            "SELECT fingerprint, created, location, status, document, participant, owner FROM answers \
             WHERE method = $1 AND path = $2 AND idempotency_key = $3",
        );
        self.one(
            statement
                .bind(request.method)
                .bind(&request.path)
                .bind(&request.key),
        )
        .await
    }

    /// Keeps what is answered to a request.
    pub async fn keep_answer(&mut self, request: &Request, answer: &Answer, now: i64) -> Result<()> {
        let statement = sql(
            "INSERT INTO answers (method, path, idempotency_key, fingerprint, created, location, status, document, \
             participant, owner, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        );
        let statement = statement
            .bind(request.method)
            .bind(&request.path)
            .bind(&request.key)
            .bind(&request.fingerprint)
            .bind(&answer.created)
            .bind(&answer.location)
            .bind(answer.status)
            .bind(&answer.document)
            .bind(&answer.participant)
            .bind(&answer.owner)
            .bind(now);
        self.run(statement).await?;
        Ok(())
    }

    /// What was changed or withdrawn is told as it is now: `document` is the whole answer, without its secret.
    pub async fn replace_answer(&mut self, created: &str, document: &str) -> Result<()> {
        let statement = sql("UPDATE answers SET document = $1 WHERE created = $2");
        self.run(statement.bind(document).bind(created)).await?;
        Ok(())
    }

    /// The same, for an answer that is still to be written as JSON.
    pub async fn replace_told<T: Serialize>(&mut self, created: &Ref, answer: &T) -> Result<()> {
        let document = serde_json::to_string(answer)?;
        self.replace_answer(&created.to_string(), &document).await
    }

    /// Forgets the answers that were given before a moment.
    pub async fn forget_answers(&mut self, before: i64) -> Result<()> {
        self.run(sql("DELETE FROM answers WHERE created_at < $1").bind(before))
            .await?;
        Ok(())
    }
}
