//! Reading a contribution as what it is, and following it to what it comes from.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Contribution;
use samskab_tests::accessibility::check;
use samskab_tests::browser::{NARROW, PHONE};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

journeys![
    reads_both_sides_of_a_dilemma,
    reads_at_what_a_barrier_stops_and_what_it_stops.in_chromium(),
    reads_what_happened_and_what_was_learned.in_chromium(),
    follows_what_an_idea_builds_on_and_back.in_chromium(),
    reads_what_an_idea_was_merged_into_and_why.in_chromium(),
    sees_pictures_that_have_their_words_and_their_room,
    reads_who_has_it_and_what_its_author_says_to_the_answer.in_chromium(),
];

async fn reads_both_sides_of_a_dilemma(stage: &mut Stage<'_>) -> Result<()> {
    let found = whole(stage, "dilemma", |one| one.dilemma.is_some()).await?;
    let dilemma = found.dilemma.as_ref().context("no dilemma")?;
    let widget = stage.open_at(&format!("/debate/{}", found.id)).await?;
    widget.see(&da("kind.dilemma")).await?;
    widget.see(&dilemma.tension.value).await?;
    widget.see(&da("dilemma.both")).await?;
    for side in &dilemma.sides {
        widget.see(&side.label).await?;
        widget
            .see(&da_with("dilemma.arguments", &side.arguments.len().to_string()))
            .await?;
        for argument in &side.arguments {
            widget.see(argument).await?;
        }
    }
    let wide = "
        const sides = [...root.querySelectorAll('.sides > .side')].map((side) => side.getBoundingClientRect());
        return sides.length === arguments[1] && sides.every((side) => Math.abs(side.width - sides[0].width) < 1)";
    ensure!(
        widget.ask::<bool>(wide, dilemma.sides.len().into()).await?,
        "one side has more room"
    );
    fits(stage, &widget, "a dilemma").await
}

async fn reads_at_what_a_barrier_stops_and_what_it_stops(stage: &mut Stage<'_>) -> Result<()> {
    let has_stops = |one: &Contribution| {
        one.barrier
            .as_ref()
            .is_some_and(|barrier| !barrier.stops.is_empty())
    };
    let found = whole(stage, "barrier", has_stops).await?;
    let barrier = found.barrier.as_ref().context("no barrier")?;
    let widget = stage.open_at(&format!("/ideas/{}", found.id)).await?;
    widget.see(&da("kind.barrier")).await?;
    widget.see(&da("barrier.at")).await?;
    widget
        .see(&da(&format!("ground.{}", barrier.ground.as_str())))
        .await?;
    let works = barrier
        .working_on_it
        .clone()
        .unwrap_or_else(|| da("barrier.nobody"));
    widget.see(&works).await?;
    if let Some(rule) = &barrier.reference {
        widget.see(rule).await?;
    }
    fits(stage, &widget, "a barrier").await?;
    // From the barrier to what it stops, and from there to the barrier.
    let stopped = barrier.stops.first().context("it stops nothing")?;
    widget.follow(&stopped.title).await?;
    widget.see(&da("lineage.stopped_by")).await?;
    widget.follow(&found.title).await?;
    widget.see(&da("lineage.stops")).await
}

async fn reads_what_happened_and_what_was_learned(stage: &mut Stage<'_>) -> Result<()> {
    let found = whole(stage, "story", |one| one.story.is_some() && one.project.is_some()).await?;
    let story = found.story.as_ref().context("no story")?;
    let widget = stage.open_at(&format!("/ideas/{}", found.id)).await?;
    widget.see(&da("kind.story")).await?;
    widget.see(&da("told.happened")).await?;
    widget.see(&da("told.learned")).await?;
    widget.see(first_line(&story.learned.value)).await?;
    fits(stage, &widget, "a story").await?;
    let project = found.project.as_ref().context("no project")?;
    widget.follow(&project.title).await?;
    widget.find(Kind::Heading, &project.title).await?;
    Ok(())
}

async fn follows_what_an_idea_builds_on_and_back(stage: &mut Stage<'_>) -> Result<()> {
    let found = whole(stage, "idea", |one| !one.based_on.is_empty()).await?;
    let earlier = found.based_on.first().context("it builds on nothing")?;
    let widget = stage.open_at(&format!("/ideas/{}", found.id)).await?;
    widget.see(&da("lineage.based_on")).await?;
    widget.follow(&earlier.title).await?;
    widget.see(&da("lineage.built_on_by")).await?;
    widget.follow(&found.title).await?;
    widget.see(&da("lineage.based_on")).await
}

