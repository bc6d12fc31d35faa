//! Debating: reading a thread, and answering in it.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::comment::Comment;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

journeys![
    replies_in_place_and_finds_the_reply_after_a_reload,
    comments_on_an_idea.in_chromium(),
    finds_the_draft_of_a_reply_in_its_place.in_chromium(),
    replies_once_though_the_answer_was_lost.in_chromium(),
    reads_a_debate_to_its_end.in_chromium(),
];

const REPLY: &str = "Jeg går selv ad den vej hver dag, og jeg er enig.";

async fn replies_in_place_and_finds_the_reply_after_a_reload(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comment) = unanswered_comment(stage).await?;
    let widget = stage.open_at(&debate).await?;
    begin_reply(&widget, &comment).await?;
    widget.press(&da("comment.send")).await?;
    see_below(&widget, &comment, REPLY).await?;
    ensure!(widget.count(".reply").await? == 0, "the form is still open");
    stage.browser.reload().await?;
    see_below(&widget, &comment, REPLY).await?;
    stored_once(stage, &comment).await
}

async fn comments_on_an_idea(stage: &mut Stage<'_>) -> Result<()> {
    let ideas = stage.backend.contributions("idea").await?;
    let idea = ideas
        .iter()
        .find(|idea| idea.counts.comments == Some(0))
        .context("all ideas have comments")?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see(&da("thread.empty")).await?;
    widget.press(&da("comment.add")).await?;
    widget.fill(&da("comment.label"), REPLY).await?;
    widget.press(&da("comment.send")).await?;
    // A name is missing, and nothing that was typed is lost by that.
    widget.see(&da("err.name.empty")).await?;
    widget.see_value(&da("comment.label"), REPLY).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    widget.press(&da("comment.send")).await?;
    widget.see_count(".comment", 1).await?;
    widget.see_no_more(&da("thread.empty")).await?;
    stage.browser.reload().await?;
    widget.see(REPLY).await?;
    widget.see_count(".comment", 1).await
}

async fn finds_the_draft_of_a_reply_in_its_place(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comment) = unanswered_comment(stage).await?;
    let widget = stage.open_at(&debate).await?;
    begin_reply(&widget, &comment).await?;
    stage.browser.reload().await?;
    widget.see(&da("draft.found")).await?;
    widget.see_value(&da("comment.label"), REPLY).await?;
    let inside = "return named(root, 'field', arguments[1][0])[0].closest('.comment').textContent.includes(arguments[1][1])";
    let words = serde_json::json!([da("comment.label"), body(&comment)]);
    ensure!(
        widget.ask::<bool>(inside, words).await?,
        "the draft stands below another comment"
    );
    widget.press(&da("comment.send")).await?;
    see_below(&widget, &comment, REPLY).await?;
    stored_once(stage, &comment).await
}

async fn replies_once_though_the_answer_was_lost(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comment) = unanswered_comment(stage).await?;
    let widget = stage.open_at(&debate).await?;
    begin_reply(&widget, &comment).await?;
    stage.network.fail(Method::POST, "/comments", Fault::LoseAnswer);
    widget.press(&da("comment.send")).await?;
    widget.see(&da("wait.offline")).await?;
    widget.see_value(&da("comment.label"), REPLY).await?;
    stored_once(stage, &comment).await?;
    stage.network.mend();
    widget.press(&da("comment.send")).await?;
    see_below(&widget, &comment, REPLY).await?;
    stored_once(stage, &comment).await
}

async fn reads_a_debate_to_its_end(stage: &mut Stage<'_>) -> Result<()> {
    let (debate, comments) = longest_debate(stage).await?;
    ensure!(
        comments.len() >= 60,
        "the longest seeded debate has only {} comments",
        comments.len()
    );
    let widget = stage.open_at(&debate).await?;
    read_on(&widget, comments.len()).await?;
    widget.fits_its_width().await
}

