//! What moderators do: hiding, locking, and settling what is reported; and what waits for the municipality.

use serde_json::json;

use crate::support::{Caller, Client, Debate, Server, decide, faults};

#[tokio::test]
async fn what_is_hidden_keeps_its_place_and_comes_back_whole() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let top = debate.say("Ondt ord", None).await;
    let reply = debate.say("Det skal du ikke sige", Some(&top)).await;
    let steward = Caller::steward(&server, "Borgerservice");
    let before = client.get(&debate.comments()).await.json();
    let decided = decide(&steward, &top.subject, "hidden").await;
    assert_eq!(decided.status, 201, "{}", decided.text);

    let page = client.get(&debate.comments()).await;
    assert!(
        !page.text.contains("Ondt ord") && !page.text.contains("Ophav"),
        "{}",
        page.text
    );
    let tombstone = &page.json()["items"][0];
    assert_eq!(
        (&tombstone["state"], &tombstone["removed_by"]),
        (&json!("hidden"), &json!("moderator"))
    );
    assert_eq!(tombstone["replies"]["items"][0]["id"], reply.id);
    for address in [
        format!("/comments/{}", top.id),
        format!("/comments/{}/context", reply.id),
    ] {
        assert!(!client.get(&address).await.text.contains("Ondt ord"), "{address}");
    }
    assert_eq!(debate.count(&client).await, 1);
    let page = client
        .get(&format!("{}/debate/{}", server.address, debate.id))
        .await
        .text;
    assert!(!page.contains("Ondt ord"));
    let again = decide(&steward, &top.subject, "hidden").await;
    assert_eq!(faults(&again), "/action not_allowed");
    let state = top.author.get("/me/state").await.json();
    let withheld = &state["withheld"][0];
    assert_eq!(
        withheld["comment"]["body"]["value"], "Ondt ord",
        "its author still has it"
    );
    assert_eq!(
        withheld["decision"]["id"],
        decided.json()["moderation_decision"]["id"]
    );

    assert_eq!(decide(&steward, &top.subject, "restored").await.status, 201);
    assert_eq!(client.get(&debate.comments()).await.json(), before);
    assert_eq!(debate.count(&client).await, 2);
    let kinds = changes(&client, &debate.subject).await;
    assert_eq!(kinds[kinds.len() - 2..], ["comment.removed", "comment.updated"]);
}

#[tokio::test]
async fn a_hidden_contribution_leaves_the_lists_and_its_words_are_told_to_nobody() {
    let server = Server::seeded();
    let client = server.client();
    let steward = Caller::steward(&server, "Borgerservice");
    let id = "solceller-paa-egebyhallen";
    let words = ["Solceller på Egebyhallen", "2.400 kvadratmeter", "Per Vester"];
    let before = client.get(&format!("/contributions/{id}")).await.json();
    assert_eq!(
        decide(&steward, &format!("contribution:{id}"), "hidden")
            .await
            .status,
        201
    );
    for address in [
        format!("/contributions/{id}"),
        "/contributions?limit=100".into(),
        "/contributions?q=solceller".into(),
        "/contributions/similar?text=solceller+på+egebyhallen".into(),
        "/contributions/solceller-paa-aaskolen".into(),
        format!("{}/ideas/{id}", server.address),
        format!("/.well-known/samskab?first=contribution:{id}"),
    ] {
        let text = client.get(&address).await.text;
        let told: Vec<_> = words[..1].iter().filter(|word| text.contains(*word)).collect();
        // The pupils' own words speak of the hall; only the title may give it away there.
        assert!(told.is_empty(), "{address}: {told:?}");
    }
    let tombstone = client.get(&format!("/contributions/{id}")).await;
    for word in words {
        assert!(!tombstone.text.contains(word), "{word}");
    }
    assert_eq!(tombstone.json()["removed_by"], "moderator");
    assert_eq!(
        decide(&steward, &format!("contribution:{id}"), "restored")
            .await
            .status,
        201
    );
    assert_eq!(client.get(&format!("/contributions/{id}")).await.json(), before);
}

#[tokio::test]
async fn a_locked_debate_takes_no_comments_until_it_is_opened_again() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let said = debate.say("Ja", None).await;
    let steward = Caller::steward(&server, "Borgerservice");
    assert_eq!(decide(&steward, &debate.subject, "locked").await.status, 201);
    let read = client.get(&format!("/contributions/{}", debate.id)).await.json();
    assert_eq!(read["locked"], true);
    let new = json!({"subject": debate.subject, "body": "Nej", "author": {"name": "Ib"}});
    let answer = client.post("/comments", &new).await;
    assert_eq!((answer.status.as_u16(), answer.problem()), (403, "locked".into()));
    assert_eq!(debate.count(&client).await, 1, "what was said stays");
    assert_eq!(
        faults(&decide(&steward, &said.subject, "locked").await),
        "/action not_allowed"
    );
    assert_eq!(decide(&steward, &debate.subject, "restored").await.status, 201);
    assert_eq!(client.post("/comments", &new).await.status, 201);
}

