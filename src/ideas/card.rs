//! A contribution in a list: title, beginning, who, where, and how far it has come.

use samskab_protocol::contribution::Contribution;
use samskab_protocol::trail::{StepKind, furthest};

use super::trail::step_key;
use crate::app::App;
use crate::parts::heading::heading;
use crate::parts::kind::kind_of;
use crate::parts::link::link;
use crate::parts::markup::{Tag, classed, tag};
use crate::parts::meta;
use crate::parts::status::{promise, status};
use crate::route::Place;

/// Draws a card; in a list of several kinds it says which one it is.
pub fn card(app: App, is_mixed: bool, contribution: &Contribution) -> Tag {
    let place = Place::of(contribution.kind, contribution.id.clone());
    let title = link(app, "", place, contribution.title.clone());
    let kind = is_mixed.then(|| classed("span", "kind").child(app.say(kind_of(contribution))));
    let count = |key, number: Option<u32>| {
        let number = number.filter(|number| *number > 0)?;
        Some(tag("span").child(app.language.count(key, number)))
    };
    // Support and comments stand in small type, never as a rank (S1.3).
    let meta = classed("p", "meta")
        .child(kind)
        .child(meta::author(app, contribution.author.as_ref()))
        .child(meta::time(app, &contribution.created_at, contribution.precision))
        .child(meta::place(contribution.place.as_ref()))
        .child(count("support.n", contribution.counts.by_reaction.support))
        .child(count("comments.n", contribution.counts.comments));
    classed("li", "card")
        .child(heading(app, 1, title.attr("dir", "auto")))
        .child(
            classed("p", "text")
                .attr("dir", "auto")
                .child(contribution.summary.as_str()),
        )
        .child(meta)
        .child(small_trail(app, contribution))
}

fn small_trail(app: App, contribution: &Contribution) -> Tag {
    let reached = furthest(&contribution.trail);
    let dots = classed("span", "dots").attr("aria-hidden", "true");
    let dots = StepKind::PATH.into_iter().fold(dots, |dots, step| {
        dots.child(classed("i", if reached >= Some(step) { "done" } else { "" }))
    });
    let present = reached
        .map(|step| app.say(step_key(step)))
        .unwrap_or_else(|| status(app, contribution));
    classed("p", "trail-small")
        .child(dots)
        .child(tag("b").child(present))
        .child(promise(app, contribution))
}
