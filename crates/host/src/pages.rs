//! The municipality's pages: sent under the policy, with the backend and the widget's origin put in.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LAST_MODIFIED,
            REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use samskab_postbox::Mails;
use tower_http::services::{ServeDir, ServeFile};

use crate::{WRITTEN_BACKEND, conduct::Conduct};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// What the pages are sent with.
#[derive(Clone)]
pub struct Pages {
    /// Put in place of the backend that the pages name.
    pub backend: String,
    /// Put before `/samskab/` where the widget comes from another site.
    pub widget_origin: Option<String>,
    /// Holds the policy.
    pub conduct: Arc<Mutex<Conduct>>,
}

/// `index.html`, `demo/`, further folders and a post box.
pub fn router(root: &Path, folders: &[(String, PathBuf)], mails: Option<Mails>, pages: Pages) -> Router {
    let index = ServeFile::new(root.join("index.html"));
    let mut router = Router::new()
        .route_service("/", index.clone())
        .route_service("/index.html", index)
        .nest_service("/demo", ServeDir::new(root.join("demo")));
    for (path, folder) in folders {
        router = router.nest_service(path, ServeDir::new(folder));
    }
    if let Some(mails) = mails {
        router = router.route("/mail", get(async move || Html(mails.page())));
    }
    router.layer(middleware::from_fn_with_state(pages, dress))
}

async fn dress(State(pages): State<Pages>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let is_page = headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page || response.status() != StatusCode::OK {
        return response;
    }
    pages
        .dress_page(response)
        .await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

impl Pages {
    async fn dress_page(&self, response: Response) -> anyhow::Result<Response> {
        let (mut head, body) = response.into_parts();
        let page = String::from_utf8(to_bytes(body, usize::MAX).await?.to_vec())?;
        let page = self.put_origins_in(&page);
        self.write_headers(&mut head.headers)?;
        Ok(Response::from_parts(head, Body::from(page)))
    }

    fn put_origins_in(&self, page: &str) -> String {
        let page = page.replace(WRITTEN_BACKEND, &self.backend);
        match &self.widget_origin {
            Some(origin) => page.replace("\"/samskab/", &format!("\"{origin}/samskab/")),
            None => page,
        }
    }

    fn write_headers(&self, headers: &mut HeaderMap) -> anyhow::Result<()> {
        // The file's length, time and tag are not those of what is sent.
        for name in [CONTENT_LENGTH, LAST_MODIFIED, ETAG] {
            headers.remove(name);
        }
        let policy = self
            .conduct
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .policy
            .clone();
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy)?);
        headers.insert(CONTENT_TYPE, HTML);
        headers.insert(
            REFERRER_POLICY,
            HeaderValue::from_static("strict-origin-when-cross-origin"),
        );
        Ok(())
    }
}
