//! What was answered lately, for as long as nothing has been written.
//!
//! On the day on which the newspaper links to a debate everybody asks for the same page. Shared answers are the same
//! for everyone, and the store counts its writes, also those of other processes: as long as that number stays, the
//! answer does, and it is given again instead of being put together again. It is never older than the last write.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::faults;
use crate::language::Language;
use crate::problem::Refusal;
use crate::routes::answer::is_known;

/// Some answers also depend on the hour, such as what is overdue; they are put together anew after this.
const KEPT_FOR: Duration = Duration::from_secs(5);
const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The answers since the last write.
#[derive(Debug, Default)]
pub struct Shelf {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    writes: i64,
    since: Option<Instant>,
    bytes: usize,
    answers: HashMap<String, Answer>,
}

#[derive(Clone, Debug)]
struct Answer {
    headers: HeaderMap,
    body: Bytes,
}

/// Lies around addresses whose answers are shared, and whose being asked for changes nothing.
pub async fn keep(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    if request.method() != Method::GET || faults::is_any_on() {
        return next.run(request).await;
    }
    // Read before the answer is put together: what is written meanwhile makes it old, never wrongly new.
    let writes = match app.store.count_writes().await {
        Ok(writes) => writes,
        Err(error) => return Refusal::from(error).into_response(),
    };
    let known = request.headers().clone();
    let key = format!("{} {}", Language::of(&known).tag(), request.uri());
    if let Some(answer) = app.shelf.find(writes, &key) {
        return answer.give(&known);
    }
    request.headers_mut().remove(header::IF_NONE_MATCH);
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return Refusal::Internal.into_response();
    };
    let answer = Answer {
        headers: parts.headers,
        body,
    };
    app.shelf.put(writes, key, answer.clone());
    answer.give(&known)
}

impl Shelf {
    fn find(&self, writes: i64, key: &str) -> Option<Answer> {
        self.renew(writes).answers.get(key).cloned()
    }

    fn put(&self, writes: i64, key: String, answer: Answer) {
        let mut kept = self.renew(writes);
        let size = key.len() + answer.body.len();
        if kept.writes == writes && kept.bytes + size <= BYTES_MAX {
            kept.bytes += size;
            kept.answers.insert(key, answer);
        }
    }

    /// Takes everything away that may be old. A number lower than the one before comes from somebody who has looked
    /// earlier, and takes nothing away.
    fn renew(&self, writes: i64) -> MutexGuard<'_, Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = kept.since.is_none_or(|since| since.elapsed() > KEPT_FOR);
        if writes > kept.writes || is_old {
            *kept = Kept {
                writes: writes.max(kept.writes),
                since: Some(Instant::now()),
                ..Kept::default()
            };
        }
        kept
    }
}

impl Answer {
    fn give(self, known: &HeaderMap) -> Response {
        let has_it = self
            .headers
            .get(header::ETAG)
            .and_then(|tag| tag.to_str().ok())
            .is_some_and(|tag| is_known(known, tag));
        let (status, body) = if has_it {
            (StatusCode::NOT_MODIFIED, Body::empty())
        } else {
            (StatusCode::OK, Body::from(self.body))
        };
        let mut headers = self.headers;
        if has_it {
            headers.remove(header::CONTENT_TYPE);
        }
        headers.remove(header::CONTENT_LENGTH);
        (status, headers, body).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(text: &'static str) -> Answer {
        Answer {
            headers: HeaderMap::new(),
            body: Bytes::from_static(text.as_bytes()),
        }
    }

    #[test]
    fn an_answer_is_given_until_the_next_write_and_never_after_it() {
        let shelf = Shelf::default();
        shelf.put(7, "a".into(), answer("first"));
        assert_eq!(shelf.find(7, "a").unwrap().body, "first");
        assert!(shelf.find(7, "b").is_none());
        assert!(shelf.find(8, "a").is_none());
        // Put together before the write, and put here after it.
        shelf.put(7, "a".into(), answer("late"));
        assert!(shelf.find(8, "a").is_none());
    }

    #[test]
    fn more_than_there_is_room_for_is_not_kept() {
        let shelf = Shelf::default();
        let large = Answer {
            headers: HeaderMap::new(),
            body: Bytes::from(vec![0; BYTES_MAX]),
        };
        shelf.put(1, "a".into(), large);
        assert!(shelf.find(1, "a").is_none());
    }
}
