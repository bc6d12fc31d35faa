//! What is one's own: seen, renamed, downloaded and erased (S1.6).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Server};

#[tokio::test]
async fn one_is_told_of_oneself_what_nobody_else_is() {
    let server = Server::empty();
    let client = server.client();
    let one = Person::write(&client).await;
    let me = one.get("/me").await;
    assert_eq!(me.header("cache-control"), "private, no-store");
    let told = me.json();
    assert_eq!(
        (&told["id"], &told["name"], &told["role"], &told["steward"]),
        (&json!(one.id), &json!("Amira"), &json!("citizen"), &json!(false))
    );
    let token = server.steward("Teknik og Miljø");
    let steward = [("authorization", &*format!("Bearer {token}"))];
    let told = client.get_with("/me", &steward).await.json();
    assert_eq!(
        (&told["name"], &told["office"], &told["role"], &told["steward"]),
        (
            &json!("Prøve Prøvesen"),
            &json!("Teknik og Miljø"),
            &json!("staff"),
            &json!(true)
        )
    );
    for path in ["/me", "/me/state", "/me/export"] {
        let nobody = client.get(path).await;
        assert_eq!(
            (nobody.status.as_u16(), nobody.problem()),
            (401, "unauthorized".into())
        );
    }
}

#[tokio::test]
async fn how_one_stands_to_many_things_is_told_at_once() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (Person::write(&client).await, Person::write(&client).await);
    one.send(Method::PUT, &format!("/reactions/{}/support", other.idea))
        .await;
    one.send(Method::PUT, &format!("/follows/{}", other.comment))
        .await;
    let refs = format!(
        "{},nonsense,{},contribution:nowhere,{}",
        other.idea, one.comment, other.comment
    );
    let answer = one.get(&format!("/me/state?refs={refs}")).await;
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let state = answer.json();
    let edit_until = state["items"][1]["edit_until"].clone();
    assert!(edit_until.is_string());
    assert_eq!(
        state,
        json!({"withheld": [], "items": [
            {"ref": other.idea, "reactions": ["support"], "follows": false, "own": false, "may_withdraw": false},
            {"ref": one.comment, "reactions": [], "follows": false, "own": true, "may_withdraw": true,
                "edit_until": edit_until},
            {"ref": other.comment, "reactions": [], "follows": true, "own": false, "may_withdraw": false},
        ]})
    );
    one.send(Method::DELETE, &one.comment_path()).await;
    let state = one.get(&format!("/me/state?refs={}", one.comment)).await.json();
    assert_eq!(state["items"][0]["may_withdraw"], false);
    assert!(state["items"][0]["edit_until"].is_null());
    let many = vec!["contribution:x"; 101].join(",");
    assert_eq!(
        one.get(&format!("/me/state?refs={many}")).await.problem(),
        "invalid-request"
    );
    assert_eq!(one.get("/me/state").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_new_name_stands_on_everything_that_one_wrote() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (Person::write(&client).await, Person::write(&client).await);
    let reply = json!({"subject": one.idea, "parent": &one.comment["comment:".len()..], "body": "Ja",
        "author": {"name": "Bo"}});
    client.post("/comments", &reply).await;
    let tag = one.get("/me").await.header("etag").to_owned();
    let refused = client
        .patch("/me", &one.secret, "", &json!({"name": "Amira H."}))
        .await;
    assert_eq!(refused.problem(), "precondition-required");
    let patch = json!({"name": " Amira H. ", "role": "association", "steward": true, "verified": true});
    let renamed = client.patch("/me", &one.secret, &tag, &patch).await;
    assert_eq!(renamed.status, 200);
    let me = renamed.json();
    assert_eq!(
        (&me["name"], &me["role"], &me["steward"], &me["verified"]),
        (
            &json!("Amira H."),
            &json!("association"),
            &json!(false),
            &json!(false)
        )
    );
    assert_eq!(one.get("/me").await.header("etag"), renamed.header("etag"));
    assert_eq!(
        client
            .patch("/me", &one.secret, &tag, &json!({"name": "X"}))
            .await
            .problem(),
        "changed-meanwhile"
    );
    let author = json!({"id": one.id, "name": "Amira H.", "role": "association", "verified": false});
    assert_eq!(client.get(&one.idea_path()).await.json()["author"], author);
    let thread = client
        .get(&format!("/comments?subject={}", one.idea))
        .await
        .json();
    assert_eq!(thread["items"][0]["author"], author);
    assert_eq!(
        thread["items"][0]["replies"]["items"][0]["parent_author"],
        "Amira H."
    );
    assert_eq!(
        client.get(&other.idea_path()).await.json()["author"]["name"],
        "Amira"
    );
    let current = renamed.header("etag");
    for (patch, problem) in [
        (json!({"name": null}), "validation"),
        (json!({"name": "x".repeat(81)}), "validation"),
        (json!({"role": "king"}), "validation"),
        (json!({"role": "staff"}), "role-not-allowed"),
        (json!({"name": 7}), "invalid-request"),
    ] {
        let refused = client.patch("/me", &one.secret, current, &patch).await;
        assert_eq!(refused.problem(), problem, "{patch}");
    }
}

