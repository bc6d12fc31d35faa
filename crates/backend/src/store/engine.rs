//! What a database engine has to do so that the store can stand on it. Everything above speaks SQL that both
//! engines understand, and this room is the only one that knows there are two.

use std::fmt;

use async_trait::async_trait;
use sqlx::database::Database;
use sqlx::encode::Encode;
use sqlx::postgres::PgRow;
use sqlx::query::Query;
use sqlx::sqlite::SqliteRow;
use sqlx::types::Type;
use sqlx::{AssertSqlSafe, FromRow};

use super::Result;
use super::statement::{Statement, Value};

/// A database that several readers and, one after the other, writers use.
#[async_trait]
pub trait Engine: fmt::Debug + Send + Sync {
    /// What a statement finds, as of now.
    async fn read(&self, statement: Statement) -> Result<Vec<Row>>;

    /// Begins to write, once everybody who came before has finished: also those in other processes.
    async fn begin(&self) -> Result<Box<dyn Transaction>>;

    /// Goes on with a condition on `contributions`: for each of these words it holds one that begins with it. Found
    /// by the engine's own full-text search; the one thing that engines are asked for in SQL of their own.
    fn holding(&self, statement: Statement, words: &[String]) -> Statement;

    /// Lets go of the database.
    async fn close(&self);
}

/// What is being written, all or nothing. Dropped without a commit it never happened.
#[async_trait]
pub trait Transaction: Send {
    /// What a statement finds, with what has been written here.
    async fn read(&mut self, statement: Statement) -> Result<Vec<Row>>;

    /// Changes something; answers how many rows.
    async fn run(&mut self, statement: Statement) -> Result<u64>;

    /// Makes it so.
    async fn commit(self: Box<Self>) -> Result<()>;
}

/// What was found, in the engine's own form.
pub enum Row {
    /// By SQLite.
    Sqlite(SqliteRow),
    /// By PostgreSQL.
    Postgres(PgRow),
}

/// What a row can be read as: a tuple, or a `#[derive(FromRow)]` struct, of `String` for columns of `TEXT`,
/// `i64` for columns of `BIGINT` and `Vec<u8>` for columns of `BYTEA`, in an `Option` where they can be null.
pub trait Readable: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

impl<T> Readable for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

impl Row {
    /// Reads the row.
    pub fn decode<T: Readable>(&self) -> Result<T> {
        Ok(match self {
            Row::Sqlite(row) => T::from_row(row)?,
            Row::Postgres(row) => T::from_row(row)?,
        })
    }
}

/// A statement as an engine's driver takes it.
pub(super) fn prepare<'q, DB: Database>(statement: Statement) -> Query<'q, DB, DB::Arguments>
where
    Option<String>: Encode<'q, DB> + Type<DB>,
    Option<i64>: Encode<'q, DB> + Type<DB>,
    Vec<u8>: Encode<'q, DB> + Type<DB>,
{
    let (text, values) = statement.into_parts();
    // The text is made of constants alone, see `Statement`.
    values
        .into_iter()
        .fold(sqlx::query(AssertSqlSafe(text)), |query, value| match value {
            Value::Text(text) => query.bind(text),
            Value::Number(number) => query.bind(number),
            Value::Bytes(bytes) => query.bind(bytes),
        })
}
