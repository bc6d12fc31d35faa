//! What comes by itself while somebody looks: news of a debate, and how one stands to it. Nobody has pressed anything,
//! so nothing is said of a mishap; it comes a little later.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::moderation::ModerationAction;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;
use samskab_tests::words::da;

use super::{ALL, Mishap};
use crate::live::{await_passed, post, text};
use crate::own_comments::{self, sent_id};

journeys![
    hears_of_every_new_reply_whatever_happens_on_the_way
        .in_chromium()
        .mostly_waiting(),
    finds_ones_own_comment_again_whatever_happens_on_the_way
        .in_chromium()
        .mostly_waiting(),
];

/// Few have written there: all that comes fits on its first page.
const DEBATE: &str = "hvad-skal-ryddes-foerst";
/// What is asked for again after a while is asked for ten times as soon; how long an answer may take stays.
const HURRY: &str = "
    const wait = window.setTimeout.bind(window);
    window.setTimeout = (act, time, ...rest) => wait(act, [10_000, 20_000].includes(time) ? time / 10 : time, ...rest);
    return null";

async fn hears_of_every_new_reply_whatever_happens_on_the_way(stage: &mut Stage<'_>) -> Result<()> {
    for (round, mishap) in ALL.into_iter().enumerate() {
        hear(stage, mishap, 3 * round)
            .await
            .with_context(|| format!("{:?}", mishap.fault))?;
    }
    Ok(())
}

async fn hear(stage: &Stage<'_>, mishap: Mishap, before: usize) -> Result<()> {
    let widget = come(stage).await?;
    let asked = asked_for(stage, "/changes?");
    stage.network.fail(Method::GET, "/changes?", mishap.fault);
    stage.open_at(&format!("/debate/{DEBATE}")).await?;
    await_passed(stage, "/changes?", asked + 1).await?;
    post(stage, DEBATE, None, before + 1).await?;
    stage.network.mend();
    let streams = asked_for(stage, "/changes/stream");
    stage.network.fail(Method::GET, "/changes/stream", mishap.fault);
    widget.see("Vis 1 nyt svar").await?;

    // Without a stream, it is asked for.
    await_passed(stage, "/changes/stream", streams + 1).await?;
    post(stage, DEBATE, None, before + 2).await?;
    widget.see("Vis 2 nye svar").await?;

    stage.network.fail(Method::GET, "layout=flat", mishap.fault);
    widget.press("Vis 2 nye svar").await?;
    if let Some(sentence) = mishap.sentence_for_readers() {
        widget.see(&sentence).await?;
        stage.network.mend();
        widget.press("Vis 2 nye svar").await?;
    }
    for number in 1..=2 {
        sees_once(&widget, &text(before + number)).await?;
    }
    stage.network.mend();
    widget
        .see_count(".news button, .news .outcome:not(:empty)", 0)
        .await
}

async fn finds_ones_own_comment_again_whatever_happens_on_the_way(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, widget) = own_comments::send(stage).await?;
    let id = sent_id(&widget).await?;
    stage
        .backend
        .decide(
            &id,
            ModerationAction::Hidden,
            "2. Tal om sagen",
            "Den handler om en nabo.",
        )
        .await?;
    for mishap in ALL {
        find_own(stage, &idea, mishap)
            .await
            .with_context(|| format!("{:?}", mishap.fault))?;
    }
    Ok(())
}

async fn find_own(stage: &Stage<'_>, idea: &str, mishap: Mishap) -> Result<()> {
    let widget = come(stage).await?;
    let asked = asked_for(stage, "/me/state");
    stage.network.fail(Method::GET, "/me/state", mishap.fault);
    stage.open_at(&format!("/ideas/{idea}")).await?;
    await_passed(stage, "/me/state", asked + 2).await?;
    ensure!(
        !widget.text().await?.contains(own_comments::WORDS),
        "it is known without an answer"
    );
    stage.network.mend();
    // To somebody unknown nothing of it is told until they come again.
    if mishap.fault == Fault::Answer(401) {
        stage.browser.reload().await?;
    }
    widget.see(&da("own.hidden")).await?;
    widget.see(own_comments::WORDS).await
}

/// Comes to the page anew, in a hurry.
async fn come<'a>(stage: &'a Stage<'_>) -> Result<Widget<'a>> {
    let widget = stage.open("one.html").await?;
    widget.see(&da("nav.debate")).await?;
    widget.ask::<()>(HURRY, ().into()).await?;
    Ok(widget)
}

fn asked_for(stage: &Stage<'_>, part: &str) -> usize {
    let passed = stage.network.passed().into_iter();
    passed.filter(|passed| passed.path.contains(part)).count()
}

async fn sees_once(widget: &Widget<'_>, words: &str) -> Result<()> {
    let script = "
        const texts = [...root.querySelectorAll('.comment .prose')].map((one) => tidy(one.textContent));
        return texts.filter((text) => text === arguments[1]).length === 1";
    widget
        .wait_until(&format!("“{words}” once"), script, words.into())
        .await
}
