//! Hostile texts in a debate: by others, and by one's own hand in every field of it.

use anyhow::{Context, Result, ensure};
use samskab_protocol::contribution::Kind as Sort;
use samskab_protocol::create::{CreateComment, CreateContribution, Guest};
use samskab_protocol::kinds::{NewDilemma, NewSide};
use samskab_protocol::moderation::ModerationAction;
use samskab_tests::browser::NARROW;
use samskab_tests::journeys;
use samskab_tests::page;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::json;

use super::writing::{SCRIPT, STRANGE, is_harmless};
use crate::acts::drawn;
use crate::mishaps::reading::press_beginning;
use crate::own_comments::sent_id;

journeys![holds_hostile_words_in_every_field_of_a_debate.in_chromium()];

/// Much wider than the page, and as long as a name may be.
const ENDLESS_NAME: usize = 80;
/// Longer than any field takes.
const TOO_LONG: usize = 10_000;

async fn holds_hostile_words_in_every_field_of_a_debate(stage: &mut Stage<'_>) -> Result<()> {
    stage.browser.resize(NARROW).await?;
    let longest = stage.backend.service().await?.limits.comment_max as usize;
    let endless = "å".repeat(longest);
    for (round, words, seen) in [
        (0, SCRIPT, "window.hacked = 2"),
        (1, STRANGE, "nerak"),
        (2, endless.as_str(), endless.as_str()),
    ] {
        debate(stage, round, words, seen)
            .await
            .with_context(|| words.chars().take(20).collect::<String>())?;
    }
    let troubles = page::troubles(&stage.browser).await?;
    ensure!(troubles.is_empty(), "the page saw {troubles:#?}");
    Ok(())
}

async fn debate(stage: &Stage<'_>, round: usize, words: &str, seen: &str) -> Result<()> {
    let id = hostile_debate(stage, round, words).await?;
    let widget = stage.open("one.html").await?;
    widget.see(&da("nav.debate")).await?;
    let forget = "localStorage.clear(); return null";
    widget.ask::<()>(forget, ().into()).await?;
    stage.open_at(&format!("/debate/{id}")).await?;
    widget.see(seen).await?;
    look(&widget, "what others wrote").await?;

    widget.press(&da("comment.add")).await?;
    widget.find(Kind::Button, &da("comment.send")).await?;
    mention(&widget, seen).await?;
    let name = words.chars().take(ENDLESS_NAME).collect::<String>();
    set(&widget, "name", &name).await?;
    is_held(&widget, "comment.label", "comment.send").await?;
    set(&widget, "comment.label", words).await?;
    choose_side(&widget).await?;
    widget.press(&da("marks.look")).await?;
    look(&widget, "what it becomes").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".reply", 0).await?;
    look(&widget, "one's own comment").await?;

    press_beginning(&widget, "reply").await?;
    widget.find(Kind::Button, &da("comment.send")).await?;
    set(&widget, "comment.label", words).await?;
    look(&widget, "an answer").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".reply", 0).await?;
    look(&widget, "what was answered").await?;
    let id_of_own = sent_id(&widget).await?;

    widget.press(&da("edit.comment")).await?;
    widget.find(Kind::Button, &da("edit.send")).await?;
    is_held(&widget, "comment.label", "edit.send").await?;
    let corrected: String = words.chars().skip(1).collect();
    set(&widget, "comment.label", &corrected).await?;
    widget.press(&da("edit.send")).await?;
    widget.see_no_more(&da("edit.send")).await?;
    look(&widget, "what was corrected").await?;

    widget.press(&da("report.comment")).await?;
    choose(&widget, "report.privacy").await?;
    is_held(&widget, "report.text", "report.send").await?;
    set(&widget, "report.text", words).await?;
    widget.press(&da("report.send")).await?;
    widget.see(&da("report.sent")).await?;
    look(&widget, "what was reported").await?;

    widget.press(&da("heard.open")).await?;
    choose(&widget, "heard.no").await?;
    is_held(&widget, "heard.text", "heard.send").await?;
    set(&widget, "heard.text", words).await?;
    widget.press(&da("heard.send")).await?;
    widget.see(&da("heard.thanks")).await?;
    look(&widget, "the answer to what was heard").await?;

    let rule: String = words.chars().take(100).collect();
    stage
        .backend
        .decide(&id_of_own, ModerationAction::Hidden, &rule, words)
        .await?;
    stage.browser.reload().await?;
    widget.press(&da("appeal.open")).await?;
    look(&widget, "why it was removed").await?;
    is_held(&widget, "appeal.label", "appeal.send").await?;
    set(&widget, "appeal.label", words).await?;
    widget.press(&da("appeal.send")).await?;
    widget.see(&da("appeal.received")).await?;
    look(&widget, "the objection").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("mine.withheld")).await?;
    look(&widget, "what is one's own").await
}

