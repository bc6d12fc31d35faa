//! Projects where one takes part: the choices and the map of the overview, a seat, an order, and what one says at the
//! end.

use anyhow::Result;
use samskab_protocol::service::CountsVisibility;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{drawn, look};
use crate::ending::ended;
use crate::meeting::meeting;
use crate::ranking::ranked;

journeys![
    has_no_barriers_where_one_takes_part_in_projects.in_chromium(),
    has_no_barriers_where_one_takes_part_in_projects_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_where_one_takes_part_in_projects(stage: &mut Stage<'_>) -> Result<()> {
    take_part(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_takes_part_in_projects_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    take_part(stage, "english.html", en).await
}

async fn take_part(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let open = async |place: String| stage.open(&format!("{page}?{place}#samskab={place}")).await;
    let widget = open("/projects".into()).await?;
    widget.press(&say("finder.open")).await?;
    widget.find(Kind::Field, &say("finder.topic")).await?;
    widget.press(&say("map.show")).await?;
    let spots = "return root.querySelectorAll('.map .spot').length > 0 && root.querySelectorAll('.map path.ground').length > 9";
    widget
        .wait_until("points on drawn ground", spots, ().into())
        .await?;
    look(stage, "the overview with its choices and its map").await?;

    let (project, event) = meeting(stage, |taken, seats| taken < seats).await?;
    let widget = open(format!("/projects/{}", project.id)).await?;
    sit_down(&widget, &event.title, say).await?;
    look(stage, "a project with a seat at its meeting").await?;

    let project = ranked(stage, CountsVisibility::Always).await?;
    let widget = open(format!("/projects/{}", project.id)).await?;
    widget.press(&say("rank.send")).await?;
    widget.see(&say("rank.none")).await?;
    look(stage, "priorities before any is chosen").await?;
    let choose = "root.querySelector('.lists .rest button').click(); return true";
    for _ in 0..2 {
        widget
            .wait_until("an option to choose", choose, ().into())
            .await?;
    }
    widget.see_count(".ordered .option", 2).await?;
    look(stage, "priorities in order").await?;

    let project = ended(stage).await?.0;
    let open_still = project
        .events
        .iter()
        .find(|event| event.registration.is_some_and(|room| room.open));
    let widget = open(format!("/projects/{}", project.id)).await?;
    if let Some(event) = open_still {
        sit_down(&widget, &event.title, say).await?;
        stage.browser.reload().await?;
    }
    widget.press(&say("evaluation.send")).await?;
    widget.see(&say("err.choice.empty")).await?;
    look(stage, "the end of a project, with what is wrong").await
}

/// Signs up for a meeting.
async fn sit_down(widget: &Widget<'_>, event: &str, say: Say) -> Result<()> {
    drawn(widget).await?;
    widget.press(&[&say("seat.take"), ": ", event].concat()).await?;
    widget.see(&say("seat.taken")).await
}
