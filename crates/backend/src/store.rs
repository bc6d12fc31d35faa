//! Where everything is kept. All SQL lies in this room, and nobody outside it knows which engine answers.
//!
//! There are two engines, one SQLite file or a PostgreSQL database, and one SQL for both: `TEXT`, `BIGINT`
//! and a few `BYTEA` columns, numbered parameters, keyset paging, nothing that only one of them knows. Reading goes through several
//! connections. Writers stand in one line, also those of several processes, so that what is counted is exact.

use std::sync::Arc;

use sqlx::migrate::{MigrateError, Migrator};

pub mod answers;
pub mod attachments;
pub mod bulk;
pub mod changes;
pub mod choice;
pub mod comments;
pub mod contributions;
mod database;
pub mod decisions;
mod engine;
pub mod evaluations;
pub mod events;
pub mod follows;
pub mod labels;
pub mod links;
pub mod meta;
pub mod moderation;
pub mod own;
pub mod owners;
pub mod participants;
mod postgres;
pub mod presence;
pub mod projects;
pub mod queue;
pub mod rankings;
pub mod reactions;
pub mod records;
pub mod registrations;
pub mod search;
pub mod shared;
mod sqlite;
mod statement;
pub mod subscriptions;
pub mod tally;
pub mod threads;

pub use database::Database;
use engine::{Engine, Readable, Row, Transaction};
pub use statement::{Statement, sql};

/// The tables, step by step, for both engines.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// What every writing begins with. On PostgreSQL it also is the end of the line in which writers stand.
const COUNT_WRITE: &str = "UPDATE line SET writes = writes + 1";

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    engine: Arc<dyn Engine>,
    projects: Arc<projects::Known>,
}

/// What is being written, all or nothing. Without [`Writing::commit`] it never happened.
pub struct Writing {
    transaction: Box<dyn Transaction>,
}

/// Why the store did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The engine failed.
    #[error("the database failed: {0}")]
    Engine(#[from] sqlx::Error),
    /// No connection to the database was free, or none could be made, for as long as a request waits.
    #[error("the database cannot be reached")]
    Unreachable,
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
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether reading still works, and writing may work in a while: the disk is full, the database cannot be
    /// written, or somebody else holds it for too long.
    pub fn is_about_writing(&self) -> bool {
        match self {
            Error::Engine(sqlx::Error::Database(error)) => error.code().is_some_and(|code| {
                // SQLite's codes are numbers of one to four digits, PostgreSQL's are five signs.
                match code.len() {
                    5 => postgres::is_about_writing(&code),
                    _ => sqlite::is_about_writing(&code),
                }
            }),
            Error::Engine(sqlx::Error::PoolTimedOut) => true,
            _ => false,
        }
    }

    /// Whether the database cannot be reached, or all ways to it are taken.
    pub fn is_about_reaching(&self) -> bool {
        match self {
            Error::Unreachable | Error::Engine(sqlx::Error::Io(_)) => true,
            Error::Engine(sqlx::Error::Database(error)) => error
                .code()
                .is_some_and(|code| postgres::is_about_reaching(&code)),
            _ => false,
        }
    }
}

impl Store {
    /// Opens the database, makes a file if it is not there, and brings the tables up to date.
    pub async fn open(database: &Database) -> Result<Self> {
        let engine: Arc<dyn Engine> = match database {
            Database::File(path) => Arc::new(sqlite::SqliteEngine::open(path).await?),
            Database::Server(url) => Arc::new(postgres::PostgresEngine::open(url).await?),
        };
        let store = Store {
            engine,
            projects: Arc::default(),
        };
        store.renew_search().await?;
        // The first who asks for them need not wait until they are read.
        store.read_projects().await?;
        Ok(store)
    }

    /// All that a statement finds.
    pub async fn all<T: Readable>(&self, statement: Statement) -> Result<Vec<T>> {
        decode(&self.engine.read(statement).await?)
    }

    /// The first row that a statement finds.
    pub async fn one<T: Readable>(&self, statement: Statement) -> Result<Option<T>> {
        decode_first(&self.engine.read(statement).await?)
    }

    /// Goes on with a condition on `contributions`: it holds all of these words, or at least their beginnings.
    /// No words are held by nothing.
    fn holding(&self, statement: Statement, words: &[String]) -> Statement {
        if words.is_empty() {
            return statement.push(" AND 1 = 0");
        }
        self.engine.holding(statement, words)
    }

    /// Begins to write. Waits while somebody else writes.
    pub async fn begin(&self) -> Result<Writing> {
        let transaction = self.engine.begin().await?;
        Ok(Writing { transaction })
    }

    /// How often anything at all was written, by whichever process. Where it is the same as before, nothing was.
    pub async fn count_writes(&self) -> Result<i64> {
        let counted: Option<(i64,)> = self.one(sql("SELECT writes FROM line")).await?;
        Ok(counted.map_or(0, |(writes,)| writes))
    }

    /// Closes the database, so that nothing is left beside a file.
    pub async fn close(&self) {
        self.engine.close().await;
    }

    /// Whether nobody has brought or seeded anything yet.
    pub async fn is_empty(&self) -> Result<bool> {
        let found: Option<(String,)> = self
            .one(sql(
                "SELECT id FROM contributions UNION ALL SELECT id FROM comments UNION ALL SELECT id FROM projects \
                 LIMIT 1",
            ))
            .await?;
        Ok(found.is_none())
    }
}

impl Writing {
    /// All that a statement finds, with what has been written here.
    pub async fn all<T: Readable>(&mut self, statement: Statement) -> Result<Vec<T>> {
        decode(&self.transaction.read(statement).await?)
    }

    /// The first row that a statement finds.
    pub async fn one<T: Readable>(&mut self, statement: Statement) -> Result<Option<T>> {
        decode_first(&self.transaction.read(statement).await?)
    }

    /// Changes something; answers how many rows.
    pub async fn run(&mut self, statement: Statement) -> Result<u64> {
        self.transaction.run(statement).await
    }

    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        self.transaction.commit().await
    }
}

fn decode<T: Readable>(rows: &[Row]) -> Result<Vec<T>> {
    rows.iter().map(Row::decode).collect()
}

fn decode_first<T: Readable>(rows: &[Row]) -> Result<Option<T>> {
    rows.first().map(Row::decode).transpose()
}
