//! How a contribution gets on: steps, answers, and the author's verdict.

use serde_json::{Value, json};

use crate::support::{Caller, Client, Server, faults};

#[tokio::test]
async fn an_answer_becomes_a_step_of_the_trail_and_another_takes_its_place() {
    let server = Server::empty();
    let client = server.client();
    let idea = Idea::send(&client).await;
    let steward = Caller::steward(&server, "Vej og Park");
    let mut new = json!({"subject": idea.subject(), "body": "Ja, til foråret.", "lang": "da",
        "status": {"category": "planned"}, "link": {"url": "https://example.org/dagsorden", "title": "Dagsorden"}});
    let answer = steward.post("/answers", &new).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let told = answer.json();
    let first = told["answer"].clone();
    assert_eq!(
        (&first["by"], &first["status_after"]["category"]),
        (&json!("Vej og Park"), &json!("planned"))
    );
    assert_eq!(client.get(answer.header("location")).await.json(), first);
    let read = idea.read(&client).await;
    assert_eq!(read, told["contribution"]);
    assert_eq!(
        (&read["status"]["category"], trail(&read).as_str()),
        (&json!("planned"), "received answered")
    );
    let step = &read["trail"][1];
    assert_eq!(
        (&step["answer"], &step["text"], &step["link"]),
        (&first["id"], &first["body"], &first["link"])
    );
    assert!(step["due"].is_null() && !step["at"].is_null());

    new["supersedes"] = first["id"].clone();
    new["body"] = json!("Ja, til sommer.");
    new.as_object_mut().unwrap().remove("status");
    let second = steward.post("/answers", &new).await.json()["answer"].clone();
    let read = idea.read(&client).await;
    assert_eq!(trail(&read), "received answered");
    assert_eq!(read["trail"][1]["answer"], second["id"]);
    let all = client
        .get(&format!("/answers?subject={}", idea.subject()))
        .await
        .json();
    let ids: Vec<&Value> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(
        ids,
        [&second["id"], &first["id"]],
        "what was said before can still be read"
    );

    for (change, fault) in [
        (json!({"subject": "contribution:nowhere"}), "/subject unknown"),
        (json!({"body": " "}), "/body empty"),
        (json!({"supersedes": "nothing"}), "/supersedes unknown"),
        (
            json!({"status": {"category": "withdrawn"}}),
            "/status/category not_allowed",
        ),
        (
            json!({"status": {"category": "on_ice"}}),
            "/status/category unknown",
        ),
        (
            json!({"link": {"url": "javascript:alert(1)", "title": "x"}}),
            "/link/url not_allowed",
        ),
    ] {
        let mut wrong = json!({"subject": idea.subject(), "body": "Nej."});
        merge(&mut wrong, &change);
        assert_eq!(faults(&steward.post("/answers", &wrong).await), fault);
    }
}

#[tokio::test]
async fn a_status_never_changes_without_a_reason() {
    let server = Server::empty();
    let client = server.client();
    let idea = Idea::send(&client).await;
    let steward = Caller::steward(&server, "Vej og Park");
    let steps = format!("{}/steps", idea.path);
    let step = async |body: Value| steward.post(&steps, &body).await;
    let status = json!({"category": "considering"});
    for wrong in [
        json!({"step": "read", "status": status}),
        json!({"step": "done", "status": status, "text": "  "}),
        json!({"step": "understood"}),
        json!({"step": "decided", "status": status}),
    ] {
        assert_eq!(faults(&step(wrong).await), "/text empty");
    }
    for kind in ["received", "answered", "applauded"] {
        assert_eq!(faults(&step(json!({"step": kind})).await), "/step unknown");
    }
    assert_eq!(
        faults(&step(json!({"step": "read", "working_on_it": "Os"})).await),
        "/working_on_it not_allowed"
    );
    assert_eq!(idea.read(&client).await["status"]["category"], "received");

    assert_eq!(step(json!({"step": "read"})).await.status, 201);
    let told = step(json!({"step": "understood", "text": "Du vil sidde.", "status": status})).await;
    assert_eq!(told.header("location"), format!("{}{}", client.base(), idea.path));
    let decided = json!({"step": "decided", "text": "Ja.", "by": "Byrådet",
        "link": {"url": "https://example.org/referat", "title": "Referat"}});
    assert_eq!(step(decided.clone()).await.status, 201);
    assert_eq!(
        step(json!({"step": "decided", "text": "Stadig ja.", "by": "Økonomiudvalget"}))
            .await
            .status,
        201
    );
    let read = idea.read(&client).await;
    assert_eq!(trail(&read), "received read understood answered? decided decided");
    assert_eq!(
        (&read["trail"][1]["by"], &read["trail"][4]["by"]),
        (&json!("Vej og Park"), &json!("Byrådet"))
    );
    assert_eq!(read["status"], status);
    let refs = format!("/changes?refs={}", idea.subject());
    let changes = client.get(&refs).await.text;
    assert!(changes.contains("contribution.updated"), "{changes}");
}

