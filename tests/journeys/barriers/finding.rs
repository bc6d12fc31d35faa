//! Finding: the choices of a list, its map, and where nothing is found.

use anyhow::{Context, Result};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::Kind;
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{drawn, look};

journeys![
    has_no_barriers_where_one_looks_for_something.in_chromium(),
    has_no_barriers_where_one_looks_for_something_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_where_one_looks_for_something(stage: &mut Stage<'_>) -> Result<()> {
    find(stage, "one.html", da).await
}

async fn has_no_barriers_where_one_looks_for_something_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    find(stage, "english.html", en).await
}

async fn find(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let widget = stage
        .open(&format!("{page}#samskab=/ideas?kind=all&order=newest"))
        .await?;
    widget.find(Kind::Button, &say("finder.reset")).await?;
    look(stage, "what is chosen").await?;
    widget.press(&say("finder.open")).await?;
    for key in ["search", "finder.topic", "finder.area"] {
        widget.find(Kind::Field, &say(key)).await?;
    }
    look(stage, "the choices").await?;
    widget.press(&say("map.show")).await?;
    let spots = "return root.querySelectorAll('.map .spot').length > 1 && root.querySelectorAll('.map path.ground').length > 9";
    widget
        .wait_until("points on drawn ground", spots, ().into())
        .await?;
    let tap = "
        const spot = root.querySelector('.map .spot:not(.many)');
        if (!spot) named(root, 'button', arguments[1])[0].click();
        spot?.click();
        return !!spot";
    widget
        .wait_until("a point to tap", tap, say("map.closer").into())
        .await?;
    widget.see(&say("map.here")).await?;
    look(stage, "the map").await?;

    let widget = stage.open(&format!("{page}?2#samskab=/ideas?q=xyzzy")).await?;
    widget.see(&say("search.none")).await?;
    look(stage, "nothing found").await?;

    let ideas = stage.backend.contributions("idea").await?;
    let here = ideas
        .iter()
        .find(|idea| idea.place.as_ref().is_some_and(|place| place.point.is_some()));
    let id = &here.context("no idea has a point")?.id;
    let widget = stage.open(&format!("{page}?3#samskab=/ideas/{id}")).await?;
    widget.press(&say("map.show")).await?;
    let pin = "return !!root.querySelector('.map .pin')";
    widget.wait_until("the pin", pin, ().into()).await?;
    drawn(&widget).await?;
    look(stage, "an idea with its map").await
}
