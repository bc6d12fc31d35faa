//! Answers that can be asked for again without being sent again.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::faults::Fault;
use crate::problem::Refusal;

/// The media type of every answer that is not a problem.
pub const JSON: &str = "application/json";

/// Answers with JSON under an entity tag; with 304 alone where the reader already has it.
///
/// Caches may keep it but have to ask each time whether it still holds: what one has just written must be there
/// when one looks again. The tag of a list is a weak one, since the answer may be compressed on its way.
pub fn reply<T: Serialize>(request: &HeaderMap, value: &T) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(value).map_err(|_| Refusal::Internal)?;
    let tag = format!("W/\"{}\"", hash(&body));
    answer(request, body, &tag)
}

/// The same for a single resource, whose strong tag also says its version, so that a change can name it.
pub fn reply_one<T: Serialize>(request: &HeaderMap, value: &T, version: i64) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(value).map_err(|_| Refusal::Internal)?;
    let tag = versioned(&body, version);
    answer(request, body, &tag)
}

/// The entity tag of a single resource as a reader gets it: `"<version>.<hash>"`.
pub fn tag_of<T: Serialize>(value: &T, version: i64) -> Result<String, Refusal> {
    let body = serde_json::to_vec(value).map_err(|_| Refusal::Internal)?;
    Ok(versioned(&body, version))
}

/// Answers with what is told to one person alone, and kept by no cache.
pub fn reply_privately<T: Serialize>(value: &T) -> Result<Response, Refusal> {
    let body = serde_json::to_vec(value).map_err(|_| Refusal::Internal)?;
    let headers = [
        (header::CONTENT_TYPE, JSON),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, body).into_response())
}

/// Answers with a file that is no JSON, otherwise as [`reply`] does.
pub fn reply_file(request: &HeaderMap, media_type: &'static str, file: String) -> Result<Response, Refusal> {
    let tag = format!("W/\"{}\"", hash(file.as_bytes()));
    let mut response = answer(request, file.into_bytes(), &tag)?;
    if response.status() == StatusCode::OK {
        let media_type = HeaderValue::from_static(media_type);
        response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    }
    Ok(response)
}

/// The same for a single resource that can be changed, with the tag that a change has to name.
pub fn reply_one_privately<T: Serialize>(value: &T, version: i64) -> Result<Response, Refusal> {
    let mut response = reply_privately(value)?;
    if let Ok(tag) = HeaderValue::from_str(&tag_of(value, version)?) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

fn answer(request: &HeaderMap, mut body: Vec<u8>, tag: &str) -> Result<Response, Refusal> {
    if Fault::ViewerInSharedAnswer.is_on() && request.contains_key(header::AUTHORIZATION) {
        body.splice(..1, *b"{\"known\":true,");
    }
    let mut response = if is_known(request, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, JSON)], body).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, no-cache"),
    );
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

fn versioned(body: &[u8], version: i64) -> String {
    format!("\"{version}.{}\"", hash(body))
}

fn hash(body: &[u8]) -> String {
    if Fault::WrongEtag.is_on() {
        return "same".into();
    }
    let hash: [u8; 32] = Sha256::digest(body).into();
    BASE64URL_NOPAD.encode(&hash[..12])
}

/// Whether the reader says that they have what has this tag.
pub fn is_known(request: &HeaderMap, tag: &str) -> bool {
    let known = request.get_all(header::IF_NONE_MATCH);
    known.iter().any(|known| names(known, tag))
}

fn names(known: &HeaderValue, tag: &str) -> bool {
    if Fault::EtagNeverMatches.is_on() {
        return false;
    }
    let strong = tag.trim_start_matches("W/");
    let known = known.to_str().unwrap_or("");
    known
        .split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.trim_start_matches("W/") == strong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(known: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(known) = known {
            headers.insert(header::IF_NONE_MATCH, known.parse().unwrap());
        }
        reply(&headers, &["a"]).unwrap()
    }

    #[test]
    fn a_reader_who_has_it_already_is_told_so() {
        let first = ask(None);
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        assert_eq!(ask(Some(&tag)).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(
            ask(Some(&format!("\"old\", {}", &tag[2..]))).status(),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(ask(Some("\"old\"")).status(), StatusCode::OK);
    }
}
