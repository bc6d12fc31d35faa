//! What it asks for and keeps before anybody has written anything: little, and nothing.

use std::fs;

use anyhow::{Result, ensure};
use samskab_tests::journeys;
use samskab_tests::page::{self, troubles};
use samskab_tests::stage::Stage;
use samskab_tests::tools::dist;
use samskab_tests::words::da;

journeys![
    asks_for_little_and_only_from_the_two_it_was_told_of,
    keeps_nothing_before_something_is_written,
    brings_what_is_for_staff_to_staff_alone.in_chromium(),
];

async fn asks_for_little_and_only_from_the_two_it_was_told_of(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("one.html").await?;
    widget
        .wait_until("ideas", "return !!root?.querySelector('.card')", ().into())
        .await?;
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let asked: Vec<String> = page::ask(&stage.browser, script, vec![]).await?;
    // The page's own files, and what a browser asks for by itself.
    let is_ours = |address: &String| !address.contains("/pages/") && !address.ends_with("/favicon.ico");
    let asked: Vec<_> = asked.into_iter().filter(is_ours).collect();
    ensure!(
        (3..=5).contains(&asked.len()),
        "it took {} requests: {asked:#?}",
        asked.len()
    );
    let known = [stage.site.origin(), stage.network.origin()];
    let strangers: Vec<_> = asked
        .iter()
        .filter(|url| !known.iter().any(|origin| url.starts_with(origin)))
        .collect();
    ensure!(strangers.is_empty(), "it asked strangers: {strangers:#?}");
    let passed = stage.network.passed();
    ensure!(
        passed.len() == 1,
        "the backend was asked more than once: {passed:#?}"
    );
    ensure!(
        troubles(&stage.browser).await?.is_empty(),
        "the page saw {:#?}",
        troubles(&stage.browser).await?
    );
    Ok(())
}

async fn keeps_nothing_before_something_is_written(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("one.html").await?;
    widget.see(&da("ideas.title")).await?;
    for room in ["nav.projects", "nav.debate", "nav.ideas"] {
        widget.follow(&da(room)).await?;
        widget
            .wait_until("a list", "return !!root.querySelector('.card')", ().into())
            .await?;
    }
    widget.follow(&da("idea.new")).await?;
    widget.see(&da("idea.problem.ask")).await?;
    ensure!(
        kept(stage).await?.is_empty(),
        "kept before anything was written: {:?}",
        kept(stage).await?
    );
    widget.fill(&da("idea.problem.ask"), "H").await?;
    widget.see(&da("draft.saved")).await?;
    let kept = kept(stage).await?;
    ensure!(
        kept.len() == 1 && kept[0].starts_with("local: samskab:"),
        "kept after a word: {kept:?}"
    );
    Ok(())
}

async fn brings_what_is_for_staff_to_staff_alone(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open("one.html").await?;
    widget.see(&da("ideas.title")).await?;
    for (place, words) in [
        ("/ideas/new", "idea.problem.ask"),
        ("/projects", "projects.lead"),
        ("/mine", "mine.none"),
        ("/log", "log.lead"),
    ] {
        let places = "location.hash = 'samskab=' + arguments[1]; return true";
        widget.ask::<bool>(places, place.into()).await?;
        widget.see(&da(words)).await?;
    }
    let fetched = fetched_for_staff(stage).await?;
    ensure!(fetched.is_empty(), "a resident fetched {fetched:?}");
    let widget = stage.open_at("/steward").await?;
    widget.see(&da("steward.lead")).await?;
    let fetched = fetched_for_staff(stage).await?;
    for ending in [".txt", ".css", ".wasm"] {
        let is_there = fetched.iter().any(|one| one.ends_with(ending));
        ensure!(is_there, "no {ending} for staff in {fetched:?}");
    }
    Ok(())
}

/// Keys of what only staff are told begin with this, in the code that says it.
const SAID_TO_STAFF: &[u8] = b"steward.";

/// Addresses of the words, the sheet and the code for staff that the page has asked for.
async fn fetched_for_staff(stage: &Stage<'_>) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    let asked: Vec<String> = page::ask(&stage.browser, script, vec![]).await?;
    let mut found = Vec::new();
    for address in asked {
        let name = address.rsplit('/').next().unwrap_or_default();
        let is_for_staff = match name.ends_with(".wasm") {
            true => {
                let code = fs::read(dist().join(name))?;
                code.windows(SAID_TO_STAFF.len())
                    .any(|part| part == SAID_TO_STAFF)
            }
            false => name.contains("staff-"),
        };
        if is_for_staff {
            found.push(address);
        }
    }
    Ok(found)
}

/// Names of everything that is kept on the device for the page.
async fn kept(stage: &Stage<'_>) -> Result<Vec<String>> {
    let script = "
        const done = arguments[arguments.length - 1];
        const names = [...Object.keys(localStorage).map((name) => `local: ${name}`),
            ...Object.keys(sessionStorage).map((name) => `session: ${name}`), ...(document.cookie ? ['cookie'] : [])];
        Promise.all([indexedDB.databases(), caches.keys()]).then(([databases, stores]) =>
            done([...names, ...databases.map((one) => `database: ${one.name}`), ...stores]), (error) => done([String(error)]))";
    let mut names: Vec<String> = serde_json::from_value(stage.browser.run_async(script, vec![]).await?)?;
    names.extend(
        stage
            .browser
            .cookies()
            .await?
            .into_iter()
            .map(|name| format!("cookie: {name}")),
    );
    Ok(names)
}
