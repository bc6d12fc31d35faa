//! A picture has nothing in it that nobody meant to show, and what is no picture is none.

use img_parts::Bytes;
use img_parts::jpeg::Jpeg;
use serde_json::json;

use super::files::{JPEG, PNG, bomb, exif_of, find, photograph};
use super::site::{Site, secret};
use crate::support::Server;

#[tokio::test]
async fn what_a_phone_writes_into_a_photograph_is_gone_and_which_way_is_up_stays() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let file = photograph();
    assert!(find(&file, b"hemmelig") && exif_of(&file).contains("GPSLatitude"));
    let sent = site.upload("image/jpeg", &file, &[]).await;
    assert_eq!(sent.status, 201, "{}", sent.text);
    let (picture, secret) = (sent.json()["attachment"].clone(), secret(&sent));
    assert_eq!(sent.header("location"), picture["url"].as_str().unwrap());
    assert_eq!(
        (&picture["alt"], &picture["media_type"]),
        (&json!(""), &json!("image/jpeg"))
    );
    let upright = Jpeg::from_bytes(Bytes::from_static(JPEG))
        .unwrap()
        .dimensions()
        .unwrap();
    assert_eq!(
        (&picture["height"], &picture["width"]),
        (&json!(upright.0), &json!(upright.1)),
        "as it is shown"
    );
    let kept = site.bytes(picture["url"].as_str().unwrap(), &secret).await;
    assert_eq!(picture["bytes"], kept.len());
    assert!(!find(&kept, b"hemmelig"));
    let left = exif_of(&kept);
    assert!(left.contains("Orientation") && !left.contains("GPS"), "{left}");
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_nothing_is_stored() {
    let server = Server::empty();
    let site = Site::begin(&server);
    let half = &JPEG[..JPEG.len() / 2];
    let html = b"<script>alert(1)</script>";
    for (what, kind, body) in [
        ("another type", "image/png", JPEG),
        ("half of it", "image/jpeg", half),
        ("half of it", "image/png", &PNG[..PNG.len() / 2]),
        ("a page", "image/jpeg", &html[..]),
        ("a page", "image/webp", &html[..]),
        ("nothing", "image/jpeg", &[]),
        ("the beginning alone", "image/jpeg", &[0xff, 0xd8, 0xff]),
        ("the beginning alone", "image/webp", b"RIFF\x10\0\0\0WEBP"),
        (
            "a drawing that could run",
            "image/svg+xml",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
        ("no type", "", PNG),
        ("JSON", "application/json", b"{}"),
    ] {
        let refused = site.upload(kind, body, &[]).await;
        assert_eq!(refused.problem(), "unsupported-media-type", "{what} as {kind}");
    }
    let large = [JPEG, &vec![0; 2 * 1024 * 1024]].concat();
    let refused = site.upload("image/jpeg", &large, &[]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem().as_str()),
        (413, "too-large")
    );
    assert_eq!(
        site.upload("image/jpeg", &bomb(), &[]).await.status,
        413,
        "a picture that unfolds"
    );
}
