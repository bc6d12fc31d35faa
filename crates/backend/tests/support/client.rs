//! A client that holds every answer against the description of the protocol.

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use super::Description;

/// Asks one backend.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    address: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub text: String,
}

impl Client {
    /// For a backend at this address.
    pub fn new(address: &str) -> Self {
        Client {
            http: reqwest::Client::new(),
            address: address.to_owned(),
        }
    }

    /// The base of the collections.
    pub fn base(&self) -> String {
        format!("{}/samskab/v1", self.address)
    }

    /// Asks for something below the base, or for an absolute address.
    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    /// Asks with headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, headers, None).await
    }

    /// Sends JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, &[], body).await
    }

    /// Sends JSON with headers.
    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
        let headers: Vec<_> = headers
            .iter()
            .copied()
            .chain([("content-type", "application/json")])
            .collect();
        let answer = self
            .send(Method::POST, path, &headers, Some(body.to_string()))
            .await;
        if [StatusCode::CREATED, StatusCode::ACCEPTED].contains(&answer.status) {
            Description::shared().check_sent(path, body);
        }
        answer
    }

    /// Takes something back.
    pub async fn delete(&self, path: &str, secret: &str) -> Answer {
        let authorization = format!("Guest {secret}");
        self.send(Method::DELETE, path, &[("authorization", &authorization)], None)
            .await
    }

    /// Changes something by a merge patch: the version that this tag names, as the owner of this secret.
    pub async fn patch(&self, path: &str, secret: &str, tag: &str, patch: &Value) -> Answer {
        let authorization = format!("Guest {secret}");
        let headers = [
            ("authorization", authorization.as_str()),
            ("if-match", tag),
            ("content-type", "application/merge-patch+json"),
        ];
        let headers: Vec<_> = headers
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        self.send(Method::PATCH, path, &headers, Some(patch.to_string()))
            .await
    }

    /// Sends anything at all.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<String>,
    ) -> Answer {
        self.send_bytes(method, path, headers, body.map(String::into_bytes))
            .await
    }

    /// Sends what need not even be text.
    pub async fn send_bytes(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Answer {
        let address = self.resolve(path);
        let mut request = self.http.request(method.clone(), &address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let answer = receive(request).await;
        let path = address.strip_prefix(&self.address).unwrap_or(&address);
        Description::shared().check_answer(&method, path, &answer);
        answer
    }

    fn resolve(&self, path: &str) -> String {
        match path {
            _ if path.starts_with("http") => path.to_owned(),
            _ if path.starts_with("/.well-known") => format!("{}{path}", self.address),
            _ => format!("{}{path}", self.base()),
        }
    }
}

impl Answer {
    /// The body, which must be there and be JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error}: {} {:?}", self.status, self.text))
    }

    /// A header's text, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of the problem that it is.
    pub fn problem(&self) -> String {
        let uri = self.json()["type"].as_str().unwrap_or_default().to_owned();
        uri.strip_prefix("urn:samskab:problem:").unwrap_or("").to_owned()
    }
}

async fn receive(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status(),
        headers: response.headers().clone(),
        text: String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned(),
    }
}
