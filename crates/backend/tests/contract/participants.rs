//! Who takes part, and how they are known again.

use serde_json::{Value, json};

use crate::support::{Answer, Client, Server, run};

#[tokio::test]
async fn whoever_writes_with_their_secret_stays_one_participant_and_gets_no_other_secret() {
    let server = Server::empty();
    let client = server.client();
    let first = client.post("/contributions", &question("Ib")).await.json();
    let (secret, author) = (text(&first["secret"]), first["contribution"]["author"].clone());
    let second = write(&client, &secret, &question("Ib")).await;
    assert_eq!(second.status, 201);
    assert!(second.json()["secret"].is_null());
    assert_eq!(second.json()["contribution"]["author"], author);
    let third = client.post("/contributions", &question("Ib")).await.json();
    assert_ne!(
        third["contribution"]["author"]["id"], author["id"],
        "another Ib is another person"
    );
    let shown = client
        .get(&format!("/participants/{}", text(&author["id"])))
        .await;
    assert_eq!(
        shown.json(),
        json!({"id": author["id"], "name": "Ib", "role": "citizen", "verified": false})
    );
    assert!(!shown.text.contains(&secret));
}

#[tokio::test]
async fn whoever_is_known_need_not_say_their_name_and_may_say_another_one() {
    let server = Server::empty();
    let client = server.client();
    let first = client.post("/contributions", &question("Ib")).await.json();
    let secret = text(&first["secret"]);
    let mut nameless = question("");
    nameless.as_object_mut().unwrap().remove("author");
    let second = write(&client, &secret, &nameless).await;
    assert_eq!(second.json()["contribution"]["author"]["name"], "Ib");
    let renamed = write(&client, &secret, &question("Ib fra Nørre Ege"))
        .await
        .json();
    assert_eq!(renamed["contribution"]["author"]["name"], "Ib fra Nørre Ege");
    let id = text(&renamed["contribution"]["author"]["id"]);
    assert_eq!(id, text(&first["contribution"]["author"]["id"]));
    let shown = client.get(&format!("/participants/{id}")).await.json();
    assert_eq!(shown["name"], "Ib fra Nørre Ege");
    let nobody = client.post("/contributions", &nameless).await;
    assert_eq!(
        (nobody.problem(), &nobody.json()["errors"][0]["pointer"]),
        ("validation".into(), &json!("/author/name"))
    );
}

#[tokio::test]
async fn a_secret_that_is_wrong_keeps_nobody_from_reading_and_lets_nobody_write() {
    let server = Server::empty();
    let client = server.client();
    let first = client.post("/contributions", &question("Ib")).await.json();
    let secret = text(&first["secret"]);
    let (id, mac) = secret.split_once('.').unwrap();
    let other = Server::empty();
    let foreign = text(
        &other
            .client()
            .post("/contributions", &question("Bo"))
            .await
            .json()["secret"],
    );
    let wrong = [
        foreign.as_str(),
        mac,
        &secret[..secret.len() - 1],
        &format!("x{secret}"),
        &format!("{id}."),
        "",
        "æ",
    ];
    for secret in wrong {
        let headers = [("authorization", &*format!("Guest {secret}"))];
        let refused = client
            .post_with("/contributions", &headers, &question("Ib"))
            .await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem()),
            (401, "unauthorized".into()),
            "{secret}"
        );
        assert_eq!(client.get_with("/contributions", &headers).await.status, 200);
    }
    assert_eq!(client.get("/contributions").await.json()["total"]["value"], 1);
    for scheme in ["Guest", "guest", "Bearer", "BEARER"] {
        let headers = [("authorization", &*format!("{scheme} {secret}"))];
        let answer = client
            .post_with("/contributions", &headers, &question("Ib"))
            .await;
        assert_eq!(answer.status, 201, "{scheme}");
    }
}

#[tokio::test]
async fn a_guest_can_begin_to_take_part_before_they_write_anything() {
    let server = Server::empty();
    let client = server.client();
    let new = json!({"name": " Foreningen Åen ", "role": "association"});
    let key = [("idempotency-key", "begin-1")];
    let answer = client.post_with("/participants", &key, &new).await;
    assert_eq!(answer.status, 201);
    let made = answer.json();
    assert_eq!(
        (&made["participant"]["name"], &made["participant"]["role"]),
        (&json!("Foreningen Åen"), &json!("association"))
    );
    let shown = client.get(answer.header("location")).await.json();
    assert_eq!(shown, made["participant"]);
    let again = client.post_with("/participants", &key, &new).await;
    assert_eq!(again.text, answer.text, "secret included");
    let nameless = client.post("/participants", &json!({})).await.json();
    assert!(nameless["participant"]["name"].is_null());
    let written = write(&client, &text(&nameless["secret"]), &question("Bo"))
        .await
        .json();
    assert_eq!(
        written["contribution"]["author"]["id"],
        nameless["participant"]["id"]
    );
    for role in ["politician", "staff"] {
        let refused = client.post("/participants", &json!({"role": role})).await;
        assert_eq!(refused.problem(), "role-not-allowed");
    }
    let refused = client
        .post("/participants", &json!({"name": " ", "role": "king"}))
        .await;
    let pointers: Vec<_> = refused.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| text(&error["pointer"]))
        .collect();
    assert_eq!(pointers, ["/name", "/role"]);
    assert_eq!(client.get("/participants/nobody").await.problem(), "not-found");
}

#[tokio::test]
async fn a_steward_writes_in_the_name_of_their_office_until_the_token_is_revoked() {
    let server = Server::empty();
    let client = server.client();
    let token = server.steward("Teknik og Miljø");
    let headers = [("authorization", &*format!("Bearer {token}"))];
    let written = client
        .post_with("/contributions", &headers, &question("Borgmesteren"))
        .await
        .json();
    let author = written["contribution"]["author"].clone();
    assert_eq!(
        (&author["name"], &author["role"], &author["verified"]),
        (&json!("Teknik og Miljø"), &json!("staff"), &json!(true))
    );
    assert_eq!(written["contribution"]["official"], true);
    let shown = client
        .get(&format!("/participants/{}", text(&author["id"])))
        .await;
    assert!(
        !shown.text.contains("Prøve"),
        "staff answer in the name of their office"
    );

    let revoked = run(&["steward", "--revoke", &token], server.database());
    assert!(revoked.status.success());
    let refused = client
        .post_with("/contributions", &headers, &question("Ib"))
        .await;
    assert_eq!(refused.status, 401);
    for unknown in [token.as_str(), "nobody"] {
        let again = run(&["steward", "--revoke", unknown], server.database());
        assert_eq!(again.status.code(), Some(2));
        assert_eq!(String::from_utf8(again.stderr).unwrap().lines().count(), 1);
    }
    let nameless = run(&["steward", "--name", " ", "--office", "x"], server.database());
    assert_eq!(nameless.status.code(), Some(2));
}

async fn write(client: &Client, secret: &str, body: &Value) -> Answer {
    let authorization = format!("Guest {secret}");
    client
        .post_with("/contributions", &[("authorization", &authorization)], body)
        .await
}

fn question(name: &str) -> Value {
    json!({"kind": "question", "title": "Bænke?", "body": "Hvor?", "author": {"name": name}})
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
