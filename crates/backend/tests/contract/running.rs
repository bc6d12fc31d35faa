//! The command itself: how it starts, what it says, how it ends.

use std::process::Output;

use crate::support::{Database, Server, run};

#[test]
fn a_port_that_is_taken_is_told_in_one_line() {
    let server = Server::empty();
    let output = run(&["serve", "--port", server.port()], server.database());
    let line = refused(&output);
    assert!(line.contains(server.port()) && line.contains("taken"), "{line}");
}

#[test]
fn a_database_that_cannot_be_opened_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let line = refused(&run(
        &["serve", "--port", "0"],
        &Database::at(folder.path().join("no/such/folder.db").display()),
    ));
    assert!(line.contains("folder.db"), "{line}");
    let text = folder.path().join("text.db");
    std::fs::write(
        &text,
        "This is no database, and it is long enough to be told apart from one. ".repeat(20),
    )
    .unwrap();
    refused(&run(&["seed"], &Database::at(text.display())));
    let server = "postgres://ib:secret@localhost:9/samskab";
    let line = refused(&run(&["seed"], &Database::at(server)));
    assert!(
        line.contains("localhost:9/samskab") && !line.contains("secret"),
        "{line}"
    );
}

#[test]
fn seeds_are_never_mixed_with_what_is_there() {
    let database = Database::empty();
    let first = run(&["seed"], &database);
    assert!(first.status.success(), "{first:?}");
    let line = refused(&run(&["seed"], &database));
    assert!(line.contains("already holds content"), "{line}");
}

#[tokio::test]
async fn it_ends_when_it_is_asked_to_and_what_was_written_is_there_the_next_time() {
    let mut server = Server::seeded();
    let before = server
        .client()
        .get("/contributions?order=oldest&limit=100")
        .await
        .json()["items"]
        .clone();
    // A connection that is kept open does not keep it from ending.
    let _kept = std::net::TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    assert!(server.stop().success());
    if let Some(file) = server.database().file() {
        let left: Vec<_> = std::fs::read_dir(file.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }
    let server = server.restart();
    let after = server
        .client()
        .get("/contributions?order=oldest&limit=100")
        .await
        .json()["items"]
        .clone();
    let title = |items: &serde_json::Value| {
        items
            .as_array()
            .unwrap()
            .iter()
            .map(|i| i["title"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(title(&after), title(&before));
}

#[tokio::test]
async fn localhost_answers_on_both_of_its_addresses() {
    let server = Server::empty();
    let port = server.port();
    assert!(
        reqwest::get(format!("http://127.0.0.1:{port}/.well-known/samskab"))
            .await
            .unwrap()
            .status()
            .is_success()
    );
    if std::net::TcpListener::bind("[::1]:0").is_ok() {
        let answer = reqwest::get(format!("http://[::1]:{port}/.well-known/samskab"))
            .await
            .unwrap();
        assert!(answer.status().is_success());
    }
}

fn refused(output: &Output) -> String {
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
    assert_eq!(output.stdout, b"");
    told
}
