//! Stewards put events up and change them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::event::Event;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::validation::projects as rules;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::answer::reply_one;
use super::super::body::{Sent, read_new, read_value};
use super::super::create::{refuse, unknown};
use super::super::parameters::Id;
use super::super::patch::Patch;
use super::super::precondition::IfMatch;
use super::dress;
use crate::actor::Actor;
use crate::app::App;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::changes::Change;
use crate::{clock, moments};

/// `POST /events`
pub async fn create(
    State(app): State<Arc<App>>,
    actor: Actor,
    post: Post,
    Sent(new): Sent<Value>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(begin(app, post, new)).await
}

/// `PATCH /events/{id}`: by a JSON merge patch.
pub async fn change(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
    headers: HeaderMap,
    patch: Patch,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let kept = writing.read_event(&id).await?.ok_or(Refusal::NotFound)?;
        let shown = dress(&app, &kept)?;
        if_match.require(kept.version, &shown)?;
        let changed = Event {
            id: shown.id.clone(),
            project: shown.project.clone(),
            updated_at: shown.updated_at.clone(),
            summaries: shown.summaries,
            calendar: shown.calendar.clone(),
            ..patch.apply(&shown)?
        };
        if changed == shown {
            return reply_one(&headers, &shown, kept.version);
        }
        let changed = moments::settle(&Event {
            updated_at: Some(clock::to_wire(clock::now())),
            ..changed
        })?;
        refuse(rules::event(&changed, &app.limits))?;
        writing.replace_event(&changed).await?;
        writing.fill_seats(&id).await?;
        let event = Ref::new(RefType::Event, &id);
        writing.note_change(Change::Updated, &event).await?;
        let kept = writing.read_event(&id).await?.ok_or(Refusal::Internal)?;
        writing.commit().await?;
        reply_one(&headers, &dress(&app, &kept)?, kept.version)
    })
    .await
}

async fn begin(app: Arc<App>, post: Post, new: Value) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let project: Option<String> = read_value(new["project"].clone())?;
    let given = [
        ("id", Uuid::now_v7().simple().to_string().into()),
        ("project", Value::Null),
        ("updated_at", clock::to_wire(clock::now()).as_str().into()),
    ];
    let event: Event = moments::settle(&read_new(new, given)?)?;
    let mut errors = rules::event(&event, &app.limits);
    if let Some(project) = &project
        && attempt.writing.read_project(project).await?.is_none()
    {
        errors.push(unknown("/project"));
    }
    refuse(errors)?;
    attempt.writing.insert_event(&event, project.as_deref()).await?;
    let stored = Ref::new(RefType::Event, &event.id);
    attempt.writing.note_change(Change::Created, &stored).await?;
    let kept = attempt.writing.read_event(&event.id).await?;
    let shown = dress(&app, &kept.ok_or(Refusal::Internal)?)?;
    attempt
        .finish(&app, Stored::from(&stored), &json!({ "event": shown }))
        .await
}
