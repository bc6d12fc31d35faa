//! The map: a view of the list that contacts nobody else, and a place to set a pin.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use samskab_protocol::contribution::Contribution;
use samskab_tests::accessibility::check;
use samskab_tests::browser::NARROW;
use samskab_tests::engine::Engine;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;

use crate::finding::choose;

journeys![
    sees_the_list_on_a_map_that_contacts_nobody_else,
    keeps_the_list_where_the_map_does_not_come.in_chromium(),
    moves_the_map_by_keyboard_and_follows_what_is_in_sight,
    sees_where_an_idea_is_about.in_chromium(),
];

const LINKS: &str = ".map-results a";

async fn sees_the_list_on_a_map_that_contacts_nobody_else(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    widget.find(Kind::Button, &da("map.show")).await?;
    ensure!(
        !has_fetched(&widget, "/map").await?,
        "the map is fetched without being asked for"
    );
    widget.press(&da("map.show")).await?;
    let spots = "return root.querySelectorAll('.map .spot').length > 1 && root.querySelectorAll('.map path.ground').length > 9";
    widget
        .wait_until("points on drawn ground", spots, ().into())
        .await?;
    let all = with_points(stage, "kind=idea").await?;
    widget.see(&in_sight(all.len())).await?;
    let covered = "const boxes = [...root.querySelectorAll('.map .spot, .map .ground-name')]
            .filter((one) => getComputedStyle(one).visibility === 'visible')
            .map((one) => [one, one.getBoundingClientRect()]);
        const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        return boxes.filter(([name, own]) => name.matches('.ground-name')
            && boxes.some(([one, other]) => one !== name && meet(own, other))).map(([name]) => name.textContent)";
    let covered: Vec<String> = widget.ask(covered, ().into()).await?;
    ensure!(covered.is_empty(), "names lie over something: {covered:?}");

    // What narrows the list narrows the map, and the backend is asked for both.
    widget.press(&da("finder.open")).await?;
    choose(&widget, "filter.status", "planned").await?;
    let planned = with_points(stage, "kind=idea&status=planned").await?;
    ensure!(
        !planned.is_empty() && planned.len() < all.len(),
        "nothing to tell apart"
    );
    widget.see(&in_sight(planned.len())).await?;
    let passed = stage.network.passed();
    let asked = passed
        .iter()
        .any(|one| one.path.contains("/contributions/map?") && one.path.contains("status=planned"));
    ensure!(asked, "the backend was not asked for the map");

    // A tap on a point says what is there, and leads to it.
    let tap = "const spot = root.querySelector('.map .spot:not(.many)'); spot?.click(); return !!spot";
    widget.wait_until("a point to tap", tap, ().into()).await?;
    widget.see(&da("map.here")).await?;
    let titles = widget.texts(LINKS).await?;
    let title = titles.first().context("the point has no title")?;
    check(&stage.browser, stage.tools, "a list with its choices and its map").await?;
    ensure!(planned.contains(title), "“{title}” is not among {planned:?}");
    widget.fits_its_width().await?;
    widget.follow(title).await?;
    widget.see(&da("trail.title")).await?;

    let foreign = "return performance.getEntriesByType('resource').map((one) => new URL(one.name).origin)
        .filter((origin) => origin !== location.origin && origin !== arguments[1])";
    let foreign: Vec<String> = widget.ask(foreign, stage.network.origin().into()).await?;
    ensure!(foreign.is_empty(), "somebody else learns who looks: {foreign:?}");
    // The other drivers do not tell what stands on the console.
    if stage.browser.engine == Engine::Chromium {
        let mut console = stage.browser.console().await?;
        // Browsers ask every site for one, and this one has none.
        console.retain(|line| !line.contains("favicon.ico"));
        ensure!(console.is_empty(), "the console says {console:#?}");
    }
    Ok(())
}

async fn keeps_the_list_where_the_map_does_not_come(stage: &mut Stage<'_>) -> Result<()> {
    let widget = stage.open_at("/ideas").await?;
    let before = widget.count(".cards > .card").await?;
    stage.site.lose("/map-");
    widget.press(&da("map.show")).await?;
    widget.see(&da("map.failed")).await?;
    widget.see_count(".cards > .card", before.max(20)).await?;
    // Its points stand there in words all the same.
    let all = with_points(stage, "kind=idea").await?;
    ensure!(!all.is_empty(), "the demo has nothing on the map");
    widget.fits_its_width().await
}

async fn moves_the_map_by_keyboard_and_follows_what_is_in_sight(stage: &mut Stage<'_>) -> Result<()> {
    stage.browser.resize(NARROW).await?;
    let widget = stage.open_at("/ideas").await?;
    widget.press(&da("map.show")).await?;
    let all = with_points(stage, "kind=idea").await?;
    widget.see(&in_sight(all.len())).await?;
    let focus = "named(root, 'button', arguments[1])[0].focus(); return null";
    for _ in 0..4 {
        widget.ask::<()>(focus, da("map.closer").into()).await?;
        stage.browser.press(&[Key::Enter]).await?;
    }
    widget.see_no_more(&in_sight(all.len())).await?;
    widget.ask::<()>(focus, da("map.whole").into()).await?;
    stage.browser.press(&[Key::Enter]).await?;
    widget.see(&in_sight(all.len())).await?;
    let small = "return [...root.querySelectorAll('.map-steer button')].filter((button) => button.getBoundingClientRect().height < 44).length";
    let small: usize = widget.ask(small, ().into()).await?;
    ensure!(small == 0, "{small} buttons are too small for a finger");
    widget.fits_its_width().await
}

async fn sees_where_an_idea_is_about(stage: &mut Stage<'_>) -> Result<()> {
    let ideas: Vec<Contribution> = stage.backend.contributions("idea").await?;
    let here = |idea: &&Contribution| idea.place.as_ref().is_some_and(|place| place.point.is_some());
    let idea = ideas.iter().find(here).context("no idea has a point")?;
    let widget = stage.open_at(&format!("/ideas/{}", idea.id)).await?;
    widget.press(&da("map.show")).await?;
    widget
        .wait_until("the pin", "return !!root.querySelector('.map .pin')", ().into())
        .await?;
    widget.press(&da("map.hide")).await?;
    widget
        .wait_until("the map to go", "return !root.querySelector('.map')", ().into())
        .await
}

/// The titles of all that have a point.
async fn with_points(stage: &Stage<'_>, query: &str) -> Result<Vec<String>> {
    let items: Vec<Contribution> = stage
        .backend
        .page(&format!("/contributions?{query}&limit=100"))
        .await?;
    let here = items
        .into_iter()
        .filter(|one| one.place.as_ref().is_some_and(|place| place.point.is_some()));
    Ok(here.map(|one| one.title).collect())
}

fn in_sight(number: usize) -> String {
    let words = da("map.sight");
    let words = words.rsplit(" / ").next().unwrap_or(&words);
    words.replace("{n}", &number.to_string())
}

async fn has_fetched(widget: &Widget<'_>, part: &str) -> Result<bool> {
    let script = "return performance.getEntriesByType('resource').some((one) => new URL(one.name).pathname.includes(arguments[1]))";
    widget.ask(script, part.into()).await
}
