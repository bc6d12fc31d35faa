//! How a contribution gets on: the steps that the municipality takes, what its author says to the answer, and what it
//! goes into (S1.2, S1.5, S3.1, C3).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::answer::{ChangedContribution, Feeling, GiveVerdict, Merge, TakeStep, Verdict};
use samskab_protocol::contribution::{
    Contribution, ContributionLink, ContributionState, ProjectLink, Status, StatusCategory,
};
use samskab_protocol::identifier::Ref;
use samskab_protocol::problem::{FieldError, FieldFault};
use samskab_protocol::text::Text;
use samskab_protocol::trail::{Step, StepKind};
use samskab_protocol::validation;

use super::answer::reply_privately;
use super::body::Sent;
use super::create::{check_language, refuse, unknown};
use super::edit::keep_contribution;
use super::parameters::Id;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::{Conflict, Refusal};
use crate::store::Writing;
use crate::store::links::LinkKind;
use crate::trail::take_step;

/// `POST /contributions/{id}/steps`
pub async fn step(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    post: Post,
    Sent(new): Sent<TakeStep>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut attempt = match post.begin(&app, &new).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let found = find_open(&mut attempt.writing, &id)
            .await?
            .ok_or(Refusal::NotFound)?;
        let mut errors = check_step(&app, &found, &new);
        let project = find_project(&mut attempt.writing, new.project.as_deref(), &mut errors).await?;
        refuse(errors)?;
        let mut moved = take(found, new, &sign_office(&actor));
        moved.project = project.or(moved.project);
        let contribution = keep_contribution(&app, &mut attempt.writing, moved).await?;
        let stored = Stored::from(&Ref::contribution(id));
        attempt
            .finish(&app, stored, &ChangedContribution { contribution })
            .await
    })
    .await
}

/// `PUT /contributions/{id}/verdict`
pub async fn verdict(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    Sent(new): Sent<GiveVerdict>,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let found = find_open(&mut writing, &id).await?.ok_or(Refusal::NotFound)?;
        let owner = writing.read_owner(&Ref::contribution(&id)).await?;
        actor.require_owner(owner.as_deref())?;
        let mut errors = Vec::new();
        if new.verdict == Feeling::Other {
            errors.push(unknown("/verdict"));
        }
        if let Some(reason) = &new.reason {
            validation::text("/reason", reason, app.limits.comment_max, &mut errors);
        }
        check_language(new.lang.as_deref(), &mut errors);
        refuse(errors)?;
        let is_answered = |step: &Step| step.step == StepKind::Answered && step.at.is_some();
        if !found.trail.iter().any(is_answered) {
            return Err(Refusal::Conflict(Conflict::NotAnswered));
        }
        let now = clock::to_wire(clock::now());
        let judged = Contribution {
            author_verdict: Some(Verdict {
                verdict: new.verdict,
                reason: new
                    .reason
                    .as_deref()
                    .map(|words| compose_text(words, new.lang.as_ref())),
                at: now.clone(),
            }),
            updated_at: Some(now),
            ..found
        };
        let contribution = keep_contribution(&app, &mut writing, judged).await?;
        writing.commit().await?;
        reply_privately(&ChangedContribution { contribution })
    })
    .await
}

/// `POST /contributions/{id}/merge`
pub async fn merge(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    post: Post,
    Sent(new): Sent<Merge>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut attempt = match post.begin(&app, &new).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let found = find_open(&mut attempt.writing, &id)
            .await?
            .ok_or(Refusal::NotFound)?;
        let mut errors = Vec::new();
        let into = find_open(&mut attempt.writing, &new.into).await?;
        let into = into.filter(|into| into.id != found.id);
        if into.is_none() {
            errors.push(unknown("/into"));
        }
        validation::text("/reason", &new.reason, app.limits.comment_max, &mut errors);
        check_language(new.lang.as_deref(), &mut errors);
        refuse(errors)?;
        let into = into.ok_or(Refusal::NotFound)?;
        let link = ContributionLink {
            id: into.id.clone(),
            kind: into.kind,
            title: into.title.clone(),
            author: into.author.clone(),
            reason: Some(compose_text(&new.reason, new.lang.as_ref())),
        };
        let writing = &mut attempt.writing;
        writing
            .insert_link(&found.id, LinkKind::MergedInto, &link)
            .await?;
        let (from, to) = (Ref::contribution(&found.id), Ref::contribution(&into.id));
        writing
            .move_subscriptions(&from.to_string(), &to.to_string())
            .await?;
        let now = Some(clock::to_wire(clock::now()));
        let grown = Contribution {
            updated_at: now.clone(),
            ..into
        };
        keep_contribution(&app, writing, grown).await?;
        let merged = Contribution {
            state: ContributionState::Merged,
            updated_at: now,
            ..found
        };
        let merged = keep_contribution(&app, writing, merged).await?;
        let contribution = Contribution {
            merged_into: Some(link),
            ..merged
        };
        let stored = Stored::from(&Ref::contribution(id));
        attempt
            .finish(&app, stored, &ChangedContribution { contribution })
            .await
    })
    .await
}

