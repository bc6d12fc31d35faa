//! Sending a contribution: what is taken, what is refused, and that it is there afterwards.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-CON-1" Must Reads ["contributions"] "What a list shows can be read one by one, under the same id."
            because "A card leads to its contribution." source "openapi, readContribution" => leads_to_each,
        "SMK-CON-2" Must Reads ["contributions"] "A summary is one line of at most 200 characters."
            because "A list on a phone has no room for more." source "openapi, Contribution" => sums_up_in_a_line,
        "SMK-CON-3" Must Writes ["write-contributions"] "What was sent is answered with 201, or with 202 where it waits for a look."
            because "The sender must know whether others can see it." source "protocol, verbs and errors" => says_what_became_of_it,
        "SMK-CON-4" Must Writes ["write-contributions"] "`Location` leads to what was sent."
            because "The sender wants to see it." source "RFC 9110, 10.2.2" => says_where_it_lies,
        "SMK-CON-5" Must Writes ["write-contributions"] "The answer to sending has the form that the description gives it."
            because "The receipt is made from it." source "openapi, createContribution" => answers_in_form,
        "SMK-CON-6" Must Writes ["write-contributions"] "A text comes back as it was written, whatever its signs."
            because "People write in all languages, and what they wrote is theirs." source "protocol, text" => keeps_every_sign,
        "SMK-CON-7" Must Writes ["write-contributions"] "What was sent is in the list."
            because "Otherwise people send it again." source "protocol, consistency" => lists_what_was_sent,
        "SMK-CON-8" Must Writes ["write-contributions"] "A missing field is refused as `validation`, with its pointer."
            because "People must see which field is meant." source "openapi, FieldError" => points_at_missing_fields,
        "SMK-CON-9" Must Writes ["write-contributions"] "A text that is too long is refused with the limit that was passed."
            because "Cutting it would change what somebody said." source "openapi, FieldError" => tells_the_limit,
        "SMK-CON-10" Must Writes ["write-contributions"] "A text as long as the limit is taken, counted in characters."
            because "An `å` is one character and not two." source "openapi, Limits" => counts_characters,
        "SMK-CON-11" Must Writes ["write-contributions"] "A project that does not exist is refused as `validation`."
            because "Otherwise it would lie where nobody looks." source "openapi, createContribution" => refuses_unknown_projects,
        "SMK-CON-12" Must Writes ["write-contributions"] "Members that the backend does not know are ignored."
            because "A newer widget may send more." source "protocol, versioning" => ignores_unknown_members,
        "SMK-CON-13" Must Writes ["trail"] "A new contribution has the step `received`, and a promised answer."
            because "Being heard begins with knowing that it has come, and until when an answer is due." source "mission S1.2"
            => promises_an_answer,
    ]
}

async fn leads_to_each(run: &Run) -> Outcome {
    for id in run.read("/contributions?limit=5").await?.ids()? {
        let one = run.read(format!("/contributions/{}", encode(&id))).await?;
        ensure!(
            one.at("/id")? == &json!(id),
            "{} answered with another id",
            one.asked
        );
    }
    Ok(())
}

async fn sums_up_in_a_line(run: &Run) -> Outcome {
    let page = run.read("/contributions?limit=50").await?;
    for item in page.items()? {
        let summary = item["summary"].as_str().unwrap_or_default();
        let fits = summary.chars().count() <= 200 && !summary.contains('\n');
        ensure!(
            fits,
            "the summary of {} is longer or has several lines",
            item["id"]
        );
    }
    Ok(())
}

/// Sends an idea with some members changed, whatever comes of it.
async fn send(run: &Run, changes: Value) -> Outcome<Answer> {
    let alice = run.alice().await?;
    let mut idea = run.idea(alice)?;
    for (name, value) in changes.as_object().into_iter().flatten() {
        idea[name] = value.clone();
    }
    let answer = run
        .ask(Method::POST, "/contributions")
        .by(alice)
        .json(&idea)
        .await?;
    if answer.status == 201 || answer.status == 202 {
        let id = answer.text_at("/contribution/id")?.to_owned();
        run.leave(alice, &format!("/contributions/{}", encode(&id)));
    }
    Ok(answer)
}

async fn says_what_became_of_it(run: &Run) -> Outcome {
    let answer = send(run, json!({})).await?.expect_one_of(&[201, 202])?;
    let state = answer.at("/contribution/state")?;
    ensure!(
        answer.status == 201 || state == "pending",
        "{} answered 202 and the state {state}",
        answer.asked
    );
    Ok(())
}

