//! Supporting and following: counted once, undone where one likes, and told why it came to nothing.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::contribution::Contribution;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, da_with};

use super::{sent, supported_idea};

journeys![
    supports_an_idea_once_however_often_one_presses,
    is_one_person_though_two_acts_are_pressed_at_once.in_chromium(),
    is_told_why_an_act_came_to_nothing.in_chromium(),
];

async fn supports_an_idea_once_however_often_one_presses(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, before) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.see(&da_with("support.n", &before.to_string())).await?;
    let more = da_with("support.n", &(before + 1).to_string());

    // By the keyboard, and once more on the same button before it is exchanged.
    widget.find(Kind::Button, &da("support.idea")).await?;
    let twice = "
        const button = named(root, 'button', arguments[1])[0];
        button.focus();
        button.click();
        button.click();
        return true";
    ensure!(
        widget.ask::<bool>(twice, da("support.idea").into()).await?,
        "nothing to press"
    );
    widget.see(&da("support.idea.on")).await?;
    widget.see(&more).await?;
    let focus = "return root.activeElement?.textContent.includes(arguments[1])";
    widget
        .wait_until(
            "the focus on what has become of it",
            focus,
            da("support.idea.on").into(),
        )
        .await?;
    sent(stage, &Method::PUT, "/reactions/", 1).await?;
    ensure!(
        count(stage, &idea).await? == Some(before + 1),
        "the backend counts otherwise"
    );

    stage.browser.reload().await?;
    widget.see(&da("support.idea.on")).await?;
    widget.see(&more).await?;
    widget.press(&da("support.off")).await?;
    widget.find(Kind::Button, &da("support.idea")).await?;
    widget.see(&da_with("support.n", &before.to_string())).await?;
    sent(stage, &Method::DELETE, "/reactions/", 1).await?;
    ensure!(count(stage, &idea).await? == Some(before), "it is still counted");
    Ok(())
}

async fn is_one_person_though_two_acts_are_pressed_at_once(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.find(Kind::Button, &da("follow")).await?;
    let both = "
        for (const name of arguments[1]) named(root, 'button', name)[0].click();
        return true";
    let names = serde_json::json!([da("support.idea"), da("follow")]);
    ensure!(widget.ask::<bool>(both, names).await?, "nothing to press");
    widget.see(&da("support.idea.on")).await?;
    widget.see(&da("follow.on")).await?;
    sent(stage, &Method::PUT, "/follows/", 1).await?;
    sent(stage, &Method::PUT, "/reactions/", 1).await?;
    sent(stage, &Method::POST, "/participants", 1).await?;
    stage.browser.reload().await?;
    widget.see(&da("support.idea.on")).await?;
    widget.see(&da("follow.on")).await
}

async fn is_told_why_an_act_came_to_nothing(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, before) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    let faults = [
        (Fault::LoseRequest, "err.act.offline"),
        (Fault::Answer(500), "err.act.server"),
        (Fault::Answer(503), "err.act.readonly"),
        (Fault::Answer(429), "err.act.busy"),
        (Fault::Answer(401), "err.act.unknown"),
    ];
    let acts = [
        ("support.idea", "/reactions/"),
        ("follow", "/follows/"),
        // Being somebody comes first, and can fail as well.
        ("support.idea", "/participants"),
    ];
    for (act, part) in acts.into_iter().rev() {
        let method = if part == "/participants" {
            Method::POST
        } else {
            Method::PUT
        };
        for (fault, sentence) in faults {
            stage.network.fail(method.clone(), part, fault);
            widget.press(&da(act)).await?;
            widget
                .see(&da(sentence))
                .await
                .with_context(|| format!("{act} by {part} under {fault:?}"))?;
            widget.find(Kind::Button, &da(act)).await?;
            widget.see(&da_with("support.n", &before.to_string())).await?;
            stage.network.mend();
        }
    }
    ensure!(
        count(stage, &idea).await? == Some(before),
        "something was counted"
    );
    // What could not be known is done again, and counts once.
    stage.network.fail(Method::PUT, "/reactions/", Fault::LoseAnswer);
    widget.press(&da("support.idea")).await?;
    widget.see(&da("err.act.offline")).await?;
    stage.network.mend();
    widget.press(&da("support.idea")).await?;
    widget.see(&da("support.idea.on")).await?;
    widget
        .see(&da_with("support.n", &(before + 1).to_string()))
        .await?;
    ensure!(count(stage, &idea).await? == Some(before + 1), "it counts twice");

    // Taking it back can fail as well, and then it still stands.
    stage
        .network
        .fail(Method::DELETE, "/reactions/", Fault::Answer(500));
    widget.press(&da("support.off")).await?;
    widget.see(&da("err.act.server")).await?;
    widget.see(&da("support.idea.on")).await
}

async fn count(stage: &Stage<'_>, idea: &Contribution) -> Result<Option<u32>> {
    Ok(stage
        .backend
        .contribution(&idea.id)
        .await?
        .counts
        .by_reaction
        .support)
}
