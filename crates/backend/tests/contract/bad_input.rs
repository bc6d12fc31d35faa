//! What nobody should send, thrown at every way to write that is described. Whatever it is, what comes back is a
//! problem, and nothing is lost or stored.
//!
//! With `SAMSKAB_BAD_INPUT=<file>` the table of what was thrown and what came back is written there.

use reqwest::Method;
use serde_json::json;

use crate::support::{Description, Operation, run};

mod bodies;
mod site;
mod table;

use bodies::broken_bodies;
use site::{Site, fill};
use table::Table;

#[tokio::test]
async fn a_body_that_cannot_stand_is_refused_wherever_it_is_sent() {
    let site = Site::begin().await;
    let before = site.look().await;
    let mut table = Table::default();
    for operation in Description::shared().writes() {
        let Some(example) = &operation.example else {
            continue;
        };
        for (what, body) in broken_bodies(example) {
            for secret in [&site.steward, &site.guest] {
                let path = site.path(&operation);
                let answer = site
                    .throw_as(secret, &operation.method, &path, &[JSON, ANY], Some(body.clone()))
                    .await;
                table.note(&what, &operation, &answer);
            }
        }
        let body = example.to_string().into_bytes();
        for kind in [
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/xml",
            "",
            "json",
        ] {
            let answer = site
                .throw(&operation, &[("content-type", kind)], Some(body.clone()))
                .await;
            assert_eq!(answer.status, 415, "{operation:?} {kind}");
            table.note(&format!("media type `{kind}`"), &operation, &answer);
        }
    }
    assert_eq!(site.look().await, before, "nothing is lost and nothing is stored");
    table.keep("Bodies");
}

#[tokio::test]
async fn a_path_that_leads_nowhere_is_refused_wherever_there_is_one() {
    let site = Site::begin().await;
    let before = site.look().await;
    let mut table = Table::default();
    let long = "x".repeat(8000);
    let tricks = [
        "%00",
        "%ff%fe",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2f",
        "..%5c..%5c",
        "%0d%0aset-cookie:%20a=b",
        "'%20OR%20'1'='1",
        "%F0%9F%8D%9E",
        "%E2%80%AE",
        "a%00b",
        "contribution:%00",
        "contribution:",
        &long,
    ];
    for operation in Description::shared().writes() {
        if !operation.path.contains('{') {
            continue;
        }
        for trick in tricks {
            let path = fill(&operation.path, |_| trick.to_owned());
            let body = operation
                .example
                .as_ref()
                .map(|example| example.to_string().into_bytes());
            let answer = site.throw_at(&operation.method, &path, &[JSON, ANY], body).await;
            let trick = if trick.len() > 100 { "8000 times x" } else { trick };
            if answer.status.is_success() {
                // Nobody follows what is not there, so that there is nothing to take back either.
                assert_eq!(
                    (operation.method.clone(), answer.status.as_u16()),
                    (Method::DELETE, 204),
                    "{path}"
                );
                continue;
            }
            table.note(&format!("path `{trick}`"), &operation, &answer);
        }
    }
    assert_eq!(site.look().await, before);
    table.keep("Paths");
}

