//! What was sent: JSON of a known form, or a refusal that says what is wrong with it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use samskab_protocol::problem::{FieldError, FieldFault};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::json::Strict;
use crate::problem::{Misunderstanding, NUL, Refusal};

/// A body that was sent as JSON.
#[derive(Clone, Debug)]
pub struct Sent<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let value = read_json(request, state, &["application/json"]).await?;
        serde_json::from_value(value).map(Sent).map_err(misunderstood)
    }
}

/// Reads a body that is said to be of one of these media types. Refused is what is no JSON, what names a member twice,
/// and any text with the character U+0000, which not every database can keep.
pub async fn read_json<S: Send + Sync>(
    request: Request,
    state: &S,
    kinds: &[&str],
) -> Result<Value, Refusal> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or("").split(';').next().unwrap_or("").trim();
    if !kinds.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Err(Refusal::UnsupportedMediaType);
    }
    let bytes = read_bytes(request, state).await?;
    let Strict(value) = serde_json::from_slice(&bytes).map_err(misunderstood)?;
    let mut errors = Vec::new();
    find_nul(&value, "", &mut errors);
    if errors.is_empty() {
        Ok(value)
    } else {
        Err(Refusal::Validation(errors))
    }
}

/// Reads a body of any sort.
pub async fn read_bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        let message = rejection.body_text();
        match rejection.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::TooLarge,
            _ => Refusal::InvalidRequest(Misunderstanding::Body(message)),
        }
    })
}

/// Reads one value that was sent within another.
pub fn read_value<T: DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    serde_json::from_value(value).map_err(misunderstood)
}

/// Reads a new resource from what was sent for it. What is `given` is not for the sender to say: it takes the place
/// of what they said, and null takes it away.
pub fn read_new<T: DeserializeOwned, const N: usize>(
    sent: Value,
    given: [(&str, Value); N],
) -> Result<T, Refusal> {
    let mut members = match sent {
        Value::Object(members) => members,
        other => return read_value(other),
    };
    for (name, value) in given {
        members.insert(name.to_owned(), value);
    }
    read_value(Value::Object(members))
}

fn misunderstood(error: serde_json::Error) -> Refusal {
    Refusal::InvalidRequest(Misunderstanding::Body(error.to_string()))
}

fn find_nul(value: &Value, pointer: &str, errors: &mut Vec<FieldError>) {
    match value {
        Value::String(text) if text.contains('\0') => errors.push(FieldError {
            pointer: pointer.to_owned(),
            fault: FieldFault::Invalid,
            limit: None,
            detail: NUL.into(),
        }),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                find_nul(item, &format!("{pointer}/{at}"), errors);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                find_nul(member, &format!("{pointer}/{name}"), errors);
            }
        }
        _ => {}
    }
}
