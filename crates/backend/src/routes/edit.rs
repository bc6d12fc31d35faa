//! People change what they wrote: their own words only, while the window for it is open, and never what somebody else
//! has changed meanwhile.
//!
//! The window also closes as soon as the municipality has acted: once a contribution is read or answered, or an
//! official reply stands below a comment, words may not change under what was said about them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::comment::{Comment, CommentState};
use samskab_protocol::contribution::{Contribution, ContributionState, StatusCategory};
use samskab_protocol::create::{EditComment, EditContribution};
use samskab_protocol::identifier::{Ref, Timestamp};
use samskab_protocol::limits::Limits;
use samskab_protocol::text::Text;
use samskab_protocol::text::tree::words;
use samskab_protocol::trail::StepKind;
use samskab_protocol::validation;
use serde_json::json;

use super::answer::reply_one;
use super::create::{check_format, check_language, comment_ref, refuse};
use super::parameters::Id;
use super::patch::Patch;
use super::precondition::IfMatch;
use crate::actor::Actor;
use crate::app::App;
use crate::idempotency::carry_through;
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::veil::{veil_comment, veil_contribution};
use crate::{clock, summary};

/// `PATCH /contributions/{id}`
pub async fn contribution(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
    headers: HeaderMap,
    patch: Patch,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let written = Ref::contribution(id);
        let mut writing = app.store.begin().await?;
        let version = writing.read_version(&written).await?.ok_or(Refusal::NotFound)?;
        let found = writing
            .read_contribution(&written.id)
            .await?
            .ok_or(Refusal::NotFound)?;
        actor.require_owner(writing.read_owner(&written).await?.as_deref())?;
        if_match.require(version, &app.show_contribution(found.clone()))?;
        let is_open = contribution_window(&found, &app).is_some();
        if !is_open {
            return Err(Refusal::EditWindowOver);
        }
        let before = editable_contribution(&found);
        let edit = patch.apply(&before)?;
        check_contribution(&found, &edit, &app.limits)?;
        if edit == before {
            return reply_one(&headers, &app.show_contribution(found), version);
        }
        let edited = rewrite_contribution(found, edit);
        let shown = keep_contribution(&app, &mut writing, edited).await?;
        writing.commit().await?;
        reply_one(&headers, &shown, version + 1)
    })
    .await
}

/// `PATCH /comments/{id}`
pub async fn comment(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
    headers: HeaderMap,
    patch: Patch,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let written = comment_ref(&id);
        let mut writing = app.store.begin().await?;
        let version = writing.read_version(&written).await?.ok_or(Refusal::NotFound)?;
        let kept = writing.read_comment(&id).await?.ok_or(Refusal::NotFound)?;
        let (found, shown) = (kept.decode()?, app.show_comment(&kept)?);
        actor.require_owner(writing.read_owner(&written).await?.as_deref())?;
        if_match.require(version, &shown)?;
        let is_open = comment_window(&found, &app).is_some();
        if !is_open || writing.has_official_reply(&id).await? {
            return Err(Refusal::EditWindowOver);
        }
        let before = editable_comment(&found);
        let edit = patch.apply(&before)?;
        check_comment(&edit, &app.limits)?;
        if edit == before {
            return reply_one(&headers, &shown, version);
        }
        let edited = rewrite_comment(found, edit);
        let shown = keep_comment(&app, &mut writing, edited).await?;
        writing.commit().await?;
        reply_one(&headers, &shown, version + 1)
    })
    .await
}

/// Until when a contribution can be edited; `None` where it no longer can.
///
/// What is read through before others see it is not changed after that.
pub fn contribution_window(found: &Contribution, app: &App) -> Option<i64> {
    let is_untouched = matches!(
        found.state,
        ContributionState::Published | ContributionState::Pending
    ) && found.status.category == StatusCategory::Received
        && found
            .trail
            .iter()
            .all(|step| step.step == StepKind::Received || step.at.is_none());
    let is_passed = app.waits(found.official) && found.state == ContributionState::Published;
    window(&found.created_at, &app.limits).filter(|_| is_untouched && !is_passed)
}

