//! The built widget, served as its webmaster's guide asks of any static server.

use std::path::Path;

use axum::{
    Router,
    extract::Request,
    http::{
        HeaderName, HeaderValue,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, VARY, X_CONTENT_TYPE_OPTIONS},
    },
    middleware::{self, Next},
    response::Response,
};
use tower_http::services::ServeDir;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const TIMING: HeaderName = HeaderName::from_static("timing-allow-origin");

/// `dist/`, compressed as far as the browser can take it.
pub fn router(dist: &Path) -> Router {
    let files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    Router::new()
        .fallback_service(files)
        .layer(middleware::from_fn(open_to_all))
}

async fn open_to_all(request: Request, next: Next) -> Response {
    let for_ever = has_hash(request.uri().path());
    let mut response = next.run(request).await;
    let keep = if for_ever && response.status().is_success() {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let any = HeaderValue::from_static("*");
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, any.clone());
    headers.insert(TIMING, any);
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}

/// Whether the name changes with the content: `samskab-0123456789.wasm`.
fn has_hash(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|name| name.split('.').next());
    let hash = stem.and_then(|stem| stem.rsplit_once('-')).map(|(_, hash)| hash);
    hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(has_hash("/samskab-0123456789.wasm"));
        assert!(has_hash("/da-00ffaa1122.txt"));
        assert!(!has_hash("/samskab.js"));
        assert!(!has_hash("/manifest.json"));
        assert!(!has_hash("/samskab-widget.js"));
    }
}
