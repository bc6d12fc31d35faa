//! What the other municipalities on this backend have shared, and what this one shares with them (S3.4).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use samskab_protocol::contribution::{Contribution, ContributionState, Kind};
use samskab_protocol::identifier::{Ref, RefType, Timestamp};
use samskab_protocol::limits::PAGE_DEFAULT;
use samskab_protocol::network::Shared;
use samskab_protocol::page::{Page, PageInfo};

use super::answer::reply;
use super::parameters::{Id, Parameters, link};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::problem::{Conflict, Refusal};
use crate::store::Writing;
use crate::store::changes::Change;

const LIST: &str = "network";

/// `GET /network`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    require_others(&app)?;
    reply(&headers, &read_page(&app, &parameters).await?)
}

/// `PUT /network/{ref}`
pub async fn put(State(app): State<Arc<App>>, Id(subject): Id, actor: Actor) -> Result<Response, Refusal> {
    let subject = read_subject(&app, &actor, &subject)?;
    let mut writing = app.store.begin().await?;
    require_public(&mut writing, &subject).await?;
    if writing.share(&subject, clock::now()).await? {
        writing.note_change(Change::Updated, &subject).await?;
    }
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `DELETE /network/{ref}`: also where it is not shared, since then nobody else is told of it.
pub async fn delete(State(app): State<Arc<App>>, Id(subject): Id, actor: Actor) -> Result<Response, Refusal> {
    let subject = read_subject(&app, &actor, &subject)?;
    let mut writing = app.store.begin().await?;
    if writing.unshare(&subject).await? {
        writing.note_change(Change::Updated, &subject).await?;
    }
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// A page of what the others have shared; an empty one where there are no others.
pub async fn read_page(app: &App, parameters: &Parameters) -> Result<Page<Shared>, Refusal> {
    let after = parameters.position(LIST)?;
    let limit = parameters.number("limit", PAGE_DEFAULT, 1..=app.limits.page_max);
    let wanted = limit as usize + 1;
    let mut found = app.network.list(&app.space, after.as_ref(), wanted).await?;
    let is_last = found.len() < wanted;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| !is_last).map(|(place, _)| {
        let described = [("limit", limit.to_string()), ("cursor", place.to_cursor(LIST))];
        link(app.address("/network"), &described)
    });
    Ok(Page {
        items: found.into_iter().map(|(_, shared)| shared).collect(),
        page: PageInfo {
            next,
            ..PageInfo::default()
        },
        total: None,
    })
}

/// Since when a project is shared.
pub async fn read_project_shared_at(app: &App, id: &str) -> Result<Option<Timestamp>, Refusal> {
    read_shared_at(app, &Ref::project(id)).await
}

/// Since when a contribution is shared; told only where everyone may read it.
pub async fn read_contribution_shared_at(
    app: &App,
    contribution: &Contribution,
) -> Result<Option<Timestamp>, Refusal> {
    if !can_be_shared(contribution) {
        return Ok(None);
    }
    read_shared_at(app, &Ref::contribution(&contribution.id)).await
}

async fn read_shared_at(app: &App, of: &Ref) -> Result<Option<Timestamp>, Refusal> {
    if !app.network.has_several() || Fault::SharingUntold.is_on() {
        return Ok(None);
    }
    Ok(app.store.read_shared_since(of).await?.map(clock::to_wire))
}

/// Alone there is nobody to share with.
fn require_others(app: &App) -> Result<(), Refusal> {
    app.network.has_several().then_some(()).ok_or(Refusal::NotFound)
}

fn read_subject(app: &App, actor: &Actor, subject: &str) -> Result<Ref, Refusal> {
    require_others(app)?;
    if !Fault::ResidentsShare.is_on() {
        actor.require_steward()?;
    }
    Ref::parse(subject).ok_or(Refusal::NotFound)
}

/// Only projects and stories are shared, and only what everyone may read.
async fn require_public(writing: &mut Writing, subject: &Ref) -> Result<(), Refusal> {
    writing.read_version(subject).await?.ok_or(Refusal::NotFound)?;
    let is_public = match subject.of {
        RefType::Project => true,
        RefType::Contribution => {
            let found = writing.read_contribution(&subject.id).await?;
            found.as_ref().is_some_and(can_be_shared)
        }
        _ => false,
    };
    if is_public || Fault::AnythingShared.is_on() {
        Ok(())
    } else {
        Err(Refusal::Conflict(Conflict::NotShareable))
    }
}

fn can_be_shared(contribution: &Contribution) -> bool {
    contribution.kind == Kind::Story && contribution.state == ContributionState::Published
}
