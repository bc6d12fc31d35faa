//! In whose name one works, where one can go, and the way out.

use leptos::prelude::*;
use samskab_protocol::queue::Waiting;

use super::account::{self, Account, Present};
use super::path::Room;
use crate::app::App;
use crate::parts::link::link;
use crate::parts::markup::{Tag, button, classed, tag};
use crate::route::Place;

/// Draws it above every place for staff.
pub fn frame(app: App, present: Present, account: &Account, room: &Room) -> Tag {
    let office = account.office.as_deref().or(account.name.as_deref());
    let office = office.unwrap_or_default();
    let who = app.language.say_with("steward.office", &[("office", office)]);
    let leave = button("link", app.say("steward.leave"), move |_| {
        account::forget(app.client);
        app.arrive();
        present.set(None);
    });
    let whoami = classed("p", "who")
        .child(tag("span").attr("dir", "auto").child(who))
        .child(leave);
    let at_queue = matches!(room, Room::Queue(_) | Room::Case(_));
    let at_find = matches!(room, Room::Find(_));
    let places = [
        (Room::Queue(None).place(), "steward.queue", at_queue),
        (Room::Find(String::new()).place(), "steward.find", at_find),
        (Room::Projects.place(), "steward.projects", !at_queue && !at_find),
        (Place::Log, "log.title", false),
    ];
    let links = places.into_iter().fold(tag("ul"), |links, (place, key, here)| {
        let link = link(app, "", place, app.say(key)).maybe("aria-current", here.then_some("true"));
        links.child(tag("li").child(link))
    });
    classed("div", "desk").child(whoami).child(
        classed("nav", "rooms")
            .attr("aria-label", app.say("steward.nav"))
            .child(links),
    )
}

/// What can be waited for, in the order of the filters.
pub const REASONS: [Waiting; 7] = [
    Waiting::Overdue,
    Waiting::DueSoon,
    Waiting::Appealed,
    Waiting::Reported,
    Waiting::Pending,
    Waiting::Expected,
    Waiting::Offered,
];

/// Key of the words for what something waits for.
pub fn reason_key(reason: Waiting) -> &'static str {
    match reason {
        Waiting::Pending => "steward.pending",
        Waiting::Reported => "steward.reported",
        Waiting::Appealed => "steward.appealed",
        Waiting::DueSoon => "steward.due_soon",
        Waiting::Overdue => "steward.overdue",
        Waiting::Expected => "steward.expected",
        Waiting::Offered => "steward.offered",
        Waiting::Other => "steward.waits",
    }
}
