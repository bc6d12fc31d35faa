//! What other municipalities have shared, and where staff share.

use anyhow::Result;
use samskab_tests::accessibility::check;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{drawn, look};

journeys![
    has_no_barriers_where_municipalities_share.in_chromium(),
    has_no_barriers_where_municipalities_share_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_where_municipalities_share(stage: &mut Stage<'_>) -> Result<()> {
    share(stage, "one.html", da).await
}

async fn has_no_barriers_where_municipalities_share_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    share(stage, "english.html", en).await
}

async fn share(stage: &mut Stage<'_>, page: &str, say: Say) -> Result<()> {
    stage.backend.add_neighbor(&stage.site).await?;
    let token = stage.backend.appoint("Plan og Byg").await?;
    let widget = stage.open(&format!("{page}#samskab=/projects")).await?;
    widget.see(&say("network.title")).await?;
    drawn(&widget).await?;
    look(stage, "what others have shared").await?;
    let place = "samskab=/steward/projects/en-levende-storegade";
    let widget = stage.open(&format!("{page}?2#{place}")).await?;
    widget.fill(&say("steward.token"), &token).await?;
    widget.press(&say("steward.enter")).await?;
    widget.press(&say("steward.do.share")).await?;
    widget.find(Kind::Button, &say("steward.share.press")).await?;
    look(stage, "where staff share").await?;
    let address = stage.site.address("/demo/vesterby.html");
    stage.browser.goto(&address).await?;
    drawn(&stage.widget(0)).await?;
    check(&stage.browser, stage.tools, "the neighbor's page").await
}
