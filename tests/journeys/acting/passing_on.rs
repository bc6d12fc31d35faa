//! Reporting what should not stand there, and passing on what should be seen.

use anyhow::{Result, ensure};
use http::Method;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::da;

use super::{choose, sent, supported_idea};
use crate::finding::search;

journeys![
    reports_what_should_not_stand_here.in_chromium(),
    passes_on_an_address_that_leads_there,
];

async fn reports_what_should_not_stand_here(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("report")).await?;
    widget.see(&da("priv.report")).await?;
    widget.press(&da("report.send")).await?;
    widget.see(&da("err.choice.empty")).await?;
    choose(&widget, "report.privacy").await?;
    widget.press(&da("report.send")).await?;
    widget.see(&da("report.sent")).await?;
    widget.see(&da("report.next")).await?;
    sent(stage, &Method::POST, "/reports", 1).await?;
    widget.press(&da("close")).await?;
    widget.see_no_more(&da("report.next")).await?;
    // Whoever chose a reason and wrote nothing finds it again by that reason, in words.
    widget.follow(&da("nav.mine")).await?;
    widget.see(&da("what.report")).await?;
    widget.see(&da("report.privacy")).await
}

async fn passes_on_an_address_that_leads_there(stage: &mut Stage<'_>) -> Result<()> {
    let (idea, _) = supported_idea(stage).await?;
    let widget = stage.open_at("/ideas").await?;
    search(&widget, &idea.title).await?;
    widget.follow(&idea.title).await?;
    widget.find(Kind::Button, &da("share")).await?;
    // As on a device that can neither share nor copy: then the address stands there to be copied by hand.
    let poor = "
        for (const name of ['share', 'clipboard']) Object.defineProperty(navigator, name, { value: undefined });
        return true";
    ensure!(widget.ask::<bool>(poor, ().into()).await?, "the page is gone");
    widget.press(&da("share")).await?;
    widget.see(&da("share.shown")).await?;
    let address = widget.value(&da("share.shown")).await?;
    stage.browser.goto("about:blank").await?;
    stage.browser.goto(&address).await?;
    widget.see(&idea.title).await?;
    widget.see(&da("trail.title")).await
}
