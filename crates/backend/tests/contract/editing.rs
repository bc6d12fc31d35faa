//! People edit what they wrote: their own words, for a while, and never over what somebody else has changed.

use serde_json::{Value, json};

use crate::support::{Answer, Client, Server};

#[tokio::test]
async fn ones_own_idea_is_changed_where_it_is_named_and_nowhere_else() {
    let server = Server::empty();
    let client = server.client();
    let idea = Written::send(&client, "/contributions", &idea()).await;
    let patch = json!({"title": " Bænke ved åen ", "body": "Sæt tre bænke op.", "place": null,
        "status": {"category": "implemented"}, "author": {"name": "Borgmesteren"}, "official": true});
    let answer = idea.edit(&patch).await;
    assert_eq!(answer.status, 200);
    let edited = answer.json();
    assert_eq!(
        (&edited["title"], &edited["summary"], &edited["body"]["value"]),
        (
            &json!("Bænke ved åen"),
            &json!("Sæt tre bænke op."),
            &json!("Sæt tre bænke op.")
        )
    );
    assert_eq!(edited["problem"], idea.sent["problem"], "what is not named stays");
    assert_eq!(edited["body"]["lang"], "da");
    assert!(edited["place"].is_null(), "what is null is taken away");
    for member in ["status", "author", "official", "created_at", "trail", "reference"] {
        assert_eq!(edited[member], idea.sent[member], "{member}");
    }
    assert!(edited["edited_at"].is_string());
    let read = client.get(&idea.path).await;
    assert_eq!(
        (read.json(), read.header("etag")),
        (edited, answer.header("etag"))
    );
    let found = async |q| client.get(&format!("/contributions?q={q}")).await.json()["total"]["value"].clone();
    assert_eq!((found("tre").await, found("åstien").await), (json!(1), json!(0)));
}

#[tokio::test]
async fn ones_own_comment_is_changed_and_says_so() {
    let server = Server::empty();
    let client = server.client();
    let comment = Written::comment(&client).await;
    let answer = comment.edit(&json!({"body": "Nej"})).await;
    assert_eq!(answer.status, 200);
    let edited = answer.json();
    assert_eq!(edited["body"], json!({"value": "Nej", "lang": "da"}));
    assert!(edited["edited_at"].is_string());
    let page = client
        .get(&format!(
            "/comments?subject={}",
            edited["subject"].as_str().unwrap()
        ))
        .await;
    assert_eq!(page.json()["items"][0], edited);
    let json_alone = [
        ("authorization", &*format!("Guest {}", comment.secret)),
        ("if-match", answer.header("etag")),
        ("content-type", "application/json"),
    ];
    let again = client
        .send(
            reqwest::Method::PATCH,
            &comment.path,
            &json_alone,
            Some(r#"{"lang":null}"#.into()),
        )
        .await;
    assert_eq!(again.json()["body"], json!({"value": "Nej"}));
}

#[tokio::test]
async fn an_edit_that_changes_nothing_is_no_edit() {
    let server = Server::empty();
    let client = server.client();
    let comment = Written::comment(&client).await;
    let before = client.get(&comment.path).await;
    for patch in [json!({}), json!({"body": "Ja"}), json!({"colour": "red"})] {
        let answer = comment.edit(&patch).await;
        assert_eq!((answer.status.as_u16(), &answer.text), (200, &before.text));
        assert_eq!(answer.header("etag"), before.header("etag"));
    }
}

#[tokio::test]
async fn an_edit_must_name_the_version_that_it_changes() {
    let server = Server::empty();
    let client = server.client();
    let idea = Written::send(&client, "/contributions", &idea()).await;
    let patch = json!({"title": "Borde"});
    let first = client.get(&idea.path).await.header("etag").to_owned();
    let missing = client.patch(&idea.path, &idea.secret, "", &patch).await;
    assert_eq!(
        (missing.status.as_u16(), missing.problem()),
        (428, "precondition-required".into())
    );
    // A comment that comes meanwhile changes the answer and its tag, but not the version.
    let new = json!({"subject": idea.reference(), "body": "Ja", "author": {"name": "Ib"}});
    client.post("/comments", &new).await;
    let second = client.get(&idea.path).await.header("etag").to_owned();
    assert_ne!(first, second);
    let edited = client.patch(&idea.path, &idea.secret, &first, &patch).await;
    assert_eq!(edited.status, 200);
    for stale in [&*first, &*second, "\"x\"", "*x", &format!("W/{second}")] {
        let refused = client
            .patch(&idea.path, &idea.secret, stale, &json!({"title": "Stole"}))
            .await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem()),
            (412, "changed-meanwhile".into()),
            "{stale}"
        );
        assert_eq!(refused.header("etag"), edited.header("etag"));
    }
    let current = edited.header("etag");
    for fresh in [
        format!("W/{current}"),
        format!("{first}, {current}"),
        "*".to_owned(),
    ] {
        let tag = if fresh == "*" {
            fresh
        } else {
            fresh.replace(current, client.get(&idea.path).await.header("etag"))
        };
        let title = json!({"title": format!("Borde {}", tag.len())});
        assert_eq!(
            client.patch(&idea.path, &idea.secret, &tag, &title).await.status,
            200,
            "{tag}"
        );
    }
    let stale = [
        ("authorization", &*format!("Guest {}", idea.secret)),
        ("if-match", &first),
    ];
    let kept = client
        .send(reqwest::Method::DELETE, &idea.path, &stale, None)
        .await;
    assert_eq!(kept.problem(), "changed-meanwhile");
    assert_eq!(
        client.delete(&idea.path, &idea.secret).await.status,
        204,
        "nobody needs a version to withdraw"
    );
}

