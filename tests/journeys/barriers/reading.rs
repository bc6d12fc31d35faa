//! Every view in which one only reads.

use anyhow::{Context, Result};
use http::Method;
use samskab_protocol::project::Project;
use samskab_tests::accessibility::check;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{drawn, look};

journeys![
    has_no_barriers_where_one_reads_danish.in_chromium(),
    has_no_barriers_where_one_reads_english.in_chromium(),
    has_no_barriers_where_one_reads_danish_in_the_dark
        .in_chromium()
        .in_the_dark(),
    has_no_barriers_where_one_reads_english_in_the_dark
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
    read(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_reads_english(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "english.html", en).await
}

async fn has_no_barriers_where_one_reads_danish_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_reads_english_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "english.html", en).await
}

async fn has_no_barriers_in_the_main_views(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html", da).await
}

async fn has_no_barriers_in_the_main_views_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    read(stage, "one.html", da).await
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

/// Checks every view in which one only reads, with all that can be opened of what was heard and who speaks for what.
async fn read(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let open = "
        for (const words of arguments[1]) {
            for (const button of named(root, 'button', words)) {
                if (button.getAttribute('aria-expanded') === 'false') button.click();
            }
        }
        return null";
    let folds = serde_json::json!([say("side.voices"), say("heard.show"), say("heard.read")]);

    for (number, place) in places(stage).await?.iter().enumerate() {
        let widget = stage.open(&format!("{page}?{number}#samskab={place}")).await?;
        drawn(&widget).await?;
        // What was heard can be opened further.
        for _ in 0..2 {
            widget.ask::<()>(open, folds.clone()).await?;
            drawn(&widget).await?;
        }
        look(stage, place).await?;
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
    let projects = stage.backend.projects().await?;
    let project = |wanted: fn(&Project) -> bool| {
        let found = projects.iter().find(|project| wanted(project));
        let found = found.context("no project is like that")?;
        anyhow::Ok(format!("/projects/{}", found.id))
    };
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
        "/projects?openness=framed".into(),
        project(|project| project.mandate.is_some() && !project.options.is_empty())?,
        project(|project| project.learned.is_some())?,
        "/ideas/there-is-no-such-idea".into(),
    ])
}
