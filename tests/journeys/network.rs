//! Sending over a network that fails: nothing is lost, and nothing is there twice.

use anyhow::{Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Widget;
use samskab_tests::words::{da, da_with};

use crate::acts::{BENCHES, see_check, see_receipt, write};

journeys![
    sends_one_idea_though_the_answer_was_lost,
    sends_one_idea_though_the_request_was_lost,
    sends_one_idea_though_the_page_was_reloaded_after_the_answer_was_lost,
    keeps_the_text_while_the_backend_fails,
    is_told_when_an_earlier_wording_arrived,
];

async fn sends_one_idea_though_the_answer_was_lost(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseAnswer, "err.offline").await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend should have it by now"
    );
    stage.network.mend();
    send_again(stage, &widget).await
}

async fn sends_one_idea_though_the_request_was_lost(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseRequest, "err.offline").await?;
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 0,
        "the backend should not have it yet"
    );
    stage.network.mend();
    send_again(stage, &widget).await
}

async fn sends_one_idea_though_the_page_was_reloaded_after_the_answer_was_lost(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseAnswer, "err.offline").await?;
    stage.network.mend();
    stage.browser.reload().await?;
    see_check(&widget, &BENCHES).await?;
    widget.see(&da("draft.found")).await?;
    send_again(stage, &widget).await
}

async fn keeps_the_text_while_the_backend_fails(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::Answer(500), "err.server").await?;
    stage.network.mend();
    stage
        .network
        .fail(Method::POST, "/contributions", Fault::Answer(503));
    widget.press(&da("submit")).await?;
    widget.see(&da("err.readonly")).await?;
    see_check(&widget, &BENCHES).await?;
    stage.network.mend();
    send_again(stage, &widget).await
}

async fn is_told_when_an_earlier_wording_arrived(stage: &mut Stage<'_>) -> Result<()> {
    let widget = fail_to_send(stage, Fault::LoseAnswer, "err.offline").await?;
    stage.network.mend();
    widget
        .follow(&da_with("check.change", &da("compose.idea")))
        .await?;
    widget.fill(&da("idea.body"), " Og en til ved broen.").await?;
    for heading in ["compose.others", "compose.place", "compose.who", "check.heading"] {
        widget.press(&da("continue")).await?;
        widget.see(&da(heading)).await?;
    }
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

/// Presses "send" once more: there is a receipt, exactly one idea, and every try had the same key.
async fn send_again(stage: &Stage<'_>, widget: &Widget<'_>) -> Result<()> {
    widget.press(&da("submit")).await?;
    see_receipt(widget, &BENCHES).await?;
    let stored = stage.backend.count_ideas(BENCHES.title).await?;
    ensure!(stored == 1, "the backend has {stored} ideas instead of one");
    let sent = stage
        .network
        .passed()
        .into_iter()
        .filter(|request| request.method == Method::POST);
    let mut keys: Vec<_> = sent.map(|request| request.key).collect();
    ensure!(keys.len() >= 2, "there was only one try");
    keys.dedup();
    ensure!(
        keys.len() == 1 && keys[0].is_some(),
        "the tries had different keys: {keys:?}"
    );
    Ok(())
}
