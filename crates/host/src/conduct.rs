//! How the site behaves at the moment: its policy, and what goes wrong.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Policy and faults, changed while the site is served.
pub struct Conduct {
    /// Sent with every page.
    pub policy: String,
    /// Whatever has one of these in its path is missing.
    pub lost: Vec<String>,
    /// Whatever has one of these in its path comes that much later.
    pub slow: Vec<(String, Duration)>,
}

impl Conduct {
    /// A site that behaves well.
    pub fn under(policy: String) -> Self {
        Self {
            policy,
            lost: Vec::new(),
            slow: Vec::new(),
        }
    }
}

/// Loses or delays what is to be lost or delayed.
pub async fn misbehave(State(conduct): State<Arc<Mutex<Conduct>>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let (is_lost, delay): (bool, Duration) = {
        let conduct = conduct.lock().unwrap_or_else(PoisonError::into_inner);
        let slow = conduct
            .slow
            .iter()
            .filter(|(part, _)| path.contains(part.as_str()));
        (
            conduct.lost.iter().any(|part| path.contains(part.as_str())),
            slow.map(|(_, time)| *time).sum(),
        )
    };
    tokio::time::sleep(delay).await;
    if is_lost {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}
