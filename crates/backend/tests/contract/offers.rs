//! What people offer and what they expect, and what the municipality says to it.

use serde_json::{Value, json};

use super::taking_part::{bearer, delete, enter, id_of, patch, pointers, post, project};
use crate::support::{Client, Server};

const STREET: &str = "project:en-levende-storegade";

#[tokio::test]
async fn the_invented_municipality_shows_offers_in_every_state() {
    let server = Server::seeded();
    let client = server.client();
    let mut seen = Vec::new();
    for subject in [
        STREET,
        "project:en-aa-man-kan-gaa-langs",
        "contribution:baenke-paa-aastien",
    ] {
        let page = client.get(&format!("/offers?subject={subject}")).await.json();
        for offer in page["items"].as_array().unwrap() {
            assert_eq!(offer["subject"], subject);
            seen.push(offer["state"].as_str().unwrap().to_owned());
        }
    }
    for state in ["offered", "thanked", "matched", "used"] {
        assert!(seen.iter().any(|one| one == state), "{state}");
    }
    let used = client
        .get("/offers?subject=project:en-aa-man-kan-gaa-langs&state=used")
        .await
        .json();
    assert!(
        used["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|offer| offer["state"] == "used")
    );
    assert_eq!(used["total"]["value"], 2);
    let none = client
        .get(&format!("/offers?subject={STREET}&state=poem"))
        .await
        .json();
    assert_eq!(none["total"]["value"], 0);
    assert_eq!(client.get("/offers").await.problem(), "invalid-request");
    assert_eq!(
        client.get("/offers?subject=project:nowhere").await.problem(),
        "not-found"
    );
}

#[tokio::test]
async fn an_offer_is_thanked_in_the_name_of_an_office_and_never_without_a_word() {
    let server = Server::seeded();
    let client = server.client();
    let created = client.post("/offers", &offer(STREET)).await;
    assert_eq!(created.status, 201);
    let owner = format!("Guest {}", created.json()["secret"].as_str().unwrap());
    let path = format!("/offers/{}", id_of(&created, "offer"));
    assert_eq!(client.get(&path).await.json(), created.json()["offer"]);
    let steward = bearer(&server.steward("Plan og Byg"));
    let silent = patch(&client, &steward, &path, &json!({"state": "thanked"})).await;
    assert_eq!(pointers(&silent), ["/reply"]);
    let thanks = json!({"state": "thanked", "reply": "Tak, Ib."});
    assert_eq!(
        patch(&client, &owner, &path, &thanks).await.problem(),
        "not-allowed"
    );
    let thanked = patch(&client, &steward, &path, &thanks).await.json();
    assert_eq!(thanked["reply"]["by"], "Plan og Byg");
    assert_eq!(thanked["reply"]["text"]["value"], "Tak, Ib.");
    let taken = patch(
        &client,
        &steward,
        &path,
        &json!({"state": "withdrawn", "reply": "Væk."}),
    )
    .await;
    assert_eq!(pointers(&taken), ["/state"]);
    let reworded = json!({"text": "To stiger."});
    assert_eq!(
        patch(&client, &steward, &path, &reworded).await.problem(),
        "not-allowed"
    );
    assert_eq!(
        patch(&client, &owner, &path, &reworded).await.json()["text"]["value"],
        "To stiger."
    );
}

#[tokio::test]
async fn what_nobody_has_replied_to_waits_in_the_queue_with_its_words() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Plan og Byg"));
    let offered = client.post("/offers", &offer(STREET)).await;
    let expected = client
        .post("/expectations", &expectation("en-levende-storegade"))
        .await;
    let waiting = async |reason: &str| {
        let path = format!("/queue?waiting_for={reason}");
        let queue = client
            .get_with(&path, &[("authorization", &steward)])
            .await
            .json();
        queue["items"].as_array().unwrap().clone()
    };
    for (created, of, list, reason, state) in [
        (&offered, "offer", "offers", "offered", "thanked"),
        (&expected, "expectation", "expectations", "expected", "corrected"),
    ] {
        let id = id_of(created, of);
        let subject = format!("{of}:{id}");
        let items = waiting(reason).await;
        let item = items.iter().find(|item| item["subject"] == subject).unwrap();
        assert_eq!(item["waiting_for"], reason);
        assert_eq!(item[of], created.json()[of]);
        let reply = json!({"state": state, "reply": "Vi har læst det."});
        let path = format!("/{list}/{id}");
        assert_eq!(patch(&client, &steward, &path, &reply).await.status, 200);
        let items = waiting(reason).await;
        assert!(items.iter().all(|item| item["subject"] != subject));
    }
    // What is offered to something that is taken off the page waits with it.
    let hidden = json!({
        "subject": "contribution:vandpost-paa-torvet", "action": "hidden", "ground": "rules", "rule": "Regel 1",
        "reason": "Det står der to gange.",
    });
    let before = waiting("offered").await.len();
    assert_eq!(
        post(&client, &steward, "/moderation-decisions", &hidden)
            .await
            .status,
        201
    );
    assert_eq!(waiting("offered").await.len(), before - 1);
}

