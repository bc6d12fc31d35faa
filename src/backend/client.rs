//! Requests to the backend, without cookies, cancelled when they take too long or the widget goes away.

mod file;

use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;
use samskab_protocol::identifier::Ref;
use samskab_protocol::service::Service;
use samskab_protocol::wire::{self, Wire};
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::failure::Failure;

/// How long an answer may take. The text is kept and sending again is safe, so waiting longer helps nobody.
const PATIENCE: Duration = Duration::from_secs(25);

/// A handle on the instance's client.
#[derive(Clone, Copy)]
pub struct Client(StoredValue<State, LocalStorage>);

struct State {
    service: String,
    base: String,
    files: bool,
    language: String,
    last: u32,
    in_flight: Vec<(u32, web_sys::AbortController)>,
}

/// What goes along with a request.
#[derive(Clone, Copy, Default)]
pub struct Sent<'a> {
    /// JSON.
    pub body: Option<&'a str>,
    /// A file, with its media type, in the stead of JSON.
    pub upload: Option<(&'a web_sys::Blob, &'a str)>,
    /// The idempotency key: however often something is sent with it, it is stored once.
    pub key: Option<&'a str>,
    /// The secret of the participant whom it comes from: a guest's, or with its scheme a steward's (`Bearer …`).
    pub secret: Option<&'a str>,
    /// The entity tag of what is to be changed (`If-Match`): nobody else may have changed it meanwhile.
    pub tag: Option<&'a str>,
}

impl<'a> Sent<'a> {
    /// A request without a body, from the participant who is known by `secret`.
    pub fn by(secret: &'a str) -> Sent<'a> {
        Sent {
            secret: Some(secret),
            ..Sent::default()
        }
    }
}

/// What came back.
pub struct Answer {
    body: String,
    /// The entity tag, by which a later change names what it changes.
    pub tag: Option<String>,
}

impl Answer {
    /// It as it came.
    pub fn text(&self) -> &str {
        &self.body
    }

    /// Reads it. An answer without content is not to be read.
    pub fn read<T: Wire>(&self) -> Result<T, Failure> {
        decode(&self.body)
    }
}

impl Client {
    /// A client that knows where the service document is and which language to ask for.
    pub fn new(service: String, language: String) -> Client {
        let state = State {
            service,
            base: String::new(),
            files: false,
            language,
            last: 0,
            in_flight: Vec::new(),
        };
        Client(StoredValue::new_local(state))
    }

    /// Takes from the service document where everything else lies.
    pub fn follow(self, service: &Service) {
        self.0.try_update_value(|state| {
            service.base.trim_end_matches('/').clone_into(&mut state.base);
            state.files = service.files;
        });
    }

    /// The absolute URL of a path such as `/contributions?kind=idea`. Files take no parameters.
    pub fn url(self, path: &str) -> String {
        let url = self.0.try_with_value(|state| match path.split('?').next() {
            Some(path) if state.files => [&state.base, path, ".json"].concat(),
            _ => [&state.base, path].concat(),
        });
        url.unwrap_or_default()
    }

    /// The absolute URL of the debate on something.
    pub fn debate_url(self, subject: &Ref) -> String {
        if self.0.try_with_value(|state| state.files) == Some(true) {
            return self.url(&["/comments/", subject.of.as_str(), "/", &encode(&subject.id)].concat());
        }
        self.url(&["/comments?subject=", &encode(&subject.to_string())].concat())
    }

    /// The backend's name for what is kept on this device: its service document's URL.
    pub fn name(self) -> String {
        self.0
            .try_with_value(|state| state.service.clone())
            .unwrap_or_default()
    }

    /// Asks for the service document and the content of the first page.
    pub async fn service(self, first: &str) -> Result<Service, Failure> {
        let url = self.name();
        let sign = if url.contains('?') { "&first=" } else { "?first=" };
        self.get([&url, sign, &encode(first)].concat()).await
    }

    /// Reads what lies at an absolute URL.
    pub async fn get<T: Wire>(self, url: String) -> Result<T, Failure> {
        self.send(Method::GET, url, Sent::default()).await?.read()
    }

    /// Reads what lies at a path, as the participant whom a secret stands for may see it, or with its entity tag.
    pub async fn look(self, path: &str, sent: Sent<'_>) -> Result<Answer, Failure> {
        self.send(Method::GET, self.url(path), sent).await
    }

