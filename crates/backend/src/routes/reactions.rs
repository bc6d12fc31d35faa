//! One's own reactions: given and taken back, as often as one likes, and counted once.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use samskab_protocol::comment::CommentState;
use samskab_protocol::contribution::{ContributionState, ReactionCounts, StatusCategory};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::me::Reacted;
use samskab_protocol::service::CountsVisibility;

use super::answer::reply_privately;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::carry_through;
use crate::problem::Refusal;
use crate::reactions::{Kind, tell_one};
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::reactions::Reaction;
use crate::veil::{veil_comment, veil_contribution};

/// `PUT /reactions/{ref}/{kind}`
pub async fn put(
    State(app): State<Arc<App>>,
    place: Result<Path<(String, String)>, PathRejection>,
    actor: Actor,
) -> Result<Response, Refusal> {
    let (subject, kind) = read_place(place)?;
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let found = find(&mut writing, &subject).await?;
        if !found.is_open {
            return Err(Refusal::ReactionClosed);
        }
        let mut is_new = false;
        if let Some(opposite) = kind.opposite() {
            let before = opposite.of(&found.counts);
            is_new |= writing
                .remove_reaction(&reaction(&subject, opposite), actor.id(), before)
                .await?;
        }
        let before = kind.of(&found.counts);
        is_new |= writing
            .add_reaction(&reaction(&subject, kind), actor.id(), before)
            .await?;
        if is_new {
            tell_change(&app, &mut writing, &subject).await?;
        }
        let answer = tell(&app, &mut writing, &subject, &actor).await?;
        writing.commit().await?;
        reply_privately(&answer)
    })
    .await
}

/// `DELETE /reactions/{ref}/{kind}`: also where it is closed, since nobody is held to a reaction.
pub async fn delete(
    State(app): State<Arc<App>>,
    place: Result<Path<(String, String)>, PathRejection>,
    actor: Actor,
) -> Result<Response, Refusal> {
    let (subject, kind) = read_place(place)?;
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let found = find(&mut writing, &subject).await?;
        let before = kind.of(&found.counts);
        let was_there = writing
            .remove_reaction(&reaction(&subject, kind), actor.id(), before)
            .await?;
        if was_there {
            tell_change(&app, &mut writing, &subject).await?;
            writing.commit().await?;
        }
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

/// Takes back everything that somebody reacted with.
pub async fn remove_all(app: &App, writing: &mut Writing, participant: &str) -> Result<(), Refusal> {
    for reaction in writing.read_all_reactions(participant).await? {
        let Some(subject) = Ref::parse(&reaction.subject) else {
            continue;
        };
        let found = find(writing, &subject).await?;
        let kind = Kind::parse(&reaction.kind, subject.of);
        let before = kind.map_or(0, |kind| kind.of(&found.counts));
        writing.remove_reaction(&reaction, participant, before).await?;
        tell_change(app, writing, &subject).await?;
    }
    Ok(())
}

struct Found {
    counts: ReactionCounts,
    is_open: bool,
}

async fn find(writing: &mut Writing, subject: &Ref) -> Result<Found, Refusal> {
    match subject.of {
        RefType::Contribution => {
            let found = writing
                .read_contribution(&subject.id)
                .await?
                .and_then(veil_contribution)
                .ok_or(Refusal::NotFound)?;
            let is_settled = matches!(
                found.status.category,
                StatusCategory::Implemented | StatusCategory::Rejected
            );
            let is_open = found.state == ContributionState::Published && !is_settled;
            Ok(Found {
                counts: found.counts.by_reaction,
                is_open,
            })
        }
        RefType::Comment => {
            let kept = writing
                .read_comment(&subject.id)
                .await?
                .ok_or(Refusal::NotFound)?;
            let found = veil_comment(kept.decode()?).ok_or(Refusal::NotFound)?;
            Ok(Found {
                counts: found.counts.by_reaction,
                is_open: found.state == CommentState::Published,
            })
        }
        _ => Err(Refusal::NotFound),
    }
}

/// What is told to everyone is told to those who follow the changes too.
async fn tell_change(app: &App, writing: &mut Writing, subject: &Ref) -> Result<(), Refusal> {
    if app.counts == CountsVisibility::Always {
        writing.note_change(Change::Updated, subject).await?;
    }
    Ok(())
}

async fn tell(app: &App, writing: &mut Writing, subject: &Ref, actor: &Actor) -> Result<Reacted, Refusal> {
    let counts = find(writing, subject).await?.counts;
    let own = writing.read_reactions(actor.id(), &subject.to_string()).await?;
    Ok(Reacted {
        counts: tell_one(counts, app.counts, !own.is_empty()),
        reactions: own.into_iter().map(|reaction| reaction.kind).collect(),
    })
}

fn reaction(subject: &Ref, kind: Kind) -> Reaction {
    Reaction {
        subject: subject.to_string(),
        kind: kind.as_str().to_owned(),
        created_at: clock::now(),
    }
}

fn read_place(place: Result<Path<(String, String)>, PathRejection>) -> Result<(Ref, Kind), Refusal> {
    let Path((subject, kind)) = place.map_err(|_| Refusal::NotFound)?;
    let subject = Ref::parse(&subject).ok_or(Refusal::NotFound)?;
    let kind = Kind::parse(&kind, subject.of).ok_or(Refusal::NotFound)?;
    Ok((subject, kind))
}
