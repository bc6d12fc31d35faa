//! Texts with a few marks: kept, and never touched.

use reqwest::Method;
use serde_json::json;

use crate::clause::Clause;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-TXT-1" Must Writes ["markup", "write-comments"] "A comment's text comes back with its marks and with how it is meant to be read."
            because "A list that comes back as plain text is a heap of hyphens." source "docs, rules, Text is never HTML" => keeps_the_format,
        "SMK-TXT-2" Must Writes ["markup", "write-contributions"] "All texts of a contribution come back with how they are meant to be read."
            because "Problem and idea are written in the same way." source "docs, rules, Text is never HTML" => keeps_it_in_all_texts,
        "SMK-TXT-3" Must Writes ["markup", "write-comments"] "A text of which nothing is said is plain."
            because "Stars that mean nothing must stay stars." source "openapi, Format" => takes_silence_for_plain,
        "SMK-TXT-4" Must Writes ["markup", "write-comments"] "A format that there is not is refused at `/format`."
            because "Whoever writes HTML must not believe that it is shown." source "openapi, Format" => refuses_other_formats,
        "SMK-TXT-5" Must Writes ["markup", "write-comments", "edit"] "Words that are changed are read as they were before."
            because "A slip that is mended must not turn the whole into stars." source "openapi, editComment" => keeps_it_when_edited,
    ]
}

const MARKED: &str = "*All* of it:\n\n- **one**\n- [two](https://example.org/)\n\n> three\n\n<b>four</b>";

async fn keeps_the_format(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let mut remark = run.remark(alice, &subject, None, MARKED);
    remark["format"] = json!("markup");
    let sent = run
        .create(alice, "/comments", "comment", &remark)
        .await?
        .published()?;
    let there = run.read(&sent.path).await?;
    ensure!(
        there.at("/body/value")? == &remark["body"] && there.at("/body/format")? == &json!("markup"),
        "{} has another text than was sent",
        there.asked
    );
    Ok(())
}

async fn keeps_it_in_all_texts(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let mut idea = run.idea(alice)?;
    idea["format"] = json!("markup");
    let sent = run
        .create(alice, "/contributions", "contribution", &idea)
        .await?
        .published()?;
    let there = run.read(&sent.path).await?;
    for text in ["/problem/format", "/body/format"] {
        ensure!(
            there.at(text)? == &json!("markup"),
            "{} lacks `{text}`",
            there.asked
        );
    }
    Ok(())
}

async fn takes_silence_for_plain(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let sent = run.comment(alice, &subject, None).await?;
    let there = run.read(&sent.path).await?;
    let format = there.at("/body")?.get("format").cloned();
    ensure!(
        format.is_none_or(|format| format.is_null() || format == "plain"),
        "{} says that it has marks",
        there.asked
    );
    Ok(())
}

async fn refuses_other_formats(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let mut remark = run.remark(alice, &subject, None, "<b>Bold</b>");
    remark["format"] = json!("html");
    let answer = run.ask(Method::POST, "/comments").by(alice).json(&remark).await?;
    let refused = answer.expect_problem(422, "validation")?;
    ensure!(
        refused.text_at("/errors/0/pointer")? == "/format",
        "{} answered without an error at `/format`",
        refused.asked
    );
    Ok(())
}

async fn keeps_it_when_edited(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let subject = run.contribute(alice).await?.as_ref("contribution");
    let mut remark = run.remark(alice, &subject, None, MARKED);
    remark["format"] = json!("markup");
    let sent = run
        .create(alice, "/comments", "comment", &remark)
        .await?
        .published()?;
    let tag = run.read(&sent.path).await?.header("etag").to_owned();
    let changes = json!({ "body": run.text("*Half* of it.") });
    run.ask(Method::PATCH, &sent.path)
        .by(alice)
        .header("content-type", "application/merge-patch+json")
        .header("if-match", &tag)
        .body(changes.to_string())
        .await?
        .expect(200)?;
    let there = run.read(&sent.path).await?;
    ensure!(
        there.at("/body/format")? == &json!("markup"),
        "{} has become plain",
        there.asked
    );
    Ok(())
}
