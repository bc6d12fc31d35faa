//! The screens of every composer, each as it comes, with what is wrong on it, and filled in.

use anyhow::{Context, Result};
use samskab_protocol::project::ProjectState;
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, en};

use super::Say;
use crate::acts::{drawn, fill_all, look};

journeys![
    has_no_barriers_in_any_composer.in_chromium(),
    has_no_barriers_in_any_composer_in_the_dark
        .in_chromium()
        .in_the_dark(),
];

async fn has_no_barriers_in_any_composer(stage: &mut Stage<'_>) -> Result<()> {
    compose(stage, "one.html", da).await
}

async fn has_no_barriers_in_any_composer_in_the_dark(stage: &mut Stage<'_>) -> Result<()> {
    compose(stage, "english.html", en).await
}

async fn compose(stage: &Stage<'_>, page: &str, say: Say) -> Result<()> {
    let projects = stage.backend.projects().await?;
    let open = projects
        .iter()
        .find(|project| project.state == ProjectState::Open);
    let project = format!("/projects/{}/new", open.context("no project is open")?.id);
    for (number, place) in ["/new", &project].iter().enumerate() {
        let widget = stage.open(&format!("{page}?{number}#samskab={place}")).await?;
        widget.find(Kind::Link, &say("choose.idea")).await?;
        look(stage, place).await?;
    }
    for kind in ["question", "dilemma", "barrier", "story"] {
        let widget = stage.open(&format!("{page}?{kind}#samskab=/new/{kind}")).await?;
        drawn(&widget).await?;
        while widget.has(Kind::Button, &say("continue")).await? {
            let screen = heading(&widget).await?;
            see_screen(stage, &widget, &format!("{kind}, {screen}"), say).await?;
            widget.press(&say("continue")).await?;
            arrive(&widget, &screen).await?;
        }
        look(stage, &format!("{kind}, the last look")).await?;
        widget.press(&say(&format!("submit.{kind}"))).await?;
        widget.see(&say("sent.heading")).await?;
        look(stage, &format!("{kind}, the receipt")).await?;
    }
    Ok(())
}

/// Sees a screen as it comes, with its complaints if it has any, and filled in.
async fn see_screen(stage: &Stage<'_>, widget: &Widget<'_>, screen: &str, say: Say) -> Result<()> {
    look(stage, screen).await?;
    if widget.has(Kind::Link, &say("skip")).await? {
        // Nothing here has to be answered.
    } else if widget.count(".field :is(textarea, input[type=text])").await? > 0 && !is_filled(widget).await? {
        let before = heading(widget).await?;
        widget.press(&say("continue")).await?;
        if widget.count(".summary").await? > 0 {
            look(stage, &format!("{screen}, with what is wrong")).await?;
        } else {
            arrive(widget, &before).await?;
            return stage.browser.back().await;
        }
    }
    if widget.has(Kind::Button, &say("place.pin")).await? {
        widget.press(&say("place.pin")).await?;
        let ground = "return root.querySelectorAll('.map path.ground').length > 9";
        widget.wait_until("the drawn ground", ground, ().into()).await?;
        widget.press(&say("map.set")).await?;
        widget.see(&say("map.chosen")).await?;
    }
    fill_all(widget, "Et par ord om det").await?;
    look(stage, &format!("{screen}, filled in")).await
}

async fn is_filled(widget: &Widget<'_>) -> Result<bool> {
    let script = "return [...root.querySelectorAll('.compose :is(textarea, input[type=text])')].every((field) => field.value)";
    widget.ask(script, ().into()).await
}

/// Waits until another screen than this one is there.
async fn arrive(widget: &Widget<'_>, before: &str) -> Result<()> {
    let script = "
        const heading = tidy(root.querySelector('.view-heading')?.textContent);
        return heading !== '' && heading !== arguments[1]";
    widget.wait_until("the next screen", script, before.into()).await
}

async fn heading(widget: &Widget<'_>) -> Result<String> {
    let headings = widget.texts(".view-heading").await?;
    headings.into_iter().next().context("the view has no heading")
}
