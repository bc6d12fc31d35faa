//! Narrow pages: 320 px, which is also a page of 1280 px at 400 % zoom, and a telephone.

use anyhow::{Context, Result, ensure};
use samskab_tests::browser::{NARROW, PHONE};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::words::da;

use crate::acts::{BENCHES, see_receipt, write};

journeys![
    reads_and_writes_on_a_page_of_320_pixels,
    finds_the_debate_where_it_was_once_one_can_act,
];

async fn reads_and_writes_on_a_page_of_320_pixels(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let idea = ideas
        .into_iter()
        .max_by_key(|idea| idea.counts.comments)
        .context("there is no idea")?;
    let debates = stage.backend.contributions("question,dilemma").await?;
    let debate = debates
        .into_iter()
        .max_by_key(|debate| debate.counts.comments)
        .context("there is no debate")?;
    let projects = stage.backend.projects().await?;
    let project = projects
        .into_iter()
        .max_by_key(|project| project.decisions.len())
        .context("there is no project")?;
    let places = [
        ("/ideas".to_owned(), da("ideas.title")),
        (format!("/ideas/{}", idea.id), da("thread.title")),
        (format!("/debate/{}", debate.id), da("thread.title")),
        ("/projects".to_owned(), da("projects.title")),
        (format!("/projects/{}", project.id), da("frame.responsible")),
        ("/ideas/new".to_owned(), da("idea.problem.ask")),
        ("/mine".to_owned(), da("mine.none")),
    ];
    for (place, sign) in &places {
        let widget = stage.open_at(place).await?;
        widget.see(sign).await?;
        widget
            .wait_until(
                "the view",
                "return !root.querySelector('[aria-busy], .waiting')",
                ().into(),
            )
            .await?;
        for size in [PHONE, NARROW] {
            stage.browser.resize(size).await?;
            widget
                .fits_its_width()
                .await
                .with_context(|| format!("{place} at {size:?}"))?;
        }
    }
    let widget = stage.open_at("/ideas").await?;
    write(&widget, &BENCHES).await?;
    widget.fits_its_width().await?;
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    widget.fits_its_width().await
}

/// A debate that moves as the buttons above it appear lets somebody press what they did not mean.
async fn finds_the_debate_where_it_was_once_one_can_act(stage: &mut Stage<'_>) -> Result<()> {
    for place in ["/debate/biler-i-storegade", "/ideas/bro-nord-for-moellen"] {
        let widget = stage.open_at(place).await?;
        widget.see(&da("follow")).await?;
        let room = "
            const acts = root.querySelector('.acts');
            return [acts.getBoundingClientRect().height, parseFloat(getComputedStyle(acts).minHeight)]";
        let (taken, kept): (f64, f64) = widget.ask(room, ().into()).await?;
        ensure!(
            taken < kept + 1.0,
            "what one can do at {place} takes {taken} px, and there was room for {kept}"
        );
    }
    Ok(())
}
