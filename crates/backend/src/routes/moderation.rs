//! What moderators decide: always with a ground, a rule and a reason, in a log that everybody can read (S1.6).

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use samskab_protocol::identifier::{Ref, RefType};
use samskab_protocol::moderation::{
    CreateModerationDecision, CreatedModerationDecision, ModerationAction, ModerationDecision,
    ModerationGround,
};
use samskab_protocol::problem::FieldFault;
use samskab_protocol::report::CaseState;
use samskab_protocol::validation;
use uuid::Uuid;

use super::answer::{reply, reply_one};
use super::body::Sent;
use super::create::{check_language, refuse, unknown};
use super::listing::{Listing, map_page};
use super::parameters::{Id, Parameters};
use super::progress::{compose_text, sign_office};
use crate::actor::Actor;
use crate::app::App;
use crate::clock;
use crate::idempotency::{Begun, Post, Stored, carry_through};
use crate::problem::Refusal;
use crate::store::Writing;
use crate::store::changes::Change;
use crate::store::moderation::MODERATION_DECISION;
use crate::store::records::{Choice, Record};

mod appeal;
mod target;

pub use appeal::{appeal, decide_appeal, show_appeal};
pub use target::read_target;

/// What is done to somebody's text stands in the log; that something was taken or left as it is does not.
const LOGGED: [&str; 5] = ["hidden", "restored", "locked", "warned", "refused"];

/// `GET /moderation-decisions`: the log, the newest first.
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    parameters: Parameters,
) -> Result<Response, Refusal> {
    let subject = parameters.text("subject");
    let listing = Listing {
        path: "/moderation-decisions",
        described: vec![("subject", subject.unwrap_or("").to_owned())],
        choice: Choice {
            subject,
            states: &LOGGED,
            ..Choice::all(MODERATION_DECISION)
        },
        newest_first: true,
    };
    let page = listing.read(&app, &parameters).await?;
    let page = map_page(page, |record| Ok(record.decode::<ModerationDecision>()?))?;
    reply(&headers, &page)
}

/// `GET /moderation-decisions/{id}`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let found = app.store.read_record(MODERATION_DECISION, &id).await?;
    let is_logged = |record: &Record| LOGGED.contains(&record.state.as_str());
    let record = found.filter(is_logged).ok_or(Refusal::NotFound)?;
    reply_one(&headers, &record.decode::<ModerationDecision>()?, record.version)
}

/// `POST /moderation-decisions`
pub async fn create(
    State(app): State<Arc<App>>,
    actor: Actor,
    post: Post,
    Sent(new): Sent<CreateModerationDecision>,
) -> Result<Response, Refusal> {
    actor.require_steward()?;
    carry_through(async move {
        let mut attempt = match post.begin(&app, &new).await? {
            Begun::First(attempt) => attempt,
            Begun::Again(answer) => return Ok(answer),
        };
        let decision = decide(&app, &mut attempt.writing, new, &actor).await?;
        let stored = Ref::new(RefType::ModerationDecision, &decision.id);
        let told = CreatedModerationDecision {
            moderation_decision: decision,
        };
        attempt.finish(&app, Stored::from(&stored), &told).await
    })
    .await
}

async fn decide(
    app: &App,
    writing: &mut Writing,
    new: CreateModerationDecision,
    actor: &Actor,
) -> Result<ModerationDecision, Refusal> {
    let mut errors = Vec::new();
    if new.ground == ModerationGround::Other {
        errors.push(unknown("/ground"));
    }
    if new.action == ModerationAction::Other {
        errors.push(unknown("/action"));
    }
    validation::text("/rule", &new.rule, app.limits.title_max, &mut errors);
    validation::text("/reason", &new.reason, app.limits.comment_max, &mut errors);
    check_language(new.lang.as_deref(), &mut errors);
    let target = read_target(writing, &new.subject).await?;
    match &target {
        None => errors.push(unknown("/subject")),
        Some(target) if !target.allows(new.action) => {
            errors.push(validation::fail("/action", FieldFault::NotAllowed, ""));
        }
        Some(_) => {}
    }
    refuse(errors)?;
    let target = target.ok_or(Refusal::NotFound)?;
    target.undergo(app, writing, new.action).await?;
    let now = clock::now();
    let decision = ModerationDecision {
        id: Uuid::now_v7().simple().to_string(),
        subject: new.subject,
        action: new.action,
        ground: new.ground,
        rule: new.rule.trim().to_owned(),
        reason: compose_text(&new.reason, new.lang.as_ref()),
        automated: false,
        decided_at: clock::to_wire(now),
        by: Some(sign_office(actor)),
        appeal: None,
    };
    write_down(writing, &decision, actor, now).await?;
    let settled = match decision.action {
        ModerationAction::Kept => Some(CaseState::Rejected),
        ModerationAction::Hidden | ModerationAction::Locked | ModerationAction::Warned => {
            Some(CaseState::Upheld)
        }
        _ => None,
    };
    if let Some(state) = settled {
        writing
            .settle_reports(&decision.subject, state, &decision.id, now)
            .await?;
    }
    Ok(decision)
}

/// Keeps a decision, and tells of it where it stands in the log.
async fn write_down(
    writing: &mut Writing,
    decision: &ModerationDecision,
    actor: &Actor,
    now: i64,
) -> Result<(), Refusal> {
    let state = decision.action.as_str();
    let record = Record::new(MODERATION_DECISION, &decision.id, state, now, decision)?;
    let record = record.about(&decision.subject).by(Some(actor.id()));
    writing.insert_record(&record).await?;
    if LOGGED.contains(&state) {
        let written = Ref::new(RefType::ModerationDecision, &decision.id);
        writing.note_change(Change::Created, &written).await?;
    }
    Ok(())
}
