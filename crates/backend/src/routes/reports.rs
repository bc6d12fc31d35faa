//! Reports: anyone can say that something should not stand here (S1.8). Who said so is told to nobody.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::author::Role;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::report::{CaseState, CreateReport, CreatedReport, Report};
use samskab_protocol::validation;
use uuid::Uuid;

use super::answer::reply_privately;
use super::body::Sent;
use super::create::{check_language, refuse, unknown};
use super::listing::{Listing, map_page};
use super::moderation::read_target;
use super::parameters::{Id, Parameters};
use super::progress::compose_text;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::moderation::REPORT;
use crate::store::participants::Participant;
use crate::store::records::{Choice, Record};

/// `POST /reports`
pub async fn create(
    State(app): State<Arc<App>>,
    post: Post,
    Sent(new): Sent<CreateReport>,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut attempt = match post.begin(&app, &new).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let mut errors = Vec::new();
        if let Some(text) = &new.text {
            validation::text("/text", text, app.limits.comment_max, &mut errors);
        }
        check_language(new.lang.as_deref(), &mut errors);
        let target = read_target(&mut attempt.writing, &new.subject).await?;
        if !target.is_some_and(|target| target.is_public()) {
            errors.push(unknown("/subject"));
        }
        refuse(errors)?;
        if attempt.owner().is_none() {
            attempt.enter(Participant::guest(None, Role::Citizen)).await?;
        }
        let now = clock::now();
        let report = Report {
            id: Uuid::now_v7().simple().to_string(),
            subject: new.subject,
            reason: new.reason,
            text: new
                .text
                .as_deref()
                .map(|words| compose_text(words, new.lang.as_ref())),
            state: CaseState::Received,
            created_at: clock::to_wire(now),
            decision: None,
        };
        let record = Record::new(REPORT, &report.id, report.state.as_str(), now, &report)?;
        let record = record.about(&report.subject).by(attempt.owner());
        attempt.writing.insert_record(&record).await?;
        let stored = Stored::from(&Ref::new(RefType::Report, &report.id));
        let told = CreatedReport { report, secret: None };
        attempt.finish(&app, stored, &told).await
    })
    .await
}

/// `GET /reports`: for stewards, the oldest first.
pub async fn list(
    State(app): State<Arc<App>>,
    actor: Actor,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    let (subject, state) = (parameters.text("subject"), parameters.words("state"));
    let states: Vec<&str> = state.iter().map(String::as_str).collect();
    let listing = Listing {
        path: "/reports",
        described: vec![
            ("subject", subject.unwrap_or("").to_owned()),
            ("state", state.join(",")),
        ],
        choice: Choice {
            subject,
            states: &states,
            ..Choice::all(REPORT)
        },
        newest_first: false,
    };
    let page = listing.read(&app, &parameters).await?;
    reply_privately(&map_page(page, |record| Ok(record.decode::<Report>()?))?)
}

/// `GET /reports/{id}`: for whoever reported it, and for stewards. To others it is not there.
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<Response, Refusal> {
    let record = app
        .store
        .read_record(REPORT, &id)
        .await?
        .ok_or(Refusal::NotFound)?;
    if !actor.is_steward() && record.owner.as_deref() != Some(actor.id()) {
        return Err(Refusal::NotFound);
    }
    if Fault::ReporterShown.is_on() {
        return reply_privately(&(record.decode::<Report>()?, &record.owner));
    }
    reply_privately(&record.decode::<Report>()?)
}
