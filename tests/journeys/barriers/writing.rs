//! Writing an idea and a comment, with everything that can go wrong on the way.

use anyhow::Result;
use http::Method;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{BENCHES, drawn, look};

journeys![
    has_no_barriers_where_one_writes_danish.in_chromium(),
    has_no_barriers_where_one_writes_english.in_chromium(),
    has_no_barriers_where_one_writes_danish_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_where_one_writes_english_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_where_one_writes_danish(stage: &mut Stage<'_>) -> Result<()> {
    write(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_writes_english(stage: &mut Stage<'_>) -> Result<()> {
    write(stage, "english.html", en).await
}

async fn has_no_barriers_where_one_writes_danish_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    write(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_writes_english_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    write(stage, "english.html", en).await
}

/// Writes an idea and a comment and checks each screen on the way, with its errors.
async fn write(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let look = async |view: &str| look(stage, view).await;
    let widget = stage.open(&format!("{page}#samskab=/ideas/new")).await?;
    drawn(&widget).await?;
    look("the problem").await?;
    widget.press(&say("continue")).await?;
    widget.see(&say("err.problem.empty")).await?;
    look("the problem with an error").await?;
    widget.fill(&say("idea.problem.ask"), BENCHES.problem).await?;
    widget.see(&say("draft.saved")).await?;
    widget.press(&say("continue")).await?;
    widget.see(&say("compose.idea")).await?;
    look("the idea").await?;
    widget.fill(&say("idea.body"), BENCHES.body).await?;
    widget.fill(&say("idea.title"), BENCHES.title).await?;
    widget.press(&say("continue")).await?;
    widget.see(&say("compose.others")).await?;
    look("who it affects").await?;
    widget.press(&say("continue")).await?;
    widget.see(&say("compose.place")).await?;
    look("the place").await?;
    widget.press(&say("continue")).await?;
    widget.see(&say("compose.who")).await?;
    look("who").await?;
    widget.fill(&say("name"), BENCHES.name).await?;
    widget.press(&say("continue")).await?;
    widget.see(&say("check.heading")).await?;
    look("the last look").await?;
    stage
        .network
        .fail(Method::POST, "/contributions", Fault::LoseRequest);
    widget.press(&say("submit")).await?;
    widget.see(&say("wait.offline")).await?;
    look("waiting").await?;
    stage.network.mend();
    stage
        .network
        .fail(Method::POST, "/contributions", Fault::Answer(500));
    widget.press(&say("submit")).await?;
    widget.see(&say("err.server")).await?;
    look("not sent").await?;
    stage.network.mend();
    stage.browser.reload().await?;
    widget.see(&say("draft.found")).await?;
    look("a draft found").await?;
    widget.press(&say("submit")).await?;
    widget.see(&say("sent.heading")).await?;
    look("the receipt").await?;
    widget.press(&say("comment.add")).await?;
    widget.find(Kind::Field, &say("comment.label")).await?;
    widget.press(&say("comment.send")).await?;
    widget.see(&say("err.text.empty")).await?;
    look("a comment with an error").await?;
    let words = "**Tak** til:\n- alle\n- andre\n\n> Ja. [Mere](https://a.example)";
    widget.fill(&say("comment.label"), words).await?;
    let open = "root.querySelector('details.look').open = true; return true";
    widget.ask::<bool>(open, ().into()).await?;
    widget.see("(a.example)").await?;
    look("how a comment will look").await?;
    let widget = stage
        .open(&format!("{page}#samskab=/debate/lys-eller-moerke-paa-aastien"))
        .await?;
    widget.see("Odderen går på land efter mørkets frembrud.").await?;
    look("a debate with lists, quotes and links").await?;
    widget.press(&say("comment.add")).await?;
    widget.fill(&say("comment.label"), "@").await?;
    widget.see_count(".mentioning .chip", 6).await?;
    look("whom to mention").await?;
    let go = "location.hash = '#samskab=/debate/biler-i-storegade'";
    widget.ask::<serde_json::Value>(go, ().into()).await?;
    widget.press(&say("heard.open")).await?;
    widget.press(&say("heard.send")).await?;
    widget.see(&say("err.choice.empty")).await?;
    look("a response to what was heard, with an error").await
}
