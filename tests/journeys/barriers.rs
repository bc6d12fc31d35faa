//! No barriers: axe-core with WCAG 2.2 AA in every view, by day and by night, in both languages.

use anyhow::{Context, Result};
use http::Method;
use samskab_tests::accessibility::check;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, en};

use crate::acts::BENCHES;

journeys![
    has_no_barriers_where_one_reads_danish.in_chromium(),
    has_no_barriers_where_one_reads_english.in_chromium(),
    has_no_barriers_where_one_reads_danish_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_where_one_reads_english_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_where_one_writes_danish.in_chromium(),
    has_no_barriers_where_one_writes_english.in_chromium(),
    has_no_barriers_where_one_writes_danish_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_where_one_writes_english_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_in_what_is_ones_own.in_chromium(),
    has_no_barriers_in_what_is_ones_own_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_in_the_main_views.beside_chromium(),
    has_no_barriers_in_the_main_views_in_the_dark
        .beside_chromium()
        .in_the_dark(),
    has_no_barriers_with_two_widgets_on_a_page.in_chromium(),
    has_no_barriers_where_it_cannot_run.in_chromium(),
];

async fn has_no_barriers_where_one_reads_danish(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html").await
}

async fn has_no_barriers_where_one_reads_english(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "english.html").await
}

async fn has_no_barriers_where_one_reads_danish_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html").await
}

async fn has_no_barriers_where_one_reads_english_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "english.html").await
}

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

async fn has_no_barriers_in_what_is_ones_own(stage: &mut Stage<'_>) -> Result<()> {
    see_own(stage, "one.html", da).await
}

async fn has_no_barriers_in_what_is_ones_own_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    see_own(stage, "english.html", en).await
}

async fn has_no_barriers_in_the_main_views(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html").await
}

async fn has_no_barriers_in_the_main_views_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html").await
}

async fn has_no_barriers_with_two_widgets_on_a_page(stage: &mut Stage<'_>) -> Result<()> {
    let one = stage.open("two.html").await?;
    drawn(&one).await?;
    drawn(&stage.widget(1)).await?;
    check(&stage.browser, stage.tools, "two widgets").await
}

async fn has_no_barriers_where_it_cannot_run(stage: &mut Stage<'_>) -> Result<()> {
    stage.open("no-wasm.html").await?.see("almindelig side").await?;
    check(&stage.browser, stage.tools, "the fallback").await?;
    stage.network.fail(Method::GET, "", Fault::LoseRequest);
    stage.open("one.html").await?.see(&da("err.read.offline")).await?;
    check(&stage.browser, stage.tools, "no backend").await
}

/// Checks every view in which one only reads.
async fn read(stage: &Stage<'_>, page: &str) -> Result<()> {
    for (number, place) in places(stage).await?.iter().enumerate() {
        let widget = stage.open(&format!("{page}?{number}#samskab={place}")).await?;
        drawn(&widget).await?;
        check(&stage.browser, stage.tools, place).await?;
    }
    Ok(())
}

/// One place of each sort: the fullest.
async fn places(stage: &Stage<'_>) -> Result<Vec<String>> {
    let fullest = async |kind: &str| {
        let found = stage.backend.contributions(kind).await?;
        found
            .into_iter()
            .max_by_key(|one| one.counts.comments)
            .with_context(|| format!("there is no {kind}"))
    };
    let project = stage
        .backend
        .projects()
        .await?
        .into_iter()
        .max_by_key(|project| project.decisions.len());
    Ok(vec![
        "/ideas".into(),
        format!("/ideas/{}", fullest("idea").await?.id),
        "/debate".into(),
        format!("/debate/{}", fullest("question,dilemma").await?.id),
        "/debate/biler-i-storegade/storegade-77".into(),
        format!("/debate/{}", fullest("dilemma").await?.id),
        format!("/ideas/{}", fullest("barrier").await?.id),
        format!("/ideas/{}", fullest("story").await?.id),
        "/projects".into(),
        format!("/projects/{}", project.context("there is no project")?.id),
        "/ideas/there-is-no-such-idea".into(),
    ])
}

