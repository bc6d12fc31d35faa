//! One's own words: corrected, withdrawn, and answered well or not.

use anyhow::{Result, ensure};
use http::Method;
use samskab_protocol::contribution::{Contribution, ContributionState};
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

use super::{WORDS, choose, see_in, send_idea};
use crate::acts::{BENCHES, look};

journeys![
    corrects_a_text_while_that_is_allowed.in_chromium(),
    loses_nothing_where_the_text_was_changed_elsewhere.in_chromium(),
    withdraws_a_text_which_is_gone_for_everybody.in_chromium(),
    says_whether_one_feels_answered_and_nobody_else_is_asked.in_chromium(),
];

async fn corrects_a_text_while_that_is_allowed(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    widget.press(&da("edit")).await?;
    widget.see_value(&da("edit.headline"), BENCHES.title).await?;
    widget.see_value(&da("idea.proposal"), BENCHES.body).await?;
    widget.fill(&da("idea.proposal"), &format!(" {WORDS}")).await?;
    for (fault, sentence) in [
        (Fault::LoseRequest, "err.offline"),
        (Fault::Answer(500), "err.server"),
        (Fault::Answer(429), "err.busy"),
        (Fault::Answer(401), "err.act.unknown"),
    ] {
        stage.network.fail(Method::PATCH, "/contributions/", fault);
        widget.press(&da("edit.send")).await?;
        widget.see(&da(sentence)).await?;
        stage.network.mend();
    }
    // Nothing is lost by going away either.
    stage.browser.reload().await?;
    let corrected = format!("{} {WORDS}", BENCHES.body);
    widget.see_value(&da("idea.proposal"), &corrected).await?;
    widget.press(&da("edit.send")).await?;
    widget.see(&corrected).await?;
    widget
        .see(da("edited").split('{').next().unwrap_or_default())
        .await?;
    ensure!(widget.count(".act").await? == 0, "the form is still open");
    ensure!(
        body(&stage.backend.contribution(&id).await?) == corrected,
        "it is not stored"
    );
    stage.browser.reload().await?;
    widget.see(&corrected).await
}

async fn loses_nothing_where_the_text_was_changed_elsewhere(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    widget.press(&da("edit")).await?;
    widget.fill(&da("idea.proposal"), &format!(" {WORDS}")).await?;
    // The same person, with the same secret, in another tab.
    let elsewhere = "
        const [url, body] = arguments[1];
        const list = Object.entries(localStorage).find(([name]) => name.startsWith('samskab:mine:'))[1];
        const secret = JSON.parse(list).findLast((sent) => sent.secret).secret;
        const request = new XMLHttpRequest();
        request.open('PATCH', url, false);
        request.setRequestHeader('authorization', `Guest ${secret}`);
        request.setRequestHeader('content-type', 'application/json');
        request.setRequestHeader('if-match', '*');
        request.send(JSON.stringify({ body }));
        return request.status === 200";
    let base = stage.backend.service().await?.base;
    let arguments = serde_json::json!([
        format!("{base}/contributions/{id}"),
        "Fem bænke ville være bedre."
    ]);
    ensure!(
        widget.ask::<bool>(elsewhere, arguments).await?,
        "it cannot be changed elsewhere"
    );
    widget.press(&da("edit.send")).await?;
    widget.see(&da("edit.changed")).await?;
    widget.see("Fem bænke ville være bedre.").await?;
    let own = format!("{} {WORDS}", BENCHES.body);
    widget.see_value(&da("idea.proposal"), &own).await?;
    look(stage, "two versions").await?;
    widget.press(&da("edit.send")).await?;
    widget.see_no_more(&da("edit.changed")).await?;
    widget.see(&own).await?;
    ensure!(
        body(&stage.backend.contribution(&id).await?) == own,
        "it is not stored"
    );
    Ok(())
}

async fn withdraws_a_text_which_is_gone_for_everybody(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    widget.press(&da("withdraw")).await?;
    widget.see(&da("withdraw.what")).await?;
    widget.press(&da("withdraw.no")).await?;
    widget.see_no_more(&da("withdraw.what")).await?;
    let back = "return root.activeElement?.textContent === arguments[1]";
    widget
        .wait_until("the focus back on what opened it", back, da("withdraw").into())
        .await?;
    widget.press(&da("withdraw")).await?;
    stage
        .network
        .fail(Method::DELETE, "/contributions/", Fault::Answer(500));
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("err.act.server")).await?;
    stage.network.mend();
    widget.press(&da("withdraw.yes")).await?;
    widget.see(&da("state.withdrawn")).await?;
    widget.see_no_more(BENCHES.body).await?;
    let left = stage.backend.contribution(&id).await?;
    ensure!(
        left.state == ContributionState::Withdrawn && left.body.is_none(),
        "its words are left"
    );
    stage.browser.reload().await?;
    widget.see(&da("state.withdrawn")).await?;
    ensure!(
        !widget.has(Kind::Button, &da("support.idea")).await?,
        "what is gone can be supported"
    );
    look(stage, "withdrawn").await
}

async fn says_whether_one_feels_answered_and_nobody_else_is_asked(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let id = send_idea(stage, &widget).await?;
    ensure!(
        !widget.has(Kind::Button, &da("verdict.send")).await?,
        "nothing has been answered"
    );
    stage
        .backend
        .answer(&id, "Vej og Park", "Vi sætter to bænke op til foråret.")
        .await?;
    stage.browser.reload().await?;
    widget.see("Vi sætter to bænke op til foråret.").await?;
    widget.see(&da("verdict.ask")).await?;
    widget.press(&da("verdict.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    choose(&widget, "verdict.no").await?;
    widget.fill(&da("verdict.reason"), WORDS).await?;
    stage.network.fail(Method::PUT, "/verdict", Fault::Answer(500));
    widget.press(&da("verdict.send")).await?;
    widget.see(&da("err.server")).await?;
    widget.see_value(&da("verdict.reason"), WORDS).await?;
    stage.network.mend();
    widget.press(&da("verdict.send")).await?;
    widget.see(&da("verdict.not_answered")).await?;
    see_in(&widget, ".verdict", WORDS).await?;

    // Somebody else reads it, and is asked nothing.
    let stranger = "localStorage.clear(); return true";
    ensure!(widget.ask::<bool>(stranger, ().into()).await?, "the page is gone");
    stage.browser.reload().await?;
    see_in(&widget, ".verdict", WORDS).await?;
    widget.find(Kind::Button, &da("support.idea")).await?;
    for key in ["verdict.send", "edit", "withdraw"] {
        ensure!(
            !widget.has(Kind::Button, &da(key)).await?,
            "a stranger is offered “{key}”"
        );
    }
    Ok(())
}

fn body(contribution: &Contribution) -> &str {
    contribution.body.as_ref().map_or("", |body| body.value.as_str())
}
