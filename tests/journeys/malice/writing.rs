//! Hostile texts by one's own hand: in every field, and on every screen on which they are seen afterwards.

use anyhow::{Context, Result, ensure};
use samskab_protocol::project::ProjectState;
use samskab_tests::browser::NARROW;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::json;

use crate::acts::{drawn, fill_all, stand_at};

journeys![
    holds_hostile_words_in_every_field_of_every_kind.in_chromium(),
    holds_hostile_words_on_every_later_screen.in_chromium(),
];

/// Markup that wants to run.
pub const SCRIPT: &str = "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">{name}";
/// Writing that turns around, faces made of several, and letters that nobody sees.
pub const STRANGE: &str = "\u{202E}nerak\u{202E} 👩‍👩‍👧‍👦🏳️‍🌈 \u{200B}\u{200D}\u{FEFF}";

/// Where nothing else is.
const LONELY: (f64, f64) = (9.44, 56.27);

async fn holds_hostile_words_in_every_field_of_every_kind(stage: &mut Stage<'_>) -> Result<()> {
    let endless = "å".repeat(10_000);
    let hostile = [
        SCRIPT,
        STRANGE,
        // As long as every field takes it, and longer than any does.
        &endless[..160],
        endless.as_str(),
    ];
    stage.browser.resize(NARROW).await?;
    let places = [
        "/ideas/new",
        "/new/question",
        "/new/dilemma",
        "/new/barrier",
        "/new/story",
    ];
    for (place, words) in places
        .iter()
        .flat_map(|place| hostile.iter().map(move |words| (place, words)))
    {
        let widget = stage.open_at(place).await?;
        widget.find(Kind::Button, &da("continue")).await?;
        for _ in 0..6 {
            fill_all(&widget, words).await?;
            let view = || format!("{place} with {}", words.chars().take(20).collect::<String>());
            widget.fits_its_width().await.with_context(view)?;
            if widget.has(Kind::Button, &da("continue")).await? {
                widget.press(&da("continue")).await?;
            }
            widget.fits_its_width().await.with_context(view)?;
            if too_long(&widget).await? {
                break;
            }
        }
        is_harmless(&widget, place).await?;
        // The next words begin on a sheet of their own.
        let forget = "localStorage.clear(); history.replaceState(null, '', '#contact'); return null";
        widget.ask::<()>(forget, ().into()).await?;
    }
    Ok(())
}

async fn holds_hostile_words_on_every_later_screen(stage: &mut Stage<'_>) -> Result<()> {
    stage.browser.resize(NARROW).await?;
    let projects = stage.backend.projects().await?;
    let project = projects
        .iter()
        .find(|project| project.state == ProjectState::Open);
    let project = format!("/projects/{}", project.context("no project is open")?.id);
    let limits = stage.backend.service().await?.limits;
    // As long as the shortest field takes it, and still much wider than the page.
    let endless = "å".repeat(limits.name_max as usize);
    // Each with what of it is seen for certain.
    for (words, seen) in [
        (SCRIPT, "window.hacked = 2"),
        (STRANGE, "nerak"),
        (&endless, &endless),
    ] {
        let see = async |view: &str| -> Result<()> {
            let widget = stage.widget(0);
            drawn(&widget).await?;
            widget.fits_its_width().await.with_context(|| view.to_owned())?;
            is_harmless(&widget, view).await
        };
        let widget = stage.open_at("/ideas/new").await?;
        stand_at(&widget, LONELY.0, LONELY.1).await?;
        drawn(&widget).await?;
        while !widget.has(Kind::Button, &da("submit")).await? {
            let heading = heading(&widget).await?;
            fill_all(&widget, words).await?;
            if widget.has(Kind::Button, &da("place.here")).await? {
                widget.press(&da("place.here")).await?;
                widget.find(Kind::Button, &da("place.remove")).await?;
            }
            see(&heading).await?;
            widget.press(&da("continue")).await?;
            let on = "return tidy(root.querySelector('.view-heading')?.textContent) !== arguments[1]";
            widget.wait_until("the next screen", on, heading.into()).await?;
        }
        see("the last look").await?;
        widget.press(&da("submit")).await?;
        widget.see(&da("sent.heading")).await?;
        see("the receipt").await?;
        widget.see(seen).await?;
        for opened in ["edit", "offer.add", "report"] {
            widget.press(&da(opened)).await?;
            see(opened).await?;
        }
        // What is offered came along with it, and stands there by its words.
        stage.browser.reload().await?;
        widget.see(&da("offered.title")).await?;
        see("what is offered").await?;
        widget.press(&da("map.show")).await?;
        widget
            .wait_until("the pin", "return !!root.querySelector('.map .pin')", ().into())
            .await?;
        see("the map of one").await?;

        // A twin that was begun shows what is similar, and stays as a draft.
        let widget = stage.open_at("/ideas/new").await?;
        drawn(&widget).await?;
        fill_all(&widget, words).await?;
        widget.see(&da("draft.saved")).await?;
        see("what is similar").await?;
        widget.follow(&da("nav.mine")).await?;
        widget.see(&da("mine.sent")).await?;
        see("one's own").await?;

        let near = format!("/ideas?near={},{},500", LONELY.1, LONELY.0);
        let widget = stage.open_at(&near).await?;
        widget.see(seen).await?;
        widget.press(&da("map.show")).await?;
        widget
            .wait_until(
                "its line below the map",
                "return !!root.querySelector('.map-results a')",
                ().into(),
            )
            .await?;
        see("the list and its map").await?;

        let widget = stage.open_at(&project).await?;
        widget.press(&da("expect.add")).await?;
        widget.find(Kind::Field, &da("expect.text")).await?;
        // Drivers cannot type everything that people can.
        let set = "
            const field = named(root, 'field', arguments[1][0])[0];
            field.value = arguments[1][1];
            field.dispatchEvent(new Event('input', { bubbles: true }));
            return null";
        widget.ask::<()>(set, json!([da("expect.text"), words])).await?;
        widget.press(&da("expect.send")).await?;
        let said = "return [...root.querySelectorAll('.offers')].some((list) => tidy(readable(list)).includes(tidy(arguments[1])))";
        widget.wait_until("what is expected", said, seen.into()).await?;
        see("what is expected").await?;
        let forget = "localStorage.clear(); history.replaceState(null, '', '#contact'); return null";
        widget.ask::<()>(forget, ().into()).await?;
    }
    Ok(())
}

async fn heading(widget: &Widget<'_>) -> Result<String> {
    let headings = widget.texts(".view-heading").await?;
    headings.into_iter().next().context("the view has no heading")
}

pub async fn is_harmless(widget: &Widget<'_>, view: &str) -> Result<()> {
    let script = "return window.hacked === undefined && !root.querySelector('script, img')";
    ensure!(
        widget.ask::<bool>(script, ().into()).await?,
        "{view}: text has become markup"
    );
    Ok(())
}

async fn too_long(widget: &Widget<'_>) -> Result<bool> {
    Ok(widget.count(".summary").await? > 0)
}
