//! Real debates, imported from another city's system: one of 592 comments, and one that is 25 comments deep.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use samskab_tests::backend::Backend;
use samskab_tests::browser::{NARROW, PHONE};
use samskab_tests::journey::Outcome;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;

use crate::debating::read_on;

journeys![
    reads_a_debate_of_592_comments.in_chromium(),
    reads_a_debate_that_is_25_comments_deep.in_chromium()
];

async fn reads_a_debate_of_592_comments(stage: &mut Stage<'_>) -> Result<Outcome> {
    read(stage, "1419", 592, 8).await
}

async fn reads_a_debate_that_is_25_comments_deep(stage: &mut Stage<'_>) -> Result<Outcome> {
    read(stage, "50", 89, 24).await
}

/// Reads all of one proposal's debate, which has so many comments and is so deep below its first ones.
async fn read(stage: &mut Stage<'_>, proposal: &str, written: usize, depth: u32) -> Result<Outcome> {
    let data = stage.tools.root.join("../shared/data/decide-madrid-2019");
    if !data.exists() {
        return Ok(Outcome::Skipped(
            "there is no ../shared/data beside the checkout".into(),
        ));
    }
    let mapping = stage
        .tools
        .root
        .join("crates/backend/mappings/decide-madrid.toml");
    let origin = stage.network.origin();
    let imported = Backend::import(&stage.tools.backend, origin, &mapping, &data).await?;
    stage.exchange_backend(imported);
    let id = format!("madrid-{proposal}");
    let comments = stage.backend.comments(&id).await?;
    let with_words = comments.iter().filter(|comment| comment.body.is_some()).count();
    ensure!(with_words == written, "the backend has {with_words} comments");
    let deepest = comments.iter().map(|comment| comment.depth).max();
    ensure!(deepest == Some(depth), "the backend goes to depth {deepest:?}");

    let widget = stage.open_at(&format!("/ideas/{id}")).await?;
    read_on(&widget, comments.len()).await?;
    let texts = "return root.querySelectorAll('.comment > .prose').length";
    ensure!(
        widget.ask::<usize>(texts, ().into()).await? == written,
        "some comments have no words"
    );
    // Where indents end, words say who is answered.
    let deep = comments
        .iter()
        .filter(|one| one.depth > 3 && one.body.is_some() && one.parent_author.is_some());
    widget.see_count(".comment > .answers", deep.count()).await?;
    for size in [PHONE, NARROW] {
        stage.browser.resize(size).await?;
        is_readable(&widget)
            .await
            .with_context(|| format!("at {size:?}"))?;
    }
    Ok(Outcome::Arrived)
}

/// However deep, never more than three indents, and nothing wider than the page.
async fn is_readable(widget: &Widget<'_>) -> Result<()> {
    widget.fits_its_width().await?;
    let lefts = "
        const comments = [...root.querySelectorAll('.comment > .prose')];
        return comments.map((comment) => Math.round(comment.getBoundingClientRect().left))";
    let lefts: Vec<i64> = widget.ask(lefts, ().into()).await?;
    let indents = lefts.into_iter().collect::<BTreeSet<_>>();
    ensure!((2..=4).contains(&indents.len()), "comments begin at {indents:?}");
    Ok(())
}
