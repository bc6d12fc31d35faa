//! A database server that falls over, while the backend stands. On a file there is no such server.

use std::sync::Arc;
use std::time::{Duration, Instant};

use samskab_cluster::Cluster;
use serde_json::json;

use crate::support::{Client, Database, Server, is_on_postgres, programs};

const WRITERS: usize = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_kept_though_the_database_server_is_killed_while_it_writes() {
    if !is_on_postgres() {
        return;
    }
    let mut cluster = Cluster::start(&programs(), "").unwrap();
    let name = cluster.create(None).unwrap();
    let server = Server::on(Arc::new(Database::at(cluster.address(&name))));
    let client = server.client();
    let idea =
        json!({"kind": "idea", "title": "Bænke", "problem": "p", "body": "b", "author": {"name": "Ib"}});
    let idea = client.post("/contributions", &idea).await.json()["contribution"]["id"].clone();
    let subject = format!("contribution:{}", idea.as_str().unwrap());

    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write(server.client(), writer, subject.clone())))
        .collect();
    tokio::time::sleep(Duration::from_millis(700)).await;
    cluster.kill().unwrap();
    // Reading fails too, and says so; nothing is said to have broken here.
    let refused = client.get("/contributions").await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (503, "temporarily-unavailable".into())
    );
    let mut answered = Vec::new();
    for writer in writers {
        answered.extend(writer.await.unwrap());
    }
    assert!(answered.len() > WRITERS, "{}", answered.len());

    cluster.restart().unwrap();
    // The same backend goes on by itself.
    let deadline = Instant::now() + Duration::from_secs(60);
    while client.get("/contributions").await.status != 200 {
        assert!(Instant::now() < deadline);
    }
    for (key, text) in &answered {
        let again = send(&client, &subject, key).await;
        assert_eq!((again.status.as_u16(), &again.text), (201, text), "{key}");
    }
    let counted = client
        .get(&format!("/contributions/{}", idea.as_str().unwrap()))
        .await
        .json();
    let total = client
        .get(&format!("/comments?subject={subject}&layout=flat"))
        .await
        .json();
    // One or another was stored whose answer was lost on the way, at most one of each writer.
    let count = counted["counts"]["comments"].as_u64().unwrap() as usize;
    assert_eq!(total["total"]["value"], count);
    assert!(
        (answered.len()..=answered.len() + WRITERS).contains(&count),
        "{count}"
    );
}

/// Writes one comment after the other until one is refused; answers what it was told, by the key.
async fn write(client: Client, writer: usize, subject: String) -> Vec<(String, String)> {
    let mut answered = Vec::new();
    for number in 0.. {
        let key = format!("{writer}-{number}");
        let answer = send(&client, &subject, &key).await;
        if answer.status != 201 {
            assert_eq!(answer.status, 503, "{}", answer.text);
            break;
        }
        answered.push((key, answer.text));
    }
    answered
}

async fn send(client: &Client, subject: &str, key: &str) -> crate::support::Answer {
    let new = json!({"subject": subject, "body": key, "author": {"name": "Ib"}});
    client
        .post_with("/comments", &[("idempotency-key", key)], &new)
        .await
}
