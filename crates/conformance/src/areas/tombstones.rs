//! Comments that were taken back while others have answered them.

use reqwest::Method;

use crate::answer::id_of;
use crate::clause::Clause;
use crate::run::Run;
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-TMB-1" Must Writes ["write-comments", "comments-flat"] "A comment with replies stays as a tombstone when it is taken back."
            because "Its replies would hang in the air." source "openapi, Comment" => stays_while_answered,
        "SMK-TMB-2" Must Writes ["write-comments"] "A tombstone has neither words nor name, and says why."
            because "One's own data can be erased, not merely hidden." source "openapi, Comment" => is_blank,
        "SMK-TMB-3" Must Writes ["write-comments"] "A comment that was taken back is still answered: without its words, or with 410."
            because "Links to it must not look like a mistake." source "protocol, tombstones" => is_still_answered,
        "SMK-TMB-4" Must Writes ["write-comments"] "Words that were taken back are gone from the debate, however one reads it."
            because "One's own data can be erased, not merely hidden." source "mission S1.6" => leaves_no_words,
        "SMK-TMB-5" Must Writes ["write-comments"] "A reply to a tombstone can still be read in its place."
            because "What others wrote is theirs." source "openapi, readCommentInContext" => keeps_the_replies,
        "SMK-TMB-6" Must Writes ["write-comments"] "A comment can be taken back twice."
            because "A lost answer must not leave anybody in doubt." source "openapi, withdrawComment" => takes_back_twice,
    ]
}

struct Felled {
    subject: String,
    comment: Written,
    reply: Written,
}

/// A comment with a word that nobody else uses, answered, and taken back.
async fn fell(run: &Run, word: &str) -> Outcome<Felled> {
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let remark = run.remark(alice, &subject, None, word);
    let comment = run
        .create(alice, "/comments", "comment", &remark)
        .await?
        .published()?;
    let reply = run.comment(bob, &subject, Some(&comment.id)).await?;
    run.ask(Method::DELETE, &comment.path)
        .by(alice)
        .await?
        .expect(204)?;
    Ok(Felled {
        subject,
        comment,
        reply,
    })
}

async fn stays_while_answered(run: &Run) -> Outcome {
    let felled = fell(run, "tombstone").await?;
    let page = run
        .read(format!("/comments?subject={}&layout=flat", felled.subject))
        .await?;
    let tombstone = page.items()?.iter().find(|item| id_of(item) == felled.comment.id);
    ensure!(
        tombstone.is_some(),
        "{} lacks {}, which is answered",
        page.asked,
        felled.comment.id
    );
    Ok(())
}

async fn is_blank(run: &Run) -> Outcome {
    let felled = fell(run, "blank").await?;
    let there = run.get(&felled.comment.path).await?.expect_one_of(&[200, 410])?;
    if there.status == 200 {
        for member in ["/body", "/author"] {
            ensure!(there.at(member)?.is_null(), "{} still has {member}", there.asked);
        }
        let state = there.text_at("/state")?;
        let is_gone = ["withdrawn", "deleted", "hidden"].contains(&state);
        ensure!(is_gone, "{} says {state:?}", there.asked);
    }
    Ok(())
}

async fn is_still_answered(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let leaf = run.comment(alice, &subject, None).await?;
    run.ask(Method::DELETE, &leaf.path).by(alice).await?.expect(204)?;
    run.get(&leaf.path).await?.expect_one_of(&[200, 410]).map(drop)
}

async fn leaves_no_words(run: &Run) -> Outcome {
    let word = format!("unmistakable{}", uuid::Uuid::now_v7().simple());
    let felled = fell(run, &word).await?;
    let subject = &felled.subject;
    let mut paths = vec![
        format!("/comments?subject={subject}"),
        format!("/comments?subject={subject}&layout=flat"),
        felled.comment.path.clone(),
        felled.reply.path.clone(),
    ];
    if run.claims("comments-tree") {
        paths.push(format!("{}/context", felled.reply.path));
        paths.push(format!("{}/replies", felled.comment.path));
    }
    run.eventually(async || {
        for path in &paths {
            let answer = run.get(path).await?;
            let text = String::from_utf8_lossy(&answer.body);
            ensure!(
                !text.contains(&word),
                "{} still has words that were taken back",
                answer.asked
            );
        }
        Ok(())
    })
    .await
}

async fn keeps_the_replies(run: &Run) -> Outcome {
    let felled = fell(run, "answered").await?;
    let reply = run.read(&felled.reply.path).await?;
    ensure!(
        reply.at("/body/value")?.is_string(),
        "{} has lost its words",
        reply.asked
    );
    if run.claims("comments-tree") {
        let context = run.read(format!("{}/context", felled.reply.path)).await?;
        let above = context.at("/ancestors/0/id")?;
        ensure!(
            *above == felled.comment.id,
            "{} does not show what was answered",
            context.asked
        );
    }
    Ok(())
}

async fn takes_back_twice(run: &Run) -> Outcome {
    let felled = fell(run, "twice").await?;
    let alice = run.alice().await?;
    run.ask(Method::DELETE, &felled.comment.path)
        .by(alice)
        .await?
        .expect(204)
        .map(drop)
}
