//! Pictures: sent, named by a contribution, seen by everyone for as long as that one is, and with nothing in them that
//! nobody meant to show.

use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::{Bytes, ImageEXIF};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Server};

/// A photograph with all that a phone writes into it: where, which way is up, notes, and a film behind its end.
fn photograph() -> Vec<u8> {
    let mut image = Jpeg::from_bytes(Bytes::from_static(JPEG)).unwrap();
    let place = exif::Field {
        tag: exif::Tag::GPSLatitude,
        ifd_num: exif::In::PRIMARY,
        value: exif::Value::Rational(vec![exif::Rational { num: 56, denom: 1 }; 3]),
    };
    let turn = exif::Field {
        tag: exif::Tag::Orientation,
        ifd_num: exif::In::PRIMARY,
        value: exif::Value::Short(vec![6]),
    };
    let mut writer = exif::experimental::Writer::new();
    writer.push_field(&place);
    writer.push_field(&turn);
    let mut written = std::io::Cursor::new(Vec::new());
    writer.write(&mut written, false).unwrap();
    image.set_exif(Some(written.into_inner().into()));
    let note = |marker, text: &'static str| {
        JpegSegment::new_with_contents(marker, Bytes::from_static(text.as_bytes()))
    };
    image
        .segments_mut()
        .insert(1, note(markers::COM, "hemmelig note"));
    image
        .segments_mut()
        .insert(1, note(markers::APP13, "Photoshop 3.0 hemmelig"));
    let mut file = image.encoder().bytes().to_vec();
    file.extend_from_slice(b"ftypmp42 hemmelig film");
    file
}

const JPEG: &[u8] = include_bytes!("../../seed/pictures/baenk-ved-aaen.jpg");
const PNG: &[u8] = include_bytes!("../../seed/pictures/skitse-af-hegn.png");

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

struct Site {
    client: Client,
}

impl Site {
    fn begin(server: &Server) -> Self {
        Site {
            client: server.client(),
        }
    }

    async fn upload(&self, kind: &str, body: &[u8], headers: &[(&str, &str)]) -> Answer {
        let headers: Vec<_> = headers.iter().copied().chain([("content-type", kind)]).collect();
        self.client
            .send_bytes(Method::POST, "/uploads", &headers, Some(body.to_vec()))
            .await
    }

    async fn as_guest(&self, method: Method, path: &str, secret: &str) -> Answer {
        let authorization = format!("Guest {secret}");
        let headers = [("authorization", authorization.as_str())];
        self.client.send(method, path, &headers, None).await
    }

    /// The bytes themselves, which an [`Answer`] holds as text only.
    async fn bytes(&self, address: &str, secret: &str) -> Vec<u8> {
        let request = reqwest::Client::new()
            .get(address)
            .header("authorization", format!("Guest {secret}"));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap().to_vec()
    }

    async fn idea(&self, secret: &str, attachments: Value) -> Answer {
        let idea = json!({"kind": "idea", "title": "Et hegn", "problem": "p", "body": "b",
            "author": {"name": "Ib"}, "attachments": attachments});
        let authorization = format!("Guest {secret}");
        self.client
            .post_with("/contributions", &[("authorization", &authorization)], &idea)
            .await
    }
}

/// A few bytes that say they are 60,000 by 60,000 pixels.
fn bomb() -> Vec<u8> {
    let mut file = JPEG.to_vec();
    let frame = file
        .windows(2)
        .position(|two| two == [0xff, markers::SOF0] || two == [0xff, markers::SOF2]);
    let frame = frame.unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xea, 0x60, 0xea, 0x60]);
    file
}

fn exif_of(file: &[u8]) -> String {
    let image = Jpeg::from_bytes(Bytes::copy_from_slice(file)).unwrap();
    let (fields, _) = exif::parse_exif(&image.exif().unwrap()).unwrap();
    let names: Vec<String> = fields.iter().map(|field| field.tag.to_string()).collect();
    names.join(" ")
}

fn find(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|part| part == text)
}

fn id_of(sent: &Answer) -> String {
    sent.json()["attachment"]["id"].as_str().unwrap().to_owned()
}

fn secret(sent: &Answer) -> String {
    sent.json()["secret"].as_str().unwrap().to_owned()
}
