//! News by e-mail: only for whoever has said yes from their own mailbox, and only until they say no.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use samskab_postbox::{Mail, Postbox};
use serde_json::{Value, json};

use super::answering::Idea;
use super::taking_part::{bearer, pointers, post};
use crate::support::{Answer, Client, Database, Server};

/// A project in the middle of it.
pub const STREET: &str = "project:en-levende-storegade";
/// Somebody who wants to know.
pub const AMIRA: &str = "amira@example.dk";

#[tokio::test]
async fn whoever_says_yes_is_told_of_a_decision_once_until_they_say_no() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    let page = subscribe(&client, &postbox, AMIRA, STREET).await;
    let steward = bearer(&server.steward("Plan og Byg"));
    assert_eq!(decide(&client, &steward, "Storegade bliver bilfri.").await, 201);
    let news = wait(&postbox, 2).await.pop().unwrap();
    assert_eq!(
        (news.to.as_str(), news.subject.as_str()),
        (AMIRA, "Nyt om »En levende Storegade«")
    );
    assert!(
        news.text
            .contains("Beslutning\nByrådet: Storegade bliver bilfri."),
        "{}",
        news.text
    );
    let project = format!("{}/projects/en-levende-storegade", server.address);
    assert_eq!(news.links(), [project.as_str(), page.as_str()]);
    assert_eq!(news.header("Auto-Submitted"), "auto-generated");
    assert_eq!(news.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    let end = news.header("List-Unsubscribe");
    let end = end.trim_matches(['<', '>']);
    // As mail programs do it: no page before, no redirect after (RFC 8058, 3.2).
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let ended = client
        .send(
            Method::POST,
            end,
            &form,
            Some("List-Unsubscribe=One-Click".into()),
        )
        .await;
    assert_eq!(ended.status, 200);
    assert_eq!(decide(&client, &steward, "Der kommer træer.").await, 201);
    pause().await;
    assert_eq!(postbox.mails().all().len(), 2);
    // It can be pressed again, and says the same.
    let again = client.send(Method::POST, end, &form, None).await;
    assert_eq!((again.status, again.text), (StatusCode::OK, ended.text));
    // Whoever opens the first mail again is told that its link leads nowhere now, and does not begin anew by it.
    let late = client
        .send(Method::POST, &format!("{page}/confirm"), &form, None)
        .await;
    assert!(late.text.contains("Linket gælder ikke længere"), "{}", late.text);
}

#[tokio::test]
async fn nobody_sends_a_stranger_words_of_their_own_in_the_name_of_the_municipality() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    let new = json!({"kind": "idea", "title": "Vind 5.000 kr. nu", "problem": "p", "body": "b", "author": {"name": "X"}});
    let sent = client.post("/contributions", &new).await.json();
    let id = sent["contribution"]["id"].as_str().unwrap();
    let reference = sent["contribution"]["reference"].as_str().unwrap();
    ask(&client, AMIRA, &format!("contribution:{id}")).await;
    let asked = wait(&postbox, 1).await.remove(0);
    assert!(
        asked.subject.contains(reference) && !format!("{} {}", asked.subject, asked.text).contains("Vind"),
        "{}",
        asked.text
    );
    // Whoever says yes knows what it is, and what is taken back has no news: its addresses are forgotten.
    let page = asked.links()[0].to_owned();
    press(&client, &format!("{page}/confirm")).await;
    let shown = client.get(&format!("{page}/confirm")).await;
    assert!(shown.text.contains("Vind"), "{}", shown.text);
    let author = format!("Guest {}", sent["secret"].as_str().unwrap());
    let path = format!("/contributions/{id}");
    let tag = client.get(&path).await.header("etag").to_owned();
    let headers = [("authorization", author.as_str()), ("if-match", tag.as_str())];
    let gone = client.send(Method::DELETE, &path, &headers, None).await;
    assert_eq!(gone.status, 204, "{}", gone.text);
    for _ in 0..300 {
        if client
            .get(&page)
            .await
            .text
            .contains("Linket gælder ikke længere")
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the address is still kept");
}

