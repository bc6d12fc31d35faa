//! What was heard, what was decided, and what it was worth.

use reqwest::Method;
use serde_json::{Value, json};

use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-SUM-1" Must Steward ["summaries", "steward", "test-support"] "A summary holds what was heard, and the minority with its reasons."
            because "Being in the minority is learned where it is heard." source "mission S1.4" => keeps_minorities,
        "SMK-SUM-2" Must Steward ["summaries", "steward", "test-support"] "A minority without reasons is refused."
            because "A position without its reasons cannot be answered." source "mission S1.4" => wants_the_minoritys_reasons,
        "SMK-SUM-3" Must Steward ["summaries", "steward", "test-support", "write-contributions"] "Those who took part confirm or correct it, and each counts once."
            because "What was heard is said by those who were there." source "mission S2.8" => counts_each_response_once,
        "SMK-SUM-4" Must Steward ["summaries", "steward", "test-support", "guest"] "Whoever did not take part does not confirm."
            because "What was heard is said by those who were there." source "mission S2.8" => hears_those_who_were_there,
        "SMK-SUM-5" Must Writes ["summaries", "steward", "test-support"] "Residents write no summaries."
            because "It is the municipality that says what it has heard." source "openapi, createSummary" => keeps_residents_out,
        "SMK-DEC-1" Must Queries ["decisions"] "Decisions are listed, the last one first, and read one by one, in the form that the description gives them."
            because "Decisions must be explained." source "mission S1.5" => shows_decisions_in_form,
        "SMK-DEC-2" Must Steward ["decisions", "steward", "test-support"] "A decision without reasons is refused."
            because "Decisions must be explained, cuts too." source "mission S1.5" => wants_reasons,
        "SMK-DEC-3" Must Steward ["decisions", "trail", "steward", "test-support"] "A decision stands in the trails of the contributions that it answers."
            because "From idea to decision the path is drawn." source "mission S3.1" => stands_in_the_trails,
        "SMK-EVA-1" Must Queries ["evaluation"] "An evaluation has the form that the description gives it, and tells its results to everybody."
            because "Learning is done in public." source "mission S0.3" => shows_evaluations_in_form,
        "SMK-EVA-2" Must Writes ["evaluation", "test-support"] "It is answered from 1 to 5, once the project has ended."
            because "Nobody can say at the beginning how it was." source "openapi, evaluate" => waits_for_the_end,
    ]
}

