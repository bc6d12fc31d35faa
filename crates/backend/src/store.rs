//! Where everything is kept. All SQL lies in this room, and nobody outside it knows which engine answers.
//!
//! Reading goes through several connections, writing through a single one, so that writers wait for each other in
//! line instead of failing. The SQL is kept to what other engines understand too; a second store beside this one
//! needs other connections and no other statements.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::MigrateError;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};

pub mod answers;
pub mod comments;
pub mod contributions;
pub mod meta;
pub mod projects;
pub mod tally;
pub mod threads;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    read: SqlitePool,
    write: SqlitePool,
}

/// What is being written, all or nothing. Without [`Writing::commit`] it never happened.
pub struct Writing {
    transaction: Transaction<'static, Sqlite>,
}

/// Why the store did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The engine failed.
    #[error("the database failed: {0}")]
    Engine(#[from] sqlx::Error),
    /// The tables could not be brought to the form that this version needs.
    #[error("the database could not be brought up to date: {0}")]
    Migration(#[from] MigrateError),
    /// A kept document cannot be read.
    #[error("a kept document cannot be read: {0}")]
    Document(#[from] serde_json::Error),
    /// The kept key cannot be read, or none can be made.
    #[error("the server's key cannot be read or made")]
    Key,
}

/// What the store answers.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether reading still works: the disk is full, the file cannot be written, or somebody else holds it.
    pub fn is_about_writing(&self) -> bool {
        const BUSY: &str = "5";
        const READ_ONLY: &str = "8";
        const FULL: &str = "13";
        let Error::Engine(sqlx::Error::Database(error)) = self else {
            return matches!(self, Error::Engine(sqlx::Error::PoolTimedOut));
        };
        error.code().is_some_and(|code| {
            let primary = code.parse::<u32>().map(|code| (code & 0xff).to_string());
            primary.is_ok_and(|code| [BUSY, READ_ONLY, FULL].contains(&code.as_str()))
        })
    }
}

impl Store {
    /// Opens the database, makes it if it is not there, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(Duration::from_secs(10))
            .foreign_keys(true)
            // What was withdrawn is overwritten in the file too.
            .pragma("secure_delete", "ON");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!("./migrations").run(&write).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .connect_with(options)
            .await?;
        Ok(Store { read, write })
    }

    /// Begins to write. Waits while somebody else writes.
    pub async fn begin(&self) -> Result<Writing> {
        let transaction = self.write.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Writing { transaction })
    }

    /// Closes the file, so that nothing is left beside it.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Whether nobody has brought or seeded anything yet.
    pub async fn is_empty(&self) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM contributions UNION ALL SELECT 1 FROM comments UNION ALL SELECT 1 FROM projects LIMIT 1",
        )
        .fetch_optional(&self.read)
        .await?;
        Ok(found.is_none())
    }
}

impl Writing {
    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }
}
