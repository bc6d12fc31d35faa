//! Who, when, where: the line below a title.

use leptos::prelude::AnyView;
use samskab_protocol::author::{Author, Role};
use samskab_protocol::contribution::Place;
use samskab_protocol::identifier::{Precision, Timestamp};

use crate::app::App;
use crate::parts::markup::{Content, Tag, all, classed, tag};

/// Key of the word for a role.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Citizen => "role.citizen",
        Role::Business => "role.business",
        Role::Association => "role.association",
        Role::Politician => "role.politician",
        Role::Staff => "role.staff",
        Role::Other => "role.other",
    }
}

/// Role in words, name, affiliation, and whether it has been verified.
pub fn author(app: App, author: Option<&Author>) -> AnyView {
    let Some(author) = author else {
        return tag("span").child(app.say("author.unknown")).view();
    };
    let verified = author.verified.then(|| {
        classed("span", "verified")
            .attr("role", "img")
            .attr("aria-label", app.say("author.verified"))
            .child(" ✓")
    });
    let name = tag("span")
        .child(tag("bdi").child(author.name.as_str()))
        .child(verified);
    // Whom somebody speaks for is shown only where the municipality has checked it (S2.1).
    let affiliation = author
        .affiliation
        .as_deref()
        .filter(|_| author.verified)
        .map(theirs);
    all(vec![
        classed("span", "role")
            .child(app.say(role_key(author.role)))
            .view(),
        name.view(),
        affiliation.view(),
    ])
}

/// A moment: near ones as "3 days ago", with the whole date for those who ask. Of one that is only known to the hour
/// or the day no more than the day is told.
pub fn time(app: App, at: &Timestamp, precision: Precision) -> Tag {
    if !precision.is_usual() {
        return day(app, at);
    }
    dated(at, app.language.since(at)).attr("title", app.language.moment(at))
}

/// A day.
pub fn day(app: App, at: &Timestamp) -> Tag {
    dated(at, app.language.day(at))
}

/// Words for a moment.
pub fn dated(at: &Timestamp, words: String) -> Tag {
    tag("time").attr("datetime", at.as_str()).child(words)
}

/// Where it is.
pub fn place(place: Option<&Place>) -> Option<Tag> {
    place.map(|place| theirs(&place.name))
}

/// Somebody's own words in a line of ours, whichever way they are written.
pub fn theirs(words: &str) -> Tag {
    tag("span").attr("dir", "auto").child(words)
}