#[tokio::test]
async fn all_that_one_wrote_and_did_can_be_downloaded_and_nothing_of_others() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (Person::write(&client).await, Person::write(&client).await);
    one.send(Method::PUT, &format!("/reactions/{}/support", other.idea))
        .await;
    one.send(Method::PUT, &format!("/follows/{}", other.idea)).await;
    let answer = one.get("/me/export").await;
    assert!(answer.header("content-disposition").starts_with("attachment"));
    let export = answer.json();
    assert_eq!(export["me"]["id"], one.id);
    assert_eq!(
        export["contributions"],
        json!([client.get(&one.idea_path()).await.json()])
    );
    assert_eq!(
        export["comments"],
        json!([client.get(&one.comment_path()).await.json()])
    );
    assert_eq!(export["reactions"][0]["ref"], other.idea);
    assert_eq!(export["follows"][0]["ref"], other.idea);
    assert_eq!(export["others"], json!([]));
    assert!(!answer.text.contains(&other.id));
}

#[tokio::test]
async fn whoever_leaves_takes_everything_along_and_what_others_wrote_stays() {
    let mut server = Server::empty();
    let client = server.client();
    let (one, other) = (Person::write(&client).await, Person::write(&client).await);
    let reply = json!({"subject": one.idea, "parent": &one.comment["comment:".len()..], "body": "Svar",
        "author": {"name": "Bo"}});
    let reply = client.post("/comments", &reply).await.json()["comment"].clone();
    one.send(Method::PUT, &format!("/reactions/{}/support", other.idea))
        .await;
    one.send(Method::PUT, &format!("/follows/{}", other.idea)).await;
    let key = [("idempotency-key", "k")];
    let secret = json!({"kind": "question", "title": "Amiras hemmelige spørgsmål", "body": "hemmeligt",
        "author": {"name": "Amira"}});
    let headers = [key[0], ("authorization", &*one.authorization())];
    client.post_with("/contributions", &headers, &secret).await;

    assert_eq!(one.send(Method::DELETE, "/me").await.status, 204);

    let shown = client.get(&format!("/participants/{}", one.id)).await.json();
    assert_eq!(
        shown,
        json!({"id": one.id, "role": "citizen", "verified": false, "deleted": true})
    );
    let idea = client.get(&one.idea_path()).await.json();
    assert_eq!(idea["status"]["category"], "withdrawn");
    for member in ["author", "problem", "body", "place"] {
        assert!(idea[member].is_null(), "{member}");
    }
    let thread = client
        .get(&format!("/comments?subject={}", one.idea))
        .await
        .json();
    let tombstone = &thread["items"][0];
    assert_eq!(tombstone["state"], "withdrawn");
    assert!(tombstone["author"].is_null() && tombstone["body"].is_null());
    assert_eq!(tombstone["replies"]["items"][0]["body"], reply["body"]);
    let supported = client.get(&other.idea_path()).await.json();
    assert_eq!(supported["counts"]["by_reaction"]["support"], 0);
    assert_eq!(
        client.get(&other.comment_path()).await.json()["body"]["value"],
        "Hemmeligt svar"
    );

    for path in ["/me", "/me/export"] {
        assert_eq!(one.get(path).await.problem(), "unauthorized");
    }
    let again = client.post_with("/contributions", &headers, &secret).await;
    assert_eq!(again.status, 401, "what was answered is not told again");
    client
        .send(
            Method::DELETE,
            "/me",
            &[("authorization", &*other.authorization())],
            None,
        )
        .await;
    assert!(server.stop().success());
    let Some(file) = server.database().file() else {
        return;
    };
    let bytes = std::fs::read(file).unwrap();
    for words in ["Amira", "hemmelig", "Hemmelig", &*one.secret] {
        let is_there = bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes());
        assert!(!is_there, "{words} is left in the file");
    }
}

