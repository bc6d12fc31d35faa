//! What people offer beside money, and what the municipality says to it (S4.4).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::offer::{CreateOffer, CreatedOffer, EditOffer, Offer, OfferState};
use samskab_protocol::text::Text;
use samskab_protocol::validation::projects as rules;
use uuid::Uuid;

use super::answer::{reply, reply_one};
use super::body::Sent;
use super::create::{check_language, refuse, unknown};
use super::listing::{Listing, choose_states, map_page};
use super::parameters::{Id, Parameters};
use super::patch::Patch;
use super::phase::require_phase;
use super::precondition::IfMatch;
use super::reply::{check_reply, compose_reply, keep_anew, said};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::{Misunderstanding, Refusal};
use crate::store::changes::Change;
use crate::store::records::{Choice, Record};

/// What an offer is kept as.
pub const OFFER: &str = "offer";
const STATES: [&str; 4] = ["offered", "thanked", "matched", "used"];

/// `GET /offers?subject=`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let subject = parameters
        .text("subject")
        .and_then(Ref::parse)
        .ok_or(Refusal::InvalidRequest(Misunderstanding::Subject))?;
    if !app.store.has_subject(&subject).await? {
        return Err(Refusal::NotFound);
    }
    let subject = subject.to_string();
    let wanted = parameters.words("state");
    let states = choose_states(&STATES, &wanted);
    let listing = Listing {
        path: "/offers",
        described: vec![("subject", subject.clone()), ("state", wanted.join(","))],
        choice: Choice {
            subject: Some(&subject),
            states: &states,
            ..Choice::all(OFFER)
        },
        newest_first: false,
    };
    reply(
        &headers,
        &map_page(listing.read(&app, &parameters).await?, decode)?,
    )
}

/// `GET /offers/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let record = app
        .store
        .read_record(OFFER, &id)
        .await?
        .ok_or(Refusal::NotFound)?;
    reply_one(&headers, &decode(&record)?, record.version)
}

/// `POST /offers`
pub async fn create(
    State(app): State<Arc<App>>,
    post: Post,
    Sent(new): Sent<CreateOffer>,
) -> Result<Response, Refusal> {
    carry_through(begin(app, post, new)).await
}

/// `PATCH /offers/{id}`: the words by whoever offers, what becomes of it by stewards.
pub async fn change(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
    headers: HeaderMap,
    patch: Patch,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let record = writing.read_record(OFFER, &id).await?.ok_or(Refusal::NotFound)?;
        let offer = decode(&record)?;
        if_match.require(record.version, &offer)?;
        let before = editable(&offer);
        let edit: EditOffer = patch.apply(&before)?;
        let is_reworded =
            (&edit.text, &edit.amount, edit.resource) != (&before.text, &before.amount, before.resource);
        let is_replied = (edit.state, &edit.reply) != (before.state, &before.reply);
        if is_reworded || !is_replied {
            actor.require_owner(record.owner.as_deref())?;
        }
        if is_replied {
            actor.require_steward()?;
        }
        if offer.state == OfferState::Withdrawn {
            return Err(Refusal::Closed);
        }
        let mut errors = rules::offer(edit.resource, &edit.text, edit.amount.as_deref(), &app.limits);
        if is_replied {
            let can_be_told = matches!(
                edit.state,
                OfferState::Thanked | OfferState::Matched | OfferState::Used
            );
            check_reply(can_be_told, edit.reply.as_deref(), &app.limits, &mut errors);
        }
        refuse(errors)?;
        let changed = rewrite(offer, &before, edit, &actor);
        let next = record.with_document(changed.state.as_str(), &changed)?;
        let reference = Ref::new(RefType::Offer, &id);
        let told = told(changed.clone());
        let next = keep_anew(&mut writing, Change::Updated, &reference, next, &told).await?;
        writing.commit().await?;
        reply_one(&headers, &changed, next.version)
    })
    .await
}

