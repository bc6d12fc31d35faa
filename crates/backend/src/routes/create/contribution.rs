//! A new contribution, with the promise of an answer.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::contribution::{
    Contribution, ContributionLink, ContributionState, Counts, Kind, Place, ProjectLink, ReactionCounts,
    Status, StatusCategory,
};
use samskab_protocol::create::{CreateContribution, CreatedContribution};
use samskab_protocol::identifier::{Precision, Ref};
use samskab_protocol::later::Later;
use samskab_protocol::problem::FieldError;
use samskab_protocol::project::Project;
use samskab_protocol::text::Text;
use samskab_protocol::text::tree::words;
use samskab_protocol::trail::{Step, StepKind};
use samskab_protocol::validation;
use uuid::Uuid;

use super::kinds::{compose_barrier, compose_dilemma, compose_story, trim_all};
use super::{check_format, check_language, refuse, unknown};
use crate::app::App;
use crate::faults::Fault;
use crate::idempotency::{Attempt, Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::routes::attachments::{find_named, list};
use crate::routes::body::Sent;
use crate::routes::phase;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::{clock, reference, summary};

/// Days within which an answer is promised where no project promises anything else.
const ANSWER_DAYS: u32 = 14;

/// `POST /contributions`
pub async fn contribution(
    State(app): State<Arc<App>>,
    post: Post,
    Sent(new): Sent<CreateContribution>,
) -> Result<Response, Refusal> {
    carry_through(create(app, post, new)).await
}

async fn create(app: Arc<App>, post: Post, new: CreateContribution) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let mut contribution = store(&app, &mut attempt, new).await?;
    app.dress_contribution(&mut contribution);
    let stored = Stored::from(&Ref::contribution(&contribution.id));
    let stored = match contribution.state {
        ContributionState::Pending => stored.pending(),
        _ => stored,
    };
    let answer = CreatedContribution {
        answer_due: contribution.answer_due.clone(),
        contribution,
        secret: None,
    };
    attempt.finish(&app, stored, &answer).await
}

async fn store(app: &App, attempt: &mut Attempt, new: CreateContribution) -> Result<Contribution, Refusal> {
    let mut errors = validation::contribution(&new, &app.limits);
    if Fault::AltOptional.is_on() {
        errors.retain(|error| !error.pointer.ends_with("/alt"));
    }
    attempt.check_author(new.author.as_ref(), &mut errors)?;
    check_language(new.lang.as_deref(), &mut errors);
    check_format(new.format, &mut errors);
    if new.kind == Kind::Other {
        errors.push(unknown("/kind"));
    }
    let project = match &new.project {
        None => None,
        Some(id) => {
            let project = attempt.writing.read_project(id).await?;
            if project.is_none() {
                errors.push(unknown("/project"));
            }
            project
        }
    };
    let based_on = find_linked(&mut attempt.writing, "/based_on", &new.based_on, &mut errors).await?;
    let stopped = new.barrier.as_ref().map_or(&[][..], |barrier| &barrier.stops);
    let stops = find_linked(&mut attempt.writing, "/barrier/stops", stopped, &mut errors).await?;
    let pictures = find_named(attempt, &new.attachments, &mut errors).await?;
    refuse(errors)?;
    if project
        .as_ref()
        .is_some_and(|project| !phase::accepts(project, new.kind.as_str()))
    {
        return Err(Refusal::Closed);
    }
    let author = attempt.sign(new.author.as_ref()).await?;
    let official = attempt.is_official();
    let state = match app.waits(official) {
        true => ContributionState::Pending,
        false => ContributionState::Published,
    };
    // A reference is short enough that two may be alike; then lots are drawn again.
    for _ in 0..8 {
        let created_at = clock::now();
        let mut contribution = Contribution {
            author: Some(author.clone()),
            official,
            state,
            based_on: based_on.clone(),
            attachments: list(&pictures),
            ..compose(&new, project.as_ref(), created_at)
        };
        if let Some(barrier) = &mut contribution.barrier {
            barrier.stops.clone_from(&stops);
        }
        if attempt
            .writing
            .insert_contribution(&contribution, created_at)
            .await?
        {
            let stored = Ref::contribution(&contribution.id);
            attempt.own(&stored).await?;
            for picture in &pictures {
                attempt.writing.attach(&picture.id, &stored.id).await?;
            }
            if state == ContributionState::Published {
                attempt.writing.note_change(Change::Created, &stored).await?;
            }
            return Ok(contribution);
        }
    }
    Err(Refusal::Internal)
}

/// The contributions that a new one points at. They must be there for everyone.
async fn find_linked(
    writing: &mut Writing,
    pointer: &str,
    ids: &[String],
    errors: &mut Vec<FieldError>,
) -> Result<Vec<ContributionLink>, Refusal> {
    let mut links = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let found = writing.read_contribution(id).await?;
        let is_there = |found: &Contribution| {
            matches!(
                found.state,
                ContributionState::Published | ContributionState::Merged
            )
        };
        match found.filter(is_there) {
            None => errors.push(unknown(&format!("{pointer}/{at}"))),
            Some(found) => links.push(ContributionLink {
                id: found.id,
                kind: found.kind,
                title: found.title,
                author: found.author,
                reason: None,
            }),
        }
    }
    Ok(links)
}

fn compose(new: &CreateContribution, project: Option<&Project>, created_at: i64) -> Contribution {
    let promised = project.and_then(|project| project.responsible.as_ref()?.answer_days);
    let due = clock::to_wire(created_at + i64::from(promised.unwrap_or(ANSWER_DAYS)) * clock::DAY);
    let now = clock::to_wire(created_at);
    let text = |words: &str| Text {
        value: words.trim().to_owned(),
        format: new.format,
        lang: new.lang.clone(),
    };
    let body = text(&new.body);
    let received = Step {
        at: Some(now.clone()),
        ..Step::new(StepKind::Received)
    };
    let promised = Step {
        due: Some(due.clone()),
        ..Step::new(StepKind::Answered)
    };
    let id = Uuid::now_v7();
    Contribution {
        id: id.simple().to_string(),
        kind: new.kind,
        title: new.title.trim().to_owned(),
        summary: summary::summarize(&words(&body)),
        problem: new.problem.as_deref().map(text),
        body: Some(body),
        dilemma: new.dilemma.as_ref().map(|new| compose_dilemma(new, text)),
        barrier: new.barrier.as_ref().map(compose_barrier),
        story: new.story.as_ref().map(|new| compose_story(new, text)),
        affected: trim_all(&new.affected),
        attachments: Later::default(),
        author: None,
        created_at: now,
        precision: Precision::Second,
        updated_at: None,
        edited_at: None,
        status: Status {
            category: StatusCategory::Received,
            label: None,
        },
        trail: vec![received, promised],
        answer_due: Some(due),
        author_verdict: None,
        project: project.map(|project| ProjectLink {
            id: project.id.clone(),
            title: project.title.clone(),
        }),
        topics: trim_all(&new.topics),
        areas: trim_all(&new.areas),
        place: new.place.as_ref().map(|place| Place {
            name: place.name.trim().to_owned(),
            point: place.point,
        }),
        counts: Counts {
            comments: Some(0),
            by_reaction: ReactionCounts {
                support: Some(0),
                ..ReactionCounts::default()
            },
        },
        state: ContributionState::Published,
        removed_by: None,
        locked: false,
        based_on: Vec::new(),
        built_on_by: Vec::new(),
        merged_into: None,
        merged_from: Vec::new(),
        stopped_by: Vec::new(),
        official: false,
        reference: Some(reference::derive(&id)),
        source: None,
        shared_at: None,
        url: None,
    }
}
