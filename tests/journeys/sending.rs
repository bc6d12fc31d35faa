//! Sending an idea.

use std::time::Duration;

use anyhow::{Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

use crate::acts::{BENCHES, pass_over, see_check, see_receipt, write};

use crate::finding::search;

journeys![
    sends_an_idea_which_is_in_the_list_after_a_reload,
    finds_a_draft_again_after_one_word_and_a_reload,
    throws_a_draft_away.in_chromium(),
    sends_once_however_often_one_presses,
    is_told_beside_the_field_what_is_missing.in_chromium(),
];

async fn sends_an_idea_which_is_in_the_list_after_a_reload(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    write(&widget, &BENCHES).await?;
    widget.press(&da("submit")).await?;
    see_receipt(&widget, &BENCHES).await?;
    stage.browser.reload().await?;
    widget.see(BENCHES.body).await?;
    widget.follow(&da("ideas.back")).await?;
    search(&widget, BENCHES.title).await?;
    widget.find(Kind::Link, BENCHES.title).await?;
    ensure!(
        !widget.text().await?.contains(&da("draft.found")),
        "what was sent is still a draft"
    );
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    Ok(())
}

async fn finds_a_draft_again_after_one_word_and_a_reload(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    stage.browser.reload().await?;
    widget.see(&da("draft.found")).await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await?;

    // Somebody who comes back another way is told as well.
    let widget = stage.open("one.html").await?;
    widget.see(&da("draft.found")).await?;
    widget.follow(&da("draft.resume")).await?;
    widget.see_value(&da("idea.problem.ask"), "Huller").await
}

async fn throws_a_draft_away(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas/new").await?;
    widget.fill(&da("idea.problem.ask"), "Huller").await?;
    stage.browser.reload().await?;
    widget.press(&da("draft.delete")).await?;
    widget.see_value(&da("idea.problem.ask"), "").await?;
    stage.browser.reload().await?;
    widget.see_value(&da("idea.problem.ask"), "").await?;
    ensure!(
        !widget.text().await?.contains(&da("draft.found")),
        "the draft is still there"
    );
    Ok(())
}

async fn sends_once_however_often_one_presses(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    write(&widget, &BENCHES).await?;
    stage.network.fail(
        Method::POST,
        "/contributions",
        Fault::Delay(Duration::from_millis(800)),
    );
    let button = widget.find(Kind::Button, &da("submit")).await?;
    let twice =
        "const button = named(root, 'button', arguments[1])[0]; button.click(); button.click(); return null";
    widget.ask::<()>(twice, da("submit").into()).await?;
    // A real second press, while the first is on its way.
    button.click().await?;
    see_receipt(&widget, &BENCHES).await?;
    let sent = stage
        .network
        .passed()
        .into_iter()
        .filter(|request| request.method == Method::POST)
        .count();
    ensure!(sent == 1, "it was sent {sent} times");
    ensure!(
        stage.backend.count_ideas(BENCHES.title).await? == 1,
        "the backend has not exactly one"
    );
    Ok(())
}

async fn is_told_beside_the_field_what_is_missing(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    widget.follow(&da("idea.new")).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("err.problem.empty")).await?;
    let script = "
        const field = named(root, 'field', arguments[1])[0];
        const about = field.getAttribute('aria-describedby').split(' ').map((id) => root.getElementById(id));
        return field.ariaInvalid === 'true' && about.some((element) => element?.className === 'complaint' && tidy(readable(element)))";
    widget
        .wait_until(
            "the field to say what is wrong",
            script,
            da("idea.problem.ask").into(),
        )
        .await?;
    widget.fill(&da("idea.problem.ask"), BENCHES.problem).await?;
    widget.press(&da("continue")).await?;
    widget.see(&da("compose.idea")).await?;

    // What was typed stays when one goes back and forth.
    widget.fill(&da("idea.body"), BENCHES.body).await?;
    widget.follow(&da("back")).await?;
    widget.see_value(&da("idea.problem.ask"), BENCHES.problem).await?;
    widget.press(&da("continue")).await?;
    widget.see_value(&da("idea.body"), BENCHES.body).await?;
    widget.fill(&da("idea.title"), BENCHES.title).await?;
    widget.press(&da("continue")).await?;
    pass_over(&widget, "compose.others").await?;
    pass_over(&widget, "compose.place").await?;
    widget.fill(&da("name"), BENCHES.name).await?;
    widget.press(&da("continue")).await?;
    see_check(&widget, &BENCHES).await
}
