//! One's own seat at an event. Who has signed up is told to nobody else; no seat is given twice.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use samskab_protocol::event::{Event, EventState, Seat};
use samskab_protocol::identifier::{Ref, RefType};

use super::super::answer::reply_privately;
use super::super::parameters::Id;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::carry_through;
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::events::KeptEvent;

/// `PUT /events/{id}/registration`: on the waiting list where all seats are taken.
pub async fn register(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let kept = writing.read_event(&id).await?.ok_or(Refusal::NotFound)?;
        // Who has a place already is told which, also when nobody else can sign up any more.
        if writing.read_place(&id, actor.id()).await?.is_none() {
            if !is_open(&kept.decode()?) {
                return Err(Refusal::Closed);
            }
            writing.sign_up(&id, actor.id()).await?;
            writing
                .note_change(Change::Updated, &Ref::new(RefType::Event, &id))
                .await?;
        }
        let seat = tell_place(&mut writing, &kept.id, actor.id()).await?;
        writing.commit().await?;
        reply_privately(&seat)
    })
    .await
}

/// `DELETE /events/{id}/registration`: whoever waits longest gets the seat.
pub async fn withdraw(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        writing.read_event(&id).await?.ok_or(Refusal::NotFound)?;
        if writing.sign_off(&id, actor.id()).await? {
            writing
                .note_change(Change::Updated, &Ref::new(RefType::Event, &id))
                .await?;
        }
        writing.commit().await?;
        Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
    })
    .await
}

fn is_open(event: &Event) -> bool {
    let end = event.ends_at.as_ref().unwrap_or(&event.starts_at);
    let is_over = clock::from_wire(end).is_some_and(|end| end < clock::now());
    event.state == EventState::Scheduled
        && !is_over
        && event.registration.is_some_and(|registration| registration.open)
}

async fn tell_place(writing: &mut Writing, event: &str, participant: &str) -> Result<Seat, Refusal> {
    let place = writing
        .read_place(event, participant)
        .await?
        .ok_or(Refusal::Internal)?;
    let kept: KeptEvent = writing.read_event(event).await?.ok_or(Refusal::Internal)?;
    let ahead = match place.is_seat() {
        true => None,
        false => Some(writing.count_ahead(event, place).await?),
    };
    Ok(Seat {
        state: place.state(),
        ahead,
        registration: kept.registration(),
    })
}
