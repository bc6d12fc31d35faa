//! Reactions and follows: one's own, counted once, and nobody else's business.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Server};

#[tokio::test]
async fn support_counts_once_however_often_it_is_given_and_can_be_taken_back() {
    let server = Server::empty();
    let client = server.client();
    let idea = idea(&client).await;
    let (one, other) = (Person::begin(&client).await, Person::begin(&client).await);
    let place = format!("/reactions/{idea}/support");
    for _ in 0..2 {
        let answer = one.put(&place).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("cache-control"), "private, no-store");
        assert_eq!(
            answer.json(),
            json!({"reactions": ["support"], "counts": {"support": 1}})
        );
    }
    other.put(&place).await;
    assert_eq!(counts(&client, &idea).await, json!({"support": 2}));
    let listed = client.get("/contributions").await.json();
    assert_eq!(listed["items"][0]["counts"]["by_reaction"]["support"], 2);
    for _ in 0..2 {
        assert_eq!(one.delete(&place).await.status, 204);
    }
    assert_eq!(counts(&client, &idea).await, json!({"support": 1}));
}

#[tokio::test]
async fn nobody_both_agrees_and_disagrees() {
    let server = Server::empty();
    let client = server.client();
    let comment = comment(&client).await;
    let one = Person::begin(&client).await;
    let declared = client.get("").await.json()["reactions"].clone();
    assert_eq!(
        declared[1],
        json!({"id": "agree", "on": ["comment"], "excludes": ["disagree"]})
    );
    assert_eq!(
        counts(&client, &comment).await,
        json!({"agree": 0, "disagree": 0})
    );
    one.put(&format!("/reactions/{comment}/agree")).await;
    assert_eq!(
        counts(&client, &comment).await,
        json!({"agree": 1, "disagree": 0})
    );
    let answer = one.put(&format!("/reactions/{comment}/disagree")).await;
    assert_eq!(
        answer.json(),
        json!({"reactions": ["disagree"], "counts": {"agree": 0, "disagree": 1}})
    );
    assert_eq!(
        counts(&client, &comment).await,
        json!({"agree": 0, "disagree": 1})
    );
}

#[tokio::test]
async fn what_was_counted_elsewhere_goes_on_counting() {
    let server = Server::seeded();
    let client = server.client();
    let ideas = client.get("/contributions?limit=100").await.json();
    let supported = ideas["items"].as_array().unwrap().iter().find(|idea| {
        idea["counts"]["by_reaction"]["support"].as_u64() > Some(1)
            && idea["status"]["category"] == "considering"
    });
    let supported = supported.unwrap();
    let before = supported["counts"]["by_reaction"]["support"].as_u64().unwrap();
    let one = Person::begin(&client).await;
    let place = format!("/reactions/contribution:{}/support", text(&supported["id"]));
    assert_eq!(one.put(&place).await.json()["counts"]["support"], before + 1);
    one.delete(&place).await;
    let idea = format!("contribution:{}", text(&supported["id"]));
    assert_eq!(counts(&client, &idea).await["support"], before);
}

#[tokio::test]
async fn only_what_is_there_and_open_can_be_reacted_to_and_only_by_somebody() {
    let server = Server::seeded();
    let client = server.client();
    let one = Person::begin(&client).await;
    let (idea, comment) = (idea(&client).await, comment(&client).await);
    for place in [
        format!("/reactions/{comment}/support"),
        format!("/reactions/{idea}/agree"),
        format!("/reactions/{idea}/love"),
        "/reactions/contribution:nowhere/support".into(),
        "/reactions/comment:nowhere/agree".into(),
        "/reactions/project:x/support".into(),
        "/reactions/x/support".into(),
        "/reactions/%ff/support".into(),
    ] {
        assert_eq!(one.put(&place).await.problem(), "not-found", "{place}");
        assert_eq!(one.delete(&place).await.problem(), "not-found", "{place}");
    }
    let place = format!("/reactions/{idea}/support");
    let nobody = client.send(Method::PUT, &place, &[], None).await;
    assert_eq!(
        (nobody.status.as_u16(), nobody.problem()),
        (401, "unauthorized".into())
    );
    let settled = client.get("/contributions?status=implemented").await.json();
    let settled = format!(
        "/reactions/contribution:{}/support",
        text(&settled["items"][0]["id"])
    );
    let refused = one.put(&settled).await;
    assert_eq!(
        (refused.status.as_u16(), refused.problem()),
        (403, "reaction-closed".into())
    );
    assert_eq!(one.delete(&settled).await.status, 204);
}

#[tokio::test]
async fn a_hundred_who_react_at_once_are_a_hundred() {
    let server = Server::empty();
    let client = server.client();
    let idea = idea(&client).await;
    let mut people = Vec::new();
    for _ in 0..100 {
        people.push(Person::begin(&client).await);
    }
    let tasks: Vec<_> = people
        .into_iter()
        .map(|person| {
            let place = format!("/reactions/{idea}/support");
            tokio::spawn(async move { person.put(&place).await.status })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 200);
    }
    assert_eq!(counts(&client, &idea).await, json!({"support": 100}));
}

