//! How much one may write in a while.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Server};

#[tokio::test]
async fn whoever_writes_too_fast_is_told_when_to_go_on_and_keeps_nobody_else_from_writing() {
    let server = Server::serving(&["--writes-per-minute", "3"]);
    let client = server.client();
    let made = client.post("/participants", &json!({})).await.json();
    let ib = format!("Guest {}", made["secret"].as_str().unwrap());
    let me = [("authorization", &*ib)];
    for _ in 0..3 {
        assert_eq!(
            client.post_with("/contributions", &me, &question()).await.status,
            201
        );
    }
    let refused = client.post_with("/contributions", &me, &question()).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (429, "too-many-requests".into())
    );
    let wait: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    let all = client.get("/contributions").await.json();
    assert_eq!(all["total"]["value"], 3, "nothing more was stored");
    for _ in 0..10 {
        assert_eq!(
            client.get_with("/me", &me).await.status,
            200,
            "reading is not measured"
        );
    }
    let delete = client.send(Method::DELETE, "/me", &me, None).await;
    assert_eq!(delete.status, 429, "every way to write is measured");
    assert_eq!(client.post("/contributions", &question()).await.status, 201);
}

#[tokio::test]
async fn an_address_has_room_for_twenty_and_another_address_has_its_own() {
    let server = Server::serving(&["--writes-per-minute", "2"]);
    let client = server.client();
    let mut outcomes = Vec::new();
    for number in 0..42 {
        // What a sender says of themselves before the proxy does counts for nothing, nor does a secret that does not fit.
        let forwarded = format!("192.0.2.{number}, 198.51.100.7");
        outcomes.push(write_from(&client, &forwarded).await.status.as_u16());
    }
    assert!(outcomes[..40].iter().all(|status| *status == 201), "{outcomes:?}");
    assert_eq!(outcomes[41], 429, "{outcomes:?}");
    assert_eq!(write_from(&client, "198.51.100.8").await.status, 201);
    assert_eq!(client.post("/contributions", &question()).await.status, 201);
}

#[tokio::test]
async fn a_school_class_is_not_shut_out_by_what_is_usual() {
    let server = Server::serving(&[]);
    let client = server.client();
    let tasks: Vec<_> = (0..30)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move {
                for _ in 0..6 {
                    assert_eq!(write_from(&client, "192.0.2.1").await.status, 201);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn a_secret_that_was_made_up_has_no_measure_of_its_own() {
    let server = Server::serving(&["--writes-per-minute", "1"]);
    let client = server.client();
    let mut last = 0;
    for number in 0..22 {
        let secret = format!("Guest made-up-{number}.abc");
        let headers = [("authorization", &*secret)];
        last = client
            .post_with("/contributions", &headers, &question())
            .await
            .status
            .as_u16();
    }
    assert_eq!(last, 429);
}

async fn write_from(client: &Client, forwarded: &str) -> Answer {
    let headers = [("x-forwarded-for", forwarded)];
    client.post_with("/contributions", &headers, &question()).await
}

fn question() -> Value {
    json!({"kind": "question", "title": "Bænke?", "body": "Hvor?", "author": {"name": "Ib"}})
}