#[tokio::test]
async fn nobody_edits_what_another_one_wrote() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (Written::comment(&client).await, Written::comment(&client).await);
    let tag = client.get(&one.path).await.header("etag").to_owned();
    let steward = server.steward("Teknik og Miljø");
    for (secret, status, problem) in [
        (&*other.secret, 403, "not-allowed"),
        (&*steward, 403, "not-allowed"),
        ("x", 401, "unauthorized"),
    ] {
        let refused = client
            .patch(&one.path, secret, &tag, &json!({"body": "Nej"}))
            .await;
        assert_eq!(
            (refused.status.as_u16(), refused.problem()),
            (status, problem.into())
        );
    }
    let nowhere = client
        .patch("/comments/nowhere", &one.secret, &tag, &json!({}))
        .await;
    assert_eq!(nowhere.problem(), "not-found");
    assert_eq!(client.get(&one.path).await.json()["body"]["value"], "Ja");
}

#[tokio::test]
async fn an_edit_has_to_stand_by_the_rules_for_a_new_text() {
    let server = Server::empty();
    let client = server.client();
    let idea = Written::send(&client, "/contributions", &idea()).await;
    for (patch, pointer) in [
        (json!({"title": ""}), "/title"),
        (json!({"problem": null}), "/problem"),
        (json!({"body": "x".repeat(5001)}), "/body"),
        (json!({"lang": "<b>"}), "/lang"),
        (json!({"place": {"name": " "}}), "/place/name"),
    ] {
        let refused = idea.edit(&patch).await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["errors"][0]["pointer"]),
            (422, &json!(pointer)),
            "{patch}"
        );
    }
    for patch in [
        json!([]),
        json!(null),
        json!({"title": 7}),
        json!({"title": null}),
        json!({"place": "x"}),
    ] {
        assert_eq!(idea.edit(&patch).await.problem(), "invalid-request", "{patch}");
    }
    assert_eq!(client.get(&idea.path).await.json(), idea.sent);
}

#[tokio::test]
async fn after_the_window_and_after_the_municipality_has_acted_words_stand() {
    let mut server = Server::empty();
    let client = server.client();
    let limits = client.get("").await.json()["limits"].clone();
    assert_eq!(limits["edit_window_s"], 900);
    let comment = Written::comment(&client).await;
    let token = server.steward("Teknik og Miljø");
    let headers = [("authorization", &*format!("Bearer {token}"))];
    let new = json!({"subject": comment.sent["subject"], "parent": comment.sent["id"], "body": "Tak"});
    assert_eq!(
        client.post_with("/comments", &headers, &new).await.json()["comment"]["official"],
        true
    );
    let refused = comment.edit(&json!({"body": "Nej"})).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (403, "edit-window-over".into())
    );

    let idea = Written::send(&client, "/contributions", &idea()).await;
    server.stop();
    let mut file = server.database().connect().await;
    let created = idea.sent["created_at"].as_str().unwrap();
    file.execute(&format!(
        "UPDATE contributions SET document = replace(document, '{created}', '2026-01-01T00:00:00Z')"
    ))
    .await;
    file.close().await;
    let server = server.restart();
    let idea = Written {
        client: server.client(),
        ..idea
    };
    assert_eq!(
        idea.edit(&json!({"title": "Borde"})).await.problem(),
        "edit-window-over"
    );
    assert_eq!(idea.client.delete(&idea.path, &idea.secret).await.status, 204);
    assert_eq!(
        idea.edit(&json!({"title": "Borde"})).await.problem(),
        "edit-window-over"
    );
}

#[tokio::test]
async fn whoever_sends_the_first_request_again_is_told_the_edited_text() {
    let server = Server::empty();
    let client = server.client();
    let subject = Written::send(&client, "/contributions", &idea())
        .await
        .reference();
    let new = json!({"subject": subject, "body": "Ja", "author": {"name": "Ib"}});
    let key = [("idempotency-key", "k")];
    let first = client.post_with("/comments", &key, &new).await.json();
    let written = Written::read(&client, "/comments", &first);
    written.edit(&json!({"body": "Nej"})).await;
    let again = client.post_with("/comments", &key, &new).await.json();
    assert_eq!(again["comment"]["body"]["value"], "Nej");
    assert_eq!(again["secret"], first["secret"]);
}

struct Written {
    client: Client,
    path: String,
    secret: String,
    sent: Value,
}

impl Written {
    async fn send(client: &Client, collection: &str, new: &Value) -> Self {
        Self::read(client, collection, &client.post(collection, new).await.json())
    }

    async fn comment(client: &Client) -> Self {
        let subject = Self::send(client, "/contributions", &idea()).await.reference();
        let new = json!({"subject": subject, "body": "Ja", "lang": "da", "author": {"name": "Ib"}});
        Self::send(client, "/comments", &new).await
    }

    fn read(client: &Client, collection: &str, answer: &Value) -> Self {
        let sent = answer[collection.trim_matches('/').trim_end_matches('s')].clone();
        Written {
            client: client.clone(),
            path: format!("{collection}/{}", sent["id"].as_str().unwrap()),
            secret: answer["secret"].as_str().unwrap().to_owned(),
            sent,
        }
    }

    fn reference(&self) -> String {
        format!("contribution:{}", self.sent["id"].as_str().unwrap())
    }

    async fn edit(&self, patch: &Value) -> Answer {
        let tag = self.client.get(&self.path).await.header("etag").to_owned();
        self.client.patch(&self.path, &self.secret, &tag, patch).await
    }
}

fn idea() -> Value {
    json!({"kind": "idea", "title": "Bænke på åstien", "problem": "Der er langt.", "body": "Sæt to bænke op.",
        "lang": "da", "place": {"name": "Åstien"}, "author": {"name": "Amira"}})
}
