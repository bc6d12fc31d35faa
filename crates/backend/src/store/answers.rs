//! What was answered to requests with an idempotency key. Written together with what they brought, or not at all.

use samskab_protocol::identifier::Ref;
use sqlx::FromRow;

use super::{Result, Writing, sql};

/// A request that may come twice.
#[derive(Clone, Debug)]
pub struct Request {
    /// The verb.
    pub method: &'static str,
    /// The address below the base.
    pub path: &'static str,
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
    /// What was answered, without its secret.
    pub document: String,
}

impl Writing {
    /// What was answered to a request with this key, if there was one.
    pub async fn find_answer(&mut self, request: &Request) -> Result<Option<Answer>> {
        let query = sql("SELECT fingerprint, created, document FROM answers \
             WHERE method = $1 AND path = $2 AND idempotency_key = $3");
        self.one(query.bind(request.method).bind(request.path).bind(&request.key))
            .await
    }

    /// Keeps what is answered.
    pub async fn keep_answer(
        &mut self,
        request: &Request,
        created: &Ref,
        document: &str,
        now: i64,
    ) -> Result<()> {
        let insert = sql(
            "INSERT INTO answers (method, path, idempotency_key, fingerprint, created, document, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(request.method)
        .bind(request.path)
        .bind(&request.key)
        .bind(&request.fingerprint)
        .bind(created.to_string())
        .bind(document)
        .bind(now);
        self.run(insert).await?;
        Ok(())
    }

    /// What was withdrawn is not to be told again either.
    pub async fn replace_answer(&mut self, created: &Ref, document: &str) -> Result<()> {
        let update = sql("UPDATE answers SET document = $1 WHERE created = $2");
        self.run(update.bind(document).bind(created.to_string())).await?;
        Ok(())
    }

    /// Forgets the answers that were given before a moment.
    pub async fn forget_answers(&mut self, before: i64) -> Result<()> {
        self.run(sql("DELETE FROM answers WHERE created_at < $1").bind(before))
            .await?;
        Ok(())
    }
}
