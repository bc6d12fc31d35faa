//! Sending over a network that fails: nothing is lost, nothing is there twice, and nobody has to wait for it (C2).

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::page::wait;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};

use crate::acts::{BENCHES, Idea, see_check, see_receipt, write};

journeys![
    sends_one_idea_though_the_answer_was_lost.in_chromium(),
    sends_one_idea_though_the_request_was_lost.in_chromium(),
    sends_one_idea_though_the_page_was_reloaded_after_the_answer_was_lost,
    sends_by_itself_what_was_written_before_the_network_went_and_after,
    sends_a_comment_by_itself_once_the_network_is_back.in_chromium(),
    waits_as_long_as_a_busy_backend_asks.in_chromium(),
    goes_on_after_a_reload_at_the_step_that_failed.in_chromium(),
    sends_one_idea_though_two_tabs_have_it.in_chromium(),
    keeps_the_text_while_the_backend_fails.in_chromium(),
    makes_a_draft_again_of_what_was_refused.in_chromium(),
    takes_back_what_waits_and_is_told_when_an_earlier_wording_arrived.in_chromium(),
];

const LAMPS: Idea = Idea {
    problem: "Der er mørkt på stien bag skolen.",
    body: "Sæt lamper op, der tænder, når nogen kommer.",
    title: "Lys på skolestien",
    name: "Karen Prøve",
};

async fn sends_one_idea_though_the_answer_was_lost(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseAnswer, "wait.offline").await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend should have it by now"
    );
    come_back(stage).await?;
    see_receipt(&widget, &BENCHES).await?;
    is_there_once(stage, &BENCHES).await
}

async fn sends_one_idea_though_the_request_was_lost(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseRequest, "wait.offline").await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 0,
        "the backend should not have it yet"
    );
    stage.network.mend();
    // Nobody has to wait for the browser to notice.
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    is_there_once(stage, &BENCHES).await
}

async fn sends_one_idea_though_the_page_was_reloaded_after_the_answer_was_lost(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseAnswer, "wait.offline").await?;
    stage.network.mend();
    stage.browser.reload().await?;
    widget.see(&da_with("mine.line.sent", BENCHES.title)).await?;
    widget.follow(&da("nav.mine")).await?;
    widget.follow(BENCHES.title).await?;
    widget.see(BENCHES.body).await?;
    is_there_once(stage, &BENCHES).await
}

async fn sends_by_itself_what_was_written_before_the_network_went_and_after(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseRequest, "wait.offline").await?;
    widget.follow(&da("nav.ideas")).await?;
    widget.see(&one_of(&da("mine.line"))).await?;
    write(&widget, &LAMPS).await?;
    widget.press(&da("submit")).await?;
    widget.see(&da("wait.offline")).await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("mine.waiting")).await?;
    widget.see(BENCHES.title).await?;
    widget.see(LAMPS.title).await?;
    come_back(stage).await?;
    widget.see(&da_with("mine.line.sent", BENCHES.title)).await?;
    widget.see(&da_with("mine.line.sent", LAMPS.title)).await?;
    widget.see_no_more(&da("mine.waiting")).await?;
    is_there_once(stage, &BENCHES).await?;
    is_there_once(stage, &LAMPS).await?;
    // One person stays one participant.
    let script = "
        const lists = Object.keys(localStorage).filter((name) => name.startsWith('samskab:mine:'));
        const sent = lists.flatMap((name) => JSON.parse(localStorage[name]));
        return new Set(sent.map((one) => one.secret)).size";
    let participants: usize = widget.ask(script, ().into()).await?;
    ensure!(participants == 1, "one person became {participants}");
    Ok(())
}

async fn sends_a_comment_by_itself_once_the_network_is_back(stage: &mut Stage<'_>) -> Result<()> {
    let idea = stage.backend.contributions("idea").await?.into_iter().next();
    let idea = idea.context("there is no idea")?;
    let words = "Det ville hjælpe min mor på 83 meget.";
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("comment.add")).await?;
    widget.fill(&da("comment.label"), words).await?;
    widget.fill(&da("name"), "Karen Prøve").await?;
    stage.network.fail(Method::POST, "/comments", Fault::LoseAnswer);
    widget.press(&da("comment.send")).await?;
    widget.see(&da("wait.offline")).await?;
    widget.follow(&da("nav.projects")).await?;
    widget.see(&one_of(&da("mine.line"))).await?;
    come_back(stage).await?;
    widget.see(&da_with("mine.line.sent", words)).await?;
    let comments = stage.backend.comments(&idea.id).await?.into_iter();
    let said = comments.filter(|comment| comment.body.as_ref().is_some_and(|body| body.value == words));
    ensure!(said.count() == 1, "it is not there exactly once");
    Ok(())
}

async fn waits_as_long_as_a_busy_backend_asks(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::AskToWait(503, 12), "wait.busy").await?;
    stage.network.mend();
    // That the network comes back changes nothing of how busy the backend is.
    stage.browser.come_online().await?;
    tokio::time::sleep(Duration::from_secs(6)).await;
    let tried = stage.network.count(Method::POST, "/contributions");
    ensure!(tried == 1, "it was tried {tried} times before the time had come");
    see_receipt(&widget, &BENCHES).await?;
    is_there_once(stage, &BENCHES).await
}

