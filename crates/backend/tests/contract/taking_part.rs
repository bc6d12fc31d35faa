//! How the tests make themselves known, and what several of them send.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client};

/// Somebody who begins to take part: the value of their `Authorization`.
pub async fn enter(client: &Client, name: &str) -> String {
    let answer = client.post("/participants", &json!({"name": name})).await;
    format!("Guest {}", answer.json()["secret"].as_str().unwrap())
}

/// A steward's `Authorization`.
pub fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// Sends JSON as somebody.
pub async fn post(client: &Client, who: &str, path: &str, body: &Value) -> Answer {
    client.post_with(path, &[("authorization", who)], body).await
}

/// Puts something as somebody, with or without a body.
pub async fn put(client: &Client, who: &str, path: &str, body: Option<&Value>) -> Answer {
    let headers = [("authorization", who), ("content-type", "application/json")];
    let count = if body.is_some() { 2 } else { 1 };
    let body = body.map(Value::to_string);
    client.send(Method::PUT, path, &headers[..count], body).await
}

/// Takes something away as somebody.
pub async fn delete(client: &Client, who: &str, path: &str) -> Answer {
    client
        .send(Method::DELETE, path, &[("authorization", who)], None)
        .await
}

/// Changes something as somebody who has just read it.
pub async fn patch(client: &Client, who: &str, path: &str, change: &Value) -> Answer {
    let tag = client.get(path).await.header("etag").to_owned();
    patch_at(client, who, path, &tag, change).await
}

/// Changes something as somebody who has read it under this tag.
pub async fn patch_at(client: &Client, who: &str, path: &str, tag: &str, change: &Value) -> Answer {
    let headers = [
        ("authorization", who),
        ("content-type", "application/merge-patch+json"),
        ("if-match", tag),
    ];
    client
        .send(Method::PATCH, path, &headers, Some(change.to_string()))
        .await
}

/// A project that can be open.
pub fn project() -> Value {
    json!({
        "title": "Mere skygge på Torvet",
        "summary": "Torvet er for varmt om sommeren.",
        "kind": "development",
        "state": "open",
        "openness": "open",
        "role_offered": "involved",
        "interest": {"value": "Vi skal alligevel skifte fire døde træer.", "lang": "da"},
        "influence": {"open": ["Hvor der skal være skygge"]},
        "responsible": {"office": "Vej og Park"},
    })
}

/// The id of what was created.
pub fn id_of(answer: &Answer, name: &str) -> String {
    let created = answer.json();
    created[name]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {created:#}"))
        .to_owned()
}

/// The fields that cannot stand.
pub fn pointers(answer: &Answer) -> Vec<String> {
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let pointers = errors
        .iter()
        .map(|error| error["pointer"].as_str().unwrap().to_owned());
    pointers.collect()
}
