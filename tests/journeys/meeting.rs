//! Meetings: a seat, the waiting list, making room for others, and what came of it.

use anyhow::{Context, Result, ensure};
use http::Method;
use samskab_protocol::event::Event;
use samskab_protocol::project::Project;
use samskab_tests::journeys;
use samskab_tests::network::Fault;
use samskab_tests::stage::Stage;
use samskab_tests::widget::{Kind, Widget};
use samskab_tests::words::{da, da_with};
use serde_json::json;

journeys![
    takes_a_seat_at_a_meeting_and_gives_it_back,
    waits_for_a_seat_where_all_are_taken.in_chromium(),
    reads_what_came_out_of_a_meeting.in_chromium(),
];

async fn takes_a_seat_at_a_meeting_and_gives_it_back(stage: &mut Stage<'_>) -> Result<()> {
    let (project, event) = meeting(stage, |taken, seats| taken < seats).await?;
    let (taken, seats) = numbers(&event)?;
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see(&event.title).await?;
    for point in &event.agenda {
        widget.see(point).await?;
    }
    let calendar = event.calendar.as_deref().context("no calendar file")?;
    let file = stage.backend.read_bytes(calendar).await?;
    ensure!(file.starts_with(b"BEGIN:VCALENDAR"), "{calendar} is no calendar");
    let link = "return [...root.querySelectorAll('a')].some((link) => link.href === arguments[1])";
    widget
        .wait_until("its calendar file", link, json!(calendar))
        .await?;
    let name = |key: &str| [&da(key), ": ", &event.title].concat();
    see_room(&widget, &event, taken, seats).await?;
    widget.see(&da("priv.seat")).await?;
    // Without network nothing has happened, and it is said.
    stage
        .network
        .fail(Method::PUT, "/registration", Fault::LoseRequest);
    widget.press(&name("seat.take")).await?;
    widget.see(&da("err.act.offline")).await?;
    stage.network.mend();
    widget.press(&name("seat.take")).await?;
    widget.see(&da("seat.taken")).await?;
    see_room(&widget, &event, taken + 1, seats).await?;
    // It is remembered, and counts once.
    stage.browser.reload().await?;
    widget.see(&da("seat.taken")).await?;
    see_room(&widget, &event, taken + 1, seats).await?;
    widget.press(&name("seat.leave")).await?;
    widget.find(Kind::Button, &name("seat.take")).await?;
    see_room(&widget, &event, taken, seats).await?;
    widget.fits_its_width().await
}

async fn waits_for_a_seat_where_all_are_taken(stage: &mut Stage<'_>) -> Result<()> {
    let (project, event) = meeting(stage, |taken, seats| taken >= seats).await?;
    let waiting = event.registration.context("nobody can sign up")?.waiting;
    ensure!(waiting > 1, "nobody waits");
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    let name = |key: &str| [&da(key), ": ", &event.title].concat();
    widget.press(&name("seat.wait")).await?;
    widget
        .see(&da_with("seat.waiting.ahead", &waiting.to_string()))
        .await?;
    widget
        .see(&da_with("event.waiting", &(waiting + 1).to_string()))
        .await?;
    widget.press(&name("seat.leave")).await?;
    widget.find(Kind::Button, &name("seat.wait")).await?;
    widget.see(&da_with("event.waiting", &waiting.to_string())).await
}

async fn reads_what_came_out_of_a_meeting(stage: &mut Stage<'_>) -> Result<()> {
    for project in stage.backend.projects().await? {
        let held = project.events.iter().find(|event| event.outcome.is_some());
        let Some(event) = held else { continue };
        let heard = |event: &&Event| event.summaries.is_some_and(|count| count > 0);
        let Some(summed_up) = project.events.iter().find(heard) else {
            continue;
        };
        let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
        widget.see(&da("events.held")).await?;
        widget.see(&event.title).await?;
        let outcome = event.outcome.as_ref().context("nothing came of it")?;
        widget.see(&outcome.value).await?;
        // A way to what was heard is there where it was written down, and nowhere else.
        let way = |event: &Event| [&da("heard.show"), ": ", &event.title].concat();
        widget.find(Kind::Button, &way(summed_up)).await?;
        let held = project.events.iter().filter(|event| event.outcome.is_some());
        let silent: Vec<_> = held.filter(|event| !heard(event)).map(way).collect();
        ensure!(!silent.is_empty(), "all of them were summed up");
        let none = "return arguments[1].every((name) => named(root, 'button', name).length === 0)";
        return widget.wait_until("no way to nothing", none, json!(silent)).await;
    }
    anyhow::bail!("nothing came of any meeting")
}

/// A meeting to come that one can sign up for, by how many seats are taken of how many.
pub async fn meeting(stage: &Stage<'_>, wanted: fn(u32, u32) -> bool) -> Result<(Project, Event)> {
    for project in stage.backend.projects().await? {
        let fits = |event: &&Event| {
            let room = event.registration.filter(|room| room.open);
            room.is_some_and(|room| room.capacity.is_some_and(|seats| wanted(room.registered, seats)))
        };
        if let Some(event) = project.events.iter().find(fits) {
            return Ok((project.clone(), event.clone()));
        }
    }
    anyhow::bail!("no meeting is like that")
}

fn numbers(event: &Event) -> Result<(u32, u32)> {
    let room = event.registration.context("nobody can sign up")?;
    Ok((room.registered, room.capacity.context("seats without end")?))
}

async fn see_room(widget: &Widget<'_>, event: &Event, taken: u32, seats: u32) -> Result<()> {
    let words = da("event.seats")
        .replace("{x}", &taken.to_string())
        .replace("{y}", &seats.to_string());
    let script = "return [...root.querySelectorAll('.events > li')].some((item) => {
        const words = tidy(readable(item));
        return arguments[1].every((part) => words.includes(part));
    })";
    widget
        .wait_until("its seats", script, json!([event.title, words]))
        .await
}
