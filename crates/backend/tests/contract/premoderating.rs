//! What waits to be read through: nobody but its author and stewards sees it, wherever they look.

use serde_json::{Value, json};

use crate::support::{Answer, Caller, Client, Server, faults};

const SECRET: &str = "Ordet xylofonhave";

#[tokio::test]
async fn what_waits_is_seen_nowhere_and_what_is_accepted_everywhere() {
    let server = serve();
    let client = server.client();
    assert_eq!(client.get("").await.json()["moderation"]["mode"], "pre");
    let steward = Caller::steward(&server, "Borgerservice");
    let project = begin_debate(&client, &steward).await;
    let before = look_everywhere(&server, &client, &project).await;

    let mut new = idea();
    new["based_on"] = json!([project]);
    let sent = client.post("/contributions", &new).await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    let idea = sent.json()["contribution"].clone();
    assert_eq!(idea["state"], "pending");
    let author = Caller::guest(&client, &sent);
    let follow = format!("/follows/contribution:{}", idea["id"].as_str().unwrap());
    let other = client.post("/participants", &json!({"name": "Nysgerrig"})).await;
    let other = Caller::guest(&client, &other);
    assert_eq!(other.put(&follow, &json!({})).await.problem(), "not-found");
    for known in [&author, &steward] {
        assert_eq!(known.put(&follow, &json!({})).await.status, 204);
    }
    let comment =
        json!({"subject": format!("contribution:{project}"), "body": SECRET, "author": {"name": "Xenia"}});
    let said = author.post("/comments", &comment).await;
    assert_eq!(
        (said.status.as_u16(), said.json()["comment"]["state"].as_str()),
        (202, Some("pending"))
    );
    let said = said.json()["comment"].clone();

    assert_eq!(
        look_everywhere(&server, &client, &project).await,
        before,
        "nothing has changed for anyone"
    );
    let (idea, said) = (id(&idea), id(&said));
    for address in [
        format!("/contributions/{idea}"),
        format!("/comments?subject=contribution:{idea}"),
        format!("/comments/{said}"),
        format!("/comments/{said}/replies"),
        format!("/comments/{said}/context"),
        format!("{}/ideas/{idea}", server.address),
    ] {
        assert_eq!(client.get(&address).await.status, 404, "{address}");
        assert_eq!(
            author.get(&address).await.status,
            404,
            "{address} is the same for everyone"
        );
    }
    let state = author.get("/me/state").await.json();
    let states: Vec<&Value> = state["withheld"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["pending", "pending"]);
    let queue = steward.get("/queue?waiting_for=pending").await;
    assert!(queue.text.contains(SECRET));
    assert_eq!(queue.json()["total"]["value"], 2);
    for reaction in [
        format!("contribution:{idea}/support"),
        format!("comment:{said}/agree"),
    ] {
        let answer = author.put(&format!("/reactions/{reaction}"), &json!({})).await;
        assert_eq!(answer.problem(), "not-found", "{reaction}");
    }
    let reply = json!({"subject": format!("contribution:{project}"), "parent": said, "body": "Ja"});
    assert_eq!(faults(&author.post("/comments", &reply).await), "/parent unknown");
    let report = json!({"subject": format!("comment:{said}"), "reason": "spam"});
    assert_eq!(
        faults(&client.post("/reports", &report).await),
        "/subject unknown"
    );

    assert_eq!(
        settle(&steward, &format!("contribution:{idea}"), "accepted")
            .await
            .status,
        201
    );
    assert_eq!(
        settle(&steward, &format!("comment:{said}"), "accepted")
            .await
            .status,
        201
    );
    let kinds: Vec<Value> = client.get("/changes").await.json()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["type"].clone())
        .collect();
    assert_eq!(
        kinds[kinds.len() - 2..],
        ["contribution.created", "comment.created"]
    );
    assert_eq!(
        client.get(&format!("/contributions/{idea}")).await.json()["state"],
        "published"
    );
    let debate = client
        .get(&format!("/comments?subject=contribution:{project}"))
        .await
        .json();
    assert_eq!(debate["items"][0]["body"]["value"], SECRET);
    let read = client.get(&format!("/contributions/{project}")).await.json();
    assert_eq!(
        (&read["counts"]["comments"], &read["built_on_by"][0]["id"]),
        (&json!(1), &json!(idea))
    );
    assert_eq!(
        client.get("/contributions?q=xylofonhave").await.json()["total"]["value"],
        1
    );
    assert_eq!(author.get("/me/state").await.json()["withheld"], json!([]));
    assert_eq!(
        client.get("/moderation-decisions").await.json()["items"],
        json!([]),
        "nothing was taken from anybody"
    );
}

