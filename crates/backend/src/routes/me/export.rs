//! All that somebody wrote and did here, as one file (S1.6; GDPR Art. 15 and 20).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use data_encoding::BASE64;
use samskab_protocol::identifier::{Ref, RefType};
use serde_json::{Value, json};

use super::describe;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::problem::Refusal;
use crate::routes::answer::reply_privately;
use crate::routes::follows;
use crate::store;
use crate::store::attachments::Kept;
use crate::store::reactions::Reaction;
use crate::store::records::Record;

/// More than anybody follows.
const FOLLOWS_MAX: u32 = 100_000;

/// `GET /me/export`
pub async fn export(State(app): State<Arc<App>>, actor: Actor) -> Result<Response, Refusal> {
    let id = actor.id();
    let mut contributions = app.store.read_own_contributions(id).await?;
    for contribution in &mut contributions {
        app.dress_contribution(contribution);
    }
    let comments = app.store.read_own_comments(id).await?;
    let reactions = app.store.read_all_reactions(id).await?;
    let follows = app.store.list_follows(id, None, FOLLOWS_MAX).await?;
    let records = app.store.read_own_records(id).await?;
    let places = app.store.read_places(id).await?;
    let rankings = app.store.read_own_rankings(id).await?;
    let evaluations = app.store.read_own_evaluations(id).await?;
    let mut pictures = Vec::new();
    for kept in app.store.read_own_attachments(id).await? {
        pictures.push(tell_picture(&app, &kept).await?);
    }
    let follows: Vec<_> = follows.into_iter().map(follows::show).collect();
    let others = records
        .iter()
        .map(tell_record)
        .collect::<store::Result<Vec<_>>>()?;
    let mut response = reply_privately(&json!({
        "exported_at": clock::to_wire(clock::now()),
        "me": describe(&actor.participant),
        "contributions": contributions,
        "comments": comments,
        "reactions": reactions.iter().map(tell_reaction).collect::<Vec<_>>(),
        "follows": follows,
        "registrations": places.iter().map(|(event, place)| json!({
            "ref": Ref::new(RefType::Event, event).to_string(),
            "state": place.state(),
        })).collect::<Vec<_>>(),
        "rankings": rankings.iter().map(|(project, ranking)| json!({
            "ref": Ref::project(project).to_string(),
            "ranking": ranking,
        })).collect::<Vec<_>>(),
        "evaluations": evaluations.iter().map(|(project, answers)| json!({
            "ref": Ref::project(project).to_string(),
            "heard": answers.heard,
            "again": answers.again,
        })).collect::<Vec<_>>(),
        "attachments": pictures,
        "others": others,
    }))?;
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"samskab-export.json\""),
    );
    Ok(response)
}

fn tell_reaction(reaction: &Reaction) -> Value {
    json!({
        "ref": reaction.subject,
        "kind": reaction.kind,
        "at": clock::to_wire(reaction.created_at),
    })
}

/// With its bytes: who leaves can take them along.
async fn tell_picture(app: &App, kept: &Kept) -> store::Result<Value> {
    let content = app.store.read_content(&kept.id).await?.unwrap_or_default();
    Ok(json!({
        "id": kept.id,
        "contribution": kept.contribution,
        "created_at": clock::to_wire(kept.created_at),
        "media_type": kept.media_type,
        "content": BASE64.encode(&content),
    }))
}

fn tell_record(record: &Record) -> store::Result<Value> {
    let document: Value = record.decode()?;
    Ok(json!({
        "ref": format!("{}:{}", record.of, record.id),
        "subject": record.subject,
        "state": record.state,
        "created_at": clock::to_wire(record.created_at),
        "updated_at": clock::to_wire(record.updated_at),
        "document": document,
    }))
}
