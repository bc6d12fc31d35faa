//! Writing what is not only an idea: each kind asks what fits it, and shows before it is sent what becomes public.

pub mod ideas;
pub mod kinds;
pub mod placing;

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::{Contribution, Kind as Sort};
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;
use samskab_tests::words::da;

use crate::acts::BENCHES;

/// Who writes.
pub const NAME: &str = "Karen Prøve";

/// Writes an idea up to the screen that asks whom it affects.
pub async fn begin_idea<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("idea.new")).await?;
    widget.fill(&da("idea.problem.ask"), BENCHES.problem).await?;
    widget.press(&da("continue")).await?;
    widget.fill(&da("idea.body"), BENCHES.body).await?;
    widget.fill(&da("idea.title"), BENCHES.title).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("compose.others")).await?;
    Ok(widget)
}

/// Says who one is, and goes on to the last look.
pub async fn sign(widget: &Widget<'_>) -> Result<()> {
    widget.see(&da("compose.who")).await?;
    widget.fill(&da("name"), NAME).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("check.heading")).await
}

/// Sends what stands on the last screen, and brings what the backend has of it.
pub async fn send(
    stage: &Stage<'_>,
    widget: &Widget<'_>,
    button: &str,
    sort: Sort,
    title: &str,
) -> Result<Contribution> {
    widget.see(title).await?;
    widget.press(&da(button)).await?;
    widget.see(&da("sent.heading")).await?;
    let all = stage.backend.contributions(sort.as_str()).await?;
    let mut sent = all.into_iter().filter(|one| one.title == title);
    let id = sent.next().context("it was not stored")?.id;
    ensure!(sent.next().is_none(), "it was stored twice");
    stage.backend.contribution(&id).await
}
