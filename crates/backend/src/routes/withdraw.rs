//! Guests take back what they wrote. The words, the name and the place are erased, not merely hidden.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::{Contribution, ContributionState, Status, StatusCategory};
use samskab_protocol::identifier::Ref;
use samskab_protocol::trail::StepKind;

use super::body::GuestSecret;
use super::create::comment_ref;
use super::parameters::Id;
use crate::app::App;
use crate::clock;
use crate::problem::Refusal;
use crate::store;
use crate::store::changes::Change;

/// `DELETE /contributions/{id}`
pub async fn contribution(
    State(app): State<Arc<App>>,
    Id(id): Id,
    GuestSecret(secret): GuestSecret,
) -> Result<StatusCode, Refusal> {
    let contribution = app.store.read_contribution(&id).await?.ok_or(Refusal::NotFound)?;
    let written = Ref::contribution(id);
    check_secret(&app, &written, &secret)?;
    let erased = erase_contribution(contribution);
    let mut writing = app.store.begin().await?;
    writing.withdraw_contribution(&erased).await?;
    writing.note_change(Change::Removed, &written).await?;
    let document = serde_json::to_string(&erased).map_err(store::Error::from)?;
    writing.replace_answer(&written, &document).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /comments/{id}`
pub async fn comment(
    State(app): State<Arc<App>>,
    Id(id): Id,
    GuestSecret(secret): GuestSecret,
) -> Result<StatusCode, Refusal> {
    let comment = app
        .store
        .read_comment(&id)
        .await?
        .ok_or(Refusal::NotFound)?
        .decode()?;
    let written = comment_ref(&id);
    check_secret(&app, &written, &secret)?;
    let erased = erase_comment(comment);
    let mut writing = app.store.begin().await?;
    if writing.withdraw_comment(&erased).await? {
        writing.count_out(&erased).await?;
        writing.note_change(Change::Removed, &written).await?;
    }
    let document = serde_json::to_string(&erased).map_err(store::Error::from)?;
    writing.replace_answer(&written, &document).await?;
    writing.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn check_secret(app: &App, written: &Ref, secret: &str) -> Result<(), Refusal> {
    if app.key.is_secret_of(written, secret) {
        Ok(())
    } else {
        Err(Refusal::Unauthorized)
    }
}

/// The title stays, so that a debate below it can still be read; nothing leads there but a link.
fn erase_contribution(contribution: Contribution) -> Contribution {
    let mut trail = contribution.trail;
    trail.retain(|step| step.step == StepKind::Received);
    Contribution {
        summary: String::new(),
        problem: None,
        body: None,
        dilemma: None,
        barrier: None,
        story: None,
        affected: Vec::new(),
        author_verdict: None,
        state: ContributionState::Withdrawn,
        author: None,
        place: None,
        answer_due: None,
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
        body: None,
        author: None,
        alignment: None,
        side: None,
        edited_at: None,
        state: CommentState::Withdrawn,
        ..comment
    }
}
