//! What was heard and what was decided: summaries with minorities, and decisions with reasons.

use serde_json::{Value, json};

use super::taking_part::{bearer, enter, id_of, patch, pointers, post, put};
use crate::support::Server;

#[tokio::test]
async fn a_summary_names_the_minority_and_a_minority_has_reasons() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Plan og Byg"));
    let created = post(
        &client,
        &steward,
        "/summaries",
        &summary("project:en-levende-storegade"),
    )
    .await;
    assert_eq!(created.json()["summary"]["by"], "Plan og Byg");
    let path = format!("/summaries/{}", id_of(&created, "summary"));
    assert_eq!(client.get(&path).await.json(), created.json()["summary"]);
    for (bad, pointer) in [
        (
            json!({"minorities": [{"position": "Nej", "reasons": []}]}),
            "/minorities/0/reasons",
        ),
        (json!({"points": []}), "/points"),
        (json!({"title": ""}), "/title"),
    ] {
        assert_eq!(pointers(&patch(&client, &steward, &path, &bad).await), [pointer]);
    }
    for (subject, phase, pointer) in [
        ("project:nowhere", None, "/subject"),
        ("comment:x", None, "/subject"),
        ("project:en-levende-storegade", Some("nowhere"), "/phase"),
    ] {
        let mut new = summary(subject);
        if let Some(phase) = phase {
            new["phase"] = json!(phase);
        }
        assert_eq!(
            pointers(&post(&client, &steward, "/summaries", &new).await),
            [pointer]
        );
    }
    let guest = enter(&client, "Ib").await;
    let refused = post(
        &client,
        &guest,
        "/summaries",
        &summary("project:en-levende-storegade"),
    )
    .await;
    assert_eq!(refused.problem(), "not-allowed");
    let renamed = patch(
        &client,
        &steward,
        &path,
        &json!({"title": "Rettet", "by": "Ib", "confirmed": 9}),
    )
    .await;
    assert_eq!(renamed.json()["title"], "Rettet");
    assert_eq!(
        (&renamed.json()["by"], &renamed.json()["confirmed"]),
        (&json!("Plan og Byg"), &json!(0))
    );
}

#[tokio::test]
async fn what_a_decision_says_to_a_minority_stands_with_what_was_heard() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let path = "/summaries/hoert-om-lys-eller-moerke";
    let mut minorities = client.get(path).await.json()["minorities"].clone();
    assert_eq!(minorities[0]["answer"], Value::Null);
    let text = json!({"value": "Lamperne slukker kl. 22.", "lang": "da"});
    minorities[0]["answer"] =
        json!({"text": text, "by": "Klima- og Teknikudvalget", "at": "2026-12-31T20:00:00+01:00"});
    let changed = patch(&client, &steward, path, &json!({"minorities": minorities})).await;
    assert_eq!(changed.json()["minorities"][0]["answer"]["text"], text);
    assert_eq!(
        changed.json()["minorities"][0]["answer"]["at"],
        "2026-12-31T19:00:00Z"
    );
    minorities[0]["answer"]["by"] = json!("");
    let refused = patch(&client, &steward, path, &json!({"minorities": minorities})).await;
    assert_eq!(pointers(&refused), ["/minorities/0/answer/by"]);
    // It comes along where the debate is the first thing that is looked at.
    let service = client
        .get("/.well-known/samskab?first=contribution:lys-eller-moerke-paa-aastien")
        .await
        .json();
    let listed = client
        .get("/summaries?subject=contribution:lys-eller-moerke-paa-aastien")
        .await
        .json();
    assert_eq!(service["first"]["summaries"], listed);
    assert_eq!(listed["items"][0]["confirmed"], 1);
}

#[tokio::test]
async fn only_those_who_took_part_say_whether_it_was_so() {
    let server = Server::seeded();
    let client = server.client();
    let path = "/summaries/hoert-i-fasen-spoerg";
    let before = client.get(path).await.json();
    let stranger = enter(&client, "Fremmed").await;
    let responses = format!("{path}/responses");
    let confirm = json!({"verdict": "confirmed"});
    assert_eq!(
        post(&client, &stranger, &responses, &confirm).await.problem(),
        "not-allowed"
    );
    let comment = json!({"subject": "project:en-levende-storegade", "body": "Jeg var der."});
    assert_eq!(post(&client, &stranger, "/comments", &comment).await.status, 201);
    let bare = post(&client, &stranger, &responses, &json!({"verdict": "corrected"})).await;
    assert_eq!(pointers(&bare), ["/text"]);
    let poem = post(&client, &stranger, &responses, &json!({"verdict": "poem"})).await;
    assert_eq!(pointers(&poem), ["/verdict"]);
    assert_eq!(post(&client, &stranger, &responses, &confirm).await.status, 201);
    let after = client.get(path).await.json();
    assert_eq!(
        after["confirmed"].as_u64(),
        before["confirmed"].as_u64().map(|count| count + 1)
    );
    // Who changes their mind has one response all the same.
    let correct = json!({"verdict": "corrected", "text": "Det var ni af 240."});
    assert_eq!(post(&client, &stranger, &responses, &correct).await.status, 201);
    let last = client.get(path).await.json();
    assert_eq!(last["confirmed"], before["confirmed"]);
    assert_eq!(
        last["corrected"].as_u64(),
        before["corrected"].as_u64().map(|count| count + 1)
    );
    let own = last["responses"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&own["author"]["name"], &own["text"]["value"]),
        (&json!("Fremmed"), &correct["text"])
    );
    let list = client
        .get("/summaries?subject=project:en-levende-storegade")
        .await
        .json();
    assert_eq!(list["items"][0]["corrected"], last["corrected"]);
    assert_eq!(list["items"][0]["responses"], Value::Null);
}

