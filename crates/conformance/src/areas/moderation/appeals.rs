//! What whoever was silenced is told, and can say against it.

use reqwest::Method;
use serde_json::json;

use super::moderate;
use crate::answer::Answer;
use crate::clause::Clause;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses about appeals.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-MOD-12" Must Steward ["moderation-log", "steward", "write-comments"] "The author can appeal, nobody else can, and an appeal that is upheld undoes the decision."
            because "Whoever is silenced must be heard on it." source "mission S1.6" => hears_appeals,
        "SMK-MOD-15" Must Steward ["moderation-log", "steward", "write-comments"] "Whoever has decided does not decide the appeal against it."
            because "Nobody is the judge of their own decision." source "openapi, decideAppeal; mission S1.6" => lets_another_decide,
        "SMK-MOD-13" Must Steward ["moderation-log", "me-state", "steward", "write-comments"] "The author is told what was hidden, and why."
            because "Whoever is not told cannot appeal." source "mission S1.6" => tells_the_author,
    ]
}

/// Lets Bob appeal against what the steward has decided about his comment. Answers the appeal's path.
async fn appeal(run: &Run, decision: &Written) -> Outcome<String> {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let path = format!("{}/appeal", decision.path);
    let words = json!({ "text": run.text("I meant no harm."), "lang": "en" });
    let others = run.ask(Method::POST, &path).by(alice).json(&words).await?;
    others.expect_one_of(&[403, 404])?;
    let appeal = run
        .ask(Method::POST, &path)
        .by(bob)
        .json(&words)
        .await?
        .expect(201)?;
    Ok(format!("/appeals/{}", encode(appeal.text_at("/appeal/id")?)))
}

/// Decides an appeal as somebody, whatever comes of it.
async fn uphold(run: &Run, by: &Person, appeal: &str) -> Outcome<Answer> {
    let there = run.get(appeal).by(by).await?.expect(200)?;
    let verdict = json!({ "state": "upheld", "reason": run.text("It is true."), "lang": "en" });
    let asked = run.ask(Method::PATCH, appeal).by(by);
    asked
        .header("if-match", there.header("etag"))
        .json(&verdict)
        .await
}

async fn lets_another_decide(run: &Run) -> Outcome {
    let (_, decision) = moderate(run, "judged").await?;
    let appeal = appeal(run, &decision).await?;
    let refused = uphold(run, run.steward().await?, &appeal).await?;
    refused.expect_problem(403, "not-allowed").map(drop)
}

async fn hears_appeals(run: &Run) -> Outcome {
    let (comment, decision) = moderate(run, "appealed").await?;
    let appeal = appeal(run, &decision).await?;
    let alice = run.alice().await?;
    run.get(&appeal).by(alice).await?.expect_one_of(&[403, 404])?;
    uphold(run, run.second_steward().await?, &appeal)
        .await?
        .expect(200)?;
    let comment = run.read(&comment.path).await?;
    ensure!(
        comment.at("/body/value")?.is_string(),
        "{} has not got its words back",
        comment.asked
    );
    let log = run.read(&decision.path).await?;
    let state = log.at("/appeal/state")?;
    ensure!(state == "upheld", "{} says that the appeal is {state}", log.asked);
    ensure!(
        log.at("/appeal/text")?.is_null(),
        "{} has the author's words of the appeal",
        log.asked
    );
    Ok(())
}

async fn tells_the_author(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let (comment, _) = moderate(run, "told").await?;
    let is_withheld = async |person: &Person| -> Outcome<bool> {
        let state = run.get("/me/state?refs=").by(person).await?.expect(200)?;
        let withheld = state.at("/withheld")?.as_array().cloned().unwrap_or_default();
        let own = withheld
            .iter()
            .find(|one| one["ref"] == comment.as_ref("comment"));
        let reason = own.and_then(|one| one["decision"]["reason"]["value"].as_str());
        Ok(reason.is_some_and(|reason| !reason.is_empty()))
    };
    ensure!(
        is_withheld(bob).await?,
        "the author is not told what was hidden, and why"
    );
    ensure!(
        !is_withheld(alice).await?,
        "somebody else is told what was hidden"
    );
    Ok(())
}
