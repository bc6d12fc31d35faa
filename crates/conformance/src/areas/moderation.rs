//! Reports, what moderators decide, and appeals: with reasons, in a log without names.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
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
        "SMK-MOD-6" Must Queries ["moderation-log"] "The log is public, in the form that the description gives it."
            because "Whoever moderates is answerable for it." source "mission S1.6" => shows_the_log_in_form,
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
        "SMK-MOD-12" Must Steward ["moderation-log", "steward", "write-comments"] "The author can appeal, nobody else can, and an appeal that is upheld undoes the decision."
            because "Whoever is silenced must be heard on it." source "mission S1.6" => hears_appeals,
        "SMK-MOD-15" Must Steward ["moderation-log", "steward", "write-comments"] "Whoever has decided does not decide the appeal against it."
            because "Nobody is the judge of their own decision." source "openapi, decideAppeal; mission S1.6" => lets_another_decide,
        "SMK-MOD-13" Must Steward ["moderation-log", "me-state", "steward", "write-comments"] "The author is told what was hidden, and why."
            because "Whoever is not told cannot appeal." source "mission S1.6" => tells_the_author,
        "SMK-MOD-14" Must Writes ["write-contributions"] "What waits for a look is shown to nobody but its author."
            because "Otherwise looking first would be for nothing." source "protocol, pre-moderation" => shows_pending_to_nobody,
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
    super::me::must_be_private(&own)?;
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
        super::me::must_be_private(&told)?;
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

async fn shows_the_log_in_form(run: &Run) -> Outcome {
    let page = run.read("/moderation-decisions?limit=20").await?;
    Description::shared().check("get", "/moderation-decisions", &page)?;
    for id in page.ids()?.iter().take(3) {
        let one = run.read(format!("/moderation-decisions/{}", encode(id))).await?;
        Description::shared().check("get", "/moderation-decisions/{id}", &one)?;
    }
    Ok(())
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
