//! What has changed: none is missed, none comes out of order, and nothing is said of what it is.

use serde_json::{Value, json};

use crate::support::{Client, EventStream, Server};

#[tokio::test]
async fn everything_that_is_written_is_told_once_and_in_order() {
    let server = Server::empty();
    let client = server.client();
    let start = client.get("/changes").await.json();
    assert_eq!(start["items"], json!([]));
    let idea = send_idea(&client).await;
    let comment = send_comment(&client, &idea, "Ja").await;
    let path = format!("/comments/{}", comment["comment"]["id"].as_str().unwrap());
    let secret = comment["secret"].as_str().unwrap();
    assert_eq!(client.delete(&path, secret).await.status, 204);

    let page = client.get(start["page"]["next"].as_str().unwrap()).await.json();
    let told: Vec<Value> = items(&page)
        .iter()
        .map(|change| json!([change["type"], change["ref"], change["subject"]]))
        .collect();
    let of_comment = format!("comment:{}", comment["comment"]["id"].as_str().unwrap());
    assert_eq!(
        told,
        [
            json!(["contribution.created", idea, null]),
            json!(["comment.created", of_comment, idea]),
            json!(["comment.removed", of_comment, idea]),
        ]
    );
    let next = page["page"]["next"].as_str().unwrap();
    let end = client.get(next).await;
    assert_eq!(end.json()["items"], json!([]));
    assert_eq!(end.json()["page"]["next"], next, "there is always a way on");
    // Whoever has no cursor yet sees the last ones.
    let last = client.get("/changes?limit=2").await.json();
    assert_eq!(items(&last), &items(&page)[1..]);
    // Nothing is told by what fails or comes again.
    let refused = json!({"subject": idea, "body": "", "author": {"name": "Ib"}});
    assert_eq!(client.post("/comments", &refused).await.status, 422);
    assert_eq!(client.delete(&path, secret).await.status, 204);
    assert_eq!(client.get(next).await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_reader_of_few_things_hears_of_them_and_of_what_is_about_them() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (send_idea(&client).await, send_idea(&client).await);
    for idea in [&one, &other, &one] {
        send_comment(&client, idea, "Ja").await;
    }
    let page = client.get(&format!("/changes?refs={one}&limit=2")).await.json();
    assert_eq!(items(&page).len(), 2);
    let all = client.get(&format!("/changes?refs={one},{other}")).await.json();
    assert_eq!(items(&all).len(), 5);
    let since = items(&all)[0]["cursor"].as_str().unwrap();
    let mut next = format!("/changes?refs={one}&limit=1&cursor={since}");
    let mut seen = 0;
    loop {
        let page = client.get(&next).await.json();
        if items(&page).is_empty() {
            break;
        }
        assert_eq!(items(&page)[0]["subject"], one);
        seen += 1;
        next = page["page"]["next"].as_str().unwrap().to_owned();
    }
    assert_eq!(seen, 2);
    for bad in ["refs=contribution", "refs=:a"] {
        assert_eq!(
            client.get(&format!("/changes?{bad}")).await.problem(),
            "invalid-request"
        );
    }
    assert_eq!(
        client.get("/changes?cursor=AAAA").await.problem(),
        "cursor-mismatch"
    );
}

#[tokio::test]
async fn what_is_older_than_thirty_days_is_forgotten_and_a_reader_who_was_away_is_told() {
    let mut server = Server::empty();
    let client = server.client();
    let start = client.get("/changes").await.json()["page"]["next"].clone();
    let idea = send_idea(&client).await;
    let early = client.get("/changes").await.json()["page"]["next"].clone();
    for _ in 0..3 {
        send_comment(&client, &idea, "Ja").await;
    }
    let late = client.get("/changes").await.json()["page"]["next"].clone();
    server.stop();
    let mut database = server.database().connect().await;
    database
        .execute("UPDATE changes SET at = at - 2592000000001 - 60000000")
        .await;
    database.close().await;
    let server = server.restart();
    let client = server.client();
    let ask = async |next: &Value| {
        let (_, query) = next.as_str().unwrap().split_once('?').unwrap();
        client.get(&format!("/changes?{query}")).await
    };
    for gone in [&start, &early] {
        let refused = ask(gone).await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem()),
            (410, "cursor-expired".into())
        );
    }
    // The last one is not the same as it was either, since its moment was moved.
    assert_eq!(ask(&late).await.status, 410);
    let last = client.get("/changes").await.json();
    assert_eq!(items(&last).len(), 1, "numbers go on from the last one");
    send_comment(&client, &idea, "Ja").await;
    assert_eq!(items(&ask(&last["page"]["next"]).await.json()).len(), 1);
}