async fn reads_what_an_idea_was_merged_into_and_why(stage: &mut Stage<'_>) -> Result<()> {
    let into = whole(stage, "idea", |one| !one.merged_from.is_empty()).await?;
    let from = into.merged_from.first().context("nothing went into it")?;
    let reason = from.reason.as_ref().context("nobody says why")?;
    let widget = stage.open_at(&format!("/ideas/{}", from.id)).await?;
    widget.see(&da("state.merged")).await?;
    widget.see(first_line(&reason.value)).await?;
    fits(stage, &widget, "a merged idea").await?;
    widget.follow(&into.title).await?;
    widget.see(&da("lineage.merged_from")).await?;
    widget.see(first_line(&reason.value)).await
}

async fn reads_who_has_it_and_what_its_author_says_to_the_answer(stage: &mut Stage<'_>) -> Result<()> {
    let is_going_on = |one: &Contribution| {
        one.author_verdict.is_some()
            && one
                .trail
                .iter()
                .any(|step| step.at.is_none() && step.by.is_some())
    };
    let found = whole(stage, "idea", is_going_on).await?;
    let next = found
        .trail
        .iter()
        .find(|step| step.at.is_none() && (step.by.is_some() || step.due.is_some()))
        .context("nobody has it")?;
    let widget = stage.open_at(&format!("/ideas/{}", found.id)).await?;
    widget.see(&da("trail.next")).await?;
    widget.see(&da(&format!("step.{}", next.step.as_str()))).await?;
    if let Some(office) = &next.by {
        widget.see(office).await?;
    }
    let verdict = found
        .author_verdict
        .as_ref()
        .context("nothing is said to the answer")?;
    widget
        .see(&da(&format!("verdict.{}", verdict.verdict.as_str())))
        .await?;
    if let Some(reason) = &verdict.reason {
        widget.see(first_line(&reason.value)).await?;
    }
    // Nobody else is asked what its author feels.
    ensure!(
        !widget.has(Kind::Button, &da("verdict.send")).await?,
        "a stranger is asked"
    );
    fits(stage, &widget, "an answered idea").await
}

async fn sees_pictures_that_have_their_words_and_their_room(stage: &mut Stage<'_>) -> Result<()> {
    let has_pictures = |one: &Contribution| {
        one.attachments
            .read()
            .is_some_and(|pictures| !pictures.is_empty())
    };
    let found = whole(stage, "idea", has_pictures).await?;
    let pictures = found.attachments.read().context("no pictures")?;
    let widget = stage.open_at(&format!("/ideas/{}", found.id)).await?;
    for picture in &pictures {
        let script = "
            const image = [...root.querySelectorAll('.pictures img')].find((image) => image.alt === arguments[1]);
            image?.scrollIntoView({ block: 'center', behavior: 'instant' });
            const box = image?.getBoundingClientRect();
            const ratio = image && Math.abs(box.width / box.height - image.naturalWidth / image.naturalHeight) < 0.02;
            const link = image?.closest('a');
            return !!image?.complete && ratio && image.hasAttribute('width') && link.target === '_blank'";
        widget
            .wait_until("a picture in its room", script, picture.alt.as_str().into())
            .await?;
    }
    fits(stage, &widget, "an idea with pictures").await
}

/// The first contribution of a kind, whole, of which something holds.
async fn whole(stage: &Stage<'_>, kind: &str, holds: impl Fn(&Contribution) -> bool) -> Result<Contribution> {
    for listed in stage.backend.contributions(kind).await? {
        let found = stage.backend.contribution(&listed.id).await?;
        if holds(&found) {
            return Ok(found);
        }
    }
    anyhow::bail!("no seeded {kind} is like that")
}

/// axe, and no scrolling sideways on narrow pages.
async fn fits(stage: &Stage<'_>, widget: &Widget<'_>, view: &str) -> Result<()> {
    widget.find(Kind::Button, &da("share")).await?;
    check(&stage.browser, stage.tools, view).await?;
    for size in [PHONE, NARROW] {
        stage.browser.resize(size).await?;
        widget
            .fits_its_width()
            .await
            .with_context(|| format!("{view} at {size:?}"))?;
    }
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim()
}
