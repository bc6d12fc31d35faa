//! Reports, moderation decisions, the log of them, appeals, and what waits for the municipality.

use serde_json::{Value, json};

use crate::support::{Answer, Caller, Client, Server};

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
    let decided = steward.patch(&path, &tag, &verdict).await;
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
    let rejected = steward
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

struct Debate {
    id: String,
    subject: String,
    client: Client,
}

struct Said {
    id: String,
    subject: String,
    author: Caller,
}

impl Debate {
    async fn begin(client: &Client) -> Self {
        let new =
            json!({"kind": "question", "title": "Gaden", "body": "Hvad skal vi?", "author": {"name": "Ib"}});
        let answer = client.post("/contributions", &new).await.json();
        let id = answer["contribution"]["id"].as_str().unwrap().to_owned();
        Debate {
            subject: format!("contribution:{id}"),
            id,
            client: client.clone(),
        }
    }

    async fn say(&self, words: &str, parent: Option<&Said>) -> Said {
        let mut new = json!({"subject": self.subject, "body": words, "author": {"name": "Ophav"}});
        if let Some(parent) = parent {
            new["parent"] = json!(parent.id);
            new["author"]["name"] = json!("Svarer");
        }
        let answer = self.client.post("/comments", &new).await;
        let id = answer.json()["comment"]["id"].as_str().unwrap().to_owned();
        Said {
            subject: format!("comment:{id}"),
            id,
            author: Caller::guest(&self.client, &answer),
        }
    }

    fn comments(&self) -> String {
        format!("/comments?subject={}", self.subject)
    }

    async fn count(&self, client: &Client) -> u64 {
        let read = client.get(&format!("/contributions/{}", self.id)).await.json();
        read["counts"]["comments"].as_u64().unwrap()
    }
}

async fn decide(steward: &Caller, subject: &str, action: &str) -> Answer {
    let new = json!({"subject": subject, "action": action, "ground": "rules", "rule": "Regel 2",
        "reason": "Den handlede om en person.", "lang": "da"});
    steward.post("/moderation-decisions", &new).await
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

fn faults(answer: &Answer) -> String {
    assert_eq!(answer.problem(), "validation", "{}", answer.text);
    let named = |error: &Value| {
        let (pointer, fault) = (&error["pointer"], &error["fault"]);
        format!("{} {}", pointer.as_str().unwrap(), fault.as_str().unwrap())
    };
    let errors = answer.json()["errors"].clone();
    errors
        .as_array()
        .unwrap()
        .iter()
        .map(named)
        .collect::<Vec<_>>()
        .join(", ")
}
