//! What others write while one reads: told of once, shown when one asks for it, and not lost on the way.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::comment::Comment;
use samskab_protocol::create::{CreateComment, Guest};
use samskab_protocol::moderation::ModerationAction;
use samskab_tests::accessibility::check;
use samskab_tests::browser::NARROW;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::{Value, json};

use crate::own_comments::{WORDS, send, sent_id};

journeys![
    is_told_once_of_what_comes_and_not_of_what_is_taken_back.in_chromium(),
    sees_no_news_of_ones_own_reply.in_chromium(),
    misses_nothing_while_the_page_is_out_of_sight.in_chromium(),
    goes_on_hearing_at_once_after_a_stream_that_has_to_begin_anew.in_chromium(),
    sees_at_once_what_is_decided_about_ones_own_comment.in_chromium(),
    is_told_of_what_comes_while_one_comment_is_shown_alone.in_chromium(),
    has_no_barriers_where_something_is_new.in_chromium(),
    has_no_barriers_where_something_is_new_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

const TYPED: &str = "Jeg synes, at vi skal vente og se.";

async fn is_told_once_of_what_comes_and_not_of_what_is_taken_back(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comments) = debate(stage).await?;
    let widget = open(stage, &debate).await?;
    let secret = post(stage, &debate, comments.first(), 1).await?;
    post(stage, &debate, None, 2).await?;
    widget.see(&da_with("live.new", "2")).await?;
    take_back(stage, &debate, 1, &secret).await?;
    widget.see("Vis 1 nyt svar").await?;
    widget.press("Vis 1 nyt svar").await?;
    widget.see(&text(2)).await?;
    widget.see_no_more(&text(1)).await
}

async fn sees_no_news_of_ones_own_reply(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, _) = debate(stage).await?;
    let widget = open(stage, &debate).await?;
    // The news overtakes the answer.
    stage.network.fail(
        Method::POST,
        "/comments",
        Fault::DelayAnswer(Duration::from_secs(4)),
    );
    widget.press(&da("comment.add")).await?;
    widget.fill(&da("comment.label"), TYPED).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".reply", 0).await?;
    widget.see(TYPED).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    ensure!(
        widget.count(".news button").await? == 0,
        "one's own reply is told as news"
    );
    Ok(())
}

async fn misses_nothing_while_the_page_is_out_of_sight(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, _) = debate(stage).await?;
    let widget = open(stage, &debate).await?;
    let hide = "
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => arguments[1] });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
    widget.ask::<()>(hide, true.into()).await?;
    let before = changes_asked(stage);
    for number in 1..=3 {
        post(stage, &debate, None, number).await?;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    ensure!(
        changes_asked(stage) == before,
        "the backend is asked though nobody looks"
    );
    ensure!(
        widget.count(".news button").await? == 0,
        "something is told though nobody looks"
    );
    widget.ask::<()>(hide, false.into()).await?;
    widget.see(&da_with("live.new", "3")).await
}

async fn goes_on_hearing_at_once_after_a_stream_that_has_to_begin_anew(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, _) = debate(stage).await?;
    stage.network.fail(Method::GET, "/changes/stream", Fault::Reset);
    let widget = open(stage, &debate).await?;
    stage.network.mend();
    let streams = stage.network.passed().into_iter();
    let begun = streams
        .filter(|passed| passed.path.contains("/changes/stream"))
        .count();
    // Not by asking now and then: that begins no stream.
    await_passed(stage, "/changes/stream", begun + 1).await?;
    post(stage, &debate, None, 1).await?;
    widget.see("Vis 1 nyt svar").await
}

async fn sees_at_once_what_is_decided_about_ones_own_comment(stage: &mut Stage<'_>) -> Result<()> {
    const REASON: &str = "Den handler om en navngiven nabo.";
    stage.backend.read_first().await?;
    let (_, widget) = send(stage).await?;
    widget.see(&da("own.pending")).await?;
    await_passed(stage, "/changes/stream", 1).await?;
    let id = sent_id(&widget).await?;
    let decide = async |action| stage.backend.decide(&id, action, "2. Tal om sagen", REASON).await;
    decide(ModerationAction::Accepted).await?;
    widget.see_no_more(&da("own.pending")).await?;
    decide(ModerationAction::Hidden).await?;
    widget.see(&da("own.hidden")).await?;
    widget.see(REASON).await?;
    decide(ModerationAction::Restored).await?;
    widget.see_no_more(&da("own.hidden")).await?;
    widget.see(WORDS).await
}

