//! Somebody who is known by a secret or a token, and asks with it each time.

use reqwest::Method;
use serde_json::Value;

use super::{Answer, Client, Server};

/// Somebody who asks.
#[derive(Clone)]
pub struct Caller {
    client: Client,
    authorization: String,
}

impl Caller {
    /// The guest to whom this was answered when they first wrote.
    pub fn guest(client: &Client, answer: &Answer) -> Self {
        let secret = answer.json()["secret"].as_str().unwrap().to_owned();
        Caller {
            client: client.clone(),
            authorization: format!("Guest {secret}"),
        }
    }

    /// Somebody with a token.
    pub fn with_token(client: Client, token: &str) -> Self {
        Caller {
            client,
            authorization: format!("Bearer {token}"),
        }
    }

    /// A steward of this office.
    pub fn steward(server: &Server, office: &str) -> Self {
        Self::with_token(server.client(), &server.steward(office))
    }

    /// Asks for something.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    /// Sends something.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = [("authorization", self.authorization.as_str())];
        self.client.post_with(path, &headers, body).await
    }

    /// Puts something where it belongs.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, &[], Some(body)).await
    }

    /// Changes the version of something that this tag names.
    pub async fn patch(&self, path: &str, tag: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, &[("if-match", tag)], Some(body))
            .await
    }

    /// Takes something back.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, &[], None).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let mut headers: Vec<(&str, &str)> = headers
            .iter()
            .copied()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        headers.push(("authorization", &self.authorization));
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let body = body.map(Value::to_string);
        self.client.send(method, path, &headers, body).await
    }
}
