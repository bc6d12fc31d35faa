//! Who asks: a guest by the secret that they were given, a steward by the token that was made for them.
//!
//! Both come as `Authorization: Guest <secret>` or `Bearer <token>` and have the same form. Answers to reading never
//! depend on it; it decides what one may write, and what `/me` tells.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::faults::Fault;
use crate::problem::Refusal;
use crate::secret::Key;
use crate::store::participants::Participant;

/// A participant who has shown that it is them. Whoever has not is refused with 401.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Who it is.
    pub participant: Participant,
}

/// The same, or nobody where no `Authorization` came; a wrong one is refused with 401 here too.
#[derive(Clone, Debug)]
pub struct MaybeActor(pub Option<Actor>);

impl Actor {
    /// Their id.
    pub fn id(&self) -> &str {
        &self.participant.id
    }

    /// Whether they may answer, decide and moderate for the municipality.
    pub fn is_steward(&self) -> bool {
        self.participant.is_steward()
    }

    /// Refuses everyone but stewards with 403.
    pub fn require_steward(&self) -> Result<(), Refusal> {
        if self.is_steward() {
            Ok(())
        } else {
            Err(Refusal::NotAllowed)
        }
    }

    /// Refuses everyone but this one with 403. What nobody owns, because it was imported, nobody may change.
    pub fn require_owner(&self, owner: Option<&str>) -> Result<(), Refusal> {
        if owner == Some(self.id()) || Fault::SecretOpensOthers.is_on() {
            Ok(())
        } else {
            Err(Refusal::NotAllowed)
        }
    }
}

impl FromRequestParts<Arc<App>> for Actor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let MaybeActor(actor) = MaybeActor::from_request_parts(parts, app).await?;
        actor.ok_or(Refusal::Unauthorized)
    }
}

impl FromRequestParts<Arc<App>> for MaybeActor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        if !parts.headers.contains_key(header::AUTHORIZATION) {
            return Ok(MaybeActor(None));
        }
        let id = read_id(&parts.headers, &app.key).ok_or(Refusal::Unauthorized)?;
        let found = app.store.read_participant(&id).await?;
        let participant = found.filter(Participant::is_known).ok_or(Refusal::Unauthorized)?;
        Ok(MaybeActor(Some(Actor { participant })))
    }
}

/// The id of the participant whose secret came along, without asking whether they are still known.
pub fn read_id(headers: &HeaderMap, key: &Key) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    let is_known = ["guest", "bearer"].contains(&scheme.to_ascii_lowercase().as_str());
    let id = key.open(secret.trim()).filter(|_| is_known)?;
    Some(id.to_owned())
}
