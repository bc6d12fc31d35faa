//! Changing one's own words, and never over somebody's else.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-EDT-1" Must Writes ["edit", "write-contributions"] "One's own contribution can be changed, with the tag that came with it."
            because "Everybody sees their own mistakes after sending." source "openapi, editContribution" => changes_words,
        "SMK-EDT-2" Must Writes ["edit", "write-contributions"] "A change without `If-Match` is refused with 428, and changes nothing."
            because "Of two who change the same, one would lose their words without a word." source "RFC 6585, 3" => wants_a_condition,
        "SMK-EDT-3" Must Writes ["edit", "write-contributions"] "A change to what has changed meanwhile is refused with 412, which has the tag of now."
            because "Of two who change the same, one would lose their words without a word." source "RFC 9110, 13.1.1"
            => keeps_what_changed_meanwhile,
        "SMK-EDT-4" Must Writes ["edit", "write-contributions"] "A tag that a proxy has made weak still holds."
            because "Proxies compress answers and then write `W/` before the tag." source "openapi, parameters/ifMatch" => lets_weak_tags_pass,
        "SMK-EDT-5" Must Writes ["edit", "write-contributions", "write-comments"] "A tag still holds when something was only counted meanwhile."
            because "In a lively debate nobody could ever correct a word." source "openapi, parameters/ifMatch" => survives_counting,
        "SMK-EDT-6" Must Writes ["edit", "write-contributions"] "Nobody changes what somebody else wrote."
            because "Words are put into nobody's mouth." source "openapi, editContribution" => keeps_others_out,
        "SMK-EDT-7" Must Writes ["edit", "write-contributions"] "A change that leaves a field empty or too long is refused at that field."
            because "What cannot be sent cannot be put there later." source "openapi, editContribution" => checks_as_when_sent,
        "SMK-EDT-8" Must Writes ["edit", "write-contributions"] "Only words change: who wrote it, when, and where it stands stay."
            because "A merge patch names members, and not all of them are the author's." source "openapi, editContribution"
            => changes_nothing_else,
        "SMK-EDT-9" Must Writes ["edit", "write-comments"] "One's own comment can be changed too."
            because "Everybody sees their own mistakes after sending." source "openapi, editComment" => changes_comments,
        "SMK-EDT-10" Must Writes ["edit", "write-contributions"] "Of two changes at once with the same tag, one is refused."
            because "Of two who change the same, one would lose their words without a word." source "RFC 9110, 13.1.1"
            => takes_one_of_two,
    ]
}

async fn patch(run: &Run, by: &Person, path: &str, tag: &str, changes: &Value) -> Outcome<Answer> {
    let asked = run
        .ask(Method::PATCH, path)
        .by(by)
        .header("content-type", "application/merge-patch+json");
    let asked = if tag.is_empty() {
        asked
    } else {
        asked.header("if-match", tag)
    };
    asked.body(changes.to_string()).await
}

async fn tag_of(run: &Run, path: &str) -> Outcome<String> {
    Ok(run.read(path).await?.header("etag").to_owned())
}

async fn changes_words(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let (tag, title) = (tag_of(run, &idea.path).await?, run.text("A better title"));
    let answer = patch(run, alice, &idea.path, &tag, &json!({ "title": title }))
        .await?
        .expect(200)?;
    Description::shared().check("patch", "/contributions/{id}", &answer)?;
    ensure!(
        answer.header("etag") != tag,
        "{} answered with the old tag",
        answer.asked
    );
    let there = run.read(&idea.path).await?;
    ensure!(
        there.text_at("/title")? == title,
        "{} does not have the new words",
        there.asked
    );
    let as_json = run
        .ask(Method::PATCH, &idea.path)
        .by(alice)
        .header("if-match", there.header("etag"));
    as_json
        .json(&json!({ "title": title }))
        .await?
        .expect(200)
        .map(drop)
}

async fn wants_a_condition(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let before = run.read(&idea.path).await?;
    let answer = patch(run, alice, &idea.path, "", &json!({ "title": run.text("Hasty") })).await?;
    answer.expect_problem(428, "precondition-required")?;
    must_be_unchanged(run, &idea.path, &before).await
}

