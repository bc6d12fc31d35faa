//! A debate to be moderated, and what is asked of it.

use serde_json::{Value, json};

use super::{Answer, Caller, Client};

/// A debate that people speak in.
pub struct Debate {
    /// The question's id.
    pub id: String,
    /// The question as `<type>:<id>`.
    pub subject: String,
    client: Client,
}

/// What somebody said in it.
pub struct Said {
    /// The comment's id.
    pub id: String,
    /// The comment as `<type>:<id>`.
    pub subject: String,
    /// Who said it.
    pub author: Caller,
}

impl Debate {
    /// Begins one.
    pub async fn begin(client: &Client) -> Self {
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

    /// Somebody new says something: Ophav at the top, Svarer below.
    pub async fn say(&self, words: &str, parent: Option<&Said>) -> Said {
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

    /// Where it can be read.
    pub fn comments(&self) -> String {
        format!("/comments?subject={}", self.subject)
    }

    /// How many comments it has.
    pub async fn count(&self, client: &Client) -> u64 {
        let read = client.get(&format!("/contributions/{}", self.id)).await.json();
        read["counts"]["comments"].as_u64().unwrap()
    }
}

/// Moderates something, with a reason.
pub async fn decide(steward: &Caller, subject: &str, action: &str) -> Answer {
    let new = json!({"subject": subject, "action": action, "ground": "rules", "rule": "Regel 2",
        "reason": "Den handlede om en person.", "lang": "da"});
    steward.post("/moderation-decisions", &new).await
}

/// The fields that cannot stand, with what is wrong with each.
pub fn faults(answer: &Answer) -> String {
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
