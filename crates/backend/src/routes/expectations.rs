//! What people expect of a project, and whether they are right to (S4.2).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use samskab_protocol::expectation::{
    CreateExpectation, CreatedExpectation, EditExpectation, Expectation, ExpectationState,
};
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::limits::Limits;
use samskab_protocol::problem::FieldError;
use samskab_protocol::text::Text;
use samskab_protocol::validation;
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

/// What an expectation is kept as.
pub const EXPECTATION: &str = "expectation";
const STATES: [&str; 3] = ["stated", "confirmed", "corrected"];

/// `GET /expectations?project=`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let project = parameters
        .text("project")
        .ok_or(Refusal::InvalidRequest(Misunderstanding::Project))?;
    let subject = Ref::project(project);
    if !app.store.has_subject(&subject).await? {
        return Err(Refusal::NotFound);
    }
    let wanted = parameters.words("state");
    let states = choose_states(&STATES, &wanted);
    let subject = subject.to_string();
    let listing = Listing {
        path: "/expectations",
        described: vec![("project", project.to_owned()), ("state", wanted.join(","))],
        choice: Choice {
            subject: Some(&subject),
            states: &states,
            ..Choice::all(EXPECTATION)
        },
        newest_first: false,
    };
    reply(
        &headers,
        &map_page(listing.read(&app, &parameters).await?, decode)?,
    )
}

/// `GET /expectations/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let record = app.store.read_record(EXPECTATION, &id).await?;
    let record = record.ok_or(Refusal::NotFound)?;
    reply_one(&headers, &decode(&record)?, record.version)
}

/// `POST /expectations`
pub async fn create(
    State(app): State<Arc<App>>,
    post: Post,
    Sent(new): Sent<CreateExpectation>,
) -> Result<Response, Refusal> {
    carry_through(begin(app, post, new)).await
}

/// `PATCH /expectations/{id}`: the words by whoever expects, the confirmation or correction by stewards.
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
        let record = writing.read_record(EXPECTATION, &id).await?;
        let record = record.ok_or(Refusal::NotFound)?;
        let expectation = decode(&record)?;
        if_match.require(record.version, &expectation)?;
        let before = editable(&expectation);
        let edit: EditExpectation = patch.apply(&before)?;
        let is_replied =
            (edit.state, &edit.reply, &edit.outcome) != (before.state, &before.reply, &before.outcome);
        if edit.text != before.text || !is_replied {
            actor.require_owner(record.owner.as_deref())?;
        }
        if is_replied {
            actor.require_steward()?;
        }
        // Words may not change under what was said about them.
        let is_settled = expectation.state != ExpectationState::Stated && edit.text != before.text;
        if is_settled || expectation.state == ExpectationState::Withdrawn {
            return Err(Refusal::Closed);
        }
        refuse(check(&before, &edit, &app.limits))?;
        let changed = rewrite(expectation, &before, edit, &actor);
        let next = record.with_document(changed.state.as_str(), &changed)?;
        let reference = Ref::new(RefType::Expectation, &id);
        let told = told(changed.clone());
        let next = keep_anew(&mut writing, Change::Updated, &reference, next, &told).await?;
        writing.commit().await?;
        reply_one(&headers, &changed, next.version)
    })
    .await
}

/// `DELETE /expectations/{id}`: the words and the author are erased.
pub async fn withdraw(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let record = writing.read_record(EXPECTATION, &id).await?;
        let record = record.ok_or(Refusal::NotFound)?;
        actor.require_owner(record.owner.as_deref())?;
        let expectation = decode(&record)?;
        if_match.allow(record.version, &expectation)?;
        if expectation.state != ExpectationState::Withdrawn {
            let erased = Expectation {
                text: None,
                author: None,
                reply: None,
                outcome: None,
                state: ExpectationState::Withdrawn,
                updated_at: Some(clock::to_wire(clock::now())),
                ..expectation
            };
            let next = record.with_document(erased.state.as_str(), &erased)?;
            let reference = Ref::new(RefType::Expectation, &id);
            keep_anew(&mut writing, Change::Removed, &reference, next, &told(erased)).await?;
        }
        writing.commit().await?;
        Ok(StatusCode::NO_CONTENT.into_response())
    })
    .await
}

