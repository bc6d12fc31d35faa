//! Places inside the widget: links that can be shared, and the browser's own back and forward.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Contribution;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

journeys![
    opens_a_shared_link_and_stays_there_through_a_reload,
    goes_back_and_forward,
    leaves_the_pages_own_fragments_and_links_alone,
    says_so_where_a_link_leads_nowhere.in_chromium(),
];

async fn opens_a_shared_link_and_stays_there_through_a_reload(stage: &mut Stage<'_>) -> Result<()> {
    let (one, _) = two_ideas(stage).await?;
    let widget = stage.open_at("/ideas").await?;
    let link = widget.find(Kind::Link, &one.title).await?;
    let shared = link
        .prop("href")
        .await?
        .context("the title is not a link with an address")?;
    ensure!(
        shared.ends_with(&format!("#samskab=/ideas/{}", one.id)),
        "the link is {shared}"
    );

    stage.browser.goto("about:blank").await?;
    stage.browser.goto(&shared).await?;
    widget.see(&da("trail.title")).await?;
    widget.see(&one.title).await?;
    stage.browser.reload().await?;
    widget.see(&da("trail.title")).await?;
    widget.see(&one.title).await
}

async fn goes_back_and_forward(stage: &mut Stage<'_>) -> Result<()> {
    let (one, two) = two_ideas(stage).await?;
    let widget = stage.open_at("/ideas").await?;
    for idea in [&one, &two] {
        widget.follow(&idea.title).await?;
        widget.see(&da("trail.title")).await?;
        widget.follow(&da("ideas.back")).await?;
        widget.see(&da("ideas.title")).await?;
    }
    stage.browser.back().await?;
    widget.see(&da("trail.title")).await?;
    widget.see(&two.title).await?;
    stage.browser.back().await?;
    widget.see(&da("ideas.title")).await?;
    stage.browser.back().await?;
    widget.see(&da("trail.title")).await?;
    widget.see(&one.title).await?;
    stage.browser.forward().await?;
    widget.see(&da("ideas.title")).await?;
    ensure!(
        stage.browser.address().await?.ends_with("#samskab=/ideas"),
        "the address is another one"
    );
    Ok(())
}

async fn leaves_the_pages_own_fragments_and_links_alone(stage: &mut Stage<'_>) -> Result<()> {
    let (one, _) = two_ideas(stage).await?;
    // Somebody arrives by the page's own fragment …
    let widget = stage.open("one.html#kontakt").await?;
    widget.see(&da("ideas.title")).await?;
    ensure!(
        stage.browser.address().await?.ends_with("#kontakt"),
        "the page's fragment was taken away"
    );

    // … opens an idea, and follows the page's own link: the widget stays where it is.
    widget.follow(&one.title).await?;
    widget.see(&da("trail.title")).await?;
    // What comes later below the idea would push the page's own place away again.
    let rests = "const { scrollHeight } = document.documentElement;
        window.looks = window.height === scrollHeight ? (window.looks ?? 0) + 1 : 0;
        window.height = scrollHeight;
        return window.looks > 9";
    widget.wait_until("the page to rest", rests, ().into()).await?;
    stage
        .browser
        .run("document.querySelector('header a').click()", vec![])
        .await?;
    ensure!(
        stage.browser.address().await?.ends_with("#kontakt"),
        "the page's own link does not work"
    );
    let in_sight = "return document.querySelector('#kontakt').getBoundingClientRect().top < innerHeight";
    ensure!(
        stage.browser.run(in_sight, vec![]).await? == true,
        "the page did not go to its own place"
    );
    widget.see(&da("trail.title")).await?;
    widget.see(&one.title).await?;
    stage.browser.back().await?;
    widget.see(&da("trail.title")).await?;
    ensure!(
        stage.browser.address().await?.ends_with(&one.id),
        "back does not lead back"
    );
    Ok(())
}

async fn says_so_where_a_link_leads_nowhere(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/there-is-no-such-idea").await?;
    widget.see(&da("err.read.gone")).await?;
    widget.follow(&da("ideas.back")).await?;
    widget.see(&da("ideas.title")).await?;
    // A place that no version knows leads to the beginning.
    let widget = stage.open_at("/stars/42").await?;
    widget.see(&da("ideas.title")).await
}

/// Two ideas of the first page that have trails and titles of their own.
async fn two_ideas(stage: &Stage<'_>) -> Result<(Contribution, Contribution)> {
    let widget = stage.open_at("/ideas").await?;
    widget.see(&da("ideas.title")).await?;
    let ideas = stage.backend.contributions("idea").await?;
    let mut first = ideas.into_iter().filter(|idea| !idea.trail.is_empty());
    match (first.next(), first.next()) {
        (Some(one), Some(two)) => Ok((one, two)),
        _ => anyhow::bail!("there are too few ideas with a trail"),
    }
}
