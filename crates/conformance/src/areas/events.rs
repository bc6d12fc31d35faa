//! When people meet: in a calendar of one's own, with a seat for everybody who has one.

use reqwest::Method;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::clause::Clause;
use crate::description::Description;
use crate::people::Person;
use crate::run::{Run, encode};
use crate::stage::Written;
use crate::verdict::Outcome;
use crate::{clauses, ensure, inconclusive};

/// The clauses of this area.
pub fn clauses() -> Vec<Clause> {
    clauses![
        "SMK-EVT-1" Must Queries ["events"] "Events are listed and read one by one, in the form that the description gives them."
            because "Clients read them by that form." source "openapi, listEvents" => shows_events_in_form,
        "SMK-EVT-2" Must Queries ["events"] "The soonest event comes first."
            because "One looks for when to go next." source "openapi, listEvents" => sorts_by_time,
        "SMK-EVT-3" Must Queries ["events"] "Each event has a calendar file that programs can read."
            because "What is not in the calendar is forgotten." source "RFC 5545" => writes_calendar_files,
        "SMK-EVT-4" Must Steward ["events", "steward", "test-support"] "A steward puts up an event, residents cannot."
            because "Whoever comes relies on the invitation." source "openapi, createEvent" => takes_events_from_stewards,
        "SMK-EVT-5" Must Steward ["events", "steward", "test-support"] "A cancelled event says why, or is refused."
            because "Whoever stands before a locked door should know." source "openapi, CreateEvent" => wants_a_reason_to_cancel,
        "SMK-EVT-6" Must Steward ["events", "steward", "test-support"] "A change to an event names the version that it changes."
            because "Of two who change the same, one would lose their change without a word." source "RFC 6585, 3" => wants_a_condition,
        "SMK-EVT-7" Must Steward ["registration", "steward", "test-support"] "No more have a seat than there are; the others wait in order, and move up."
            because "A room holds so many and no more." source "openapi, register" => fills_seats_in_order,
        "SMK-EVT-8" Must Steward ["registration", "steward", "test-support"] "However often one signs up, one has one seat."
            because "A button gets pressed twice." source "openapi, register" => gives_one_seat_each,
        "SMK-EVT-9" Must Steward ["registration", "steward", "test-support"] "Who has signed up is told to nobody."
            because "Where one goes is one's own matter." source "openapi, Registration" => tells_nobody_who,
    ]
}

async fn shows_events_in_form(run: &Run) -> Outcome {
    let page = run.read("/events?limit=20").await?;
    Description::shared().check("get", "/events", &page)?;
    for id in page.ids()?.iter().take(5) {
        let one = run.read(format!("/events/{}", encode(id))).await?;
        Description::shared().check("get", "/events/{id}", &one)?;
    }
    Ok(())
}

async fn sorts_by_time(run: &Run) -> Outcome {
    let page = run.read("/events?limit=50").await?;
    let times: Vec<&str> = page
        .items()?
        .iter()
        .filter_map(|item| item["starts_at"].as_str())
        .collect();
    ensure!(
        times.is_sorted(),
        "{} is not sorted by when they begin",
        page.asked
    );
    Ok(())
}

async fn writes_calendar_files(run: &Run) -> Outcome {
    let ids = run.read("/events?limit=20").await?.ids()?;
    if ids.is_empty() {
        inconclusive!("there is no event");
    }
    for id in ids.iter().take(5) {
        let file = run.read(format!("/events/{}.ics", encode(id))).await?;
        ensure!(
            file.media_type() == "text/calendar",
            "{} answered as {:?}",
            file.asked,
            file.media_type()
        );
        let text = String::from_utf8_lossy(&file.body);
        for line in [
            "BEGIN:VCALENDAR\r\n",
            "VERSION:2.0\r\n",
            "PRODID:",
            "BEGIN:VEVENT\r\n",
            "UID:",
            "DTSTAMP:",
            "DTSTART",
            "END:VEVENT\r\n",
            "END:VCALENDAR",
        ] {
            ensure!(text.contains(line), "{} lacks {}", file.asked, line.trim());
        }
        let is_folded = text.split("\r\n").all(|line| line.len() <= 75);
        ensure!(is_folded, "{} has lines of more than 75 octets", file.asked);
    }
    Ok(())
}

fn event_in(sandbox: &str, title: String, capacity: Option<u64>) -> Value {
    let mut event = json!({
        "project": sandbox, "kind": "debate_salon", "title": title, "starts_at": "2099-01-01T18:00:00Z",
    });
    if let Some(capacity) = capacity {
        event["registration"] = json!({ "open": true, "capacity": capacity });
    }
    event
}

async fn put_up(run: &Run, capacity: Option<u64>) -> Outcome<Written> {
    let event = event_in(run.sandbox()?, run.text("An event"), capacity);
    run.create(run.steward().await?, "/events", "event", &event).await
}

