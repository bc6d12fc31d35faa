//! Everybody's own order of a project's options, and what becomes of them together (S1.7).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use samskab_protocol::identifier::Ref;
use samskab_protocol::priorities::{OwnRanking, Priorities, Ranking};
use samskab_protocol::problem::FieldFault;
use samskab_protocol::project::Project;
use samskab_protocol::service::CountsVisibility;
use samskab_protocol::validation::fail;

use super::answer::{reply, reply_privately};
use super::body::Sent;
use super::create::{refuse, unknown};
use super::parameters::Id;
use super::phase;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::carry_through;
use crate::problem::Refusal;
use crate::ranking;
use crate::store::changes::Change;

/// `GET /projects/{id}/priorities`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let kept = app.store.read_project(&id).await?.ok_or(Refusal::NotFound)?;
    reply(&headers, &combine(&app, kept.project, false).await?)
}

/// `PUT /projects/{id}/priorities`: in the place of the order that one had.
pub async fn put(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    Sent(sent): Sent<Ranking>,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let project = writing.read_project(&id).await?.ok_or(Refusal::NotFound)?;
        if !is_open(&project) {
            return Err(Refusal::Closed);
        }
        check(&project, &sent.ranking)?;
        writing.put_ranking(&id, actor.id(), &sent.ranking).await?;
        writing.note_change(Change::Updated, &Ref::project(&id)).await?;
        writing.commit().await?;
        let own = OwnRanking {
            ranking: sent.ranking,
            priorities: combine(&app, project, true).await?,
        };
        reply_privately(&own)
    })
    .await
}

/// `DELETE /projects/{id}/priorities`: takes one's own order back, also once it is over.
pub async fn remove(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        writing.read_project(&id).await?.ok_or(Refusal::NotFound)?;
        if writing.remove_ranking(&id, actor.id()).await? {
            writing.note_change(Change::Updated, &Ref::project(&id)).await?;
        }
        writing.commit().await?;
        Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
    })
    .await
}

/// What a phase calls it.
const PRIORITIES: &str = "priorities";

/// Whether the options can be put in order now.
fn is_open(project: &Project) -> bool {
    !project.options.is_empty()
        && !is_closed(project)
        && phase::is_open(project)
        && phase::accepts(project, PRIORITIES)
}

/// Whether nobody will put them in order any more: a pause is not the end.
fn is_over(project: &Project) -> bool {
    let can_go_on = phase::accepts(project, PRIORITIES) || phase::will_accept(project, PRIORITIES);
    is_closed(project) || phase::has_ended(project) || !can_go_on
}

/// Whether its last moment has passed.
fn is_closed(project: &Project) -> bool {
    let rules = project.ranking.as_ref();
    let end = rules.and_then(|rules| clock::from_wire(rules.closes_at.as_ref()?));
    end.is_some_and(|end| end < clock::now())
}

fn check(project: &Project, ranking: &[String]) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    if ranking.is_empty() {
        errors.push(fail("/ranking", FieldFault::Empty, "must not be empty"));
    }
    for (at, id) in ranking.iter().enumerate().take(project.options.len() + 1) {
        let pointer = format!("/ranking/{at}");
        if !project.options.iter().any(|option| option.id == *id) {
            errors.push(unknown(&pointer));
        } else if ranking[..at].contains(id) {
            errors.push(fail(&pointer, FieldFault::NotAllowed, "comes twice"));
        }
    }
    refuse(errors)
}

async fn combine(app: &App, project: Project, has_taken_part: bool) -> Result<Priorities, Refusal> {
    let (open, is_over) = (is_open(&project), is_over(&project));
    let rules = project.ranking.clone().unwrap_or_default();
    let is_told = match rules.counts_visibility {
        CountsVisibility::Always => true,
        CountsVisibility::AfterOwnReaction => has_taken_part || is_over,
        CountsVisibility::AfterClose => is_over,
        CountsVisibility::Never | CountsVisibility::Other => false,
    };
    let rankings = match is_told {
        true => Some(app.store.read_rankings(&project.id).await?),
        false => None,
    };
    Ok(Priorities {
        open,
        rules,
        method: ranking::declare(),
        participants: rankings
            .as_ref()
            .map(|rankings| u32::try_from(rankings.len()).unwrap_or(u32::MAX)),
        result: rankings.map(|rankings| ranking::combine(&project.options, &rankings)),
        options: project.options,
        project: project.id,
    })
}
