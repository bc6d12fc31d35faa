//! What one follows (C5). Told to nobody else.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::me;
use samskab_protocol::page::{Page, PageInfo};

use super::answer::reply_privately;
use super::parameters::{Id, Parameters, link};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::cursor::Position;
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::follows::Follow;
use crate::veil::{veil_comment, veil_contribution};

/// `GET /follows`
pub async fn list(
    State(app): State<Arc<App>>,
    actor: Actor,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let list = format!("follows {}", actor.id());
    let after = parameters.position(&list)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
    let mut found = app
        .store
        .list_follows(actor.id(), after.as_ref(), limit + 1)
        .await?;
    let is_last = found.len() <= limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| !is_last).map(|last| {
        let position = Position {
            rank: last.created_at,
            id: last.subject.clone(),
        };
        let described = [
            ("limit", limit.to_string()),
            ("cursor", position.to_cursor(&list)),
        ];
        link(app.address("/follows"), &described)
    });
    let items = found.into_iter().map(show).collect();
    reply_privately(&Page::<me::Follow> {
        items,
        page: PageInfo {
            next,
            ..PageInfo::default()
        },
        total: None,
    })
}

/// `PUT /follows/{ref}`
pub async fn put(State(app): State<Arc<App>>, Id(subject): Id, actor: Actor) -> Result<Response, Refusal> {
    let subject = Ref::parse(&subject).ok_or(Refusal::NotFound)?;
    let mut writing = app.store.begin().await?;
    writing.read_version(&subject).await?.ok_or(Refusal::NotFound)?;
    if !is_there_for(&mut writing, &actor, &subject).await? {
        return Err(Refusal::NotFound);
    }
    let follow = Follow {
        subject: subject.to_string(),
        created_at: clock::now(),
    };
    writing.follow(actor.id(), &follow).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /follows/{ref}`: also where there is nothing of the kind, since then nobody follows it.
pub async fn delete(State(app): State<Arc<App>>, Id(subject): Id, actor: Actor) -> Result<Response, Refusal> {
    let mut writing = app.store.begin().await?;
    writing.unfollow(actor.id(), &subject).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// What waits to be read through is there for its author and stewards alone, also by the door of following it.
async fn is_there_for(writing: &mut Writing, actor: &Actor, subject: &Ref) -> Result<bool, Refusal> {
    let is_public = match subject.of {
        RefType::Contribution => {
            let found = writing.read_contribution(&subject.id).await?;
            found.and_then(veil_contribution).is_some()
        }
        RefType::Comment => match writing.read_comment(&subject.id).await? {
            Some(found) => veil_comment(found.decode()?).is_some(),
            None => false,
        },
        _ => true,
    };
    let owner = writing.read_owner(subject).await?;
    Ok(is_public || actor.is_steward() || owner.as_deref() == Some(actor.id()))
}

/// A follow as the protocol has it.
pub fn show(follow: Follow) -> me::Follow {
    me::Follow {
        reference: follow.subject,
        since: clock::to_wire(follow.created_at),
    }
}
