//! Those who take part, as everyone may see them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::participant::{CreateParticipant, CreatedParticipant};
use samskab_protocol::validation;

use super::answer::reply_one;
use super::body::Sent;
use super::create::{check_role, refuse};
use super::parameters::Id;
use crate::app::App;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::participants::Participant;

/// `POST /participants`: always makes a new guest, whoever asks.
pub async fn create(
    State(app): State<Arc<App>>,
    post: Post,
    Sent(new): Sent<CreateParticipant>,
) -> Result<Response, Refusal> {
    carry_through(begin(app, post, new)).await
}

/// `GET /participants/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let participant = app.store.read_participant(&id).await?.ok_or(Refusal::NotFound)?;
    reply_one(&headers, &participant.show(), participant.version)
}

async fn begin(app: Arc<App>, post: Post, new: CreateParticipant) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let mut errors = validation::participant(&new, &app.limits);
    check_role("/role", new.role, &mut errors)?;
    refuse(errors)?;
    let participant = attempt
        .enter(Participant::guest(new.name.as_deref(), new.role))
        .await?;
    let stored = Stored::new(
        format!("participant:{}", participant.id),
        format!("/participants/{}", participant.id),
    );
    let answer = CreatedParticipant {
        participant: participant.show(),
        secret: None,
    };
    attempt.finish(&app, stored, &answer).await
}
