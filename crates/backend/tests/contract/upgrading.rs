//! What an older version has kept.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use sqlx::migrate::Migrator;

use crate::support::{Connection, Database, Server};

#[tokio::test]
async fn a_database_of_the_first_version_is_brought_up_to_date_with_all_that_is_in_it() {
    let database = Database::empty();
    make_first_version(&database).await;
    let database = Arc::new(database);
    // Once to bring it up to date, and once more to find that there is nothing to do.
    for _ in 0..2 {
        let mut server = Server::on(database.clone());
        let client = server.client();
        let list = client.get("/contributions?kind=idea&project=p").await.json();
        assert_eq!(list["total"]["value"], 1);
        let idea = client.get("/contributions/c").await.json();
        assert_eq!(idea["title"], "Bænke på åstien");
        assert_eq!(idea["counts"]["comments"], 2);
        assert_eq!(idea["project"]["title"], "Åen");
        let debate = client.get("/comments?subject=contribution:c").await.json();
        assert_eq!(debate["items"][0]["body"]["value"], "Ja tak");
        assert_eq!(debate["items"][0]["replies"]["items"][0]["parent_author"], "Ib");
        for words in ["bænke", "ÅSTIEN", "sidde%20ned"] {
            let found = client.get(&format!("/contributions?q={words}")).await.json();
            assert_eq!(found["total"]["value"], 1, "{words}");
        }
        // What once lay in its project lies beside it now, and can be read there too.
        let project = client.get("/projects/p").await.json();
        assert_eq!(project["events"][0]["title"], "Gåtur");
        assert_eq!(project["decisions"][0]["by"], "Byrådet");
        assert_eq!(client.get("/events?project=p").await.json()["total"]["value"], 1);
        assert_eq!(
            client.get("/decisions?project=p").await.json()["total"]["value"],
            1
        );
        let new = json!({"subject": "contribution:c", "body": "Også jeg", "author": {"name": "Eva"}});
        assert_eq!(client.post("/comments", &new).await.status, 201);
        assert!(server.stop().success());
        take_newest_comment_away(&database).await;
    }
}

/// The tables as they first were, with something of everything in them.
async fn make_first_version(database: &Database) {
    let folder = tempfile::tempdir().unwrap();
    let first = "0001_first_tables.sql";
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    std::fs::copy(migrations.join(first), folder.path().join(first)).unwrap();
    let migrator = Migrator::new(folder.path()).await.unwrap();
    let mut connection = database.connect().await;
    match &mut connection {
        Connection::File(file) => migrator.run(file).await.unwrap(),
        Connection::Server(server) => migrator.run(server).await.unwrap(),
    }
    let rows = [
        format!("INSERT INTO meta VALUES ('key', '{}')", "A".repeat(86)),
        format!("INSERT INTO projects VALUES ('p', 'Åen', '{}')", project()),
        format!(
            "INSERT INTO contributions (id, kind, status, project, reference, created_at, comments, heard, search, \
             document) VALUES ('c', 'idea', 'received', 'p', 'S-1', 1767225600000000, 2, 5, \
             'bænke på åstien\nman kan ikke sidde ned.', '{}')",
            contribution()
        ),
        format!(
            "INSERT INTO comments VALUES ('a', 'contribution:c', NULL, 0, 1767225600000001, 'published', 1, 1, 1, \
             'Ib', '{}')",
            comment("a", None, "Ja tak", "Ib")
        ),
        format!(
            "INSERT INTO comments VALUES ('b', 'contribution:c', 'a', 1, 1767225600000002, 'published', 1, 0, 0, \
             'Bo', '{}')",
            comment("b", Some("a"), "Enig", "Bo")
        ),
        "INSERT INTO answers VALUES ('POST', '/comments', 'k', 'f', 'comment:a', '{}', 1767225600000001)"
            .to_owned(),
    ];
    for row in rows {
        connection.execute(&row).await;
    }
    connection.close().await;
}

async fn take_newest_comment_away(database: &Database) {
    let mut connection = database.connect().await;
    connection
        .execute("DELETE FROM comments WHERE id NOT IN ('a', 'b'); UPDATE contributions SET comments = 2")
        .await;
    connection.close().await;
}

fn project() -> Value {
    json!({"id": "p", "kind": "development", "title": "Åen", "summary": "Om åen",
        "state": "open",
        "openness": "open", "role_offered": "involved",
        "events": [{"id": "tur", "kind": "working_meeting", "title": "Gåtur", "starts_at": "2026-01-02T00:00:00Z"}],
        "decisions": [{"id": "ja", "decided_at": "2026-01-03T00:00:00Z", "by": "Byrådet",
            "outcome": {"value": "Ja"}, "reasons": {"value": "Det er en god idé."}}]})
}

fn contribution() -> Value {
    json!({"id": "c", "kind": "idea", "title": "Bænke på åstien", "summary": "Man kan ikke sidde ned.",
        "body": {"value": "Man kan ikke sidde ned."}, "author": {"name": "Amira", "role": "citizen"},
        "created_at": "2026-01-01T00:00:00Z", "status": {"category": "received"},
        "trail": [{"step": "received", "at": "2026-01-01T00:00:00Z"}], "reference": "S-1"})
}

fn comment(id: &str, parent: Option<&str>, body: &str, author: &str) -> Value {
    json!({"id": id, "subject": "contribution:c", "parent": parent, "depth": i32::from(parent.is_some()),
        "body": {"value": body}, "author": {"name": author, "role": "citizen"},
        "created_at": "2026-01-01T00:00:00Z", "state": "published"})
}
