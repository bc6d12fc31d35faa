//! Pictures: sent, named by a contribution, and seen by everyone for as long as that one is.

mod cleaning;
mod files;
mod keeping;
mod site;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::Server;
use files::{JPEG, PNG};
use site::{Site, id_of, secret};

#[tokio::test]
async fn a_picture_is_seen_by_everyone_while_a_public_contribution_names_it() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let sent = site.upload("image/png", PNG, &[]).await;
    let (id, secret) = (id_of(&sent), secret(&sent));
    let path = format!("/attachments/{id}");
    assert_eq!(
        site.client.get(&path).await.problem(),
        "not-found",
        "nobody else's yet"
    );
    assert_eq!(
        site.client
            .get_with(&path, &[("authorization", "Guest x.y")])
            .await
            .status,
        404
    );
    let own = site.as_guest(Method::GET, &path, &secret).await;
    assert_eq!(
        (own.status.as_u16(), own.header("cache-control")),
        (200, "private, no-store")
    );

    let made = site
        .idea(&secret, json!([{"id": id, "alt": " En skitse "}]))
        .await;
    assert_eq!(made.status, 201, "{}", made.text);
    let idea = made.json()["contribution"].clone();
    assert_eq!(idea["attachments"][0]["alt"], "En skitse");
    let shown = site.client.get(&path).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.header("content-type"), "image/png");
    assert_eq!(
        shown.header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert!(
        shown
            .header("content-disposition")
            .starts_with("inline; filename=")
    );
    assert!(shown.header("cache-control").contains("immutable"));
    let known = [("if-none-match", shown.header("etag"))];
    assert_eq!(site.client.get_with(&path, &known).await.status, 304);

    let read = format!("/contributions/{}", idea["id"].as_str().unwrap());
    let read = site.client.get(&read).await;
    assert_eq!(read.json()["attachments"], idea["attachments"]);
    let listed = site.client.get("/contributions").await.json();
    assert!(
        listed["items"][0]["attachments"].is_null(),
        "lists hold the summary alone"
    );
    let page = format!("{}/ideas/{}", server.address, idea["id"].as_str().unwrap());
    let page = site.client.get_with(&page, &[("accept", "text/html")]).await.text;
    assert!(
        page.contains("alt=\"En skitse\"") && page.contains(&path),
        "{page}"
    );

    let withdrawn = format!("/contributions/{}", idea["id"].as_str().unwrap());
    assert_eq!(site.client.delete(&withdrawn, &secret).await.status, 204);
    assert_eq!(site.client.get(&path).await.status, 404);
    assert_eq!(
        site.as_guest(Method::GET, &path, &secret).await.status,
        404,
        "it is erased"
    );
    let left = site.client.get(&withdrawn).await;
    assert!(left.json()["attachments"].is_null());
}

#[tokio::test]
async fn one_names_only_what_one_has_sent_and_nothing_names_yet_and_always_in_words() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let (one, other) = (
        site.upload("image/png", PNG, &[]).await,
        site.upload("image/png", PNG, &[]).await,
    );
    let own = secret(&one);
    let refuse = async |named: Value, pointer: &str| {
        let refused = site.idea(&own, named).await;
        assert_eq!(
            refused.json()["errors"][0]["pointer"],
            pointer,
            "{}",
            refused.text
        );
    };
    refuse(
        json!([{"id": id_of(&other), "alt": "Et hegn"}]),
        "/attachments/0/id",
    )
    .await;
    refuse(json!([{"id": "nowhere", "alt": "Et hegn"}]), "/attachments/0/id").await;
    refuse(json!([{"id": id_of(&one), "alt": " "}]), "/attachments/0/alt").await;
    let twice = json!([{"id": id_of(&one), "alt": "a"}, {"id": id_of(&one), "alt": "b"}]);
    refuse(twice, "/attachments/1/id").await;
    let six = json!(vec![json!({"id": id_of(&one), "alt": "a"}); 6]);
    refuse(six, "/attachments").await;
    let named = json!([{"id": id_of(&one), "alt": "Et hegn"}]);
    assert_eq!(site.idea(&own, named.clone()).await.status, 201);
    refuse(named, "/attachments/0/id").await;
}

#[tokio::test]
async fn a_picture_that_comes_twice_by_the_same_key_counts_once() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let key = [("idempotency-key", "the-same")];
    let first = site.upload("image/png", PNG, &key).await;
    let again = site.upload("image/png", PNG, &key).await;
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    let altered = site.upload("image/jpeg", JPEG, &key).await;
    assert_eq!(altered.problem(), "idempotency-reused");
    assert_eq!(altered.json()["stored"], format!("attachment:{}", id_of(&first)));
}

#[tokio::test]
async fn what_waits_or_was_hidden_shows_its_pictures_to_its_author_and_stewards_alone() {
    let server = Server::serving(&["--writes-per-minute", "0", "--moderation", "pre"]);
    let site = Site::begin(&server);
    let sent = site.upload("image/png", PNG, &[]).await;
    let (id, secret) = (id_of(&sent), secret(&sent));
    let made = site.idea(&secret, json!([{"id": id, "alt": "Et hegn"}])).await;
    assert_eq!(made.status, 202);
    let path = format!("/attachments/{id}");
    assert_eq!(site.client.get(&path).await.status, 404);
    assert_eq!(site.as_guest(Method::GET, &path, &secret).await.status, 200);
    let steward = server.steward("Teknik og Miljø");
    assert_eq!(site.as_guest(Method::GET, &path, &steward).await.status, 200);
    let bearer = format!("Bearer {steward}");
    let subject = format!(
        "contribution:{}",
        made.json()["contribution"]["id"].as_str().unwrap()
    );
    for (action, seen) in [("accepted", 200), ("hidden", 404), ("restored", 200)] {
        let decision = json!({"subject": subject, "action": action, "ground": "rules", "rule": "Regel 1", "reason": "r"});
        let headers = [("authorization", bearer.as_str())];
        let made = site
            .client
            .post_with("/moderation-decisions", &headers, &decision)
            .await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!(site.client.get(&path).await.status, seen, "{action}");
    }
}
