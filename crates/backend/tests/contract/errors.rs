//! Whatever goes wrong is told in the same form, in the reader's language.

use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Client, Server};

const JSON: [(&str, &str); 1] = [("content-type", "application/json")];

#[tokio::test]
async fn what_is_unknown_is_told_as_a_problem() {
    let server = Server::seeded();
    let client = server.client();
    let nowhere = [
        "/nowhere",
        "/contributions/nowhere",
        "/projects/nowhere",
        "/contributions/",
        "/contributions/a/b",
        "//",
        "/comments/%00",
        "/contributions/%ff",
        "/contributions/..%2f..%2fetc%2fpasswd",
    ];
    for path in nowhere {
        let answer = client.get(path).await;
        assert!(
            [400, 404].contains(&answer.status.as_u16()),
            "{path} {}",
            answer.status
        );
        assert!(!answer.problem().is_empty(), "{path}");
    }
    let origin = client.base().replace("/samskab/v1", "");
    for path in [
        "/nowhere",
        "/ideas/nowhere",
        "/projects/nowhere",
        "/samskab/v2",
        "/.well-known/other",
    ] {
        let answer = client.get(&format!("{origin}{path}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (404, "not-found".into()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn another_verb_is_refused_and_told_which_there_are() {
    let server = Server::seeded();
    let client = server.client();
    for (method, path, allowed) in [
        (Method::PUT, "/contributions", "GET"),
        (Method::DELETE, "/contributions", "POST"),
        (Method::POST, "/projects/x", "GET"),
        (Method::PUT, "/comments/x", "DELETE"),
        (Method::POST, "", "GET"),
        (Method::TRACE, "/comments", "POST"),
    ] {
        let answer = client.send(method, path, &[], None).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (405, "method-not-allowed".into()),
            "{path}"
        );
        assert!(
            answer.header("allow").contains(allowed),
            "{path}: {}",
            answer.header("allow")
        );
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_it_should_be_is_told_so() {
    let server = Server::empty();
    let client = server.client();
    for body in [
        "",
        "{",
        "[]",
        "null",
        "12",
        "\"tekst\"",
        r#"{"kind":"idea"}"#,
        r#"{"kind":1,"title":"x"}"#,
        "\u{feff}{}",
    ] {
        let answer = post(&client, &JSON, body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (400, "invalid-request".into()),
            "{body:?}"
        );
    }
    let deep = "[".repeat(100_000);
    assert_eq!(post(&client, &JSON, &deep).await.problem(), "invalid-request");
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ] {
        let answer = post(&client, &[("content-type", kind)], "{}").await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (415, "unsupported-media-type".into()),
            "{kind}"
        );
    }
    assert_eq!(post(&client, &[], "{}").await.status, 415);
    let charset = [("content-type", "Application/JSON; charset=utf-8")];
    assert_eq!(post(&client, &charset, "{}").await.problem(), "invalid-request");
    let large = format!("{{\"title\":\"{}\"}}", "x".repeat(300 * 1024));
    let answer = post(&client, &JSON, &large).await;
    assert_eq!(
        (answer.status.as_u16(), answer.problem()),
        (413, "too-large".into())
    );
}

#[tokio::test]
async fn a_problem_speaks_danish_unless_it_is_asked_for_english() {
    let server = Server::empty();
    let client = server.client();
    let titles = async |language: &str| {
        let answer = client
            .get_with("/contributions/x", &[("accept-language", language)])
            .await;
        (
            answer.header("content-language").to_owned(),
            answer.json()["title"].as_str().unwrap().to_owned(),
        )
    };
    let (tag, danish) = titles("da-DK,da;q=0.9,en;q=0.8").await;
    assert_eq!(tag, "da");
    let (tag, english) = titles("en-GB,en;q=0.9").await;
    assert_eq!(tag, "en");
    assert_ne!(danish, english);
    assert_eq!(titles("fi").await.1, danish);
    let headers = [JSON[0], ("accept-language", "en")];
    let body = r#"{"kind":"idea","title":"","body":"b","problem":"p","author":{"name":"Ib"}}"#;
    let answer = post(&client, &headers, body).await;
    assert_eq!(answer.json()["errors"][0]["detail"], "must not be empty");
}

#[tokio::test]
async fn a_person_who_follows_a_link_to_nowhere_gets_a_page() {
    let server = Server::empty();
    let client = server.client();
    let origin = client.base().replace("/samskab/v1", "");
    let accept = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
    let answer = client
        .get_with(&format!("{origin}/ideas/%3Cscript%3E"), &accept)
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (404, "text/html; charset=utf-8")
    );
    assert!(answer.text.contains("<h1>") && !answer.text.contains("<script"));
    assert!(
        answer
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
}

#[tokio::test]
async fn any_query_at_all_is_answered() {
    let server = Server::seeded();
    let client = server.client();
    let hostile = [
        "%00",
        "%ff%fe",
        "'%20OR%201=1--",
        "&&&=&=",
        "q=%25%25%5C&q=_",
        "seed=%00%01",
        "limit=1e9&limit=-1",
        "kind=,,,",
        "project=%F0%9F%8D%9E",
        "order=&cursor=",
        "q=%00",
    ];
    for query in hostile {
        let query = query.to_owned();
        for path in [
            "/contributions?",
            "/contributions?q=",
            "/contributions?seed=",
            "/projects?limit=",
        ] {
            let answer = client.get(&format!("{path}{query}")).await;
            assert!(
                [200, 400].contains(&answer.status.as_u16()),
                "{path}{query} {}",
                answer.status
            );
        }
    }
    let long = "x".repeat(5000);
    assert_eq!(client.get(&format!("/contributions?q={long}")).await.status, 200);
    let seed = client.get(&format!("/contributions?seed={long}")).await.json()["page"]["seed"].clone();
    assert!(matches!(seed, Value::String(seed) if seed.len() == 64));
}

async fn post(client: &Client, headers: &[(&str, &str)], body: &str) -> Answer {
    client
        .send(Method::POST, "/contributions", headers, Some(body.to_owned()))
        .await
}
