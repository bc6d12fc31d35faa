//! Asking: at a polite pace, without writing where that is not allowed, and with every request written down.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, RETRY_AFTER};
use reqwest::{Client, Method, StatusCode};
use tokio::time::{Instant, sleep, sleep_until};

use crate::answer::Answer;
use crate::exchange::Exchange;
use crate::mask::Mask;
use crate::stream::Stream;
use crate::verdict::{Finding, Outcome};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a stream is listened to.
const LISTENING: Duration = Duration::from_secs(120);
/// A longer address is cut where it is named.
const NAME_SHOWN: usize = 300;
/// How often a request is sent again that came too early.
const REPEATS: u32 = 3;
/// The longest pause that a backend can ask for.
const PAUSE_MAX: u64 = 90;

/// The way to one backend.
pub struct Http {
    client: Client,
    /// A client that uses no connection twice.
    apart: Client,
    /// The time between two requests.
    pace: Duration,
    next: tokio::sync::Mutex<Instant>,
    log: Mutex<Vec<Exchange>>,
    may_write: OnceLock<()>,
    /// What must not stand in reports.
    pub mask: Mask,
}

impl Http {
    /// At most `rate` requests a second; 0 for as many as it can take.
    pub fn new(rate: u32) -> reqwest::Result<Self> {
        let agent = concat!("samskab-conform/", env!("CARGO_PKG_VERSION"));
        let client = || Client::builder().user_agent(agent).timeout(PATIENCE);
        Ok(Http {
            client: client().build()?,
            apart: client().pool_max_idle_per_host(0).build()?,
            pace: Duration::from_secs(1).checked_div(rate).unwrap_or_default(),
            next: tokio::sync::Mutex::new(Instant::now()),
            log: Mutex::default(),
            may_write: OnceLock::new(),
            mask: Mask::default(),
        })
    }

    /// From now on more than reading is allowed.
    pub fn allow_writing(&self) {
        let _ = self.may_write.set(());
    }

    /// Whether more than reading is allowed.
    pub fn may_write(&self) -> bool {
        self.may_write.get().is_some()
    }

    /// A request to an absolute address.
    pub fn ask(&self, method: Method, url: String) -> Ask<'_> {
        Ask {
            http: self,
            method,
            url,
            headers: Vec::new(),
            body: None,
            is_apart: false,
        }
    }

    /// Everything that was asked so far.
    pub fn log(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn wait_for_my_turn(&self) {
        let mut next = self.next.lock().await;
        sleep_until(*next).await;
        *next = Instant::now() + self.pace;
    }
}

/// A request that has not been sent yet; awaiting it sends it.
#[derive(Clone)]
pub struct Ask<'a> {
    http: &'a Http,
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    is_apart: bool,
}

impl<'a> Ask<'a> {
    /// On a connection of its own, since the backend may hang up in the middle of it.
    #[must_use]
    pub fn apart(mut self) -> Self {
        self.is_apart = true;
        self
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// As somebody.
    #[must_use]
    pub fn by(self, person: &crate::people::Person) -> Self {
        self.header(AUTHORIZATION.as_str(), person.authorization.clone())
    }

    /// With JSON.
    #[must_use]
    pub fn json(self, body: &serde_json::Value) -> Self {
        self.header("content-type", "application/json")
            .body(body.to_string())
    }

    /// With any bytes.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it, and listens to an answer that does not end.
    pub async fn listen(self) -> Outcome<Stream> {
        self.http.wait_for_my_turn().await;
        let mut request = self.http.client.request(self.method.clone(), &self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let opened = request.timeout(LISTENING).send().await;
        let opened = opened.map_err(|error| self.no_answer(&error))?;
        self.note(Some((opened.status(), opened.headers().clone())));
        if opened.status() != StatusCode::OK {
            let status = opened.status().as_u16();
            return Err(Finding::Fails(format!("{} answered {status}", self.name())));
        }
        Ok(Stream::new(opened))
    }

    /// Verb and address, cut where it is very long.
    fn name(&self) -> String {
        let whole = format!("{} {}", self.method, self.url);
        match whole.char_indices().nth(NAME_SHOWN) {
            Some((end, _)) => format!("{}…", &whole[..end]),
            None => whole,
        }
    }

    fn no_answer(&self, error: &reqwest::Error) -> Finding {
        Finding::Fails(format!("{} got no answer: {}", self.name(), tell(error)))
    }

    /// Sends it, and again after a pause where the backend asks for one.
    async fn send(self) -> Outcome<Answer> {
        let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(&self.method);
        if !reads && !self.http.may_write() {
            return Err(Finding::Skipped("writing is not allowed".into()));
        }
        for _ in 0..REPEATS {
            let answer = self.send_once().await?;
            match pause_before_repeat(&answer) {
                Some(pause) => sleep(pause).await,
                None => return Ok(answer),
            }
        }
        self.send_once().await
    }

    async fn send_once(&self) -> Outcome<Answer> {
        self.http.wait_for_my_turn().await;
        let client = if self.is_apart {
            &self.http.apart
        } else {
            &self.http.client
        };
        let mut request = client.request(self.method.clone(), &self.url);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(body) = &self.body {
            request = request.body(body.clone());
        }
        let received = async {
            let response = request.send().await?;
            let (status, headers) = (response.status(), response.headers().clone());
            Ok((status, headers, response.bytes().await?))
        };
        let received: reqwest::Result<_> = received.await;
        let status = received.as_ref().map_or(StatusCode::default(), |found| found.0);
        self.note(
            received
                .as_ref()
                .ok()
                .map(|(_, headers, _)| (status, headers.clone())),
        );
        let (status, headers, body) = received.map_err(|error| self.no_answer(&error))?;
        let answer = Answer::new(self.name(), status, headers, body.to_vec());
        if let Some(secret) = answer.secret() {
            self.http.mask.hide(secret);
        }
        Ok(answer)
    }

    fn note(&self, answered: Option<(StatusCode, HeaderMap)>) {
        self.http.log().push(Exchange {
            method: self.method.to_string(),
            url: self.url.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            answered,
        });
    }
}

impl<'a> IntoFuture for Ask<'a> {
    type Output = Outcome<Answer>;
    type IntoFuture = std::pin::Pin<Box<dyn Future<Output = Self::Output> + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// How long to wait before sending it again, if the answer asks for that.
fn pause_before_repeat(answer: &Answer) -> Option<Duration> {
    let asks = answer.status == 429 || answer.status == 503;
    let seconds: u64 = answer.header(RETRY_AFTER.as_str()).parse().unwrap_or(1);
    asks.then(|| Duration::from_secs(seconds.clamp(1, PAUSE_MAX)))
}

/// The innermost reason, which is the one that says something.
fn tell(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(inner) => tell(inner),
        None => error.to_string(),
    }
}
