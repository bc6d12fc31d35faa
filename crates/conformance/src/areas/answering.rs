//! The trail: what becomes of a contribution, and who says so.

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
        "SMK-TRL-1" Must Queries ["answers"] "Answers are listed and read one by one, in the form that the description gives them."
            because "Clients read them by that form." source "openapi, listAnswers" => shows_answers_in_form,
        "SMK-TRL-2" Must Steward ["answers", "steward", "write-contributions"] "An answer becomes the step `answered` of the trail, in the name of an office."
            because "Being heard shows in what follows." source "mission S1.2" => answers_in_the_trail,
        "SMK-TRL-3" Must Steward ["answers", "steward", "write-contributions"] "A status changes along with the reason for it."
            because "No status changes without a reason." source "mission S1.5" => changes_status_with_a_reason,
        "SMK-TRL-4" Must Writes ["answers", "write-contributions"] "Residents cannot answer for the municipality."
            because "Nobody may speak in the municipality's name who is not asked to." source "openapi, createAnswer" => keeps_residents_out,
        "SMK-TRL-5" Must Steward ["trail", "steward", "write-contributions"] "A step that was taken says when, and by which office."
            because "People see who has it, and since when." source "mission S1.2" => says_who_took_a_step,
        "SMK-TRL-6" Must Steward ["trail", "steward", "write-contributions"] "What was understood is said in words, or refused."
            because "A tick is no understanding." source "mission S1.2" => wants_words_for_understanding,
        "SMK-TRL-7" Must Steward ["trail", "steward", "write-contributions"] "A new status without a reason is refused."
            because "No status changes without a reason." source "mission S1.5" => wants_reasons_for_status,
        "SMK-TRL-8" Must Steward ["trail", "answers", "steward", "write-contributions"] "The author says whether they feel answered, and nobody else does."
            because "Hearing is not listening: only who asked can tell." source "mission S1.2" => takes_the_authors_verdict,
        "SMK-TRL-9" Must Steward ["steward", "contributions", "write-contributions"] "What goes into another contribution can be read, names it, and is named by it."
            because "Who had the idea first keeps the credit for it." source "mission C3" => keeps_credit_when_merged,
        "SMK-TRL-10" Must Writes ["steward"] "What waits for the municipality is told to stewards alone."
            because "It holds what others may not read." source "openapi, listQueue" => keeps_the_queue_to_stewards,
        "SMK-TRL-11" Must Steward ["answers", "trail", "projects", "steward", "write-contributions"]
            "The project that an answer or a step names takes the contribution up: one that is there, and with a reason."
            because "People see where it goes on, and why there." source "mission S1.2, S1.5" => is_taken_up_by_a_project,
    ]
}

async fn shows_answers_in_form(run: &Run) -> Outcome {
    let page = run.read("/answers?limit=20").await?;
    Description::shared().check("get", "/answers", &page)?;
    let ids = page.ids()?;
    for id in ids.iter().take(3) {
        let answer = run.read(format!("/answers/{}", encode(id))).await?;
        Description::shared().check("get", "/answers/{id}", &answer)?;
        ensure!(
            answer.at("/id")? == &json!(id),
            "{} answered with another id",
            answer.asked
        );
    }
    if ids.is_empty() {
        inconclusive!("nothing has been answered yet");
    }
    Ok(())
}

async fn answer(run: &Run, by: &Person, idea: &Written, more: Value) -> Outcome<Answer> {
    let mut body =
        json!({ "subject": idea.as_ref("contribution"), "body": run.text("An answer."), "lang": "en" });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    run.ask(Method::POST, "/answers").by(by).json(&body).await
}

/// The steps of this kind that were taken.
async fn steps(run: &Run, idea: &Written, kind: &str) -> Outcome<Vec<Value>> {
    let there = run.read(&idea.path).await?;
    let steps = there.at("/trail")?.as_array().cloned().unwrap_or_default();
    Ok(steps
        .into_iter()
        .filter(|step| step["step"] == kind && step["at"].is_string())
        .collect())
}

async fn answers_in_the_trail(run: &Run) -> Outcome {
    let (alice, steward) = (run.alice().await?, run.steward().await?);
    let idea = run.contribute(alice).await?;
    let sent = answer(run, steward, &idea, json!({})).await?.expect(201)?;
    Description::shared().check("post", "/answers", &sent)?;
    let sent = run.take_note(steward, "/answers", "answer", sent)?;
    let Some(step) = steps(run, &idea, "answered").await?.pop() else {
        ensure!(false, "{} has no step `answered`", idea.path);
        return Ok(());
    };
    let office = step["by"].as_str().unwrap_or_default();
    ensure!(!office.is_empty(), "the step `answered` does not name an office");
    ensure!(
        step["answer"].is_null() || step["answer"] == sent.id,
        "the step leads to another answer"
    );
    let there = run.read(&sent.path).await?;
    ensure!(
        there.at("/subject")? == &json!(idea.as_ref("contribution")),
        "{} is about something else",
        there.asked
    );
    Ok(())
}

async fn changes_status_with_a_reason(run: &Run) -> Outcome {
    let (alice, steward) = (run.alice().await?, run.steward().await?);
    let idea = run.contribute(alice).await?;
    let sent = answer(
        run,
        steward,
        &idea,
        json!({ "status": { "category": "planned" } }),
    )
    .await?
    .expect(201)?;
    run.take_note(steward, "/answers", "answer", sent)?;
    let there = run.read(&idea.path).await?;
    let category = there.at("/status/category")?;
    ensure!(category == "planned", "{} stands at {category}", there.asked);
    Ok(())
}