async fn says_where_it_lies(run: &Run) -> Outcome {
    let answer = send(run, json!({})).await?.expect_published()?;
    let (location, id) = (answer.header("location"), answer.at("/contribution/id")?);
    let there = run.read(location).await?;
    ensure!(there.at("/id")? == id, "`Location` leads to something else");
    Ok(())
}

async fn answers_in_form(run: &Run) -> Outcome {
    let answer = send(run, json!({})).await?.expect_one_of(&[201, 202])?;
    Description::shared().check("post", "/contributions", &answer)
}

async fn keeps_every_sign(run: &Run) -> Outcome {
    for words in [
        "<script>alert(1)</script> & <b>bold</b> &amp; \"quoted\"",
        "Æblegrød på Østerågade: e\u{301} é 👩‍👩‍👧 नमस्ते مرحبا",
        "first paragraph\n\nsecond paragraph\twith a tab",
        "\\u0041 %20 ${x} {{y}} '; DROP TABLE contributions; --",
    ] {
        let text = run.text(words);
        let answer = send(run, json!({ "body": text })).await?.expect_published()?;
        let there = run
            .read(format!(
                "/contributions/{}",
                encode(answer.text_at("/contribution/id")?)
            ))
            .await?;
        let found = there.text_at("/body/value")?;
        ensure!(found == text, "what was sent as {text:?} came back as {found:?}");
    }
    Ok(())
}

async fn lists_what_was_sent(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?;
    let list = format!(
        "/contributions?project={}&order=newest&limit=20",
        encode(run.sandbox()?)
    );
    run.eventually(async || {
        let ids = run.read(&list).await?.ids()?;
        ensure!(ids.contains(&idea.id), "{list} lacks what was just sent");
        Ok(())
    })
    .await
}

async fn points_at_missing_fields(run: &Run) -> Outcome {
    for field in ["title", "body"] {
        let answer = send(run, json!({ field: "  " }))
            .await?
            .expect_problem(422, "validation")?;
        must_point_at(&answer, field, "empty")?;
    }
    Ok(())
}

async fn tells_the_limit(run: &Run) -> Outcome {
    for (field, limit) in [("title", "title_max"), ("body", "body_max")] {
        let most = run.limit(limit, 100_000);
        let text = "å".repeat(usize::try_from(most).unwrap_or(100_000) + 1);
        let answer = send(run, json!({ field: text }))
            .await?
            .expect_problem(422, "validation")?;
        must_point_at(&answer, field, "too_long")?;
        let told = answer.at("/errors/0/limit")?;
        ensure!(*told == most, "the limit is told as {told} and not {most}");
    }
    Ok(())
}

async fn counts_characters(run: &Run) -> Outcome {
    let most = usize::try_from(run.limit("title_max", 80)).unwrap_or(80);
    let marked = run.text("");
    let title = format!(
        "{marked}{}",
        "å".repeat(most.saturating_sub(marked.chars().count()))
    );
    let answer = send(run, json!({ "title": title }))
        .await?
        .expect_one_of(&[201, 202])?;
    ensure!(
        answer.text_at("/contribution/title")? == title,
        "a title of {most} characters was changed"
    );
    Ok(())
}

async fn refuses_unknown_projects(run: &Run) -> Outcome {
    let answer = send(run, json!({ "project": "no-such-project" })).await?;
    let answer = answer.expect_problem(422, "validation")?;
    must_point_at(&answer, "project", "unknown")
}

async fn ignores_unknown_members(run: &Run) -> Outcome {
    let answer = send(run, json!({ "x_conform": { "any": ["thing"] }, "ext": {} })).await?;
    answer.expect_one_of(&[201, 202]).map(drop)
}

async fn promises_an_answer(run: &Run) -> Outcome {
    let answer = send(run, json!({})).await?.expect_one_of(&[201, 202])?;
    let steps = answer
        .at("/contribution/trail")?
        .as_array()
        .cloned()
        .unwrap_or_default();
    let is_received = steps
        .iter()
        .any(|step| step["step"] == "received" && step["at"].is_string());
    ensure!(is_received, "the trail has no step `received`");
    let (due, sent) = (
        answer.text_at("/contribution/answer_due")?,
        answer.text_at("/contribution/created_at")?,
    );
    ensure!(due > sent, "the answer is due at {due}, before it came at {sent}");
    Ok(())
}

fn must_point_at(answer: &Answer, field: &str, fault: &str) -> Outcome {
    let errors = answer.at("/errors")?.as_array().cloned().unwrap_or_default();
    let pointer = format!("/{field}");
    let is_told = errors
        .iter()
        .any(|error| error["pointer"] == pointer && error["fault"] == fault);
    ensure!(
        is_told,
        "{} answered without the error `{fault}` at {pointer}",
        answer.asked
    );
    Ok(())
}
