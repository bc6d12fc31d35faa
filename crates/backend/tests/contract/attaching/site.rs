//! What is done with pictures in every contract about them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client, Server};

/// A server to which pictures are sent.
pub struct Site {
    /// Asks the server.
    pub client: Client,
}

impl Site {
    /// At a server.
    pub fn begin(server: &Server) -> Self {
        Site {
            client: server.client(),
        }
    }

    /// Sends bytes as a picture of a kind.
    pub async fn upload(&self, kind: &str, body: &[u8], headers: &[(&str, &str)]) -> Answer {
        let headers: Vec<_> = headers.iter().copied().chain([("content-type", kind)]).collect();
        self.client
            .send_bytes(Method::POST, "/uploads", &headers, Some(body.to_vec()))
            .await
    }

    /// Asks as whoever has this secret.
    pub async fn as_guest(&self, method: Method, path: &str, secret: &str) -> Answer {
        let authorization = format!("Guest {secret}");
        let headers = [("authorization", authorization.as_str())];
        self.client.send(method, path, &headers, None).await
    }

    /// The bytes themselves, which an [`Answer`] holds as text only.
    pub async fn bytes(&self, address: &str, secret: &str) -> Vec<u8> {
        let request = reqwest::Client::new()
            .get(address)
            .header("authorization", format!("Guest {secret}"));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap().to_vec()
    }

    /// Sends an idea that names pictures.
    pub async fn idea(&self, secret: &str, attachments: Value) -> Answer {
        let idea = json!({"kind": "idea", "title": "Et hegn", "problem": "p", "body": "b",
            "author": {"name": "Ib"}, "attachments": attachments});
        let authorization = format!("Guest {secret}");
        self.client
            .post_with("/contributions", &[("authorization", &authorization)], &idea)
            .await
    }
}

/// The id of a picture that was sent.
pub fn id_of(sent: &Answer) -> String {
    sent.json()["attachment"]["id"].as_str().unwrap().to_owned()
}

/// The secret of whoever has sent it.
pub fn secret(sent: &Answer) -> String {
    sent.json()["secret"].as_str().unwrap().to_owned()
}
