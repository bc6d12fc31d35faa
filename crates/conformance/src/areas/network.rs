//! What municipalities share with each other.

use reqwest::Method;
use serde_json::json;

use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-NET-1" Must Queries ["network"] "What other municipalities have shared is listed, the last first, each with its page and its origin, in the form that the description gives it."
            because "Whoever learns from somebody must be able to see from whom, and to ask them." source "mission S3.4" => lists_with_origin,
        "SMK-NET-2" Must Queries ["network"] "The list holds what others have shared, and nothing of one's own."
            because "One's own stands in one's own lists." source "openapi, listNetwork" => leaves_its_own_out,
        "SMK-NET-3" Must Steward ["network", "steward", "test-support", "write-contributions"] "What is shared says so, until it is taken back; either may come twice."
            because "Those who wrote it must know how far it is read." source "openapi, share" => tells_what_is_shared,
        "SMK-NET-4" Must Writes ["network", "steward", "test-support", "write-contributions"] "Residents do not share for the municipality."
            because "It is the municipality that answers for what it recommends." source "openapi, share" => keeps_residents_out,
        "SMK-NET-5" Must Steward ["network", "steward", "test-support", "write-contributions"] "Only projects and stories are shared."
            because "A debate belongs where those live whom it is about." source "openapi, share" => shares_nothing_else,
        "SMK-NET-6" Must Steward ["network", "steward"] "What does not exist cannot be shared."
            because "An answer of success would be a lie." source "openapi, share" => shares_only_what_is_there,
    ]
}

async fn lists_with_origin(run: &Run) -> Outcome {
    let page = run.read("/network").await?;
    Description::shared().check("get", "/network", &page)?;
    let times: Vec<&str> = page
        .items()?
        .iter()
        .filter_map(|item| item["at"].as_str())
        .collect();
    ensure!(
        times.iter().rev().is_sorted(),
        "{} does not begin with what was shared last",
        page.asked
    );
    if page.items()?.is_empty() {
        inconclusive!("no other municipality has shared anything");
    }
    for item in page.items()? {
        let (name, url) = (&item["origin"]["title"], &item["url"]);
        ensure!(
            name.as_str().is_some_and(|name| !name.trim().is_empty()),
            "{} does not say whose {url} is",
            page.asked
        );
        ensure!(
            url.as_str().is_some_and(|url| url.starts_with("http")),
            "{} leads to {url}",
            page.asked
        );
    }
    Ok(())
}

async fn leaves_its_own_out(run: &Run) -> Outcome {
    let page = run.read("/network?limit=100").await?;
    let own = &run.service["publisher"]["name"];
    let is_own = page.items()?.iter().any(|item| item["origin"]["title"] == *own);
    ensure!(!is_own, "{} has what {own} itself has shared", page.asked);
    Ok(())
}

async fn tells_what_is_shared(run: &Run) -> Outcome {
    let story = a_story(run).await?;
    let path = format!("/network/{}", story.as_ref("contribution"));
    for (method, is_shared) in [(Method::PUT, true), (Method::DELETE, false)] {
        for _ in 0..2 {
            let asked = run.ask(method.clone(), &path).by(run.steward().await?);
            asked.await?.expect_one_of(&[200, 204])?;
        }
        let there = run.read(&story.path).await?;
        let told = there.at("").map(|story| story["shared_at"].is_string())?;
        ensure!(
            told == is_shared,
            "after {method} {path} the story says that it is {}shared",
            if told { "" } else { "not " }
        );
    }
    Ok(())
}

async fn keeps_residents_out(run: &Run) -> Outcome {
    let path = format!("/network/{}", a_story(run).await?.as_ref("contribution"));
    for method in [Method::PUT, Method::DELETE] {
        run.ask(method.clone(), &path)
            .await?
            .expect_problem(401, "unauthorized")?;
        run.ask(method, &path)
            .by(run.alice().await?)
            .await?
            .expect_problem(403, "not-allowed")?;
    }
    Ok(())
}

async fn shares_nothing_else(run: &Run) -> Outcome {
    let idea = run.contribute(run.alice().await?).await?.as_ref("contribution");
    let path = format!("/network/{idea}");
    let answer = run.ask(Method::PUT, &path).by(run.steward().await?).await?;
    answer.expect_problem(409, "conflict").map(drop)
}

async fn shares_only_what_is_there(run: &Run) -> Outcome {
    let path = "/network/project:no-such-thing";
    let answer = run.ask(Method::PUT, path).by(run.steward().await?).await?;
    answer.expect_problem(404, "not-found").map(drop)
}

async fn a_story(run: &Run) -> Outcome<Written> {
    let alice = run.alice().await?;
    let story = json!({
        "kind": "story",
        "title": run.text("A story"),
        "body": run.text("What somebody tried."),
        "story": { "learned": run.text("What they learned.") },
        "lang": "en",
        "project": run.sandbox()?,
        "author": { "name": alice.name, "role": "citizen" },
    });
    run.create(alice, "/contributions", "contribution", &story)
        .await?
        .published()
}
