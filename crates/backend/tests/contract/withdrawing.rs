//! Guests take back what they wrote.

use serde_json::{Value, json};

use crate::support::{Client, Server};

#[tokio::test]
async fn a_comment_that_nothing_answers_leaves_the_lists_and_its_place_says_why() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let kept = debate.say("Bliver", None).await;
    let gone = debate.say("Hemmeligt", None).await;
    assert_eq!(gone.withdraw(&client).await, 204);
    let page = debate.page("").await;
    assert_eq!(ids(&page).concat(), kept.id);
    assert_eq!(page["total"]["value"], 1);
    assert_eq!(debate.count().await, 1);
    let tombstone = client.get(&format!("/comments/{}", gone.id)).await;
    assert_eq!(tombstone.json()["state"], "withdrawn");
    assert!(tombstone.json()["body"].is_null() && tombstone.json()["author"].is_null());
    assert_eq!(gone.withdraw(&client).await, 204, "twice is once");
    assert_eq!(debate.count().await, 1);
}

#[tokio::test]
async fn a_comment_that_is_answered_stays_as_a_tombstone_until_the_last_answer_goes() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let top = debate.say("Øverst", None).await;
    let middle = debate.say("Midt", Some(&top)).await;
    let last = debate.say("Nederst", Some(&middle)).await;
    assert_eq!(middle.withdraw(&client).await, 204);
    assert_eq!(top.withdraw(&client).await, 204);
    let page = debate.page("&depth=5").await;
    let tree = &page["items"][0];
    assert_eq!(
        (&tree["state"], &tree["body"], &tree["author"]),
        (&json!("withdrawn"), &Value::Null, &Value::Null)
    );
    assert_eq!(tree["counts"]["descendants"], 2);
    let below = &tree["replies"]["items"][0];
    assert_eq!(
        (&below["id"], &below["state"]),
        (&json!(middle.id), &json!("withdrawn"))
    );
    assert!(below["parent_author"].is_null(), "a name goes with its comment");
    assert_eq!(below["replies"]["items"][0]["body"]["value"], "Nederst");
    assert!(below["replies"]["items"][0]["parent_author"].is_null());
    assert_eq!(debate.count().await, 1);
    let flat = debate.page("&layout=flat").await;
    assert_eq!(ids(&flat).len(), 3);

    let reply =
        json!({"subject": debate.subject, "parent": middle.id, "body": "Ja", "author": {"name": "Ib"}});
    assert_eq!(
        client.post("/comments", &reply).await.json()["errors"][0]["pointer"],
        "/parent"
    );

    assert_eq!(last.withdraw(&client).await, 204);
    assert_eq!(debate.page("").await["items"], json!([]));
    assert_eq!(debate.page("&layout=flat").await["total"]["value"], 0);
    assert_eq!(debate.count().await, 0);
    let context = client.get(&format!("/comments/{}/context", last.id)).await.json();
    assert_eq!(context["ancestors"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn nobody_takes_back_what_another_one_wrote() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let (one, other) = (debate.say("En", None).await, debate.say("To", None).await);
    let path = format!("/comments/{}", one.id);
    let idea = format!("/contributions/{}", debate.idea.id);
    for secret in ["", "x", &one.secret[1..]] {
        let answer = client.delete(&path, secret).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (401, "unauthorized".into())
        );
        assert_eq!(answer.header("www-authenticate"), "Guest, Bearer");
    }
    for secret in [
        &other.secret,
        &debate.idea.secret,
        &server.steward("Teknik og Miljø"),
    ] {
        let answer = client.delete(&path, secret).await;
        assert_eq!(
            (answer.status.as_u16(), answer.problem()),
            (403, "not-allowed".into())
        );
    }
    assert_eq!(client.delete(&idea, &one.secret).await.status, 403);
    for authorization in [
        "",
        "Guest",
        "Basic eDp5",
        &one.secret,
        &format!("Digest {}", one.secret),
    ] {
        let headers = [("authorization", authorization)];
        assert_eq!(
            client
                .send(reqwest::Method::DELETE, &path, &headers, None)
                .await
                .status,
            401
        );
    }
    assert_eq!(
        client.delete("/comments/nowhere", &one.secret).await.problem(),
        "not-found"
    );
    assert_eq!(
        client
            .delete("/contributions/nowhere", &one.secret)
            .await
            .problem(),
        "not-found"
    );
    assert_eq!(debate.count().await, 2);
    let headers = [("authorization", format!("guest {}", one.secret))];
    let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(
        client
            .send(reqwest::Method::DELETE, &path, &headers, None)
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn an_idea_that_is_taken_back_leaves_all_lists_and_its_words_are_nowhere() {
    let server = Server::empty();
    let client = server.client();
    let debate = Debate::begin(&client).await;
    debate.say("Til det", None).await;
    assert_eq!(debate.idea.withdraw(&client).await, 204);
    for query in [
        "",
        "?q=hemmelig",
        "?kind=idea",
        "?status=withdrawn",
        "?status=received",
    ] {
        assert_eq!(
            client.get(&format!("/contributions{query}")).await.json()["total"]["value"],
            0,
            "{query}"
        );
    }
    let left = client
        .get(&format!("/contributions/{}", debate.idea.id))
        .await
        .json();
    assert_eq!(left["status"], json!({"category": "withdrawn"}));
    for member in ["problem", "body", "author", "place", "answer_due"] {
        assert!(left[member].is_null(), "{member}");
    }
    assert_eq!(left["summary"], "");
    assert_eq!(
        debate.page("").await["total"]["value"],
        1,
        "its debate can still be read"
    );
    let new = json!({"subject": debate.subject, "body": "Ja", "author": {"name": "Ib"}});
    assert_eq!(
        client.post("/comments", &new).await.json()["errors"][0]["pointer"],
        "/subject"
    );
    assert_eq!(debate.idea.withdraw(&client).await, 204, "twice is once");
}

#[tokio::test]
async fn what_is_taken_back_is_not_left_in_the_file_either() {
    let mut server = Server::empty();
    let Some(file) = server.database().file() else {
        // PostgreSQL overwrites what was erased when it cleans up, by and by.
        return;
    };
    let client = server.client();
    let debate = Debate::begin(&client).await;
    let said = debate.say("Ganske Særligt Udsagn", None).await;
    assert_eq!(said.withdraw(&client).await, 204);
    assert_eq!(debate.idea.withdraw(&client).await, 204);
    // The same request again is told what is left, and no more.
    let new = json!({"subject": debate.subject, "body": "Ganske Særligt Udsagn", "author": {"name": "Ib"}});
    let key = [("idempotency-key", "Ganske-1")];
    let again = client.post_with("/comments", &key, &new).await;
    assert_eq!(again.json()["comment"]["state"], "withdrawn");
    assert!(again.json()["comment"]["body"].is_null());
    assert!(server.stop().success());
    let bytes = std::fs::read(file).unwrap();
    let holds = |words: &str| {
        bytes
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    assert!(holds("Bænke"), "the title stays");
    assert!(!holds("Ganske Særligt") && !holds("ganske særligt"));
    assert!(!holds("Hemmelig Person") && !holds("hemmelige ord"));
}

struct Debate {
    client: Client,
    idea: Written,
    subject: String,
}

struct Written {
    path: &'static str,
    id: String,
    secret: String,
}

impl Debate {
    async fn begin(client: &Client) -> Self {
        let new = json!({"kind": "idea", "title": "Bænke", "problem": "hemmelige ord", "body": "hemmelige ord",
            "place": {"name": "Hemmelig Person"}, "author": {"name": "Hemmelig Person"}});
        let answer = client.post("/contributions", &new).await.json();
        let idea = Written::read("/contributions", &answer, "contribution");
        Debate {
            client: client.clone(),
            subject: format!("contribution:{}", idea.id),
            idea,
        }
    }

    async fn say(&self, body: &str, parent: Option<&Written>) -> Written {
        let mut new = json!({"subject": self.subject, "body": body, "author": {"name": "Ib"}});
        if let Some(parent) = parent {
            new["parent"] = json!(parent.id);
        }
        let key = format!("{}-{}", body.split(' ').next().unwrap().replace('Ø', "O"), 1);
        let answer = self
            .client
            .post_with("/comments", &[("idempotency-key", &key)], &new)
            .await;
        Written::read("/comments", &answer.json(), "comment")
    }

    async fn page(&self, parameters: &str) -> Value {
        self.client
            .get(&format!("/comments?subject={}{parameters}", self.subject))
            .await
            .json()
    }

    async fn count(&self) -> u64 {
        let idea = self
            .client
            .get(&format!("/contributions/{}", self.idea.id))
            .await
            .json();
        idea["counts"]["comments"].as_u64().unwrap()
    }
}

impl Written {
    fn read(path: &'static str, answer: &Value, member: &str) -> Self {
        Written {
            path,
            id: answer[member]["id"].as_str().unwrap().to_owned(),
            secret: answer["secret"].as_str().unwrap().to_owned(),
        }
    }

    async fn withdraw(&self, client: &Client) -> u16 {
        client
            .delete(&format!("{}/{}", self.path, self.id), &self.secret)
            .await
            .status
            .as_u16()
    }
}

fn ids(page: &Value) -> Vec<String> {
    page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}