#[tokio::test]
async fn whoever_offered_it_can_take_it_back_and_nothing_of_it_stays() {
    let server = Server::seeded();
    let client = server.client();
    let created = client
        .post_with("/offers", &[("idempotency-key", "once")], &offer(STREET))
        .await;
    let owner = format!("Guest {}", created.json()["secret"].as_str().unwrap());
    let other = enter(&client, "Lone").await;
    let id = id_of(&created, "offer");
    let path = format!("/offers/{id}");
    assert_eq!(delete(&client, &other, &path).await.problem(), "not-allowed");
    assert_eq!(delete(&client, &owner, &path).await.status, 204);
    assert_eq!(delete(&client, &owner, &path).await.status, 204);
    let shown = client.get(&path).await;
    assert_eq!(shown.json()["state"], "withdrawn");
    assert!(
        !shown.text.contains("stige") && !shown.text.contains("Ib"),
        "{}",
        shown.text
    );
    let list = client
        .get(&format!("/offers?subject={STREET}&limit=100"))
        .await
        .text;
    assert!(!list.contains(&id));
    let again = client
        .post_with("/offers", &[("idempotency-key", "once")], &offer(STREET))
        .await;
    assert_eq!(again.status, 201);
    assert!(!again.text.contains("stige"), "{}", again.text);
}

#[tokio::test]
async fn an_offer_must_be_one_and_must_be_to_something() {
    let server = Server::seeded();
    let client = server.client();
    for (member, bad) in [
        ("subject", "project:nowhere"),
        ("subject", "comment:1"),
        ("subject", "all"),
        ("resource", "money"),
        ("text", " "),
        ("amount", ""),
        ("lang", "x"),
    ] {
        let mut new = offer(STREET);
        new[member] = json!(bad);
        assert_eq!(
            pointers(&client.post("/offers", &new).await),
            [format!("/{member}")],
            "{bad}"
        );
    }
    let ended = client
        .post("/offers", &offer("project:faste-ansigter-i-hjemmeplejen"))
        .await;
    assert_eq!(ended.problem(), "closed");
}

#[tokio::test]
async fn a_phase_that_takes_something_else_says_so() {
    let server = Server::empty();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let mut new = project();
    new["phases"] = json!([{"id": "1", "title": "Spørge", "state": "current", "accepts": ["idea"]}]);
    let id = id_of(&post(&client, &steward, "/projects", &new).await, "project");
    assert_eq!(
        client
            .post("/offers", &offer(&format!("project:{id}")))
            .await
            .problem(),
        "closed"
    );
    assert_eq!(
        client.post("/expectations", &expectation(&id)).await.problem(),
        "closed"
    );
    let remark = json!({"subject": format!("project:{id}"), "body": "Ja", "author": {"name": "Ib"}});
    assert_eq!(client.post("/comments", &remark).await.problem(), "closed");
    let mut new = json!({"kind": "question", "title": "Hvor?", "body": "Hvor?", "project": id,
        "author": {"name": "Ib"}});
    assert_eq!(client.post("/contributions", &new).await.problem(), "closed");
    new["kind"] = json!("idea");
    new["problem"] = json!("Der er varmt.");
    let made = client.post("/contributions", &new).await;
    assert_eq!(made.status, 201);
    let mut below = remark.clone();
    below["subject"] = json!(format!("contribution:{}", id_of(&made, "contribution")));
    assert_eq!(client.post("/comments", &below).await.problem(), "closed");
    let phases = json!({"phases": [{"id": "1", "title": "Spørge", "state": "current", "accepts": ["offer", "comment"]}]});
    patch(&client, &steward, &format!("/projects/{id}"), &phases).await;
    assert_eq!(
        client
            .post("/offers", &offer(&format!("project:{id}")))
            .await
            .status,
        201
    );
    for new in [remark, below] {
        assert_eq!(client.post("/comments", &new).await.status, 201);
    }
}