async fn keeps_residents_out(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    answer(run, alice, &idea, json!({}))
        .await?
        .expect_problem(403, "not-allowed")?;
    let body = json!({ "subject": idea.as_ref("contribution"), "body": run.text("An answer.") });
    run.ask(Method::POST, "/answers")
        .json(&body)
        .await?
        .expect_problem(401, "unauthorized")
        .map(drop)
}

async fn take_step(run: &Run, idea: &Written, step: Value) -> Outcome<Answer> {
    run.ask(Method::POST, format!("{}/steps", idea.path))
        .by(run.steward().await?)
        .json(&step)
        .await
}

async fn says_who_took_a_step(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    take_step(run, &idea, json!({ "step": "read" }))
        .await?
        .expect_one_of(&[200, 201])?;
    let taken = steps(run, &idea, "read").await?;
    let is_signed = taken
        .iter()
        .any(|step| step["by"].as_str().is_some_and(|by| !by.is_empty()));
    ensure!(is_signed, "{} has no step `read` that says by whom", idea.path);
    Ok(())
}

async fn wants_words_for_understanding(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    for step in ["understood", "decided"] {
        let answer = take_step(run, &idea, json!({ "step": step }))
            .await?
            .expect_problem(422, "validation")?;
        let pointer = answer.text_at("/errors/0/pointer")?;
        ensure!(pointer == "/text", "{} points at {pointer}", answer.asked);
    }
    Ok(())
}

async fn wants_reasons_for_status(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    let step = json!({ "step": "read", "status": { "category": "rejected" } });
    take_step(run, &idea, step)
        .await?
        .expect_problem(422, "validation")?;
    let there = run.read(&idea.path).await?;
    let category = there.at("/status/category")?;
    ensure!(
        category != "rejected",
        "{} was rejected without a reason",
        there.asked
    );
    Ok(())
}

async fn takes_the_authors_verdict(run: &Run) -> Outcome {
    let (alice, bob, steward) = (run.alice().await?, run.bob().await?, run.steward().await?);
    let idea = run.contribute(alice).await?;
    let path = format!("{}/verdict", idea.path);
    let verdict = json!({ "verdict": "not_answered", "reason": run.text("It was about something else.") });
    let early = run.ask(Method::PUT, &path).by(alice).json(&verdict).await?;
    early.expect_refusal()?;
    let sent = answer(run, steward, &idea, json!({})).await?.expect(201)?;
    run.take_note(steward, "/answers", "answer", sent)?;
    run.ask(Method::PUT, &path)
        .by(bob)
        .json(&verdict)
        .await?
        .expect(403)?;
    run.ask(Method::PUT, &path)
        .by(alice)
        .json(&verdict)
        .await?
        .expect_one_of(&[200, 201, 204])?;
    let there = run.read(&idea.path).await?;
    let told = there.at("/author_verdict/verdict")?;
    ensure!(told == "not_answered", "{} tells the verdict {told}", there.asked);
    Ok(())
}

async fn keeps_credit_when_merged(run: &Run) -> Outcome {
    let (alice, bob, steward) = (run.alice().await?, run.bob().await?, run.steward().await?);
    let (twin, into) = (run.contribute(alice).await?, run.contribute(bob).await?);
    let merge = json!({ "into": into.id, "reason": run.text("It is the same bench.") });
    let asked = run.ask(Method::POST, format!("{}/merge", twin.path)).by(steward);
    asked.json(&merge).await?.expect_one_of(&[200, 201])?;
    let there = run.read(&twin.path).await?;
    ensure!(
        there.at("/merged_into/id")? == &json!(into.id),
        "{} does not say into what it went",
        there.asked
    );
    let target = run.read(&into.path).await?;
    let from = target.at("/merged_from")?.as_array().cloned().unwrap_or_default();
    ensure!(
        from.iter().any(|link| link["id"] == twin.id),
        "{} does not say what went into it",
        target.asked
    );
    let list = run
        .read(format!(
            "/contributions?project={}&order=newest",
            encode(run.sandbox()?)
        ))
        .await?;
    ensure!(
        !list.ids()?.contains(&twin.id),
        "{} still has what went into another",
        list.asked
    );
    Ok(())
}

async fn keeps_the_queue_to_stewards(run: &Run) -> Outcome {
    run.get("/queue").await?.expect_problem(401, "unauthorized")?;
    run.get("/queue")
        .by(run.alice().await?)
        .await?
        .expect_problem(403, "not-allowed")
        .map(drop)
}

async fn is_taken_up_by_a_project(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    let steward = run.steward().await?;
    let nowhere = json!({ "project": "no-such-project" });
    let words = run.text("It fits in there.");
    let step = |project: &str| json!({ "step": "understood", "text": words, "project": project });
    for refused in [
        answer(run, steward, &idea, nowhere).await?,
        take_step(run, &idea, step("no-such-project")).await?,
    ] {
        let refused = refused.expect_problem(422, "validation")?;
        let pointer = refused.text_at("/errors/0/pointer")?;
        ensure!(pointer == "/project", "{} points at {pointer}", refused.asked);
    }
    let sandbox = run.sandbox()?;
    let silent = json!({ "step": "read", "project": sandbox });
    let silent = take_step(run, &idea, silent)
        .await?
        .expect_problem(422, "validation")?;
    let pointer = silent.text_at("/errors/0/pointer")?;
    ensure!(pointer == "/text", "{} points at {pointer}", silent.asked);
    take_step(run, &idea, step(sandbox))
        .await?
        .expect_one_of(&[200, 201])?;
    let there = run.read(&idea.path).await?;
    let project = there.at("/project/id")?;
    ensure!(project == sandbox, "{} belongs to {project}", there.asked);
    Ok(())
}