#[tokio::test]
async fn a_report_is_seen_by_whoever_made_it_and_by_stewards_and_settled_by_a_decision() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let said = debate.say("Ring til naboen på 12 34 56 78", None).await;
    let new = json!({"subject": said.subject, "reason": "privacy", "text": "Det er mit nummer."});
    let answer = client.post("/reports", &new).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let reporter = Caller::guest(&client, &answer);
    let path = answer.header("location").to_owned();
    let report = answer.json()["report"].clone();
    assert_eq!(
        (&report["state"], &report["reason"]),
        (&json!("received"), &json!("privacy"))
    );
    assert_eq!(reporter.get(&path).await.json(), report);
    assert_eq!(client.get(&path).await.problem(), "unauthorized");
    assert_eq!(said.author.get(&path).await.problem(), "not-found");
    assert_eq!(said.author.get("/reports").await.problem(), "not-allowed");
    assert_eq!(client.get("/reports").await.problem(), "unauthorized");

    let steward = Caller::steward(&server, "Borgerservice");
    let list = steward
        .get(&format!("/reports?state=received&subject={}", said.subject))
        .await;
    assert_eq!(list.header("cache-control"), "private, no-store");
    assert_eq!(list.json()["items"], json!([report]));
    assert_eq!(steward.get(&path).await.json(), report);
    let queue = steward.get("/queue?waiting_for=reported").await.json();
    assert_eq!(
        (&queue["items"][0]["report"], &queue["items"][0]["comment"]["id"]),
        (&report, &json!(said.id))
    );

    let decision = decide(&steward, &said.subject, "hidden").await.json()["moderation_decision"].clone();
    let settled = reporter.get(&path).await.json();
    assert_eq!(
        (&settled["state"], &settled["decision"]),
        (&json!("upheld"), &decision["id"])
    );
    assert_eq!(steward.get("/queue").await.json()["total"]["value"], 0);

    let kept = debate.say("Jeg er uenig", None).await;
    let wrong = reporter
        .post("/reports", &json!({"subject": kept.subject, "reason": "other"}))
        .await;
    assert!(wrong.json()["secret"].is_null(), "they are known already");
    decide(&steward, &kept.subject, "kept").await;
    assert_eq!(
        reporter.get(wrong.header("location")).await.json()["state"],
        "rejected"
    );
    assert_eq!(
        client.get(&format!("/comments/{}", kept.id)).await.json()["state"],
        "published"
    );

    for (subject, fault) in [
        ("contribution:nowhere", "/subject unknown"),
        (&*said.subject, "/subject unknown"),
    ] {
        let answer = client
            .post("/reports", &json!({"subject": subject, "reason": "spam"}))
            .await;
        assert_eq!(faults(&answer), fault, "what nobody can read cannot be reported");
    }
}

#[tokio::test]
async fn the_queue_shows_what_is_due_first_a_page_at_a_time() {
    let server = Server::seeded();
    let client = server.client();
    let steward = Caller::steward(&server, "Borgerservice");
    assert_eq!(client.get("/queue").await.problem(), "unauthorized");
    let reported = client
        .post(
            "/reports",
            &json!({"subject": "contribution:hundeskov-med-hegn", "reason": "spam"}),
        )
        .await;
    assert_eq!(reported.status, 201);
    let (mut items, mut next) = (Vec::new(), Some("/queue?limit=2".to_owned()));
    while let Some(address) = next {
        let page = steward.get(&address).await.json();
        items.extend(page["items"].as_array().unwrap().clone());
        assert!(page["items"].as_array().unwrap().len() <= 2);
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    let total = steward.get("/queue").await.json()["total"]["value"].clone();
    assert_eq!(items.len() as u64, total.as_u64().unwrap());
    let dues: Vec<&str> = items.iter().map(|item| item["due"].as_str().unwrap()).collect();
    assert!(dues.is_sorted(), "{dues:?}");
    let waiting = |id: &str| {
        let subject = format!("contribution:{id}");
        let found = items.iter().find(|item| item["subject"] == subject);
        found.map(|item| item["waiting_for"].as_str().unwrap())
    };
    assert_eq!(waiting("skriv-saa-vi-forstaar-det"), Some("overdue"));
    assert_eq!(waiting("baenke-paa-aastien"), Some("due_soon"));
    assert_eq!(waiting("hundeskov-med-hegn"), Some("reported"));
    assert_eq!(waiting("vandpost-paa-torvet"), None, "there is time yet");
    assert_eq!(waiting("soendagsaabent-bibliotek"), None, "it is answered");
    let overdue = steward.get("/queue?waiting_for=overdue").await.json();
    assert!(
        overdue["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|item| item["waiting_for"] == "overdue")
    );
}

async fn changes(client: &Client, subject: &str) -> Vec<String> {
    let page = client
        .get(&format!("/changes?limit=100&refs={subject}"))
        .await
        .json();
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|item| item["type"].as_str().unwrap().to_owned())
        .filter(|kind| kind.starts_with("comment."))
        .collect()
}
