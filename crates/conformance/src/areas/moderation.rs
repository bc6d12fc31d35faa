//! Reports, what moderators decide, and appeals: with reasons, in a log without names.

mod appeals;
mod decisions;
mod reports;

use serde_json::{Value, json};

use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    let own = clauses![
        "SMK-MOD-6" Must Queries ["moderation-log"] "The log is public, in the form that the description gives it."
            because "Whoever moderates is answerable for it." source "mission S1.6" => shows_the_log_in_form,
        "SMK-MOD-14" Must Writes ["write-contributions"] "What waits for a look is shown to nobody but its author."
            because "Otherwise looking first would be for nothing." source "protocol, pre-moderation" => shows_pending_to_nobody,
    ];
    let parts = [reports::clauses(), decisions::clauses(), appeals::clauses(), own];
    parts.into_iter().flatten().collect()
}

/// A comment with a word that nobody else uses, and what was done to it.
async fn moderate(run: &Run, word: &str) -> Outcome<(Written, Written)> {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let remark = run.remark(bob, &subject, None, word);
    let comment = run
        .create(bob, "/comments", "comment", &remark)
        .await?
        .published()?;
    let decision = decide(run, &comment, "hidden").await?;
    Ok((comment, decision))
}

async fn decide(run: &Run, comment: &Written, action: &str) -> Outcome<Written> {
    let steward = run.steward().await?;
    let body = decision_on(run, comment, action);
    run.create(steward, "/moderation-decisions", "moderation_decision", &body)
        .await
}

fn decision_on(run: &Run, comment: &Written, action: &str) -> Value {
    json!({
        "subject": comment.as_ref("comment"), "action": action, "ground": "rules",
        "rule": "Rule 1", "reason": run.text("It was only a trial."), "lang": "en",
    })
}

async fn shows_the_log_in_form(run: &Run) -> Outcome {
    let page = run.read("/moderation-decisions?limit=20").await?;
    Description::shared().check("get", "/moderation-decisions", &page)?;
    for id in page.ids()?.iter().take(3) {
        let one = run.read(format!("/moderation-decisions/{}", encode(id))).await?;
        Description::shared().check("get", "/moderation-decisions/{id}", &one)?;
    }
    Ok(())
}

async fn shows_pending_to_nobody(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run
        .create(alice, "/contributions", "contribution", &run.idea(alice)?)
        .await?;
    if !idea.is_pending {
        inconclusive!("the backend shows new texts at once");
    }
    ensure!(
        idea.answer.status == 202,
        "{} answered {}",
        idea.answer.asked,
        idea.answer.status
    );
    run.get(&idea.path).await?.expect_problem(404, "not-found")?;
    run.get(&idea.path)
        .by(bob)
        .await?
        .expect_problem(404, "not-found")?;
    let list = run
        .read(format!(
            "/contributions?project={}&order=newest",
            encode(run.sandbox()?)
        ))
        .await?;
    ensure!(
        !list.ids()?.contains(&idea.id),
        "{} shows what waits for a look",
        list.asked
    );
    if run.claims("me-state") {
        let state = run.get("/me/state?refs=").by(alice).await?.expect(200)?;
        let withheld = state.at("/withheld")?.as_array().cloned().unwrap_or_default();
        let is_told = withheld
            .iter()
            .any(|one| one["ref"] == idea.as_ref("contribution"));
        ensure!(is_told, "{} does not tell the author what waits", state.asked);
    }
    Ok(())
}