async fn keeps_what_changed_meanwhile(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let old = tag_of(run, &idea.path).await?;
    patch(
        run,
        alice,
        &idea.path,
        &old,
        &json!({ "title": run.text("First") }),
    )
    .await?
    .expect(200)?;
    let before = run.read(&idea.path).await?;
    let late = patch(
        run,
        alice,
        &idea.path,
        &old,
        &json!({ "title": run.text("Second") }),
    )
    .await?;
    let late = late.expect_problem(412, "changed-meanwhile")?;
    let (told, now) = (late.header("etag"), before.header("etag"));
    ensure!(
        told == now,
        "{} told the tag {told:?}, and it is {now:?}",
        late.asked
    );
    must_be_unchanged(run, &idea.path, &before).await
}

async fn lets_weak_tags_pass(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let tag = tag_of(run, &idea.path).await?;
    let weak = format!("W/{}", tag.trim_start_matches("W/"));
    let answer = patch(
        run,
        alice,
        &idea.path,
        &weak,
        &json!({ "title": run.text("Weak") }),
    )
    .await?;
    answer.expect(200).map(drop)
}

async fn survives_counting(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?;
    let tag = tag_of(run, &idea.path).await?;
    run.comment(bob, &idea.as_ref("contribution"), None).await?;
    let answer = patch(
        run,
        alice,
        &idea.path,
        &tag,
        &json!({ "title": run.text("Counted") }),
    )
    .await?;
    answer.expect(200).map(drop)
}

async fn keeps_others_out(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?;
    let before = run.read(&idea.path).await?;
    let changes = json!({ "title": run.text("Not mine") });
    let answer = patch(run, bob, &idea.path, before.header("etag"), &changes).await?;
    answer.expect_one_of(&[401, 403])?.expect_refusal()?;
    must_be_unchanged(run, &idea.path, &before).await
}

async fn checks_as_when_sent(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let before = run.read(&idea.path).await?;
    let long = "å".repeat(usize::try_from(run.limit("title_max", 10_000)).unwrap_or(10_000) + 1);
    for title in [json!(" "), json!(long)] {
        let changes = json!({ "title": title });
        let answer = patch(run, alice, &idea.path, before.header("etag"), &changes).await?;
        let answer = answer.expect_problem(422, "validation")?;
        let pointer = answer.text_at("/errors/0/pointer")?;
        ensure!(pointer == "/title", "{} points at {pointer}", answer.asked);
    }
    must_be_unchanged(run, &idea.path, &before).await
}

async fn changes_nothing_else(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let before = run.read(&idea.path).await?;
    let changes = json!({
        "title": run.text("Mine"), "id": "x", "created_at": "2001-01-01T00:00:00Z", "official": true,
        "author": { "name": "Somebody else", "role": "politician" }, "status": { "category": "implemented" },
    });
    patch(run, alice, &idea.path, before.header("etag"), &changes)
        .await?
        .expect(200)?;
    let after = run.read(&idea.path).await?;
    for member in ["/id", "/created_at", "/official", "/author", "/status"] {
        ensure!(
            before.at(member)? == after.at(member)?,
            "{} has changed at {member}",
            after.asked
        );
    }
    Ok(())
}

async fn changes_comments(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    let (tag, words) = (
        tag_of(run, &comment.path).await?,
        run.text("Something better to say."),
    );
    patch(run, alice, &comment.path, &tag, &json!({ "body": words }))
        .await?
        .expect(200)?;
    let there = run.read(&comment.path).await?;
    ensure!(
        there.text_at("/body/value")? == words,
        "{} does not have the new words",
        there.asked
    );
    ensure!(
        there.at("/edited_at")?.is_string(),
        "{} does not say that it was changed",
        there.asked
    );
    let late = patch(
        run,
        alice,
        &comment.path,
        &tag,
        &json!({ "body": run.text("Late") }),
    )
    .await?;
    late.expect_problem(412, "changed-meanwhile").map(drop)
}

async fn takes_one_of_two(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let tag = tag_of(run, &idea.path).await?;
    let (one, other) = (
        json!({ "title": run.text("One") }),
        json!({ "title": run.text("Other") }),
    );
    let (one, other) = tokio::join!(
        patch(run, alice, &idea.path, &tag, &one),
        patch(run, alice, &idea.path, &tag, &other)
    );
    let mut statuses = [one?.status, other?.status];
    statuses.sort_unstable();
    ensure!(
        statuses == [200, 412],
        "two changes at once were answered {statuses:?}"
    );
    Ok(())
}

async fn must_be_unchanged(run: &Run, path: &str, before: &Answer) -> Outcome {
    let after = run.read(path).await?;
    ensure!(
        after.at("/title")? == before.at("/title")?,
        "{} has changed all the same",
        after.asked
    );
    Ok(())
}
