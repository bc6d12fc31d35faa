//! What the municipality answers: in the name of an office, and as a step of the trail (S1.2, S1.8).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::answer::{Answer, CreateAnswer, CreatedAnswer};
use samskab_protocol::contribution::Contribution;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::trail::{Step, StepKind};
use samskab_protocol::validation;
use uuid::Uuid;

use super::answer::{reply, reply_one};
use super::body::Sent;
use super::create::{check_language, refuse, unknown};
use super::edit::keep_contribution;
use super::listing::{Listing, map_page};
use super::parameters::{Id, Parameters};
use super::progress::{check_status, compose_text, find_open, find_project, sign_office};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::{Attempt, Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::changes::Change;
use crate::store::records::{Choice, Record};
use crate::trail::take_answer;

/// The type of these records.
pub const ANSWER: &str = "answer";
/// An answer cannot be changed: another one takes its place.
pub const GIVEN: &str = "given";

/// `GET /answers?subject=`: all answers, or those to one contribution, the newest first.
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let subject = parameters.text("subject");
    let listing = Listing {
        path: "/answers",
        described: vec![("subject", subject.unwrap_or("").to_owned())],
        choice: Choice {
            subject,
            ..Choice::all(ANSWER)
        },
        newest_first: true,
    };
    let page = listing.read(&app, &parameters).await?;
    reply(
        &headers,
        &map_page(page, |record| Ok(record.decode::<Answer>()?))?,
    )
}

/// `GET /answers/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let record = app
        .store
        .read_record(ANSWER, &id)
        .await?
        .ok_or(Refusal::NotFound)?;
    reply_one(&headers, &record.decode::<Answer>()?, record.version)
}

/// `POST /answers`
pub async fn create(
    State(app): State<Arc<App>>,
    actor: Actor,
    post: Post,
    Sent(new): Sent<CreateAnswer>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut attempt = match post.begin(&app, &new).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let contribution = check(&app, &mut attempt, &new).await?;
        let now = clock::now();
        let answer = Answer {
            id: Uuid::now_v7().simple().to_string(),
            subject: new.subject,
            body: compose_text(&new.body, new.lang.as_ref()),
            by: sign_office(&actor),
            published_at: clock::to_wire(now),
            status_after: new.status,
            link: new.link,
            supersedes: new.supersedes,
        };
        let record = Record::new(ANSWER, &answer.id, GIVEN, now, &answer)?;
        let record = record.about(&answer.subject).by(Some(actor.id()));
        attempt.writing.insert_record(&record).await?;
        let answered = tell(contribution, &answer);
        let contribution = keep_contribution(&app, &mut attempt.writing, answered).await?;
        let stored = Ref::new(RefType::Answer, &answer.id);
        attempt.writing.note_change(Change::Created, &stored).await?;
        let told = CreatedAnswer { answer, contribution };
        attempt.finish(&app, Stored::from(&stored), &told).await
    })
    .await
}

/// The same contribution, answered.
pub fn tell(contribution: Contribution, answer: &Answer) -> Contribution {
    let mut trail = contribution.trail;
    let step = Step {
        at: Some(answer.published_at.clone()),
        by: Some(answer.by.clone()),
        text: Some(answer.body.clone()),
        link: answer.link.clone(),
        answer: Some(answer.id.clone()),
        ..Step::new(StepKind::Answered)
    };
    take_answer(&mut trail, step, answer.supersedes.as_deref());
    Contribution {
        trail,
        status: answer.status_after.clone().unwrap_or(contribution.status),
        updated_at: Some(answer.published_at.clone()),
        ..contribution
    }
}

async fn check(app: &App, attempt: &mut Attempt, new: &CreateAnswer) -> Result<Contribution, Refusal> {
    let mut errors = Vec::new();
    validation::text("/body", &new.body, app.limits.body_max, &mut errors);
    check_language(new.lang.as_deref(), &mut errors);
    check_status(app, new.status.as_ref(), &mut errors);
    if let Some(link) = &new.link {
        validation::link("/link", link, &app.limits, &mut errors);
    }
    let found = match Ref::parse(&new.subject) {
        Some(subject) if subject.of == RefType::Contribution => {
            find_open(&mut attempt.writing, &subject.id).await?
        }
        _ => None,
    };
    let project = find_project(&mut attempt.writing, new.project.as_deref(), &mut errors).await?;
    if found.is_none() {
        errors.push(unknown("/subject"));
    }
    if let Some(id) = &new.supersedes {
        let earlier = attempt.writing.read_record(ANSWER, id).await?;
        if earlier.is_none_or(|earlier| earlier.subject != new.subject) {
            errors.push(unknown("/supersedes"));
        }
    }
    refuse(errors)?;
    let mut found = found.ok_or(Refusal::NotFound)?;
    found.project = project.or(found.project);
    Ok(found)
}