async fn goes_on_after_a_reload_at_the_step_that_failed(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    write(&widget, &BENCHES).await?;
    widget
        .follow(&da_with("check.change", &da("compose.others")))
        .await?;
    widget.find(Kind::Field, &da("offer.time")).await?.click().await?;
    widget.fill(&da("offer.more"), "To lørdage").await?;
    stage
        .browser
        .run("location.hash = '#samskab=/ideas/new/check'", vec![])
        .await?;
    widget.see("To lørdage").await?;
    stage.network.fail(Method::POST, "/offers", Fault::LoseAnswer);
    widget.press(&da("submit")).await?;
    // The idea has arrived, whatever becomes of the offer.
    see_receipt(&widget, &BENCHES).await?;
    widget.see(&one_of(&da("mine.line"))).await?;
    stage.network.mend();
    stage.browser.reload().await?;
    wait(&stage.browser, "another attempt at the offer", async || {
        let tried = stage.network.count(Method::POST, "/offers");
        Ok((tried >= 2).then_some(()))
    })
    .await?;
    widget.see_no_more(&one_of(&da("mine.line"))).await?;
    let ideas = stage.backend.contributions("idea").await?.into_iter();
    let sent: Vec<_> = ideas.filter(|idea| idea.title == BENCHES.title).collect();
    ensure!(sent.len() == 1, "the backend has {} ideas", sent.len());
    let tried = stage.network.count(Method::POST, "/contributions");
    ensure!(tried == 1, "the idea was sent {tried} times");
    let offers = stage
        .backend
        .offers(&format!("contribution:{}", sent[0].id))
        .await?;
    ensure!(offers.len() == 1, "the backend has {} offers", offers.len());
    Ok(())
}

async fn sends_one_idea_though_two_tabs_have_it(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseRequest, "wait.offline").await?;
    let page = stage.browser.address().await?;
    stage
        .browser
        .open_tab(&page.replace("#samskab=/ideas/new/check", "?#samskab=/mine"))
        .await?;
    widget.see(&da("mine.waiting")).await?;
    stage.network.mend();
    // Both are told at once that the network is back, and both try.
    let both = "
        const send = [...root.querySelectorAll('button')].find((button) => button.textContent === arguments[1]);
        send.click(); send.click(); dispatchEvent(new Event('online'))";
    widget.ask::<()>(both, da("mine.send").into()).await?;
    stage.browser.go_to_tab(0).await?;
    stage.browser.come_online().await?;
    // The tab in which it was written may have sent it, or hears that the other one has.
    wait(&stage.browser, "the first tab to hear of it", async || {
        let text = widget.text().await?;
        Ok((text.contains(&da("wait.sent")) || text.contains(&da("sent.heading"))).then_some(()))
    })
    .await?;
    is_there_once(stage, &BENCHES).await
}

async fn keeps_the_text_while_the_backend_fails(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::Answer(500), "err.server").await?;
    stage.browser.reload().await?;
    widget.see(&da("draft.found")).await?;
    widget.see(&da("err.server")).await?;
    see_check(&widget, &BENCHES).await?;
    stage.network.mend();
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    is_there_once(stage, &BENCHES).await
}

async fn makes_a_draft_again_of_what_was_refused(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::Answer(403), "err.refused").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("mine.drafts")).await?;
    widget.see(BENCHES.title).await?;
    widget.see(&da("err.refused")).await?;
    stage.network.mend();
    widget.follow(&da("draft.resume")).await?;
    see_check(&widget, &BENCHES).await?;
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    Ok(())
}

async fn takes_back_what_waits_and_is_told_when_an_earlier_wording_arrived(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseAnswer, "wait.offline").await?;
    widget.follow(&da("nav.mine")).await?;
    widget.press(&da("mine.take_back")).await?;
    widget.follow(&da("draft.resume")).await?;
    widget
        .follow(&da_with("check.change", &da("compose.idea")))
        .await?;
    widget.fill(&da("idea.body"), " Og en til ved broen.").await?;
    stage.network.mend();
    widget.press(&da("continue")).await?;
    widget.see(&da("compose.others")).await?;
    stage
        .browser
        .run("location.hash = '#samskab=/ideas/new/check'", vec![])
        .await?;
    widget.press(&da("submit")).await?;
    widget.see(&da("err.arrived")).await?;
    widget.see("Og en til ved broen.").await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    widget.follow(&da("err.arrived.see")).await?;
    widget.see(&da("trail.title")).await?;
    widget.see(BENCHES.body).await
}

/// Writes an idea and presses "send" while the network has a fault: the text stays, and beside it stands why.
async fn fail_to_send<'a>(stage: &'a Stage<'_>, fault: Fault, sentence: &str) -> Result<Widget<'a>> {
    let widget = stage.open_at("/ideas").await?;
    write(&widget, &BENCHES).await?;
    stage.network.fail(Method::POST, "/contributions", fault);
    widget.press(&da("submit")).await?;
    widget.see(&da(sentence)).await?;
    see_check(&widget, &BENCHES).await?;
    Ok(widget)
}

/// The network is there again, and the browser notices.
async fn come_back(stage: &Stage<'_>) -> Result<()> {
    stage.network.mend();
    stage.browser.come_online().await
}

/// The first of two forms `one / many`.
fn one_of(text: &str) -> String {
    text.split(" / ").next().unwrap_or(text).to_owned()
}

/// The backend has exactly one, and every try had the same key.
async fn is_there_once(stage: &Stage<'_>, idea: &Idea<'_>) -> Result<()> {
    let stored = stage.backend.count_ideas(idea.title).await?;
    ensure!(stored == 1, "the backend has {stored} ideas instead of one");
    let passed = stage.network.passed().into_iter();
    let sent = passed.filter(|request| request.method == Method::POST);
    let mut keys: Vec<_> = sent.map(|request| request.key).collect();
    let tries = keys.len();
    keys.sort();
    keys.dedup();
    ensure!(keys.iter().all(Option::is_some), "a try had no key");
    ensure!(tries > keys.len(), "there was only one try");
    ensure!(keys.len() <= 2, "two texts had more than two keys: {keys:?}");
    Ok(())
}
