//! Appeals: the author's word against a decision, and what a steward decides about it (S1.6).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::moderation::{
    Appeal, CreateAppeal, CreatedAppeal, DecideAppeal, ModerationAction, ModerationDecision,
};
use samskab_protocol::report::CaseState;
use samskab_protocol::validation;
use uuid::Uuid;

use super::target::read_target;
use super::write_down;
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::faults::Fault;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::{Conflict, Refusal};
use crate::routes::answer::reply_one_privately;
use crate::routes::body::Sent;
use crate::routes::create::{check_language, refuse, unknown};
use crate::routes::parameters::Id;
use crate::routes::patch::Patch;
use crate::routes::precondition::IfMatch;
use crate::routes::progress::{compose_text, sign_office};
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::moderation::{APPEAL, MODERATION_DECISION};
use crate::store::records::Record;

/// `POST /moderation-decisions/{id}/appeal`
pub async fn appeal(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    post: Post,
    Sent(new): Sent<CreateAppeal>,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut attempt = match post.begin(&app, &new).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let writing = &mut attempt.writing;
        let found = writing.read_record(MODERATION_DECISION, &id).await?;
        let record = found.ok_or(Refusal::NotFound)?;
        let decision: ModerationDecision = record.decode()?;
        let subject = Ref::parse(&decision.subject).ok_or(Refusal::NotFound)?;
        actor.require_owner(writing.read_owner(&subject).await?.as_deref())?;
        if !is_against_somebody(decision.action) || decision.appeal.is_some() {
            return Err(Refusal::Conflict(Conflict::NotAppealable));
        }
        let mut errors = Vec::new();
        validation::text("/text", &new.text, app.limits.comment_max, &mut errors);
        check_language(new.lang.as_deref(), &mut errors);
        refuse(errors)?;
        let now = clock::now();
        let appeal = Appeal {
            id: Uuid::now_v7().simple().to_string(),
            decision: id,
            text: Some(compose_text(&new.text, new.lang.as_ref())),
            state: CaseState::Received,
            created_at: clock::to_wire(now),
            decided_at: None,
            reason: None,
        };
        let kept = Record::new(APPEAL, &appeal.id, appeal.state.as_str(), now, &appeal)?;
        let kept = kept.about(&decision.subject).by(Some(actor.id()));
        writing.insert_record(&kept).await?;
        tell_in_log(writing, record, decision, &appeal, now).await?;
        let stored = Stored::from(&Ref::new(RefType::Appeal, &appeal.id));
        attempt.finish(&app, stored, &CreatedAppeal { appeal }).await
    })
    .await
}

/// `GET /appeals/{id}`: for its author and for stewards. To others it is not there.
pub async fn show_appeal(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<Response, Refusal> {
    let record = app
        .store
        .read_record(APPEAL, &id)
        .await?
        .ok_or(Refusal::NotFound)?;
    if !actor.is_steward() && record.owner.as_deref() != Some(actor.id()) {
        return Err(Refusal::NotFound);
    }
    reply_one_privately(&record.decode::<Appeal>()?, record.version)
}

/// `PATCH /appeals/{id}`: by somebody else than whoever made the decision (S1.6).
pub async fn decide_appeal(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    if_match: IfMatch,
    patch: Patch,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let record = writing.read_record(APPEAL, &id).await?.ok_or(Refusal::NotFound)?;
        let appeal: Appeal = record.decode()?;
        if_match.require(record.version, &appeal)?;
        let verdict = check(&app, &patch)?;
        if appeal.state != CaseState::Received {
            return Err(Refusal::Conflict(Conflict::AlreadyDecided));
        }
        let found = writing.read_record(MODERATION_DECISION, &appeal.decision).await?;
        let against = found.ok_or(Refusal::Internal)?;
        if against.owner.as_deref() == Some(actor.id()) && !Fault::OwnAppealDecided.is_on() {
            return Err(Refusal::OwnDecision);
        }
        let now = clock::now();
        let decided = Appeal {
            state: verdict.state,
            decided_at: Some(clock::to_wire(now)),
            reason: Some(compose_text(&verdict.reason, verdict.lang.as_ref())),
            ..appeal
        };
        let decision: ModerationDecision = against.decode()?;
        tell_in_log(&mut writing, against, decision.clone(), &decided, now).await?;
        if decided.state == CaseState::Upheld {
            undo(&app, &mut writing, &decision, &decided, &actor, now).await?;
        }
        let kept = record.with_document(decided.state.as_str(), &decided)?;
        let kept = writing
            .replace_record(kept, now)
            .await?
            .ok_or(Refusal::Internal)?;
        writing.commit().await?;
        reply_one_privately(&decided, kept.version)
    })
    .await
}

/// Whether a decision took something from somebody.
fn is_against_somebody(action: ModerationAction) -> bool {
    matches!(
        action,
        ModerationAction::Hidden
            | ModerationAction::Locked
            | ModerationAction::Warned
            | ModerationAction::Refused
    )
}

fn check(app: &App, patch: &Patch) -> Result<DecideAppeal, Refusal> {
    let undecided = DecideAppeal {
        state: CaseState::Received,
        reason: String::new(),
        lang: None,
    };
    let verdict = patch.apply(&undecided)?;
    let mut errors = Vec::new();
    if !matches!(verdict.state, CaseState::Upheld | CaseState::Rejected) {
        errors.push(unknown("/state"));
    }
    validation::text("/reason", &verdict.reason, app.limits.comment_max, &mut errors);
    check_language(verdict.lang.as_deref(), &mut errors);
    refuse(errors)?;
    Ok(verdict)
}

/// The log shows how an appeal stands, without its author's words.
async fn tell_in_log(
    writing: &mut Writing,
    record: Record,
    decision: ModerationDecision,
    appeal: &Appeal,
    now: i64,
) -> Result<(), Refusal> {
    let told = ModerationDecision {
        appeal: Some(Appeal {
            text: None,
            ..appeal.clone()
        }),
        ..decision
    };
    let state = record.state.clone();
    writing
        .replace_record(record.with_document(&state, &told)?, now)
        .await?
        .ok_or(Refusal::Internal)?;
    let written = Ref::new(RefType::ModerationDecision, &told.id);
    Ok(writing.note_change(Change::Updated, &written).await?)
}

/// What was decided wrongly is undone, and the log says so. What has changed otherwise meanwhile is left as it is.
async fn undo(
    app: &App,
    writing: &mut Writing,
    decision: &ModerationDecision,
    appeal: &Appeal,
    actor: &Actor,
    now: i64,
) -> Result<(), Refusal> {
    let target = read_target(writing, &decision.subject).await?;
    let Some(target) = target.filter(|target| target.bears(decision.action)) else {
        return Ok(());
    };
    target.undergo(app, writing, ModerationAction::Restored).await?;
    let restored = ModerationDecision {
        id: Uuid::now_v7().simple().to_string(),
        action: ModerationAction::Restored,
        reason: appeal.reason.clone().unwrap_or_else(|| decision.reason.clone()),
        decided_at: clock::to_wire(now),
        by: Some(sign_office(actor)),
        appeal: None,
        ..decision.clone()
    };
    write_down(writing, &restored, actor, now).await
}
