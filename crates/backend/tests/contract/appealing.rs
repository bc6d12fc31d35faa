//! The log of moderation decisions, and appeals against them.

use serde_json::{Value, json};

use crate::support::{Caller, Debate, Server, decide, faults};

#[tokio::test]
async fn the_log_tells_everyone_what_was_done_and_why_without_names_or_words() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let said = debate.say("Hemmeligt ord", None).await;
    let steward = Caller::steward(&server, "Borgerservice");
    let decision = decide(&steward, &said.subject, "hidden").await;
    let log = client
        .get(&format!("/moderation-decisions?subject={}", said.subject))
        .await;
    assert_eq!(
        log.json()["items"],
        json!([decision.json()["moderation_decision"]])
    );
    let entry = &log.json()["items"][0];
    for (member, value) in [
        ("action", "hidden"),
        ("ground", "rules"),
        ("rule", "Regel 2"),
        ("by", "Borgerservice"),
    ] {
        assert_eq!(entry[member], value);
    }
    assert!(!log.text.contains("Hemmeligt") && !log.text.contains("Ophav") && !log.text.contains("Prøve"));
    assert_eq!(client.get(decision.header("location")).await.json(), *entry);
    let kept = debate.say("Ja", None).await;
    let quiet = decide(&steward, &kept.subject, "kept").await;
    assert_eq!(
        client.get("/moderation-decisions").await.json()["total"]["value"],
        1
    );
    assert_eq!(client.get(quiet.header("location")).await.problem(), "not-found");

    let body = |change: Value| {
        let mut body = json!({"subject": kept.subject, "action": "hidden", "ground": "rules", "rule": "Regel 2",
            "reason": "Fordi."});
        for (name, value) in change.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    for (change, fault) in [
        (json!({"reason": " "}), "/reason empty"),
        (json!({"rule": ""}), "/rule empty"),
        (json!({"ground": "mood"}), "/ground unknown"),
        (
            json!({"action": "shouted_at"}),
            "/action unknown, /action not_allowed",
        ),
        (json!({"subject": "project:p"}), "/subject unknown"),
        (json!({"action": "accepted"}), "/action not_allowed"),
    ] {
        assert_eq!(
            faults(&steward.post("/moderation-decisions", &body(change)).await),
            fault
        );
    }
    let guest = said.author.post("/moderation-decisions", &body(json!({}))).await;
    assert_eq!(guest.problem(), "not-allowed");
    assert_eq!(
        client
            .post("/moderation-decisions", &body(json!({})))
            .await
            .problem(),
        "unauthorized"
    );
}

