//! Where things are thrown, and from where.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Operation, Server};

/// A backend with something in it, and those who throw things at it.
pub struct Site {
    /// The backend.
    pub server: Server,
    /// Asks it.
    pub client: Client,
    /// The secret of somebody who has written.
    pub guest: String,
    /// The token of a steward.
    pub steward: String,
    contribution: String,
    comment: String,
    project: String,
}

impl Site {
    pub async fn begin() -> Self {
        let server = Server::seeded();
        let client = server.client();
        let idea =
            json!({"kind": "idea", "title": "Bænke", "problem": "p", "body": "b", "author": {"name": "Ib"}});
        let made = client.post("/contributions", &idea).await.json();
        let (guest, contribution) = (text(&made["secret"]), text(&made["contribution"]["id"]));
        let new = json!({"subject": format!("contribution:{contribution}"), "body": "Ja"});
        let headers = [("authorization", &*format!("Guest {guest}"))];
        let comment = client.post_with("/comments", &headers, &new).await.json();
        Site {
            project: text(&client.get("/projects").await.json()["items"][0]["id"]),
            comment: text(&comment["comment"]["id"]),
            steward: server.steward("Teknik og Miljø"),
            contribution,
            guest,
            client,
            server,
        }
    }

    /// Somebody who was there and has erased themselves.
    pub async fn erased(&self) -> String {
        let secret = text(&self.client.post("/participants", &json!({})).await.json()["secret"]);
        assert_eq!(self.client.delete("/me", &secret).await.status, 204);
        secret
    }

    /// What everyone sees: the lists, and where the changes stand.
    pub async fn look(&self) -> Vec<Value> {
        let mut seen = Vec::new();
        for path in [
            "/contributions?limit=100&order=newest".to_owned(),
            "/projects?limit=100".to_owned(),
            format!("/comments?subject=contribution:{}", self.contribution),
            "/changes".to_owned(),
        ] {
            let mut page = self.client.get(&path).await.json();
            page.as_object_mut().unwrap().remove("page");
            seen.push(page);
        }
        seen
    }

    /// The path of an operation, on things that are there.
    pub fn path(&self, operation: &Operation) -> String {
        let path = fill(&operation.path, |name| {
            match (name, operation.path.split('/').nth(1)) {
                ("ref", _) => format!("contribution:{}", self.contribution),
                ("reaction", _) => "support".into(),
                (_, Some("comments")) => self.comment.clone(),
                (_, Some("projects")) => self.project.clone(),
                _ => self.contribution.clone(),
            }
        });
        if operation.method == Method::GET {
            // What some lists need, and none minds.
            let project = &self.project;
            return format!("{path}?subject=project:{project}&project={project}");
        }
        path
    }

    /// The same body, about something that is there.
    pub fn settle(&self, example: &Value) -> Value {
        let mut body = example.clone();
        if !body["subject"].is_null() {
            body["subject"] = json!(format!("contribution:{}", self.contribution));
        }
        if let Some(members) = body.as_object_mut() {
            members.remove("parent");
        }
        body
    }

    pub async fn throw(
        &self,
        operation: &Operation,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Answer {
        self.throw_at(&operation.method, &self.path(operation), headers, body)
            .await
    }

    /// As a steward, who gets furthest.
    pub async fn throw_at(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Answer {
        self.throw_as(&self.steward, method, path, headers, body).await
    }

    /// As whoever has this secret.
    pub async fn throw_as(
        &self,
        secret: &str,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Answer {
        let authorization = format!("Bearer {secret}");
        let headers: Vec<_> = headers
            .iter()
            .copied()
            .chain([("authorization", &*authorization)])
            .collect();
        self.client.send_bytes(method.clone(), path, &headers, body).await
    }
}

/// A path with its parameters filled in.
pub fn fill(path: &str, value: impl Fn(&str) -> String) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(name) => value(name.trim_end_matches('}')),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
