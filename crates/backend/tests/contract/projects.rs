//! Projects, what is counted of them, and the debate on them.

use serde_json::{Value, json};

use crate::support::Server;

#[tokio::test]
async fn those_come_first_in_which_nothing_is_decided_yet() {
    let server = Server::seeded();
    let page = server.client().get("/projects").await.json();
    let rank = |project: &Value| {
        ["open", "framed", "decided"]
            .iter()
            .position(|word| project["openness"] == *word)
    };
    let ranks: Vec<_> = page["items"].as_array().unwrap().iter().map(rank).collect();
    assert!(
        ranks.len() >= 4 && ranks.is_sorted() && ranks.iter().all(Option::is_some),
        "{ranks:?}"
    );
    assert!(ranks.first() != ranks.last());
}

#[tokio::test]
async fn projects_are_paged_too() {
    let server = Server::seeded();
    let client = server.client();
    let whole = client.get("/projects").await.json()["items"].clone();
    let (mut items, mut next) = (Vec::new(), Some("/projects?limit=1".to_owned()));
    while let Some(address) = next {
        let page = client.get(&address).await.json();
        items.extend(page["items"].as_array().unwrap().clone());
        next = page["page"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(Value::Array(items), whole);
}

#[tokio::test]
async fn the_record_of_answers_is_counted_from_the_contributions() {
    let server = Server::seeded();
    let client = server.client();
    let mut answered_anywhere = 0;
    for project in client.get("/projects").await.json()["items"].as_array().unwrap() {
        let id = project["id"].as_str().unwrap();
        let list = client
            .get(&format!("/contributions?project={id}&limit=100"))
            .await
            .json();
        let items = list["items"].as_array().unwrap();
        assert_eq!(project["contributions"], items.len());
        let taken = |item: &&Value| {
            let mut steps = item["trail"].as_array().unwrap().iter();
            steps.any(|step| step["step"] == "answered" && !step["at"].is_null())
        };
        if !items.is_empty() {
            let answered = items.iter().filter(taken).count();
            assert_eq!(project["answers"]["received"], items.len());
            assert_eq!(project["answers"]["answered"], answered);
            assert_eq!(project["answers"]["median_days"].is_number(), answered > 0);
            answered_anywhere += answered;
        }
        let whole = client.get(&format!("/projects/{id}")).await.json();
        assert_eq!(whole["answers"], project["answers"]);
        let states: Vec<&str> = whole["phases"]
            .as_array()
            .unwrap()
            .iter()
            .map(|phase| phase["state"].as_str().unwrap())
            .collect();
        assert!(
            states.is_sorted_by_key(|state| ["past", "current", "future"].iter().position(|s| s == state))
        );
    }
    assert!(answered_anywhere > 0);
}

#[tokio::test]
async fn a_promise_that_the_day_has_passed_is_counted_as_broken() {
    let server = Server::seeded();
    let client = server.client();
    let now = jiff::Timestamp::now().to_string();
    let mut broken = 0;
    for project in client.get("/projects").await.json()["items"].as_array().unwrap() {
        let id = project["id"].as_str().unwrap();
        let list = client
            .get(&format!("/contributions?project={id}&limit=100"))
            .await
            .json();
        let is_late = |item: &&Value| {
            let answered = item["trail"]
                .as_array()
                .unwrap()
                .iter()
                .any(|step| step["step"] == "answered" && !step["at"].is_null());
            !answered && item["answer_due"].as_str().is_some_and(|due| due < now.as_str())
        };
        let late = list["items"].as_array().unwrap().iter().filter(is_late).count();
        assert_eq!(
            project["answers"]["overdue"].as_u64().unwrap_or(0),
            late as u64,
            "{id}"
        );
        broken += late;
    }
    println!("{broken} late");
}

#[tokio::test]
async fn a_project_can_be_debated() {
    let server = Server::seeded();
    let client = server.client();
    let id = client.get("/projects").await.json()["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let subject = format!("project:{id}");
    let before = client.get(&format!("/comments?subject={subject}")).await.json()["total"]["value"].clone();
    let new = json!({"subject": subject, "body": "Hvornår begynder I?", "author": {"name": "Ib"}});
    assert_eq!(client.post("/comments", &new).await.status, 201);
    let after = client
        .get(&format!("/comments?subject={subject}&order=newest"))
        .await
        .json();
    assert_eq!(
        after["total"]["value"].as_u64(),
        before.as_u64().map(|count| count + 1)
    );
    assert_eq!(after["items"][0]["body"]["value"], "Hvornår begynder I?");
}

#[tokio::test]
async fn a_contribution_to_a_project_gets_the_answer_time_that_the_project_promises() {
    let server = Server::seeded();
    let client = server.client();
    for project in client.get("/projects").await.json()["items"].as_array().unwrap() {
        let new = json!({"kind": "question", "title": "Hvornår?", "body": "Ja, hvornår?", "project": project["id"],
            "author": {"name": "Ib"}});
        let answer = client.post("/contributions", &new).await;
        assert_eq!(answer.status, 201);
        let contribution = answer.json()["contribution"].clone();
        assert_eq!(
            contribution["project"],
            json!({"id": project["id"], "title": project["title"]})
        );
        let moment = |name: &str| {
            contribution[name]
                .as_str()
                .unwrap()
                .parse::<jiff::Timestamp>()
                .unwrap()
        };
        let days = (moment("answer_due").as_second() - moment("created_at").as_second()) / (24 * 60 * 60);
        assert_eq!(days, project["responsible"]["answer_days"].as_i64().unwrap_or(14));
    }
}

#[tokio::test]
async fn the_news_of_a_project_can_be_subscribed_to() {
    let server = Server::seeded();
    let client = server.client();
    let feed = client
        .get("/projects/faste-ansigter-i-hjemmeplejen/feed.atom")
        .await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    for words in [
        "<title>Faste ansigter i hjemmeplejen</title>",
        "Social- og Sundhedsudvalget: Alle får et fast hold",
        "Det hørte vi om forsøget i hjemmeplejen",
        "Otte kaffeborde",
    ] {
        assert!(feed.text.contains(words), "{words} is not in {}", feed.text);
    }
    let moments: Vec<&str> = feed
        .text
        .split("<updated>")
        .skip(2)
        .map(|rest| &rest[..19])
        .collect();
    assert!(
        moments.len() >= 5 && moments.is_sorted_by(|one, other| one >= other),
        "{moments:?}"
    );
    let again = client
        .get_with(
            "/projects/faste-ansigter-i-hjemmeplejen/feed.atom",
            &[("if-none-match", feed.header("etag"))],
        )
        .await;
    assert_eq!(again.status, 304);
    assert_eq!(
        client.get("/projects/nowhere/feed.atom").await.problem(),
        "not-found"
    );
}