#[tokio::test]
async fn what_is_refused_is_told_to_its_author_with_the_reason_and_can_be_appealed() {
    let server = serve();
    let client = server.client();
    let steward = Caller::steward(&server, "Borgerservice");
    let sent = client.post("/contributions", &idea()).await;
    let author = Caller::guest(&client, &sent);
    let subject = format!("contribution:{}", id(&sent.json()["contribution"]));
    let refused = settle(&steward, &subject, "refused").await;
    assert_eq!(refused.status, 201, "{}", refused.text);
    let state = author.get("/me/state").await.json();
    let withheld = &state["withheld"][0];
    assert_eq!(
        (&withheld["state"], &withheld["decision"]["reason"]["value"]),
        (&json!("refused"), &json!("Se reglerne."))
    );
    let decision = withheld["decision"]["id"].as_str().unwrap();
    let log = client.get("/moderation-decisions").await;
    assert_eq!(log.json()["items"][0]["id"], decision);
    assert!(!log.text.contains(SECRET) && !log.text.contains("Xenia"));
    assert_eq!(client.get("/contributions").await.json()["total"]["value"], 0);
    assert_eq!(
        faults(&settle(&steward, &subject, "accepted").await),
        "/action not_allowed"
    );

    let appeal = author
        .post(
            &format!("/moderation-decisions/{decision}/appeal"),
            &json!({"text": "Hvorfor?"}),
        )
        .await;
    let path = appeal.header("location").to_owned();
    let tag = steward.get(&path).await.header("etag").to_owned();
    let verdict = json!({"state": "upheld", "reason": "Vi tog fejl."});
    let colleague = Caller::steward(&server, "Borgerservice");
    assert_eq!(colleague.patch(&path, &tag, &verdict).await.status, 200);
    let list = client.get("/contributions").await.json();
    assert_eq!(list["total"]["value"], 1);
    assert!(client.get("/changes").await.text.contains("contribution.created"));
}

#[tokio::test]
async fn what_waits_can_be_changed_and_taken_back_without_anyone_noticing() {
    let server = serve();
    let client = server.client();
    let sent = client.post("/contributions", &idea()).await;
    let author = Caller::guest(&client, &sent);
    let path = format!("/contributions/{}", id(&sent.json()["contribution"]));
    let edited = author.patch(&path, "*", &json!({"title": "Bedre"})).await;
    assert_eq!(
        (edited.status.as_u16(), edited.json()["state"].as_str()),
        (200, Some("pending"))
    );
    assert_eq!(author.delete(&path).await.status, 204);
    assert_eq!(client.get("/changes").await.json()["items"], json!([]));
    let steward = Caller::steward(&server, "Borgerservice");
    assert_eq!(steward.get("/queue").await.json()["total"]["value"], 0);
}

#[tokio::test]
async fn what_was_accepted_is_not_changed_behind_the_readers_back() {
    let server = serve();
    let client = server.client();
    let steward = Caller::steward(&server, "Borgerservice");
    let sent = client.post("/contributions", &idea()).await;
    let author = Caller::guest(&client, &sent);
    let id = id(&sent.json()["contribution"]);
    settle(&steward, &format!("contribution:{id}"), "accepted").await;
    let path = format!("/contributions/{id}");
    let edited = author
        .patch(&path, "*", &json!({"title": "Noget helt andet"}))
        .await;
    assert_eq!(edited.problem(), "edit-window-over");
}

#[tokio::test]
async fn the_mode_is_kept_and_stewards_do_not_wait() {
    let server = serve().restart();
    let client = server.client();
    assert_eq!(client.get("").await.json()["moderation"]["mode"], "pre");
    let steward = Caller::steward(&server, "Borgerservice");
    assert_eq!(steward.post("/contributions", &official()).await.status, 201);
    assert_eq!(client.post("/contributions", &idea()).await.status, 202);
    let key = [("idempotency-key", "k")];
    let first = client.post_with("/contributions", &key, &idea()).await;
    let again = client.post_with("/contributions", &key, &idea()).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (202, 202));
    assert_eq!(first.json(), again.json());
}

fn serve() -> Server {
    Server::serving(&["--moderation", "pre", "--writes-per-minute", "0"])
}

/// All that is shared, as somebody without a secret sees it.
async fn look_everywhere(server: &Server, client: &Client, debated: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for address in [
        "/contributions?seed=a".into(),
        "/contributions?q=xylofonhave".into(),
        format!("/contributions/similar?text={SECRET}"),
        format!("/contributions/{debated}"),
        format!("/comments?subject=contribution:{debated}"),
        format!("/comments?subject=contribution:{debated}&layout=flat"),
        "/topics".into(),
        "/areas".into(),
        "/changes".into(),
        "/moderation-decisions".into(),
        "/answers".into(),
        format!("/.well-known/samskab?first=contribution:{debated}"),
        "/.well-known/samskab?first=contributions:idea,question".into(),
        format!("{}/", server.address),
        format!("{}/debate/{debated}", server.address),
    ] {
        let text = client.get(&address).await.text;
        assert!(!text.contains(SECRET) && !text.contains("Xenia"), "{address}");
        seen.push(text);
    }
    seen
}

async fn begin_debate(client: &Client, steward: &Caller) -> String {
    let answer = steward.post("/contributions", &official()).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    let id = id(&answer.json()["contribution"]);
    assert_eq!(client.get(&format!("/contributions/{id}")).await.status, 200);
    id
}

async fn settle(steward: &Caller, subject: &str, action: &str) -> Answer {
    let new = json!({"subject": subject, "action": action, "ground": "rules", "rule": "Regel 1", "reason": "Se reglerne."});
    steward.post("/moderation-decisions", &new).await
}

fn idea() -> Value {
    json!({"kind": "idea", "title": SECRET, "problem": SECRET, "body": SECRET, "topics": [SECRET],
        "areas": [SECRET], "author": {"name": "Xenia"}})
}

fn official() -> Value {
    json!({"kind": "question", "title": "Hvad skal vi?", "body": "Sig det her."})
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}
