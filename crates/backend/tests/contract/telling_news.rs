//! What news by e-mail tell, and in which words.

use std::sync::Arc;

use samskab_postbox::Postbox;
use serde_json::json;

use super::subscribing::{AMIRA, STREET, pause, press, serve, subscribe, wait};
use super::taking_part::{bearer, enter, id_of, patch, post, put};
use crate::support::Database;

#[tokio::test]
async fn an_answer_and_a_decision_reach_whoever_follows_the_idea_in_their_own_language() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    let idea = "contribution:baenke-paa-aastien";
    let new = json!({"email": AMIRA, "subject": idea, "lang": "en-GB"});
    assert_eq!(client.post("/subscriptions", &new).await.status, 202);
    let all = json!({"email": "bo@example.dk"});
    assert_eq!(client.post("/subscriptions", &all).await.status, 202);
    for mail in wait(&postbox, 2).await {
        press(&client, &format!("{}/confirm", mail.links()[0])).await;
    }
    let steward = bearer(&server.steward("Vej og Park"));
    let answer = json!({"subject": idea, "body": "Vi sætter to bænke op til foråret.", "lang": "da"});
    assert_eq!(post(&client, &steward, "/answers", &answer).await.status, 201);
    let decision = json!({
        "project": "en-levende-storegade", "decided_at": "2026-01-01T00:00:00Z", "by": "Byrådet",
        "outcome": {"value": "Der er penge til bænke."}, "reasons": {"value": "Mange har brug for dem."},
        "answers": [idea],
    });
    assert_eq!(post(&client, &steward, "/decisions", &decision).await.status, 201);
    let mails = wait(&postbox, 4).await;
    let to = |who: &str| mails.iter().rfind(|mail| mail.to == who).unwrap().text.clone();
    let english = to(AMIRA);
    assert!(english.contains("News of “"), "{english}");
    assert!(
        english.contains("Answer from the municipality\nVej og Park: Vi sætter to bænke op"),
        "{english}"
    );
    assert_eq!(english.matches("Der er penge til bænke.").count(), 1, "{english}");
    let danish = to("bo@example.dk");
    assert!(danish.contains("Nyt om kommunens projekter"), "{danish}");
    assert!(
        danish.contains("Beslutning\nEn levende Storegade\nByrådet: Der er penge"),
        "{danish}"
    );
}

#[tokio::test]
async fn a_meeting_is_told_when_it_is_planned_and_cancelled_but_not_when_somebody_signs_up() {
    let postbox = Postbox::open(0).await.unwrap();
    let server = serve(&Arc::new(Database::seeded()), &postbox);
    let client = server.client();
    subscribe(&client, &postbox, AMIRA, STREET).await;
    let steward = bearer(&server.steward("Plan og Byg"));
    let event = json!({
        "project": "en-levende-storegade", "kind": "working_meeting", "title": "Om træer", "starts_at": "2099-05-03T17:00:00Z",
        "state": "scheduled", "place": {"name": "Torvet"}, "registration": {"open": true},
    });
    let made = post(&client, &steward, "/events", &event).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("/events/{}", id_of(&made, "event"));
    let told = wait(&postbox, 2).await.pop().unwrap();
    assert!(
        told.text
            .contains("Nyt møde\nOm træer, 3. maj 2099 kl. 19.00, Torvet"),
        "{}",
        told.text
    );
    let guest = enter(&client, "Ib").await;
    let seat = put(&client, &guest, &format!("{path}/registration"), None).await;
    assert_eq!(seat.status, 200);
    pause().await;
    assert_eq!(postbox.mails().all().len(), 2);
    let moved = json!({"state": "cancelled", "cancelled_reason": "Der er storm."});
    assert_eq!(patch(&client, &steward, &path, &moved).await.status, 200);
    let told = wait(&postbox, 3).await.pop().unwrap();
    assert!(
        told.text
            .contains("Aflyst møde\nOm træer, 3. maj 2099 kl. 19.00, Torvet: Der er storm."),
        "{}",
        told.text
    );
}
