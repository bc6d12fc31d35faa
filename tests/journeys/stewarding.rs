//! Staff in the widget: in with a token, answer, moderate and tell what was decided, each with its reason and in the name
//! of an office.

pub mod answering;
pub mod entering;
pub mod framing;
pub mod gathering;
pub mod moderating;
pub mod replying;
pub mod telling;

use anyhow::{Context, Result};
use samskab_protocol::project::{Project, ProjectState};
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::da;
use serde_json::{Value, json};

/// The office in whose name they work.
pub const OFFICE: &str = "Plan og Byg";
/// What they answer.
pub const ANSWER: &str = "Vi sætter to lamper op i uge 12, fordi busserne kører der efter mørkets frembrud.";

/// Opens a place for staff and comes in with a token.
pub async fn come_in<'a>(stage: &'a Stage<'_>, place: &str) -> Result<Widget<'a>> {
    let token = stage.backend.appoint(OFFICE).await?;
    let widget = stage.open_at(place).await?;
    enter(&widget, &token).await?;
    Ok(widget)
}

/// Comes in with a token.
pub async fn enter(widget: &Widget<'_>, token: &str) -> Result<()> {
    let field = widget.find(Kind::Field, &da("steward.token")).await?;
    field.clear().await?;
    field.send_keys(token).await?;
    widget.press(&da("steward.enter")).await?;
    widget.find(Kind::Button, &da("steward.leave")).await?;
    Ok(())
}

/// The title of what is most urgent.
pub async fn first_case(widget: &Widget<'_>) -> Result<String> {
    let drawn = "return root.querySelectorAll('.card a').length > 0";
    widget.wait_until("what waits", drawn, Value::Null).await?;
    let titles = widget.texts(".card a").await?;
    titles.into_iter().next().context("nothing waits")
}

/// Presses what is asked under a key.
pub async fn press_field(widget: &Widget<'_>, key: &str) -> Result<()> {
    Ok(widget.find(Kind::Field, &da(key)).await?.click().await?)
}

/// Chooses in a list by the value that is sent.
pub async fn choose(widget: &Widget<'_>, label: &str, value: &str) -> Result<()> {
    let field = widget.find(Kind::Field, label).await?;
    Ok(field.select_by_value(value).await?)
}

/// Comes in at an open project, with one of the things that staff do there unfolded.
pub async fn open_project<'a>(stage: &'a Stage<'_>, task: &str) -> Result<(Widget<'a>, Project)> {
    let projects = stage.backend.projects().await?;
    let project = projects
        .into_iter()
        .find(|project| project.state == ProjectState::Open && !project.phases.is_empty())
        .context("no project is open")?;
    let widget = come_in(stage, &format!("/steward/projects/{}", project.id)).await?;
    widget.press(&da(task)).await?;
    Ok((widget, project))
}

/// Writes something else in a field.
pub async fn rewrite(widget: &Widget<'_>, key: &str, text: &str) -> Result<()> {
    let field = widget.find(Kind::Field, &da(key)).await?;
    field.clear().await?;
    Ok(field.send_keys(text).await?)
}

/// Picks a day.
pub async fn set_day(widget: &Widget<'_>, key: &str, day: &str) -> Result<()> {
    let script = "
        const [name, day] = arguments[1];
        const [input] = named(root, 'field', name);
        input.value = day;
        input.dispatchEvent(new Event('input', { bubbles: true }))";
    widget.ask(script, json!([da(key), day])).await
}
