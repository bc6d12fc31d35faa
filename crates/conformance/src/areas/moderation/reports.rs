//! Reporting what should not stand there.

use reqwest::Method;
use serde_json::json;

use crate::answer::Answer;
use crate::areas::me;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses about reports.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-MOD-1" Must Writes ["reports", "write-contributions"] "Anybody can report something, without a name too."
            because "Whoever sees a threat must not have to sign." source "openapi, createReport" => takes_reports_from_anybody,
        "SMK-MOD-2" Must Writes ["reports", "write-contributions"] "A report changes nothing that others see, and is there for its reporter alone."
            because "A report is no verdict, and who reported is told to nobody." source "openapi, readReport" => keeps_reports_quiet,
        "SMK-MOD-3" Must Writes ["reports"] "The list of reports is for stewards alone."
            because "It names what people complain about." source "openapi, listReports" => keeps_the_list_to_stewards,
        "SMK-MOD-4" Must Steward ["reports", "steward", "write-contributions"] "Who reported is not told to stewards either."
            because "In a small place one meets the next day." source "openapi, listReports" => tells_nobody_who_reported,
        "SMK-MOD-5" Must Writes ["reports"] "A report of nothing, or without a reason, is refused."
            because "Nobody can look into it." source "openapi, createReport" => refuses_empty_reports,
    ]
}

async fn report(run: &Run, by: Option<&Person>, subject: &str) -> Outcome<Answer> {
    let asked = run.ask(Method::POST, "/reports");
    let asked = if let Some(person) = by {
        asked.by(person)
    } else {
        asked
    };
    asked
        .json(&json!({ "subject": subject, "reason": "spam", "text": run.text("Only a trial.") }))
        .await
}

async fn takes_reports_from_anybody(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    for person in [None, Some(run.bob().await?)] {
        let answer = report(run, person, &idea.as_ref("contribution"))
            .await?
            .expect(201)?;
        Description::shared().check("post", "/reports", &answer)?;
    }
    Ok(())
}

async fn keeps_reports_quiet(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?;
    let before = run.read(&idea.path).await?;
    let answer = report(run, Some(bob), &idea.as_ref("contribution"))
        .await?
        .expect(201)?;
    let path = format!("/reports/{}", encode(answer.text_at("/report/id")?));
    let after = run.read(&idea.path).await?;
    ensure!(
        before.json()? == after.json()?,
        "{} has changed by a report",
        after.asked
    );
    let own = run.get(&path).by(bob).await?.expect(200)?;
    Description::shared().check("get", "/reports/{id}", &own)?;
    me::must_be_private(&own)?;
    run.get(&path).by(alice).await?.expect_one_of(&[403, 404])?;
    run.get(&path).await?.expect_one_of(&[401, 404]).map(drop)
}

async fn keeps_the_list_to_stewards(run: &Run) -> Outcome {
    run.get("/reports").await?.expect_problem(401, "unauthorized")?;
    run.get("/reports")
        .by(run.alice().await?)
        .await?
        .expect_problem(403, "not-allowed")
        .map(drop)
}

async fn tells_nobody_who_reported(run: &Run) -> Outcome {
    let (alice, steward) = (run.alice().await?, run.steward().await?);
    let reporter = run.newcomer("Conform Reporter").await?;
    let idea = run.contribute(alice).await?;
    let answer = report(run, Some(&reporter), &idea.as_ref("contribution"))
        .await?
        .expect(201)?;
    let path = format!("/reports/{}", encode(answer.text_at("/report/id")?));
    let list = format!("/reports?subject={}&limit=100", idea.as_ref("contribution"));
    for path in [path, list, "/queue?limit=100".into()] {
        let told = run.get(path).by(steward).await?.expect(200)?;
        me::must_be_private(&told)?;
        let text = String::from_utf8_lossy(&told.body);
        let is_told =
            text.contains(&reporter.name) || reporter.id.as_deref().is_some_and(|id| text.contains(id));
        ensure!(!is_told, "{} tells who reported", told.asked);
    }
    Ok(())
}

async fn refuses_empty_reports(run: &Run) -> Outcome {
    for body in [
        json!({ "subject": "contribution:no-such-thing", "reason": "spam" }),
        json!({ "subject": "nonsense", "reason": "spam" }),
        json!({ "reason": "spam" }),
    ] {
        let answer = run.ask(Method::POST, "/reports").json(&body).await?;
        answer.expect_one_of(&[400, 404, 422])?.expect_refusal()?;
    }
    let idea = run.contribute(run.alice().await?).await?;
    let body = json!({ "subject": idea.as_ref("contribution") });
    run.ask(Method::POST, "/reports")
        .json(&body)
        .await?
        .expect_one_of(&[400, 422])?
        .expect_refusal()
        .map(drop)
}
