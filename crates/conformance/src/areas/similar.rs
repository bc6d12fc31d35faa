//! What is similar to what somebody is writing.

use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-SIM-1" Must Queries ["similar"] "A contribution is similar to its own title."
            because "Joining one beats posting a twin." source "mission C3" => finds_itself,
        "SMK-SIM-2" Must Queries ["similar"] "What is similar has the form that the description gives it, at most five."
            because "A phone shows it below what is being written." source "openapi, listSimilar" => answers_in_form,
        "SMK-SIM-3" Must Queries ["similar"] "Texts of any signs and lengths break nothing."
            because "It is asked while somebody is still writing." source "protocol, bad input" => survives_strange_texts,
    ]
}

async fn finds_itself(run: &Run) -> Outcome {
    let id = run.some_contribution().await?;
    let there = run.read(format!("/contributions/{}", encode(&id))).await?;
    let title = there.text_at("/title")?;
    let found = run
        .read(format!("/contributions/similar?text={}", encode(title)))
        .await?;
    ensure!(
        found.ids()?.contains(&id),
        "{} does not find what has that title",
        found.asked
    );
    Ok(())
}

async fn answers_in_form(run: &Run) -> Outcome {
    let id = run.some_contribution().await?;
    let there = run.read(format!("/contributions/{}", encode(&id))).await?;
    let found = run
        .read(format!(
            "/contributions/similar?text={}",
            encode(there.text_at("/title")?)
        ))
        .await?;
    Description::shared().check("get", "/contributions/similar", &found)?;
    ensure!(
        found.items()?.len() <= 5,
        "{} has {} items",
        found.asked,
        found.items()?.len()
    );
    Ok(())
}

async fn survives_strange_texts(run: &Run) -> Outcome {
    for text in [
        "",
        " ",
        "a",
        "\"",
        "' OR 1=1 --",
        "NEAR(",
        "* ^ : -",
        "🐈🐈🐈",
        "\n\t",
    ] {
        let answer = run
            .get(format!("/contributions/similar?text={}", encode(text)))
            .await?;
        answer.expect_one_of(&[200, 400])?;
    }
    run.get(format!("/contributions/similar?text={}", "word%20".repeat(600)))
        .await?
        .expect_one_of(&[200, 400, 414])
        .map(drop)
}
