//! Everything that can be opened where one acts.

use anyhow::{Context, Result};
use samskab_protocol::project::ProjectState;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, en};

use super::Say;
use crate::acting::send_idea;
use crate::acts::{drawn, look};

journeys![
    has_no_barriers_where_one_acts.in_chromium(),
    has_no_barriers_where_one_acts_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_where_one_acts(stage: &mut Stage<'_>) -> Result<()> {
    act(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_acts_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    act(stage, "english.html", en).await
}

/// The forms of an idea, with what is said where nothing was filled in.
const OF_AN_IDEA: &[(&str, Option<(&str, &str)>)] = &[
    ("offer.add", Some(("offer.send", "err.choice.empty"))),
    ("report", Some(("report.send", "err.choice.empty"))),
    ("edit", None),
    ("withdraw", None),
    ("subscribe", Some(("subscribe.send", "err.email"))),
];

/// The same of a project.
const OF_A_PROJECT: &[(&str, Option<(&str, &str)>)] = &[
    ("offer.add", Some(("offer.send", "err.choice.empty"))),
    ("expect.add", Some(("expect.send", "err.text.empty"))),
    ("subscribe", Some(("subscribe.send", "err.email"))),
];

async fn act(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let id = send_idea(stage, &stage.open_at("/ideas").await?).await?;
    let widget = stage.open(&format!("{page}?1#samskab=/ideas/{id}")).await?;
    widget.find(Kind::Button, &say("withdraw")).await?;
    open_each(stage, &widget, OF_AN_IDEA, say).await?;
    for (act, done) in [("support.idea", "support.idea.on"), ("follow", "follow.on")] {
        widget.press(&say(act)).await?;
        widget.see(&say(done)).await?;
    }
    look(stage, "supported and followed").await?;
    stage
        .backend
        .answer(&id, "Vej og Park", "Vi sætter to bænke op til foråret.")
        .await?;
    stage.browser.reload().await?;
    widget.see(&say("verdict.ask")).await?;
    widget.press(&say("verdict.send")).await?;
    widget.see(&say("err.choice.empty")).await?;
    look(stage, "the question whether one feels answered").await?;

    let projects = stage.backend.projects().await?;
    let open = projects
        .iter()
        .find(|project| project.state == ProjectState::Open);
    let id = &open.context("no project is open")?.id;
    let widget = stage.open(&format!("{page}?2#samskab=/projects/{id}")).await?;
    widget.find(Kind::Button, &say("expect.add")).await?;
    drawn(&widget).await?;
    open_each(stage, &widget, OF_A_PROJECT, say).await
}

/// Opens one form after the other.
async fn open_each(
    stage: &Stage<'_>,
    widget: &Widget<'_>,
    forms: &[(&str, Option<(&str, &str)>)],
    say: Say,
) -> Result<()> {
    for (open, sending) in forms {
        widget.press(&say(open)).await?;
        widget
            .wait_until("the form", "return !!root.querySelector('.panel.act')", ().into())
            .await?;
        drawn(widget).await?;
        if let Some((send, complaint)) = sending {
            widget.press(&say(send)).await?;
            widget.see(&say(complaint)).await?;
        }
        look(stage, open).await?;
        widget.press(&say(open)).await?;
    }
    Ok(())
}
