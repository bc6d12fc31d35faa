//! One's own comments: changed and taken back while that is allowed.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::comment::Comment;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::Value;

use crate::mishaps::reading::press_beginning;
use crate::threads::arrives_at;

journeys![
    corrects_a_comment_while_that_is_allowed,
    goes_on_elsewhere_while_ones_own_words_are_changed_and_taken_back.in_chromium(),
    withdraws_a_comment_which_is_gone_for_everybody,
    takes_a_comment_back_and_keeps_what_one_has_written_below_it.in_chromium(),
    is_led_from_ones_own_room_to_an_answer_in_its_debate.in_chromium(),
    reports_a_comment.in_chromium(),
];

/// What is sent.
pub const WORDS: &str = "Min nabo på 84 går der hver dag.";
const MORE: &str = " Også om vinteren.";
/// How long an answer takes while somebody goes on elsewhere.
const A_WHILE: Fault = Fault::Delay(Duration::from_millis(1500));
const A_MOMENT: Duration = Duration::from_millis(50);

async fn corrects_a_comment_while_that_is_allowed(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, widget) = send(stage).await?;
    widget.press(&da("edit.comment")).await?;
    widget.see_value(&da("comment.label"), WORDS).await?;
    widget.fill(&da("comment.label"), MORE).await?;
    for (fault, sentence) in [
        (Fault::LoseRequest, "err.offline"),
        (Fault::Answer(500), "err.server"),
        (Fault::Answer(503), "err.readonly"),
        (Fault::Answer(429), "err.busy"),
        (Fault::Answer(401), "err.act.unknown"),
    ] {
        stage.network.fail(Method::PATCH, "/comments/", fault);
        widget.press(&da("edit.send")).await?;
        widget.see(&da(sentence)).await?;
        stage.network.mend();
    }
    // Nothing is lost by going away either: the form is there again, with what was written.
    stage.browser.reload().await?;
    let corrected = [WORDS, MORE].concat();
    widget.see_value(&da("comment.label"), &corrected).await?;
    widget.press(&da("edit.send")).await?;
    widget.see_no_more(&da("edit.send")).await?;
    widget.see(&corrected).await?;
    widget
        .see(da("edited").split('{').next().unwrap_or_default())
        .await?;
    focus_is_on(&widget, "edit.comment").await?;
    ensure!(body(&own(stage, &idea).await?) == corrected, "it is not stored");
    stage.browser.reload().await?;
    widget.see(&corrected).await
}

async fn goes_on_elsewhere_while_ones_own_words_are_changed_and_taken_back(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (idea, widget) = send(stage).await?;
    widget.press(&da("edit.comment")).await?;
    widget.see_value(&da("comment.label"), WORDS).await?;
    widget.fill(&da("comment.label"), MORE).await?;
    stage.network.fail(Method::PATCH, "/comments/", A_WHILE);
    widget.press(&da("edit.send")).await?;
    widget.follow(&da("nav.projects")).await?;
    // The answer is read though nobody looks any more: what has arrived is no draft any more.
    let is_forgotten = "return !Object.values(localStorage).some((kept) => kept.includes(arguments[1]))";
    widget
        .wait_until("the draft to be forgotten", is_forgotten, MORE.trim().into())
        .await?;
    ensure!(
        body(&own(stage, &idea).await?) == [WORDS, MORE].concat(),
        "it is not stored"
    );

    stage.browser.back().await?;
    widget.press(&da("withdraw")).await?;
    stage.network.fail(Method::DELETE, "/comments/", A_WHILE);
    widget.press(&da("withdraw.yes")).await?;
    widget.follow(&da("nav.projects")).await?;
    while !stage.backend.comments(&idea).await?.is_empty() {
        tokio::time::sleep(A_MOMENT).await;
    }
    stage.browser.back().await?;
    widget.see(&da("thread.empty")).await?;
    let troubles = page::troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}

async fn withdraws_a_comment_which_is_gone_for_everybody(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, widget) = send(stage).await?;
    widget.press(&da("withdraw")).await?;
    widget.see(&da("withdraw.comment.what")).await?;
    widget.press(&da("withdraw.no")).await?;
    focus_is_on(&widget, "withdraw").await?;
    widget.press(&da("withdraw")).await?;
    for (fault, sentence) in [
        (Fault::LoseRequest, "err.act.offline"),
        (Fault::Answer(500), "err.act.server"),
        (Fault::Answer(503), "err.act.readonly"),
    ] {
        stage.network.fail(Method::DELETE, "/comments/", fault);
        widget.press(&da("withdraw.yes")).await?;
        widget.see(&da(sentence)).await?;
        stage.network.mend();
    }
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("gone.withdrawn")).await?;
    widget.see_no_more(WORDS).await?;
    focus_is_on_what_is_gone(&widget).await?;
    ensure!(
        !widget.has(Kind::Button, &da("edit.comment")).await?,
        "what is gone can be changed"
    );
    ensure!(
        stage.backend.comments(&idea).await?.is_empty(),
        "the backend has it still"
    );
    Ok(())
}

