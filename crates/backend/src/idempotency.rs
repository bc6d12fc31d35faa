//! Requests that may come twice and must count once: an answer lost on the way, a button pressed again.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use data_encoding::BASE64URL_NOPAD;
use samskab_protocol::identifier::Ref;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::clock;
use crate::problem::{Misunderstanding, Refusal};
use crate::store::answers::Request;
use crate::store::{self, Writing};

const HEADER: &str = "idempotency-key";
const KEY_MAX: usize = 255;
/// How long an answer can be given again.
pub const KEPT_FOR: i64 = 2 * clock::DAY;

/// The key that came with a request, if one did.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let Some(value) = parts.headers.get(HEADER) else {
            return Ok(IdempotencyKey(None));
        };
        let is_key = |key: &&str| {
            (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
        };
        match value.to_str().ok().filter(is_key) {
            Some(key) => Ok(IdempotencyKey(Some(key.to_owned()))),
            None => Err(Refusal::InvalidRequest(Misunderstanding::IdempotencyKey)),
        }
    }
}

impl IdempotencyKey {
    /// Binds the key to what is asked by it. Two bodies that mean the same count as the same.
    pub fn bind<T: Serialize>(self, path: &'static str, body: &T) -> Result<Option<Request>, Refusal> {
        let Some(key) = self.0 else {
            return Ok(None);
        };
        let body = serde_json::to_vec(body).map_err(|_| Refusal::Internal)?;
        Ok(Some(Request {
            method: "POST",
            path,
            key,
            fingerprint: BASE64URL_NOPAD.encode(&Sha256::digest(body)),
        }))
    }
}

/// What was stored when this request came before; refused where it was another one by the same key.
pub async fn recall<T: DeserializeOwned>(
    app: &App,
    writing: &mut Writing,
    request: Option<&Request>,
) -> Result<Option<T>, Refusal> {
    let Some(request) = request else {
        return Ok(None);
    };
    let Some(answer) = writing.find_answer(request).await? else {
        return Ok(None);
    };
    if answer.fingerprint == request.fingerprint {
        return Ok(Some(
            serde_json::from_str(&answer.document).map_err(store::Error::from)?,
        ));
    }
    let stored = Ref::parse(&answer.created).ok_or(Refusal::Internal)?;
    let location = app.location(&stored);
    Err(Refusal::IdempotencyReused { stored, location })
}

/// Keeps what was stored, for the case that the same request comes again.
pub async fn remember<T: Serialize>(
    writing: &mut Writing,
    request: Option<&Request>,
    stored: &Ref,
    document: &T,
) -> store::Result<()> {
    match request {
        Some(request) => {
            let document = serde_json::to_string(document)?;
            writing
                .keep_answer(request, stored, &document, clock::now())
                .await
        }
        None => Ok(()),
    }
}
