//! An answer that does not end: server-sent events.

use std::time::Duration;

use reqwest::Response;
use tokio::time::{Instant, timeout_at};

use crate::verdict::{Finding, Outcome};

/// A stream that is being listened to.
pub struct Stream {
    response: Response,
    /// Its media type without parameters, in small letters.
    pub media_type: String,
    /// What has come so far.
    pub text: String,
}

impl Stream {
    /// Listens to what an answer goes on sending.
    pub fn new(response: Response) -> Self {
        let kind = response
            .headers()
            .get("content-type")
            .and_then(|kind| kind.to_str().ok());
        let kind = kind
            .unwrap_or("")
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_lowercase();
        Stream {
            response,
            media_type: kind,
            text: String::new(),
        }
    }

    /// Listens until it has heard enough. `false` where it has not within that time.
    pub async fn hear(&mut self, patience: Duration, is_enough: impl Fn(&str) -> bool) -> Outcome<bool> {
        let end = Instant::now() + patience;
        while !is_enough(&self.text) {
            match timeout_at(end, self.response.chunk()).await {
                Err(_) => return Ok(false),
                Ok(Ok(Some(chunk))) => self.text.push_str(&String::from_utf8_lossy(&chunk)),
                Ok(Ok(None)) => return Err(Finding::Fails("the stream has ended".into())),
                Ok(Err(error)) => return Err(Finding::Fails(format!("the stream broke: {error}"))),
            }
        }
        Ok(true)
    }
}
