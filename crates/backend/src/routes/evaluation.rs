//! What those who took part think of a project once it has ended, in two questions (S0.3).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use samskab_protocol::evaluation::{Evaluation, EvaluationAnswers, EvaluationQuestion, SCALE_MAX};
use samskab_protocol::identifier::Ref;
use samskab_protocol::problem::FieldFault;
use samskab_protocol::project::Project;
use samskab_protocol::validation::fail;

use super::answer::{reply, reply_privately};
use super::body::Sent;
use super::create::refuse;
use super::parameters::Id;
use super::phase::has_ended;
use crate::actor::Actor;
use crate::app::App;
use crate::idempotency::carry_through;
use crate::problem::Refusal;
use crate::store::changes::Change;

/// `GET /projects/{id}/evaluation`
pub async fn show(State(app): State<Arc<App>>, Id(id): Id, headers: HeaderMap) -> Result<Response, Refusal> {
    let kept = app.store.read_project(&id).await?.ok_or(Refusal::NotFound)?;
    reply(&headers, &count(&app, &kept.project).await?)
}

/// `PUT /projects/{id}/evaluation`: once for each who took part, in the place of what they answered before.
pub async fn put(
    State(app): State<Arc<App>>,
    Id(id): Id,
    actor: Actor,
    Sent(answers): Sent<EvaluationAnswers>,
) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        let project = writing.read_project(&id).await?.ok_or(Refusal::NotFound)?;
        if !has_ended(&project) {
            return Err(Refusal::Closed);
        }
        if !writing.has_taken_part(&Ref::project(&id), actor.id()).await? {
            return Err(Refusal::NotAllowed);
        }
        check(answers)?;
        writing.put_evaluation(&id, actor.id(), answers).await?;
        writing.note_change(Change::Updated, &Ref::project(&id)).await?;
        writing.commit().await?;
        reply_privately(&count(&app, &project).await?)
    })
    .await
}

/// `DELETE /projects/{id}/evaluation`: takes one's own answers back.
pub async fn remove(State(app): State<Arc<App>>, Id(id): Id, actor: Actor) -> Result<Response, Refusal> {
    carry_through(async move {
        let mut writing = app.store.begin().await?;
        writing.read_project(&id).await?.ok_or(Refusal::NotFound)?;
        if writing.remove_evaluation(&id, actor.id()).await? {
            writing.note_change(Change::Updated, &Ref::project(&id)).await?;
        }
        writing.commit().await?;
        Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
    })
    .await
}

fn check(answers: EvaluationAnswers) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    for (pointer, answer) in [("/heard", answers.heard), ("/again", answers.again)] {
        if !(1..=SCALE_MAX).contains(&answer) {
            errors.push(fail(pointer, FieldFault::NotAllowed, "must be from 1 to 5"));
        }
    }
    refuse(errors)
}

async fn count(app: &App, project: &Project) -> Result<Evaluation, Refusal> {
    let all = app.store.read_evaluations(&project.id).await?;
    let question = |id: &str, danish: &str, english: &str, answer: fn(&EvaluationAnswers) -> u32| {
        let count = |value: u32| {
            let given = all.iter().filter(|answers| answer(answers) == value).count();
            u32::try_from(given).unwrap_or(u32::MAX)
        };
        EvaluationQuestion {
            id: id.to_owned(),
            text: [("da", danish), ("en", english)]
                .map(|(language, text)| (language.to_owned(), text.to_owned()))
                .into(),
            answers: (1..=SCALE_MAX).map(count).collect(),
        }
    };
    Ok(Evaluation {
        project: project.id.clone(),
        open: has_ended(project),
        participants: u32::try_from(all.len()).unwrap_or(u32::MAX),
        questions: vec![
            question(
                "heard",
                "I hvor høj grad blev du hørt?",
                "How far were you heard?",
                |answers| answers.heard,
            ),
            question(
                "again",
                "I hvor høj grad ville du være med igen?",
                "How far would you take part again?",
                |answers| answers.again,
            ),
        ],
    })
}
