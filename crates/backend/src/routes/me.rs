//! What is one's own: told to nobody else, kept by no cache, and erased when one says so (S1.6).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use samskab_protocol::me::{EditMe, Me};
use samskab_protocol::participant::CreateParticipant;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::validation;

use super::answer::{reply_privately, tag_of};
use super::create::{check_role, refuse};
use super::patch::Patch;
use super::precondition::IfMatch;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::carry_through;
use crate::problem::Refusal;
use crate::store::participants::Participant;

mod erase;
mod export;
mod rename;
mod state;

pub use export::export;
pub use state::state;

/// `GET /me`
pub async fn show(actor: Actor) -> Result<Response, Refusal> {
    reply(&actor.participant)
}

/// `PATCH /me`: a new name stands on everything that one wrote, also on what was written before.
pub async fn edit(
    State(app): State<Arc<App>>,
    actor: Actor,
    if_match: IfMatch,
    patch: Patch,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let found = writing.read_participant(actor.id()).await?;
        let known = found.filter(Participant::is_known).ok_or(Refusal::Unauthorized)?;
        if_match.require(known.version, &describe(&known))?;
        let before = EditMe {
            name: known.name.clone(),
            role: known.role(),
        };
        let edit = patch.apply(&before)?;
        check(&app, &known, &edit)?;
        if edit == before {
            return reply(&known);
        }
        let renamed = known.renamed(edit.name.as_deref(), edit.role);
        writing.rename_participant(&renamed).await?;
        if renamed.sign() != known.sign() {
            rename::rename(&app, &mut writing, &renamed).await?;
        }
        writing.commit().await?;
        reply(&renamed)
    })
    .await
}

/// `DELETE /me`: what the municipality said by a steward stays said, so stewards are revoked and not erased.
pub async fn delete(State(app): State<Arc<App>>, actor: Actor) -> Result<Response, Refusal> {
    if actor.is_steward() {
        return Err(Refusal::NotAllowed);
    }
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        erase::erase(&app, &mut writing, actor.id()).await?;
        writing.commit().await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

fn reply(participant: &Participant) -> Result<Response, Refusal> {
    let me = describe(participant);
    let mut response = reply_privately(&me)?;
    if let Ok(tag) = HeaderValue::from_str(&tag_of(&me, participant.version)?) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

fn describe(participant: &Participant) -> Me {
    let shown = participant.show();
    Me {
        id: shown.id,
        name: participant.name.clone(),
        role: shown.role,
        affiliation: shown.affiliation,
        verified: shown.verified,
        office: participant.office.clone(),
        steward: participant.is_steward(),
        created_at: clock::to_wire(participant.created_at),
    }
}

/// Whom the municipality has verified keeps their role; whoever had a name keeps having one.
fn check(app: &App, known: &Participant, edit: &EditMe) -> Result<(), Refusal> {
    let new = CreateParticipant {
        name: edit.name.clone(),
        role: edit.role,
    };
    let mut errors = validation::participant(&new, &app.limits);
    if known.name.is_some() && edit.name.is_none() {
        errors.push(FieldError {
            pointer: "/name".into(),
            fault: FieldFault::Empty,
            limit: None,
            detail: String::new(),
        });
    }
    if edit.role != known.role() {
        if known.is_verified() {
            return Err(Refusal::RoleNotAllowed);
        }
        check_role("/role", edit.role, &mut errors)?;
    }
    refuse(errors)
}
