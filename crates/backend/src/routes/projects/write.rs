//! Stewards put projects up and change them. None is there that does not say whose interest it is in, what can be
//! influenced, and who answers for it (S4.2, S4.3, S0.2).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::identifier::Ref;
use samskab_protocol::project::{Project, ProjectState};
use samskab_protocol::validation::projects as rules;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::answer::reply_one;
use super::super::body::{Sent, read_new};
use super::super::create::refuse;
use super::super::parameters::Id;
use super::super::patch::Patch;
use super::super::precondition::IfMatch;
use super::complete;
use crate::actor::Actor;
use crate::app::App;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::changes::Change;
use crate::{clock, moments};

/// `POST /projects`
pub async fn create(
    State(app): State<Arc<App>>,
    actor: Actor,
    post: Post,
    Sent(new): Sent<Value>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(begin(app, post, new)).await
}

/// `PATCH /projects/{id}`: by a JSON merge patch.
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
        let kept = writing.read_kept_project(&id).await?.ok_or(Refusal::NotFound)?;
        if_match.require(kept.version, &kept.project)?;
        let before = kept.project;
        let changed = keep_given(&before, patch.apply(&before)?);
        if changed != before {
            let changed = moments::settle(&Project {
                updated_at: Some(clock::to_wire(clock::now())),
                ..changed
            })?;
            refuse(rules::project(&changed, &app.limits))?;
            writing.replace_project(&changed).await?;
            writing.note_change(Change::Updated, &Ref::project(&id)).await?;
        }
        writing.commit().await?;
        let kept = app.store.read_project(&id).await?.ok_or(Refusal::Internal)?;
        let version = kept.version;
        reply_one(&headers, &complete(&app, kept.project).await?, version)
    })
    .await
}

async fn begin(app: Arc<App>, post: Post, new: Value) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let state = match &new["state"] {
        Value::Null => ProjectState::Upcoming.as_str().into(),
        given => given.clone(),
    };
    let given = [
        ("id", Uuid::now_v7().simple().to_string().into()),
        ("state", state),
        ("created_at", clock::to_wire(clock::now()).as_str().into()),
        ("updated_at", Value::Null),
        ("events", Value::Null),
        ("decisions", Value::Null),
        ("sandbox", Value::Null),
        ("shared_at", Value::Null),
    ];
    let mut project: Project = moments::settle(&read_new(new, given)?)?;
    refuse(rules::project(&project, &app.limits))?;
    // A project begins with whoever began it; where nobody is named, that is the office that puts it up (S2.1).
    let office = attempt.sign(None).await?;
    project.initiator.get_or_insert(office);
    attempt.writing.insert_project(&project).await?;
    let stored = Ref::project(&project.id);
    attempt.writing.note_change(Change::Created, &stored).await?;
    let shown = complete(&app, project).await?;
    attempt
        .finish(&app, Stored::from(&stored), &json!({ "project": shown }))
        .await
}

/// What is not the sender's to change stays as it was.
fn keep_given(before: &Project, changed: Project) -> Project {
    let before = before.clone();
    Project {
        id: before.id,
        events: before.events,
        decisions: before.decisions,
        answers: before.answers,
        contributions: before.contributions,
        days_to_decision: before.days_to_decision,
        created_at: before.created_at,
        updated_at: before.updated_at,
        sandbox: before.sandbox,
        shared_at: before.shared_at,
        url: before.url,
        ..changed
    }
}