#[tokio::test]
async fn a_project_takes_a_contribution_up_and_never_without_a_reason() {
    let server = Server::seeded();
    let client = server.client();
    let idea = Idea::send(&client).await;
    let steward = Caller::steward(&server, "Vej og Park");
    let steps = format!("{}/steps", idea.path);
    let project = "unge-skriver-ungepolitikken";
    for (wrong, fault) in [
        (json!({"step": "read", "project": project}), "/text empty"),
        (
            json!({"step": "understood", "text": "Du vil sidde.", "project": "nowhere"}),
            "/project unknown",
        ),
    ] {
        assert_eq!(faults(&steward.post(&steps, &wrong).await), fault);
    }
    assert!(idea.read(&client).await["project"].is_null());
    let step = json!({"step": "understood", "text": "Du vil sidde.", "project": project});
    assert_eq!(steward.post(&steps, &step).await.status, 201);
    assert_eq!(idea.read(&client).await["project"]["id"], project);
    let there = client
        .get(&format!("/contributions?project={project}"))
        .await
        .text;
    assert!(there.contains(&idea.id), "it stands in the project");

    // An answer may say so too; what says nothing of it leaves it where it is.
    let other = "faste-ansigter-i-hjemmeplejen";
    let mut answer = json!({"subject": idea.subject(), "body": "Det hører til her.", "project": other});
    let told = steward.post("/answers", &answer).await.json();
    assert_eq!(told["contribution"]["project"]["id"], other);
    answer.as_object_mut().unwrap().remove("project");
    steward.post("/answers", &answer).await;
    assert_eq!(idea.read(&client).await["project"]["id"], other);
}

#[tokio::test]
async fn only_stewards_move_a_contribution_and_only_its_author_judges_the_answer() {
    let server = Server::empty();
    let client = server.client();
    let idea = Idea::send(&client).await;
    let other = Idea::send(&client).await;
    let answer = json!({"subject": idea.subject(), "body": "Nej."});
    let requests = [
        ("/answers".to_owned(), answer.clone()),
        (format!("{}/steps", idea.path), json!({"step": "read"})),
        (
            format!("{}/merge", idea.path),
            json!({"into": other.id, "reason": "Det samme."}),
        ),
    ];
    for (path, body) in &requests {
        assert_eq!(client.post(path, body).await.problem(), "unauthorized", "{path}");
        assert_eq!(
            idea.author.post(path, body).await.problem(),
            "not-allowed",
            "{path}"
        );
    }
    let verdict = format!("{}/verdict", idea.path);
    let judged = json!({"verdict": "not_answered", "reason": "I svarede på noget andet.", "lang": "da"});
    let early = idea.author.put(&verdict, &judged).await;
    assert_eq!((early.status.as_u16(), early.problem()), (409, "conflict".into()));
    let steward = Caller::steward(&server, "Vej og Park");
    assert_eq!(steward.post("/answers", &answer).await.status, 201);
    assert_eq!(other.author.put(&verdict, &judged).await.problem(), "not-allowed");
    assert_eq!(steward.put(&verdict, &judged).await.problem(), "not-allowed");
    assert_eq!(
        faults(&idea.author.put(&verdict, &json!({"verdict": "perhaps"})).await),
        "/verdict unknown"
    );
    let told = idea.author.put(&verdict, &judged).await;
    assert_eq!(
        (told.status.as_u16(), told.header("cache-control")),
        (200, "private, no-store")
    );
    let read = idea.read(&client).await;
    assert_eq!(read["author_verdict"]["verdict"], "not_answered");
    assert_eq!(
        read["author_verdict"]["reason"]["value"],
        "I svarede på noget andet."
    );
    idea.author.put(&verdict, &json!({"verdict": "answered"})).await;
    let read = idea.read(&client).await;
    assert_eq!(
        read["author_verdict"]["verdict"], "answered",
        "the last word counts"
    );
    assert!(read["author_verdict"]["reason"].is_null());
}

