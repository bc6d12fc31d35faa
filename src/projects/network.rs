//! What other municipalities have shared, with their names and the way to each (S3.4). It is read there, not here.

use leptos::prelude::*;
use samskab_protocol::network::{Shared, SharedType};
use samskab_protocol::page::Page;
use samskab_protocol::text::Link;

use super::frame::section;
use crate::app::App;
use crate::backend::load::{Load, Loading, load, waiting_for};
use crate::parts::failure::failure;
use crate::parts::heading::heading;
use crate::parts::link::outward;
use crate::parts::markup::{Content, Tag, classed, live, nothing, tag};
use crate::parts::meta;
use crate::parts::more::pages;

/// Draws it below the overview; nothing where the municipality is alone, or the others have shared nothing.
pub fn network(app: App) -> AnyView {
    if !app.with_service(|service| service.claims("network")) {
        return nothing();
    }
    let found: Loading<Page<Shared>> = waiting_for();
    let fetch = move || load(found, app.client.get(app.client.url("/network?limit=6")));
    fetch();
    live(move || {
        found.with(|found| match found {
            Load::Waiting(_) => nothing(),
            Load::Failed(why) => failure(app, why, fetch).view(),
            Load::Ready(page) if page.items.is_empty() => nothing(),
            Load::Ready(page) => whole(app, page).view(),
        })
    })
}

fn whole(app: App, page: &Page<Shared>) -> Tag {
    let cards = classed("ol", "cards")
        .attr("role", "list")
        .child(pages(app, page, card));
    section(app, "network.title")
        .child(tag("p").child(app.say("network.lead")))
        .child(cards)
}

fn card(app: App, shared: &Shared) -> Tag {
    let there = Link {
        url: shared.url.clone(),
        title: shared.title.clone(),
    };
    let kind = match shared.of {
        SharedType::Project => Some("network.project"),
        SharedType::Story => Some("kind.story"),
        SharedType::Other => None,
    };
    let from = app
        .language
        .say_with("network.from", &[("name", &shared.origin.title)]);
    let line = classed("p", "meta")
        .child(kind.map(|key| classed("span", "kind").child(app.say(key))))
        .child(tag("b").child(from))
        .child(meta::day(app, &shared.at));
    classed("li", "card")
        .child(heading(app, 2, outward(&there).attr("dir", "auto")))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(shared.summary.as_str()),
        )
        .child(line)
}
