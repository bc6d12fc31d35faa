//! Many who write at once, through one process or through two, and those who follow what they do.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::support::{Client, Connection, Database, EventStream, Server, is_on_postgres};

const WRITERS: usize = 100;
const COMMENTS: usize = 4;
const LATE: usize = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_hundred_who_write_at_once_each_counts_once_and_followers_miss_nothing() {
    let (server, other) = start();
    let client = server.client();
    let idea = send_idea(&client).await;
    let start = client.get("/changes").await.json()["page"]["next"].clone();
    let expected = WRITERS * COMMENTS + LATE;
    let reader = follow_list(&other, start.as_str().unwrap(), expected);
    let listener = follow_stream(&server, expected).await;

    let late = hold_up(server.database().connect().await, idea.clone());
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let client = if writer % 2 == 0 { &server } else { &other }.client();
            tokio::spawn(write(client, writer, idea.clone()))
        })
        .collect();
    let mut ids = HashSet::new();
    for writer in writers {
        ids.extend(writer.await.unwrap());
    }
    late.await.unwrap();
    assert_eq!(ids.len(), WRITERS * COMMENTS);

    let counted = client
        .get(&idea.replace("contribution:", "/contributions/"))
        .await
        .json();
    assert_eq!(counted["counts"]["comments"], WRITERS * COMMENTS);
    let mut found = HashSet::new();
    let mut next = format!("/comments?subject={idea}&layout=flat&limit=100");
    loop {
        let page = client.get(&next).await.json();
        assert_eq!(page["total"]["value"], WRITERS * COMMENTS);
        for comment in page["items"].as_array().unwrap() {
            assert!(
                found.insert(comment["id"].as_str().unwrap().to_owned()),
                "{comment} comes twice"
            );
        }
        match page["page"]["next"].as_str() {
            Some(address) => next = address.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, ids);

    let mut database = server.database().connect().await;
    let truth = database
        .texts("SELECT ref FROM changes WHERE position > 1 ORDER BY position")
        .await;
    database.close().await;
    assert_eq!(truth.len(), expected);
    assert_eq!(reader.await.unwrap(), truth, "read from the list");
    assert_eq!(listener.await.unwrap(), truth, "heard on the stream");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_and_withdrawals_at_once_leave_every_count_true() {
    let (server, other) = start();
    let client = server.client();
    let idea = send_idea(&client).await;
    let root = say(&client, &idea, None, "root").await;
    let root = root["comment"]["id"].as_str().unwrap().to_owned();
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let client = if writer % 2 == 0 { &server } else { &other }.client();
            let (idea, root) = (idea.clone(), root.clone());
            tokio::spawn(async move {
                let sent = say(&client, &idea, Some(&root), &format!("{writer}")).await;
                if writer % 4 == 0 {
                    let path = format!("/comments/{}", sent["comment"]["id"].as_str().unwrap());
                    let secret = sent["secret"].as_str().unwrap();
                    assert_eq!(client.delete(&path, secret).await.status, 204);
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let left = WRITERS - WRITERS / 4;
    let idea = client
        .get(&idea.replace("contribution:", "/contributions/"))
        .await
        .json();
    assert_eq!(idea["counts"]["comments"], left + 1);
    let root = client.get(&format!("/comments/{root}")).await.json();
    assert_eq!(
        (&root["counts"]["replies"], &root["counts"]["descendants"]),
        (&json!(left), &json!(left))
    );
}

/// One process on a file, two on a server.
fn start() -> (Arc<Server>, Arc<Server>) {
    let server = Arc::new(Server::on(Arc::new(Database::empty())));
    let other = if is_on_postgres() {
        Arc::new(server.beside())
    } else {
        server.clone()
    };
    (server, other)
}

/// Sends each comment twice, as after a lost answer.
async fn write(client: Client, writer: usize, idea: String) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..COMMENTS {
        let key = format!("{writer}-{number}");
        let new = json!({"subject": idea, "body": key, "author": {"name": "Ib"}});
        let key = [("idempotency-key", key.as_str())];
        let first = client.post_with("/comments", &key, &new).await;
        let again = client.post_with("/comments", &key, &new).await;
        assert_eq!((first.status.as_u16(), &first.text), (201, &again.text));
        ids.push(first.json()["comment"]["id"].as_str().unwrap().to_owned());
    }
    ids
}

/// Commits some changes long after it has begun to write them.
fn hold_up(mut connection: Connection, idea: String) -> JoinHandle<()> {
    tokio::spawn(async move {
        for _ in 0..LATE {
            connection.hold_the_line().await;
            let note = format!(
                "INSERT INTO changes (position, type, ref, subject, at) \
                 SELECT max(position) + 1, 'contribution.updated', '{idea}', '{idea}', 0 FROM changes"
            );
            connection.execute(&note).await;
            tokio::time::sleep(Duration::from_millis(60)).await;
            connection.execute("COMMIT").await;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        connection.close().await;
    })
}

/// Reads on until it has seen so many.
fn follow_list(server: &Server, start: &str, expected: usize) -> JoinHandle<Vec<String>> {
    let (client, query) = (server.client(), start.split_once('?').unwrap().1);
    let mut next = format!("/changes?{query}");
    tokio::spawn(async move {
        let mut seen = Vec::new();
        while seen.len() < expected {
            let page = client.get(&next).await.json();
            seen.extend(page["items"].as_array().unwrap().iter().map(read_ref));
            let (_, query) = page["page"]["next"].as_str().unwrap().split_once('?').unwrap();
            next = format!("/changes?{query}");
        }
        seen
    })
}

/// Listens until it has heard so many, and loses its connection now and then.
async fn follow_stream(server: &Arc<Server>, expected: usize) -> JoinHandle<Vec<String>> {
    let server = server.clone();
    let mut stream = EventStream::open(&server, "", None).await;
    assert!(!stream.next().await.id.is_empty());
    tokio::spawn(async move {
        let mut heard = Vec::new();
        while heard.len() < expected {
            let event = stream.next().await;
            if event.data.is_empty() {
                continue;
            }
            heard.push(read_ref(&event.json()));
            if heard.len().is_multiple_of(97) {
                stream = EventStream::open(&server, "", Some(&event.id)).await;
            }
        }
        heard
    })
}

fn read_ref(change: &Value) -> String {
    change["ref"].as_str().unwrap().to_owned()
}

async fn send_idea(client: &Client) -> String {
    let new =
        json!({"kind": "idea", "title": "Bænke", "problem": "p", "body": "b", "author": {"name": "Ib"}});
    let sent = client.post("/contributions", &new).await.json();
    format!("contribution:{}", sent["contribution"]["id"].as_str().unwrap())
}

async fn say(client: &Client, subject: &str, parent: Option<&str>, body: &str) -> Value {
    let mut new = json!({"subject": subject, "body": body, "author": {"name": "Ib"}});
    if let Some(parent) = parent {
        new["parent"] = parent.into();
    }
    let sent = client.post("/comments", &new).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    sent.json()
}
