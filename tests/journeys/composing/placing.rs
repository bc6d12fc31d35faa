//! Saying where it is: by a name, by one's own position, by a pin on the map (C12).

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use samskab_protocol::contribution::Kind as Sort;
use samskab_protocol::place::Point;
use samskab_tests::journeys;
use samskab_tests::page::wait;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;

use super::{begin_idea, send, sign};
use crate::acts::{BENCHES, look, pass_over, stand_at, stand_nowhere};

journeys![
    says_where_it_is_by_position_and_by_name.in_chromium(),
    sets_a_pin_on_the_map_by_a_tap_and_by_buttons,
];

async fn says_where_it_is_by_position_and_by_name(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin_idea(stage).await?;
    pass_over(&widget, "compose.others").await?;
    widget.see(&da("place.ask")).await?;
    stand_nowhere(&widget).await?;
    widget.press(&da("place.here")).await?;
    widget.see(&da("place.refused")).await?;
    look(stage, "a position that was refused").await?;
    stand_at(&widget, 9.402_118, 56.451_999).await?;
    widget.press(&da("place.here")).await?;
    widget.see("56.4520, 9.4021").await?;
    widget.fill(&da("place.ask"), "Ved åen").await?;
    look(stage, "a position").await?;
    stage.browser.reload().await?;
    widget.see("56.4520, 9.4021").await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    let sent = send(stage, &widget, "submit", Sort::Idea, BENCHES.title).await?;
    let place = sent.place.context("it is nowhere")?;
    let point = place.point.map(|point| (point.longitude, point.latitude));
    ensure!(
        place.name == "Ved åen" && point == Some((9_402_100, 56_452_000)),
        "it is at {} {point:?}",
        place.name
    );
    Ok(())
}

async fn sets_a_pin_on_the_map_by_a_tap_and_by_buttons(stage: &mut Stage<'_>) -> Result<()> {
    let widget = begin_idea(stage).await?;
    pass_over(&widget, "compose.others").await?;
    widget.see(&da("place.ask")).await?;
    // What the device refuses stands in nobody's way.
    stand_nowhere(&widget).await?;
    widget.press(&da("place.here")).await?;
    widget.see(&da("place.refused")).await?;
    widget.press(&da("place.pin")).await?;
    let drawn = "return root.querySelectorAll('.map path.ground').length > 9";
    widget.wait_until("the drawn ground", drawn, ().into()).await?;
    look(stage, "a map to choose a place on").await?;

    // By a tap, a quarter to the right of the middle.
    let spot = "
        const map = root.querySelector('.map');
        map.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = map.getBoundingClientRect();
        return [Math.round(box.left + box.width * 0.75), Math.round(box.top + box.height / 2)]";
    let spot: (i64, i64) = widget.ask(spot, ().into()).await?;
    stage.browser.click_at(spot).await?;
    widget.see(&da("map.chosen")).await?;
    widget.see_no_more(&da("place.refused")).await?;
    let tapped = shown(&widget).await?;

    // Without a pointer: the map is moved under the cross, and the pin set there.
    for key in ["map.closer", "map.west", "map.set"] {
        widget.find(Kind::Button, &da(key)).await?;
        let focus = "named(root, 'button', arguments[1])[0].focus(); return null";
        widget.ask::<()>(focus, da(key).into()).await?;
        stage.browser.press(&[Key::Enter]).await?;
    }
    widget.see_no_more(&tapped).await?;
    let chosen = shown(&widget).await?;
    look(stage, "a pin on the map").await?;

    // What is begun is kept, and what was chosen can be taken back.
    stage.browser.reload().await?;
    widget.see(&chosen).await?;
    widget.press(&da("place.remove")).await?;
    widget.see_no_more(&chosen).await?;
    widget.press(&da("place.pin")).await?;
    widget.wait_until("the drawn ground", drawn, ().into()).await?;
    widget.press(&da("map.set")).await?;
    let chosen = shown(&widget).await?;
    widget.press(&da("continue")).await?;
    sign(&widget).await?;
    widget.see(&da("place.unnamed")).await?;

    // Without a name it is called by what it is, and stands on the map of its own page.
    let sent = send(stage, &widget, "submit", Sort::Idea, BENCHES.title).await?;
    let place = sent.place.context("it is nowhere")?;
    ensure!(place.name == da("place.unnamed"), "it is called {}", place.name);
    let point = place.point.context("it has no point")?;
    let (longitude, latitude) = degrees(&chosen)?;
    let near = |one: i32, other: i32| one.abs_diff(other) <= 51;
    ensure!(
        near(point.longitude, longitude) && near(point.latitude, latitude),
        "{chosen} is stored as {point:?}"
    );
    widget.press(&da("map.show")).await?;
    let pin = "return !!root.querySelector('.map .pin')";
    widget.wait_until("the pin", pin, ().into()).await
}

/// The degrees that the composer says it has.
async fn shown(widget: &Widget<'_>) -> Result<String> {
    let script = "return /\\d+\\.\\d{4}, \\d+\\.\\d{4}/.exec(readable(root))?.[0] ?? null";
    wait(widget.browser, "a point in degrees", async || {
        widget.ask::<Option<String>>(script, ().into()).await
    })
    .await
}

/// Longitude and latitude in millionths of degrees, of what people read as latitude and longitude.
fn degrees(text: &str) -> Result<(i32, i32)> {
    let (latitude, longitude) = text.split_once(", ").context("no degrees")?;
    let point = Point::from_degrees(longitude.parse()?, latitude.parse()?);
    Ok((point.longitude, point.latitude))
}