/// `DELETE /offers/{id}`: the words and the author are erased.
pub async fn withdraw(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let record = writing.read_record(OFFER, &id).await?.ok_or(Refusal::NotFound)?;
        actor.require_owner(record.owner.as_deref())?;
        let offer = decode(&record)?;
        if_match.allow(record.version, &offer)?;
        if offer.state != OfferState::Withdrawn {
            let erased = erase(offer);
            let next = record.with_document(erased.state.as_str(), &erased)?;
            let reference = Ref::new(RefType::Offer, &id);
            keep_anew(&mut writing, Change::Removed, &reference, next, &told(erased)).await?;
        }
        writing.commit().await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

async fn begin(app: Arc<App>, post: Post, new: CreateOffer) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let mut errors = rules::offer(new.resource, &new.text, new.amount.as_deref(), &app.limits);
    check_language(new.lang.as_deref(), &mut errors);
    attempt.check_author(new.author.as_ref(), &mut errors)?;
    let subject = Ref::parse(&new.subject)
        .filter(|subject| matches!(subject.of, RefType::Contribution | RefType::Project));
    let is_there = match &subject {
        Some(subject) => attempt.writing.is_open(subject).await?,
        None => false,
    };
    if !is_there {
        errors.push(unknown("/subject"));
    }
    refuse(errors)?;
    if let Some(subject) = &subject {
        require_phase(&mut attempt.writing, subject, OFFER).await?;
    }
    let now = clock::now();
    let offer = Offer {
        id: Uuid::now_v7().simple().to_string(),
        subject: new.subject,
        resource: new.resource,
        text: Some(Text {
            value: new.text.trim().to_owned(),
            lang: new.lang,
            ..Text::default()
        }),
        amount: new.amount.map(|amount| amount.trim().to_owned()),
        author: Some(attempt.sign(new.author.as_ref()).await?),
        created_at: clock::to_wire(now),
        updated_at: None,
        state: OfferState::Offered,
        reply: None,
    };
    let record = Record::new(OFFER, &offer.id, offer.state.as_str(), now, &offer)?
        .about(&offer.subject)
        .by(attempt.owner());
    attempt.writing.insert_record(&record).await?;
    let stored = Ref::new(RefType::Offer, &offer.id);
    attempt.writing.note_change(Change::Created, &stored).await?;
    attempt.finish(&app, Stored::from(&stored), &told(offer)).await
}

/// Of one whose author has left nothing but its place stands in the document.
fn decode(record: &Record) -> Result<Offer, Refusal> {
    Ok(Offer {
        state: OfferState::parse(&record.state),
        ..record.decode()?
    })
}

fn editable(offer: &Offer) -> EditOffer {
    EditOffer {
        resource: offer.resource,
        text: offer
            .text
            .as_ref()
            .map(|text| text.value.clone())
            .unwrap_or_default(),
        amount: offer.amount.clone(),
        state: offer.state,
        reply: said(offer.reply.as_ref()),
    }
}

fn rewrite(offer: Offer, before: &EditOffer, edit: EditOffer, actor: &Actor) -> Offer {
    let reply = if edit.reply == before.reply {
        offer.reply
    } else {
        compose_reply(actor, edit.reply.as_deref())
    };
    let lang = offer.text.and_then(|text| text.lang);
    Offer {
        resource: edit.resource,
        text: Some(Text {
            value: edit.text.trim().to_owned(),
            lang,
            ..Text::default()
        }),
        amount: edit.amount.map(|amount| amount.trim().to_owned()),
        state: edit.state,
        reply,
        updated_at: Some(clock::to_wire(clock::now())),
        ..offer
    }
}

fn erase(offer: Offer) -> Offer {
    Offer {
        text: None,
        amount: None,
        author: None,
        reply: None,
        state: OfferState::Withdrawn,
        updated_at: Some(clock::to_wire(clock::now())),
        ..offer
    }
}

fn told(offer: Offer) -> CreatedOffer {
    CreatedOffer { offer, secret: None }
}