/// Until when a comment can be edited, as long as the municipality has not answered it; `None` where it no longer can.
pub fn comment_window(found: &Comment, app: &App) -> Option<i64> {
    let is_there = matches!(found.state, CommentState::Published | CommentState::Pending);
    let is_passed = app.waits(found.official) && found.state == CommentState::Published;
    window(&found.created_at, &app.limits).filter(|_| is_there && !is_passed)
}

fn window(created_at: &Timestamp, limits: &Limits) -> Option<i64> {
    let end = clock::from_wire(created_at)? + i64::from(limits.edit_window_s) * clock::SECOND;
    (clock::now() < end).then_some(end)
}

/// Keeps an edited contribution as its next version. It is told to those who follow the changes, and to whoever sends
/// the first request again. Answers it as readers get it.
pub async fn keep_contribution(
    app: &App,
    writing: &mut Writing,
    edited: Contribution,
) -> Result<Contribution, Refusal> {
    writing.replace_contribution(&edited).await?;
    let written = Ref::contribution(&edited.id);
    if veil_contribution(edited.clone()).is_some() {
        writing.note_change(Change::Updated, &written).await?;
    }
    let shown = app.show_contribution(edited);
    let answer = json!({ "contribution": shown }).to_string();
    writing.replace_answer(&written.to_string(), &answer).await?;
    Ok(shown)
}

/// The same for a comment.
pub async fn keep_comment(app: &App, writing: &mut Writing, mut edited: Comment) -> Result<Comment, Refusal> {
    writing.replace_comment(&edited).await?;
    let written = comment_ref(&edited.id);
    if veil_comment(edited.clone()).is_some() {
        writing.note_change(Change::Updated, &written).await?;
    }
    app.dress_comment(&mut edited);
    let answer = json!({ "comment": edited }).to_string();
    writing.replace_answer(&written.to_string(), &answer).await?;
    Ok(edited)
}

fn editable_contribution(found: &Contribution) -> EditContribution {
    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    EditContribution {
        title: found.title.clone(),
        problem: value(&found.problem),
        body: value(&found.body).unwrap_or_default(),
        format: found.body.as_ref().map(|body| body.format).unwrap_or_default(),
        lang: found.body.as_ref().and_then(|body| body.lang.clone()),
        place: found.place.clone(),
    }
}

fn editable_comment(found: &Comment) -> EditComment {
    EditComment {
        body: found
            .body
            .as_ref()
            .map(|body| body.value.clone())
            .unwrap_or_default(),
        format: found.body.as_ref().map(|body| body.format).unwrap_or_default(),
        lang: found.body.as_ref().and_then(|body| body.lang.clone()),
    }
}

fn check_contribution(found: &Contribution, edit: &EditContribution, limits: &Limits) -> Result<(), Refusal> {
    let mut errors = validation::edited_contribution(found.kind, edit, limits);
    check_language(edit.lang.as_deref(), &mut errors);
    check_format(edit.format, &mut errors);
    refuse(errors)
}

fn check_comment(edit: &EditComment, limits: &Limits) -> Result<(), Refusal> {
    let mut errors = validation::edited_comment(edit, limits);
    check_language(edit.lang.as_deref(), &mut errors);
    check_format(edit.format, &mut errors);
    refuse(errors)
}

fn rewrite_contribution(found: Contribution, mut edit: EditContribution) -> Contribution {
    let now = clock::to_wire(clock::now());
    let lang = edit.lang;
    let text = |words: &str| Text {
        value: words.trim().to_owned(),
        format: edit.format,
        lang: lang.clone(),
    };
    let body = text(&edit.body);
    if let Some(place) = &mut edit.place {
        place.name = place.name.trim().to_owned();
    }
    Contribution {
        title: edit.title.trim().to_owned(),
        summary: summary::summarize(&words(&body)),
        problem: edit.problem.as_deref().map(text),
        body: Some(body),
        place: edit.place,
        updated_at: Some(now.clone()),
        edited_at: Some(now),
        ..found
    }
}

fn rewrite_comment(found: Comment, edit: EditComment) -> Comment {
    Comment {
        body: Some(Text {
            value: edit.body.trim().to_owned(),
            format: edit.format,
            lang: edit.lang,
        }),
        edited_at: Some(clock::to_wire(clock::now())),
        ..found
    }
}
