//! Where people stand, said by themselves.

use reqwest::Method;
use serde_json::{Value, json};

use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-POS-1" Must Writes ["positions", "write-comments", "test-support"] "A comment keeps the position that its author chose, and has none where nobody chose."
            because "A position is said by whoever holds it, and never inferred." source "openapi, Comment" => keeps_positions,
        "SMK-POS-2" Must Writes ["positions", "write-comments", "test-support"] "In the debate on a dilemma a comment keeps its side, and those who speak for a side can be had alone."
            because "Both sides are to be heard in the words of those who hold them." source "mission S4.5" => lists_a_side,
        "SMK-POS-3" Must Writes ["positions", "write-comments", "test-support"] "A side that the dilemma does not have is refused at `/side`."
            because "It would speak for something that nobody can read." source "openapi, createComment" => refuses_other_sides,
    ]
}

/// Sends a dilemma, and gives it back with the ids of its two sides.
async fn a_dilemma(run: &Run) -> Outcome<(Written, [String; 2])> {
    let alice = run.alice().await?;
    let mut dilemma = run.idea(alice)?;
    dilemma["kind"] = json!("dilemma");
    dilemma["problem"] = Value::Null;
    dilemma["dilemma"] = json!({
        "tension": run.text("Light or dark."),
        "sides": [{ "label": run.text("Light") }, { "label": run.text("Dark") }],
    });
    let made = run
        .create(alice, "/contributions", "contribution", &dilemma)
        .await?;
    let made = made.published()?;
    let side = |at: u8| {
        let pointer = format!("/contribution/dilemma/sides/{at}/id");
        made.answer.text_at(&pointer).map(str::to_owned)
    };
    let sides = [side(0)?, side(1)?];
    Ok((made, sides))
}

/// A comment on something, with one member more.
async fn a_remark(run: &Run, subject: &str, member: &str, value: &str) -> Outcome<Value> {
    let bob = run.bob().await?;
    let mut remark = run.remark(bob, subject, None, "That is where I stand.");
    remark[member] = json!(value);
    Ok(remark)
}

async fn keeps_positions(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let subject = run.contribute(alice).await?.as_ref("contribution");
    for word in ["for", "against", "another_way"] {
        let remark = a_remark(run, &subject, "alignment", word).await?;
        let made = run.create(bob, "/comments", "comment", &remark).await?;
        let there = run.read(&made.published()?.path).await?;
        let kept = there.at("/alignment")?;
        ensure!(kept == word, "{} says {kept} and not `{word}`", there.asked);
    }
    let silent = run.comment(bob, &subject, None).await?;
    let there = run.read(&silent.path).await?;
    let kept = there.at("/alignment")?;
    ensure!(
        kept.is_null(),
        "{} says {kept}, which nobody has chosen",
        there.asked
    );
    Ok(())
}

async fn lists_a_side(run: &Run) -> Outcome {
    let bob = run.bob().await?;
    let (dilemma, sides) = a_dilemma(run).await?;
    let subject = dilemma.as_ref("contribution");
    let mut made = Vec::new();
    for side in &sides {
        let remark = a_remark(run, &subject, "side", side).await?;
        let one = run.create(bob, "/comments", "comment", &remark).await?;
        made.push(one.published()?);
    }
    run.comment(bob, &subject, None).await?;
    for (side, one) in sides.iter().zip(&made) {
        let side = crate::run::encode(side);
        let list = run
            .read(format!("/comments?subject={subject}&side={side}"))
            .await?;
        Description::shared().check("get", "/comments", &list)?;
        let ids = list.ids()?;
        ensure!(
            ids == [one.id.clone()],
            "{} has {ids:?}, and not only {}",
            list.asked,
            one.id
        );
    }
    Ok(())
}

async fn refuses_other_sides(run: &Run) -> Outcome {
    let bob = run.bob().await?;
    let (dilemma, _) = a_dilemma(run).await?;
    let subject = dilemma.as_ref("contribution");
    let remark = a_remark(run, &subject, "side", "a-side-that-is-not-there").await?;
    let answer = run
        .ask(Method::POST, "/comments")
        .by(bob)
        .json(&remark)
        .await?
        .expect_problem(422, "validation")?;
    let pointer = answer.at("/errors/0/pointer")?;
    ensure!(
        pointer == "/side",
        "{} points at {pointer} and not at /side",
        answer.asked
    );
    Ok(())
}
