//! What a contribution comes from, what comes from it, and what stops it: linked both ways, with credit (C3, S3.3).

use leptos::prelude::AnyView;
use samskab_protocol::contribution::{Contribution, ContributionLink};

use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::link::link;
use crate::parts::markup::{Content, Tag, all, classed, tag};
use crate::parts::meta;
use crate::parts::prose::prose;
use crate::route::Place;

/// Draws what is linked, each list under its own words.
pub fn lineage(app: App, contribution: &Contribution) -> AnyView {
    let stops = contribution
        .barrier
        .as_ref()
        .map_or(&[][..], |barrier| &barrier.stops);
    let lists = [
        ("lineage.stopped_by", &contribution.stopped_by[..]),
        ("lineage.stops", stops),
        ("lineage.based_on", &contribution.based_on),
        ("lineage.built_on_by", &contribution.built_on_by),
        ("lineage.merged_from", &contribution.merged_from),
    ];
    all(lists
        .into_iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(key, links)| list(app, key, links).view())
        .collect())
}

fn list(app: App, key: &str, links: &[ContributionLink]) -> Tag {
    let list = links.iter().fold(classed("ul", "linked"), |list, item| {
        let meta =
            classed("p", "meta").child(item.author.as_ref().map(|author| meta::author(app, Some(author))));
        list.child(
            tag("li")
                .child(linked(app, item))
                .child(meta)
                .child(item.reason.as_ref().map(prose)),
        )
    });
    classed("section", "section")
        .child(heading(app, 1, app.say(key)))
        .child(list)
}

/// A link to another contribution, or that it was removed.
pub fn linked(app: App, item: &ContributionLink) -> Tag {
    if item.title.is_empty() {
        return classed("span", "small").child(app.say("gone.title"));
    }
    let place = Place::of(item.kind, item.id.clone());
    link(app, "", place, item.title.clone()).attr("dir", "auto")
}
