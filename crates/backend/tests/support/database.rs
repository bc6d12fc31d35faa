//! The database of a test, on the store that this run of the tests is about.

use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use tempfile::TempDir;

use super::cluster;
use super::server::run;

/// A database of one's own. It goes with its test.
pub struct Database {
    address: String,
    home: Home,
}

enum Home {
    Folder(TempDir),
    Cluster(String),
    /// Belongs to somebody else.
    Elsewhere,
}

/// A connection beside the backend's own.
pub enum Connection {
    /// To a file.
    File(SqliteConnection),
    /// To a server.
    Server(PgConnection),
}

/// Whether these tests are run on PostgreSQL, as their program's name says.
pub fn is_on_postgres() -> bool {
    env!("CARGO_CRATE_NAME").ends_with("on_postgres")
}

impl Database {
    /// One that holds nothing.
    pub fn empty() -> Self {
        if is_on_postgres() {
            return Self::on_cluster(None);
        }
        let folder = tempfile::tempdir().unwrap();
        Database {
            address: folder.path().join("samskab.db").display().to_string(),
            home: Home::Folder(folder),
        }
    }

    /// One with the invented municipality.
    pub fn seeded() -> Self {
        if is_on_postgres() {
            return Self::on_cluster(Some(cluster::seeded_template()));
        }
        let database = Self::empty();
        assert!(run(&["seed"], &database).status.success());
        database
    }

    /// What `--database` is told.
    pub fn at(address: impl ToString) -> Self {
        Database {
            address: address.to_string(),
            home: Home::Elsewhere,
        }
    }

    /// What `--database` is told.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<PathBuf> {
        match &self.home {
            Home::Folder(folder) => Some(folder.path().join("samskab.db")),
            _ => None,
        }
    }

    /// Another connection to it.
    pub async fn connect(&self) -> Connection {
        if self.address.starts_with("postgres:") {
            return Connection::Server(PgConnection::connect(&self.address).await.unwrap());
        }
        let address = format!("sqlite:{}?mode=rwc", self.address);
        Connection::File(SqliteConnection::connect(&address).await.unwrap())
    }

    fn on_cluster(template: Option<&str>) -> Self {
        let name = cluster::shared().create(template).unwrap();
        Database {
            address: cluster::shared().address(&name),
            home: Home::Cluster(name),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Home::Cluster(name) = &self.home {
            cluster::shared().remove(name).unwrap();
        }
    }
}

impl Connection {
    /// Does something.
    pub async fn execute(&mut self, statements: &str) {
        let statements = sqlx::raw_sql(AssertSqlSafe(statements.to_owned()));
        match self {
            Connection::File(file) => drop(statements.execute(file).await.unwrap()),
            Connection::Server(server) => drop(statements.execute(server).await.unwrap()),
        }
    }

    /// The texts that a query of one column finds.
    pub async fn texts(&mut self, query: &str) -> Vec<String> {
        let query = AssertSqlSafe(query.to_owned());
        match self {
            Connection::File(file) => sqlx::query_scalar(query).fetch_all(file).await.unwrap(),
            Connection::Server(server) => sqlx::query_scalar(query).fetch_all(server).await.unwrap(),
        }
    }

    /// Begins to write as the backend does, so that nobody else can until this connection is closed.
    pub async fn hold_the_line(&mut self) {
        let begin = match self {
            Connection::File(_) => "BEGIN IMMEDIATE",
            Connection::Server(_) => "BEGIN; SELECT writes FROM line FOR UPDATE",
        };
        self.execute(begin).await;
    }

    /// Lets go of the database.
    pub async fn close(self) {
        match self {
            Connection::File(file) => file.close().await.unwrap(),
            Connection::Server(server) => server.close().await.unwrap(),
        }
    }
}
