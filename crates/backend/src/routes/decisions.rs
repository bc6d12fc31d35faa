//! What councils and committees decided, and why; shown in the trails of those whom it answers (S1.5, S3.2).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::contribution::{Contribution, ContributionState};
use samskab_protocol::decision::Decision;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::page::Page;
use samskab_protocol::text::Text;
use samskab_protocol::trail::{Step, StepKind};
use samskab_protocol::validation::projects as rules;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::{reply, reply_one};
use super::body::{Sent, read_new, read_value};
use super::create::{refuse, unknown};
use super::listing::Listing;
use super::parameters::{Id, Parameters};
use crate::actor::Actor;
use crate::app::App;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::moments;
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::decisions::DECISION;
use crate::store::records::{Choice, Record};

/// `GET /decisions`
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let project = parameters.text("project");
    let subject = project.map(|project| Ref::project(project).to_string());
    let listing = Listing {
        path: "/decisions",
        described: vec![("project", project.unwrap_or("").to_owned())],
        choice: Choice {
            subject: subject.as_deref(),
            ..Choice::all(DECISION)
        },
        newest_first: true,
    };
    let found = listing.read(&app, &parameters).await?;
    let sandboxes = app.store.read_sandboxes().await?;
    let is_hidden = |record: &Record| {
        let tried = record.subject.strip_prefix("project:").unwrap_or_default();
        project.is_none() && sandboxes.iter().any(|id| id == tried)
    };
    let mut items = Vec::new();
    for record in found.items.iter().filter(|record| !is_hidden(record)) {
        items.push(dress(&app, record).await?);
    }
    // What is only there to try things out cannot be counted off.
    let total = found.total.filter(|_| project.is_some() || sandboxes.is_empty());
    let page = Page {
        items,
        page: found.page,
        total,
    };
    reply(&headers, &page)
}

/// `GET /decisions/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let record = app
        .store
        .read_record(DECISION, &id)
        .await?
        .ok_or(Refusal::NotFound)?;
    reply_one(&headers, &dress(&app, &record).await?, record.version)
}

/// `POST /decisions`
pub async fn create(
    State(app): State<Arc<App>>,
    actor: Actor,
    post: Post,
    Sent(new): Sent<Value>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(begin(app, post, new)).await
}

async fn dress(app: &App, record: &Record) -> Result<Decision, Refusal> {
    Ok(Decision {
        project: app.store.read_project_link(&record.subject).await?,
        ..record.decode()?
    })
}

async fn begin(app: Arc<App>, post: Post, new: Value) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let project: String = read_value(new["project"].clone())?;
    let given = [
        ("id", Uuid::now_v7().simple().to_string().into()),
        ("project", Value::Null),
    ];
    let mut decision: Decision = moments::settle(&read_new(new, given)?)?;
    let mut errors = rules::decision(&decision, &app.limits);
    let found = attempt.writing.read_project(&project).await?;
    if found.is_none() {
        errors.push(unknown("/project"));
    }
    decision.answers.sort();
    decision.answers.dedup();
    let mut answered = Vec::new();
    for (at, reference) in decision.answers.iter().enumerate() {
        match find_answered(&mut attempt.writing, reference).await? {
            Some(contribution) => answered.push(contribution),
            None => errors.push(unknown(&format!("/answers/{at}"))),
        }
    }
    refuse(errors)?;
    attempt.writing.insert_decision(&decision, &project).await?;
    for contribution in answered {
        let changed = take_step(contribution, &decision);
        attempt.writing.replace_contribution(&changed).await?;
        let reference = Ref::contribution(&changed.id);
        attempt.writing.note_change(Change::Updated, &reference).await?;
    }
    let stored = Ref::new(RefType::Decision, &decision.id);
    attempt.writing.note_change(Change::Created, &stored).await?;
    attempt
        .writing
        .note_change(Change::Updated, &Ref::project(&project))
        .await?;
    decision.project = app
        .store
        .read_project_link(&Ref::project(&project).to_string())
        .await?;
    attempt
        .finish(&app, Stored::from(&stored), &json!({ "decision": decision }))
        .await
}

async fn find_answered(writing: &mut Writing, reference: &str) -> Result<Option<Contribution>, Refusal> {
    let reference = Ref::parse(reference).filter(|reference| reference.of == RefType::Contribution);
    let Some(reference) = reference else {
        return Ok(None);
    };
    let found = writing.read_contribution(&reference.id).await?;
    Ok(found.filter(|found| {
        matches!(
            found.state,
            ContributionState::Published | ContributionState::Merged
        )
    }))
}

/// The decision takes the place of the step that was expected, or comes in its place on the path.
fn take_step(contribution: Contribution, decision: &Decision) -> Contribution {
    let taken = Step {
        at: Some(decision.decided_at.clone()),
        by: Some(decision.by.clone()),
        text: Some(outcome_and_reasons(decision)),
        link: decision.link.clone(),
        ..Step::new(StepKind::Decided)
    };
    let mut trail = contribution.trail;
    trail.retain(|step| step.step != StepKind::Decided || step.at.is_some());
    let place = trail
        .iter()
        .position(|step| step.step == StepKind::Done)
        .unwrap_or(trail.len());
    trail.insert(place, taken);
    Contribution {
        trail,
        updated_at: Some(crate::clock::to_wire(crate::clock::now())),
        ..contribution
    }
}

/// What was decided, and why (S1.5): whoever follows a contribution need not look for it elsewhere. Words that are
/// written otherwise stay where the decision stands.
fn outcome_and_reasons(decision: &Decision) -> Text {
    let (outcome, reasons) = (&decision.outcome, &decision.reasons);
    if (outcome.format, &outcome.lang) != (reasons.format, &reasons.lang) {
        return outcome.clone();
    }
    Text {
        value: [&outcome.value, "\n\n", &reasons.value].concat(),
        ..outcome.clone()
    }
}
