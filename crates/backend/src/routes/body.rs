//! What was sent: JSON of a known form, or a refusal that says what is wrong with it.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use crate::problem::{Misunderstanding, Refusal};

/// A body that was sent as JSON.
#[derive(Clone, Debug)]
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or("").split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(Refusal::UnsupportedMediaType);
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            let message = rejection.body_text();
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
                _ => Refusal::InvalidRequest(Misunderstanding::Body(message)),
            }
        })?;
        serde_json::from_slice(&bytes)
            .map(Sent)
            .map_err(|error| Refusal::InvalidRequest(Misunderstanding::Body(error.to_string())))
    }
}

/// The secret of a guest, from `Authorization: Guest <secret>`; empty where none came.
#[derive(Clone, Debug)]
pub struct GuestSecret(pub String);

impl<S: Sync> FromRequestParts<S> for GuestSecret {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let value = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let secret = value
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("guest"))
            .map_or("", |(_, secret)| secret.trim());
        Ok(GuestSecret(secret.to_owned()))
    }
}