/// A contribution that can get on: it is published, and has not gone into another one.
pub async fn find_open(writing: &mut Writing, id: &str) -> Result<Option<Contribution>, Refusal> {
    let found = writing.read_contribution(id).await?;
    Ok(found.filter(|found| found.state == ContributionState::Published))
}

/// The office in whose name a steward speaks (S1.8).
pub fn sign_office(actor: &Actor) -> String {
    let participant = &actor.participant;
    let name = participant.office.as_ref().or(participant.name.as_ref());
    name.cloned().unwrap_or_default()
}

/// Words as they are stored.
pub fn compose_text(words: &str, lang: Option<&String>) -> Text {
    Text {
        value: words.trim().to_owned(),
        lang: lang.cloned(),
        ..Text::default()
    }
}

/// Adds to `errors` what cannot stand of a new status: withdrawing is the author's, and any other word needs a label.
pub fn check_status(app: &App, status: Option<&Status>, errors: &mut Vec<FieldError>) {
    let Some(status) = status else { return };
    match status.category {
        StatusCategory::Withdrawn => {
            errors.push(validation::fail("/status/category", FieldFault::NotAllowed, ""));
        }
        StatusCategory::Other if status.label.is_none() => errors.push(unknown("/status/category")),
        _ => {}
    }
    if let Some(label) = &status.label {
        validation::text("/status/label", label, app.limits.name_max, errors);
    }
}

/// The project that takes a contribution up; adds to `errors` that there is none.
pub async fn find_project(
    writing: &mut Writing,
    id: Option<&str>,
    errors: &mut Vec<FieldError>,
) -> Result<Option<ProjectLink>, Refusal> {
    let Some(id) = id.filter(|_| !Fault::TakingUpIgnored.is_on()) else {
        return Ok(None);
    };
    let found = writing.read_project(id).await?;
    if found.is_none() {
        errors.push(unknown("/project"));
    }
    Ok(found.map(|project| ProjectLink {
        id: project.id,
        title: project.title,
    }))
}

/// No status changes without a reason, no decision is taken and nothing goes into a project without one (S1.5).
fn check_step(app: &App, found: &Contribution, new: &TakeStep) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let moves = new.status.is_some() || new.project.is_some();
    let needs_words = match new.step {
        StepKind::Understood | StepKind::Decided => true,
        StepKind::Read | StepKind::Done => moves && !Fault::StatusWithoutReason.is_on(),
        StepKind::Received | StepKind::Answered | StepKind::Other => {
            errors.push(unknown("/step"));
            false
        }
    };
    if needs_words || new.text.is_some() {
        let words = new.text.as_deref().unwrap_or("");
        validation::text("/text", words, app.limits.body_max, &mut errors);
    }
    check_language(new.lang.as_deref(), &mut errors);
    check_status(app, new.status.as_ref(), &mut errors);
    if let Some(by) = &new.by {
        validation::text("/by", by, app.limits.title_max, &mut errors);
    }
    if let Some(link) = &new.link {
        validation::link("/link", link, &app.limits, &mut errors);
    }
    if let Some(who) = &new.working_on_it {
        validation::text("/working_on_it", who, app.limits.title_max, &mut errors);
        if found.barrier.is_none() {
            errors.push(validation::fail("/working_on_it", FieldFault::NotAllowed, ""));
        }
    }
    errors
}

fn take(found: Contribution, new: TakeStep, office: &str) -> Contribution {
    let now = clock::to_wire(clock::now());
    let text = new
        .text
        .as_deref()
        .map(|words| compose_text(words, new.lang.as_ref()));
    let mut moved = Contribution {
        updated_at: Some(now.clone()),
        ..found
    };
    let step = Step {
        at: Some(now),
        by: Some(new.by.unwrap_or_else(|| office.to_owned())),
        text,
        link: new.link,
        ..Step::new(new.step)
    };
    take_step(&mut moved.trail, step);
    if let Some(status) = new.status {
        moved.status = status;
    }
    if let Some(barrier) = &mut moved.barrier {
        barrier.working_on_it = new.working_on_it.or(barrier.working_on_it.take());
    }
    moved
}
