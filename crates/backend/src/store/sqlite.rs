//! The store on one SQLite file. Reading goes through several connections, writing through a single one, so that
//! writers wait for each other in line instead of failing.

use std::path::Path;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Sqlite, Transaction};

use super::engine::{self, Engine, Row, prepare};
use super::statement::Statement;
use super::{COUNT_WRITE, MIGRATIONS, Result};

const READERS: u32 = 8;
/// How long a writer waits for another process that holds the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// The words of contributions. They follow the column `search` by themselves, so that nobody else has to know of
/// them. Rows have numbers of their own, since those of `contributions` do not outlast a `VACUUM`. What was withdrawn
/// is overwritten here too.
const SEARCH: &str = r#"
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS search_rows (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5 (words, tokenize = "unicode61 remove_diacritics 0");
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
CREATE TRIGGER IF NOT EXISTS search_new AFTER INSERT ON contributions BEGIN
    INSERT INTO search_rows (id) VALUES (new.id);
    INSERT INTO search_words (rowid, words) SELECT number, new.search FROM search_rows WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_changed AFTER UPDATE OF search ON contributions BEGIN
    INSERT INTO search_rows (id) SELECT new.id WHERE NOT EXISTS (SELECT id FROM search_rows WHERE id = new.id);
    DELETE FROM search_words WHERE rowid = (SELECT number FROM search_rows WHERE id = new.id);
    INSERT INTO search_words (rowid, words) SELECT number, new.search FROM search_rows WHERE id = new.id;
END;
CREATE TRIGGER IF NOT EXISTS search_gone AFTER DELETE ON contributions BEGIN
    DELETE FROM search_words WHERE rowid = (SELECT number FROM search_rows WHERE id = old.id);
    DELETE FROM search_rows WHERE id = old.id;
END;
COMMIT;
"#;

/// A file.
#[derive(Debug)]
pub struct SqliteEngine {
    read: SqlitePool,
    write: SqlitePool,
}

impl SqliteEngine {
    /// Opens a file, makes it if it is not there, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(PATIENCE)
            .foreign_keys(true)
            // What was withdrawn is overwritten in the file too.
            .pragma("secure_delete", "ON");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        MIGRATIONS.run(&write).await?;
        let done = sqlx::query("SELECT name FROM sqlite_master WHERE name = 'search_gone'");
        if done.fetch_optional(&write).await?.is_none() {
            sqlx::raw_sql(SEARCH).execute(&write).await?;
        }
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options)
            .await?;
        Ok(SqliteEngine { read, write })
    }
}

#[async_trait]
impl Engine for SqliteEngine {
    async fn read(&self, statement: Statement) -> Result<Vec<Row>> {
        let rows = prepare::<Sqlite>(statement).fetch_all(&self.read).await?;
        Ok(rows.into_iter().map(Row::Sqlite).collect())
    }

    async fn begin(&self) -> Result<Box<dyn engine::Transaction>> {
        let mut transaction = self.write.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query(COUNT_WRITE).execute(&mut *transaction).await?;
        Ok(Box::new(transaction))
    }

    fn holding(&self, statement: Statement, words: &[String]) -> Statement {
        let phrases: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
        statement
            .push(
                " AND contributions.id IN (SELECT id FROM search_rows WHERE number IN \
                 (SELECT rowid FROM search_words WHERE search_words MATCH ",
            )
            .push_bind(phrases.join(" "))
            .push("))")
    }

    async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

#[async_trait]
impl engine::Transaction for Transaction<'static, Sqlite> {
    async fn read(&mut self, statement: Statement) -> Result<Vec<Row>> {
        let rows = prepare::<Sqlite>(statement).fetch_all(&mut **self).await?;
        Ok(rows.into_iter().map(Row::Sqlite).collect())
    }

    async fn run(&mut self, statement: Statement) -> Result<u64> {
        let done = prepare::<Sqlite>(statement).execute(&mut **self).await?;
        Ok(done.rows_affected())
    }

    async fn commit(self: Box<Self>) -> Result<()> {
        Ok(Transaction::commit(*self).await?)
    }
}

/// Whether reading still works: the disk is full, the file cannot be written, or somebody else holds it.
pub(super) fn is_about_writing(code: &str) -> bool {
    const BUSY: u32 = 5;
    const READ_ONLY: u32 = 8;
    const FULL: u32 = 13;
    // The lowest byte says what, the others say why.
    code.parse::<u32>()
        .is_ok_and(|code| [BUSY, READ_ONLY, FULL].contains(&(code & 0xff)))
}