async fn begin(app: Arc<App>, post: Post, new: CreateExpectation) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let mut errors = Vec::new();
    validation::text("/text", &new.text, app.limits.comment_max, &mut errors);
    check_language(new.lang.as_deref(), &mut errors);
    attempt.check_author(new.author.as_ref(), &mut errors)?;
    let subject = Ref::project(&new.project);
    if attempt.writing.read_project(&new.project).await?.is_none() {
        errors.push(unknown("/project"));
    }
    refuse(errors)?;
    require_phase(&mut attempt.writing, &subject, EXPECTATION).await?;
    let now = clock::now();
    let expectation = Expectation {
        id: Uuid::now_v7().simple().to_string(),
        project: new.project,
        text: Some(Text {
            value: new.text.trim().to_owned(),
            lang: new.lang,
            ..Text::default()
        }),
        author: Some(attempt.sign(new.author.as_ref()).await?),
        created_at: clock::to_wire(now),
        updated_at: None,
        state: ExpectationState::Stated,
        reply: None,
        outcome: None,
    };
    let record = Record::new(
        EXPECTATION,
        &expectation.id,
        expectation.state.as_str(),
        now,
        &expectation,
    )?
    .about(&subject)
    .by(attempt.owner());
    attempt.writing.insert_record(&record).await?;
    let stored = Ref::new(RefType::Expectation, &expectation.id);
    attempt.writing.note_change(Change::Created, &stored).await?;
    attempt
        .finish(&app, Stored::from(&stored), &told(expectation))
        .await
}

/// Of one whose author has left nothing but its place stands in the document.
fn decode(record: &Record) -> Result<Expectation, Refusal> {
    Ok(Expectation {
        state: ExpectationState::parse(&record.state),
        ..record.decode()?
    })
}

fn editable(expectation: &Expectation) -> EditExpectation {
    let text = expectation.text.as_ref();
    EditExpectation {
        text: text.map(|text| text.value.clone()).unwrap_or_default(),
        state: expectation.state,
        reply: said(expectation.reply.as_ref()),
        outcome: said(expectation.outcome.as_ref()),
    }
}

fn check(before: &EditExpectation, edit: &EditExpectation, limits: &Limits) -> Vec<FieldError> {
    let mut errors = Vec::new();
    validation::text("/text", &edit.text, limits.comment_max, &mut errors);
    if (edit.state, &edit.reply) != (before.state, &before.reply) {
        let can_be_told = matches!(
            edit.state,
            ExpectationState::Confirmed | ExpectationState::Corrected
        );
        check_reply(can_be_told, edit.reply.as_deref(), limits, &mut errors);
    }
    if let Some(outcome) = &edit.outcome {
        validation::text("/outcome", outcome, limits.comment_max, &mut errors);
    }
    errors
}

fn rewrite(
    expectation: Expectation,
    before: &EditExpectation,
    edit: EditExpectation,
    actor: &Actor,
) -> Expectation {
    let reply = if edit.reply == before.reply {
        expectation.reply
    } else {
        compose_reply(actor, edit.reply.as_deref())
    };
    let outcome = if edit.outcome == before.outcome {
        expectation.outcome
    } else {
        compose_reply(actor, edit.outcome.as_deref())
    };
    Expectation {
        text: expectation.text.map(|text| Text {
            value: edit.text.trim().to_owned(),
            ..text
        }),
        state: edit.state,
        reply,
        outcome,
        updated_at: Some(clock::to_wire(clock::now())),
        ..expectation
    }
}

fn told(expectation: Expectation) -> CreatedExpectation {
    CreatedExpectation {
        expectation,
        secret: None,
    }
}
