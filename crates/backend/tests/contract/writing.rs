//! What guests send.

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn an_idea_is_stored_with_a_promise_and_a_number_to_quote() {
    let server = Server::empty();
    let client = server.client();
    let answer = client.post("/contributions", &idea()).await;
    assert_eq!(answer.status, 201);
    let sent = answer.json();
    let stored = &sent["contribution"];
    assert_eq!(
        answer.header("location"),
        format!("{}/contributions/{}", client.base(), id(stored))
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(stored["status"], json!({"category": "received"}));
    assert_eq!(
        stored["author"],
        json!({"id": stored["author"]["id"], "name": "Amira", "role": "association", "verified": false})
    );
    assert_eq!(stored["summary"], "Sæt to bænke op.");
    assert_eq!(stored["trail"][0]["at"], stored["created_at"]);
    assert_eq!(stored["trail"][1]["due"], stored["answer_due"]);
    assert_eq!(sent["answer_due"], stored["answer_due"]);
    let reference = stored["reference"].as_str().unwrap();
    assert!(
        reference.len() == 9 && reference.as_bytes()[4] == b'-',
        "{reference}"
    );
    assert!(sent["secret"].as_str().unwrap().len() >= 40);

    let read = client.get(answer.header("location")).await;
    assert_eq!(read.json(), *stored);
    assert!(!read.text.contains(sent["secret"].as_str().unwrap()));
    let list = client.get("/contributions").await.json();
    assert_eq!(list["items"][0]["id"], stored["id"]);
}

#[tokio::test]
async fn a_reply_is_seen_at_once_where_it_belongs() {
    let server = Server::empty();
    let client = server.client();
    let subject = subject(&client).await;
    let top = client.post("/comments", &comment(&subject, None)).await.json()["comment"].clone();
    let mut new = comment(&subject, Some(&id(&top)));
    new["lang"] = json!("da");
    let answer = client.post("/comments", &new).await;
    let reply = answer.json()["comment"].clone();
    assert_eq!(
        answer.header("location"),
        format!("{}/comments/{}", client.base(), id(&reply))
    );
    assert_eq!((&reply["parent"], &reply["depth"]), (&top["id"], &json!(1)));
    assert_eq!(
        (&reply["parent_author"], &reply["state"]),
        (&json!("Ib"), &json!("published"))
    );
    assert_eq!(reply["body"], json!({"value": "Ja", "lang": "da"}));

    let page = client.get(&format!("/comments?subject={subject}")).await.json();
    assert_eq!(page["items"][0]["counts"]["replies"], 1);
    assert_eq!(page["items"][0]["replies"]["items"][0], reply);
    assert_eq!(client.get(answer.header("location")).await.json(), reply);
    let idea = subject.strip_prefix("contribution:").unwrap();
    assert_eq!(
        client.get(&format!("/contributions/{idea}")).await.json()["counts"]["comments"],
        2
    );
}

#[tokio::test]
async fn hostile_text_comes_back_as_it_was_sent() {
    let server = Server::empty();
    let client = server.client();
    let texts = [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "'; DROP TABLE comments; --",
        "{{constructor.constructor('alert(1)')()}} ${7*7} %00 %s \\u0000",
        "a\u{1}b\u{7}c\u{202e}d\u{feff}e\u{200b}",
        "👩‍👩‍👧‍👦 مرحبا שלום 你好 ‏ ́́́́",
        "linje et\r\nlinje to\n\n\n\tlinje tre",
        "]]>\"'&amp;&lt;",
    ];
    let subject = subject(&client).await;
    for text in texts {
        let mut new = comment(&subject, None);
        new["body"] = json!(text);
        new["author"]["name"] = json!(text.chars().take(80).collect::<String>());
        let sent = client.post("/comments", &new).await;
        assert_eq!(sent.status, 201, "{text:?}");
        assert_eq!(sent.header("content-type"), "application/json");
        let read = client.get(sent.header("location")).await.json();
        assert_eq!(read["body"]["value"], text);
        let mut new = idea();
        new["title"] = json!(text.chars().take(100).collect::<String>());
        new["body"] = json!(text);
        let sent = client.post("/contributions", &new).await;
        assert_eq!(
            client.get(sent.header("location")).await.json()["body"]["value"],
            text
        );
    }
}

#[tokio::test]
async fn every_field_that_cannot_stand_is_named() {
    let server = Server::empty();
    let client = server.client();
    let faults = async |path: &str, change: fn(&mut Value)| {
        let subject = format!(
            "contribution:{}",
            id(&client.post("/contributions", &idea()).await.json()["contribution"])
        );
        let mut new = if path == "/comments" {
            comment(&subject, None)
        } else {
            idea()
        };
        change(&mut new);
        let answer = client.post(path, &new).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (422, "validation".into()),
            "{new}"
        );
        let errors = answer.json()["errors"].clone();
        let named = |error: &Value| {
            format!(
                "{} {}",
                error["pointer"].as_str().unwrap(),
                error["fault"].as_str().unwrap()
            )
        };
        errors
            .as_array()
            .unwrap()
            .iter()
            .map(named)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let ideas = async |change| faults("/contributions", change).await;
    assert_eq!(ideas(|new| new["title"] = json!(" \n ")).await, "/title empty");
    assert_eq!(
        ideas(|new| new["title"] = json!("å".repeat(151))).await,
        "/title too_long"
    );
    assert_eq!(ideas(|new| new["problem"] = json!(null)).await, "/problem empty");
    assert_eq!(
        ideas(|new| new["body"] = json!("x".repeat(5001))).await,
        "/body too_long"
    );
    assert_eq!(
        ideas(|new| new["author"]["name"] = json!("")).await,
        "/author/name empty"
    );
    assert_eq!(
        ideas(|new| new["author"]["role"] = json!("king")).await,
        "/author/role unknown"
    );
    assert_eq!(ideas(|new| new["kind"] = json!("poem")).await, "/kind unknown");
    assert_eq!(
        ideas(|new| new["project"] = json!("nowhere")).await,
        "/project unknown"
    );
    assert_eq!(
        ideas(|new| new["place"] = json!({"name": ""})).await,
        "/place/name empty"
    );
    assert_eq!(ideas(|new| new["lang"] = json!("<b>")).await, "/lang unknown");
    let comments = async |change| faults("/comments", change).await;
    assert_eq!(comments(|new| new["body"] = json!("")).await, "/body empty");
    assert_eq!(
        comments(|new| new["body"] = json!("x".repeat(3001))).await,
        "/body too_long"
    );
    assert_eq!(
        comments(|new| new["subject"] = json!("contribution:nowhere")).await,
        "/subject unknown"
    );
    assert_eq!(
        comments(|new| new["subject"] = json!("nothing")).await,
        "/subject unknown"
    );
    assert_eq!(
        comments(|new| new["parent"] = json!("nowhere")).await,
        "/parent unknown"
    );
    let all = comments(|new| *new = json!({"subject": "x", "body": "", "author": {"name": ""}})).await;
    assert_eq!(all, "/body empty, /author/name empty, /subject unknown");
    let total = client.get("/contributions?q=bænke").await.json()["total"]["value"].clone();
    assert_eq!(total, 16, "only the whole ideas are stored");
}

#[tokio::test]
async fn a_reply_belongs_to_the_debate_of_what_it_answers() {
    let server = Server::empty();
    let client = server.client();
    let (one, other) = (subject(&client).await, subject(&client).await);
    let top = client.post("/comments", &comment(&one, None)).await.json()["comment"].clone();
    let answer = client.post("/comments", &comment(&other, Some(&id(&top)))).await;
    assert_eq!(answer.json()["errors"][0]["pointer"], "/parent");
}

#[tokio::test]
async fn a_guest_cannot_claim_an_office() {
    let server = Server::empty();
    let client = server.client();
    let subject = subject(&client).await;
    for role in ["politician", "staff"] {
        for (path, mut new) in [("/contributions", idea()), ("/comments", comment(&subject, None))] {
            new["author"]["role"] = json!(role);
            let answer = client.post(path, &new).await;
            assert_eq!(
                (answer.status.as_u16(), answer.problem()),
                (403, "role-not-allowed".into())
            );
        }
    }
}

#[tokio::test]
async fn what_a_guest_says_of_themselves_beyond_their_name_and_role_is_ignored() {
    let server = Server::empty();
    let client = server.client();
    let mut new = idea();
    new["author"] =
        json!({"id": "mine", "name": "Ib", "role": "citizen", "verified": true, "affiliation": "Byrådet"});
    new["official"] = json!(true);
    new["status"] = json!({"category": "implemented"});
    new["id"] = json!("mine");
    let text = new.to_string();
    let headers = [("content-type", "application/json")];
    let answer = client
        .send(reqwest::Method::POST, "/contributions", &headers, Some(text))
        .await;
    let stored = answer.json()["contribution"].clone();
    assert_eq!(
        stored["author"],
        json!({"id": stored["author"]["id"], "name": "Ib", "role": "citizen", "verified": false})
    );
    assert_eq!(
        (&stored["official"], &stored["status"]["category"]),
        (&json!(false), &json!("received"))
    );
    assert_ne!(stored["id"], "mine");
    assert_ne!(stored["author"]["id"], "mine");
}

#[tokio::test]
async fn replies_are_taken_down_to_the_depth_that_is_told() {
    let server = Server::empty();
    let client = server.client();
    let subject = subject(&client).await;
    let limit = client.get("").await.json()["limits"]["depth_max"]
        .as_u64()
        .unwrap();
    let mut parent = None;
    for depth in 0..=limit {
        let answer = client
            .post("/comments", &comment(&subject, parent.as_deref()))
            .await
            .json();
        assert_eq!(answer["comment"]["depth"], depth);
        parent = Some(id(&answer["comment"]));
    }
    let answer = client
        .post("/comments", &comment(&subject, parent.as_deref()))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.problem()),
        (403, "too-deep".into())
    );
    let context = client
        .get(&format!("/comments/{}/context", parent.unwrap()))
        .await
        .json();
    assert_eq!(context["ancestors"].as_array().unwrap().len() as u64, limit);
}

async fn subject(client: &Client) -> String {
    let stored = client.post("/contributions", &idea()).await.json()["contribution"].clone();
    format!("contribution:{}", id(&stored))
}

fn idea() -> Value {
    json!({"kind": "idea", "title": "Bænke på åstien", "problem": "Der er 900 meter uden et sted at hvile.",
        "body": "Sæt to bænke op.", "author": {"name": "Amira", "role": "association"}})
}

fn comment(subject: &str, parent: Option<&str>) -> Value {
    let mut new = json!({"subject": subject, "body": "Ja", "author": {"name": "Ib"}});
    if let Some(parent) = parent {
        new["parent"] = json!(parent);
    }
    new
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}