async fn takes_events_from_stewards(run: &Run) -> Outcome {
    let event = event_in(run.sandbox()?, run.text("An event"), None);
    run.ask(Method::POST, "/events")
        .by(run.alice().await?)
        .json(&event)
        .await?
        .expect_problem(403, "not-allowed")?;
    run.ask(Method::POST, "/events")
        .json(&event)
        .await?
        .expect_problem(401, "unauthorized")?;
    let made = put_up(run, None).await?;
    Description::shared().check("post", "/events", &made.answer)?;
    let there = run.read(&made.path).await?;
    Description::shared().check("get", "/events/{id}", &there)?;
    run.read(format!("{}.ics", made.path)).await.map(drop)
}

async fn wants_a_reason_to_cancel(run: &Run) -> Outcome {
    let made = put_up(run, None).await?;
    let tag = run.read(&made.path).await?.header("etag").to_owned();
    let answer = change(run, &made, &tag, json!({ "state": "cancelled" }))
        .await?
        .expect_problem(422, "validation")?;
    let pointer = answer.text_at("/errors/0/pointer")?;
    ensure!(
        pointer == "/cancelled_reason",
        "{} points at {pointer}",
        answer.asked
    );
    let reason = run.text("The room is flooded.");
    let done = change(
        run,
        &made,
        &tag,
        json!({ "state": "cancelled", "cancelled_reason": reason }),
    )
    .await?;
    done.expect(200).map(drop)
}

async fn wants_a_condition(run: &Run) -> Outcome {
    let made = put_up(run, None).await?;
    let old = run.read(&made.path).await?.header("etag").to_owned();
    let (one, other) = (json!({ "host": "One" }), json!({ "host": "Other" }));
    change(run, &made, "", one.clone())
        .await?
        .expect_problem(428, "precondition-required")?;
    change(run, &made, &old, one).await?.expect(200)?;
    change(run, &made, &old, other)
        .await?
        .expect_problem(412, "changed-meanwhile")
        .map(drop)
}

async fn change(run: &Run, made: &Written, tag: &str, changes: Value) -> Outcome<Answer> {
    let asked = run.ask(Method::PATCH, &made.path).by(run.steward().await?);
    let asked = if tag.is_empty() {
        asked
    } else {
        asked.header("if-match", tag)
    };
    asked.json(&changes).await
}

async fn sign_up(run: &Run, person: &Person, made: &Written, verb: Method) -> Outcome<Answer> {
    run.ask(verb, format!("{}/registration", made.path))
        .by(person)
        .await
}

async fn fills_seats_in_order(run: &Run) -> Outcome {
    let made = put_up(run, Some(1)).await?;
    let (alice, bob) = (run.alice().await?, run.bob().await?);
    for (person, wanted) in [(alice, "registered"), (bob, "waiting")] {
        let seat = sign_up(run, person, &made, Method::PUT)
            .await?
            .expect_one_of(&[200, 201])?;
        Description::shared().check("put", "/events/{id}/registration", &seat)?;
        let state = seat.at("/state")?;
        ensure!(
            state == wanted,
            "{} gave {} the state {state}",
            seat.asked,
            person.name
        );
    }
    must_have(run, &made, 1, 1).await?;
    sign_up(run, alice, &made, Method::DELETE)
        .await?
        .expect_one_of(&[200, 204])?;
    must_have(run, &made, 1, 0).await
}

async fn gives_one_seat_each(run: &Run) -> Outcome {
    let made = put_up(run, Some(5)).await?;
    for _ in 0..2 {
        sign_up(run, run.alice().await?, &made, Method::PUT)
            .await?
            .expect_one_of(&[200, 201])?;
    }
    must_have(run, &made, 1, 0).await?;
    for _ in 0..2 {
        sign_up(run, run.alice().await?, &made, Method::DELETE)
            .await?
            .expect_one_of(&[200, 204])?;
    }
    must_have(run, &made, 0, 0).await?;
    let unknown = run
        .ask(Method::PUT, format!("{}/registration", made.path))
        .await?;
    unknown.expect_problem(401, "unauthorized").map(drop)
}

async fn must_have(run: &Run, made: &Written, registered: u64, waiting: u64) -> Outcome {
    run.eventually(async || {
        let there = run.read(&made.path).await?;
        let (seats, queue) = (
            there.at("/registration/registered")?,
            there.at("/registration/waiting")?,
        );
        let is_so = *seats == registered && *queue == waiting;
        ensure!(
            is_so,
            "{} has {seats} with a seat and {queue} waiting",
            there.asked
        );
        Ok(())
    })
    .await
}

async fn tells_nobody_who(run: &Run) -> Outcome {
    let made = put_up(run, Some(5)).await?;
    let guest = run.newcomer("Conform Guest at an event").await?;
    sign_up(run, &guest, &made, Method::PUT)
        .await?
        .expect_one_of(&[200, 201])?;
    let there = run.read(&made.path).await?;
    let text = String::from_utf8_lossy(&there.body);
    let is_told = text.contains(&guest.name) || guest.id.as_deref().is_some_and(|id| text.contains(id));
    ensure!(!is_told, "{} tells who has signed up", there.asked);
    Ok(())
}
