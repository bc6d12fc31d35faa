//! Priorities: many people's order of the same options, with the method and the spread.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::{Answer, id_of};
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-PRI-1" Must Queries ["priorities"] "Priorities have the form that the description gives them, with the method in plain words."
            because "A result that nobody can check is no result." source "mission S1.7" => shows_priorities_in_form,
        "SMK-PRI-2" Must Writes ["priorities", "test-support"] "However often one gives one's order, the last one counts, once."
            because "People change their minds." source "openapi, rankOptions" => counts_the_last_order,
        "SMK-PRI-3" Must Writes ["priorities", "test-support"] "The result shows the spread, which adds up to those who took part."
            because "The result is more than its winner." source "mission S1.7" => shows_the_spread,
        "SMK-PRI-4" Must Writes ["priorities", "test-support"] "An order with an option twice, an unknown one or none is refused."
            because "It would count for more than one voice, or for nothing." source "openapi, Ranking" => refuses_odd_orders,
        "SMK-PRI-5" Must Writes ["priorities", "test-support"] "An order can be taken back, and only by somebody known."
            because "People change their minds." source "openapi, withdrawRanking" => takes_orders_back,
    ]
}

async fn shows_priorities_in_form(run: &Run) -> Outcome {
    let id = run.some_project().await?;
    let answer = run.read(format!("/projects/{}/priorities", encode(&id))).await?;
    Description::shared().check("get", "/projects/{id}/priorities", &answer)
}

/// Where the sandbox is put in order, and by which options.
async fn options(run: &Run) -> Outcome<(String, Vec<String>)> {
    let path = format!("/projects/{}/priorities", encode(run.sandbox()?));
    let there = run.read(&path).await?;
    let options: Vec<String> = there
        .at("/options")?
        .as_array()
        .into_iter()
        .flatten()
        .map(id_of)
        .collect();
    if options.len() < 2 || there.at("/open")? != true {
        inconclusive!("there are no two options in the sandbox to put in order");
    }
    Ok((path, options))
}

async fn rank(run: &Run, by: &Person, path: &str, ranking: Value) -> Outcome<Answer> {
    run.ask(Method::PUT, path)
        .by(by)
        .json(&json!({ "ranking": ranking }))
        .await
}

async fn participants(run: &Run, path: &str) -> Outcome<u64> {
    match run.read(path).await?.at("/participants")?.as_u64() {
        Some(count) => Ok(count),
        None => inconclusive!("the result is hidden"),
    }
}

async fn counts_the_last_order(run: &Run) -> Outcome {
    let (path, options) = options(run).await?;
    let guest = run.newcomer("Conform Voter").await?;
    let before = participants(run, &path).await?;
    for ranking in [json!([options[0], options[1]]), json!([options[1], options[0]])] {
        let own = rank(run, &guest, &path, ranking.clone())
            .await?
            .expect_one_of(&[200, 201])?;
        Description::shared().check("put", "/projects/{id}/priorities", &own)?;
        ensure!(own.at("/ranking")? == &ranking, "{} has another order", own.asked);
    }
    let after = participants(run, &path).await?;
    run.ask(Method::DELETE, &path)
        .by(&guest)
        .await?
        .expect_one_of(&[200, 204])?;
    ensure!(
        after == before + 1,
        "{path} had {before} who took part, and then {after}"
    );
    Ok(())
}

async fn shows_the_spread(run: &Run) -> Outcome {
    let (path, options) = options(run).await?;
    let guest = run.newcomer("Conform Voter").await?;
    rank(run, &guest, &path, json!([options[0]]))
        .await?
        .expect_one_of(&[200, 201])?;
    let there = run.read(&path).await?;
    run.ask(Method::DELETE, &path)
        .by(&guest)
        .await?
        .expect_one_of(&[200, 204])?;
    let Some(count) = there.at("/participants")?.as_u64() else {
        inconclusive!("the result is hidden");
    };
    for standing in there.at("/result")?.as_array().into_iter().flatten() {
        let placed: u64 = standing["spread"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .sum();
        let all = placed + standing["unplaced"].as_u64().unwrap_or(0);
        ensure!(
            all == count,
            "the spread of {} adds up to {all} and not to {count}",
            standing["option"]
        );
    }
    Ok(())
}

async fn refuses_odd_orders(run: &Run) -> Outcome {
    let (path, options) = options(run).await?;
    for ranking in [
        json!([options[0], options[0]]),
        json!(["no-such-option"]),
        json!([]),
        json!("a"),
        json!([1]),
    ] {
        let answer = rank(run, run.alice().await?, &path, ranking).await?;
        answer.expect_one_of(&[400, 422])?.expect_refusal()?;
    }
    Ok(())
}

async fn takes_orders_back(run: &Run) -> Outcome {
    let (path, options) = options(run).await?;
    let guest = run.newcomer("Conform Voter").await?;
    let before = participants(run, &path).await?;
    rank(run, &guest, &path, json!([options[0]]))
        .await?
        .expect_one_of(&[200, 201])?;
    for _ in 0..2 {
        run.ask(Method::DELETE, &path)
            .by(&guest)
            .await?
            .expect_one_of(&[200, 204])?;
    }
    let after = participants(run, &path).await?;
    ensure!(
        after == before,
        "{path} had {before} who took part, and then {after}"
    );
    let body = json!({ "ranking": [options[0]] });
    run.ask(Method::PUT, &path)
        .json(&body)
        .await?
        .expect_problem(401, "unauthorized")
        .map(drop)
}