    /// Sends JSON under an idempotency key: however often it is sent with that key, it is stored once. With a
    /// `secret` it comes from the participant who is known by it.
    pub async fn post<T: Wire>(
        self,
        path: &str,
        body: &str,
        key: &str,
        secret: Option<&str>,
    ) -> Result<T, Failure> {
        let sent = Sent {
            body: Some(body),
            key: Some(key),
            secret,
            ..Sent::default()
        };
        self.deliver(path, sent).await?.read()
    }

    /// Sends something that is to be stored, once for its key.
    pub async fn deliver(self, path: &str, sent: Sent<'_>) -> Result<Answer, Failure> {
        self.send(Method::POST, self.url(path), sent).await
    }

    /// Puts something where it is to be, as often as one likes: a reaction, a follow, a verdict.
    pub async fn put(self, path: &str, sent: Sent<'_>) -> Result<Answer, Failure> {
        self.send(Method::PUT, self.url(path), sent).await
    }

    /// Changes a part of something, by a JSON merge patch (RFC 7396).
    pub async fn patch(self, path: &str, sent: Sent<'_>) -> Result<Answer, Failure> {
        self.send(Method::PATCH, self.url(path), sent).await
    }

    /// Takes something away.
    pub async fn delete(self, path: &str, sent: Sent<'_>) -> Result<Answer, Failure> {
        self.send(Method::DELETE, self.url(path), sent).await
    }

    /// Cancels whatever is on its way.
    pub fn abort_all(self) {
        let waiting = self
            .0
            .try_update_value(|state| std::mem::take(&mut state.in_flight));
        for (_, controller) in waiting.into_iter().flatten() {
            controller.abort();
        }
    }

    async fn send(self, method: Method, url: String, sent: Sent<'_>) -> Result<Answer, Failure> {
        let controller = web_sys::AbortController::new().map_err(|_| Failure::Unreachable)?;
        let signal = controller.signal();
        let number = self.enter(controller.clone());
        let timer = set_timeout_with_handle(move || controller.abort(), PATIENCE);
        let language = self
            .0
            .try_with_value(|state| state.language.clone())
            .unwrap_or_default();
        let authorization = sent.secret.map(|secret| match secret.contains(' ') {
            true => secret.to_owned(),
            false => ["Guest ", secret].concat(),
        });
        let media_type = sent.upload.map(|(_, media_type)| media_type);
        let media_type = media_type.or(sent.body.map(|_| "application/json"));
        let headers = [
            ("authorization", authorization.as_deref()),
            ("content-type", media_type),
            ("idempotency-key", sent.key),
            ("if-match", sent.tag),
        ];
        let builder = RequestBuilder::new(&url)
            .method(method)
            .header("accept-language", &language)
            .credentials(web_sys::RequestCredentials::Omit)
            .abort_signal(Some(&signal));
        let builder = headers
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .fold(builder, |builder, (name, value)| builder.header(name, value));
        let request = match (sent.upload, sent.body) {
            (Some((file, _)), _) => builder.body(JsValue::from(file)),
            (None, Some(body)) => builder.body(body),
            (None, None) => builder.build(),
        };
        let answer = async {
            let response = request.map_err(|_| Failure::Unreadable)?.send().await;
            let response = response.map_err(|_| Failure::Unreachable)?;
            let body = response.text().await.map_err(|_| Failure::Unreachable)?;
            let header = |name| response.headers().get(name);
            if response.ok() {
                return Ok(Answer {
                    body,
                    tag: header("etag"),
                });
            }
            let wait = header("retry-after").and_then(|seconds| seconds.parse().ok());
            Err(Failure::from_answer(response.status(), &body, wait))
        }
        .await;
        if let Ok(timer) = timer {
            timer.clear();
        }
        self.0
            .try_update_value(|state| state.in_flight.retain(|(of, _)| *of != number));
        answer
    }

    fn enter(self, controller: web_sys::AbortController) -> u32 {
        let entered = self.0.try_update_value(|state| {
            state.last += 1;
            state.in_flight.push((state.last, controller));
            state.last
        });
        entered.unwrap_or_default()
    }
}

/// Percent-encodes a value for a query.
pub fn encode(value: &str) -> String {
    js_sys::encode_uri_component(value).into()
}

/// Reads an answer. JSON is parsed by one piece of code for all types.
pub fn decode<T: Wire>(body: &str) -> Result<T, Failure> {
    let value: Value = serde_json::from_str(body).map_err(|_| Failure::Unreadable)?;
    wire::read(&value).map_err(|_| Failure::Unreadable)
}