async fn sum_up(run: &Run, more: Value) -> Outcome<crate::answer::Answer> {
    let mut body = json!({
        "subject": format!("project:{}", run.sandbox()?), "title": run.text("What we heard"), "lang": "en",
        "points": [run.text("Six of eight tables want shade.")],
        "minorities": [{ "position": run.text("Leave it as it is"), "held_by": "Two tables", "reasons": [run.text("It is quiet.")] }],
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    run.ask(Method::POST, "/summaries")
        .by(run.steward().await?)
        .json(&body)
        .await
}

async fn a_summary(run: &Run) -> Outcome<Written> {
    let answer = sum_up(run, json!({})).await?.expect(201)?;
    run.take_note(run.steward().await?, "/summaries", "summary", answer)
}

async fn keeps_minorities(run: &Run) -> Outcome {
    let made = a_summary(run).await?;
    let description = Description::shared();
    description.check("post", "/summaries", &made.answer)?;
    let there = run.read(&made.path).await?;
    description.check("get", "/summaries/{id}", &there)?;
    ensure!(
        there.at("/minorities/0/reasons/0")?.is_string(),
        "{} has lost the minority's reasons",
        there.asked
    );
    let list = run
        .read(format!(
            "/summaries?subject=project:{}&limit=100",
            encode(run.sandbox()?)
        ))
        .await?;
    description.check("get", "/summaries", &list)?;
    ensure!(
        list.ids()?.contains(&made.id),
        "{} lacks what was just written",
        list.asked
    );
    Ok(())
}

async fn wants_the_minoritys_reasons(run: &Run) -> Outcome {
    let without = json!({ "minorities": [{ "position": run.text("No"), "reasons": [] }] });
    sum_up(run, without)
        .await?
        .expect_problem(422, "validation")
        .map(drop)
}

async fn respond(
    run: &Run,
    by: &crate::people::Person,
    made: &Written,
    body: Value,
) -> Outcome<crate::answer::Answer> {
    run.ask(Method::POST, format!("{}/responses", made.path))
        .by(by)
        .json(&body)
        .await
}

async fn counts_each_response_once(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    run.contribute(alice).await?;
    let made = a_summary(run).await?;
    for _ in 0..2 {
        respond(run, alice, &made, json!({ "verdict": "confirmed" }))
            .await?
            .expect_one_of(&[200, 201])?;
    }
    must_count(run, &made, 1, 0).await?;
    let correction = json!({ "verdict": "corrected", "text": run.text("It were five tables.") });
    respond(run, alice, &made, correction)
        .await?
        .expect_one_of(&[200, 201])?;
    must_count(run, &made, 0, 1).await?;
    let wordless = respond(run, alice, &made, json!({ "verdict": "corrected" })).await?;
    wordless.expect_problem(422, "validation").map(drop)
}

async fn must_count(run: &Run, made: &Written, confirmed: u64, corrected: u64) -> Outcome {
    let there = run.read(&made.path).await?;
    let (yes, no) = (there.at("/confirmed")?, there.at("/corrected")?);
    ensure!(
        *yes == confirmed && *no == corrected,
        "{} has {yes} who confirm and {no} who correct",
        there.asked
    );
    Ok(())
}

async fn hears_those_who_were_there(run: &Run) -> Outcome {
    let made = a_summary(run).await?;
    let absent = run.newcomer("Conform Absentee").await?;
    respond(run, &absent, &made, json!({ "verdict": "confirmed" }))
        .await?
        .expect(403)?;
    must_count(run, &made, 0, 0).await
}

async fn keeps_residents_out(run: &Run) -> Outcome {
    let body = json!({
        "subject": format!("project:{}", run.sandbox()?), "title": run.text("What I heard"), "points": [run.mark],
    });
    let answer = run
        .ask(Method::POST, "/summaries")
        .by(run.alice().await?)
        .json(&body)
        .await?;
    answer.expect_problem(403, "not-allowed").map(drop)
}

async fn shows_decisions_in_form(run: &Run) -> Outcome {
    let page = run.read("/decisions?limit=20").await?;
    Description::shared().check("get", "/decisions", &page)?;
    let times: Vec<&str> = page
        .items()?
        .iter()
        .filter_map(|item| item["decided_at"].as_str())
        .collect();
    ensure!(
        times.iter().rev().is_sorted(),
        "{} does not begin with the last one",
        page.asked
    );
    for id in page.ids()?.iter().take(3) {
        let one = run.read(format!("/decisions/{}", encode(id))).await?;
        Description::shared().check("get", "/decisions/{id}", &one)?;
    }
    Ok(())
}

fn decision(run: &Run, reasons: &str) -> Outcome<Value> {
    Ok(json!({
        "project": run.sandbox()?, "decided_at": "2026-01-01T12:00:00Z", "by": "The council of nowhere",
        "outcome": { "value": run.text("There will be shade."), "lang": "en" },
        "reasons": { "value": reasons, "lang": "en" },
    }))
}

async fn wants_reasons(run: &Run) -> Outcome {
    let asked = run.ask(Method::POST, "/decisions").by(run.steward().await?);
    asked
        .json(&decision(run, " ")?)
        .await?
        .expect_problem(422, "validation")?;
    let asked = run.ask(Method::POST, "/decisions").by(run.alice().await?);
    asked
        .json(&decision(run, &run.mark)?)
        .await?
        .expect_problem(403, "not-allowed")
        .map(drop)
}

async fn stands_in_the_trails(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    let mut body = decision(run, &run.text("It is too hot."))?;
    body["answers"] = json!([idea.as_ref("contribution")]);
    let made = run
        .create(run.steward().await?, "/decisions", "decision", &body)
        .await?;
    Description::shared().check("post", "/decisions", &made.answer)?;
    let there = run.read(&idea.path).await?;
    let steps = there.at("/trail")?.as_array().cloned().unwrap_or_default();
    let is_there = steps
        .iter()
        .any(|step| step["step"] == "decided" && step["at"].is_string());
    ensure!(is_there, "{} has no step `decided`", there.asked);
    Ok(())
}

async fn shows_evaluations_in_form(run: &Run) -> Outcome {
    let id = run.some_project().await?;
    let answer = run.read(format!("/projects/{}/evaluation", encode(&id))).await?;
    Description::shared().check("get", "/projects/{id}/evaluation", &answer)
}

async fn waits_for_the_end(run: &Run) -> Outcome {
    let path = format!("/projects/{}/evaluation", encode(run.sandbox()?));
    let there = run.read(&path).await?;
    if there.at("/open")? == true {
        inconclusive!("the sandbox has ended");
    }
    let body = json!({ "heard": 4, "again": 5 });
    let early = run
        .ask(Method::PUT, &path)
        .by(run.alice().await?)
        .json(&body)
        .await?;
    early.expect(403)?.expect_refusal()?;
    run.ask(Method::PUT, &path)
        .json(&body)
        .await?
        .expect_problem(401, "unauthorized")
        .map(drop)
}
