//! What was answered to requests with an idempotency key. Written together with what they brought, or not at all.

use samskab_protocol::identifier::Ref;
use sqlx::FromRow;

use super::{Result, Writing};

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
        let query = sqlx::query_as(
            "SELECT fingerprint, created, document FROM answers \
             WHERE method = ? AND path = ? AND idempotency_key = ?",
        );
        let query = query.bind(request.method).bind(request.path).bind(&request.key);
        Ok(query.fetch_optional(&mut *self.transaction).await?)
    }

    /// Keeps what is answered.
    pub async fn keep_answer(
        &mut self,
        request: &Request,
        created: &Ref,
        document: &str,
        now: i64,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO answers (method, path, idempotency_key, fingerprint, created, document, created_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(request.method)
        .bind(request.path)
        .bind(&request.key)
        .bind(&request.fingerprint)
        .bind(created.to_string())
        .bind(document)
        .bind(now)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// What was withdrawn is not to be told again either.
    pub async fn replace_answer(&mut self, created: &Ref, document: &str) -> Result<()> {
        sqlx::query("UPDATE answers SET document = ? WHERE created = ?")
            .bind(document)
            .bind(created.to_string())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Forgets the answers that were given before a moment.
    pub async fn forget_answers(&mut self, before: i64) -> Result<()> {
        sqlx::query("DELETE FROM answers WHERE created_at < ?")
            .bind(before)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