async fn is_told_of_what_comes_while_one_comment_is_shown_alone(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comments) = debate(stage).await?;
    let deep = comments.iter().find(|one| one.depth > 0 && one.body.is_some());
    let deep = deep.context("nobody has answered")?;
    let above = comments.iter().find(|one| deep.parent.as_ref() == Some(&one.id));
    let widget = stage.open_at(&format!("/debate/{debate}/{}", deep.id)).await?;
    await_passed(stage, "/changes/stream", 1).await?;
    // Below it, below what it answers, and somewhere else.
    for (number, parent) in [(1, Some(deep)), (2, above), (3, None)] {
        post(stage, &debate, parent, number).await?;
        widget.press("Vis 1 nyt svar").await?;
        widget.see(&text(number)).await?;
    }
    Ok(())
}

async fn has_no_barriers_where_something_is_new(stage: &mut Stage<'_>) -> Result<()> {
    look_at_news(stage).await
}

async fn has_no_barriers_where_something_is_new_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    look_at_news(stage).await
}

async fn look_at_news(stage: &Stage<'_>) -> Result<()> {
    let (debate, comments) = debate(stage).await?;
    stage.browser.resize(NARROW).await?;
    let widget = open(stage, &debate).await?;
    post(stage, &debate, comments.first(), 1).await?;
    widget.find(Kind::Button, "Vis 1 nyt svar").await?;
    widget.fits_its_width().await?;
    check(&stage.browser, stage.tools, "something new").await?;
    widget.press("Vis 1 nyt svar").await?;
    see_each_once(&widget, 1).await?;
    check(&stage.browser, stage.tools, "what was new").await
}

/// Opens a debate and waits until it is followed.
pub async fn open<'a>(stage: &'a Stage<'_>, debate: &str) -> Result<Widget<'a>> {
    let widget = stage.open_at(&format!("/debate/{debate}")).await?;
    widget.see(&da("thread.title")).await?;
    await_passed(stage, "/changes/stream", 1).await?;
    Ok(widget)
}

/// A debate with more comments than are in sight at once, all on one page.
pub async fn debate(stage: &Stage<'_>) -> Result<(String, Vec<Comment>)> {
    let mut debates = stage.backend.contributions("question,dilemma").await?;
    debates.retain(|debate| (5..=20).contains(&debate.counts.comments.unwrap_or_default()));
    debates.sort_by_key(|debate| debate.counts.comments);
    let debate = debates.pop().context("there is no debate of that size")?;
    let comments = stage.backend.comments(&debate.id).await?;
    Ok((debate.id, comments))
}

/// What somebody else writes.
pub fn text(number: usize) -> String {
    format!("Jeg er nummer {number}, og jeg ser det anderledes.")
}

/// Somebody else writes; gives back the secret by which they could take it back.
pub async fn post(
    stage: &Stage<'_>,
    debate: &str,
    parent: Option<&Comment>,
    number: usize,
) -> Result<String> {
    let comment = CreateComment {
        subject: format!("contribution:{debate}"),
        parent: parent.map(|parent| parent.id.clone()),
        body: text(number),
        lang: Some("da".into()),
        author: Some(Guest {
            name: format!("Nabo {number}"),
            ..Guest::default()
        }),
        ..CreateComment::default()
    };
    let created: Value = stage
        .backend
        .create("comments", &comment, &format!("neighbor-{number:08}"))
        .await?;
    Ok(created["secret"].as_str().unwrap_or_default().to_owned())
}

async fn take_back(stage: &Stage<'_>, debate: &str, number: usize, secret: &str) -> Result<()> {
    let comments = stage.backend.comments(debate).await?;
    let written = |comment: &&Comment| {
        comment
            .body
            .as_ref()
            .is_some_and(|body| body.value == text(number))
    };
    let id = &comments.iter().find(written).context("it is not there")?.id;
    stage.backend.delete(&format!("comments/{id}"), secret).await
}

/// Waits until each of these texts can be read exactly once.
pub async fn see_each_once(widget: &Widget<'_>, count: usize) -> Result<()> {
    let texts: Vec<String> = (1..=count).map(text).collect();
    let script = "
        const words = [...root.querySelectorAll('.comment .prose')].map((one) => tidy(one.textContent));
        return arguments[1].every((text) => words.filter((one) => one === text).length === 1)";
    widget
        .wait_until(&format!("{count} new texts, each once"), script, json!(texts))
        .await
}

fn changes_asked(stage: &Stage<'_>) -> usize {
    let passed = stage.network.passed().into_iter();
    passed.filter(|passed| passed.path.contains("/changes")).count()
}

/// Waits until so many requests with this in their address have come.
pub async fn await_passed(stage: &Stage<'_>, part: &str, count: usize) -> Result<()> {
    for _ in 0..400 {
        let passed = stage.network.passed().into_iter();
        if passed.filter(|passed| passed.path.contains(part)).count() >= count {
            // The stream's first change comes after that at the earliest.
            tokio::time::sleep(Duration::from_millis(300)).await;
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    anyhow::bail!("{part} was not asked for {count} times")
}