#[tokio::test]
async fn a_seat_at_an_event_is_a_voice_on_what_was_heard_there_and_a_place_in_line_is_not() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Plan og Byg"));
    let event = "arbejdsmoede-2";
    let summary = post(
        &client,
        &steward,
        "/summaries",
        &summary(&format!("event:{event}")),
    )
    .await;
    let responses = format!("/summaries/{}/responses", id_of(&summary, "summary"));
    let confirm = json!({"verdict": "confirmed"});
    let waiting = enter(&client, "Ventende").await;
    let seat = put(&client, &waiting, &format!("/events/{event}/registration"), None)
        .await
        .json();
    assert_eq!(seat["state"], "waiting");
    assert_eq!(
        post(&client, &waiting, &responses, &confirm).await.problem(),
        "not-allowed"
    );
    let more = json!({"registration": {"capacity": 100}});
    assert_eq!(
        patch(&client, &steward, &format!("/events/{event}"), &more)
            .await
            .status,
        200
    );
    assert_eq!(post(&client, &waiting, &responses, &confirm).await.status, 201);
}

#[tokio::test]
async fn a_decision_stands_in_the_trails_of_those_whom_it_answers() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    let new = decision();
    let created = post(&client, &steward, "/decisions", &new).await;
    assert_eq!(created.status, 201);
    let path = format!("/decisions/{}", id_of(&created, "decision"));
    assert_eq!(client.get(&path).await.json(), created.json()["decision"]);
    let idea = client.get("/contributions/baenke-paa-aastien").await.json();
    let steps: Vec<&Value> = idea["trail"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["step"] == "decided")
        .collect();
    assert_eq!(
        steps.len(),
        1,
        "it takes the place of what was expected: {steps:#?}"
    );
    assert_eq!(steps[0]["by"], new["by"]);
    assert_eq!(steps[0]["at"], "2026-11-20T16:00:00Z");
    let words = ["outcome", "reasons"].map(|part| new[part]["value"].as_str().expect("words"));
    assert_eq!(steps[0]["text"]["value"], words.join("\n\n"));
    assert_eq!(steps[0]["link"], new["link"]);
    let project = client.get("/projects/en-aa-man-kan-gaa-langs").await.json();
    let listed = client
        .get("/decisions?project=en-aa-man-kan-gaa-langs")
        .await
        .json();
    let ids = |all: &Value| -> Vec<Value> {
        all.as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].clone())
            .collect()
    };
    assert_eq!(ids(&project["decisions"]), ids(&listed["items"]));
    assert!(ids(&listed["items"]).contains(&created.json()["decision"]["id"]));
}

#[tokio::test]
async fn a_decision_without_reasons_or_on_nothing_is_not_taken() {
    let server = Server::seeded();
    let client = server.client();
    let steward = bearer(&server.steward("Vej og Park"));
    for (member, bad, pointer) in [
        ("reasons", json!({"value": ""}), "/reasons"),
        ("project", json!("nowhere"), "/project"),
        ("answers", json!(["contribution:nowhere"]), "/answers/0"),
        ("answers", json!(["project:en-levende-storegade"]), "/answers/0"),
        ("decided_at", json!("i går"), "/decided_at"),
        (
            "link",
            json!({"url": "javascript:1", "title": "Referat"}),
            "/link/url",
        ),
    ] {
        let mut new = decision();
        new[member] = bad;
        assert_eq!(
            pointers(&post(&client, &steward, "/decisions", &new).await),
            [pointer]
        );
    }
    let mut silent = decision();
    silent.as_object_mut().unwrap().remove("reasons");
    assert_eq!(post(&client, &steward, "/decisions", &silent).await.status, 400);
    let guest = enter(&client, "Ib").await;
    assert_eq!(
        post(&client, &guest, "/decisions", &decision()).await.problem(),
        "not-allowed"
    );
}

#[tokio::test]
async fn decisions_come_newest_first_a_page_at_a_time() {
    let server = Server::seeded();
    let client = server.client();
    let (mut items, mut next) = (Vec::new(), Some("/decisions?limit=2".to_owned()));
    while let Some(address) = next {
        let page = client.get(&address).await.json();
        items.extend(page["items"].as_array().unwrap().clone());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(
        json!(items),
        client.get("/decisions?limit=100").await.json()["items"]
    );
    let moments: Vec<&str> = items
        .iter()
        .map(|one| one["decided_at"].as_str().unwrap())
        .collect();
    assert!(
        moments.len() >= 6 && moments.is_sorted_by(|one, other| one >= other),
        "{moments:?}"
    );
    assert!(
        items
            .iter()
            .all(|one| one["cost"].is_object() && one["project"].is_object())
    );
}

fn summary(subject: &str) -> Value {
    json!({"subject": subject, "title": "Det hørte vi", "points": ["Flere bænke."], "lang": "da",
        "minorities": [{"position": "Ingen bænke", "held_by": "To", "reasons": ["De bliver væltet."]}]})
}

fn decision() -> Value {
    json!({
        "project": "en-aa-man-kan-gaa-langs",
        "decided_at": "2026-11-20T16:00:00Z",
        "by": "Klima- og Teknikudvalget",
        "outcome": {"value": "Der kommer to bænke med armlæn.", "lang": "da"},
        "reasons": {"value": "Mange vender om, fordi de ikke kan hvile sig.", "lang": "da"},
        "cost": {"value": "18.000 kr. fra stipuljen.", "lang": "da"},
        "link": {"url": "https://example.org/referat", "title": "Referat"},
        "answers": ["contribution:baenke-paa-aastien"],
    })
}
