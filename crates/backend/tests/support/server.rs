//! The backend as a process of its own, on a database of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

use super::{Client, Database};

/// A running backend. It ends with its test.
pub struct Server {
    process: Child,
    /// Where it can be reached, without a slash at the end.
    pub address: String,
    database: Arc<Database>,
}

impl Server {
    /// On an empty database.
    pub fn empty() -> Self {
        Self::on(Arc::new(Database::empty()))
    }

    /// On a database with the invented municipality.
    pub fn seeded() -> Self {
        Self::on(Arc::new(Database::seeded()))
    }

    /// On a database that something was done to before.
    pub fn prepared(prepare: impl FnOnce(&Database)) -> Self {
        let database = Database::empty();
        prepare(&database);
        Self::on(Arc::new(database))
    }

    /// On an empty database, with these options.
    pub fn serving(options: &[&str]) -> Self {
        Self::start(Arc::new(Database::empty()), options)
    }

    /// On this database.
    pub fn on(database: Arc<Database>) -> Self {
        Self::start(database, &["--writes-per-minute", "0"])
    }

    /// On this database, with these options.
    pub fn start(database: Arc<Database>, options: &[&str]) -> Self {
        let mut process = program()
            .args(["serve", "--port", "0", "--database"])
            .arg(database.address())
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("it said {line:?}"));
        Server {
            process,
            address: address.to_owned(),
            database,
        }
    }

    /// Again, on the database that this one left.
    pub fn restart(self) -> Self {
        Self::on(self.database.clone())
    }

    /// A client for it.
    pub fn client(&self) -> Client {
        Client::new(&self.address)
    }

    /// Its port.
    pub fn port(&self) -> &str {
        self.address.rsplit(':').next().unwrap()
    }

    /// A client for one of the municipalities that it serves beside the one at the root.
    pub fn client_of(&self, space: &str) -> Client {
        Client::new(&format!("{}/spaces/{space}", self.address))
    }

    /// The token of a new steward who answers in the name of this office.
    pub fn steward(&self, office: &str) -> String {
        appoint(office, self.database())
    }

    /// Its database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Another one on the same database, at the same time.
    pub fn beside(&self) -> Self {
        Self::on(self.database.clone())
    }

    /// Ends it without a word.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(&mut self) -> std::process::ExitStatus {
        let process = self.process.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &process])
                .status()
                .unwrap()
                .success()
        );
        self.process.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a command of the backend on a database, to its end.
pub fn run(arguments: &[&str], database: &Database) -> Output {
    program()
        .args(arguments)
        .arg("--database")
        .arg(database.address())
        .output()
        .unwrap()
}

/// The token of a new steward who answers in the name of this office.
pub fn appoint(office: &str, database: &Database) -> String {
    let made = run(
        &["steward", "--name", "Prøve Prøvesen", "--office", office],
        database,
    );
    assert!(made.status.success());
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_samskab-backend"))
}