#[tokio::test]
async fn from_one_place_only_so_many_can_make_the_municipality_write() {
    let postbox = Postbox::open(0).await.unwrap();
    let options = [
        "--smtp",
        &postbox.url(),
        "--mail-from",
        "Egeby Kommune <nyt@egeby.example>",
    ];
    let server = Server::start(Arc::new(Database::seeded()), &options);
    let client = server.client();
    for number in 0..30 {
        ask(&client, &format!("a{number}@example.dk"), STREET).await;
    }
    let new = json!({"email": AMIRA, "subject": STREET});
    let refused = client.post("/subscriptions", &new).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (429, "too-many-requests".into())
    );
}

#[tokio::test]
async fn nothing_is_sent_until_the_button_is_pressed_and_opening_the_page_does_not_press_it() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    ask(&client, AMIRA, STREET).await;
    let asked = wait(&postbox, 1).await.remove(0);
    assert!(
        asked
            .subject
            .contains("Vil du have nyt om »En levende Storegade«"),
        "{}",
        asked.subject
    );
    let page = asked.links()[0].to_owned();
    for path in [page.clone(), format!("{page}/end")] {
        let shown = client.get(&path).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains("Ja, send mig nyt"), "{}", shown.text);
        assert_eq!(shown.header("cache-control"), "private, no-store");
    }
    let steward = bearer(&server.steward("Plan og Byg"));
    decide(&client, &steward, "Storegade bliver bilfri.").await;
    pause().await;
    assert_eq!(postbox.mails().all().len(), 1);
    // What was decided before the button was pressed is no news after it.
    press(&client, &format!("{page}/confirm")).await;
    pause().await;
    assert_eq!(postbox.mails().all().len(), 1);
    decide(&client, &steward, "Der kommer træer.").await;
    let news = wait(&postbox, 2).await.pop().unwrap();
    assert!(
        news.text.contains("træer") && !news.text.contains("bilfri"),
        "{}",
        news.text
    );
    let forged = page.replace(&page[page.len() - 3..], "abc");
    assert_eq!(client.get(&forged).await.status, 404);
    assert_eq!(
        client
            .send(Method::POST, &format!("{forged}/end"), &[], None)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn nobody_finds_out_who_gets_news_or_fills_a_mailbox() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    subscribe(&client, &postbox, AMIRA, STREET).await;
    let known = ask(&client, "Amira@Example.dk", STREET).await;
    let unknown = ask(&client, "bo@example.dk", STREET).await;
    assert_eq!(known.text, unknown.text);
    let headers = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("date");
        headers
    };
    assert_eq!(headers(&known), headers(&unknown));
    wait(&postbox, 2).await;
    // The same again, and more than a few at once, bring no more mails.
    let ideas = client.get("/contributions?kind=idea&limit=8").await.json();
    for idea in ideas["items"].as_array().unwrap() {
        let subject = format!("contribution:{}", idea["id"].as_str().unwrap());
        ask(&client, "bo@example.dk", &subject).await;
    }
    pause().await;
    let mails = postbox.mails().all();
    assert_eq!(mails.iter().filter(|mail| mail.to == AMIRA).count(), 1);
    assert_eq!(mails.iter().filter(|mail| mail.to == "bo@example.dk").count(), 5);
    let changes = client.get("/changes?limit=100").await.text;
    assert!(
        !changes.contains("example.dk") && !changes.contains("subscription"),
        "{changes}"
    );
}

#[tokio::test]
async fn what_is_no_address_is_refused_at_its_field_and_nothing_is_sent() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    for email in [
        "",
        "amira",
        "amira@example.dk\r\nBcc: bo@example.dk",
        "amira@example.dk, bo@example.dk",
        "Amira <amira@example.dk>",
    ] {
        let refused = client.post("/subscriptions", &json!({"email": email})).await;
        assert_eq!(pointers(&refused), ["/email"], "{email:?}");
    }
    for subject in ["project:nowhere", "comment:1", "street"] {
        let refused = client
            .post("/subscriptions", &json!({"email": AMIRA, "subject": subject}))
            .await;
        assert_eq!(pointers(&refused), ["/subject"], "{subject}");
    }
    pause().await;
    assert!(postbox.mails().all().is_empty());
    let without = Server::seeded();
    let service = without.client().get("/").await.json();
    assert_eq!(service["actions"]["subscribe"]["mode"], "none");
    assert!(!service["conformsTo"].to_string().contains("subscriptions"));
    assert_eq!(
        without
            .client()
            .post("/subscriptions", &json!({"email": AMIRA}))
            .await
            .problem(),
        "not-found"
    );
}

