//! Requests that may come twice and must count once: an answer lost on the way, a button pressed again.
//!
//! Every POST that stores something goes the same way:
//!
//! ```ignore
//! let mut attempt = match post.begin(&app, &new).await? {
//!     Begun::First(attempt) => attempt,
//!     Begun::Again(answer) => return Ok(answer),
//! };
//! // … check, then store by `attempt.writing`, signed by `attempt.sign(…)` …
//! attempt.finish(&app, Stored::from(&reference), &answer).await
//! ```
//!
//! What is stored, the answer and a new participant are written in one piece. Of several at the same time each waits
//! for the one before it and then gets the same answer, so that nobody has to be told to come again.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64URL_NOPAD;
use samskab_protocol::author::{Author, Role};
use samskab_protocol::create::Guest;
use samskab_protocol::identifier::Ref;
use samskab_protocol::problem::{FieldError, FieldFault};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::actor::MaybeActor;
use crate::app::{App, path_of};
use crate::clock;
use crate::faults::Fault;
use crate::problem::{Misunderstanding, Refusal};
use crate::routes::answer::JSON;
use crate::routes::create::check_role;
use crate::store::answers::{Answer, Request};
use crate::store::participants::Participant;
use crate::store::{self, Writing};

const HEADER: &str = "idempotency-key";
const KEY_MAX: usize = 255;
/// How long an answer can be given again.
pub const KEPT_FOR: i64 = 2 * clock::DAY;

/// A POST as it came: by whom, to which address below the base, and under which key.
#[derive(Clone, Debug)]
pub struct Post {
    /// Who sends it, if that is known.
    pub actor: MaybeActor,
    path: String,
    key: Option<String>,
}

/// How a POST goes on.
pub enum Begun {
    /// It has not come before.
    First(Attempt),
    /// It has, and this was answered.
    Again(Response),
}

/// A POST that comes for the first time, in one piece with everything that it brings.
pub struct Attempt {
    /// Where it is written.
    pub writing: Writing,
    request: Option<Request>,
    participant: Option<Participant>,
    /// Whether the participant begins to take part with this.
    is_new: bool,
}

/// What a POST has stored, and where.
#[derive(Clone, Debug)]
pub struct Stored {
    reference: String,
    path: String,
    status: StatusCode,
}

impl Stored {
    /// Something that everyone can see now: `reference` is its `<type>:<id>`, `path` its address below the base.
    pub fn new(reference: impl ToString, path: impl Into<String>) -> Self {
        Stored {
            reference: reference.to_string(),
            path: path.into(),
            status: StatusCode::CREATED,
        }
    }

    /// The same, but it waits to be read through first.
    #[must_use]
    pub fn pending(self) -> Self {
        Stored {
            status: StatusCode::ACCEPTED,
            ..self
        }
    }
}

impl From<&Ref> for Stored {
    fn from(stored: &Ref) -> Self {
        Stored::new(stored, path_of(stored))
    }
}

impl FromRequestParts<Arc<App>> for Post {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        Ok(Post {
            actor: MaybeActor::from_request_parts(parts, app).await?,
            path: parts.uri.path().to_owned(),
            key: read_key(&parts.headers)?,
        })
    }
}

impl Post {
    /// Begins to write what was `sent`, or finds what was answered when it came before. Two bodies that mean the same
    /// count as the same; another one by the same key is refused.
    pub async fn begin<T: Serialize>(self, app: &App, sent: &T) -> Result<Begun, Refusal> {
        let request = match self.key {
            None => None,
            Some(_) if Fault::IdempotencyIgnored.is_on() => None,
            Some(key) => {
                let body = serde_json::to_vec(sent).map_err(|_| Refusal::Internal)?;
                Some(Request {
                    method: "POST",
                    path: self.path,
                    key,
                    fingerprint: BASE64URL_NOPAD.encode(&Sha256::digest(body)),
                })
            }
        };
        let mut writing = app.store.begin().await?;
        if let Some(request) = &request
            && let Some(answer) = writing.find_answer(request).await?
        {
            return answer.repeat(app, request).map(Begun::Again);
        }
        let participant = match self.actor.0 {
            None => None,
            // They may have erased themselves since they were asked for.
            Some(actor) => {
                let found = writing.read_participant(actor.id()).await?;
                Some(found.filter(Participant::is_known).ok_or(Refusal::Unauthorized)?)
            }
        };
        Ok(Begun::First(Attempt {
            writing,
            request,
            participant,
            is_new: false,
        }))
    }
}

impl Attempt {
    /// Whether it can be signed: `guest` is what the body says of its author. Adds to `errors` what cannot stand.
    pub fn check_author(&self, guest: Option<&Guest>, errors: &mut Vec<FieldError>) -> Result<(), Refusal> {
        match (guest, &self.participant) {
            (_, Some(participant)) if participant.is_verified() => {}
            (None, Some(participant)) if participant.name.is_some() => {}
            (None, _) => errors.push(FieldError {
                pointer: "/author/name".into(),
                fault: FieldFault::Empty,
                limit: None,
                detail: String::new(),
            }),
            (Some(guest), _) => check_role("/author/role", guest.role, errors)?,
        }
        Ok(())
    }