#[tokio::test]
async fn headers_that_cannot_stand_are_refused_wherever_they_are_sent() {
    let site = Site::begin().await;
    let before = site.look().await;
    let mut table = Table::default();
    let foreign = Site::begin().await.guest;
    let truncated = site.guest[..site.guest.len() - 4].to_owned();
    let revoked = site.server.steward("Nedlagt kontor");
    assert!(
        run(&["steward", "--revoke", &revoked], site.server.database())
            .status
            .success()
    );
    let erased = site.erased().await;
    let long = "x".repeat(4000);
    let secrets = [
        ("foreign secret", format!("Guest {foreign}")),
        ("truncated secret", format!("Guest {truncated}")),
        ("revoked token", format!("Bearer {revoked}")),
        ("secret of somebody erased", format!("Guest {erased}")),
        ("another scheme", "Basic eDp5".into()),
        ("no secret", "Guest".into()),
        ("nothing", String::new()),
        ("not ASCII", "Guest æøå.æøå".into()),
        ("SQL", "Guest ' OR 1=1 --.x".into()),
        ("a very long one", format!("Guest {long}.{long}")),
    ];
    for operation in Description::shared().writes() {
        let body = operation
            .example
            .as_ref()
            .map(|example| example.to_string().into_bytes());
        let path = site.path(&operation);
        for (what, value) in &secrets {
            let headers = [JSON, ANY, ("authorization", value)];
            let answer = site
                .client
                .send_bytes(operation.method.clone(), &path, &headers, body.clone())
                .await;
            assert_eq!(answer.status, 401, "{operation:?} {what}");
            table.note(what, &operation, &answer);
        }
        if operation.method == Method::PATCH {
            for tag in [
                "\"0.x\"",
                "\"-1.x\"",
                "x",
                "\"99999999999999999999.x\"",
                "W/",
                "\"1",
                "æ",
                &long,
            ] {
                let answer = site
                    .throw(&operation, &[JSON, ("if-match", tag)], body.clone())
                    .await;
                let tag = if tag.len() > 100 { "4000 times x" } else { tag };
                table.note(&format!("`If-Match: {tag}`"), &operation, &answer);
            }
            let answer = site.throw(&operation, &[JSON], body.clone()).await;
            table.note("no `If-Match`", &operation, &answer);
        }
        if operation.method == Method::POST {
            for key in ["", "med mellemrum", "æ", &"k".repeat(256), "a\tb"] {
                let answer = site
                    .throw(&operation, &[JSON, ("idempotency-key", key)], body.clone())
                    .await;
                let key = if key.len() > 100 { "256 times k" } else { key };
                assert_eq!(answer.problem(), "invalid-request", "{operation:?} {key}");
                table.note(&format!("`Idempotency-Key: {key}`"), &operation, &answer);
            }
        }
    }
    assert_eq!(site.look().await, before);
    table.keep("Headers");
}

#[tokio::test]
async fn a_cursor_that_belongs_to_nothing_is_refused_by_every_list() {
    let site = Site::begin().await;
    let mut table = Table::default();
    let other = site
        .client
        .get("/contributions?limit=1&order=newest")
        .await
        .json()["page"]["next"]
        .clone();
    let other = other
        .as_str()
        .unwrap()
        .rsplit("cursor=")
        .next()
        .unwrap()
        .to_owned();
    let long = "A".repeat(5000);
    let cursors = [
        "x",
        "%00",
        "AAAA",
        "%ff",
        "..%2f",
        "'--",
        "-1",
        "1e9",
        "AAAAAAAAAAAAAAAAAAAAAAAA",
        &long,
        &other,
    ];
    for path in Description::shared().lists() {
        let list = Operation {
            method: Method::GET,
            path: path.clone(),
            example: None,
        };
        let path = site.path(&list);
        for cursor in cursors {
            let answer = site
                .throw_at(&Method::GET, &format!("{path}&cursor={cursor}"), &[], None)
                .await;
            let cursor = if cursor.len() > 30 {
                "a long one, or one of another list"
            } else {
                cursor
            };
            table.note(&format!("cursor `{cursor}`"), &list, &answer);
        }
    }
    table.keep("Cursors");
}

#[tokio::test]
async fn a_key_that_is_used_again_brings_the_same_answer_or_is_refused() {
    let site = Site::begin().await;
    let mut table = Table::default();
    for operation in Description::shared().writes() {
        let (&Method::POST, Some(example)) = (&operation.method, &operation.example) else {
            continue;
        };
        let key = [JSON, ("idempotency-key", "the-same")];
        let body = site.settle(example).to_string().into_bytes();
        let first = site.throw(&operation, &key, Some(body.clone())).await;
        if !first.status.is_success() {
            continue;
        }
        let again = site.throw(&operation, &key, Some(body)).await;
        assert_eq!(
            (first.status, &first.text),
            (again.status, &again.text),
            "{operation:?}"
        );
        table.note(
            "the same key and the same body: the same answer",
            &operation,
            &again,
        );
        let mut altered = site.settle(example);
        let member = altered
            .as_object_mut()
            .unwrap()
            .iter_mut()
            .find(|(_, value)| value.is_string());
        let Some((_, text)) = member else { continue };
        *text = json!(format!("{} igen", text.as_str().unwrap()));
        let refused = site
            .throw(&operation, &key, Some(altered.to_string().into_bytes()))
            .await;
        assert_eq!(refused.problem(), "idempotency-reused", "{operation:?}");
        table.note("the same key and another body", &operation, &refused);
    }
    assert!(table.0.len() > 1, "no way to write could be tried");
    table.keep("Keys");
}

const JSON: (&str, &str) = ("content-type", "application/json");
const ANY: (&str, &str) = ("if-match", "*");
