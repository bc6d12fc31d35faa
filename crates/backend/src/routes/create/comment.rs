//! A new comment, in its place in the debate.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::comment::{Alignment, Comment, CommentCounts, CommentState};
use samskab_protocol::contribution::ReactionCounts;
use samskab_protocol::create::{CreateComment, CreatedComment};
use samskab_protocol::identifier::{Precision, Ref, RefType};
use samskab_protocol::problem::FieldError;
use samskab_protocol::project::Project;
use samskab_protocol::text::Text;
use samskab_protocol::validation;
use uuid::Uuid;

use super::{check_format, check_language, comment_ref, refuse, unknown};
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::idempotency::{Attempt, Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::routes::body::Sent;
use crate::routes::phase;
use crate::store::Writing;
use crate::store::changes::Change;

/// `POST /comments`
pub async fn comment(
    State(app): State<Arc<App>>,
    post: Post,
    Sent(new): Sent<CreateComment>,
) -> Result<Response, Refusal> {
    carry_through(create(app, post, new)).await
}

async fn create(app: Arc<App>, post: Post, new: CreateComment) -> Result<Response, Refusal> {
    let mut attempt = match post.begin(&app, &new).await? {
        Begun::First(attempt) => attempt,
        Begun::Again(answer) => return Ok(answer),
    };
    let comment = store(&app, &mut attempt, new).await?;
    let stored = Stored::from(&comment_ref(&comment.id));
    let stored = match comment.state {
        CommentState::Pending => stored.pending(),
        _ => stored,
    };
    let answer = CreatedComment {
        comment,
        secret: None,
    };
    attempt.finish(&app, stored, &answer).await
}

async fn store(app: &App, attempt: &mut Attempt, new: CreateComment) -> Result<Comment, Refusal> {
    let mut errors = validation::comment(&new, &app.limits);
    attempt.check_author(new.author.as_ref(), &mut errors)?;
    check_language(new.lang.as_deref(), &mut errors);
    check_format(new.format, &mut errors);
    let subject = Ref::parse(&new.subject);
    let is_open = match &subject {
        Some(subject) => attempt.writing.is_open(subject).await?,
        None => false,
    };
    if !is_open {
        errors.push(unknown("/subject"));
    }
    let parent = match &new.parent {
        None => None,
        Some(id) => attempt
            .writing
            .read_parent(id)
            .await?
            .filter(|parent| parent.subject == new.subject),
    };
    if new.parent.is_some() && parent.is_none() {
        errors.push(unknown("/parent"));
    }
    check_position(&mut attempt.writing, &new, subject.as_ref(), &mut errors).await?;
    refuse(errors)?;
    if let Some(subject) = &subject
        && attempt.writing.is_locked(subject).await?
    {
        return Err(Refusal::Locked);
    }
    if let Some(subject) = &subject
        && let Some(project) = find_project(&mut attempt.writing, subject).await?
        && !phase::accepts(&project, "comment")
    {
        return Err(Refusal::Closed);
    }
    let depth = parent.as_ref().map_or(0, |parent| {
        u32::try_from(parent.depth).unwrap_or(u32::MAX).saturating_add(1)
    });
    if depth > app.limits.depth_max {
        return Err(Refusal::TooDeep);
    }
    let author = attempt.sign(new.author.as_ref()).await?;
    let official = attempt.is_official();
    let state = match app.waits(official) {
        true => CommentState::Pending,
        false => CommentState::Published,
    };
    let created_at = clock::now();
    let comment = Comment {
        id: Uuid::now_v7().simple().to_string(),
        subject: new.subject,
        parent: new.parent,
        parent_author: parent.and_then(|parent| parent.author_name),
        depth: depth + u32::from(Fault::DepthWrong.is_on() && depth > 0),
        body: Some(Text {
            value: new.body.trim().to_owned(),
            format: new.format,
            lang: new.lang,
        }),
        author: Some(author),
        alignment: new.alignment,
        side: new.side,
        official,
        created_at: clock::to_wire(created_at),
        precision: Precision::Second,
        edited_at: None,
        state,
        removed_by: None,
        counts: CommentCounts {
            descendants: Some(0),
            by_reaction: ReactionCounts {
                agree: Some(0),
                disagree: Some(0),
                ..ReactionCounts::default()
            },
            ..CommentCounts::default()
        },
        replies: None,
    };
    attempt.writing.insert_comment(&comment, created_at).await?;
    let stored = comment_ref(&comment.id);
    attempt.own(&stored).await?;
    if state == CommentState::Published {
        attempt.writing.count_in(&comment).await?;
        attempt.writing.note_change(Change::Created, &stored).await?;
    }
    Ok(comment)
}

/// The project in which something is debated: itself, or the one that a contribution belongs to.
async fn find_project(writing: &mut Writing, subject: &Ref) -> Result<Option<Project>, Refusal> {
    let id = match subject.of {
        RefType::Project => Some(subject.id.clone()),
        RefType::Contribution => {
            let found = writing.read_contribution(&subject.id).await?;
            found.and_then(|found| found.project).map(|project| project.id)
        }
        _ => None,
    };
    match id {
        Some(id) => Ok(writing.read_project(&id).await?),
        None => Ok(None),
    }
}

/// Which side one speaks for can only be said of a dilemma, and only one of its own (S4.5).
async fn check_position(
    writing: &mut Writing,
    new: &CreateComment,
    subject: Option<&Ref>,
    errors: &mut Vec<FieldError>,
) -> Result<(), Refusal> {
    if new.alignment == Some(Alignment::Other) {
        errors.push(unknown("/alignment"));
    }
    if let Some(side) = &new.side {
        let found = match subject {
            Some(subject) if subject.of == RefType::Contribution => {
                writing.read_contribution(&subject.id).await?
            }
            _ => None,
        };
        let dilemma = found.and_then(|found| found.dilemma);
        if !dilemma.is_some_and(|dilemma| dilemma.sides.iter().any(|known| known.id == *side)) {
            errors.push(unknown("/side"));
        }
    }
    Ok(())
}
