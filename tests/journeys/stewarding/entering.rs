//! Coming in with a token, and out again.

use anyhow::{Context, Result, ensure};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::Value;

use super::{ANSWER, OFFICE, enter, first_case};

journeys![gets_in_with_a_stewards_token_and_out_again];

async fn gets_in_with_a_stewards_token_and_out_again(stage: &mut Stage<'_>) -> Result<()> {
    let token = stage.backend.appoint(OFFICE).await?;
    let guest: Value = stage
        .backend
        .create("participants", &serde_json::json!({}), "a-guest")
        .await?;
    let guest = guest["secret"].as_str().context("a guest without a secret")?;
    let widget = stage.open_at("/steward").await?;
    for (typed, sentence) in [
        ("", "steward.token.empty"),
        ("mxyzptlk.0", "steward.token.wrong"),
        (guest, "steward.token.resident"),
    ] {
        let field = widget.find(Kind::Field, &da("steward.token")).await?;
        field.clear().await?;
        // WebKit's driver does not know how to type nothing.
        if !typed.is_empty() {
            field.send_keys(typed).await?;
        }
        widget.press(&da("steward.enter")).await?;
        widget.see(&da(sentence)).await?;
        ensure!(kept(&widget).await? == 0, "a token is kept that opens nothing");
    }
    enter(&widget, &token).await?;
    widget.see(OFFICE).await?;
    // It is kept on this device, and nowhere in the address.
    stage.browser.reload().await?;
    widget.see(OFFICE).await?;
    ensure!(
        !stage.browser.address().await?.contains(&token),
        "the address tells it"
    );
    // Once it opens nothing any more, that is said, and what is written stays.
    let case = first_case(&widget).await?;
    widget.follow(&case).await?;
    widget.fill(&da("steward.answer.body"), ANSWER).await?;
    stage.backend.revoke(&token).await?;
    widget.press(&da("steward.answer.send")).await?;
    widget.see(&da("steward.err.token")).await?;
    widget.see_value(&da("steward.answer.body"), ANSWER).await?;
    widget.press(&da("steward.leave")).await?;
    widget.find(Kind::Button, &da("steward.enter")).await?;
    ensure!(kept(&widget).await? == 0, "the token is still there");
    let other = stage.backend.appoint("Byens Rum").await?;
    enter(&widget, &other).await?;
    widget.see_value(&da("steward.answer.body"), ANSWER).await
}

/// How many tokens the device keeps.
async fn kept(widget: &Widget<'_>) -> Result<usize> {
    let script =
        "return Object.keys(localStorage).filter((name) => name.startsWith('samskab:steward:')).length";
    widget.ask(script, Value::Null).await
}