#[tokio::test]
async fn a_stream_tells_what_happens_and_goes_on_where_it_was_left() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (send_idea(&client).await, send_idea(&client).await);
    let mut stream = EventStream::open(&server, &format!("?refs={one}"), None).await;
    let greeting = stream.next().await;
    assert!(greeting.data.is_empty() && greeting.retry.is_some() && !greeting.id.is_empty());
    send_comment(&client, &other, "Nej").await;
    let comment = send_comment(&client, &one, "Ja").await;
    let event = stream.next().await;
    let change = event.json();
    assert_eq!(
        change["ref"],
        format!("comment:{}", comment["comment"]["id"].as_str().unwrap())
    );
    assert_eq!(change["cursor"], event.id);
    drop(stream);
    let missed = send_comment(&client, &one, "Også").await;
    let mut stream = EventStream::open(&server, &format!("?refs={one}"), Some(&event.id)).await;
    assert_eq!(stream.next().await.id, event.id);
    let event = stream.next().await;
    assert_eq!(
        event.json()["ref"],
        format!("comment:{}", missed["comment"]["id"].as_str().unwrap())
    );
    // The list goes on from the same place.
    let page = client.get(&format!("/changes?cursor={}", event.id)).await.json();
    assert_eq!(page["items"], json!([]));
}

#[tokio::test]
async fn a_stream_says_when_it_cannot_go_on_and_goes_on_from_now() {
    let server = Server::empty();
    let client = server.client();
    for unknown in ["AAAA", "never%20given", "1"] {
        let mut stream = EventStream::open(&server, "", Some(unknown)).await;
        let event = stream.next().await;
        assert_eq!(
            (event.name.as_str(), event.data.as_str()),
            ("reset", "{}"),
            "{unknown}"
        );
        let idea = send_idea(&client).await;
        assert_eq!(stream.next().await.json()["ref"], idea);
    }
}

#[tokio::test]
async fn a_cursor_that_leads_nowhere_is_refused_before_the_stream_begins() {
    let server = Server::empty();
    let client = server.client();
    for cursor in ["nonsense", "AAAA", "%00", "-1"] {
        let answer = client.get(&format!("/changes/stream?cursor={cursor}")).await;
        assert_eq!(answer.problem(), "cursor-mismatch", "{cursor}");
    }
}

#[tokio::test]
async fn a_silent_stream_shows_that_it_lives_and_ends_with_the_server() {
    let mut server = Server::empty();
    let mut stream = EventStream::open(&server, "", None).await;
    let greeting = stream.next().await;
    let started = std::time::Instant::now();
    let sign = stream.next_block().await.unwrap();
    assert!(started.elapsed().as_secs() < 20);
    assert!(sign.starts_with(':') && sign.contains(&greeting.id), "{sign}");
    let ending = std::time::Instant::now();
    assert!(server.stop().success());
    assert!(
        ending.elapsed().as_secs() < 3,
        "it does not wait for those who listen"
    );
    assert_eq!(stream.next_block().await, None);
}

/// Sends an idea; answers its reference.
async fn send_idea(client: &Client) -> String {
    let new =
        json!({"kind": "idea", "title": "Bænke", "problem": "p", "body": "b", "author": {"name": "Ib"}});
    let sent = client.post("/contributions", &new).await.json();
    format!("contribution:{}", sent["contribution"]["id"].as_str().unwrap())
}

async fn send_comment(client: &Client, subject: &str, body: &str) -> Value {
    let new = json!({"subject": subject, "body": body, "author": {"name": "Ib"}});
    let sent = client.post("/comments", &new).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    sent.json()
}

fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().unwrap()
}
