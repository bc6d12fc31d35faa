//! The meetings that one has signed up for: when they are, and whether they take place (S2.6).

use leptos::prelude::*;
use samskab_protocol::event::{Event, EventState, SeatState};
use samskab_protocol::identifier::{Ref, RefType};

use super::own::{Own, OwnPlace};
use super::room::{list, section};
use super::sent::titled;
use crate::app::App;
use crate::backend::client::{Client, encode};
use crate::backend::failure::Failure;
use crate::backend::load::{Loading, load, waiting_for};
use crate::language::now;
use crate::parts::failure::loaded;
use crate::parts::heading::heading;
use crate::parts::markup::{Content, Tag, classed, nothing, tag};
use crate::parts::meta;
use crate::route::Place;

/// So many are looked up; more than that is a list for another place.
const AT_MOST: usize = 20;

/// Draws those to come, the soonest first, if there are any.
pub fn meetings(app: App, own: &Own) -> AnyView {
    let places = own.all.registrations.clone();
    if places.is_empty() {
        return nothing();
    }
    let found: Loading<Vec<(OwnPlace, Event)>> = waiting_for();
    let fetch = move || load(found, look_up(app.client, places.clone()));
    fetch();
    loaded(app, found, fetch, move |found| {
        let rows: Vec<_> = found
            .iter()
            .map(|(own, event)| row(app, own, event).view())
            .collect();
        match rows.is_empty() {
            true => nothing(),
            false => section(app, "mine.meetings").child(list(rows)).view(),
        }
    })
}

fn row(app: App, own: &OwnPlace, event: &Event) -> Tag {
    let project = event.project.as_ref();
    let place = project.map(|project| Place::Project(project.id.clone()));
    let at = &event.starts_at;
    let meta = classed("p", "meta")
        .child(meta::dated(at, app.language.moment(at)))
        .child(meta::place(event.place.as_ref()));
    let why = event.cancelled_reason.as_deref();
    let state = match (event.state, own.state) {
        (EventState::Cancelled, _) => tag("p")
            .child(classed("b", "late").child(app.say("mine.cancelled")))
            .child(why.map(|why| [" ", why].concat())),
        (_, SeatState::Registered) => tag("p").child(app.say("mine.seat")),
        _ => tag("p").child(app.say("mine.seat.waiting")),
    };
    classed("li", "card")
        .child(heading(app, 2, titled(app, place, event.title.clone())))
        .child(meta)
        .child(state)
}

/// When and where they are. What is over or gone is left out.
async fn look_up(client: Client, places: Vec<OwnPlace>) -> Result<Vec<(OwnPlace, Event)>, Failure> {
    let now = now();
    let mut found = Vec::new();
    // Ids count upwards with time: the last that one has signed up for are looked up.
    for own in places.into_iter().rev().take(AT_MOST) {
        let Some(event) = Ref::parse(&own.reference).filter(|event| event.of == RefType::Event) else {
            continue;
        };
        let path = ["/events/", &encode(&event.id)].concat();
        match client.get::<Event>(client.url(&path)).await {
            Ok(event) if *event.ends_at.as_ref().unwrap_or(&event.starts_at) >= now => {
                found.push((own, event));
            }
            Ok(_) => {}
            Err(failure)
                if failure
                    .problem()
                    .is_some_and(|problem| matches!(problem.status, 404 | 410)) => {}
            Err(failure) => return Err(failure),
        }
    }
    found.sort_by(|one, other| one.1.starts_at.cmp(&other.1.starts_at));
    Ok(found)
}
