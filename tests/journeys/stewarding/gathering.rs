//! Inviting people to a meeting, and calling it off.

use anyhow::{Context, Result, ensure};
use samskab_protocol::event::{Event, EventKind, EventState};
use samskab_tests::journeys;
use samskab_tests::stage::Stage;
use samskab_tests::words::da;
use serde_json::json;

use super::{choose, come_in, open_project, rewrite, set_day};
use crate::meeting::meeting;

journeys![
    invites_to_a_meeting_with_room_for_so_many.in_chromium(),
    calls_a_meeting_off_with_a_reason_that_reaches_whoever_signed_up.in_chromium(),
];

async fn invites_to_a_meeting_with_room_for_so_many(stage: &mut Stage<'_>) -> Result<()> {
    let (widget, project) = open_project(stage, "steward.do.event").await?;
    widget.press(&da("steward.event.send")).await?;
    widget.see(&da("steward.err.title")).await?;
    widget.see(&da("steward.err.moment")).await?;
    choose(&widget, &da("steward.event.kind"), "debate_salon").await?;
    widget.fill(&da("steward.event.title"), "Salon på kajen").await?;
    set_day(&widget, "steward.event.starts", "2027-03-04T19:00").await?;
    set_day(&widget, "steward.event.ends", "2027-03-04T18:00").await?;
    widget.fill(&da("steward.event.place"), "Bådehuset").await?;
    choose(&widget, &da("steward.event.coming"), "open").await?;
    widget.fill(&da("steward.event.capacity"), "24").await?;
    widget.press(&da("steward.event.send")).await?;
    widget.see(&da("steward.event.backwards")).await?;
    set_day(&widget, "steward.event.ends", "2027-03-04T21:00").await?;
    widget.press(&da("steward.event.send")).await?;
    widget.see(&da("steward.event.done")).await?;
    let path = format!("/events?limit=100&project={}", project.id);
    let events: Vec<Event> = stage.backend.page(&path).await?;
    let made = events.iter().find(|one| one.title == "Salon på kajen");
    let made = made.context("it is not there")?;
    ensure!(made.kind == EventKind::DebateSalon, "{made:?}");
    let seats = made.registration.context("nobody can sign up")?;
    ensure!(seats.open && seats.capacity == Some(24), "{seats:?}");
    let widget = stage.open_at(&format!("/projects/{}", project.id)).await?;
    widget.see("Salon på kajen").await?;
    widget.see("Bådehuset").await
}

async fn calls_a_meeting_off_with_a_reason_that_reaches_whoever_signed_up(
    stage: &mut Stage<'_>,
) -> Result<()> {
    let (project, event) = meeting(stage, |taken, seats| taken < seats).await?;
    let page = format!("/projects/{}", project.id);
    let widget = stage.open_at(&page).await?;
    widget
        .press(&[&da("seat.take"), ": ", &event.title].concat())
        .await?;
    widget.see(&da("seat.taken")).await?;
    let widget = stage.open_at("/mine").await?;
    widget.see(&event.title).await?;
    widget.see(&da("mine.seat")).await?;
    let widget = come_in(stage, &format!("/steward{page}")).await?;
    widget.press(&da("steward.do.events")).await?;
    let change = da("steward.event.change").replace("{title}", &event.title);
    widget.press(&change).await?;
    // All that was said of it stands there, and the hour is the same after it was read and written.
    widget.see_value(&da("steward.event.title"), &event.title).await?;
    rewrite(&widget, "steward.event.place", "Gymnastiksalen").await?;
    // Nobody is left standing before a locked door without a reason.
    choose(&widget, &da("steward.event.state"), "cancelled").await?;
    widget.press(&da("steward.event.save")).await?;
    widget.see(&da("err.text.empty")).await?;
    let reason = "Stormen har taget taget af salen.";
    widget.fill(&da("steward.event.reason"), reason).await?;
    // A colleague has changed something else meanwhile: both are kept.
    let more = json!({ "body": { "value": "Vi begynder med kaffe.", "lang": "da" } });
    stage.backend.change_event(&event.id, &more).await?;
    widget.press(&da("steward.event.save")).await?;
    widget.see(&da("steward.err.changed")).await?;
    widget.press(&da("steward.event.save")).await?;
    widget.see(&da("steward.event.changed")).await?;
    let now: Event = stage.backend.one(&format!("/events/{}", event.id)).await?;
    ensure!(now.state == EventState::Cancelled, "{now:?}");
    ensure!(
        now.starts_at == event.starts_at && now.ends_at == event.ends_at,
        "{now:?}"
    );
    ensure!(now.agenda == event.agenda, "{now:?}");
    ensure!(
        now.place.is_some_and(|place| place.name == "Gymnastiksalen"),
        "it is elsewhere"
    );
    ensure!(
        now.body
            .is_some_and(|body| body.value == "Vi begynder med kaffe."),
        "a colleague's words are lost"
    );
    let calendar = event.calendar.as_deref().context("no calendar file")?;
    let file = stage.backend.read_bytes(calendar).await?;
    let file = String::from_utf8_lossy(&file).replace("\r\n ", "");
    ensure!(
        file.contains("STATUS:CANCELLED") && file.contains(reason),
        "{file}"
    );
    for (place, words) in [
        (page.as_str(), da("event.cancelled.own")),
        ("/mine", da("mine.cancelled")),
        ("/projects", da("card.off")),
    ] {
        let widget = stage.open_at(place).await?;
        widget.see(&words).await?;
        widget.see(reason).await?;
    }
    Ok(())
}
