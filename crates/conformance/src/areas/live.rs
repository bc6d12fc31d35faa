//! What changes, as a list and as it happens: none missed, and never any content.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;

use crate::clause::Clause;
use crate::description::Description;
use crate::run::Run;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// How long a change may take to reach a stream.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a stream may be silent.
const SILENCE: Duration = Duration::from_secs(22);

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-LIV-1" Must Queries ["live"] "A page of changes has the form that the description gives it, and always a `next`."
            because "Whoever keeps a copy goes on from there." source "openapi, listChanges" => lists_changes_in_form,
        "SMK-LIV-2" Must Writes ["live", "write-contributions", "write-comments"] "Whoever follows `next` misses no change, in the order in which they happened."
            because "A copy that misses a withdrawal shows what somebody took back." source "openapi, listChanges" => misses_nothing,
        "SMK-LIV-3" Must Writes ["live", "write-contributions", "write-comments"] "Following `next` one change at a time shows the same as many at a time."
            because "A page that ends in the middle must lose nothing." source "openapi, listChanges" => pages_changes,
        "SMK-LIV-4" Must Writes ["live", "write-contributions"] "A change is a pointer, without any words."
            because "What was taken back must not go on living in other people's copies." source "openapi, Change" => tells_no_words,
        "SMK-LIV-5" Must Writes ["live", "write-contributions"] "With `refs`, only what concerns those things is told."
            because "A page asks for what it shows." source "openapi, parameters/refs" => filters_by_refs,
        "SMK-LIV-6" Must Queries ["live"] "A cursor that was made up is refused as a problem."
            because "Going on from nowhere would skip without a word." source "openapi, listChanges" => refuses_invented_cursors,
        "SMK-LIV-7" Must Writes ["live", "write-contributions"] "The stream tells a change as it happens, with the cursor as its id."
            because "A debate is followed while it goes on." source "openapi, followChanges" => streams_changes,
        "SMK-LIV-8" Must Writes ["live", "write-contributions"] "Whoever comes back with `Last-Event-ID` is told what happened meanwhile."
            because "Phones lose their connection in every tunnel." source "openapi, followChanges" => goes_on_after_a_break,
        "SMK-LIV-9" Must Queries ["live"] "A stream sends something every 20 seconds at least."
            because "Otherwise proxies take it for dead and cut it." source "openapi, followChanges" => keeps_streams_alive,
    ]
}

/// Where changes go on from now.
async fn now(run: &Run) -> Outcome<String> {
    let page = run.read("/changes").await?;
    page.text_at("/page/next").map(str::to_owned)
}

/// The changes since, by following `next` until there is nothing more.
async fn since(run: &Run, mut next: String) -> Outcome<Vec<Value>> {
    let mut found = Vec::new();
    loop {
        let page = run.read(&next).await?;
        if page.items()?.is_empty() {
            return Ok(found);
        }
        found.extend(page.items()?.iter().cloned());
        next = page.text_at("/page/next")?.to_owned();
        ensure!(found.len() < 5000, "the changes do not come to an end");
    }
}

/// The same address with another value of a parameter.
fn ask_with(address: &str, name: &str, value: &str) -> String {
    let Ok(mut address) = reqwest::Url::parse(address) else {
        return address.to_owned();
    };
    let others: Vec<(String, String)> = address
        .query_pairs()
        .into_owned()
        .filter(|(of, _)| of != name)
        .collect();
    address
        .query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair(name, value);
    address.to_string()
}

/// Whether all of these are told, as type and ref, in this order.
fn must_tell(found: &[Value], wanted: &[(&str, String)]) -> Outcome {
    let mut rest = found.iter();
    for (kind, what) in wanted {
        let is_next = |change: &&Value| change["type"] == **kind && change["ref"] == **what;
        ensure!(
            rest.any(|change| is_next(&change)),
            "{kind} of {what} is not told, or not in its place"
        );
    }
    Ok(())
}

/// Something happens in the sandbox: an idea, three comments, one of them taken back.
async fn happen(run: &Run) -> Outcome<Vec<(&'static str, String)>> {
    let alice = run.alice().await?;
    let idea = run.contribute(alice).await?;
    let mut told = vec![("contribution.created", idea.as_ref("contribution"))];
    let mut last = None;
    for _ in 0..3 {
        let comment = run.comment(alice, &idea.as_ref("contribution"), None).await?;
        told.push(("comment.created", comment.as_ref("comment")));
        last = Some(comment);
    }
    if let Some(last) = last {
        run.ask(Method::DELETE, &last.path).by(alice).await?.expect(204)?;
        told.push(("comment.removed", last.as_ref("comment")));
    }
    Ok(told)
}