/// Presses "show more" of every sort until nothing is left, and finds as many comments as there are.
pub async fn read_on(widget: &Widget<'_>, comments: usize) -> Result<()> {
    widget.see(&da("thread.title")).await?;
    widget
        .wait_until(
            "the first comments",
            "return !!root.querySelector('.thread .comment')",
            ().into(),
        )
        .await?;
    // All buttons that are there at once, in one go: a person would press them one by one.
    let press_all = "
        const buttons = [...root.querySelectorAll('.more > button:not([aria-disabled])')];
        for (const button of buttons) button.click();
        return buttons.length";
    for _ in 0..100 {
        let pressed: usize = widget.ask(press_all, ().into()).await?;
        let settled = "return !root.querySelector('.more[aria-busy]')";
        widget
            .wait_until("what was asked for", settled, ().into())
            .await?;
        if pressed == 0 {
            break;
        }
    }
    widget.see_count(".thread .comment", comments).await
}

/// A question or dilemma and its comments: the one with most of them.
async fn longest_debate(stage: &Stage<'_>) -> Result<(String, Vec<Comment>)> {
    let mut debates = stage.backend.contributions("question,dilemma").await?;
    debates.sort_by_key(|debate| debate.counts.comments);
    let longest = debates.pop().context("there are no debates")?;
    Ok((
        format!("/debate/{}", longest.id),
        stage.backend.comments(&longest.id).await?,
    ))
}

/// The place of a debate, and one of its first comments that nobody has answered and whose author wrote no other.
async fn unanswered_comment(stage: &Stage<'_>) -> Result<(String, Comment)> {
    for debate in stage.backend.contributions("question,dilemma,idea").await? {
        let comments = stage.backend.comments(&debate.id).await?;
        let name = |comment: &Comment| comment.author.as_ref().map(|author| author.name.clone());
        let alone = |one: &Comment| comments.iter().filter(|other| name(other) == name(one)).count() == 1;
        let found = comments.iter().find(|one| {
            one.depth == 0
                && one.counts.replies == 0
                && one.body.is_some()
                && alone(one)
                && comments.len() <= 20
        });
        if let Some(comment) = found {
            return Ok((format!("/ideas/{}", debate.id), comment.clone()));
        }
    }
    anyhow::bail!("every comment has been answered")
}

async fn begin_reply(widget: &Widget<'_>, comment: &Comment) -> Result<()> {
    let name = comment.author.as_ref().context("nobody to answer")?.name.clone();
    widget.press(&da_with("reply", &name)).await?;
    widget.fill(&da("comment.label"), REPLY).await?;
    widget.fill(&da("name"), "Karen Prøve").await
}

/// Waits until a text can be read below a comment, as an answer to it and nowhere else.
async fn see_below(widget: &Widget<'_>, comment: &Comment, text: &str) -> Result<()> {
    let script = "
        const comments = [...root.querySelectorAll('.comment')];
        const own = (item) => readable(item.querySelector(':scope > .prose'));
        const found = comments.filter((item) => tidy(own(item)).includes(arguments[1][1]));
        return found.length === 1 && tidy(own(found[0].parentElement.closest('.comment'))).includes(arguments[1][0])";
    widget
        .wait_until(
            "the reply below what it answers",
            script,
            serde_json::json!([body(comment), text]),
        )
        .await?;
    ensure!(
        !widget.has(Kind::Button, &da("sending")).await?,
        "it is still being sent"
    );
    Ok(())
}

async fn stored_once(stage: &Stage<'_>, comment: &Comment) -> Result<()> {
    let subject = comment.subject.trim_start_matches("contribution:");
    let comments = stage.backend.comments(subject).await?;
    let found = comments
        .iter()
        .filter(|one| one.body.as_ref().is_some_and(|body| body.value == REPLY));
    let parents: Vec<_> = found.map(|one| one.parent.as_deref()).collect();
    ensure!(
        parents == [Some(comment.id.as_str())],
        "the backend has {parents:?} as what is answered"
    );
    Ok(())
}

/// The beginning of a comment as it is shown: without what breaks lines, and without the mark of a quote.
fn body(comment: &Comment) -> String {
    let value = comment
        .body
        .as_ref()
        .map(|body| body.value.as_str())
        .unwrap_or_default();
    let line = value.split('\n').next().unwrap_or_default();
    line.trim_start_matches("> ").trim().to_owned()
}
