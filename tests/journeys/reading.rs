//! Reading ideas.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::{Contribution, StatusCategory};
use samskab_protocol::trail::StepKind;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;

use crate::finding::{choose, search};

journeys![
    reads_ideas_twenty_at_a_time_in_an_order_that_is_explained,
    comes_back_to_the_place_in_the_list,
    narrows_ideas_down_by_status.in_chromium(),
    searches_ideas.in_chromium(),
    opens_an_idea_with_its_trail_the_official_answer_and_the_debate,
];

const CARD: &str = ".cards > .card";
const TITLE: &str = ".cards > .card :is(h2, h3, h4)";

async fn reads_ideas_twenty_at_a_time_in_an_order_that_is_explained(stage: &mut Stage<'_>) -> Result<()> {
    let seeded = stage.backend.contributions("idea").await?.len();
    stage.backend.fill_up(45 - seeded).await?;
    let widget = stage.open_at("/ideas").await?;
    widget.see_count(CARD, 20).await?;
    widget.see(&explanation(stage).await?).await?;
    widget.press(&da("more")).await?;
    widget.see_count(CARD, 40).await?;
    widget.press(&da("more")).await?;
    widget.see_count(CARD, 45).await?;
    ensure!(
        !widget.has(Kind::Button, &da("more")).await?,
        "there is more after everything"
    );
    let (shown, wanted) = (
        shown(&widget).await?,
        titles(stage.backend.contributions("idea").await?),
    );
    let differing: Vec<_> = shown.symmetric_difference(&wanted).collect();
    ensure!(
        differing.is_empty(),
        "shown or stored, but not both: {differing:?}"
    );
    Ok(())
}

async fn comes_back_to_the_place_in_the_list(stage: &mut Stage<'_>) -> Result<()> {
    let seeded = stage.backend.contributions("idea").await?.len();
    stage.backend.fill_up(45 - seeded).await?;
    let widget = stage.open_at("/ideas").await?;
    widget.see_count(CARD, 20).await?;
    widget.press(&da("more")).await?;
    widget.see_count(CARD, 40).await?;
    let title = widget
        .texts(TITLE)
        .await?
        .into_iter()
        .nth(33)
        .context("there are too few")?;
    widget.follow(&title).await?;
    widget.see(&da("trail.title")).await?;
    stage.browser.back().await?;
    widget.see_count(CARD, 40).await?;
    let script = "
        const link = named(root, 'link', arguments[1])[0], box = link.getBoundingClientRect();
        return box.top < innerHeight && box.bottom > 0";
    widget
        .wait_until("the idea to be in sight again", script, title.into())
        .await
}

async fn narrows_ideas_down_by_status(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let widget = stage.open_at("/ideas").await?;
    widget.press(&da("finder.open")).await?;
    for category in [StatusCategory::Planned, StatusCategory::Rejected] {
        let wanted = titles(
            ideas
                .iter()
                .filter(|idea| idea.status.category == category)
                .cloned(),
        );
        ensure!(
            !wanted.is_empty() && wanted.len() < ideas.len(),
            "no ideas to tell apart by {category:?}"
        );
        choose(&widget, "filter.status", category.as_str()).await?;
        see_only(&widget, &wanted).await?;
    }
    Ok(())
}

async fn searches_ideas(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let title = &ideas.first().context("there are no ideas")?.title;
    let widget = stage.open_at("/ideas").await?;
    search(&widget, title).await?;
    see_only(&widget, &BTreeSet::from([title.clone()])).await?;

    let field = widget.find(Kind::Field, &da("search")).await?;
    field.clear().await?;
    field.send_keys("xyzzy").await?;
    stage.browser.press(&[fantoccini::key::Key::Enter]).await?;
    widget.see(&da("search.none")).await?;
    widget.see_count(CARD, 0).await
}

async fn opens_an_idea_with_its_trail_the_official_answer_and_the_debate(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (idea, answer, comment) = answered_idea(stage).await?;
    let widget = stage.open_at("/ideas").await?;
    search(&widget, &idea.title).await?;
    widget.follow(&idea.title).await?;
    for text in [&idea.problem, &idea.body].into_iter().flatten() {
        widget.see(&text.value).await?;
    }
    widget.see(&da("trail.title")).await?;
    widget.see(&da("step.answered")).await?;
    widget.see(&answer).await?;
    widget.see(&comment).await
}

/// An idea with a debate that the municipality has answered, the answer's words, and a comment's.
async fn answered_idea(stage: &Stage<'_>) -> Result<(Contribution, String, String)> {
    for listed in stage.backend.contributions("idea").await? {
        let idea = stage.backend.contribution(&listed.id).await?;
        let answer = idea
            .trail
            .iter()
            .find(|step| step.step == StepKind::Answered && step.at.is_some());
        let Some(answer) = answer.and_then(|step| step.text.clone()) else {
            continue;
        };
        let comments = stage.backend.comments(&idea.id).await?;
        let comment = comments
            .iter()
            .filter(|comment| comment.depth == 0)
            .find_map(|comment| comment.body.clone());
        if let Some(comment) = comment {
            return Ok((idea, answer.value, comment.value));
        }
    }
    anyhow::bail!("no seeded idea has been answered and debated")
}

async fn explanation(stage: &Stage<'_>) -> Result<String> {
    let orderings = stage.backend.service().await?.orderings;
    let ordering = orderings
        .iter()
        .find(|order| order.default && order.on.iter().any(|on| on == "contribution"));
    let explanation = ordering.and_then(|ordering| ordering.explanation.get("da"));
    explanation
        .cloned()
        .context("the backend does not explain its order in Danish")
}

fn titles(ideas: impl IntoIterator<Item = Contribution>) -> BTreeSet<String> {
    ideas.into_iter().map(|idea| idea.title).collect()
}

async fn shown(widget: &Widget<'_>) -> Result<BTreeSet<String>> {
    Ok(widget.texts(TITLE).await?.into_iter().collect())
}

async fn see_only(widget: &Widget<'_>, wanted: &BTreeSet<String>) -> Result<()> {
    let what = format!("exactly {wanted:?}");
    samskab_tests::page::wait(widget.browser, &what, async || {
        Ok((shown(widget).await? == *wanted).then_some(()))
    })
    .await
}
