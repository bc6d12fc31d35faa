//! The municipality's site, on an origin of its own: pages, the widget's files, and a policy for both.

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Result;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::tools::Tools;

/// A site that serves until it is dropped.
pub struct Site {
    port: u16,
    rules: Arc<Mutex<Rules>>,
    task: JoinHandle<()>,
}

struct Rules {
    root: PathBuf,
    dist: PathBuf,
    backend: String,
    policy: String,
    missing: Option<&'static str>,
    slow: Option<(&'static str, Duration)>,
}

impl Site {
    /// Opens the site for pages that embed the widget with this backend.
    pub async fn open(tools: &Tools, backend: &str) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             connect-src {backend} 'self'; img-src {backend} 'self'"
        );
        let rules = Arc::new(Mutex::new(Rules {
            root: tools.root.clone(),
            dist: tools.dist.clone(),
            backend: backend.to_owned(),
            policy,
            missing: None,
            slow: None,
        }));
        let router = Router::new().fallback(serve).with_state(rules.clone());
        let task = tokio::spawn(async move {
            let _ = axum::serve(listener, router).await;
        });
        Ok(Site { port, rules, task })
    }

    /// The address of a path on the site.
    pub fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// From now on pages are sent with this policy instead of the strict one.
    pub fn set_policy(&self, change: impl FnOnce(&str) -> String) {
        self.change(|rules| rules.policy = change(&rules.policy));
    }

    /// From now on files whose path has this in it are missing.
    pub fn lose(&self, part: &'static str) {
        self.change(|rules| rules.missing = Some(part));
    }

    /// From now on no file is missing.
    pub fn restore(&self) {
        self.change(|rules| rules.missing = None);
    }

    /// From now on files whose path has this in it come late.
    pub fn delay(&self, part: &'static str, time: Duration) {
        self.change(|rules| rules.slow = Some((part, time)));
    }

    fn change(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut self.rules.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(State(rules): State<Arc<Mutex<Rules>>>, request: Request) -> impl IntoResponse {
    let path = request.uri().path().to_owned();
    let (file, policy, backend, slow) = {
        let rules = rules.lock().unwrap_or_else(PoisonError::into_inner);
        if rules.missing.is_some_and(|part| path.contains(part)) || path.contains("..") {
            return StatusCode::NOT_FOUND.into_response();
        }
        let file = match path.strip_prefix("/samskab/") {
            Some(name) => rules.dist.join(name),
            None => rules.root.join(path.trim_start_matches('/')),
        };
        (file, rules.policy.clone(), rules.backend.clone(), rules.slow)
    };
    if let Some((part, time)) = slow
        && path.contains(part)
    {
        tokio::time::sleep(time).await;
    }
    let Ok(content) = tokio::fs::read(&file).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(&file)));
    let Ok(policy) = HeaderValue::from_str(&policy) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => (
            headers,
            String::from_utf8_lossy(&content).replace("{backend}", &backend),
        )
            .into_response(),
        _ => (headers, content).into_response(),
    }
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