#[tokio::test]
async fn shared_answers_are_the_same_for_whoever_asks_and_never_say_who_reacted() {
    let server = Server::empty();
    let client = server.client();
    let idea = idea(&client).await;
    let one = Person::begin(&client).await;
    one.put(&format!("/reactions/{idea}/support")).await;
    let id = idea.strip_prefix("contribution:").unwrap();
    for path in [
        format!("/contributions/{id}"),
        "/contributions".to_owned(),
        format!("/comments?subject={idea}"),
    ] {
        let shared = client.get(&path).await;
        let own = one.get(&path).await;
        assert_eq!(
            (&shared.text, shared.header("etag")),
            (&own.text, own.header("etag")),
            "{path}"
        );
        assert!(!shared.text.contains(&one.id), "{path}");
    }
}

#[tokio::test]
async fn counts_are_told_to_whom_the_backend_says_they_are() {
    for (word, told_after, told_in_state) in [("after_own_reaction", true, true), ("never", false, false)] {
        let server = Server::serving(&["--counts", word]);
        let client = server.client();
        assert_eq!(client.get("").await.json()["counts_visibility"], word);
        let (idea, comment) = (idea(&client).await, comment(&client).await);
        let one = Person::begin(&client).await;
        let reacted = one.put(&format!("/reactions/{idea}/support")).await.json();
        assert_eq!(!reacted["counts"]["support"].is_null(), told_after, "{word}");
        one.put(&format!("/reactions/{comment}/agree")).await;
        for thing in [&idea, &comment] {
            assert_eq!(counts(&client, thing).await, json!({}), "{word}");
        }
        for path in ["/contributions", "/.well-known/samskab?first=contributions:idea"] {
            assert!(!client.get(path).await.text.contains("\"support\":1"), "{word}");
        }
        let other = Person::begin(&client).await;
        for (person, is_told) in [(&one, told_in_state), (&other, false)] {
            let state = person.get(&format!("/me/state?refs={idea}")).await.json();
            assert_eq!(!state["items"][0]["counts"].is_null(), is_told, "{word}");
        }
    }
}

#[tokio::test]
async fn what_one_follows_is_listed_for_oneself_alone_the_newest_first() {
    let server = Server::seeded();
    let client = server.client();
    let (one, other) = (Person::begin(&client).await, Person::begin(&client).await);
    let project = format!(
        "project:{}",
        text(&client.get("/projects").await.json()["items"][0]["id"])
    );
    let things = [idea(&client).await, project, comment(&client).await];
    for thing in &things {
        for _ in 0..2 {
            assert_eq!(one.put(&format!("/follows/{thing}")).await.status, 204);
        }
    }
    let first = one.get("/follows?limit=2").await;
    assert_eq!(first.header("cache-control"), "private, no-store");
    let second = one.get(&text(&first.json()["page"]["next"])).await.json();
    assert!(second["page"]["next"].is_null());
    let mut listed = first.json()["items"].as_array().unwrap().clone();
    listed.extend(second["items"].as_array().unwrap().clone());
    let listed: Vec<_> = listed.iter().map(|item| text(&item["ref"])).collect();
    assert_eq!(listed, [things[2].clone(), things[1].clone(), things[0].clone()]);
    let cursor = text(&first.json()["page"]["next"]);
    assert_eq!(other.get(&cursor).await.problem(), "cursor-mismatch");
    assert_eq!(other.get("/follows").await.json()["items"], json!([]));
    for _ in 0..2 {
        assert_eq!(one.delete(&format!("/follows/{}", things[0])).await.status, 204);
    }
    assert_eq!(
        one.get("/follows").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for place in ["/follows/project:nowhere", "/follows/x", "/follows/%00"] {
        assert_eq!(one.put(place).await.problem(), "not-found", "{place}");
    }
    assert_eq!(client.get("/follows").await.problem(), "unauthorized");
}

struct Person {
    client: Client,
    id: String,
    authorization: String,
}

impl Person {
    async fn begin(client: &Client) -> Self {
        let made = client.post("/participants", &json!({})).await.json();
        Person {
            client: client.clone(),
            id: text(&made["participant"]["id"]),
            authorization: format!("Guest {}", text(&made["secret"])),
        }
    }

    async fn put(&self, path: &str) -> Answer {
        self.send(Method::PUT, path).await
    }

    async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path).await
    }

    async fn send(&self, method: Method, path: &str) -> Answer {
        let headers = [("authorization", self.authorization.as_str())];
        self.client.send(method, path, &headers, None).await
    }
}

async fn counts(client: &Client, thing: &str) -> Value {
    let (of, id) = thing.split_once(':').unwrap();
    client.get(&format!("/{of}s/{id}")).await.json()["counts"]["by_reaction"].clone()
}

async fn idea(client: &Client) -> String {
    let new =
        json!({"kind": "idea", "title": "Bænke", "problem": "p", "body": "b", "author": {"name": "Amira"}});
    let stored = client.post("/contributions", &new).await.json();
    format!("contribution:{}", text(&stored["contribution"]["id"]))
}

async fn comment(client: &Client) -> String {
    let new = json!({"subject": idea(client).await, "body": "Ja", "author": {"name": "Ib"}});
    let stored = client.post("/comments", &new).await.json();
    format!("comment:{}", text(&stored["comment"]["id"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
