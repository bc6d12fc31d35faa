//! Whose a picture is, and how long it is kept.

use reqwest::Method;
use serde_json::json;

use super::files::PNG;
use super::site::{Site, id_of, secret};
use crate::support::Server;

#[tokio::test]
async fn ones_own_picture_can_be_taken_off_and_nobody_elses() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let (one, other) = (
        site.upload("image/png", PNG, &[]).await,
        site.upload("image/png", PNG, &[]).await,
    );
    let path = format!("/attachments/{}", id_of(&one));
    let made = site
        .idea(&secret(&one), json!([{"id": id_of(&one), "alt": "a"}]))
        .await;
    let idea = format!(
        "/contributions/{}",
        made.json()["contribution"]["id"].as_str().unwrap()
    );
    let tag = site.client.get(&idea).await.header("etag").to_owned();
    assert_eq!(
        site.client.delete(&path, &secret(&other)).await.problem(),
        "not-allowed"
    );
    assert_eq!(site.client.delete(&path, &secret(&one)).await.status, 204);
    assert_eq!(site.client.get(&path).await.status, 404);
    let left = site.client.get(&idea).await;
    assert!(left.json()["attachments"].is_null());
    assert_ne!(left.header("etag"), tag);
    assert_eq!(site.client.delete(&path, &secret(&one)).await.status, 404);
}

#[tokio::test]
async fn who_leaves_takes_their_pictures_along() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let sent = site.upload("image/png", PNG, &[]).await;
    let (id, secret) = (id_of(&sent), secret(&sent));
    site.idea(&secret, json!([{"id": id, "alt": "Et hegn"}])).await;
    let export = site.as_guest(Method::GET, "/me/export", &secret).await.json();
    let picture = &export["attachments"][0];
    assert_eq!(
        (picture["id"].as_str().unwrap(), &picture["media_type"]),
        (id.as_str(), &json!("image/png"))
    );
    assert!(
        picture["content"].as_str().unwrap().starts_with("iVBORw0KGgo"),
        "its bytes in base64"
    );
    assert_eq!(export["contributions"][0]["attachments"][0]["alt"], "Et hegn");
    assert_eq!(site.client.delete("/me", &secret).await.status, 204);
    assert_eq!(site.client.get(&format!("/attachments/{id}")).await.status, 404);
}

#[tokio::test]
async fn of_many_that_nothing_names_the_oldest_are_forgotten() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let first = site.upload("image/png", PNG, &[]).await;
    let (own, authorization) = (secret(&first), format!("Guest {}", secret(&first)));
    for _ in 0..20 {
        let headers = [("authorization", authorization.as_str())];
        assert_eq!(site.upload("image/png", PNG, &headers).await.status, 201);
    }
    let path = format!("/attachments/{}", id_of(&first));
    assert_eq!(site.as_guest(Method::GET, &path, &own).await.status, 404);
    let export = site.as_guest(Method::GET, "/me/export", &own).await.json();
    assert_eq!(export["attachments"].as_array().unwrap().len(), 20);
}
