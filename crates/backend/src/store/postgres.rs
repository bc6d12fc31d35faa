//! The store on a PostgreSQL database, which several processes may share.
//!
//! Writers stand in line here too: whoever begins to write first changes one row that all writers change, and holds
//! it until the commit. So counts and the order of changes are exact whichever process writes.

use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Postgres, Transaction};

use super::engine::{self, Engine, Row, prepare};
use super::statement::Statement;
use super::{COUNT_WRITE, Error, MIGRATIONS, Result};

/// Connections for reading, for each process.
const READERS: u32 = 8;
/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it is tried again to begin, where a distributed database found that two began at once.
const TRIES: usize = 5;

/// The words of contributions.
const SEARCH: &str = "CREATE INDEX IF NOT EXISTS contributions_by_words ON contributions \
     USING gin (to_tsvector('simple', search))";

/// A database on a server.
#[derive(Debug)]
pub struct PostgresEngine {
    read: PgPool,
    write: PgPool,
}

impl PostgresEngine {
    /// Opens a database that is there, and brings its tables up to date. Where several processes do so at once, one
    /// does and the others wait.
    pub async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("samskab");
        let mut first = options.connect().await?;
        MIGRATIONS.run(&mut first).await?;
        // Behind the same lock as all writing: two that do this at once would come into each other's way.
        let mut transaction = first.begin().await?;
        sqlx::query(COUNT_WRITE).execute(&mut *transaction).await?;
        sqlx::query(SEARCH).execute(&mut *transaction).await?;
        transaction.commit().await?;
        first.close().await?;
        let read = PgPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone())
            .await?;
        // A writer that waits too long gives up, and one that has fallen silent loses its place in line.
        let options = options.options([
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "60s"),
        ]);
        let write = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(PostgresEngine { read, write })
    }

    async fn try_to_begin(&self) -> Result<Transaction<'static, Postgres>, sqlx::Error> {
        let mut transaction = self
            .write
            .begin_with("BEGIN ISOLATION LEVEL READ COMMITTED")
            .await?;
        sqlx::query(COUNT_WRITE).execute(&mut *transaction).await?;
        Ok(transaction)
    }
}

#[async_trait]
impl Engine for PostgresEngine {
    async fn read(&self, statement: Statement) -> Result<Vec<Row>> {
        let rows = prepare::<Postgres>(statement).fetch_all(&self.read).await;
        let rows = rows.map_err(|error| match error {
            sqlx::Error::PoolTimedOut => Error::Unreachable,
            other => other.into(),
        })?;
        Ok(rows.into_iter().map(Row::Postgres).collect())
    }

    async fn begin(&self) -> Result<Box<dyn engine::Transaction>> {
        for _ in 1..TRIES {
            match self.try_to_begin().await {
                Err(error) if is_collision(&error) => {}
                outcome => return Ok(Box::new(outcome?)),
            }
        }
        Ok(Box::new(self.try_to_begin().await?))
    }

    fn holding(&self, statement: Statement, words: &[String]) -> Statement {
        let phrases: Vec<String> = words.iter().map(|word| format!("'{word}':*")).collect();
        statement
            .push(" AND to_tsvector('simple', contributions.search) @@ to_tsquery('simple', ")
            .push_bind(phrases.join(" & "))
            .push(")")
    }

    async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

#[async_trait]
impl engine::Transaction for Transaction<'static, Postgres> {
    async fn read(&mut self, statement: Statement) -> Result<Vec<Row>> {
        let rows = prepare::<Postgres>(statement).fetch_all(&mut **self).await?;
        Ok(rows.into_iter().map(Row::Postgres).collect())
    }

    async fn run(&mut self, statement: Statement) -> Result<u64> {
        let done = prepare::<Postgres>(statement).execute(&mut **self).await?;
        Ok(done.rows_affected())
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        Ok(Transaction::commit(*self).await?)
    }
}

/// Whether writing may work in a while: the database is read-only or full, two writers came into each other's way,
/// or one has waited in line for too long or been silent for too long.
pub(super) fn is_about_writing(code: &str) -> bool {
    const CODES: [&str; 6] = ["25006", "25P03", "40001", "40P01", "53100", "55P03"];
    CODES.contains(&code)
}

/// Whether the server is starting, stopping, out of connections or memory, or failing. The first two signs of a code
/// name its class.
pub(super) fn is_about_reaching(code: &str) -> bool {
    const CLASSES: [&str; 4] = ["08", "53", "57", "58"];
    code.len() == 5 && CLASSES.iter().any(|class| code.starts_with(class))
}

fn is_collision(error: &sqlx::Error) -> bool {
    const SERIALIZATION_FAILURE: &str = "40001";
    error
        .as_database_error()
        .and_then(|error| error.code())
        .is_some_and(|code| code == SERIALIZATION_FAILURE)
}