async fn takes_a_comment_back_and_keeps_what_one_has_written_below_it(stage: &mut Stage<'_>) -> Result<()> {
    let (_, widget) = send(stage).await?;
    let reply = da_with("reply", "Karen Prøve");
    widget.press(&reply).await?;
    widget.fill(&da("comment.label"), "Hun hedder Inger.").await?;
    widget.fill(&da("name"), " med flere").await?;
    widget.press(&da("comment.send")).await?;
    widget.see("Hun hedder Inger.").await?;
    widget.press(&reply).await?;
    widget.fill(&da("comment.label"), "Og hun er hurtig.").await?;
    let withdraw = "
        const buttons = [...root.querySelector('.comment').querySelectorAll(':scope > .actions button')];
        const withdraw = buttons.find((button) => nameOf(button) === arguments[1]);
        withdraw?.click();
        return !!withdraw";
    widget
        .wait_until("the way to take it back", withdraw, da("withdraw").into())
        .await?;
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("gone.withdrawn")).await?;
    widget.see("Hun hedder Inger.").await?;
    widget
        .see_value(&da("comment.label"), "Og hun er hurtig.")
        .await?;
    // Closed, it is gone from here: nobody is asked to answer what is not there.
    widget.press(&da("comment.close")).await?;
    focus_is_on_what_is_gone(&widget).await?;
    ensure!(
        widget.count(".comment.gone > .actions").await? == 0,
        "what is gone can be answered"
    );
    Ok(())
}

async fn is_led_from_ones_own_room_to_an_answer_in_its_debate(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/debate/biler-i-storegade/storegade-33").await?;
    press_beginning(&widget, "reply").await?;
    widget.fill(&da("comment.label"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".reply", 0).await?;
    let id = sent_id(&widget).await?;
    // What this device remembers leads there as well as what the backend tells.
    for fault in [Some(Fault::Answer(500)), None] {
        stage.open_at("/ideas").await?;
        if let Some(fault) = fault {
            stage.network.fail(Method::GET, "/me/export", fault);
        }
        widget.follow(&da("nav.mine")).await?;
        widget.follow(WORDS).await?;
        arrives_at(&widget, &id).await?;
        stage.network.mend();
        stage.browser.reload().await?;
        arrives_at(&widget, &id).await?;
    }
    Ok(())
}

async fn reports_a_comment(stage: &mut Stage<'_>) -> Result<()> {
    let debates = stage.backend.contributions("question").await?;
    let debate = debates
        .iter()
        .max_by_key(|debate| debate.counts.comments)
        .context("there is no question")?;
    let widget = stage.open_at(&format!("/debate/{}", debate.id)).await?;
    // Until comments are to be seen, the button with the nearest name is the contribution's.
    let shown =
        "const one = root.querySelector('.thread .comment'); return !!one && one.offsetParent !== null";
    widget.wait_until("the comments", shown, ().into()).await?;
    widget.press(&da("report.comment")).await?;
    widget.see(&da("priv.report")).await?;
    widget
        .find(Kind::Field, &da("report.privacy"))
        .await?
        .click()
        .await?;
    stage.network.fail(Method::POST, "/reports", Fault::Answer(500));
    widget.press(&da("report.send")).await?;
    widget.see(&da("err.server")).await?;
    stage.network.mend();
    widget.press(&da("report.send")).await?;
    widget.see(&da("report.sent")).await?;
    widget.press(&da("close")).await?;
    focus_is_on(&widget, "report.comment").await
}

/// Comments on an idea that nobody else has commented on, nor offered anything to, which would push the debate away.
pub async fn send<'a>(stage: &'a Stage<'_>) -> Result<(String, Widget<'a>)> {
    let idea = "varmestue-i-den-gamle-skole".to_owned();
    let widget = stage.open_at(&format!("/ideas/{idea}")).await?;
    widget.press(&da("comment.add")).await?;
    widget.fill(&da("comment.label"), WORDS).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".reply", 0).await?;
    widget.see(WORDS).await?;
    Ok((idea, widget))
}

/// The id of the comment that was sent from this device.
pub async fn sent_id(widget: &Widget<'_>) -> Result<String> {
    let script = "
        const list = Object.entries(localStorage).find(([name]) => name.startsWith('samskab:mine:'))[1];
        return JSON.parse(list).findLast((sent) => sent.reference.startsWith('comment:')).reference.slice(8)";
    widget.ask(script, Value::Null).await
}

async fn own(stage: &Stage<'_>, idea: &str) -> Result<Comment> {
    let comments = stage.backend.comments(idea).await?;
    comments
        .into_iter()
        .next()
        .context("the backend does not have it")
}

fn body(comment: &Comment) -> &str {
    comment.body.as_ref().map_or("", |body| &body.value)
}

async fn focus_is_on_what_is_gone(widget: &Widget<'_>) -> Result<()> {
    let focused = "return !!root.activeElement?.matches('.comment.gone')";
    widget
        .wait_until("the focus where it stood", focused, Value::Null)
        .await
}

async fn focus_is_on(widget: &Widget<'_>, key: &str) -> Result<()> {
    let script = "return tidy(root.activeElement?.textContent) === arguments[1]";
    widget
        .wait_until("the focus back on what opened it", script, da(key).into())
        .await
}
