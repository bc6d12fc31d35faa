//! When people meet: what is to come first, then what came of what was held (S2.6).

use leptos::prelude::AnyView;
use samskab_protocol::event::{Event, EventState};
use samskab_protocol::identifier::{Ref, RefType, Timestamp};
use samskab_protocol::text::{Link, is_safe};

use super::frame::{points, section};
use super::names::event_key;
use super::own::Own;
use super::seat::{room_words, seat_chunk};
use crate::app::App;
use crate::debate::{Part, heard};
use crate::language::now;
use crate::parts::chunk::later;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, all, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::prose::prose;

/// Draws the meetings of a project.
pub fn events(app: App, own: Own, events: &[Event]) -> Option<Tag> {
    let now = now();
    let (held, coming): (Vec<_>, Vec<_>) = events.iter().partition(|event| is_over(event, &now));
    let list = |key: &str, events: &[&Event], is_coming| {
        let list = events
            .iter()
            .fold(classed("ul", "events").attr("role", "list"), |list, item| {
                list.child(event(app, own, item, is_coming))
            });
        (!events.is_empty()).then(|| section(app, key).child(list))
    };
    let whole = all(vec![
        list("events.title", &coming, true).view(),
        list("events.held", &held, false).view(),
    ]);
    (!events.is_empty()).then(|| tag("div").child(whole))
}

/// Until its last minute people still ask where it is, and what is talked about.
fn is_over(event: &Event, now: &Timestamp) -> bool {
    event.state == EventState::Held || event.ends_at.as_ref().unwrap_or(&event.starts_at) < now
}

fn event(app: App, own: Own, event: &Event, is_coming: bool) -> Tag {
    let at = &event.starts_at;
    let when = match is_coming {
        true => meta::dated(at, app.language.moment(at)),
        false => meta::day(app, at),
    };
    let host = event
        .host
        .as_deref()
        .map(|host| tag("span").child(app.language.say_with("event.host", &[("name", host)])));
    let line = classed("p", "meta")
        .child(classed("span", "role").child(app.say(event_key(event.kind))))
        .child(when)
        .child(meta::place(event.place.as_ref()))
        .child(host);
    let rest = match (event.state, is_coming) {
        (EventState::Cancelled, _) => cancelled(app, own, event),
        (_, true) => coming(app, own, event),
        (_, false) => held(app, event),
    };
    tag("li")
        .child(heading(
            app,
            2,
            tag("span").attr("dir", "auto").child(event.title.as_str()),
        ))
        .child(line)
        .child(event.body.as_ref().map(prose))
        .child(rest)
}

/// Why it does not take place; and whoever signed up is told that nobody waits for them.
fn cancelled(app: App, own: Own, event: &Event) -> AnyView {
    let why = event.cancelled_reason.as_deref();
    let said = tag("p")
        .child(classed("b", "late").child(app.say("event.cancelled")))
        .child(why.map(|why| {
            all(vec![
                " ".view(),
                tag("span").attr("dir", "auto").child(why).view(),
            ])
        }));
    let reference = Ref::new(RefType::Event, &event.id);
    let seat = live(move || {
        let seat = own.of(&reference, |standing| standing.registration);
        seat.map(|_| tag("p").child(app.say("event.cancelled.own")))
            .view()
    });
    all(vec![said.view(), seat])
}

/// What will be talked about, how many seats there are, and how it gets into one's calendar.
fn coming(app: App, own: Own, event: &Event) -> AnyView {
    let agenda = (!event.agenda.is_empty()).then(|| {
        all(vec![
            classed("p", "small").child(app.say("event.agenda")).view(),
            points("bullets", &event.agenda).view(),
        ])
    });
    let ways = [
        (&event.online_url, "event.online"),
        (&event.calendar, "event.calendar"),
    ];
    let ways = ways.into_iter().filter_map(|(url, key)| {
        let url = url.as_deref().filter(|url| is_safe(url))?;
        Some(tag("a").attr("href", url).child(app.say(key)).view())
    });
    all(vec![
        agenda.view(),
        signing_up(app, own, event),
        classed("p", "actions").child(ways.collect::<Vec<_>>()).view(),
    ])
}

/// The way to sign up, or how many seats there are where nobody can sign up here.
fn signing_up(app: App, own: Own, event: &Event) -> AnyView {
    let Some(room) = event.registration else {
        return nothing();
    };
    if !app.with_service(|service| service.claims("registration")) {
        return room_words(app, room).view();
    }
    let event = event.clone();
    let seat = later(app, seat_chunk, move |draw, app| draw(app, own, &event));
    classed("div", "signing-up").child(seat).view()
}

/// What came of it, the minutes, and what was heard.
fn held(app: App, event: &Event) -> AnyView {
    let outcome = event.outcome.as_ref().map(|outcome| {
        let title = tag("p").child(tag("b").child(app.say("event.outcome")));
        classed("div", "said").child(title).child(prose(outcome))
    });
    let minutes = |link: &Link| tag("p").child(outward(link));
    // Where nobody counts it is not known whether anything was written down.
    let was_held = event.outcome.is_some() || event.state == EventState::Held;
    let heard = (was_held && event.summaries != Some(0)).then(|| {
        let is_there = event.summaries.is_some();
        let about = Ref::new(RefType::Event, &event.id);
        heard(app, &about, Part::Everything, &event.title, is_there)
    });
    all(vec![
        outcome.view(),
        event.minutes.as_ref().map(minutes).view(),
        heard.view(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meeting_is_to_come_until_it_ends() {
        let text = r#"{"id":"a","kind":"other","title":"Gåtur","starts_at":"2027-02-01T17:00:00Z"}"#;
        let mut event: Event = serde_json::from_str(text).unwrap();
        let over = |event: &Event, now: &str| is_over(event, &Timestamp(now.into()));
        assert!(!over(&event, "2027-02-01T17:00:00Z"));
        assert!(over(&event, "2027-02-01T17:01:00Z"));
        event.ends_at = Some(Timestamp("2027-02-01T19:00:00Z".into()));
        assert!(!over(&event, "2027-02-01T18:59:00Z"));
        assert!(over(&event, "2027-02-01T19:01:00Z"));
        event.state = EventState::Held;
        assert!(over(&event, "2027-02-01T18:00:00Z"));
    }
}