/// Writes an idea and a comment and checks each screen on the way, with its errors.
async fn write(stage: &Stage<'_>, page: &str, say: fn(&str) -> String) -> Result<()> {
    let look = async |view: &str| check(&stage.browser, stage.tools, view).await;
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
    widget
        .fill(
            &say("comment.label"),
            "**Tak** til:\n- alle\n- andre\n\n> Ja. [Mere](https://a.example)",
        )
        .await?;
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

/// Looks at what is one's own with everything in it: drafts, what waits, what was sent, a reason, and the questions.
async fn see_own(stage: &Stage<'_>, page: &str, say: fn(&str) -> String) -> Result<()> {
    let look = async |view: &str| check(&stage.browser, stage.tools, view).await;
    let widget = stage.open(&format!("{page}#samskab=/mine")).await?;
    widget.see(&say("mine.none")).await?;
    look("nothing of one's own").await?;
    fill_own(stage, page, say).await?;
    widget.see(&say("withheld.hidden")).await?;
    look("what is one's own").await?;
    widget.press(&say("appeal.open")).await?;
    widget.press(&say("appeal.send")).await?;
    widget.see(&say("err.text.empty")).await?;
    look("an appeal with an error").await?;
    widget.press(&say("draft.delete")).await?;
    widget.find(Kind::Button, &say("mine.undo")).await?;
    widget.press(&say("data.erase")).await?;
    widget.see(&say("data.erase.ask")).await?;
    look("the questions").await?;
    stage.network.fail(Method::GET, "/me", Fault::LoseRequest);
    stage.browser.reload().await?;
    widget.see(&say("mine.stale")).await?;
    look("what the device remembers").await
}

/// Leaves a draft, something that waits, and something that was sent and taken off the page; ends at one's own.
async fn fill_own(stage: &Stage<'_>, page: &str, say: fn(&str) -> String) -> Result<()> {
    let comment = "Det ville hjælpe min mor på 83 meget.";
    let widget = stage.open(&format!("{page}?1#samskab=/ideas")).await?;
    let compose = async |title: &str| -> Result<()> {
        widget.follow(&say("idea.new")).await?;
        widget.fill(&say("idea.problem.ask"), BENCHES.problem).await?;
        widget.press(&say("continue")).await?;
        widget.fill(&say("idea.body"), BENCHES.body).await?;
        widget.fill(&say("idea.title"), title).await?;
        widget.press(&say("continue")).await?;
        widget.follow(&say("skip")).await?;
        widget.see(&say("compose.place")).await?;
        widget.follow(&say("skip")).await
    };
    compose(BENCHES.title).await?;
    widget.fill(&say("name"), BENCHES.name).await?;
    widget.press(&say("continue")).await?;
    widget.press(&say("submit")).await?;
    widget.see(&say("sent.heading")).await?;
    widget.press(&say("comment.add")).await?;
    widget.fill(&say("comment.label"), comment).await?;
    stage.network.fail(Method::POST, "/comments", Fault::LoseRequest);
    widget.press(&say("comment.send")).await?;
    widget.see(&say("wait.offline")).await?;
    let sent = stage.backend.contributions("idea").await?;
    let sent = sent.into_iter().find(|idea| idea.title == BENCHES.title);
    let id = sent.context("it was not sent")?.id;
    stage
        .backend
        .hide(&id, "3", "Idéen omtaler en bestemt butik.")
        .await?;
    widget.follow(&say("nav.ideas")).await?;
    widget.follow(&say("idea.new")).await?;
    widget
        .fill(&say("idea.problem.ask"), "Huller i cykelstien")
        .await?;
    widget.follow(&say("nav.mine")).await
}

async fn drawn(widget: &Widget<'_>) -> Result<()> {
    let script = "return !!root?.querySelector('nav') && !root.querySelector('[aria-busy], .waiting')";
    widget.wait_until("the view to be drawn", script, ().into()).await
}
