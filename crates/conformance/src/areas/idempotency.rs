//! Requests that come twice and count once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-IDM-1" Must Writes ["idempotency", "write-contributions"] "The same contribution with the same key counts once, and is answered alike."
            because "A phone in a tunnel sends again what has long arrived." source "openapi, createContribution" => counts_once,
        "SMK-IDM-2" Must Writes ["idempotency", "write-comments"] "The same comment with the same key counts once."
            because "A phone in a tunnel sends again what has long arrived." source "openapi, createComment" => counts_comments_once,
        "SMK-IDM-3" Must Writes ["idempotency", "write-contributions"] "Another text with a used key is refused as `idempotency-reused`, and not stored."
            because "Otherwise somebody's second text is lost without a word." source "openapi, createContribution"
            => refuses_other_texts,
        "SMK-IDM-4" Must Writes ["idempotency", "write-contributions"] "`idempotency-reused` leads to what was stored with the key."
            because "The sender finds out what became of it." source "openapi, Problem" => leads_to_what_was_stored,
        "SMK-IDM-5" Must Writes ["idempotency", "write-contributions"] "Two at once with the same key make one contribution."
            because "A button gets pressed twice." source "openapi, createContribution" => counts_simultaneous_ones_once,
        "SMK-IDM-6" Should Writes ["idempotency", "write-contributions"] "The same members in another order are the same text."
            because "Two programs write the same JSON differently." source "openapi, createContribution" => ignores_the_order_of_members,
        "SMK-IDM-7" Must Writes ["idempotency", "write-contributions"] "A key that is empty, too long or has spaces is refused."
            because "A key that is cut on its way would match another." source "openapi, parameters/idempotencyKey" => refuses_bad_keys,
        "SMK-IDM-8" Must Writes ["idempotency", "write-contributions"] "A request that was refused does not use up its key."
            because "The text is corrected and sent again with the same key." source "openapi, createContribution"
            => keeps_keys_of_refused_requests,
        "SMK-IDM-9" Must Writes ["idempotency", "write-contributions"] "Without a key each request counts."
            because "Two people may wish for the same." source "openapi, parameters/idempotencyKey" => counts_each_without_a_key,
    ]
}

fn draw_key() -> String {
    format!("conform-{}", uuid::Uuid::now_v7())
}

async fn send(run: &Run, by: &Person, key: &str, body: &Value) -> Outcome<Answer> {
    let asked = run
        .ask(Method::POST, "/contributions")
        .by(by)
        .header("idempotency-key", key);
    let answer = asked.json(body).await?;
    if let (201 | 202, Ok(id)) = (answer.status, answer.text_at("/contribution/id")) {
        run.leave(by, &format!("/contributions/{}", encode(id)));
    }
    Ok(answer)
}

async fn counts_once(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let idea = run.idea(alice)?;
    let first = send(run, alice, &key, &idea).await?.expect_one_of(&[201, 202])?;
    let second = send(run, alice, &key, &idea).await?.expect(first.status)?;
    let (one, other) = (first.at("/contribution/id")?, second.at("/contribution/id")?);
    ensure!(
        one == other,
        "the same request with the same key made {one} and {other}"
    );
    ensure!(
        first.json()? == second.json()?,
        "the second answer differs from the first"
    );
    let (one, other) = (first.header("location"), second.header("location"));
    ensure!(one == other, "`Location` was {one:?} and then {other:?}");
    Ok(())
}

async fn counts_comments_once(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let remark = run.remark(alice, &subject, None, "Once.");
    for _ in 0..2 {
        let asked = run
            .ask(Method::POST, "/comments")
            .by(alice)
            .header("idempotency-key", &key);
        let answer = asked.json(&remark).await?.expect_one_of(&[201, 202])?;
        run.take_note(alice, "/comments", "comment", answer)?;
    }
    let count = run
        .read(format!("/comments?subject={subject}&layout=flat"))
        .await?
        .items()?
        .len();
    ensure!(
        count == 1,
        "the same comment with the same key is there {count} times"
    );
    Ok(())
}

async fn refuses_other_texts(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let idea = run.idea(alice)?;
    send(run, alice, &key, &idea).await?.expect_one_of(&[201, 202])?;
    let altered = alter(run, &idea);
    send(run, alice, &key, &altered)
        .await?
        .expect_problem(422, "idempotency-reused")
        .map(drop)
}

async fn leads_to_what_was_stored(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let idea = run.idea(alice)?;
    let first = send(run, alice, &key, &idea).await?.expect_one_of(&[201, 202])?;
    let refused = send(run, alice, &key, &alter(run, &idea)).await?;
    let id = first.text_at("/contribution/id")?;
    let (stored, location) = (refused.at("/stored")?, refused.header("location"));
    ensure!(
        *stored == format!("contribution:{id}"),
        "{} says that {stored} was stored",
        refused.asked
    );
    ensure!(
        location == first.header("location"),
        "{} leads to {location:?}",
        refused.asked
    );
    Ok(())
}

async fn counts_simultaneous_ones_once(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let idea = run.idea(alice)?;
    let (one, other) = tokio::join!(send(run, alice, &key, &idea), send(run, alice, &key, &idea));
    let mut made = Vec::new();
    for answer in [one?, other?] {
        let answer = answer.expect_one_of(&[201, 202, 409])?;
        if answer.status == 409 {
            answer.expect_problem(409, "idempotency-in-flight")?;
        } else {
            made.push(answer.text_at("/contribution/id")?.to_owned());
        }
    }
    made.dedup();
    ensure!(
        made.len() == 1,
        "two at once with the same key made {} contributions",
        made.len()
    );
    Ok(())
}

async fn ignores_the_order_of_members(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let idea = run.idea(alice)?;
    let first = send(run, alice, &key, &idea).await?.expect_one_of(&[201, 202])?;
    let members = idea.as_object().into_iter().flatten().rev();
    let members: Vec<String> = members
        .map(|(name, value)| format!("{} : {value}", json!(name)))
        .collect();
    let asked = run
        .ask(Method::POST, "/contributions")
        .by(alice)
        .header("idempotency-key", key);
    let asked = asked.header("content-type", "application/json");
    let again = asked.body(format!("{{\n {}\n}}", members.join(",\n "))).await?;
    let (one, other) = (first.at("/contribution/id")?, again.at("/contribution/id")?);
    ensure!(
        again.status == first.status && one == other,
        "{} answered {}",
        again.asked,
        again.status
    );
    Ok(())
}

async fn refuses_bad_keys(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let long = "k".repeat(256);
    for key in ["", "with spaces in it", &long, "nøgle"] {
        let answer = send(run, alice, key, &run.idea(alice)?).await?;
        answer.expect_problem(400, "invalid-request")?;
    }
    Ok(())
}

async fn keeps_keys_of_refused_requests(run: &Run) -> Outcome {
    let (alice, key) = (run.alice().await?, draw_key());
    let idea = run.idea(alice)?;
    let mut wrong = idea.clone();
    wrong["title"] = json!("");
    send(run, alice, &key, &wrong).await?.expect(422)?;
    send(run, alice, &key, &idea)
        .await?
        .expect_one_of(&[201, 202])
        .map(drop)
}

async fn counts_each_without_a_key(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let (one, other) = (run.contribute(alice).await?, run.contribute(alice).await?);
    ensure!(
        one.id != other.id,
        "two requests without a key made one contribution"
    );
    Ok(())
}

fn alter(run: &Run, idea: &Value) -> Value {
    let mut altered = idea.clone();
    altered["body"] = json!(run.text("Something else altogether."));
    altered
}
