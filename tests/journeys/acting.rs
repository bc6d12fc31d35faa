//! What one can do with something beside reading and answering: once, honestly, and so that others see what they should.

pub mod offering;
pub mod own_words;
pub mod passing_on;
pub mod supporting;

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::{Contribution, ContributionState, StatusCategory};
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;

use crate::acts::{BENCHES, see_receipt, write};

/// What somebody says.
pub const WORDS: &str = "Vi har brug for dem hver dag.";

/// Writes an idea, sees it as its author, and tells its id.
pub async fn send_idea(stage: &Stage<'_>, widget: &Widget<'_>) -> Result<String> {
    write(widget, &BENCHES).await?;
    widget.press(&da("submit")).await?;
    see_receipt(widget, &BENCHES).await?;
    widget.find(Kind::Button, &da("withdraw")).await?;
    let address = stage.browser.address().await?;
    let id = address.rsplit('/').next().context("no address")?;
    Ok(id.to_owned())
}

/// An idea that can be supported, and how many do.
pub async fn supported_idea(stage: &Stage<'_>) -> Result<(Contribution, u32)> {
    let ideas = stage.backend.contributions("idea").await?;
    let open = |idea: &Contribution| {
        idea.status.category == StatusCategory::Received && idea.state == ContributionState::Published
    };
    let found = ideas
        .into_iter()
        .find(|idea| open(idea) && idea.counts.by_reaction.support.is_some_and(|support| support > 2));
    let idea = found.context("no idea is supported")?;
    let support = idea.counts.by_reaction.support.unwrap_or_default();
    Ok((idea, support))
}

/// Waits for requests of a sort, and fails unless exactly so many have come through.
pub async fn sent(stage: &Stage<'_>, method: &Method, part: &str, count: usize) -> Result<()> {
    let passed = || {
        let passed = stage.network.passed();
        let ours = passed
            .iter()
            .filter(|one| one.method == *method && one.path.contains(part));
        ours.count()
    };
    for _ in 0..50 {
        if passed() >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let found = passed();
    ensure!(found == count, "{found} of {method} {part} instead of {count}");
    Ok(())
}

/// Chooses one of several, by the key of its words.
pub async fn choose(widget: &Widget<'_>, key: &str) -> Result<()> {
    let choice = widget.find(Kind::Field, &da(key)).await?;
    choice.click().await?;
    Ok(())
}

/// Waits until this text can be read in what the selector finds.
pub async fn see_in(widget: &Widget<'_>, selector: &str, text: &str) -> Result<()> {
    let script = "return [...root.querySelectorAll(arguments[1][0])].some((part) => tidy(readable(part)).includes(arguments[1][1]))";
    let what = format!("“{text}” in `{selector}`");
    widget
        .wait_until(&what, script, serde_json::json!([selector, text]))
        .await
}