#[tokio::test]
async fn an_expectation_is_confirmed_or_corrected_and_its_words_then_stay() {
    let server = Server::seeded();
    let client = server.client();
    let created = client
        .post("/expectations", &expectation("en-levende-storegade"))
        .await;
    assert_eq!(created.status, 201);
    let owner = format!("Guest {}", created.json()["secret"].as_str().unwrap());
    let path = format!("/expectations/{}", id_of(&created, "expectation"));
    let reworded = json!({"text": "At bussen kører som nu."});
    assert_eq!(
        patch(&client, &owner, &path, &reworded).await.json()["text"]["value"],
        "At bussen kører som nu."
    );
    let steward = bearer(&server.steward("Plan og Byg"));
    let silent = patch(&client, &steward, &path, &json!({"state": "corrected"})).await;
    assert_eq!(pointers(&silent), ["/reply"]);
    let correction =
        json!({"state": "corrected", "reply": "Den kører hvert kvarter og ikke hvert tiende minut."});
    let corrected = patch(&client, &steward, &path, &correction).await.json();
    assert_eq!(
        (&corrected["state"], &corrected["reply"]["by"]),
        (&json!("corrected"), &json!("Plan og Byg"))
    );
    assert_eq!(
        patch(&client, &owner, &path, &json!({"text": "Noget andet"}))
            .await
            .problem(),
        "closed"
    );
    let came = patch(
        &client,
        &steward,
        &path,
        &json!({"outcome": "Den kører hvert kvarter."}),
    )
    .await
    .json();
    assert_eq!(came["outcome"]["text"]["value"], "Den kører hvert kvarter.");
    assert_eq!(came["reply"], corrected["reply"], "both are shown");
    assert_eq!(delete(&client, &owner, &path).await.status, 204);
    assert_eq!(client.get(&path).await.json()["text"], Value::Null);
    assert_eq!(client.get("/expectations").await.problem(), "invalid-request");
    assert_eq!(
        client.get("/expectations?project=nowhere").await.problem(),
        "not-found"
    );
}

#[tokio::test]
async fn when_a_project_has_ended_what_was_expected_stands_beside_what_came() {
    let server = Server::seeded();
    let page = server
        .client()
        .get("/expectations?project=faste-ansigter-i-hjemmeplejen")
        .await
        .json();
    let items = page["items"].as_array().unwrap();
    assert!(items.len() >= 2);
    for expectation in items {
        assert!(
            expectation["reply"].is_object() && expectation["outcome"].is_object(),
            "{expectation:#}"
        );
    }
    let states: Vec<_> = items
        .iter()
        .map(|expectation| expectation["state"].clone())
        .collect();
    assert!(states.contains(&json!("confirmed")) && states.contains(&json!("corrected")));
}

#[tokio::test]
async fn erasing_oneself_takes_offers_seats_and_orders_along() {
    let server = Server::seeded();
    let client = server.client();
    let who = enter(&client, "Ib Engang").await;
    let mut new = offer(STREET);
    new.as_object_mut().unwrap().remove("author");
    let path = format!(
        "/offers/{}",
        id_of(&post(&client, &who, "/offers", &new).await, "offer")
    );
    let ranking = json!({"ranking": ["cykelgade"]});
    let priorities = "/projects/en-levende-storegade/priorities";
    let before = client.get(priorities).await.json()["participants"]
        .as_u64()
        .unwrap();
    super::taking_part::put(&client, &who, priorities, Some(&ranking)).await;
    let seat = "/events/debatsalon-om-gaden/registration";
    super::taking_part::put(&client, &who, seat, None).await;
    let seats = async |client: &Client| {
        let event = client.get("/events/debatsalon-om-gaden").await.json();
        event["registration"]["registered"].as_u64().unwrap()
    };
    let taken = seats(&client).await;
    let refs = "event:debatsalon-om-gaden,project:en-levende-storegade";
    let own = client
        .get_with(&format!("/me/state?refs={refs}"), &[("authorization", &who)])
        .await
        .json();
    assert_eq!(own["items"][0]["registration"], "registered");
    assert_eq!(own["items"][1]["ranking"], json!(["cykelgade"]));
    let export = client
        .get_with("/me/export", &[("authorization", &who)])
        .await
        .json();
    assert_eq!(export["registrations"][0]["ref"], "event:debatsalon-om-gaden");
    assert_eq!(export["rankings"][0]["ranking"], json!(["cykelgade"]));
    assert_eq!(delete(&client, &who, "/me").await.status, 204);
    assert_eq!(
        client.get(priorities).await.json()["participants"]
            .as_u64()
            .unwrap(),
        before
    );
    assert_eq!(seats(&client).await, taken - 1);
    assert!(!client.get(&path).await.text.contains("Ib Engang"));
}

fn offer(subject: &str) -> Value {
    json!({"subject": subject, "resource": "tools", "text": "En stige på fire meter.", "amount": "Hele marts",
        "lang": "da", "author": {"name": "Ib"}})
}

fn expectation(project: &str) -> Value {
    json!({"project": project, "text": "At bussen stadig kører.", "lang": "da", "author": {"name": "Ib"}})
}
