//! What lasts, and for how long, whatever happens to the database.

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn while_somebody_else_holds_the_database_reading_goes_on_and_writing_is_told_to_wait() {
    let server = Server::seeded();
    let client = server.client();
    let mut other = server.database().connect().await;
    other.hold_the_line().await;
    let refused = send(&client, "k").await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (503, "temporarily-read-only".into())
    );
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(client.get("/contributions").await.status, 200);
    other.execute("ROLLBACK").await;
    assert_eq!(send(&client, "k").await.status, 201);
}

#[tokio::test]
async fn an_answer_can_be_asked_for_again_for_a_day_and_is_forgotten_after_two() {
    let mut server = Server::empty();
    let first = send(&server.client(), "k").await.json()["contribution"]["id"].clone();
    for (hours, is_kept) in [(25, true), (49, false)] {
        server.stop();
        let mut database = server.database().connect().await;
        let earlier = format!(
            "UPDATE answers SET created_at = created_at - {}",
            hours * 3_600_000_000_i64
        );
        database.execute(&earlier).await;
        database.close().await;
        server = server.restart();
        let again = send(&server.client(), "k").await.json()["contribution"]["id"].clone();
        assert_eq!(again == first, is_kept, "after {hours} hours");
    }
}

#[tokio::test]
async fn a_database_of_this_version_is_opened_again_as_it_is() {
    let mut server = Server::seeded();
    let before = client_sees(&server.client()).await;
    for _ in 0..2 {
        assert!(server.stop().success());
        server = server.restart();
    }
    assert_eq!(client_sees(&server.client()).await, before);
}

async fn client_sees(client: &Client) -> Vec<Value> {
    let page = client.get("/contributions?order=oldest&limit=100").await.json();
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!([item["id"], item["counts"], item["status"]]))
        .collect()
}

async fn send(client: &Client, key: &str) -> crate::support::Answer {
    let new = json!({"kind": "question", "title": "Bænke", "body": "b", "author": {"name": "Ib"}});
    client
        .post_with("/contributions", &[("idempotency-key", key)], &new)
        .await
}
