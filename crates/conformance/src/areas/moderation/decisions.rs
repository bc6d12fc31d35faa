//! What moderators decide: off the page and back, with a reason, in a public log.

use reqwest::Method;
use serde_json::json;

use super::{decide, decision_on, moderate};
use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses about decisions.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-MOD-7" Must Steward ["moderation-log", "steward", "write-comments"] "What is hidden has lost its words for everybody, and keeps its place."
            because "It is off the page, and the debate can still be followed." source "openapi, createModerationDecision" => hides_words,
        "SMK-MOD-8" Must Steward ["moderation-log", "steward", "write-comments"] "A decision stands in the log with its rule and reason, without names or words of its subject."
            because "The log tells what was done, and to nobody whom it was done to." source "mission S1.6" => logs_without_names,
        "SMK-MOD-9" Must Steward ["moderation-log", "steward", "write-comments"] "What was hidden can be restored, with its words."
            because "Those who moderate make mistakes too." source "openapi, createModerationDecision" => restores_words,
        "SMK-MOD-10" Must Steward ["moderation-log", "steward", "write-comments"] "A decision without a reason is refused."
            because "Without a reason nobody can appeal." source "mission S1.6" => wants_reasons,
        "SMK-MOD-11" Must Writes ["moderation-log", "write-comments"] "Residents cannot moderate."
            because "Nobody silences somebody they argue with." source "openapi, createModerationDecision" => keeps_residents_out,
    ]
}

fn draw_word() -> String {
    format!("unmistakable{}", uuid::Uuid::now_v7().simple())
}

async fn hides_words(run: &Run) -> Outcome {
    let word = draw_word();
    let (comment, decision) = moderate(run, &word).await?;
    Description::shared().check("post", "/moderation-decisions", &decision.answer)?;
    let there = run.get(&comment.path).await?.expect_one_of(&[200, 410])?;
    let text = String::from_utf8_lossy(&there.body);
    ensure!(!text.contains(&word), "{} still has its words", there.asked);
    ensure!(
        there.status == 410 || there.at("/state")? == "hidden",
        "{} does not say that it is hidden",
        there.asked
    );
    Ok(())
}

async fn logs_without_names(run: &Run) -> Outcome {
    let word = draw_word();
    let (comment, decision) = moderate(run, &word).await?;
    let page = run
        .read(format!(
            "/moderation-decisions?subject={}",
            comment.as_ref("comment")
        ))
        .await?;
    ensure!(
        page.ids()?.contains(&decision.id),
        "{} lacks the decision",
        page.asked
    );
    for member in ["/items/0/rule", "/items/0/reason/value"] {
        ensure!(
            !page.text_at(member)?.is_empty(),
            "{} has nothing at {member}",
            page.asked
        );
    }
    let text = String::from_utf8_lossy(&page.body);
    let bob = run.bob().await?;
    for told in [word.as_str(), bob.name.as_str()] {
        ensure!(
            !text.contains(told),
            "{} tells what was hidden, or of whom",
            page.asked
        );
    }
    Ok(())
}

async fn restores_words(run: &Run) -> Outcome {
    let (comment, _) = moderate(run, "restored").await?;
    decide(run, &comment, "restored").await?;
    let there = run.read(&comment.path).await?;
    ensure!(
        there.at("/body/value")?.is_string(),
        "{} has not got its words back",
        there.asked
    );
    Ok(())
}

async fn wants_reasons(run: &Run) -> Outcome {
    let (alice, steward) = (run.alice().await?, run.steward().await?);
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    for member in ["reason", "rule"] {
        let mut body = decision_on(run, &comment, "hidden");
        body[member] = json!(" ");
        let answer = run
            .ask(Method::POST, "/moderation-decisions")
            .by(steward)
            .json(&body)
            .await?;
        answer.expect_problem(422, "validation")?;
    }
    let there = run.read(&comment.path).await?;
    ensure!(
        there.at("/body/value")?.is_string(),
        "{} was hidden without a reason",
        there.asked
    );
    Ok(())
}

async fn keeps_residents_out(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    let body = decision_on(run, &comment, "hidden");
    let answer = run
        .ask(Method::POST, "/moderation-decisions")
        .by(bob)
        .json(&body)
        .await?;
    answer.expect_problem(403, "not-allowed")?;
    let answer = run.ask(Method::POST, "/moderation-decisions").json(&body).await?;
    answer.expect_problem(401, "unauthorized").map(drop)
}
