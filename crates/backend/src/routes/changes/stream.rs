//! Changes as they happen, as server-sent events.
//!
//! Changes are numbered without gaps. A stream hands on what this process hears, and wherever a number is missing,
//! at its beginning, after a reconnection or because it was too slow, it reads the table from the last one it has
//! sent. So it misses nothing and sends nothing twice, whatever it was that held it up.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, stream};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::time::timeout;

use super::{go_on, read_refs, tell, write_cursor};
use crate::app::App;
use crate::feed::Heard;
use crate::problem::Refusal;
use crate::routes::parameters::Parameters;
use crate::store;
use crate::store::changes::{Entry, Mark};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// A connection on which nothing moves is taken for dead on the way, so something is sent this often.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// After how long a reader should come back whose connection is lost.
const RETRY: Duration = Duration::from_secs(3);
/// Changes read from the table at once.
const BATCH: u32 = 200;

/// What one reader hears.
struct Listening {
    app: Arc<App>,
    refs: Vec<String>,
    live: Receiver<Heard>,
    /// The last change that was sent or passed over.
    last: Mark,
    /// What follows it, as far as it was read already.
    waiting: VecDeque<Entry>,
    /// Whether the table may have more than that.
    has_more: bool,
}

/// `GET /changes/stream`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let refs = read_refs(&parameters)?;
    // Whoever reads the table after this misses nothing in between.
    let live = app.feed.listen();
    let known = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok());
    let (last, greeting) = match known.or_else(|| parameters.text("cursor")) {
        Some(cursor) => match go_on(&app, cursor).await {
            Ok(mark) => (mark, greet(mark)),
            // A browser that comes back by itself gives up for good on a refusal; whoever names a cursor is told.
            Err(Refusal::CursorMismatch) if known.is_none() => return Err(Refusal::CursorMismatch),
            Err(Refusal::CursorExpired | Refusal::CursorMismatch) => {
                let newest = app.store.newest_change().await?;
                (newest, reset(newest))
            }
            Err(refusal) => return Err(refusal),
        },
        None => {
            let newest = app.store.newest_change().await?;
            (newest, greet(newest))
        }
    };
    let mut listening = Listening {
        app,
        refs,
        live,
        last,
        waiting: VecDeque::new(),
        has_more: false,
    };
    listening.catch_up().await?;
    let mut response = Sse::new(listening.speak(greeting)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that gather answers before they hand them on would hand on nothing.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

impl Listening {
    fn speak(self, greeting: Event) -> impl Stream<Item = Result<Event, Infallible>> {
        let events = stream::unfold((self, Some(greeting)), |(mut listening, greeting)| async {
            let event = match greeting {
                Some(greeting) => Some(greeting),
                None => listening.next().await,
            };
            event.map(|event| (Ok(event), (listening, None)))
        });
        Box::pin(events)
    }

    /// The next event; `None` when the server ends, or cannot read on: the reader then comes back.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(entry) = self.waiting.pop_front() {
                self.last = entry.mark();
                if self.waiting.is_empty() && self.has_more {
                    self.catch_up().await.ok()?;
                }
                if self.is_wanted(&entry) {
                    return write(&entry);
                }
                continue;
            }
            match timeout(HEARTBEAT, self.live.recv()).await {
                Ok(Ok(Heard::Change(entry))) if entry.position <= self.last.position => {}
                Ok(Ok(Heard::Change(entry))) if entry.position == self.last.position + 1 => {
                    self.waiting.push_back(Entry::clone(&entry));
                }
                Ok(Ok(Heard::Change(_)) | Err(RecvError::Lagged(_))) => self.catch_up().await.ok()?,
                Ok(Ok(Heard::End) | Err(RecvError::Closed)) => return None,
                // Says also how far it is, so that a reader of few things need not begin far back.
                Err(_) => return Some(Event::default().comment("").id(write_cursor(self.last))),
            }
        }
    }

    async fn catch_up(&mut self) -> store::Result<()> {
        let store = &self.app.store;
        self.waiting = store.read_changes(self.last.position, &[], BATCH).await?.into();
        self.has_more = self.waiting.len() == BATCH as usize;
        Ok(())
    }

    fn is_wanted(&self, entry: &Entry) -> bool {
        self.refs.is_empty() || self.refs.contains(&entry.what) || self.refs.contains(&entry.subject)
    }
}

fn write(entry: &Entry) -> Option<Event> {
    let event = Event::default().id(write_cursor(entry.mark()));
    event.json_data(tell(entry)).ok()
}

fn greet(from: Mark) -> Event {
    Event::default().retry(RETRY).id(write_cursor(from))
}

/// Tells a reader who has been away for too long that what they hold has to be asked for anew.
fn reset(from: Mark) -> Event {
    greet(from).event("reset").data("{}")
}