#[tokio::test]
async fn an_author_appeals_once_and_an_upheld_appeal_puts_it_back() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let said = debate.say("Skarpt men om gaden", None).await;
    let other = debate.say("Noget andet", None).await;
    let steward = Caller::steward(&server, "Borgerservice");
    let decision = decide(&steward, &said.subject, "hidden").await;
    let appeals = format!("{}/appeal", decision.header("location"));
    let words = json!({"text": "Jeg nævnte ingen.", "lang": "da"});
    assert_eq!(client.post(&appeals, &words).await.problem(), "unauthorized");
    assert_eq!(other.author.post(&appeals, &words).await.problem(), "not-allowed");
    assert_eq!(
        faults(&said.author.post(&appeals, &json!({"text": ""})).await),
        "/text empty"
    );
    let answer = said.author.post(&appeals, &words).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let path = answer.header("location").to_owned();
    let again = said.author.post(&appeals, &words).await;
    assert_eq!((again.status.as_u16(), again.problem()), (409, "conflict".into()));

    let log = client.get(decision.header("location")).await;
    assert_eq!(log.json()["appeal"]["state"], "received");
    assert!(
        !log.text.contains("Jeg nævnte ingen."),
        "the log has no words of the author"
    );
    assert_eq!(
        said.author.get(&path).await.json()["text"]["value"],
        "Jeg nævnte ingen."
    );
    assert_eq!(other.author.get(&path).await.problem(), "not-found");
    let queue = steward.get("/queue").await.json();
    assert_eq!(queue["items"][0]["waiting_for"], "appealed");
    assert_eq!(queue["items"][0]["appeal"]["text"]["value"], "Jeg nævnte ingen.");
    assert_eq!(
        queue["items"][0]["comment"]["body"]["value"],
        "Skarpt men om gaden"
    );

    let tag = steward.get(&path).await.header("etag").to_owned();
    let verdict = json!({"state": "upheld", "reason": "Du har ret."});
    assert_eq!(
        steward.patch(&path, "", &verdict).await.problem(),
        "precondition-required"
    );
    assert_eq!(
        steward.patch(&path, "\"9.x\"", &verdict).await.problem(),
        "changed-meanwhile"
    );
    assert_eq!(
        said.author.patch(&path, &tag, &verdict).await.problem(),
        "not-allowed"
    );
    assert_eq!(
        faults(&steward.patch(&path, &tag, &json!({"state": "upheld"})).await),
        "/reason empty"
    );
    assert_eq!(
        faults(&steward.patch(&path, &tag, &json!({"reason": "Tja."})).await),
        "/state unknown"
    );
    assert_eq!(
        steward.patch(&path, &tag, &verdict).await.problem(),
        "not-allowed",
        "it is their own decision"
    );
    let colleague = Caller::steward(&server, "Borgerservice");
    let decided = colleague.patch(&path, &tag, &verdict).await;
    assert_eq!(
        (decided.status.as_u16(), &decided.json()["state"]),
        (200, &json!("upheld"))
    );
    let late = steward
        .patch(
            &path,
            decided.header("etag"),
            &json!({"state": "rejected", "reason": "Alligevel."}),
        )
        .await;
    assert_eq!(late.problem(), "conflict");

    assert_eq!(
        client.get(&format!("/comments/{}", said.id)).await.json()["body"]["value"],
        "Skarpt men om gaden"
    );
    assert_eq!(debate.count(&client).await, 2);
    let log = client
        .get(&format!("/moderation-decisions?subject={}", said.subject))
        .await
        .json();
    let told: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["action"].as_str().unwrap(), one["appeal"]["state"].as_str()))
        .collect();
    assert_eq!(told, [("restored", None), ("hidden", Some("upheld"))]);
}

#[tokio::test]
async fn a_rejected_appeal_leaves_things_as_they_are_and_says_why() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let said = debate.say("Ondt ord", None).await;
    let steward = Caller::steward(&server, "Borgerservice");
    let decision = decide(&steward, &said.subject, "hidden").await;
    let appeal = said
        .author
        .post(
            &format!("{}/appeal", decision.header("location")),
            &json!({"text": "Nej!"}),
        )
        .await;
    let path = appeal.header("location").to_owned();
    let tag = steward.get(&path).await.header("etag").to_owned();
    let colleague = Caller::steward(&server, "Borgerservice");
    let rejected = colleague
        .patch(
            &path,
            &tag,
            &json!({"state": "rejected", "reason": "Det er en nabo."}),
        )
        .await;
    assert_eq!(rejected.status, 200);
    assert_eq!(
        said.author.get(&path).await.json()["reason"]["value"],
        "Det er en nabo."
    );
    assert_eq!(
        client.get(&format!("/comments/{}", said.id)).await.json()["state"],
        "hidden"
    );
    // Also what is hidden can be taken back, and then it is gone from the store too.
    assert_eq!(
        said.author.delete(&format!("/comments/{}", said.id)).await.status,
        204
    );
    assert_eq!(said.author.get("/me/state").await.json()["withheld"], json!([]));
    assert_eq!(
        faults(&decide(&steward, &said.subject, "restored").await),
        "/action not_allowed"
    );
}

#[tokio::test]
async fn the_invented_municipality_shows_its_log() {
    let server = Server::seeded();
    let client = server.client();
    let log = client.get("/moderation-decisions").await;
    let items = log.json()["items"].as_array().unwrap().clone();
    assert!(items.iter().any(|one| one["appeal"]["state"] == "rejected"));
    assert!(items.iter().any(|one| one["appeal"]["state"] == "upheld"));
    assert!(
        !log.text.contains("jeg kun driller"),
        "an appeal's own words are not in the log"
    );
    let decision = &items[0]["id"].as_str().unwrap();
    assert_eq!(
        client
            .get(&format!("/moderation-decisions/{decision}"))
            .await
            .json(),
        items[0]
    );
}