    /// Signs what is written: by whoever asks, or by a guest who begins to take part with it. A guest may call
    /// themselves something else from now on; whom the municipality has verified keeps their name and role.
    pub async fn sign(&mut self, guest: Option<&Guest>) -> Result<Author, Refusal> {
        let participant = match (self.participant.take(), guest) {
            (Some(known), Some(guest)) if !known.is_verified() => {
                let renamed = known.renamed(Some(&guest.name), guest.role);
                if renamed.sign() != known.sign() {
                    self.writing.rename_participant(&renamed).await?;
                }
                renamed
            }
            (Some(known), _) => known,
            (None, guest) => {
                let guest = guest.ok_or(Refusal::Unauthorized)?;
                self.enter(Participant::guest(Some(&guest.name), guest.role))
                    .await?
            }
        };
        let author = participant.sign();
        self.participant = Some(participant);
        author.ok_or(Refusal::Internal)
    }

    /// Lets somebody begin to take part.
    pub async fn enter(&mut self, new: Participant) -> Result<Participant, Refusal> {
        self.writing.insert_participant(&new).await?;
        self.is_new = true;
        self.participant = Some(new.clone());
        Ok(new)
    }

    /// The id of whoever writes: to be asked for once it is signed.
    pub fn owner(&self) -> Option<&str> {
        self.participant
            .as_ref()
            .map(|participant| participant.id.as_str())
    }

    /// The role of whoever writes, where they are known.
    pub fn role(&self) -> Option<Role> {
        self.participant.as_ref().map(Participant::role)
    }

    /// Whether the municipality speaks here (S1.8).
    pub fn is_official(&self) -> bool {
        self.participant.as_ref().is_some_and(Participant::is_steward)
    }

    /// Makes whoever writes the owner of what was stored: nobody else may change it or take it back.
    pub async fn own(&mut self, stored: &Ref) -> Result<(), Refusal> {
        if let Some(participant) = &self.participant {
            self.writing.set_owner(stored, &participant.id).await?;
        }
        Ok(())
    }

    /// Makes it so and answers. A new participant finds their secret in the answer.
    pub async fn finish<T: Serialize>(
        mut self,
        app: &App,
        stored: Stored,
        answer: &T,
    ) -> Result<Response, Refusal> {
        let document = serde_json::to_value(answer).map_err(|_| Refusal::Internal)?;
        let answer = Answer {
            fingerprint: String::new(),
            created: stored.reference,
            location: stored.path,
            status: i64::from(stored.status.as_u16()),
            document: document.to_string(),
            participant: self.owner().filter(|_| self.is_new).map(str::to_owned),
            owner: self.owner().map(str::to_owned),
        };
        if let Some(request) = &self.request {
            self.writing.keep_answer(request, &answer, clock::now()).await?;
        }
        self.writing.commit().await?;
        answer.tell(app)
    }
}

impl Answer {
    fn repeat(self, app: &App, request: &Request) -> Result<Response, Refusal> {
        if self.fingerprint == request.fingerprint || Fault::IdempotencyAlteredAccepted.is_on() {
            return self.tell(app);
        }
        Err(Refusal::IdempotencyReused {
            location: app.address(&self.location),
            stored: self.created,
        })
    }

    fn tell(&self, app: &App) -> Result<Response, Refusal> {
        let mut body: Value = serde_json::from_str(&self.document).map_err(store::Error::from)?;
        if let (Some(members), Some(participant)) = (body.as_object_mut(), &self.participant) {
            members.insert("secret".into(), app.key.secret_of(participant).into());
        }
        let status = u16::try_from(self.status).ok();
        let status = status.and_then(|status| StatusCode::from_u16(status).ok());
        let headers = [
            (header::CONTENT_TYPE, JSON.to_owned()),
            (header::LOCATION, app.address(&self.location)),
            // It may hold a secret.
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((status.unwrap_or(StatusCode::CREATED), headers, body.to_string()).into_response())
    }
}

/// What has begun to be written is written to its end, also when whoever sent it has lost the connection.
pub async fn carry_through(
    writing: impl Future<Output = Result<Response, Refusal>> + Send + 'static,
) -> Result<Response, Refusal> {
    tokio::spawn(writing).await.map_err(|_| Refusal::Internal)?
}

fn read_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get(HEADER) else {
        return Ok(None);
    };
    let is_key =
        |key: &&str| (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    match value.to_str().ok().filter(is_key) {
        Some(key) => Ok(Some(key.to_owned())),
        None => Err(Refusal::InvalidRequest(Misunderstanding::IdempotencyKey)),
    }
}
