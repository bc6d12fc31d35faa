//! What the suite itself writes: always in the sandbox, always marked, and taken back at the end.

use std::sync::PoisonError;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::answer::{Answer, id_of};
use crate::people::Person;
use crate::run::{Run, encode};
use crate::verdict::{Finding, Outcome};

/// Something written that has to be taken back.
#[derive(Clone, Debug)]
pub(crate) struct Leaving {
    path: String,
    by: Person,
}

/// Something that was just written.
#[derive(Debug)]
pub struct Written {
    /// Its id.
    pub id: String,
    /// Its address below the base.
    pub path: String,
    /// The answer to sending it.
    pub answer: Answer,
    /// Whether it waits for somebody's look before others can see it.
    pub is_pending: bool,
}

impl Run {
    /// A text that says where it comes from.
    pub fn text(&self, words: &str) -> String {
        format!("{} {words}", self.mark)
    }

    /// The sandbox project's id.
    pub fn sandbox(&self) -> Outcome<&str> {
        let why = || self.why_no_writing.clone().unwrap_or_default();
        self.sandbox.as_deref().ok_or_else(|| Finding::Skipped(why()))
    }

    /// What an idea in the sandbox looks like when it is sent.
    pub fn idea(&self, by: &Person) -> Outcome<Value> {
        Ok(json!({
            "kind": "idea",
            "title": self.text("An idea"),
            "problem": self.text("A problem that nobody has."),
            "body": self.text("What could be done about it."),
            "lang": "en",
            "project": self.sandbox()?,
            "author": { "name": by.name, "role": "citizen" },
        }))
    }

    /// What a comment looks like when it is sent.
    pub fn remark(&self, by: &Person, subject: &str, parent: Option<&str>, words: &str) -> Value {
        let mut remark = json!({
            "subject": subject,
            "body": self.text(words),
            "lang": "en",
            "author": { "name": by.name, "role": "citizen" },
        });
        if let Some(parent) = parent {
            remark["parent"] = json!(parent);
        }
        remark
    }

    /// Sends an idea that everybody can see.
    pub async fn contribute(&self, by: &Person) -> Outcome<Written> {
        let idea = self.idea(by)?;
        self.create(by, "/contributions", "contribution", &idea)
            .await?
            .published()
    }

    /// Sends a comment that everybody can see.
    pub async fn comment(&self, by: &Person, subject: &str, parent: Option<&str>) -> Outcome<Written> {
        let remark = self.remark(by, subject, parent, "Something to say.");
        self.create(by, "/comments", "comment", &remark)
            .await?
            .published()
    }

    /// Sends something to a collection, and remembers to take it back.
    pub async fn create(&self, by: &Person, path: &str, member: &str, body: &Value) -> Outcome<Written> {
        let answer = self.ask(Method::POST, path).by(by).json(body).await?;
        self.take_note(by, path, member, answer.expect_one_of(&[201, 202])?)
    }

    /// Remembers to take back what an answer says was written.
    pub fn take_note(&self, by: &Person, path: &str, member: &str, answer: Answer) -> Outcome<Written> {
        let item = answer.at(&format!("/{member}"))?;
        let (id, state) = (id_of(item), item["state"].as_str().unwrap_or(""));
        let is_pending = answer.status == 202 || state == "pending";
        let path = format!("{path}/{}", encode(&id));
        self.leave(by, &path);
        Ok(Written {
            id,
            path,
            answer,
            is_pending,
        })
    }

    /// Remembers what somebody wrote whom the backend did not know: the answer has their secret.
    pub fn note_guest(&self, answer: &Answer, path: &str, member: &str) {
        let item = answer.at(&format!("/{member}")).map(id_of);
        if let (Some(secret), Ok(id)) = (answer.secret(), item) {
            let guest = Person {
                name: String::new(),
                authorization: format!("Guest {secret}"),
                id: None,
            };
            self.leave(&guest, &format!("{path}/{}", encode(&id)));
        }
    }

    /// Tries again until it holds, for as long as the backend says that its readers may lag behind.
    pub async fn eventually(&self, hold: impl AsyncFn() -> Outcome) -> Outcome {
        let lag = self.service["consistency"]["max_staleness_s"]
            .as_u64()
            .unwrap_or(0);
        let end = Instant::now() + Duration::from_secs(lag);
        loop {
            let outcome = hold().await;
            if outcome.is_ok() || Instant::now() >= end {
                return outcome;
            }
            sleep(Duration::from_millis(500)).await;
        }
    }

    /// Remembers to take back what lies at a path.
    pub fn leave(&self, by: &Person, path: &str) {
        let mut leaving = self.leaving.lock().unwrap_or_else(PoisonError::into_inner);
        leaving.push(Leaving {
            path: path.to_owned(),
            by: by.clone(),
        });
    }

    /// What somebody wrote is gone with them.
    pub fn forget_what_is_left_by(&self, person: &Person) {
        let mut leaving = self.leaving.lock().unwrap_or_else(PoisonError::into_inner);
        leaving.retain(|one| one.by.authorization != person.authorization);
    }

    /// Takes everything back, the newest first, and names what stays.
    pub async fn clean_up(&self) -> Vec<String> {
        let leaving = std::mem::take(&mut *self.leaving.lock().unwrap_or_else(PoisonError::into_inner));
        let mut left = Vec::new();
        for one in leaving.iter().rev() {
            let gone = self.ask(Method::DELETE, &one.path).by(&one.by).await;
            if !gone.is_ok_and(|answer| [200, 204, 404, 410].contains(&answer.status)) {
                left.push(format!("{}{}", self.base(), one.path));
            }
        }
        left
    }
}

impl Written {
    /// Its ref, as `contribution:<id>`.
    pub fn as_ref(&self, of: &str) -> String {
        format!("{of}:{}", self.id)
    }

    /// Itself, unless others cannot see it yet.
    pub fn published(self) -> Outcome<Self> {
        if self.is_pending {
            return Err(Finding::Inconclusive(
                "the backend looks at new texts before it shows them".into(),
            ));
        }
        Ok(self)
    }
}
