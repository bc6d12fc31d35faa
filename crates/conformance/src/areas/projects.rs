//! The frame of a project: what can be influenced, what is given, and who answers for it.

use reqwest::Method;
use serde_json::json;

use crate::clause::Clause;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-PRJ-1" Must Reads ["projects"] "What a list shows can be read one by one, under the same id."
            because "A card leads to its project." source "openapi, readProject" => leads_to_each,
        "SMK-PRJ-2" Should Reads ["projects"] "An open project says what can be influenced, whose interest it is in, and who answers for it."
            because "Whoever takes part must know what for." source "mission S4.2, S4.3, S0.2" => frames_open_projects,
        "SMK-PRJ-3" Must Queries ["projects"] "Projects in which nothing is decided yet come first, the decided ones last."
            because "Early is when taking part counts most." source "mission S0.1" => shows_open_ones_first,
        "SMK-PRJ-4" Must Steward ["projects", "steward", "test-support"] "An open project cannot lose its interest, nor who answers for it."
            because "The municipality's own interest is never blank on an open project." source "mission S4.3" => keeps_the_frame,
        "SMK-PRJ-5" Must Writes ["projects", "steward", "test-support"] "Residents cannot change a project, nor put one up."
            because "The frame is the municipality's promise." source "openapi, changeProject" => keeps_residents_out,
    ]
}

async fn leads_to_each(run: &Run) -> Outcome {
    for id in run.read("/projects").await?.ids()?.iter().take(5) {
        let one = run.read(format!("/projects/{}", encode(id))).await?;
        ensure!(
            one.at("/id")? == &json!(id),
            "{} answered with another id",
            one.asked
        );
    }
    Ok(())
}

async fn frames_open_projects(run: &Run) -> Outcome {
    let page = run.read("/projects").await?;
    let is_open = |item: &&serde_json::Value| item["state"] == "open";
    let open: Vec<_> = page
        .items()?
        .iter()
        .filter(is_open)
        .map(crate::answer::id_of)
        .collect();
    if open.is_empty() {
        inconclusive!("no project is open");
    }
    for id in open.iter().take(5) {
        let one = run.read(format!("/projects/{}", encode(id))).await?;
        for member in ["/interest/value", "/responsible/office", "/influence/open"] {
            ensure!(
                !one.at(member)?.is_null(),
                "{} is open and says nothing at {member}",
                one.asked
            );
        }
    }
    Ok(())
}

async fn shows_open_ones_first(run: &Run) -> Outcome {
    let place = |openness: &str| {
        ["open", "framed", "decided"]
            .iter()
            .position(|word| *word == openness)
    };
    let page = run.read("/projects?limit=50").await?;
    let words = page.items()?.iter().filter_map(|item| item["openness"].as_str());
    let places: Vec<usize> = words.filter_map(place).collect();
    ensure!(
        places.is_sorted(),
        "{} does not begin with those in which nothing is decided",
        page.asked
    );
    Ok(())
}

async fn keeps_the_frame(run: &Run) -> Outcome {
    let steward = run.steward().await?;
    let path = format!("/projects/{}", encode(run.sandbox()?));
    let there = run.read(&path).await?;
    if there.at("/state")? != "open" {
        inconclusive!("the sandbox is not open");
    }
    for member in ["interest", "responsible"] {
        let asked = run
            .ask(Method::PATCH, &path)
            .by(steward)
            .header("if-match", there.header("etag"));
        let answer = asked
            .json(&json!({ member: null }))
            .await?
            .expect_problem(422, "validation")?;
        let pointer = answer.text_at("/errors/0/pointer")?;
        ensure!(
            pointer.starts_with(&format!("/{member}")),
            "{} points at {pointer}",
            answer.asked
        );
    }
    Ok(())
}

async fn keeps_residents_out(run: &Run) -> Outcome {
    let (alice, path) = (
        run.alice().await?,
        format!("/projects/{}", encode(run.sandbox()?)),
    );
    let there = run.read(&path).await?;
    let changes = json!({ "summary": run.text("Not mine") });
    let asked = run
        .ask(Method::PATCH, &path)
        .header("if-match", there.header("etag"));
    asked
        .clone()
        .by(alice)
        .json(&changes)
        .await?
        .expect_problem(403, "not-allowed")?;
    asked.json(&changes).await?.expect_problem(401, "unauthorized")?;
    let answer = run
        .ask(Method::POST, "/projects")
        .by(alice)
        .json(&json!({ "title": run.mark }))
        .await?;
    answer.expect_one_of(&[400, 403, 422])?.expect_refusal().map(drop)
}