#[tokio::test]
async fn nothing_is_lost_while_the_mail_server_is_away_and_nothing_comes_twice_after_a_restart() {
    let postbox = Postbox::open(0).await.unwrap();
    let database = Arc::new(Database::seeded());
    let mut server = serve(&database, &postbox);
    subscribe(&server.client(), &postbox, AMIRA, STREET).await;
    ask(&server.client(), "nobody@example.dk", STREET).await;
    let port = postbox.port();
    drop(postbox);
    let steward = bearer(&server.steward("Plan og Byg"));
    decide(&server.client(), &steward, "Storegade bliver bilfri.").await;
    ask(&server.client(), "bo@example.dk", STREET).await;
    pause().await;
    let postbox = Postbox::open(port).await.unwrap();
    let mails = wait(&postbox, 2).await;
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [AMIRA, "bo@example.dk"]);
    assert!(server.stop().success());
    let server = serve(&database, &postbox);
    pause().await;
    assert_eq!(postbox.mails().all().len(), 2);
    decide(&server.client(), &steward, "Der kommer træer.").await;
    let news = wait(&postbox, 3).await.pop().unwrap();
    assert!(
        news.text.contains("træer") && !news.text.contains("bilfri"),
        "{}",
        news.text
    );
}

#[tokio::test]
async fn whoever_follows_an_idea_follows_what_it_goes_into() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let (from, into) = (Idea::send(&client).await, Idea::send(&client).await);
    subscribe(&client, &postbox, AMIRA, &from.subject()).await;
    let merge = json!({"into": into.id, "reason": "Det er den samme bænk.", "lang": "da"});
    let merged = post(&client, &steward, &format!("{}/merge", from.path), &merge).await;
    assert_eq!(merged.status, 201, "{}", merged.text);
    let answer = json!({"subject": into.subject(), "body": "Den kommer til foråret.", "lang": "da"});
    assert_eq!(post(&client, &steward, "/answers", &answer).await.status, 201);
    let told = wait(&postbox, 2).await.pop().unwrap();
    assert!(
        told.text.contains("Den kommer til foråret.")
            && told.text.contains("eller noget, der er lagt sammen med det"),
        "{}",
        told.text
    );
}

/// A backend that gathers news for a second.
pub fn serve(database: &Arc<Database>, postbox: &Postbox) -> Server {
    let options = [
        "--smtp",
        &postbox.url(),
        "--mail-from",
        "Egeby Kommune <nyt@egeby.example>",
        "--mail-every-seconds",
        "1",
        "--writes-per-minute",
        "0",
    ];
    Server::start(database.clone(), &options)
}

async fn ask(client: &Client, email: &str, subject: &str) -> Answer {
    let new = json!({"email": email, "subject": subject, "lang": "da"});
    let answer = client.post("/subscriptions", &new).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    answer
}

/// Asks and says yes; answers the page on which it can be ended.
pub async fn subscribe(client: &Client, postbox: &Postbox, email: &str, subject: &str) -> String {
    ask(client, email, subject).await;
    let page = wait(postbox, 1).await[0].links()[0].to_owned();
    press(client, &format!("{page}/confirm")).await;
    page
}

/// Presses the button that begins it.
pub async fn press(client: &Client, address: &str) {
    let pressed = client.send(Method::POST, address, &[], None).await;
    assert_eq!(pressed.status, 200);
    assert!(
        pressed.text.contains("Du er med") || pressed.text.contains("You are in"),
        "{}",
        pressed.text
    );
}

async fn decide(client: &Client, steward: &str, outcome: &str) -> StatusCode {
    let decision: Value = json!({
        "project": "en-levende-storegade", "decided_at": "2026-01-01T00:00:00Z", "by": "Byrådet",
        "outcome": {"value": outcome}, "reasons": {"value": "Det ønsker de fleste."}, "answers": [],
    });
    post(client, steward, "/decisions", &decision).await.status
}

/// The mails, once there are so many.
pub async fn wait(postbox: &Postbox, count: usize) -> Vec<Mail> {
    for _ in 0..300 {
        let mails = postbox.mails().all();
        if mails.len() >= count {
            assert_eq!(mails.len(), count, "{mails:#?}");
            return mails;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{:#?}", postbox.mails().all());
}

/// Longer than news are gathered: what has not come by then does not come.
pub async fn pause() {
    tokio::time::sleep(Duration::from_secs(5)).await;
}