/// A dilemma whose sides, whose one comment with its author, and whose summary are all of these words.
async fn hostile_debate(stage: &Stage<'_>, round: usize, words: &str) -> Result<String> {
    let limits = stage.backend.service().await?.limits;
    let first = |count: u32| words.chars().take(count as usize).collect::<String>();
    let author = Some(Guest {
        name: first(limits.name_max),
        ..Guest::default()
    });
    let side = || NewSide {
        label: first(limits.name_max),
        arguments: vec![first(limits.name_max)],
    };
    let dilemma = CreateContribution {
        kind: Sort::Dilemma,
        title: first(limits.title_max),
        body: words.into(),
        dilemma: Some(NewDilemma {
            tension: words.into(),
            sides: vec![side(), side()],
        }),
        author: author.clone(),
        ..CreateContribution::default()
    };
    let key = format!("malice-dilemma-{round}");
    let created: serde_json::Value = stage.backend.create("contributions", &dilemma, &key).await?;
    let id = created["contribution"]["id"].as_str();
    let id = id.context("no id came back")?.to_owned();
    let comment = CreateComment {
        subject: format!("contribution:{id}"),
        body: words.into(),
        author,
        ..CreateComment::default()
    };
    let key = format!("malice-comment-{round}");
    stage.backend.store("comments", &comment, &key).await?;
    stage.backend.sum_up(&id, &first(limits.title_max)).await?;
    Ok(id)
}

/// Begins to mention somebody, and chooses the first who is offered.
async fn mention(widget: &Widget<'_>, seen: &str) -> Result<()> {
    set(widget, "comment.label", "@").await?;
    let name: String = seen.chars().take(5).collect();
    let offered = "return tidy(readable(root.querySelector('.mentioning .chips'))).includes(arguments[1])";
    let name = match seen {
        "window.hacked = 2" => "<script>".to_owned(),
        _ => name,
    };
    widget
        .wait_until("who can be mentioned", offered, name.into())
        .await?;
    look(widget, "who can be mentioned").await?;
    let choose = "root.querySelector('.mentioning .chips button').click(); return null";
    widget.ask::<()>(choose, ().into()).await?;
    look(widget, "somebody mentioned").await
}

/// Sees that what is too long is refused beside the field, and that all of it stays there.
async fn is_held(widget: &Widget<'_>, label: &str, send: &str) -> Result<()> {
    let much = "å".repeat(TOO_LONG);
    set(widget, label, &much).await?;
    widget.press(&da(send)).await?;
    widget
        .wait_until(
            "what is wrong",
            "return [...root.querySelectorAll('.complaint')].some((one) => tidy(one.textContent))",
            ().into(),
        )
        .await?;
    look(widget, label).await?;
    ensure!(widget.value(&da(label)).await? == much, "it was cut off");
    Ok(())
}

async fn choose_side(widget: &Widget<'_>) -> Result<()> {
    let script = "root.querySelector('.positions input').click(); return null";
    widget.ask::<()>(script, ().into()).await
}

async fn choose(widget: &Widget<'_>, answer: &str) -> Result<()> {
    let field = widget.find(Kind::Field, &da(answer)).await?;
    field.click().await?;
    Ok(())
}

/// Fills in a field: drivers cannot type everything that people can.
async fn set(widget: &Widget<'_>, label: &str, words: &str) -> Result<()> {
    widget.find(Kind::Field, &da(label)).await?;
    let script = "
        const field = named(root, 'field', arguments[1][0])[0];
        field.focus();
        field.value = arguments[1][1];
        field.setSelectionRange(field.value.length, field.value.length);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return null";
    widget.ask::<()>(script, json!([da(label), words])).await
}

async fn look(widget: &Widget<'_>, view: &str) -> Result<()> {
    drawn(widget).await?;
    widget.fits_its_width().await.with_context(|| view.to_owned())?;
    is_harmless(widget, view).await
}
