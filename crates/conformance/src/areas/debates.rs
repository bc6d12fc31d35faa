//! Taking part in a debate.

use reqwest::Method;
use serde_json::json;

use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// A debate this deep is not built to see where it ends.
const DEPTH_TRIED: u64 = 100;

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-DBT-1" Must Writes ["write-comments"] "A comment that was sent is in the debate, at once for its author."
            because "Otherwise people send it again." source "openapi, createComment" => shows_what_was_sent,
        "SMK-DBT-2" Must Writes ["write-comments"] "`Location` leads to what was sent."
            because "The sender wants to see it." source "RFC 9110, 10.2.2" => says_where_it_lies,
        "SMK-DBT-3" Must Writes ["write-comments"] "The answer to sending has the form that the description gives it."
            because "It is shown without asking again." source "openapi, createComment" => answers_in_form,
        "SMK-DBT-4" Must Writes ["write-comments"] "A reply names the comment that it answers, and lies one below it."
            because "Who answers whom must be plain." source "openapi, createComment" => replies_in_place,
        "SMK-DBT-5" Must Writes ["write-comments"] "A reply is counted where it belongs, and counted out when it is taken back."
            because "Counts lead people to where something happens." source "openapi, CommentCounts" => counts_in_and_out,
        "SMK-DBT-6" Must Writes ["write-comments"] "A reply to a comment on something else is refused at `/parent`."
            because "It would turn up in a debate that it was not written for." source "openapi, createComment"
            => refuses_parents_from_elsewhere,
        "SMK-DBT-7" Must Writes ["write-comments"] "A comment without words is refused at `/body`, one that is too long too."
            because "People must see which field is meant." source "openapi, FieldError" => points_at_the_words,
        "SMK-DBT-8" Must Writes ["write-comments"] "A comment on something that does not exist is refused."
            because "It would lie where nobody looks." source "openapi, createComment" => refuses_unknown_subjects,
        "SMK-DBT-9" Must Writes ["write-comments"] "Replies are taken down to `limits.depth_max`, and refused as `too-deep` below it."
            because "A widget offers to reply only where it can be done." source "openapi, Limits" => keeps_to_the_depth,
    ]
}

async fn shows_what_was_sent(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    let page = run
        .get(format!("/comments?subject={subject}"))
        .by(alice)
        .await?
        .expect(200)?;
    ensure!(
        page.ids()?.contains(&comment.id),
        "{} lacks what was just sent",
        page.asked
    );
    Ok(())
}

async fn says_where_it_lies(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    let there = run.read(comment.answer.header("location")).await?;
    ensure!(
        there.at("/id")? == &json!(comment.id),
        "`Location` leads to something else"
    );
    Ok(())
}

async fn answers_in_form(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    Description::shared().check("post", "/comments", &comment.answer)
}

async fn replies_in_place(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    let reply = run.comment(bob, &subject, Some(&comment.id)).await?;
    let there = run.read(&reply.path).await?;
    ensure!(
        there.at("/parent")? == &json!(comment.id),
        "{} names another parent",
        there.asked
    );
    let depth = there.at("/depth")?;
    ensure!(*depth == 1, "{} lies {depth} below the top", there.asked);
    Ok(())
}

async fn counts_in_and_out(run: &Run) -> Outcome {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let idea = run.contribute(alice).await?;
    let subject = idea.as_ref("contribution");
    let comment = run.comment(alice, &subject, None).await?;
    let reply = run.comment(bob, &subject, Some(&comment.id)).await?;
    must_count(run, &idea.path, "/counts/comments", 2).await?;
    must_count(run, &comment.path, "/counts/replies", 1).await?;
    run.ask(Method::DELETE, &reply.path).by(bob).await?.expect(204)?;
    must_count(run, &idea.path, "/counts/comments", 1).await
}

async fn must_count(run: &Run, path: &str, pointer: &str, wanted: u64) -> Outcome {
    run.eventually(async || {
        let there = run.read(path).await?;
        let told = there.at(pointer)?;
        ensure!(
            told.is_null() || *told == wanted,
            "{} says {told} at {pointer} and not {wanted}",
            there.asked
        );
        Ok(())
    })
    .await
}

async fn refuses_parents_from_elsewhere(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let here = run.contribute(alice).await?.as_ref("contribution");
    let there = run.contribute(alice).await?.as_ref("contribution");
    let elsewhere = run.comment(alice, &there, None).await?;
    for parent in [elsewhere.id.as_str(), "no-such-comment"] {
        let reply = run.remark(alice, &here, Some(parent), "To whom?");
        let answer = run.ask(Method::POST, "/comments").by(alice).json(&reply).await?;
        must_point_at(&answer.expect_problem(422, "validation")?, "/parent")?;
    }
    Ok(())
}

async fn points_at_the_words(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let most = usize::try_from(run.limit("comment_max", 100_000)).unwrap_or(100_000);
    for words in ["".to_owned(), " \n\t ".to_owned(), "å".repeat(most + 1)] {
        let mut remark = run.remark(alice, &subject, None, "");
        remark["body"] = json!(words);
        let answer = run.ask(Method::POST, "/comments").by(alice).json(&remark).await?;
        must_point_at(&answer.expect_problem(422, "validation")?, "/body")?;
    }
    Ok(())
}

async fn refuses_unknown_subjects(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    for subject in ["contribution:no-such-thing", "nonsense", ""] {
        let remark = run.remark(alice, subject, None, "To nobody.");
        let answer = run.ask(Method::POST, "/comments").by(alice).json(&remark).await?;
        answer.expect_one_of(&[400, 404, 422])?.expect_refusal()?;
    }
    Ok(())
}

async fn keeps_to_the_depth(run: &Run) -> Outcome {
    let deepest = run.limit("depth_max", u64::MAX);
    if deepest > DEPTH_TRIED {
        inconclusive!("replies are taken deeper than this suite goes");
    }
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let mut parent = run.comment(alice, &subject, None).await?.id;
    for _ in 0..deepest {
        parent = run.comment(alice, &subject, Some(&parent)).await?.id;
    }
    let reply = run.remark(alice, &subject, Some(&parent), "Too far down.");
    let answer = run.ask(Method::POST, "/comments").by(alice).json(&reply).await?;
    answer.expect_problem(403, "too-deep").map(drop)
}

fn must_point_at(answer: &crate::answer::Answer, pointer: &str) -> Outcome {
    let errors = answer.at("/errors")?.as_array().cloned().unwrap_or_default();
    let is_told = errors.iter().any(|error| error["pointer"] == pointer);
    ensure!(is_told, "{} answered without an error at {pointer}", answer.asked);
    Ok(())
}
