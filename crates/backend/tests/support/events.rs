//! A stream of server-sent events, read as a browser reads it.

use std::time::Duration;

use serde_json::Value;
use tokio::time::timeout;

use super::Server;

/// Nothing takes longer than the time after which a silent stream shows that it lives.
const PATIENCE: Duration = Duration::from_secs(30);

/// A stream that is being read.
pub struct EventStream {
    response: reqwest::Response,
    read: String,
}

/// One event.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// Its name; empty where it has none.
    pub name: String,
    /// Its id.
    pub id: String,
    /// What it says.
    pub data: String,
    /// After how many milliseconds to come back.
    pub retry: Option<u32>,
}

impl EventStream {
    /// Follows the changes of a backend.
    pub async fn open(server: &Server, query: &str, last: Option<&str>) -> Self {
        let address = format!("{}/changes/stream{query}", server.client().base());
        let mut request = reqwest::Client::new().get(address);
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header("content-type"), Some("text/event-stream"));
        assert_eq!(header("cache-control"), Some("no-store"));
        assert_eq!(header("access-control-allow-origin"), Some("*"));
        EventStream {
            response,
            read: String::new(),
        }
    }

    /// The next event that is more than a sign of life.
    pub async fn next(&mut self) -> Event {
        loop {
            let block = self.next_block().await.unwrap();
            if !block.starts_with(':') {
                return Event::read(&block);
            }
        }
    }

    /// The next lines up to an empty one; `None` where the stream has ended.
    pub async fn next_block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.read.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.read = rest;
                return Some(block);
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.unwrap();
            let chunk = chunk.ok().flatten()?;
            self.read.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

impl Event {
    /// Its data as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    fn read(block: &str) -> Self {
        let mut event = Event::default();
        for line in block.lines() {
            match line.split_once(": ").unwrap_or((line, "")) {
                ("event", name) => event.name = name.into(),
                ("id", id) => event.id = id.into(),
                ("data", data) => event.data += data,
                ("retry", retry) => event.retry = retry.parse().ok(),
                other => panic!("{other:?}"),
            }
        }
        event
    }
}