async fn lists_changes_in_form(run: &Run) -> Outcome {
    Description::shared().check("get", "/changes", &run.read("/changes").await?)
}

async fn misses_nothing(run: &Run) -> Outcome {
    let from = now(run).await?;
    let wanted = happen(run).await?;
    run.eventually(async || must_tell(&since(run, from.clone()).await?, &wanted))
        .await
}

async fn pages_changes(run: &Run) -> Outcome {
    let from = now(run).await?;
    let wanted = happen(run).await?;
    let one_by_one = ask_with(&from, "limit", "1");
    run.eventually(async || must_tell(&since(run, one_by_one.clone()).await?, &wanted))
        .await
}

async fn tells_no_words(run: &Run) -> Outcome {
    let from = now(run).await?;
    run.contribute(run.alice().await?).await?;
    for change in since(run, from).await? {
        let is_wordy = change.to_string().contains(&run.mark);
        ensure!(!is_wordy, "the change of {} has words in it", change["ref"]);
    }
    Ok(())
}

async fn filters_by_refs(run: &Run) -> Outcome {
    let alice = run.alice().await?;
    let (one, other) = (run.contribute(alice).await?, run.contribute(alice).await?);
    let (one, other) = (one.as_ref("contribution"), other.as_ref("contribution"));
    let from = now(run).await?;
    let wanted = run.comment(alice, &one, None).await?.as_ref("comment");
    run.comment(alice, &other, None).await?;
    let found = since(run, ask_with(&from, "refs", &one)).await?;
    for change in &found {
        let is_about = change["ref"] == one || change["subject"] == one;
        ensure!(
            is_about,
            "{} of {} is told to whom asks for another",
            change["type"],
            change["ref"]
        );
    }
    run.eventually(async || {
        let found = since(run, ask_with(&from, "refs", &one)).await?;
        must_tell(&found, &[("comment.created", wanted.clone())])
    })
    .await
}

async fn refuses_invented_cursors(run: &Run) -> Outcome {
    for cursor in ["nonsense", "AAAAAAAAAAAAAAAAAAAAAAAA", "%00", "-1"] {
        let answer = run.get(format!("/changes?cursor={cursor}")).await?;
        answer.expect_one_of(&[400, 410])?.expect_refusal()?;
    }
    Ok(())
}

async fn streams_changes(run: &Run) -> Outcome {
    let mut stream = run
        .get("/changes/stream")
        .header("accept", "text/event-stream")
        .listen()
        .await?;
    let kind = stream.media_type.clone();
    ensure!(kind == "text/event-stream", "the stream is {kind:?}");
    let wanted = run.contribute(run.alice().await?).await?.as_ref("contribution");
    let heard = stream.hear(PATIENCE, |text| text.contains(&wanted)).await?;
    ensure!(
        heard,
        "{wanted} was not told within {} seconds",
        PATIENCE.as_secs()
    );
    let data = stream.text.lines().filter_map(|line| line.strip_prefix("data:"));
    let told = data.filter_map(|data| serde_json::from_str::<Value>(data).ok());
    let Some(change) = told.into_iter().find(|change| change["ref"] == wanted) else {
        inconclusive!("the change came in pieces");
    };
    let cursor = change["cursor"].as_str().unwrap_or_default();
    let has_id = stream
        .text
        .lines()
        .any(|line| line.strip_prefix("id:").is_some_and(|id| id.trim() == cursor));
    ensure!(has_id, "the event has another id than its cursor");
    Ok(())
}

async fn goes_on_after_a_break(run: &Run) -> Outcome {
    let from = now(run).await?;
    let first = run.contribute(run.alice().await?).await?.as_ref("contribution");
    let changes = since(run, from).await?;
    let Some(last) = changes.iter().rev().find_map(|change| change["cursor"].as_str()) else {
        inconclusive!("{first} is not told yet");
    };
    let missed = run.contribute(run.alice().await?).await?.as_ref("contribution");
    let mut stream = run
        .get("/changes/stream")
        .header("last-event-id", last)
        .listen()
        .await?;
    let heard = stream.hear(PATIENCE, |text| text.contains(&missed)).await?;
    ensure!(heard, "{missed}, which was made meanwhile, was not told");
    Ok(())
}

async fn keeps_streams_alive(run: &Run) -> Outcome {
    let mut stream = run.get("/changes/stream").listen().await?;
    // What is sent at once says nothing about what comes later.
    stream.hear(Duration::from_secs(1), |_| false).await?;
    let before = stream.text.len();
    let heard = stream.hear(SILENCE, |text| text.len() > before).await?;
    ensure!(heard, "the stream was silent for {} seconds", SILENCE.as_secs());
    Ok(())
}