#[tokio::test]
async fn what_one_offered_goes_along_and_is_not_told_again_either() {
    let server = Server::empty();
    let client = server.client();
    let one = Person::write(&client).await;
    let new = json!({"subject": one.idea, "resource": "tools", "text": "Amiras egen trillebør"});
    let headers = [("authorization", &*one.authorization()), ("idempotency-key", "k")];
    let offer = client.post_with("/offers", &headers, &new).await;
    assert_eq!(offer.status, 201);
    let path = offer.header("location").to_owned();
    let reference = format!("offer:{}", text(&offer.json()["offer"]["id"]));
    let state = one.get(&format!("/me/state?refs={reference}")).await.json();
    assert_eq!(
        (&state["items"][0]["own"], &state["items"][0]["may_withdraw"]),
        (&json!(true), &json!(true))
    );
    let export = one.get("/me/export").await.json();
    assert_eq!(export["others"][0]["ref"], reference);
    let before = client.get("/changes").await.json()["page"]["next"].clone();
    assert_eq!(one.send(Method::DELETE, "/me").await.status, 204);
    let left = client.get(&path).await.json();
    assert!(left["text"].is_null() && left["author"].is_null(), "{left}");
    assert_eq!(left["state"], "withdrawn");
    let changes = client.get(&text(&before)).await;
    assert!(
        changes.text.contains(&format!("\"{reference}\"")),
        "{}",
        changes.text
    );
    let kept = server
        .database()
        .connect()
        .await
        .texts("SELECT document FROM answers")
        .await;
    assert!(kept.iter().all(|answer| !answer.contains("Amira")), "{kept:?}");
}

#[tokio::test]
async fn a_steward_is_revoked_and_not_erased_since_what_the_municipality_said_stays_said() {
    let server = Server::empty();
    let client = server.client();
    let token = server.steward("Teknik og Miljø");
    let refused = client.delete("/me", &token).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (403, "not-allowed".into())
    );
}

struct Person {
    client: Client,
    id: String,
    secret: String,
    idea: String,
    comment: String,
}

impl Person {
    /// Somebody who has written an idea, and a comment on it.
    async fn write(client: &Client) -> Self {
        let new = json!({"kind": "idea", "title": "Hemmelige bænke", "problem": "hemmeligt", "body": "hemmeligt",
            "place": {"name": "Hemmelig sti"}, "author": {"name": "Amira"}});
        let sent = client.post("/contributions", &new).await.json();
        let (secret, idea) = (text(&sent["secret"]), text(&sent["contribution"]["id"]));
        let idea = format!("contribution:{idea}");
        let new = json!({"subject": idea, "body": "Hemmeligt svar"});
        let headers = [("authorization", &*format!("Guest {secret}"))];
        let comment = client.post_with("/comments", &headers, &new).await.json();
        Person {
            client: client.clone(),
            id: text(&sent["contribution"]["author"]["id"]),
            secret,
            idea,
            comment: format!("comment:{}", text(&comment["comment"]["id"])),
        }
    }

    fn authorization(&self) -> String {
        format!("Guest {}", self.secret)
    }

    fn idea_path(&self) -> String {
        self.idea.replace("contribution:", "/contributions/")
    }

    fn comment_path(&self) -> String {
        self.comment.replace("comment:", "/comments/")
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path).await
    }

    async fn send(&self, method: Method, path: &str) -> Answer {
        let headers = [("authorization", &*self.authorization())];
        self.client.send(method, path, &headers, None).await
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
