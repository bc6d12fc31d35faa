//! Once, however often it is sent.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn the_same_request_gets_the_same_answer_again() {
    let server = Server::empty();
    let client = server.client();
    let first = send(&client, "k", "Bænke").await;
    let again = send(&client, "k", "Bænke").await;
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(total(&client).await, 1);
    // The same members in another order are the same text.
    let turned = r#"{"author":{"role":"citizen","name":"Ib"},"body":"b","title":"Bænke","kind":"question"}"#;
    let headers = [("content-type", "application/json"), ("idempotency-key", "k")];
    let turned = client
        .send(
            reqwest::Method::POST,
            "/contributions",
            &headers,
            Some(turned.into()),
        )
        .await;
    assert_eq!(turned.text, first.text);
}

#[tokio::test]
async fn another_text_by_the_same_key_is_refused_and_led_to_the_first() {
    let server = Server::empty();
    let client = server.client();
    let first = send(&client, "k", "Bænke").await;
    let other = send(&client, "k", "Borde").await;
    assert_eq!(
        (other.status.as_u16(), other.problem()),
        (422, "idempotency-reused".into())
    );
    assert_eq!(other.header("location"), first.header("location"));
    let stored = format!(
        "contribution:{}",
        first.json()["contribution"]["id"].as_str().unwrap()
    );
    assert_eq!(other.json()["stored"], stored);
    assert_eq!(total(&client).await, 1);
}

#[tokio::test]
async fn a_key_counts_for_one_address_only() {
    let server = Server::empty();
    let client = server.client();
    let first = send(&client, "k", "Bænke").await.json()["contribution"].clone();
    let subject = format!("contribution:{}", first["id"].as_str().unwrap());
    let new = json!({"subject": subject, "body": "Ja", "author": {"name": "Ib"}});
    let one = client
        .post_with("/comments", &[("idempotency-key", "k")], &new)
        .await;
    let two = client
        .post_with("/comments", &[("idempotency-key", "k")], &new)
        .await;
    assert_eq!((one.status.as_u16(), &one.text), (201, &two.text));
    let debate = client.get(&format!("/comments?subject={subject}")).await.json();
    assert_eq!(debate["total"]["value"], 1);
}

#[tokio::test]
async fn what_was_refused_can_be_sent_again_corrected_by_the_same_key() {
    let server = Server::empty();
    let client = server.client();
    assert_eq!(send(&client, "k", "").await.problem(), "validation");
    assert_eq!(send(&client, "k", "Bænke").await.status, 201);
}

#[tokio::test]
async fn without_a_key_each_request_counts() {
    let server = Server::empty();
    let client = server.client();
    for _ in 0..2 {
        assert_eq!(
            client.post("/contributions", &question("Bænke")).await.status,
            201
        );
    }
    assert_eq!(total(&client).await, 2);
    for key in ["", "med mellemrum", &"k".repeat(256)] {
        assert_eq!(
            send(&client, key, "Bænke").await.problem(),
            "invalid-request",
            "{key:?}"
        );
    }
}

#[tokio::test]
async fn of_twenty_at_the_same_time_one_is_stored() {
    let server = Server::empty();
    let client = server.client();
    for round in 0..5 {
        let key = format!("race-{round}");
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                // Each on a connection of its own, so that they truly come at once.
                let (client, key) = (
                    Client::new(client.base().trim_end_matches("/samskab/v1")),
                    key.clone(),
                );
                tokio::spawn(async move { send(&client, &key, "Bænke").await })
            })
            .collect();
        let mut answers = HashSet::new();
        for task in tasks {
            let answer = task.await.unwrap();
            match answer.status.as_u16() {
                201 => drop(answers.insert(answer.text)),
                409 => assert_eq!(answer.problem(), "idempotency-in-flight"),
                other => panic!("{other}: {}", answer.text),
            }
        }
        assert_eq!(answers.len(), 1);
        assert_eq!(total(&client).await, round + 1);
    }
}

#[tokio::test]
async fn a_server_that_is_killed_while_it_writes_has_stored_each_request_once_or_not_at_all() {
    const REQUESTS: usize = 150;
    let mut server = Server::empty();
    let http = reqwest::Client::new();
    let address = format!("{}/contributions", server.client().base());
    let tasks: Vec<_> = (0..REQUESTS)
        .map(|number| {
            let request = http
                .post(&address)
                .header("content-type", "application/json")
                .header("idempotency-key", format!("k{number}"))
                .body(question(&format!("Nummer {number}")).to_string());
            tokio::spawn(async move {
                match request.send().await {
                    Ok(answer) => answer.text().await.ok(),
                    Err(_) => None,
                }
            })
        })
        .collect();
    while total(&server.client()).await < 20 {
        tokio::task::yield_now().await;
    }
    server.kill();
    let mut told: Vec<Option<String>> = Vec::new();
    for task in tasks {
        told.push(task.await.unwrap());
    }

    let server = server.restart();
    let client = server.client();
    let stored_before = total(&client).await;
    assert!(stored_before >= told.iter().flatten().count());
    for (number, told) in told.into_iter().enumerate() {
        let again = send(&client, &format!("k{number}"), &format!("Nummer {number}")).await;
        assert_eq!(again.status, 201);
        if let Some(told) = told {
            let told: Value = serde_json::from_str(&told).unwrap();
            assert_eq!(told["contribution"]["id"], again.json()["contribution"]["id"]);
            assert_eq!(told["secret"], again.json()["secret"]);
        }
    }
    assert_eq!(total(&client).await, REQUESTS);
}

async fn send(client: &Client, key: &str, title: &str) -> crate::support::Answer {
    client
        .post_with("/contributions", &[("idempotency-key", key)], &question(title))
        .await
}

fn question(title: &str) -> Value {
    json!({"kind": "question", "title": title, "body": "b", "author": {"name": "Ib"}})
}

async fn total(client: &Client) -> usize {
    let total = client.get("/contributions").await.json()["total"]["value"].as_u64();
    usize::try_from(total.unwrap()).unwrap()
}
