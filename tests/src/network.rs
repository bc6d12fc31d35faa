//! The way between widget and backend: a proxy that can lose, delay and refuse what passes.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_LENGTH,
    CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH, RETRY_AFTER,
};
use http::{Method, Request, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What goes wrong on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request is lost before the backend has seen it.
    LoseRequest,
    /// The backend has done what was asked, and its answer is lost.
    LoseAnswer,
    /// The request comes late, and so does its answer.
    Delay(Duration),
    /// The backend has done what was asked, and its answer comes late.
    DelayAnswer(Duration),
    /// Something on the way answers with this status instead of the backend.
    Answer(u16),
    /// The same, and asks to wait for so many seconds (`Retry-After`).
    AskToWait(u16, u32),
    /// A stream begins, and says no more than that its reader has missed too much.
    Reset,
}

/// A request that has come through, in the order of arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The method.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// The `Idempotency-Key`, where the request had one.
    pub key: Option<String>,
}

/// A proxy in front of one backend; it listens until it is dropped.
pub struct Network {
    /// The port under which the backend is reached.
    pub port: u16,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct State {
    backend: u16,
    faults: Vec<(Method, &'static str, Fault)>,
    passed: Vec<Passed>,
    amendments: Vec<(&'static str, Amendment)>,
}

/// Something that is done to an answer in JSON.
type Amendment = Arc<dyn Fn(&mut Value) + Send + Sync>;

type Body = UnsyncBoxBody<Bytes, hyper::Error>;
type Http = Client<HttpConnector, Full<Bytes>>;

impl Network {
    /// Opens a way to the backend at `backend`.
    pub async fn open(backend: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let state = Arc::new(Mutex::new(State {
            backend,
            ..State::default()
        }));
        let task = tokio::spawn(serve(listener, state.clone()));
        Ok(Network { port, state, task })
    }

    /// The backend's origin as the widget sees it.
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// From now on every request by this method with this in its path has this fault, until [`Network::mend`].
    pub fn fail(&self, method: Method, part: &'static str, fault: Fault) {
        lock(&self.state).faults.push((method, part, fault));
    }

    /// From now on the backend's answers in JSON to requests with this in their path come with this change, as from
    /// another backend, until [`Network::mend`].
    pub fn amend(&self, part: &'static str, change: impl Fn(&mut Value) + Send + Sync + 'static) {
        lock(&self.state).amendments.push((part, Arc::new(change)));
    }

    /// From now on everything passes.
    pub fn mend(&self) {
        let mut state = lock(&self.state);
        state.faults.clear();
        state.amendments.clear();
    }

    /// From now on requests go to the backend at another port.
    pub fn lead_to(&self, backend: u16) {
        lock(&self.state).backend = backend;
    }

    /// How many requests by this method to this path have come so far, those that were lost among them.
    pub fn count(&self, method: Method, path: &str) -> usize {
        let passed = self.passed().into_iter();
        passed
            .filter(|request| request.method == method && request.path.ends_with(path))
            .count()
    }

    /// What has come through so far, lost requests included, without preflights.
    pub fn passed(&self) -> Vec<Passed> {
        let passed = lock(&self.state).passed.clone();
        passed
            .into_iter()
            .filter(|request| request.method != Method::OPTIONS)
            .collect()
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, state: Arc<Mutex<State>>) {
    let http: Http = Client::builder(TokioExecutor::new()).build(HttpConnector::new());
    while let Ok((stream, _)) = listener.accept().await {
        let (state, http) = (state.clone(), http.clone());
        tokio::spawn(async move {
            let service = service_fn(|request| pass(request, &state, &http));
            // An error of the service ends the connection without an answer, as a broken line does. One request
            // a connection: browsers silently repeat what was lost on a connection that they used before.
            let _ = http1::Builder::new()
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn pass(request: Request<Incoming>, state: &Mutex<State>, http: &Http) -> Result<Response<Body>> {
    let (head, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let path = head
        .uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let (backend, fault, amendments) = {
        let mut state = lock(state);
        let key = head
            .headers
            .get("idempotency-key")
            .and_then(|key| key.to_str().ok())
            .map(str::to_owned);
        state.passed.push(Passed {
            method: head.method.clone(),
            path: path.clone(),
            key,
        });
        let fault = state
            .faults
            .iter()
            .find(|(method, part, _)| *method == head.method && path.contains(part));
        let amendments = state.amendments.iter().filter(|(part, _)| path.contains(part));
        let amendments: Vec<_> = amendments.map(|(_, change)| change.clone()).collect();
        (state.backend, fault.map(|(_, _, fault)| *fault), amendments)
    };
    match fault {
        Some(Fault::LoseRequest) => return Err(anyhow!("lost on the way to the backend")),
        Some(Fault::Answer(status)) => return refuse(status, None),
        Some(Fault::AskToWait(status, seconds)) => return refuse(status, Some(seconds)),
        Some(Fault::Delay(time)) => tokio::time::sleep(time).await,
        Some(Fault::Reset) => return reset(),
        Some(Fault::DelayAnswer(_) | Fault::LoseAnswer) | None => {}
    }
    // The host header stays: the backend builds its links from it.
    let mut onward = Request::builder()
        .method(head.method)
        .uri(format!("http://127.0.0.1:{backend}{path}"));
    for (name, value) in &head.headers {
        // What is changed on the way must come whole and not packed.
        if amendments.is_empty() || ![ACCEPT_ENCODING, IF_NONE_MATCH].contains(name) {
            onward = onward.header(name, value);
        }
    }
    if !head.headers.contains_key(HOST) {
        return refuse(400, None);
    }
    let answer = http
        .request(onward.body(Full::new(body))?)
        .await
        .context("the backend does not answer")?;
    match fault {
        Some(Fault::LoseAnswer) => {
            answer.collect().await?;
            return Err(anyhow!("lost on the way back"));
        }
        Some(Fault::DelayAnswer(time)) => tokio::time::sleep(time).await,
        _ => {}
    }
    match amendments.is_empty() {
        true => Ok(answer.map(BodyExt::boxed_unsync)),
        false => amend(answer, &amendments).await,
    }
}

async fn amend(answer: Response<Incoming>, amendments: &[Amendment]) -> Result<Response<Body>> {
    let (mut head, body) = answer.into_parts();
    let mut value: Value = serde_json::from_slice(&body.collect().await?.to_bytes())?;
    for change in amendments {
        change(&mut value);
    }
    // They were those of what the backend had said.
    for name in [CONTENT_LENGTH, ETAG] {
        head.headers.remove(name);
    }
    let body = Full::new(Bytes::from(value.to_string()));
    let body = body.map_err(|never: Infallible| match never {});
    Ok(Response::from_parts(head, body.boxed_unsync()))
}

/// An answer from something on the way, which knows nothing of the protocol.
fn refuse(status: u16, wait: Option<u32>) -> Result<Response<Body>> {
    let body = Empty::new()
        .map_err(|never: Infallible| match never {})
        .boxed_unsync();
    let mut answer = Response::builder()
        .status(StatusCode::from_u16(status)?)
        .header(CONTENT_TYPE, "text/html")
        .header(ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(ACCESS_CONTROL_EXPOSE_HEADERS, "retry-after");
    if let Some(seconds) = wait {
        answer = answer.header(RETRY_AFTER, seconds);
    }
    Ok(answer.body(body)?)
}

/// A stream that has to be begun anew.
fn reset() -> Result<Response<Body>> {
    let body = Full::new(Bytes::from_static(b"event: reset\ndata: {}\n\n"));
    let body = body.map_err(|never: Infallible| match never {});
    Ok(Response::builder()
        .header(CONTENT_TYPE, "text/event-stream")
        .header(ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .body(body.boxed_unsync())?)
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::post;
    use tokio::sync::mpsc;

    use super::*;

    /// A backend that tells what has reached it.
    async fn backend() -> (u16, mpsc::UnboundedReceiver<String>) {
        let (tell, told) = mpsc::unbounded_channel();
        let answer = move |body: String| async move {
            tell.send(body).unwrap();
            "stored"
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/ideas", post(answer))).await });
        (port, told)
    }

    async fn send(network: &Network) -> Result<(u16, String), reqwest::Error> {
        let request = reqwest::Client::new().post(format!("http://127.0.0.1:{}/ideas", network.port));
        let answer = request.header("idempotency-key", "k").body("idea").send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    #[tokio::test]
    async fn what_passes_reaches_the_backend_and_its_answer_comes_back() {
        let (port, mut told) = backend().await;
        let network = Network::open(port).await.unwrap();
        assert_eq!(send(&network).await.unwrap(), (200, "stored".into()));
        assert_eq!(told.recv().await.unwrap(), "idea");
        let passed = Passed {
            method: Method::POST,
            path: "/ideas".into(),
            key: Some("k".into()),
        };
        assert_eq!(network.passed(), [passed]);
    }

    #[tokio::test]
    async fn a_lost_request_never_reaches_the_backend() {
        let (port, mut told) = backend().await;
        let network = Network::open(port).await.unwrap();
        network.fail(Method::POST, "/ideas", Fault::LoseRequest);
        assert!(send(&network).await.is_err());
        assert!(told.try_recv().is_err());
        network.mend();
        assert!(send(&network).await.is_ok());
    }

    #[tokio::test]
    async fn a_lost_answer_leaves_the_backend_with_what_was_sent() {
        let (port, mut told) = backend().await;
        let network = Network::open(port).await.unwrap();
        network.fail(Method::POST, "/ideas", Fault::LoseAnswer);
        assert!(send(&network).await.is_err());
        assert_eq!(told.recv().await.unwrap(), "idea");
    }

    #[tokio::test]
    async fn an_answer_from_the_way_comes_instead_of_the_backends() {
        let (port, mut told) = backend().await;
        let network = Network::open(port).await.unwrap();
        network.fail(Method::POST, "/ideas", Fault::Answer(503));
        assert_eq!(send(&network).await.unwrap().0, 503);
        assert!(told.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_fault_strikes_only_its_own_method_and_path() {
        let (port, _told) = backend().await;
        let network = Network::open(port).await.unwrap();
        network.fail(Method::GET, "/ideas", Fault::LoseRequest);
        network.fail(Method::POST, "/comments", Fault::LoseRequest);
        assert!(send(&network).await.is_ok());
    }
}