#[tokio::test]
async fn a_project_counts_what_was_answered() {
    let server = Server::seeded();
    let client = server.client();
    let project = "unge-skriver-ungepolitikken";
    let new = json!({"kind": "question", "title": "Hvor er vi?", "body": "Om aftenen.", "project": project,
        "author": {"name": "Emil"}});
    let record = async || client.get(&format!("/projects/{project}")).await.json()["answers"].clone();
    let before = record().await;
    let sent = client.post("/contributions", &new).await.json();
    let id = sent["contribution"]["id"].as_str().unwrap().to_owned();
    let received = record().await;
    assert_eq!(
        received["received"].as_u64(),
        before["received"].as_u64().map(|count| count + 1)
    );
    assert_eq!(received["answered"], before["answered"]);
    let steward = Caller::steward(&server, "Kultur og Fritid");
    let answer = json!({"subject": format!("contribution:{id}"), "body": "Kom til panelet."});
    assert_eq!(steward.post("/answers", &answer).await.status, 201);
    assert_eq!(
        record().await["answered"].as_u64(),
        before["answered"].as_u64().map(|count| count + 1)
    );
}

#[tokio::test]
async fn what_is_answered_twice_by_the_same_key_is_answered_once() {
    let server = Server::empty();
    let client = server.client();
    let idea = Idea::send(&client).await;
    let token = format!("Bearer {}", server.steward("Vej og Park"));
    let headers = [("authorization", &*token), ("idempotency-key", "a")];
    let new = json!({"subject": idea.subject(), "body": "Ja."});
    let first = client.post_with("/answers", &headers, &new).await;
    let again = client.post_with("/answers", &headers, &new).await;
    assert_eq!(
        (first.status.as_u16(), first.json()),
        (again.status.as_u16(), again.json())
    );
    let other = json!({"subject": idea.subject(), "body": "Nej."});
    assert_eq!(
        client.post_with("/answers", &headers, &other).await.problem(),
        "idempotency-reused"
    );
    assert_eq!(client.get("/answers").await.json()["total"]["value"], 1);
}

#[tokio::test]
async fn a_barrier_says_who_works_on_it_when_the_municipality_says_so() {
    let server = Server::seeded();
    let client = server.client();
    let steward = Caller::steward(&server, "Teknik og Miljø");
    let path = "/contributions/aaen-er-fredet-nord-for-moellen";
    let step = json!({"step": "read", "working_on_it": "Fredningsnævnet"});
    assert_eq!(steward.post(&format!("{path}/steps"), &step).await.status, 201);
    let read = client.get(path).await.json();
    assert_eq!(read["barrier"]["working_on_it"], "Fredningsnævnet");
    assert_eq!(
        read["barrier"]["stops"][0]["id"], "bro-nord-for-moellen",
        "its links stay"
    );
}

#[tokio::test]
async fn the_invented_municipality_shows_answers_and_what_their_authors_say() {
    let server = Server::seeded();
    let client = server.client();
    let answers = client.get("/answers?limit=100").await.json();
    assert!(answers["items"].as_array().unwrap().len() >= 10);
    for answer in answers["items"].as_array().unwrap() {
        let id = answer["subject"].as_str().unwrap().replace("contribution:", "");
        let read = client.get(&format!("/contributions/{id}")).await.json();
        let steps = read["trail"].as_array().unwrap();
        assert!(
            steps.iter().any(|step| step["answer"] == answer["id"]),
            "{answer}"
        );
    }
    let all = client.get("/contributions?limit=100").await.json();
    let verdicts: Vec<&str> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["author_verdict"]["verdict"].as_str())
        .collect();
    for word in ["answered", "not_answered"] {
        assert!(verdicts.contains(&word), "{verdicts:?}");
    }
}

/// An idea that was sent.
pub struct Idea {
    pub id: String,
    pub path: String,
    author: Caller,
}

impl Idea {
    pub async fn send(client: &Client) -> Self {
        let new = json!({"kind": "idea", "title": "En bænk", "problem": "Man kan ikke sidde.",
            "body": "Sæt en bænk op.", "author": {"name": "Amira"}});
        let answer = client.post("/contributions", &new).await;
        let id = answer.json()["contribution"]["id"].as_str().unwrap().to_owned();
        Idea {
            path: format!("/contributions/{id}"),
            author: Caller::guest(client, &answer),
            id,
        }
    }

    pub fn subject(&self) -> String {
        format!("contribution:{}", self.id)
    }

    pub async fn read(&self, client: &Client) -> Value {
        client.get(&self.path).await.json()
    }
}

fn trail(contribution: &Value) -> String {
    let word = |step: &Value| {
        let mark = if step["at"].is_null() { "?" } else { "" };
        format!("{}{mark}", step["step"].as_str().unwrap())
    };
    let steps = contribution["trail"].as_array().unwrap();
    steps.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn merge(into: &mut Value, change: &Value) {
    for (name, value) in change.as_object().unwrap() {
        into[name] = value.clone();
    }
}
