//! News by e-mail (C5): asking for them. Whatever stands under an address already, the answer is the same, so that
//! nobody finds out who gets them; the rest is settled from the mailbox, see [`super::pages::subscription`].

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::subscription::{AcceptedSubscription, CreateSubscription, SubscriptionState};
use samskab_protocol::validation;

use super::body::Sent;
use super::create::{check_language, refuse, unknown};
use crate::app::{App, path_of};
use crate::clock;
use crate::faults::Fault;
use crate::idempotency::{Attempt, Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::subscriptions::Told;

/// What is stored where it is about all projects.
const ALL: &str = "";

/// `POST /subscriptions`
pub async fn create(
    State(app): State<Arc<App>>,
    post: Post,
    headers: HeaderMap,
    Sent(new): Sent<CreateSubscription>,
) -> Result<Response, Refusal> {
    if let Some(throttle) = &app.throttle {
        throttle.count_mail(&headers)?;
    }
    let answered = carry_through(ask(app.clone(), post, new)).await?;
    if let Some(mail) = &app.mail {
        mail.hurry();
    }
    Ok(answered)
}

async fn ask(app: Arc<App>, post: Post, new: CreateSubscription) -> Result<Response, Refusal> {
    if app.mail.is_none() {
        return Err(Refusal::NotFound);
    }
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let mut errors = Vec::new();
    if !Fault::AddressUnchecked.is_on() {
        validation::email("/email", &new.email, &mut errors);
    }
    check_language(new.lang.as_deref(), &mut errors);
    let subject = new.subject.as_deref().map(Ref::parse);
    let is_there = match &subject {
        None => true,
        Some(Some(subject)) => is_there(&mut attempt, subject).await?,
        Some(None) => false,
    };
    if !is_there {
        errors.push(unknown("/subject"));
    }
    refuse(errors)?;
    // One mailbox is one address, however it is written.
    let address = new.email.trim().to_ascii_lowercase();
    let language = new.lang.as_ref().unwrap_or(&app.settings.default_language);
    let about = new.subject.as_deref().unwrap_or(ALL);
    if Fault::SubscriberTold.is_on() && attempt.writing.is_asked_for(&address, about).await? {
        return Err(Refusal::NotAllowed);
    }
    let asking = attempt.writing.ask_for_news(&address, about, language);
    asking.await?;
    // Named after nothing that is there: what is kept of this answer is not what is told of the subject.
    let path = subject
        .flatten()
        .map_or_else(|| "/projects".into(), |subject| path_of(&subject));
    let stored = Stored::new("subscription:asked", path);
    let answer = AcceptedSubscription {
        state: SubscriptionState::Unconfirmed,
    };
    attempt.finish(&app, stored.pending(), &answer).await
}

async fn is_there(attempt: &mut Attempt, subject: &Ref) -> Result<bool, Refusal> {
    let can_be = matches!(subject.of, RefType::Project | RefType::Contribution);
    Ok(can_be && attempt.writing.is_open(subject).await?)
}

/// From now on: what happens later is news.
pub async fn begin_now(app: &App) -> Result<Told, Refusal> {
    let now = clock::now();
    Ok(Told {
        told: app.store.newest_change().await?.position,
        told_at: now / clock::SECOND * clock::SECOND,
    })
}
