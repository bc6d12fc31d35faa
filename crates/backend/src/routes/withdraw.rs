//! People take back what they wrote. The words, the name and the place are erased, not merely hidden.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::{Contribution, ContributionState, Status, StatusCategory};
use samskab_protocol::identifier::Ref;
use samskab_protocol::later::Later;
use samskab_protocol::trail::StepKind;

use super::create::comment_ref;
use super::parameters::Id;
use super::precondition::IfMatch;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::problem::Refusal;
use crate::store::changes::Change;
use crate::store::{self, Writing};
use crate::veil::veil_contribution;

/// `DELETE /contributions/{id}`
pub async fn contribution(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
) -> Result<StatusCode, Refusal> {
    let written = Ref::contribution(id);
    let mut writing = app.store.begin().await?;
    let version = writing.read_version(&written).await?.ok_or(Refusal::NotFound)?;
    let contribution = writing
        .read_contribution(&written.id)
        .await?
        .ok_or(Refusal::NotFound)?;
    actor.require_owner(writing.read_owner(&written).await?.as_deref())?;
    if_match.allow(version, &app.show_contribution(contribution.clone()))?;
    if contribution.status.category != StatusCategory::Withdrawn {
        withdraw_contribution(&mut writing, contribution).await?;
        writing.forget_name_of_silent(actor.id()).await?;
        writing.commit().await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /comments/{id}`
pub async fn comment(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
) -> Result<StatusCode, Refusal> {
    let written = comment_ref(&id);
    let mut writing = app.store.begin().await?;
    let version = writing.read_version(&written).await?.ok_or(Refusal::NotFound)?;
    let kept = writing.read_comment(&id).await?.ok_or(Refusal::NotFound)?;
    actor.require_owner(writing.read_owner(&written).await?.as_deref())?;
    if_match.allow(version, &app.show_comment(&kept)?)?;
    withdraw_comment(&mut writing, kept.decode()?).await?;
    writing.forget_name_of_silent(actor.id()).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Erases a contribution's words, its author and its place, here and in the answer that is kept.
pub async fn withdraw_contribution(writing: &mut Writing, contribution: Contribution) -> store::Result<()> {
    let was_there = veil_contribution(contribution.clone()).is_some();
    let erased = erase_contribution(contribution);
    let written = Ref::contribution(&erased.id);
    writing.delete_attachments_of(&erased.id).await?;
    writing.replace_contribution(&erased).await?;
    if was_there {
        writing.note_change(Change::Removed, &written).await?;
    }
    let answer = serde_json::json!({ "contribution": erased });
    writing
        .replace_answer(&written.to_string(), &answer.to_string())
        .await
}

/// Erases a comment's words and its author. Where something answers it its place stays.
pub async fn withdraw_comment(writing: &mut Writing, comment: Comment) -> store::Result<()> {
    let was_readable = comment.state == CommentState::Published;
    let erased = erase_comment(comment);
    let written = comment_ref(&erased.id);
    if writing.withdraw_comment(&erased).await? && was_readable {
        writing.count_out(&erased).await?;
        writing.note_change(Change::Removed, &written).await?;
    }
    let answer = serde_json::json!({ "comment": erased });
    writing
        .replace_answer(&written.to_string(), &answer.to_string())
        .await
}

/// The title stays, so that a debate below it can still be read; nothing leads there but a link.
fn erase_contribution(contribution: Contribution) -> Contribution {
    let left = contribution
        .body
        .clone()
        .filter(|_| Fault::WithdrawnWordsRemain.is_on());
    let mut trail = contribution.trail;
    trail.retain(|step| step.step == StepKind::Received);
    Contribution {
        summary: String::new(),
        problem: None,
        body: left,
        dilemma: None,
        barrier: None,
        story: None,
        affected: Vec::new(),
        attachments: Later::default(),
        author_verdict: None,
        state: ContributionState::Withdrawn,
        author: None,
        place: None,
        answer_due: None,
        edited_at: None,
        updated_at: Some(clock::to_wire(clock::now())),
        status: Status {
            category: StatusCategory::Withdrawn,
            label: None,
        },
        trail,
        ..contribution
    }
}

fn erase_comment(comment: Comment) -> Comment {
    Comment {
        body: comment.body.filter(|_| Fault::WithdrawnWordsRemain.is_on()),
        author: None,
        alignment: None,
        side: None,
        edited_at: None,
        state: CommentState::Withdrawn,
        ..comment
    }
}
