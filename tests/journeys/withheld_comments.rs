//! One's own comments that nobody else sees: what waits to be read, was refused or removed, is told honestly.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::moderation::ModerationAction;
use samskab_tests::accessibility::check;
use samskab_tests::browser::NARROW;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::Value;

use crate::live;
use crate::mishaps::reading::press_beginning;
use crate::own_comments::{WORDS, send, sent_id};
use crate::threads::arrives_at;

journeys![
    sees_ones_own_comment_wait_to_be_read.in_chromium(),
    sees_ones_own_comment_wait_below_what_it_answers_in_a_line.in_chromium(),
    is_told_why_a_comment_was_refused_and_appeals_in_its_place.in_chromium(),
    is_told_why_a_comment_was_removed_and_appeals_in_its_place.in_chromium(),
    has_no_barriers_where_a_comment_is_withheld
        .in_chromium()
        .in_the_dark(),
];

const MORE: &str = " Også om vinteren.";
const RULE: &str = "2. Tal om sagen";
const REASON: &str = "Kommentaren handler om en navngiven nabo.";

async fn sees_ones_own_comment_wait_to_be_read(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    let (idea, widget) = send(stage).await?;
    widget.see(&da("own.pending")).await?;
    ensure!(
        stage.backend.comments(&idea).await?.is_empty(),
        "everybody can read it already"
    );
    stage.browser.reload().await?;
    widget.see(WORDS).await?;
    widget.see(&da("own.pending")).await?;
    widget.see_count(".comment", 1).await?;
    // It can be changed though nobody can read it at its own address yet.
    widget.press(&da("edit.comment")).await?;
    widget.see_value(&da("comment.label"), WORDS).await?;
    widget.fill(&da("comment.label"), MORE).await?;
    widget.press(&da("edit.send")).await?;
    widget.see_no_more(&da("edit.send")).await?;
    stage.browser.reload().await?;
    widget.see(&[WORDS, MORE].concat()).await?;
    widget.see(&da("own.pending")).await?;
    // It can be taken back, and nobody is asked to answer it.
    widget.find(Kind::Button, &da("withdraw")).await?;
    ensure!(
        widget.count(".waits .reply, .waits .reopen").await? == 0,
        "what waits can be answered"
    );
    Ok(())
}

async fn sees_ones_own_comment_wait_below_what_it_answers_in_a_line(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    let (debate, comments) = live::debate(stage).await?;
    let below = comments
        .iter()
        .find(|one| one.parent.is_some() && one.body.is_some());
    let below = below.context("nobody answers anybody")?;
    let above = below.parent.as_deref().unwrap_or_default();
    let widget = stage.open_at(&format!("/debate/{debate}/{above}")).await?;
    arrives_at(&widget, above).await?;
    press_beginning(&widget, "reply").await?;
    widget.fill(&da("comment.label"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see(&da("own.pending")).await?;
    // What was only answered shows it as well.
    let widget = stage.open_at(&format!("/debate/{debate}/{}", below.id)).await?;
    stage.browser.reload().await?;
    arrives_at(&widget, &below.id).await?;
    widget.see(WORDS).await?;
    widget.see(&da("own.pending")).await
}

async fn is_told_why_a_comment_was_refused_and_appeals_in_its_place(stage: &mut Stage<'_>) -> Result<()> {
    stage.backend.read_first().await?;
    let (_, widget) = send(stage).await?;
    widget.see(&da("own.pending")).await?;
    let id = sent_id(&widget).await?;
    stage
        .backend
        .decide(&id, ModerationAction::Refused, RULE, REASON)
        .await?;
    stage.browser.reload().await?;
    widget.see(&da("own.refused")).await?;
    appeal(stage, &widget).await
}

async fn is_told_why_a_comment_was_removed_and_appeals_in_its_place(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, widget) = send(stage).await?;
    let id = sent_id(&widget).await?;
    stage
        .backend
        .decide(&id, ModerationAction::Hidden, RULE, REASON)
        .await?;
    stage.browser.reload().await?;
    widget.see(&da("gone.hidden")).await?;
    widget.see(&da("own.hidden")).await?;
    let everybody = stage.backend.comments(&idea).await?;
    ensure!(
        everybody.iter().all(|one| one.body.is_none()),
        "everybody can read it still"
    );
    appeal(stage, &widget).await
}

async fn has_no_barriers_where_a_comment_is_withheld(stage: &mut Stage<'_>) -> Result<()> {
    let (_, widget) = send(stage).await?;
    check(&stage.browser, stage.tools, "one's own comment").await?;
    widget.press(&da("edit.comment")).await?;
    widget.see_value(&da("comment.label"), WORDS).await?;
    check(&stage.browser, stage.tools, "correcting a comment").await?;
    let id = sent_id(&widget).await?;
    stage
        .backend
        .decide(&id, ModerationAction::Hidden, RULE, REASON)
        .await?;
    stage.browser.resize(NARROW).await?;
    stage.browser.reload().await?;
    widget.see(&da("own.hidden")).await?;
    widget.press(&da("appeal.open")).await?;
    widget.fits_its_width().await?;
    check(&stage.browser, stage.tools, "a comment that was removed").await
}

/// Reads the words, the reason and the rule, and objects where they stand.
async fn appeal(stage: &Stage<'_>, widget: &Widget<'_>) -> Result<()> {
    for text in [WORDS, REASON, RULE] {
        widget.see(text).await?;
    }
    widget.see_count(".comment", 1).await?;
    let place = "return !!root.querySelector('.comment .withheld')";
    ensure!(
        widget.ask::<bool>(place, Value::Null).await?,
        "it stands somewhere else"
    );
    widget.press(&da("appeal.open")).await?;
    widget
        .fill(&da("appeal.label"), "Jeg har ikke nævnt nogen ved navn.")
        .await?;
    stage.network.fail(Method::POST, "/appeal", Fault::LoseAnswer);
    widget.press(&da("appeal.send")).await?;
    widget.see(&da("wait.offline")).await?;
    stage.network.mend();
    if widget.has(Kind::Button, &da("appeal.send")).await? {
        widget.press(&da("appeal.send")).await?;
    }
    widget.see(&da("appeal.received")).await?;
    stage.browser.reload().await?;
    widget.see(&da("appeal.received")).await
}
